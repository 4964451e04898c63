"""Paired bars: two bars an item, the reference on top, each with its interval as a line."""

from __future__ import annotations

from math import isnan

from gapkit.charts import captions
from gapkit.charts.building import Choice, chart_data, gap_notes, shown, side_axes, words_of
from gapkit.charts.canvas import Align, Canvas
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.colours import WHITE
from gapkit.charts.data import Axis, ChartData, Role, Sort, Value
from gapkit.charts.layout import (
    AFTER_GROUP,
    AXIS_HEIGHT,
    HEADER,
    NARROW,
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
    finite,
    fitted,
    group_ends,
    gutter_of,
    placed,
    styles_of,
)
from gapkit.charts.theme import Theme
from gapkit.gaps import Gaps

BAR = 0.15
BETWEEN = 0.02
PAIR_HEIGHT = 0.46
AWAY = 0.055


def paired(  # noqa: PLR0913 - one argument per choice
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
    """Draw every item as two bars, the reference on top; a line on each bar is its interval.

    The columns give the gap (side minus reference) and its family interval, bold where that excludes 0.
    Parameters, errors and result are those of ``dumbbell``.

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
    >>> paired(gk.gap(gk.open(survey))).data.rows[0].reference.text
    '60%'
    """
    data = paired_data(
        gaps, question=question, segment=segment, pair=pair, sort=sort, beside=beside, title=title
    )
    return drawn(data, draw, theme=theme, chrome=chrome)


def paired_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    beside: Gaps | None = None,
    title: str | None = None,
) -> ChartData:
    """Decide what paired bars show; the parameters are those of ``dumbbell``."""
    told = shown(gaps, Choice(question, segment, pair, sort))
    axes = side_axes(told, beside, bars=True)
    intervals = captions.side_intervals("Lines", told.rows, told.gaps.method)
    notes = (*gap_notes(told, intervals=intervals), captions.bar_start(axes))
    words = words_of("paired", told, title, notes=notes)
    return chart_data(told, words, axes, words_in_place=True)


def draw(canvas: Canvas, data: ChartData, theme: Theme, y: float) -> float:
    """Draw header and groups from ``y`` down; return where they end."""
    styles, data = styles_of(canvas), fitted(data, canvas)
    gutter = gutter_of(data, canvas, styles.label)
    columns = columns_of(data, canvas, styles, gutter)
    plot = _plot(data, styles, gutter + SPACE, columns.start - SPACE)
    draw_header(canvas, data, theme, styles, columns, y)
    names: dict[Role, str] = {"reference": data.reference_label, "side": data.side_label}
    narrow = canvas.width < NARROW
    start = 0.0 if narrow else max(plot.left, after_mark(canvas, data.mark))
    room = (start, columns.start - SPACE)

    def square(x: float, middle: float, role: Role) -> None:
        canvas.box((x, x + 0.09), (middle - 0.045, middle + 0.045), fill=getattr(theme, role))

    y += HEADER + draw_names(canvas, names, theme, styles, room, y, square)
    for group, ends in zip(data.groups, group_ends(data.groups), strict=True):
        if data.headed:
            y = draw_heading(canvas, group, theme, styles, y)
        rows = placed(group.rows, y, styles, gutter, columns, PAIR_HEIGHT)
        bottom = rows[-1].top + rows[-1].height
        draw_grid(canvas, group.axis, plot, theme, (y, bottom))
        for place in rows:
            _draw_bars(canvas, place, plot, group.axis, theme, styles)
            draw_columns(canvas, place, theme, styles, columns)
        zero = plot.scale(group.axis)(group.axis.start)
        canvas.line((zero, zero), (y, bottom), theme.ink, 0.9, layer=3)
        if ends:
            draw_ticks(canvas, group.axis, plot, theme, styles, bottom)
        y = bottom + ends * AXIS_HEIGHT + AFTER_GROUP
    return y - AFTER_GROUP


def _plot(data: ChartData, styles: Styles, left: float, right: float) -> Plot:
    """Return the plot between two lines that no value may cross."""
    plot = Plot(left, right - 0.1)
    for _ in range(3):
        over_left = over_right = 0.0
        for group in data.groups:
            scale = plot.scale(group.axis)
            for value in (each for row in group.rows for each in (row.side, row.reference)):
                wide = styles.value.width(value.text)
                if value.value >= 0:
                    over_right = max(over_right, scale(_end(value)) + AWAY + wide - right)
                elif value.value < 0:
                    over_left = max(over_left, left - (scale(_end(value)) - AWAY - wide))
        plot = Plot(plot.left + over_left, plot.right - over_right)
    return plot


def _end(value: Value) -> float:
    """Return where bar and interval end, away from their start."""
    if value.value < 0:
        return min(finite(value.value, value.low))
    return max(finite(value.value, value.high))


def _draw_bars(canvas: Canvas, place: Placed, plot: Plot, axis: Axis, theme: Theme, styles: Styles) -> None:
    """Draw the two bars of one item, with intervals and values."""
    scale = plot.scale(axis)
    offset = (BAR + BETWEEN) / 2
    for value, middle in (
        (place.row.reference, place.middle - offset),
        (place.row.side, place.middle + offset),
    ):
        if isnan(value.value):
            words = styles.small.shortened(value.words, plot.right - scale(axis.start) - AWAY)
            canvas.text(scale(axis.start) + AWAY, middle, words, styles.small, theme.muted, clear=True)
            continue
        colour = getattr(theme, value.role)
        canvas.box(
            (scale(axis.start), scale(value.value)),
            (middle - BAR / 2, middle + BAR / 2),
            fill=WHITE if value.hollow else colour,
            edge=colour if value.hollow else None,
        )
        if not isnan(value.low):
            canvas.line((scale(value.low), scale(value.high)), (middle, middle), theme.ink, 0.9, layer=3)
        negative = value.value < 0
        end = scale(_end(value)) + (-AWAY if negative else AWAY)
        align: Align = "right" if negative else "left"
        canvas.text(end, middle, value.text, styles.value, theme.text(value.role), align=align, clear=True)
