"""SurveyMonkey exports: a row of questions above a row of options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gapkit.loading.cells import normal
from gapkit.loading.exports.headings import Beside, Heading, Headings, Rows, also_of, one_row
from gapkit.loading.exports.wording import name, plain

TOOL: Final = "SurveyMonkey"

IDS: Final = frozenset({"respondentid", "respondent id", "respondent_id"})

SINGLE: Final = frozenset({"", "Response", "Open-Ended Response"})
"""What stands below a question that has one column."""

OPEN: Final = "Open-Ended Response"


def headings(rows: Rows, beside: Beside) -> Headings | None:  # noqa: ARG001 - no label files beside it
    """Return the header of a SurveyMonkey export, or nothing if the rows are none."""
    if len(rows) > 1 and has_two_rows(rows):
        columns = joined(rows[0], rows[1])
        return Headings(TOOL, 2, tuple(columns), (f"{TOOL} export, 2 header rows: question, then option",))
    if normal(rows[0][0]).casefold() in IDS:
        first, *others = one_row(rows[0])
        return Headings(TOOL, 1, (first, *others), (f"{TOOL} export, 1 header row",))
    return None


def has_two_rows(rows: Rows) -> bool:
    """Whether the second row belongs to the header.

    A blank in the first row means "same question"; below it stands an option. A respondent would
    have an id where the second row has none.
    """
    first, second = rows[0], rows[1]
    if normal(second[0]) or not normal(first[0]):
        return False
    below = [normal(cell) for cell in second]
    blank = [place for place, cell in enumerate(first) if not normal(cell)]
    if not all(below[place] for place in blank):
        return False
    only_single = set(below[1:]) <= SINGLE and any(below)
    return only_single or (bool(blank) and len(blank) + sum(map(bool, below)) > len(first) // 2)


def joined(first: Sequence[str], second: Sequence[str]) -> list[Heading | None]:
    """Return the columns of two header rows: the question is filled to the right."""
    columns: list[Heading | None] = []
    question, place = "", 0
    wide = [place + 1 < len(first) and not normal(first[place + 1]) for place in range(len(first))]
    for place, (above, below) in enumerate(zip(first, second, strict=True)):
        question = above if normal(above) else question
        option = normal(below)
        alone = normal(above) and not wide[place]
        if not normal(above) and not option:
            columns.append(None)
        elif option in SINGLE or not option:
            columns.append(
                Heading(
                    name(question), plain(question), also=also_of(above), part="" if option else "metadata"
                )
            )
        else:
            columns.append(
                Heading(
                    f"{name(question)} [{name(below)}]",
                    plain(below),
                    plain(question),
                    also_of(above) if alone else (),
                    group="" if alone else f"question {name(question)}",
                )
            )
    return columns
