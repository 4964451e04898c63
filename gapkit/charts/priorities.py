"""Priorities: how much the reference wants each item, against its gap, in four named quarters."""

from __future__ import annotations

from math import isnan
from statistics import median

from gapkit.charts import captions
from gapkit.charts.building import Choice, Shown, gap_notes, shown, side_axes, words_of
from gapkit.charts.canvas import Canvas
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.forests import BAND, gap_axis
from gapkit.charts.layout import Styles, styles_of
from gapkit.charts.placing import Box
from gapkit.charts.points import axis_unit, one_unit, point_rows, pointless
from gapkit.charts.rows import is_clear, is_hollow
from gapkit.charts.scatter_drawing import (
    Field,
    draw_axes,
    draw_corners,
    draw_names,
    draw_points,
    draw_points_apart,
    field_of,
)
from gapkit.charts.scatter_model import CornerWords, Hue, Point, ScatterData
from gapkit.charts.theme import Theme
from gapkit.display import gap_text, in_points, low_is_first, value_text
from gapkit.errors.charts import NothingToDrawError
from gapkit.findings.list_headlines import priority_headline
from gapkit.gaps import Gap, Gaps

MORE = "a measure of which more is wanted more; a low mean rank is wanted most"

HEIGHT = 0.62
"""Height of the field over its width."""


def priority(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    cross: float | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw each item at the reference's value (across) and its gap, items the side underrates on top.

    A dashed line parts more from less wanted items: the median of those shown, unless ``cross`` is
    given; the zero line parts underrated from overrated ones. A point is filled where both its
    intervals keep clear of those lines (of the margin, where one is given), so that its quarter is sure.

    Parameters
    ----------
    cross : float, optional
        Where the dashed line stands, in the measure's units (shares 0 to 1). Default: the median.
    question, segment, pair, title, theme, chrome
        As for ``agreement``.

    Raises
    ------
    OptionError
        If a choice does not exist, or is needed because there are several.
    NothingToDrawError
        If the numbers are mean ranks, of which the lowest is wanted most.

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
    >>> priority(gk.gap(gk.open(survey)), cross=0.5).title
    '“Deals” is wanted more than most and clearly underrated'
    """
    data = priority_data(gaps, question=question, segment=segment, pair=pair, cross=cross, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def priority_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    cross: float | None = None,
    title: str | None = None,
) -> ScatterData:
    """Decide what a priority chart shows; the parameters are those of ``priority``."""
    told = one_unit(shown(gaps, Choice(question, segment, pair, "survey")))
    rows = point_rows(told.rows)
    measure = told.rows[0].measure
    if low_is_first(measure):
        hint = "draw the gaps of `gk.RankedTop(1)`, or `agreement` and `rank_slope` of mean ranks."
        raise NothingToDrawError.lacking("priority", MORE, [told.rows[0].question], hint=hint)
    at = _cross(rows) if cross is None else cross
    side, reference = captions.labels(told.rows, told.survey)
    first = [row.label for row in rows if _is_sure(row, at) and row.gap < 0 and row.of_reference.value > at]
    unit = axis_unit(told)
    points = " in percentage points" if in_points(measure) else ""
    headline = title or priority_headline(first, len(rows), told.rows, told.survey)
    return ScatterData(
        words=words_of("priority", told, headline, notes=_notes(told, at, cross), subtitle=_subtitle(told)),
        points=tuple(_point(row, at) for row in rows),
        pointless=pointless(told),
        x_axis=side_axes(told, None, bars=False)[0],
        y_axis=gap_axis(told.rows, told.rows),
        x_name=f"{reference}: {unit}",
        y_name=f"Gap{points}: {side} minus {reference}, {side} lower on top",
        corners=_corners(side),
        cross=at,
        cross_name="" if isnan(at) else f"{'median' if cross is None else 'line'}: {value_text(at, measure)}",
        margin=told.rows[0].margin if len({row.margin for row in told.rows}) == 1 else float("nan"),
    )


def _cross(rows: list[Gap]) -> float:
    """Return the median of what the reference says of the items shown."""
    return median([row.of_reference.value for row in rows]) if rows else float("nan")


def _corners(side: str) -> tuple[CornerWords, ...]:
    """Return what each quarter means."""
    return (
        CornerWords("top left", "WATCH", f"less wanted, {side} lower", "muted"),
        CornerWords("top right", "FIX FIRST", f"more wanted, {side} lower", "reference"),
        CornerWords("bottom left", "STOP OVER-INVESTING", f"less wanted, {side} higher", "muted"),
        CornerWords("bottom right", "KEEP", f"more wanted, {side} higher", "side"),
    )


def _subtitle(shown: Shown) -> str:
    """Return the wording and what is read where."""
    _, reference = captions.labels(shown.rows, shown.survey)
    sentence = f"What {reference} say against the gap."
    return (
        sentence if len(shown.questions) > 1 else f"{captions.wording(shown.rows, shown.survey)} {sentence}"
    )


def _notes(shown: Shown, at: float, given: float | None) -> tuple[str, ...]:
    """Return the sentences under a priority chart, the rule of its cross-hair among them."""
    measure = shown.rows[0].measure
    _, reference = captions.labels(shown.rows, shown.survey)
    rule = "the median of the items shown" if given is None else "as given"
    where = "" if isnan(at) else f"Dashed line: {value_text(at, measure)} of {reference}, {rule}."
    level = captions.side_intervals("Level arms", shown.rows, shown.gaps.method)
    upright = " Upright arms: interval of the gap." * any(row.family_size for row in shown.rows)
    outlined = ("an interval crosses a line or reaches the margin, so the quarter is open",)
    drawn = outlined if any(row.family_size and not _is_sure(row, at) for row in shown.rows) else ()
    return (where, *gap_notes(shown, intervals=f"{level}{upright}".strip(), outlined=drawn))


def _is_sure(row: Gap, at: float) -> bool:
    """Return whether both intervals of a row keep clear of the lines."""
    across = row.of_reference
    clear = not isnan(across.ci_low) and not across.ci_low <= at <= across.ci_high
    return clear and is_clear(row) and row.status == "ok" and row.comparable != "related"


def _point(row: Gap, at: float) -> Point:
    """Return one item with every mark decided."""
    sure = _is_sure(row, at)
    hue: Hue = "muted" if not is_clear(row) else "reference" if row.gap < 0 else "side"
    return Point(
        question=row.question,
        item=row.item,
        label=row.label,
        x=row.of_reference.value,
        x_low=row.of_reference.ci_low,
        x_high=row.of_reference.ci_high,
        y=row.gap,
        y_low=row.ci_low_family,
        y_high=row.ci_high_family,
        told=f"{value_text(row.of_reference.value, row.measure)}, {gap_text(row.gap, row.measure)}",
        hue=hue,
        hollow=not sure or is_hollow(row),
        leads=sure,
        status=row.status,
    )


def draw(canvas: Canvas, data: ScatterData, theme: Theme, y: float) -> float:
    """Draw the field from ``y`` down, then its key; return where they end."""
    styles = styles_of(canvas)
    if not data.points:
        return draw_points_apart(canvas, data, theme, y)
    y = draw_names(canvas, data, theme, styles, y) + 0.02
    if data.cross_name:
        y += 0.12
    left = styles.small.widest(text for _, text in data.y_axis.ticks) + 0.08
    width = canvas.width - left - styles.small.width(data.x_axis.ticks[-1][1]) / 2
    field = field_of(data, left, width, y, width * HEIGHT, turned=True)
    lines = _draw_lines(canvas, data, field, theme, styles)
    end = draw_axes(canvas, data, field, theme, styles)
    corners = draw_corners(canvas, data, field, theme)
    return draw_points(canvas, data, field, theme, (corners, lines), end)


def _draw_lines(canvas: Canvas, data: ScatterData, field: Field, theme: Theme, styles: Styles) -> list[Box]:
    """Draw margin band, zero line and the dashed line with its name; return what labels keep off."""
    frame, zero = field.frame, field.y(0.0)
    if not isnan(data.margin):
        canvas.box(
            (frame.left, frame.right), (field.y(-data.margin), field.y(data.margin)), fill=BAND, layer=0.3
        )
    canvas.line((frame.left, frame.right), (zero, zero), theme.ink, 0.8, layer=1)
    lines = [Box(frame.left, zero - 0.01, frame.right, zero + 0.01)]
    if not isnan(data.cross) and data.x_axis.low <= data.cross <= data.x_axis.high:
        x = field.x(data.cross)
        canvas.line((x, x), (frame.top, frame.bottom), theme.axis, 1.0, dashed=True, layer=1)
        wide = styles.small.width(data.cross_name) / 2
        middle = min(max(x, wide), canvas.width - wide)
        canvas.text(middle, frame.top - 0.1, data.cross_name, styles.small, theme.muted, align="center")
        lines.append(Box(x - 0.01, frame.top, x + 0.01, frame.bottom))
    return lines
