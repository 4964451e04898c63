"""Where a chart's axis begins and ends, and which numbers stand along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, isnan, log10

from gapkit.charts.data import Axis
from gapkit.display import in_points, number_text, value_text
from gapkit.gaps import Gap
from gapkit.survey import Question

LOW = 0.40
"""Shares that all lie under this have an axis that ends near them."""

MANY_POINTS = 11
"""Scales with more points than this have round numbers along the axis."""

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
SHORT = 0.20


def axis_of(rows: Sequence[Gap], beside: Sequence[Gap], question: Question, *, bars: bool) -> Axis:
    """Return the axis of one question: 0 to 100 % for shares, the scale for means.

    Parameters
    ----------
    beside : sequence of Gap
        All rows of the chart: its shares have one axis, so that questions compare by eye.
    bars : bool
        Bars start at 0, or at the lowest answer of the scale; dots have no start.
    """
    measure = rows[0].measure
    if not in_points(measure):
        return _scale_axis(rows, question, bars=bars)
    if measure.startswith("net"):
        return _axis(-1.0, 1.0, 0.5, measure)
    shares = [row for row in beside if in_points(row.measure) and not row.measure.startswith("net")]
    estimates = [each for row in shares for each in (row.of_side, row.of_reference) if not isnan(each.value)]
    if not estimates or max(each.value for each in estimates) >= LOW:
        return _axis(0.0, 1.0, 0.25, measure)
    top = max(each.value if isnan(each.ci_high) else each.ci_high for each in estimates)
    end = max(ceil(10 * top - 1e-9), 1) / 10
    return _axis(0.0, end, 0.05 if end <= SHORT else 0.1, measure)


def _scale_axis(rows: Sequence[Gap], question: Question, *, bars: bool) -> Axis:
    """Return the axis of means: the scale's ends where it has numbers, else round ones."""
    sides = {row.side for row in rows} | {row.reference for row in rows}
    points = [point for side in sides & set(question.scale) for point in question.scale[side].points]
    points = own_ends(question) or points
    numbers = [float(point) for point in points if isinstance(point, int | float)]
    scaled = len(numbers) == len(points) > 0
    if not scaled:
        estimates = [each for row in rows for each in (row.of_side, row.of_reference)]
        known = [each for each in estimates if not isnan(each.value)]
        ends = [bound for each in known for bound in (each.ci_low, each.ci_high) if not isnan(bound)]
        numbers = [*(each.value for each in known), *ends]
        step = round_step((max(numbers, default=1.0) - min(numbers, default=0.0)) / 4)
        numbers = [
            step * floor(min(numbers, default=0.0) / step),
            step * ceil(max(numbers, default=1.0) / step),
        ]
    low, high = min(numbers), max(numbers)
    if (bars and not scaled) or low == high:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    few = scaled and high - low < MANY_POINTS
    axis = _axis(low, high, 1.0 if few else round_step((high - low) / 5), "mean")
    return replace(axis, start=max(low, 0.0))


def own_ends(question: Question) -> list[int | float | str]:
    """Return the ends of an axis that the question's format gives; nothing where it gives none."""
    if question.match == "rescale":
        return [0, 100]
    return [1, len(question.items)] if question.format == "rank" and len(question.items) > 1 else []


def round_step(rough: float) -> float:
    """Return the round number next above a rough distance between ticks.

    Examples
    --------
    >>> round_step(0.7), round_step(23), round_step(0)
    (1.0, 25.0, 1.0)
    """
    if rough <= 0:
        return 1.0
    size = 10.0 ** floor(round(log10(rough), 9))
    return next(step * size for step in STEPS if step * size >= rough * (1 - 1e-9))


def _axis(low: float, high: float, step: float, measure: str) -> Axis:
    """Return an axis with a tick every step."""
    count = round((high - low) / step)
    places = [low + step * each for each in range(count + 1)]
    return Axis(low, high, tuple((place, _tick(place, step, measure)) for place in places))


def _tick(place: float, step: float, measure: str) -> str:
    """Return the number at a tick, with no more digits than the step needs."""
    if in_points(measure):
        return value_text(place, measure)
    return number_text(place, 0 if step == round(step) else 1)
