"""A funnel on paper: each step inside the one before."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from gapkit.charts.canvas import Canvas
from gapkit.charts.colours import WHITE
from gapkit.charts.data import Role
from gapkit.charts.funnel_model import FunnelData, FunnelStep
from gapkit.charts.layout import HEADER, SPACE, Plot, Styles, styles_of
from gapkit.charts.theme import Theme

BAR = 0.22

STEP = 0.40

INDENT = 0.14

GUTTER = 0.34
"""Part of the width that labels may take."""


def draw(canvas: Canvas, data: FunnelData, theme: Theme, y: float) -> float:
    """Draw the steps of each side from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
    y += HEADER * bool(data.mark)
    frame = _frame(canvas, data, styles)
    for side in data.sides:
        name = styles.legend.shortened(side.label, canvas.width)
        canvas.text(0, y + 0.09, name, styles.legend, theme.text(side.role))
        y += 0.24
        for step in side.steps:
            y = _draw_step(canvas, step, side.role, frame, theme, styles, y)
        y += 0.14
    return y - 0.14


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand, in inches: labels, bars, and the columns of shares, bases and intervals."""

    gutter: float
    plot: Plot
    share: float
    base: float
    base_width: float


def _frame(canvas: Canvas, data: FunnelData, styles: Styles) -> _Frame:
    """Return where things stand."""
    steps = [step for side in data.sides for step in side.steps]
    limit = GUTTER * canvas.width
    gutter = max(
        _indent(step, limit)
        + styles.label.widest(styles.label.wrapped(step.label, limit - _indent(step, limit)))
        for step in steps
    )
    interval = styles.small.widest(step.interval_text for step in steps)
    share = styles.strong.widest(step.text for step in steps)
    wide = min(styles.small.widest(step.base_text for step in steps), 0.2 * canvas.width)
    base = canvas.width - interval - wide - SPACE
    plot = Plot(gutter + SPACE, base - share - 2 * SPACE)
    return _Frame(gutter, plot, base - SPACE / 2, base, wide)


def _indent(step: FunnelStep, limit: float) -> float:
    """Return how far a step's label stands in; half the room at most."""
    return min(step.depth * INDENT, limit / 2)


def _draw_step(
    canvas: Canvas, step: FunnelStep, role: Role, frame: _Frame, theme: Theme, styles: Styles, y: float
) -> float:
    """Draw one step: label, the bar of those before it, its own, and its numbers."""
    plot = frame.plot
    indent = _indent(step, frame.gutter)
    label = styles.label.wrapped(step.label, frame.gutter - indent + 0.01)
    base = styles.small.wrapped(step.base_text, frame.base_width + 0.01, most=3)
    height = max(STEP, len(label) * 0.135 + 0.12, len(base) * styles.small.leading + 0.1)
    middle, per, colour = y + height / 2, plot.right - plot.left, getattr(theme, role)
    canvas.lines(indent, middle, label, styles.label, theme.ink)
    if isnan(step.share):
        words = styles.small.shortened(step.words, canvas.width - plot.left)
        canvas.text(plot.left, middle, words, styles.small, theme.muted)
        return y + height
    ends = (middle - BAR / 2, middle + BAR / 2)
    canvas.box((plot.left, plot.left + step.before * per), ends, fill=theme.tint(role), layer=1.5)
    fill, edge = (WHITE, colour) if step.hollow else (colour, None)
    canvas.box((plot.left, plot.left + step.reached * per), ends, fill=fill, edge=edge)
    if not isnan(step.low):
        line = [plot.left + each * step.before * per for each in (step.low, step.high)]
        canvas.line(line, (ends[1] + 0.02,) * 2, theme.ink, 0.9, layer=3)
    canvas.text(frame.share, middle, step.text, styles.strong, theme.text(role), align="right")
    canvas.lines(frame.base, middle, base, styles.small, theme.muted)
    canvas.text(canvas.width, middle, step.interval_text, styles.small, theme.muted, align="right")
    return y + height
