"""Checks of charts to be printed, of whose data they see what they are given: V04, R03, R04, L02."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import Any

from gapkit.checks.model import Check, CheckRow, Drawn, Evidence

BARS = frozenset({"butterfly", "paired", "bar", "bars"})
"""Charts whose marks are as long as their values."""

PARTS = frozenset({"pie", "stack", "likert", "know_asked"})
"""Charts whose marks add up to a whole."""


def more_than_whole(seen: Evidence) -> Iterator[CheckRow]:
    """V04: a multiple question whose shares sum to more than 100% is drawn as a pie or a stack."""
    for chart in seen.charts:
        if chart.kind not in PARTS:
            continue
        for question_id in _questions(chart):
            question = seen.survey.question(question_id)
            for side in seen.survey.speakers(question):
                found = (seen.totals.get((question_id, item.id, side)) for item in question.items)
                total = sum(each.value for each in found if each is not None and each.value >= 0)
                if question.format_on(side) == "multiple" and total > 1 and not question.roles:
                    yield CheckRow(
                        f"shares sum to {100 * total:.0f}% in a {chart.kind}", question_id, side=side
                    )


def axes_mislead(seen: Evidence) -> Iterator[CheckRow]:
    """R03: bars do not begin at 0, or one unit has axes of different range in one chart or two panels."""
    for chart in seen.charts:
        ranges: dict[str, tuple[float, float]] = {}
        for part in _panels(chart):
            for unit, axis in _axes(part):
                if part.kind in BARS and (axis.start or axis.low > 0):
                    yield CheckRow(f"bars of a {part.kind} chart begin at {axis.start or axis.low:g}")
                if ranges.setdefault(unit, (axis.low, axis.high)) != (axis.low, axis.high):
                    low, high = ranges[unit]
                    yield CheckRow(f"axes from {low:g} to {high:g} and from {axis.low:g} to {axis.high:g}")


def orders_differ(seen: Evidence) -> Iterator[CheckRow]:
    """R04: two charts or panels show the items of one question in different orders."""
    first: dict[str, tuple[str, ...]] = {}
    for chart in seen.charts:
        for part in _panels(chart):
            for question in _questions(part):
                items = tuple(row.item for row in getattr(part, "rows", ()) if row.question == question)
                known = first.setdefault(question, items)
                if known != items and set(known) == set(items):
                    yield CheckRow(f"{', '.join(known)} and {', '.join(items)}", question)


def quarter_open(seen: Evidence) -> Iterator[CheckRow]:
    """L02: an item of a priority chart has an interval that crosses a line, or the line has no name."""
    for chart in seen.charts:
        for part in _panels(chart):
            if part.kind != "priority":
                continue
            told: Any = part
            if not isnan(told.cross) and not told.cross_name:
                yield CheckRow("the rule of the cross-hair is not named")
            for point in told.points:
                if point.x_low <= told.cross <= point.x_high or point.y_low <= 0 <= point.y_high:
                    yield CheckRow("an interval crosses a line", point.question, point.item)


def _panels(chart: Drawn) -> Iterator[Drawn]:
    """Yield the charts in the panels of small multiples; a chart of one panel itself."""
    cells = getattr(chart, "cells", None)
    yield from (cell.data for cell in cells) if cells is not None else (chart,)


def _questions(chart: Drawn) -> tuple[str, ...]:
    """Return the questions whose items a chart shows."""
    return tuple(dict.fromkeys(row.question for row in getattr(chart, "rows", ())))


def _axes(chart: Drawn) -> Iterator[tuple[str, Any]]:
    """Yield every axis with what is read on it."""
    yield from ((group.unit, group.axis) for group in getattr(chart, "groups", ()) if hasattr(group, "axis"))


CHECKS = (
    Check(
        "V04",
        "W",
        "Shares of a multiple question are drawn as parts of a whole",
        "Draw bars or dots, one per option: respondents could tick several.",
        more_than_whole,
    ),
    Check(
        "R03",
        "W",
        "An axis misleads",
        "Begin bars at 0 (or draw dots), and give panels one axis.",
        axes_mislead,
    ),
    Check(
        "R04",
        "W",
        "Items stand in different orders",
        "Give every chart of the question the same `sort`.",
        orders_differ,
    ),
    Check(
        "L02",
        "W",
        "An item's quarter is open, or nobody says where the cross-hair stands",
        "Call such items undecided, and name the rule of the line (`cross`).",
        quarter_open,
    ),
)
