"""LimeSurvey exports: headings of codes, of codes and wording, or of wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from gapkit.loading.cells import NOTHING, Cells, normal
from gapkit.loading.exports.headings import Beside, Heading, Headings, Rows, also_of, one_row
from gapkit.loading.exports.wording import GRID, plain

TOOL: Final = "LimeSurvey"

CODES: Final = frozenset(
    {
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "startdate",
        "datestamp",
        "ipaddr",
        "refurl",
        "token",
    }
)
WORDS: Final = frozenset(
    {"response id", "date submitted", "last page", "start language", "seed", "date started"}
    | {"date last action", "ip address", "referrer url", "access code"}
)
SURE: Final = 3
"""Columns of the tool's own that make it sure."""

MIXED: Final = re.compile(r"(?P<code>[A-Za-z]\w*(?:\[\w*\])*)\. +(?P<text>.*)", re.DOTALL)
"""A heading such as "rse3[SQ001]. Who uses your code? []"."""

PART: Final = re.compile(r"(?P<question>[A-Za-z]\w*)\[(?P<part>\w+)\](?:\[\w+\])*")

SUBMITTED: Final = ("submitdate", "Date submitted")

NO_DATE: Final = "1980-01-01 00:00:00"
"""Written by anonymised surveys."""


def headings(rows: Rows, beside: Beside) -> Headings | None:  # noqa: ARG001 - no label files beside it
    """Return the header of a LimeSurvey export, or nothing if the rows are none."""
    cells = [normal(cell) for cell in rows[0]]
    if len(CODES.intersection(cells)) >= SURE:
        kind, columns = "codes", [by_code(cell) for cell in rows[0]]
    elif len(WORDS.intersection(cell.casefold() for cell in cells)) >= SURE:
        kind, columns = "wording", [metadata(column) for column in one_row(rows[0])]
    elif mixed(cells):
        kind, columns = "codes and wording", [by_both(cell) for cell in rows[0]]
    else:
        return None
    remark = f"{TOOL} export, headings of {kind}"
    return Headings(TOOL, 1, tuple(columns), (remark,), watched=SUBMITTED, tell=tell)


def mixed(cells: Sequence[str]) -> bool:
    """Whether most headings are a code and wording, and one of them is a part of a question."""
    filled = [cell for cell in cells if cell]
    matches = [match for cell in filled if (match := MIXED.fullmatch(cell))]
    return len(matches) * 2 > len(filled) and any("[" in match["code"] for match in matches)


def by_code(cell: str) -> Heading | None:
    """Return a column headed by its code."""
    code = normal(cell)
    if not code:
        return None
    match = PART.fullmatch(code)
    if code in CODES:
        return Heading(code, part="metadata")
    if match is None:
        return Heading(code)
    text = match["part"] == "other" or match["part"].endswith("comment")
    return Heading(code, group="" if text else match["question"], part="write-in" if text else "")


def by_both(cell: str) -> Heading | None:
    """Return a column headed by its code and wording."""
    match = MIXED.fullmatch(plain(cell))
    if match is None:
        return by_code(cell)
    code = by_code(match["code"]) or Heading(normal(match["code"]))
    parts = GRID.fullmatch(match["text"])
    question, label = (parts["question"], parts["row"]) if parts else ("", match["text"])
    told = (question, label) if question and label else ("", question or label)
    return replace(code, question=told[0], label=told[1], also=also_of(cell))


def metadata(column: Heading | None) -> Heading | None:
    """Return a column with its part."""
    own = column is not None and column.name.casefold() in WORDS
    return replace(column, part="metadata") if column is not None and own else column


def tell(columns: Mapping[str, Cells]) -> tuple[str, ...]:
    """Return how many interviews were broken off, and whether dates are kept."""
    cells = next((columns[each] for each in SUBMITTED if each in columns), None)
    if cells is None:
        return ()
    told: list[str] = []
    partial = int((cells.codes == NOTHING).sum())
    if partial:
        verb = "interview is" if partial == 1 else "interviews are"
        told.append(f"{partial:,} {verb} partial, without a submit date")
    if any(str(cell).startswith(NO_DATE) for cell in cells.distinct.tolist()):
        told.append("Submit dates of 1980-01-01 come from an anonymised survey: they are no dates")
    return tuple(told)
