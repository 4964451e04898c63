"""How a heat map is drawn: heads with bases, coloured cells, the total apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from gapkit.charts.canvas import Canvas
from gapkit.charts.colours import WHITE, contrast, mixed
from gapkit.charts.heat_model import Cell, HeatData
from gapkit.charts.layout import AFTER_GROUP, HEADER, SPACE, Styles, after_mark, styles_of
from gapkit.charts.theme import Theme

MIDDLE = "#F7F7F7"
GUTTER, ROOMY_GUTTER = 1.75, 2.25
"""Widest labels, beside many columns and beside few."""

FEW = 7
MOST = 12
"""Segments that stand beside each other at most."""

CELL = 0.29
BETWEEN = 0.03
READABLE = 4.5
"""Least contrast of a number on its cell."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the cells stand."""

    gutter: float
    width: float
    lefts: tuple[float, ...]


def draw(canvas: Canvas, data: HeatData, theme: Theme, y: float) -> float:
    """Draw key, heads and cells from ``y`` down, more segments than fit beside each other in bands."""
    styles = styles_of(canvas)
    bands = tuple(data.bands(MOST))
    grid = _grid(canvas, bands[0], styles)
    for place, band in enumerate(bands):
        y = y + AFTER_GROUP if place else _draw_key(canvas, data, theme, styles, grid, y)
        y = _draw_heads(canvas, band, theme, styles, grid, y)
        y = _draw_blocks(canvas, band, theme, styles, grid, y)
    return y


def _draw_blocks(
    canvas: Canvas, data: HeatData, theme: Theme, styles: Styles, grid: _Grid, y: float
) -> float:
    """Draw the items of every question with their cells; return where they end."""
    lefts = {column.segment: left for column, left in zip(data.columns, grid.lefts, strict=False)}
    for heading, lines in data.blocks:
        if len(data.blocks) > 1:
            y = canvas.paragraph(y, heading, styles.heading, theme.ink, most=2) + 0.05
        for line in lines:
            label = styles.label.wrapped(line.label, grid.gutter)
            high = max(CELL, len(label) * 0.135 + 0.08)
            canvas.lines(0, y + high / 2, label, styles.label, theme.ink)
            for cell in line.cells:
                left = lefts[cell.segment]
                _draw_cell(canvas, cell, (left, left + grid.width), (y, y + high), theme)
            y += high + BETWEEN
        y += AFTER_GROUP - BETWEEN
    return y - AFTER_GROUP


def _grid(canvas: Canvas, data: HeatData, styles: Styles) -> _Grid:
    """Return the places of the columns; the total stands a little apart."""
    labels = [line.label for line in data.lines]
    most = GUTTER if len(data.columns) > FEW else ROOMY_GUTTER
    gutter = (
        styles.label.widest(part for label in labels for part in styles.label.wrapped(label, most)) + 0.01
    )
    apart = 0.1 if data.columns[0].is_total else 0.0
    room = canvas.width - gutter - SPACE - apart
    count = len(data.columns)
    width = min((room - (count - 1) * BETWEEN) / count, 0.95)
    lefts = [gutter + SPACE + place * (width + BETWEEN) + (apart if place else 0.0) for place in range(count)]
    return _Grid(gutter, width, tuple(lefts))


def _draw_key(canvas: Canvas, data: HeatData, theme: Theme, styles: Styles, grid: _Grid, y: float) -> float:
    """Write the mark of synthetic data, and what each end of the colours means."""
    middle, left = y + 0.09, max(grid.lefts[0], after_mark(canvas, data.mark))
    if data.mark:
        canvas.text(0, middle, data.mark, canvas.style(7.5, 600), theme.muted)
    half = (canvas.width - left) / 2 - 0.2
    for sign, text, role in ((-1.0, f"− {data.key[0]}", "reference"), (1.0, f"+ {data.key[1]}", "side")):
        canvas.box((left, left + 0.14), (middle - 0.055, middle + 0.055), fill=ramp(sign * 0.7, theme))
        told = styles.small.shortened(text, half - 0.2)
        canvas.text(left + 0.18, middle, told, styles.small, theme.text(role))
        left += 0.18 + styles.small.width(told) + SPACE
    return y + HEADER


def _draw_heads(canvas: Canvas, data: HeatData, theme: Theme, styles: Styles, grid: _Grid, y: float) -> float:
    """Write the segments with their bases; return where the cells begin."""
    style = canvas.style(8, 600)
    broken = [style.wrapped(column.label, grid.width) for column in data.columns]
    lines = max(len(each) for each in broken)
    bases = max(len(column.base_text) for column in data.columns)
    bottom = y + lines * style.leading
    for column, label, left in zip(data.columns, broken, grid.lefts, strict=False):
        centre = left + grid.width / 2
        top = bottom - len(label) * style.leading
        for place, line in enumerate(label):
            canvas.text(centre, top + (place + 0.5) * style.leading, line, style, theme.ink, align="center")
        for place, text in enumerate(column.base_text):
            at = bottom + (place + 0.5) * styles.note.leading
            told = styles.note.shortened(text, grid.width + BETWEEN)
            canvas.text(centre, at, told, styles.note, theme.muted, align="center")
    return bottom + bases * styles.note.leading + 0.05


def ramp(strength: float, theme: Theme) -> str:
    """Return the colour of a gap: the reference's below 0, the side's above, both ends whole."""
    whole = theme.reference if strength < 0 else theme.side
    return mixed(MIDDLE, whole, min(abs(strength), 1.0))


def _draw_cell(
    canvas: Canvas, cell: Cell, x: tuple[float, float], y: tuple[float, float], theme: Theme
) -> None:
    """Draw one cell: filled, outlined on a small base, empty without a gap."""
    middle = (y[0] + y[1]) / 2
    style = canvas.style(8.5, 700) if cell.bold else canvas.style(8)
    if isnan(cell.gap):
        canvas.text((x[0] + x[1]) / 2, middle, cell.text, style, theme.muted, align="center")
        return
    fill = ramp(cell.strength, theme)
    if cell.hollow:
        inner = ((x[0] + 0.01, x[1] - 0.01), (y[0] + 0.01, y[1] - 0.01))
        canvas.box(*inner, fill=WHITE, edge=mixed(fill, theme.muted, 0.3))
        fill = WHITE
    else:
        canvas.box(x, y, fill=fill)
    ink = theme.ink if cell.bold else theme.muted
    if contrast(ink, fill) < READABLE:
        ink = max((theme.ink, WHITE), key=lambda each: contrast(each, fill))
    canvas.text((x[0] + x[1]) / 2, middle, cell.text, style, ink, align="center")
