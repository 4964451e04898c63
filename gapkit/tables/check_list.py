"""Fired checks as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from gapkit.checks import Fired, Level, check_of
from gapkit.claims import JudgedClaim
from gapkit.errors import GapkitError
from gapkit.proposing import PairRow
from gapkit.survey.text import clean_text
from gapkit.tables.json_results import json_object
from gapkit.tables.pair_list import pair_results

LEVELS: dict[Level, str] = {
    "E": "Errors: these stop",
    "W": "Warnings: these travel to the table and the chart",
    "N": "Notes: these stand in the method note",
}
"""What each level means."""

ACCEPTED = "Accepted: the survey file says why"

NOUNS: dict[Level, str] = {"E": "error", "W": "warning", "N": "note"}
"""What one check of each level is called."""

MOST_ROWS = 5
"""Rows shown of one check; JSON has all."""

CHECK_SCHEMA = (
    "gapkit check 1: results has one object per problem or fired check; "
    "id is a check's id (also of problems that loading refuses), an error's name, "
    "`claim` for a contradicted claim, or `pair` for a pair to look at; "
    "level is E (stops), W or N, rows are the places it hit, "
    "accepted is the survey file's reason for taking it"
)
"""What ``schema`` says of checks."""


def check_text(fired: Sequence[Fired]) -> str:
    """Return fired checks for a terminal, grouped by level, accepted ones last, the first rows of each.

    Parameters
    ----------
    fired : sequence of Fired
        In the order to be shown within a level.

    Returns
    -------
    str
        Lines, the last one ended too; empty where nothing fired.
    """
    told = {title: [each for each in _open(fired) if each.level == level] for level, title in LEVELS.items()}
    told[ACCEPTED] = [each for each in fired if each.accepted]
    groups = [
        "\n".join((title, *(line for each in found for line in _lines(each)))) + "\n"
        for title, found in told.items()
        if found
    ]
    return "\n".join(groups)


def check_counts(fired: Sequence[Fired]) -> str:
    """Return how many checks of each level fired and are not accepted.

    Examples
    --------
    >>> check_counts([])
    'no errors, no warnings, no notes'
    """
    levels = [each.level for each in _open(fired)]
    accepted = len(fired) - len(levels)
    counts = [_count(levels.count(level), noun) for level, noun in NOUNS.items()]
    return ", ".join([*counts, *([f"{accepted} accepted"] if accepted else [])])


def _open(fired: Sequence[Fired]) -> list[Fired]:
    """Return the checks that the survey file does not accept."""
    return [each for each in fired if not each.accepted]


def _count(number: int, noun: str) -> str:
    """Return a number of things."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


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
    fired: Sequence[Fired],
    warnings: Sequence[str] = (),
    contradicted: Sequence[JudgedClaim] = (),
    pairs: Sequence[PairRow] = (),
) -> str:
    """Return fired checks, contradicted claims and pairs to look at as one JSON object."""
    results = [asdict(each) for each in fired] + [_claim(each) for each in contradicted] + pair_results(pairs)
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
