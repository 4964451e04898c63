"""Fired checks as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from gapkit.checks import Fired, Level, check_of
from gapkit.claims import JudgedClaim
from gapkit.errors import GapkitError
from gapkit.survey.text import clean_text
from gapkit.tables.json_results import json_object

LEVELS: dict[Level, str] = {
    "E": "Errors: these stop",
    "W": "Warnings: these travel to the table and the chart",
    "N": "Notes: these stand in the method note",
}
"""What each level means."""

MOST_ROWS = 5
"""Rows shown of one check; JSON has all."""

CHECK_SCHEMA = (
    "gapkit check 1: results has one object per problem or fired check; "
    "id is a check's id (also of problems that loading refuses), an error's name, "
    "or `claim` for a contradicted claim; "
    "level is E (stops), W or N, rows are the places it hit, "
    "accepted is the survey file's reason for taking it"
)
"""What ``schema`` says of checks."""


def check_text(fired: Sequence[Fired]) -> str:
    """Return fired checks for a terminal, grouped by level, the first rows of each.

    Parameters
    ----------
    fired : sequence of Fired
        In the order to be shown within a level.

    Returns
    -------
    str
        Lines, the last one ended too; empty where nothing fired.
    """
    groups = []
    for level, title in LEVELS.items():
        lines = [line for each in fired if each.level == level for line in _lines(each)]
        groups += ["\n".join((title, *lines)) + "\n"] if lines else []
    return "\n".join(groups)


def _lines(fired: Fired) -> Iterator[str]:
    """Yield one fired check: what is the matter, where, what to do."""
    yield f"  {fired.id}  {fired.title}."
    for row in fired.rows[:MOST_ROWS]:
        yield f"       {' '.join(clean_text(row.text).split())}"
    if len(fired.rows) > MOST_ROWS:
        yield f"       and {len(fired.rows) - MOST_ROWS} more"
    if fired.accepted:
        yield f"       accepted: {' '.join(clean_text(fired.accepted).split())}"
    else:
        yield f"       do: {fired.what_to_do}"


def check_json(
    fired: Sequence[Fired], warnings: Sequence[str] = (), contradicted: Sequence[JudgedClaim] = ()
) -> str:
    """Return fired checks and contradicted claims as one JSON object, like every ``--json``."""
    results = [asdict(each) for each in fired] + [_claim(each) for each in contradicted]
    return json_object(CHECK_SCHEMA, warnings, results)


def _claim(judged: JudgedClaim) -> dict[str, object]:
    """Return a contradicted claim as one result of a check."""
    return {
        "id": "claim",
        "level": "W",
        "title": judged.claim.text,
        "rows": [{"found": each.sentence} for each in judged.conditions if each.verdict == "contradicted"],
        "what_to_do": judged.sentence,
        "accepted": "",
    }


def problems_json(error: GapkitError, warnings: Sequence[str] = ()) -> str:
    """Return the problems of a survey file or its data as the object that checks print too."""
    results = [
        {
            "id": check_of(each) or type(each).__name__,
            "level": "E",
            "title": each.message,
            "rows": [{"where": each.where, "found": each.found}],
            "what_to_do": each.hint,
            "accepted": "",
        }
        for each in error.problems
    ]
    return json_object(CHECK_SCHEMA, warnings, results)
