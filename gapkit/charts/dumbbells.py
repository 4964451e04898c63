"""The dumbbell: two markers a row, their intervals behind them, the gap in figures on the right."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from gapkit.charts import captions
from gapkit.charts.building import Choice, chart_data, gap_notes, shown, side_axes, words_of
from gapkit.charts.canvas import Canvas
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Axis, ChartData, Role, Row, Sort, Value
from gapkit.charts.layout import (
    AFTER_GROUP,
    AXIS_HEIGHT,
    HEADER,
    NARROW,
    ROLES,
    ROW_HEIGHT,
    SIGN,
    SPACE,
    Placed,
    Plot,
    Styles,
    after_mark,
    columns_of,
    draw_columns,
    draw_grid,
    draw_header,
    draw_heading,
    draw_names,
    draw_ticks,
    fitted,
    group_ends,
    gutter_of,
    legend_of,
    placed,
    styles_of,
)
from gapkit.charts.theme import Theme
from gapkit.gaps import Gaps

SHAPES: dict[Role, tuple[str, float]] = {"side": ("D", 5.6), "reference": ("o", 7.0)}
"""Marker and its size in points."""

BAND = 6 / 72
AWAY = 0.055
"""From a marker or band to its value, in inches."""

RADIUS = 0.055
OFFSET = 0.045
CLOSE = 0.10
"""Markers nearer than this are set one above the other, so that neither hides the other."""


def dumbbell(  # noqa: PLR0913 - one argument per choice
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    beside: Gaps | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw every item as two markers and their distance, with its interval in figures.

    A diamond is the side, a circle the reference; the band behind each is its own interval. The
    columns give the gap (side minus reference) and its family interval, bold where that excludes 0.

    Parameters
    ----------
    gaps : Gaps
        Several questions are stacked with headings.
    question : str, optional
        Show this question only.
    segment : str, optional
        Needed where ``gaps`` are broken down.
    pair : tuple of str, optional
        Side and reference; needed where more than two sides are compared.
    sort : {"gap", "reference", "side", "survey"}
        Largest gap first (whatever its sign), highest value first, or as in the survey file.
    beside : Gaps, optional
        Gaps whose axis is shared, such as those that are drawn on other pages.
    title : str, optional
        In place of the finding computed from the verdicts.
    theme : Theme, optional
        Colours, fonts and width.
    chrome : bool
        Whether title, subtitle and notes are drawn; a report sets them itself.

    Returns
    -------
    Chart
        Figure, data, alt text; ``.save("gaps.svg")`` writes SVG, PNG or PDF.

    Raises
    ------
    OptionError
        If a choice does not exist, or is needed because there are several.

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
    >>> dumbbell(gk.gap(gk.open(survey))).title
    'Marketer underestimate “Deals”'
    """
    data = dumbbell_data(
        gaps, question=question, segment=segment, pair=pair, sort=sort, beside=beside, title=title
    )
    return drawn(data, draw, theme=theme, chrome=chrome)


def dumbbell_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    beside: Gaps | None = None,
    title: str | None = None,
) -> ChartData:
    """Decide what a dumbbell shows; the parameters are those of ``dumbbell``."""
    told = shown(gaps, Choice(question, segment, pair, sort))
    intervals = captions.side_intervals("Bands", told.rows, told.gaps.method)
    words = words_of("dumbbell", told, title, notes=gap_notes(told, intervals=intervals))
    return chart_data(told, words, side_axes(told, beside, bars=False))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where one value stands: marker and band in inches from the plot's zero, and its text."""

    value: Value
    x: float
    low: float
    high: float


def draw(canvas: Canvas, data: ChartData, theme: Theme, y: float) -> float:
    """Draw header and groups from ``y`` down; return where they end."""
    styles, data = styles_of(canvas), fitted(data, canvas)
    gutter = gutter_of(data, canvas, styles.label)
    columns = columns_of(data, canvas, styles, gutter)
    plot = _plot(data, styles, gutter + SPACE, columns.start - SPACE)
    draw_header(canvas, data, theme, styles, columns, y)
    start = max(gutter + SPACE, after_mark(canvas, data.mark)) if data.mark else 0.0
    room = (start, columns.start - SPACE)
    y += HEADER + _draw_legend(canvas, data, theme, styles, plot, room, y)
    for group, ends in zip(data.groups, group_ends(data.groups), strict=True):
        if data.headed:
            y = draw_heading(canvas, group, theme, styles, y)
        rows = placed(group.rows, y, styles, gutter, columns, ROW_HEIGHT)
        bottom = rows[-1].top + rows[-1].height
        draw_grid(canvas, group.axis, plot, theme, (y, bottom))
        for place in rows:
            _draw_row(canvas, place, _spots(place.row, plot, group.axis), theme, styles)
            draw_columns(canvas, place, theme, styles, columns)
        if ends:
            draw_ticks(canvas, group.axis, plot, theme, styles, bottom)
        y = bottom + ends * AXIS_HEIGHT + AFTER_GROUP
    return y - AFTER_GROUP


def _spots(row: Row, plot: Plot, axis: Axis) -> list[_Spot]:
    """Return where a row's values stand, from left to right."""
    scale = plot.scale(axis)
    there = [each for each in (row.side, row.reference) if not isnan(each.value)]
    return [
        _Spot(
            each,
            scale(each.value),
            scale(each.value if isnan(each.low) else each.low),
            scale(each.value if isnan(each.high) else each.high),
        )
        for each in sorted(there, key=lambda each: each.value)
    ]


def _ends(spots: list[_Spot]) -> tuple[float, float]:
    """Return where the value on the left ends and the one on the right begins."""
    left = min(min(each.low, each.x - RADIUS) for each in spots) - AWAY
    right = max(max(each.high, each.x + RADIUS) for each in spots) + AWAY
    return left, right


def _plot(data: ChartData, styles: Styles, left: float, right: float) -> Plot:
    """Return the plot between two lines that no value may cross."""
    plot = Plot(left + 0.1, right - 0.1)
    for _ in range(3):
        over_left = over_right = 0.0
        for group in data.groups:
            for row in group.rows:
                spots = _spots(row, plot, group.axis)
                if not spots:
                    continue
                start, end = _ends(spots)
                if len(spots) > 1:
                    over_left = max(over_left, left - (start - styles.value.width(spots[0].value.text)))
                over_right = max(over_right, end + styles.value.width(spots[-1].value.text) - right)
        plot = Plot(plot.left + over_left, plot.right - over_right)
    return plot


def _draw_row(canvas: Canvas, place: Placed, spots: list[_Spot], theme: Theme, styles: Styles) -> None:
    """Draw connector, bands, markers and values of one row."""
    if not spots:
        return
    middle = place.middle
    both = len(spots) > 1
    close = both and spots[1].x - spots[0].x < CLOSE
    if both:
        canvas.line((spots[0].x, spots[1].x), (middle, middle), theme.connector, 1.6)
    for spot in sorted(spots, key=lambda each: each.low - each.high):
        y = middle + close * (OFFSET if spot.value.role == "reference" else -OFFSET)
        if spot.high > spot.low:
            tint = theme.tint(spot.value.role)
            canvas.box((spot.low, spot.high), (y - BAND / 2, y + BAND / 2), fill=tint, layer=1.5)
        shape, size = SHAPES[spot.value.role]
        canvas.marker(spot.x, y, shape, size, getattr(theme, spot.value.role), hollow=spot.value.hollow)
    start, end = _ends(spots)
    if both:
        first = spots[0].value
        canvas.text(
            start, middle, first.text, styles.value, theme.text(first.role), align="right", clear=True
        )
    last = spots[-1].value
    canvas.text(end, middle, last.text, styles.value, theme.text(last.role), clear=True)


def _draw_legend(
    canvas: Canvas,
    data: ChartData,
    theme: Theme,
    styles: Styles,
    plot: Plot,
    ends: tuple[float, float],
    y: float,
) -> float:
    """Write the names of the sides above their markers of the first row; return what more they need.

    On narrow paper they stand at the left, below each other where they must.
    """
    group, row = data.groups[0], data.rows[0]
    spots = _spots(row, plot, group.axis)
    there: set[Role] = {each.value.role for row in data.rows for each in _spots(row, plot, group.axis)}
    centres: dict[Role, float] = {"side": plot.left + 0.3, "reference": plot.right - 0.3}
    if len(spots) == len(there):
        centres = {each.value.role: each.x for each in spots}

    def sign(x: float, middle: float, role: Role) -> None:
        shape, size = SHAPES[role]
        canvas.marker(x + 0.05, middle, shape, size, getattr(theme, role), hollow=False)

    if canvas.width < NARROW:
        names = {role: data.label(role) for role in ROLES if role in there}
        return draw_names(canvas, names, theme, styles, (0.0, ends[1]), y, sign)
    for name in legend_of(data, styles, centres, ends, SIGN):
        left = name.centre - name.width / 2
        sign(left, y + 0.09, name.role)
        canvas.text(left + SIGN, y + 0.09, name.text, styles.legend, theme.text(name.role))
    return 0.0
