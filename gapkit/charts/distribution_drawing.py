"""A distribution chart on paper: panels side by side, each with its centres and bases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isnan

from gapkit.charts.canvas import Canvas
from gapkit.charts.data import Axis, Role
from gapkit.charts.distribution_model import DistributionData, DistributionPanel
from gapkit.charts.dumbbells import SHAPES
from gapkit.charts.layout import HEADER, SPACE, Plot, Styles, styles_of
from gapkit.charts.shapes import Shape, draw_shape
from gapkit.charts.theme import Theme

TALL = 1.15
"""Height of a panel's plot, in inches."""

LINE = 0.17

PER_ROW = 2.9
"""Narrowest panel, in inches."""


def draw(canvas: Canvas, data: DistributionData, theme: Theme, y: float) -> float:
    """Draw header and panels from ``y`` down, side by side where they fit; return where they end."""
    styles = styles_of(canvas)
    columns = max(1, min(len(data.panels), int((canvas.width + SPACE) // (PER_ROW + SPACE))))
    wide = (canvas.width - (columns - 1) * 2 * SPACE) / columns
    _draw_header(canvas, data, theme, styles, y)
    y += HEADER + 0.06
    for first in range(0, len(data.panels), columns):
        beside = data.panels[first : first + columns]
        labels = [styles.heading.wrapped(panel.label, wide) for panel in beside]
        head = max(len(label) for label in labels) * styles.heading.leading + 0.08
        ends = []
        for place, (panel, label) in enumerate(zip(beside, labels, strict=True)):
            strip = canvas.part(place * (wide + 2 * SPACE), wide)
            for number, line in enumerate(label):
                strip.text(0, y + (number + 0.5) * styles.heading.leading, line, styles.heading, theme.ink)
            ends.append(_draw_panel(strip, panel, data.shape, theme, styles, y + head))
        y = max(ends) + 0.18
    return y - 0.18


def _draw_header(canvas: Canvas, data: DistributionData, theme: Theme, styles: Styles, y: float) -> None:
    """Write the names of the sides, each with its line and marker."""
    canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
    x = styles.small.width(data.mark) + 2 * SPACE if data.mark else 0.0
    most = (canvas.width - x) / 2 - 0.6
    names: tuple[tuple[Role, str], tuple[Role, str]] = (
        ("reference", data.reference_label),
        ("side", data.side_label),
    )
    for role, label in names:
        colour = getattr(theme, role)
        canvas.line((x, x + 0.3), (y + 0.09,) * 2, colour, 1.6, dashed=role == "side")
        canvas.marker(x + 0.15, y + 0.09, *SHAPES[role], colour, hollow=False)
        name = styles.legend.shortened(label, most)
        canvas.text(x + 0.37, y + 0.09, name, styles.legend, theme.text(role))
        x += 0.37 + styles.legend.width(name) + 2 * SPACE


def _draw_panel(
    strip: Canvas, panel: DistributionPanel, shape: Shape, theme: Theme, styles: Styles, y: float
) -> float:
    """Draw one item's plot, its axis, the centres and what they are; return where it ends."""
    left, bottom = styles.small.width("100%") + 0.06, y + TALL
    plot = Plot(left, strip.width - 0.12)
    for part, text in panel.heights:
        height = bottom - part * TALL
        strip.line((left, plot.right), (height, height), theme.grid, 0.6, layer=0.5)
        strip.text(left - 0.05, height, text, styles.small, theme.muted, align="right")
    strip.line((left, plot.right), (bottom, bottom), theme.axis, 0.6, layer=0.5)
    ends = (left, plot.right)
    strip.panel(ends, (y, bottom), lambda axes: draw_shape(axes, panel.curves, panel.axis, shape, theme))
    for x, text in _spaced(panel.axis, plot.scale(panel.axis), styles):
        strip.line((x, x), (bottom, bottom + 0.03), theme.axis, 0.6)
        strip.text(x, bottom + 0.12, text, styles.small, theme.muted, align="center")
    return _draw_words(strip, panel, theme, styles, _draw_centres(strip, panel, plot, theme, bottom + 0.27))


def _draw_centres(strip: Canvas, panel: DistributionPanel, plot: Plot, theme: Theme, y: float) -> float:
    """Draw mean or median of both sides, each with its interval; return where they end."""
    axis, at = panel.axis, plot.scale(panel.axis)
    for curve in panel.curves:
        if axis.low <= curve.value <= axis.high:
            if not isnan(curve.low):
                ends = at(max(curve.low, axis.low)), at(min(curve.high, axis.high))
                strip.line(ends, (y, y), theme.tint(curve.role), 5.0)
            strip.marker(
                at(curve.value), y, *SHAPES[curve.role], getattr(theme, curve.role), hollow=curve.hollow
            )
        y += LINE * 0.75
    return y


def _draw_words(strip: Canvas, panel: DistributionPanel, theme: Theme, styles: Styles, y: float) -> float:
    """Write what the centres are, and what lies beyond the axis; return where it ends."""
    for curve in panel.curves:
        for line in styles.small.filled(curve.text, strip.width, most=3):
            strip.text(0, y + LINE / 2, line, styles.small, theme.text(curve.role))
            y += LINE * 0.85
    for line in styles.note.filled(panel.remark, strip.width, most=2) if panel.remark else ():
        strip.text(0, y + LINE / 2, line, styles.note, theme.muted)
        y += LINE * 0.8
    return y


def _spaced(axis: Axis, at: Callable[[float], float], styles: Styles) -> Iterator[tuple[float, str]]:
    """Give the place and text of every tick that has room."""
    end = -1.0
    for place, text in axis.ticks:
        half = styles.small.width(text) / 2
        if at(place) - half > end:
            end = at(place) + half + 0.06
            yield at(place), text
