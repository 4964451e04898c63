"""The horseshoe: the journey bent until its ends nearly meet; how far they stay apart is the typical gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan, nan, sqrt

from gapkit.charts import alt_text, captions
from gapkit.charts.building import Choice, Shown, shown, words_of
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Row, Sort
from gapkit.charts.horseshoe_drawing import draw
from gapkit.charts.horseshoe_model import HorseshoeData, HorseshoeItem
from gapkit.charts.rows import remark, row_of
from gapkit.charts.theme import Theme
from gapkit.display import in_points, limits_text, percent_text, size_text
from gapkit.gaps import Gap, Gaps
from gapkit.profiles import profile

MOST = 16
"""Items that stand along the bend and can still be read."""


def horseshoe(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "survey",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Bend a journey to a horseshoe whose opening is the typical gap: an overview, with every number printed.

    The items stand along the bend in their order. A mark outside it says that the side is higher there, one
    inside that the reference is, and how far; outlined marks are not flagged. Sides that agreed on everything
    would close the bend to a ring. Above sixteen items, the largest gaps are shown.

    Parameters
    ----------
    gaps : Gaps
        Of one question or several, such as the stages of a journey.
    question, segment, pair, sort, title, theme, chrome
        As for ``dumbbell``.

    References
    ----------
    Solis 2012, The End of Business as Usual, drew the gap of two journeys as a horseshoe; the scale is ours.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 600 + [0] * 400})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> horseshoe(gk.gap(gk.open(survey))).data.opening_text
    '35 points'
    """
    data = horseshoe_data(gaps, question=question, segment=segment, pair=pair, sort=sort, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def horseshoe_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "survey",
    title: str | None = None,
) -> HorseshoeData:
    """Decide what a horseshoe shows; the parameters are those of ``horseshoe``."""
    told = shown(gaps, Choice(question, segment, pair, sort))
    rows = _along(told.rows)
    unit = _range(rows, told)
    items = tuple(
        HorseshoeItem(
            (place + 0.5) / len(rows),
            row.gap / unit,
            row.ci_low_family / unit,
            row.ci_high_family / unit,
            _row(row, told),
        )
        for place, row in enumerate(rows)
    )
    typical, low, high, detail = _typical(told)
    side, reference = captions.labels(told.rows, told.survey)
    left_out = len(told.rows) - len(rows)
    whole = "100 points" if in_points(rows[0].measure) else f"{unit:g} {rows[0].unit or 'scale points'}"
    bend = (
        f"The bend's ends are as far apart as the typical gap; {whole} would be its whole width.",
        f"Outside the bend: {side} higher; inside: {reference} higher; outlines: not flagged; lines: CI.",
    )
    notes = (
        *(() if told.gapless else bend),
        f"The {len(rows)} largest of {len(told.rows)} gaps are shown." if left_out else "",
        captions.bases(told.rows, told.survey),
        "" if told.gapless else captions.gap_intervals(told.rows, told.gaps.method),
        *captions.marks(told.rows, told.survey),
    )
    words = words_of("horseshoe", told, title, notes=notes)
    measure = rows[0].measure
    text = "" if isnan(typical) else size_text(typical, measure, unit=rows[0].unit)
    limits = (
        f" ({percent_text(told.gaps.method.conf_level)} CI {limits_text(low, high, measure)})"
        if low >= 0
        else ""
    )
    opening = alt_text.opening("horseshoe", told.rows, told.survey)
    details = (f"Typical gap {text}{limits}." if text else "", *alt_text.extremes(told.rows, told.survey))
    return HorseshoeData(
        words=replace(words, alt_text=alt_text.told(opening, words.title, details)),
        items=items,
        opening=typical / unit,
        opening_low=low,
        opening_high=high,
        opening_text=text or "unknown",
        opening_detail=f"{detail}{limits}",
        side_label=side,
        reference_label=reference,
    )


def _along(rows: Sequence[Gap]) -> list[Gap]:
    """Return the rows that stand along the bend: all of them, or the largest gaps in their order."""
    if len(rows) <= MOST:
        return list(rows)
    largest = sorted((row for row in rows if not isnan(row.gap)), key=lambda row: -abs(row.gap))[:MOST]
    kept = {(row.question, row.item) for row in largest} or {(row.question, row.item) for row in rows[:MOST]}
    return [row for row in rows if (row.question, row.item) in kept]


def _row(gap: Gap, told: Shown) -> Row:
    """Return one item, with the words that stand in place of a gap."""
    row = row_of(gap, [gap], told.survey, words_in_place=False)
    return replace(row, remark=remark(gap, told.survey) if isnan(gap.gap) else "")


def _range(rows: Sequence[Gap], told: Shown) -> float:
    """Return the largest gap that could be: 1 for shares, a scale's length, else the largest there is."""
    if in_points(rows[0].measure):
        return 1.0
    scales = [scale.points for row in rows for scale in told.survey.question(row.question).scale.values()]
    lengths = [len(points) - 1.0 for points in scales]
    return max(lengths or [abs(row.gap) for row in rows if not isnan(row.gap)] or [1.0]) or 1.0


def _typical(told: Shown) -> tuple[float, float, float, str]:
    """Return the typical gap, its interval, and what it is."""
    if told.gapless:
        return nan, nan, nan, "no gap can be computed"
    if len(told.questions) == 1 and told.gaps.tally.parts:
        whole = profile(Gaps(told.gaps.tally, told.rows, told.gaps.method)).rows
        if whole and not isnan(whole[0].typical_gap):
            first = whole[0]
            return first.typical_gap, first.ci_low, first.ci_high, "typical gap, sampling noise taken out"
    gaps = [row.gap for row in told.rows if not isnan(row.gap) and row.comparable != "related"]
    gaps = gaps or [row.gap for row in told.rows if not isnan(row.gap)]
    raw = sqrt(sum(each * each for each in gaps) / len(gaps))
    return raw, nan, nan, "typical gap (root mean square), sampling noise in it"
