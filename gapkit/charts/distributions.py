"""The distribution chart: every answer of both sides, where a mean hides the shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, nan
from typing import Literal

from gapkit.charts import alt_text, captions
from gapkit.charts.answers import FEW_WORDS, is_sensitive
from gapkit.charts.axes import round_step
from gapkit.charts.building import Choice, shown, words_of
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Axis, Role
from gapkit.charts.distribution_drawing import draw
from gapkit.charts.distribution_model import Curve, DistributionData, DistributionPanel
from gapkit.charts.given import given_answers
from gapkit.charts.rows import row_of
from gapkit.charts.shapes import SHAPE_WORDS, Shape, highest_bin
from gapkit.charts.theme import Theme
from gapkit.display import count_text, interval_text, list_text, number_text, percent_text, value_text
from gapkit.errors.charts import NothingToDrawError
from gapkit.gaps import Gap, Gaps
from gapkit.options import check
from gapkit.survey import Mean, Measure, Median, Question
from gapkit.tallies import Estimate, tally

Centre = Literal["mean", "median"]

CENTRES: dict[str, Measure] = {"mean": Mean(), "median": Median()}

HIDDEN = ("suppressed", "one_sided", "no_answers")
"""Statuses whose answers are not shown."""

LONG_TAIL = 2.0

TAIL = 0.99
"""An axis ends at this part of the answers where the largest is so many times further away."""

FEW_POINTS = 11

SIGN = 0.13


def distribution(  # noqa: PLR0913 - what all charts take, and two choices
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    shape: Shape = "ecdf",
    centre: Centre = "mean",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw how the numbers that each side gave are spread, one panel per item.

    A solid line is the reference, a dashed one the side. Below each panel stand the mean or median of
    both sides with its interval, and the bases.

    Parameters
    ----------
    gaps : Gaps
        Of questions that ask for numbers or have a scale; other questions are left out.
    shape : {"ecdf", "histogram", "box"}
        Share of answers up to each number; share in bins of equal width; or quartiles, with the 10th
        and 90th percentile as whiskers and a dot per respondent (at most 200 of them).
    centre : {"mean", "median"}
        What is marked; scales have means.
    question, segment, pair, title, theme, chrome
        As for ``dumbbell``.

    Raises
    ------
    NothingToDrawError
        If no question asks for numbers or has a scale with respondents.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> answers = pd.DataFrame({"q": [1] * 10 + [2] * 20 + [3] * 30 + [4] * 25 + [5] * 15})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": answers, "marketer": answers},
    ...     reference="consumer",
    ...     pairs={"trust": {"consumer": "q", "marketer": "q"}},
    ...     format="scale",
    ...     scale={"from": 1, "to": 5},
    ... )
    >>> curve = distribution(gk.gap(gk.open(survey))).data.panels[0].curves[0]
    >>> curve.value, curve.given.counts
    (3.15, (10, 20, 30, 25, 15))
    """
    data = distribution_data(
        gaps, question=question, segment=segment, pair=pair, shape=shape, centre=centre, title=title
    )
    return drawn(data, draw, theme=theme, chrome=chrome)


def distribution_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    shape: Shape = "ecdf",
    centre: Centre = "mean",
    title: str | None = None,
) -> DistributionData:
    """Decide what a distribution chart shows; the parameters are those of ``distribution``."""
    check("shape", shape, Shape)
    check("centre", centre, Centre)
    told = shown(_with_numbers(gaps, question), Choice(question, segment, pair, "survey"))
    panels = tuple(_panel(row, told.gaps, centre, shape) for row in told.rows)
    level = percent_text(told.gaps.method.conf_level)
    notes = (
        SHAPE_WORDS[shape],
        f"Marks below: {centre} of each side with its {level} interval.",
        _trimmed(panels),
        captions.bases(told.rows, told.survey),
        *captions.marks(told.rows, told.survey),
    )
    questions = dict.fromkeys(row.question for row in told.rows)
    unit = told.survey.question(told.rows[0].question).unit
    wording = captions.wording(told.rows, told.survey) + (f" {unit[:1].upper()}{unit[1:]}." if unit else "")
    wording = wording if len(questions) == 1 else "Several questions."
    words = words_of("distribution", told, title, notes=notes, subtitle=wording)
    opening = alt_text.opening("distribution", told.rows, told.survey)
    details = (f"{panel.label}: {'; '.join(curve.text for curve in panel.curves)}." for panel in panels)
    alt = alt_text.told(opening, words.title, details)
    side, reference = captions.labels(told.rows, told.survey)
    return DistributionData(replace(words, alt_text=alt), panels, shape, side, reference)


def _trimmed(panels: Sequence[DistributionPanel]) -> str:
    """Say whose outer numbers are not shown."""
    whose = dict.fromkeys(
        curve.label
        for panel in panels
        for curve in panel.curves
        if curve.sensitive and curve.given is not None and not panel.scale
    )
    if not whose:
        return ""
    return f"{list_text(list(whose))}: nothing outside the 10th and 90th percentile is shown, nor anybody."


def _with_numbers(gaps: Gaps, question: str | None) -> Gaps:
    """Return the gaps of questions whose answers are numbers on at least one side."""
    rows = [
        row
        for row in gaps.rows
        if question in (None, row.question)
        and any(given_answers(gaps.tally, row, side) is not None for side in (row.side, row.reference))
    ]
    if not rows:
        questions = dict.fromkeys(row.question for row in gaps.rows)
        needs = "a question that asks for numbers or has a scale, with respondents"
        raise NothingToDrawError.lacking("distribution", needs, questions)
    return Gaps(gaps.tally, tuple(rows), gaps.method)


def _panel(row: Gap, gaps: Gaps, centre: Centre, shape: Shape) -> DistributionPanel:
    """Return one item: both sides' answers on one axis."""
    curves = (_curve("reference", row, gaps, centre), _curve("side", row, gaps, centre))
    axis = _axis(curves, gaps.survey.question(row.question), shape)
    beyond = [
        f"{curve.label} {percent_text(round(curve.given.beyond(axis.high), 3))}"
        for curve in curves
        if curve.given is not None and curve.given.beyond(axis.high) > 0
    ]
    return DistributionPanel(
        question=row.question,
        item=row.item,
        label=row_of(row, [row], gaps.survey, words_in_place=True).label,
        axis=axis,
        curves=curves,
        scale=bool(gaps.survey.question(row.question).scale),
        heights=_heights(curves, axis, shape),
        remark=f"Beyond the axis: {', '.join(beyond)}." if beyond else "",
    )


def _heights(curves: Sequence[Curve], axis: Axis, shape: Shape) -> tuple[tuple[float, str], ...]:
    """Return the numbers beside a plot: shares of answers, where its height is one."""
    if shape == "box":
        return ()
    top = 1.0
    if shape == "histogram":
        top = highest_bin([curve.given for curve in curves if curve.given is not None], axis)
    return tuple((part, value_text(part * top, "share")) for part in (0.0, 0.5, 1.0))


def _curve(role: Role, row: Gap, gaps: Gaps, centre: Centre) -> Curve:
    """Return one side's answers, or the words in their place."""
    value = getattr(row_of(row, [row], gaps.survey, words_in_place=True), role)
    estimate = row.of_side if role == "side" else row.of_reference
    label = gaps.survey.sides[estimate.side].label
    given = None if estimate.status in HIDDEN else given_answers(gaps.tally, row, estimate.side)
    sensitive = is_sensitive(gaps.tally, estimate.side)
    curve = Curve(role, label, given, nan, nan, nan, value.base, "", value.hollow, sensitive)
    if given is None:
        missing = FEW_WORDS if sensitive and estimate.base > 0 else "no answers counted"
        return replace(curve, text=f"{label}: {value.words or missing}")
    middle = _centre(estimate, row, gaps, centre)
    printed = f"{middle.measure} {value_text(middle.value, middle.measure)}"
    limits = interval_text(middle.ci_low, middle.ci_high, middle.measure)
    return replace(
        curve,
        value=middle.value,
        low=middle.ci_low,
        high=middle.ci_high,
        text=f"{label}: {printed} ({limits}), n\u00a0=\u00a0{count_text(value.base)}",
    )


def _centre(estimate: Estimate, row: Gap, gaps: Gaps, centre: Centre) -> Estimate:
    """Return the mean or median of one side, which the gaps may hold already."""
    wanted = "mean" if gaps.survey.question(row.question).scale else centre
    if estimate.measure == wanted:
        return estimate
    found = tally(gaps.tally.study, measure=CENTRES[wanted], by=gaps.tally.by or None)
    return found.estimate(row.question, row.item, estimate.side, row.segment)


def _axis(curves: Sequence[Curve], question: Question, shape: Shape) -> Axis:
    """Return the axis of one item: the whole scale, or the numbers given without a few far ones."""
    points = [
        float(point)
        for scale in question.scale.values()
        for point in scale.points
        if isinstance(point, int | float)
    ]
    there = [curve.given for curve in curves if curve.given is not None]
    low = min(points or [each.numbers[0] for each in there])
    high = max(points or [each.numbers[-1] for each in there])
    if not points:
        inner = max(each.quantile(TAIL) for each in there)
        high = inner if high - low > LONG_TAIL * (inner - low) > 0 else high
        low = min(low, 0.0) if low < (high - low) / 4 else low
    step = 1.0 if points and high - low < FEW_POINTS else round_step((high - low) / 5)
    low, high = step * floor(low / step + 1e-9), step * ceil(high / step - 1e-9)
    high = high if high > low else low + step
    count = round((high - low) / step)
    decimals = 0 if step == round(step) else 1 if step * 10 == round(step * 10) else 2
    places = [low + step * each for each in range(count + 1)]
    ticks = tuple((place, number_text(place, decimals)) for place in places)
    half = 0.5 if points and shape == "histogram" else 0.0  # the outer points have whole bins
    return Axis(low - half, high + half, ticks, low - half)
