"""Checks of figures beside each other: V02, V05, V10, V12."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import isnan

from gapkit.checks.model import Check, CheckRow, Evidence, gap_row, row_of
from gapkit.checks.values import HALF, percent, percent_text, unit_of
from gapkit.display import in_points, number_text
from gapkit.gaps import Gap
from gapkit.statements import Statement

SUM = re.compile(r"\b(?:sum|total) of (?P<parts>[a-z0-9_]+(?:(?:, | and | \+ )[a-z0-9_]+)+)")
"""How a statement's note says which items it adds up: "sum of loved and liked"."""

JOINED = re.compile(r", | and | \+ ")

POINTS = r"percentage points?|points?|pp"

DIFFERENCE = re.compile(
    r"\b(?:gap|difference|distance)\b[^.;\d+−–-]{0,20}(?P<sign>[+−–-])?"
    rf"(?P<number>\d+(?:\.\d+)?) ?(?:{POINTS})\b",
    re.IGNORECASE,
)
"""A printed difference: "a gap of -17 points"."""

CHANGE = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?) ?(?P<unit>%|per ?cent|{POINTS}) "
    r"(?:more|less|fewer|higher|lower|greater|smaller)\b",
    re.IGNORECASE,
)
"""A printed change, relative or in points: "27% more likely"."""

HIDDEN = 1.5
"""Points that rounding may hide in a difference: half of one in each value and in the difference."""


def parts_do_not_sum(seen: Evidence) -> Iterator[CheckRow]:
    """V02: a statement's note says "sum of a and b", and the two do not add up to it within rounding."""
    known = {_place(each): each for each in seen.published if not isnan(each.value) and not each.is_mean}
    for whole in known.values():
        named = SUM.search(whole.note)
        parts = [known.get((*_place(whole)[:1], item, *_place(whole)[2:])) for item in _parts(named)]
        told = [each for each in parts if each is not None]
        if not parts or len(told) < len(parts):
            continue
        total = sum((percent(each) for each in told), Fraction(0))
        allowed = sum((HALF * unit_of(each) for each in (*told, whole)), Fraction(0))
        if abs(total - percent(whole)) > allowed:
            added = " + ".join(percent_text(each) for each in told)
            yield row_of(whole, f"{added} = {float(total):g}%, printed as {percent_text(whole)}")


def _parts(named: re.Match[str] | None) -> list[str]:
    """Return the items that a note names as parts."""
    return JOINED.split(named["parts"]) if named else []


def _place(each: Statement) -> tuple[str, str, str, str, str]:
    """Return what a statement is about."""
    return each.question, each.item, each.side, each.segment, each.wave


def difference_wrong(seen: Evidence) -> Iterator[CheckRow]:
    """V05: a note or claim prints a difference ("gap of 17 points") of other size or sign than its values."""
    for row, text in _said(seen):
        gap = 100 * row.gap
        for found in DIFFERENCE.finditer(text):
            printed = float(found["number"])
            negative = (found["sign"] or "+") != "+"
            size_differs = abs(abs(gap) - printed) > HIDDEN
            sign_differs = found["sign"] is not None and abs(gap) > HIDDEN and negative != (gap < 0)
            if size_differs or sign_differs:
                yield gap_row(row, f"“{found[0]}”, the values say {number_text(gap, 0, signed=True)} points")


def change_unit_wrong(seen: Evidence) -> Iterator[CheckRow]:
    """V12: a note or claim gives a relative change as points ("27 points more"), or points as percent."""
    for row, text in _said(seen):
        values = [100 * row.of_side.value, 100 * row.of_reference.value]
        points = abs(values[0] - values[1])
        relative = [100 * points / each for each in values if each > 0]
        for found in CHANGE.finditer(text):
            printed = float(found["number"])
            as_points = abs(printed - points) <= HIDDEN
            as_relative = any(abs(printed - each) <= HIDDEN for each in relative)
            said_points = found["unit"][0].lower() == "p" and not found["unit"].lower().startswith("per ")
            said_points = said_points and found["unit"].lower() not in ("percent", "per cent")
            if (as_relative and not as_points) if said_points else (as_points and not as_relative):
                is_what = "a relative change" if said_points else "a difference in points"
                yield gap_row(row, f"“{found[0]}” is {is_what} of {values[0]:.0f}% and {values[1]:.0f}%")


def _said(seen: Evidence) -> Iterator[tuple[Gap, str]]:
    """Yield every gap of shares with each text about it: notes of its statements, claims about its item."""
    rows = [row for row in seen.gaps if not isnan(row.gap) and in_points(row.measure)]
    for row in rows:
        for each in seen.statements:
            mine = each.item == row.item and each.question == row.question and each.segment == row.segment
            if mine and each.note and each.side in (row.side, row.reference):
                yield row, each.note
        for claim in seen.survey.claims:
            about = {(each.question, each.item, each.segment) for each in claim.conditions}
            if about == {(row.question, row.item, "")}:
                yield row, claim.text


def counted_twice(seen: Evidence) -> Iterator[CheckRow]:
    """V10: one figure of one source, or one answer of the data, is an item of two questions."""
    first: dict[tuple[object, ...], Statement] = {}
    for each in seen.published:
        if isnan(each.value) or not each.source:
            continue
        side = seen.survey.sides[each.side].home
        label = seen.survey.question(each.question).item(each.item).label.casefold()
        place = (side, each.value, each.source, each.segment, each.wave)
        for key in ((*place, "question"), (*place, label)):
            earlier = first.setdefault(key, each)
            same_list = earlier.question == each.question
            if earlier is not each and (key[-1] == label if same_list else key[-1] == "question"):
                found = (
                    f"{percent_text(each)} of {each.source} is `{earlier.item}` of `{earlier.question}` too"
                )
                yield row_of(each, found)
                break
    yield from _answers_twice(seen)


def _answers_twice(seen: Evidence) -> Iterator[CheckRow]:
    """Tell the answers in the data that are items of two questions."""
    first: dict[tuple[object, ...], tuple[str, str]] = {}
    for question in seen.survey.questions:
        for item in question.items:
            for side in seen.survey.speakers(question):
                column = item.columns.get(side)
                name = column.name if column is not None else question.column.get(side)
                if name is None:
                    continue
                ticked = (column.code,) if column is not None else item.answers.get(side, ())
                part = column.contains if column is not None else ""
                key = (seen.survey.sides[side].home, name, ticked, part)
                question_id, item_id = first.setdefault(key, (question.id, item.id))
                if question_id != question.id:
                    found = f"the answer is `{item_id}` of `{question_id}` too"
                    yield CheckRow(found, question.id, item.id, side)


CHECKS = (
    Check(
        "V02",
        "W",
        "The parts do not sum to the stated total within rounding",
        "Check parts and total against the source.",
        parts_do_not_sum,
    ),
    Check(
        "V05",
        "W",
        "A printed difference disagrees with its two values",
        "Check both values and the sign: a gap is the side less its reference.",
        difference_wrong,
    ),
    Check(
        "V10",
        "W",
        "The same quantity is entered twice",
        "Count it once: leave one of the two out, or read both as one finding.",
        counted_twice,
    ),
    Check(
        "V12",
        "W",
        "A relative change is shown as points, or points as a relative change",
        'Write "points" for a difference of two percentages, and "%" for their ratio only.',
        change_unit_wrong,
    ),
)
