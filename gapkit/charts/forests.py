"""The forest: every gap as a square with two intervals, alone and for all items together."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, isnan

from gapkit.charts import captions
from gapkit.charts.axes import round_step
from gapkit.charts.building import Choice, Shown, chart_data, gap_notes, shown, words_of
from gapkit.charts.canvas import Canvas
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.colours import WHITE
from gapkit.charts.data import Axis, ChartData, Group, Row, Sort
from gapkit.charts.layout import (
    AFTER_GROUP,
    AXIS_HEIGHT,
    HEADER,
    ROW_HEIGHT,
    SPACE,
    Columns,
    Placed,
    Plot,
    Styles,
    after_mark,
    columns_of,
    draw_columns,
    draw_grid,
    draw_header,
    draw_heading,
    draw_ticks,
    finite,
    fitted,
    group_ends,
    gutter_of,
    placed,
    styles_of,
)
from gapkit.charts.rows import is_clear
from gapkit.charts.theme import Theme
from gapkit.display import in_points, number_text, p_text
from gapkit.gaps import Gap, Gaps

SQUARE = 5.5
BAND = "#EEF0F2"
"""Behind gaps that count as agreement."""

ROOMY = 1.5
"""Narrowest plot beside which p-values are shown."""

WORDS_HEIGHT = 0.17
STEPS_WANTED = 5


def gap_forest(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw every gap (side minus reference) with its interval alone and over all items together.

    The thick line is the interval of one item alone, the thin one holds for all items of the
    family together. A square is filled where the thin line lies wholly beyond the margin (beyond
    zero, where no margin is given). Columns give gap, family interval and adjusted p-value.
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
    >>> gap_forest(gk.gap(gk.open(survey))).data.rows[0].gap_text
    '−35'
    """
    data = gap_forest_data(gaps, question=question, segment=segment, pair=pair, sort=sort, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def gap_forest_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    title: str | None = None,
) -> ChartData:
    """Decide what a forest shows; the parameters are those of ``dumbbell``."""
    told = shown(gaps, Choice(question, segment, pair, sort))
    notes = gap_notes(told, intervals=_intervals(told), outlined=_outlined(told))
    words = words_of("gap_forest", told, title, notes=notes, subtitle=_subtitle(told))
    tested = [row for row in told.rows if row.family_size]
    corrected = any(row.adjust != "none" for row in tested)
    return chart_data(
        told,
        words,
        [gap_axis(question, told.rows) for question in told.questions],
        last=[p_text(row.p_adjusted) if row.family_size else "" for row in told.rows],
        last_head="p adj." if corrected else "p",
    )


def _subtitle(shown: Shown) -> str:
    """Return the wording, what a gap is, and the order."""
    side, reference = captions.labels(shown.rows, shown.survey)
    units = {
        "percentage points" if in_points(row.measure) else row.unit or "scale units" for row in shown.rows
    }
    unit = f" in {units.pop()}" if len(units) == 1 else ""
    order = captions.order(shown.rows, shown.survey, shown.sort)
    sentence = f"Gap{unit} ({side} minus {reference}), {order}"
    if len(shown.questions) > 1:
        return f"{sentence}; questions apart."
    return f"{captions.wording(shown.rows, shown.survey)} {sentence}."


def _intervals(shown: Shown) -> str:
    """Return which line is which interval."""
    tested = [row for row in shown.rows if row.family_size]
    if not tested:
        return ""
    if all(row.adjust == "none" for row in tested):
        return "Lines: interval of each item alone."
    return "Thick lines: each item alone; thin lines: all items together."


def _outlined(shown: Shown) -> tuple[str, ...]:
    """Return when a square is an outline."""
    if all(is_clear(row) for row in shown.rows if row.family_size):
        return ()
    given = any(not isnan(row.margin) for row in shown.rows)
    return ("the thin line reaches the margin" if given else "the thin line reaches 0",)


def gap_axis(rows: Sequence[Gap], beside: Sequence[Gap]) -> Axis:
    """Return an axis that holds 0, the margin and every interval of the rows beside that share the unit."""
    points = in_points(rows[0].measure)
    among = [row for row in beside if in_points(row.measure) == points] if points else rows
    ends = [
        each
        for row in among
        for each in finite(row.gap, row.ci_low, row.ci_high, row.ci_low_family, row.ci_high_family)
    ]
    margins = [each for row in among for each in finite(row.margin)]
    low = min([0.0, *ends, *(-each for each in margins)])
    high = max([0.0, *ends, *margins])
    unit = 100.0 if points else 1.0
    step = round_step(max(high - low, 0.02 if points else 0.2) * unit / STEPS_WANTED)
    first, last = floor(low * unit / step - 1e-9), ceil(high * unit / step + 1e-9)
    decimals = 0 if step == round(step) else 1 if 10 * step == round(10 * step) else 2
    ticks = tuple(
        (place * step / unit, number_text(place * step, decimals, signed=True))
        for place in range(first, last + 1)
    )
    return Axis(first * step / unit, last * step / unit, ticks)


def draw(canvas: Canvas, data: ChartData, theme: Theme, y: float) -> float:
    """Draw header and groups from ``y`` down; return where they end."""
    styles, data = styles_of(canvas), fitted(data, canvas)
    gutter = gutter_of(data, canvas, styles.label)
    columns = columns_of(data, canvas, styles, gutter, roomy=ROOMY)
    plot = Plot(gutter + SPACE + 0.1, columns.start - SPACE - 0.12)
    draw_header(canvas, data, theme, styles, columns, y)
    _draw_margin_text(canvas, data, theme, styles, columns, plot, y)
    y += HEADER
    for group, ends in zip(data.groups, group_ends(data.groups), strict=True):
        if data.headed:
            y = draw_heading(canvas, group, theme, styles, y)
        rows = placed(group.rows, y, styles, gutter, columns, ROW_HEIGHT)
        bottom = rows[-1].top + rows[-1].height
        _draw_ground(canvas, group, plot, theme, (y, bottom))
        for place in rows:
            _draw_row(canvas, place, plot, group.axis, theme)
            draw_columns(canvas, place, theme, styles, columns)
        if ends:
            draw_ticks(canvas, group.axis, plot, theme, styles, bottom)
        y = bottom + ends * AXIS_HEIGHT + AFTER_GROUP
    return _draw_directions(canvas, data, theme, styles, plot, y - AFTER_GROUP)


def _draw_margin_text(
    canvas: Canvas, data: ChartData, theme: Theme, styles: Styles, columns: Columns, plot: Plot, y: float
) -> None:
    """Name the band above its first group, where all groups have the same margin."""
    texts = {group.margin_text for group in data.groups}
    if len(texts) > 1 or "" in texts:
        return
    text = f"within ±{texts.pop()}: aligned"
    low = max(plot.left - 0.1, after_mark(canvas, data.mark)) if data.mark else 0.0
    high = columns.start - SPACE
    text = styles.small.shortened(text, high - low)
    wide = styles.small.width(text)
    centre = plot.scale(data.groups[0].axis)(0.0)
    left = min(max(centre - wide / 2, low), high - wide)
    canvas.text(left, y + 0.09, text, styles.small, theme.muted)


def _draw_ground(canvas: Canvas, group: Group, plot: Plot, theme: Theme, y: tuple[float, float]) -> None:
    """Draw margin band, grid, zero line and the rules between rows."""
    scale = plot.scale(group.axis)
    if not isnan(group.margin):
        canvas.box((scale(-group.margin), scale(group.margin)), y, fill=BAND, layer=0.3)
    draw_grid(canvas, group.axis, plot, theme, y)
    canvas.line((scale(0.0), scale(0.0)), y, theme.ink, 0.8, layer=1)


def colour_of(row: Row, theme: Theme) -> str:
    """Return the colour of a gap: that of the side that is clearly higher, else grey."""
    if row.hollow and not row.bold:
        return theme.muted
    return theme.reference if row.gap < 0 else theme.side


def _draw_row(canvas: Canvas, place: Placed, plot: Plot, axis: Axis, theme: Theme) -> None:
    """Draw the intervals and the square of one gap."""
    row, y, scale = place.row, place.middle, plot.scale(axis)
    if isnan(row.gap):
        return
    colour = colour_of(row, theme)
    if not isnan(row.gap_low):
        canvas.line((scale(row.gap_low), scale(row.gap_high)), (y, y), colour, 1.0, layer=2)
    if not isnan(row.alone_low):
        ends = (scale(row.alone_low), scale(row.alone_high))
        canvas.line(ends, (y, y), WHITE, 3.2, layer=2.1)
        canvas.line(ends, (y, y), colour, 3.2, alpha=0.55, layer=2.2)
    canvas.marker(scale(row.gap), y, "s", SQUARE, colour, hollow=row.hollow)


def _draw_directions(
    canvas: Canvas, data: ChartData, theme: Theme, styles: Styles, plot: Plot, y: float
) -> float:
    """Write which side is higher on each side of the zero line; on two lines where one is too short."""
    zero = plot.scale(data.groups[-1].axis)(0.0)
    drawn = [row for row in data.rows if not isnan(row.gap)]
    low = min((min(finite(row.gap, row.gap_low)) for row in drawn), default=0.0)
    high = max((max(finite(row.gap, row.gap_high)) for row in drawn), default=0.0)
    end = 0.0
    if low < 0:
        text = styles.legend.shortened(f"← {data.directions[0]}", canvas.width)
        end = max(zero - 0.06, styles.legend.width(text))
        canvas.text(end, y + WORDS_HEIGHT / 2, text, styles.legend, theme.text("reference"), align="right")
        y += WORDS_HEIGHT
    if high > 0:
        text = styles.legend.shortened(f"{data.directions[1]} →", canvas.width)
        start = min(zero + 0.06, canvas.width - styles.legend.width(text))
        y -= WORDS_HEIGHT if low < 0 and start >= end + 0.1 else 0.0
        canvas.text(start, y + WORDS_HEIGHT / 2, text, styles.legend, theme.text("side"))
        y += WORDS_HEIGHT
    return y
