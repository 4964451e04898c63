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

STEP, CLOSE_STEP = 0.27, 0.185
"""Height of a row where there is room, and in a chain of many items."""

ROOMY_ROWS = 14
"""Rows up to which there is room: more are set as close as they go, so that a page holds them longer."""

BAR = 0.63
"""Part of a row that its bar fills."""

AWAY = 0.05

NAMES = 0.30
"""Part of the width that the names of the roles may take."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand, in inches."""

    names: float
    plot: Plot
    gap: float
    step: float

    def ends(self, middle: float) -> tuple[float, float]:
        """Return the upper and lower edge of a bar about a line."""
        return middle - BAR * self.step / 2, middle + BAR * self.step / 2


def draw(canvas: Canvas, data: CascadeData, theme: Theme, y: float) -> float:
    """Draw header and chains from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    frame = _frame(canvas, data, styles)
    middle = y + 0.09
    canvas.text(0, middle, data.mark, canvas.style(7.5, 600), theme.muted)
    canvas.text(frame.gap, middle, data.gap_head, styles.small, theme.muted, align="right")
    canvas.text(canvas.width, middle, data.interval_head, styles.small, theme.muted, align="right")
    y += HEADER
    apart = 0.45 * frame.step
    for item in data.items:
        y = canvas.paragraph(y, item.label, styles.heading, theme.ink, most=3) + 0.02
        top = y
        y = _draw_end(canvas, item.first_label, item.first, data.axis, frame, theme, styles, y)
        for link in item.links:
            y = _draw_link(canvas, link, data.axis, frame, theme, styles, y)
        if item.whole is not None:
            canvas.line((0, canvas.width), (y, y), theme.grid, 0.6)
            _draw_columns(canvas, item.whole, frame, theme, styles, y + frame.step / 2)
        y = _draw_end(canvas, item.end_label, item.last, data.axis, frame, theme, styles, y)
        draw_grid(canvas, data.axis, frame.plot, theme, (top, y))
        y += apart
    draw_ticks(canvas, data.axis, frame.plot, theme, styles, y - apart)
    return y - apart + AXIS_HEIGHT


def _frame(canvas: Canvas, data: CascadeData, styles: Styles) -> _Frame:
    """Return where things stand."""
    most = NAMES * canvas.width
    labels = [f"{ARROW}{link.label}" for item in data.items for link in item.links]
    labels += [each for item in data.items for each in (item.first_label, item.end_label)]
    names = (
        styles.label.widest(line for each in labels for line in styles.label.wrapped(each, most, most=2))
        + 0.01
    )
    interval = styles.small.widest([*(row.interval_text for row in data.rows), data.interval_head])
    gap = styles.strong.widest([*(row.gap_text for row in data.rows), data.gap_head])
    value = styles.value.widest(each.text for item in data.items for each in (item.first, item.last))
    right = canvas.width - interval - gap - 2 * SPACE - value - AWAY
    rows = sum(len(item.links) + 2 for item in data.items)
    step = STEP if rows <= ROOMY_ROWS else CLOSE_STEP
    return _Frame(names, Plot(names + SPACE, right), canvas.width - interval - SPACE, step)


def _draw_name(canvas: Canvas, label: str, frame: _Frame, theme: Theme, styles: Styles, y: float) -> float:
    """Write the name of a role; return the height of its row."""
    lines = styles.label.wrapped(label, frame.names, most=2)
    height = max(frame.step, len(lines) * 0.135 + 0.05)
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
    ends = frame.ends(middle)
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
    ends = frame.ends(middle)
    fill, edge = (colour, None) if row.bold else (WHITE, colour)
    canvas.box((at(link.start), at(link.end)), ends, fill=fill, edge=edge)
    canvas.line((at(link.start),) * 2, (y - frame.step / 2, middle), theme.axis, 0.6, dashed=True, layer=0.8)
    if not isnan(row.gap_low):
        low, high = (min(max(link.start + each, axis.low), axis.high) for each in (row.gap_low, row.gap_high))
        canvas.line((at(low), at(high)), (middle, middle), theme.ink, 0.9, layer=3)
    _draw_columns(canvas, row, frame, theme, styles, middle)
    return y + height


def _draw_columns(canvas: Canvas, row: Row, frame: _Frame, theme: Theme, styles: Styles, y: float) -> None:
    """Write a gap and its interval on the right."""
    strong = styles.strong if row.bold else canvas.style(8.5)
    canvas.text(frame.gap, y, row.gap_text, strong, theme.ink if row.bold else theme.muted, align="right")
    canvas.text(canvas.width, y, row.interval_text, styles.small, theme.muted, align="right")
