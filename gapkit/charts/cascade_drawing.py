"""A cascade on paper: each gap from where the last ended."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from gapkit.charts.canvas import Canvas
from gapkit.charts.cascade_model import ARROW, CascadeData, CascadeLink
from gapkit.charts.colours import WHITE
from gapkit.charts.data import Axis, Row, Value
from gapkit.charts.layout import AXIS_HEIGHT, HEADER, SPACE, Plot, Styles, draw_grid, draw_ticks, styles_of
from gapkit.charts.theme import Theme

BAR = 0.17

STEP = 0.27

AWAY = 0.05

NAMES = 0.30
"""Part of the width that the names of the roles may take."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand, in inches."""

    names: float
    plot: Plot
    gap: float


def draw(canvas: Canvas, data: CascadeData, theme: Theme, y: float) -> float:
    """Draw header and chains from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    frame = _frame(canvas, data, styles)
    middle = y + 0.09
    canvas.text(0, middle, data.mark, canvas.style(7.5, 600), theme.muted)
    canvas.text(frame.gap, middle, data.gap_head, styles.small, theme.muted, align="right")
    canvas.text(canvas.width, middle, data.interval_head, styles.small, theme.muted, align="right")
    y += HEADER
    for item in data.items:
        y = canvas.paragraph(y, item.label, styles.heading, theme.ink, most=3) + 0.04
        top = y
        y = _draw_end(canvas, item.first_label, item.first, data.axis, frame, theme, styles, y)
        for link in item.links:
            y = _draw_link(canvas, link, data.axis, frame, theme, styles, y)
        y = _draw_end(canvas, item.last_label, item.last, data.axis, frame, theme, styles, y)
        draw_grid(canvas, data.axis, frame.plot, theme, (top, y))
        if item.whole is not None:
            y = _draw_whole(canvas, item.whole, data.whole_label, frame, theme, styles, y)
        y += 0.12
    draw_ticks(canvas, data.axis, frame.plot, theme, styles, y - 0.12)
    return y - 0.12 + AXIS_HEIGHT


def _frame(canvas: Canvas, data: CascadeData, styles: Styles) -> _Frame:
    """Return where things stand."""
    most = NAMES * canvas.width
    labels = [f"{ARROW}{link.label}" for item in data.items for link in item.links]
    labels += [each for item in data.items for each in (item.first_label, item.last_label)]
    names = (
        styles.label.widest(line for each in labels for line in styles.label.wrapped(each, most, most=2))
        + 0.01
    )
    interval = styles.small.widest([*(row.interval_text for row in data.rows), data.interval_head])
    gap = styles.strong.widest([*(row.gap_text for row in data.rows), data.gap_head])
    value = styles.value.widest(each.text for item in data.items for each in (item.first, item.last))
    right = canvas.width - interval - gap - 2 * SPACE - value - AWAY
    return _Frame(names, Plot(names + SPACE, right), canvas.width - interval - SPACE)


def _draw_name(canvas: Canvas, label: str, frame: _Frame, theme: Theme, styles: Styles, y: float) -> float:
    """Write the name of a role; return the height of its row."""
    lines = styles.label.wrapped(label, frame.names, most=2)
    height = max(STEP, len(lines) * 0.135 + 0.08)
    canvas.lines(0, y + height / 2, lines, styles.label, theme.ink)
    return height


def _draw_end(
    canvas: Canvas,
    label: str,
    value: Value,
    axis: Axis,
    frame: _Frame,
    theme: Theme,
    styles: Styles,
    y: float,
) -> float:
    """Draw the value that a chain begins or ends with; return where its row ends."""
    height = _draw_name(canvas, label, frame, theme, styles, y)
    middle, at = y + height / 2, frame.plot.scale(axis)
    if isnan(value.value):
        words = styles.small.shortened(value.words, canvas.width - frame.plot.left)
        canvas.text(frame.plot.left + AWAY, middle, words, styles.small, theme.muted)
        return y + height
    ends = (middle - BAR / 2, middle + BAR / 2)
    fill, edge = (WHITE, theme.muted) if value.hollow else (theme.muted, None)
    canvas.box((at(axis.start), at(value.value)), ends, fill=fill, edge=edge)
    if not isnan(value.low):
        canvas.line((at(value.low), at(value.high)), (middle, middle), theme.ink, 0.9, layer=3)
    right = max(at(value.value), at(value.value if isnan(value.high) else value.high))
    canvas.text(right + AWAY, middle, value.text, styles.value, theme.ink, clear=True)
    return y + height


def _draw_link(
    canvas: Canvas, link: CascadeLink, axis: Axis, frame: _Frame, theme: Theme, styles: Styles, y: float
) -> float:
    """Draw one gap from where the last ended, its interval about its end; return where its row ends."""
    height = _draw_name(canvas, f"{ARROW}{link.label}", frame, theme, styles, y)
    row, middle, at = link.row, y + height / 2, frame.plot.scale(axis)
    if isnan(row.gap):
        words = styles.small.shortened(row.remark or "no gap", canvas.width - frame.plot.left)
        canvas.text(frame.plot.left + AWAY, middle, words, styles.small, theme.muted)
        return y + height
    colour = theme.side if row.gap > 0 else theme.reference
    ends = (middle - BAR / 2, middle + BAR / 2)
    fill, edge = (colour, None) if row.bold else (WHITE, colour)
    canvas.box((at(link.start), at(link.end)), ends, fill=fill, edge=edge)
    canvas.line((at(link.start),) * 2, (y - STEP / 2, middle), theme.axis, 0.6, dashed=True, layer=0.8)
    if not isnan(row.gap_low):
        low, high = (min(max(link.start + each, axis.low), axis.high) for each in (row.gap_low, row.gap_high))
        canvas.line((at(low), at(high)), (middle, middle), theme.ink, 0.9, layer=3)
    _draw_columns(canvas, row, frame, theme, styles, middle)
    return y + height


def _draw_whole(
    canvas: Canvas, row: Row, label: str, frame: _Frame, theme: Theme, styles: Styles, y: float
) -> float:
    """Write the gap from end to end below its chain; return where it ends."""
    middle = y + STEP / 2
    left = max(styles.small.width(row.remark), 0.0)
    name = styles.small.shortened(label, frame.gap - 2 * SPACE - left - 0.4)
    canvas.text(0, middle, name, styles.small, theme.muted)
    canvas.line((0, canvas.width), (y + 0.02, y + 0.02), theme.grid, 0.6)
    _draw_columns(canvas, row, frame, theme, styles, middle)
    if isnan(row.gap):
        canvas.text(canvas.width, middle, row.remark, styles.note, theme.muted, align="right")
    return y + STEP


def _draw_columns(canvas: Canvas, row: Row, frame: _Frame, theme: Theme, styles: Styles, y: float) -> None:
    """Write a gap and its interval on the right."""
    strong = styles.strong if row.bold else canvas.style(8.5)
    canvas.text(frame.gap, y, row.gap_text, strong, theme.ink if row.bold else theme.muted, align="right")
    canvas.text(canvas.width, y, row.interval_text, styles.small, theme.muted, align="right")
