"""A know/asked chart on paper: pairs of bars, silence apart, the gap beside."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from gapkit.charts.canvas import Canvas
from gapkit.charts.colours import WHITE
from gapkit.charts.knowledge_model import KnowBar, KnowData, KnowRow
from gapkit.charts.layout import HEADER, SPACE, Plot, Styles, styles_of
from gapkit.charts.theme import NEUTRAL, Theme

BAR = 0.21

PITCH = 0.32

AWAY = 0.05

NAMES = 0.24
"""Part of the width that the names of the two answers may take."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand, in inches; ``silent`` is the line of those who gave no answer, 0 for none."""

    names: float
    plot: Plot
    silent: float
    gap: float
    interval: float


def draw(canvas: Canvas, data: KnowData, theme: Theme, y: float) -> float:
    """Draw header and pairs from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    frame = _frame(canvas, data, styles)
    middle = y + 0.09
    mark = canvas.style(7.5, 600)
    canvas.text(0, middle, mark.shortened(data.mark, frame.names), mark, theme.muted)
    canvas.text(frame.plot.left, middle, "Yes", styles.small, theme.muted)
    canvas.text(frame.plot.right, middle, "No", styles.small, theme.muted, align="right")
    if frame.silent:
        canvas.text(frame.silent, middle, data.silent_head, styles.small, theme.muted)
    if any(row.gap_text for row in data.rows):
        canvas.text(frame.gap, middle, data.gap_head, styles.small, theme.muted, align="right")
    if any(row.interval_text for row in data.rows):
        canvas.text(frame.interval, middle, data.interval_head, styles.small, theme.muted, align="right")
    y += HEADER
    for row in data.rows:
        y = _draw_row(canvas, row, frame, theme, styles, y) + 0.16
    return y - 0.16


def _frame(canvas: Canvas, data: KnowData, styles: Styles) -> _Frame:
    """Return where things stand: names, bars on a scale to 100 %, those without an answer, columns."""
    bars = [bar for row in data.rows for bar in row.bars]
    most = NAMES * canvas.width
    names = (
        styles.legend.widest(line for bar in bars for line in styles.legend.wrapped(bar.label, most)) + SPACE
    )
    interval = styles.small.widest([*(row.interval_text for row in data.rows), data.interval_head])
    gap = styles.strong.widest([*(row.gap_text for row in data.rows), data.gap_head])
    right = canvas.width - interval - gap - 2 * SPACE
    silences = [bar.silent for bar in bars if bar.silent >= 0]
    if not silences:
        return _Frame(names, Plot(names, right), 0.0, canvas.width - interval - SPACE, canvas.width)
    apart = max(styles.small.width(data.silent_head), styles.value.width("100%") + AWAY) + SPACE
    per = max((right - names - SPACE - apart) / (1 + max(silences)), 0.5)
    plot = Plot(names, names + per)
    return _Frame(names, plot, plot.right + 2 * SPACE, canvas.width - interval - SPACE, canvas.width)


def _draw_row(canvas: Canvas, row: KnowRow, frame: _Frame, theme: Theme, styles: Styles, y: float) -> float:
    """Draw one item: its label, the two bars, the gap beside and the crossing below them."""
    y = canvas.paragraph(y, row.label, styles.heading, theme.ink, most=3) + 0.05
    top = y
    for bar in row.bars:
        middle = y + PITCH / 2
        name = styles.legend.wrapped(bar.label, frame.names - SPACE + 0.01, most=2)
        canvas.lines(0, middle, name, styles.legend, theme.text(bar.role))
        _draw_bar(canvas, bar, frame, theme, styles, middle)
        y += PITCH
    centre = (top + y) / 2
    strong = styles.strong if row.bold else canvas.style(8.5)
    colour = theme.ink if row.bold else theme.muted
    canvas.text(frame.gap, centre, row.gap_text, strong, colour, align="right")
    canvas.text(frame.interval, centre, row.interval_text, styles.small, theme.muted, align="right")
    for line in styles.small.filled(row.crossed, canvas.width - frame.names, most=3) if row.crossed else ():
        canvas.text(frame.names, y + 0.10, line, styles.small, theme.muted)
        y += styles.small.leading
    return y


def _draw_bar(canvas: Canvas, bar: KnowBar, frame: _Frame, theme: Theme, styles: Styles, y: float) -> None:
    """Draw one answer: yes from the left, no to the right, silence apart."""
    left, right = frame.plot.left, frame.plot.right
    if isnan(bar.yes):
        words = styles.small.shortened(bar.words, canvas.width - left - AWAY)
        canvas.text(left + AWAY, y, words, styles.small, theme.muted)
        return
    per, colour = right - left, getattr(theme, bar.role)
    end, ends = left + bar.yes * per, (y - BAR / 2, y + BAR / 2)
    canvas.box((end, right), ends, fill=theme.grid)
    canvas.box((left, end), ends, fill=WHITE if bar.hollow else colour, edge=colour if bar.hollow else None)
    fill = WHITE if bar.hollow else colour
    if bar.yes * per > styles.value.width(bar.yes_text) + 2 * AWAY:
        ink = theme.text(bar.role) if bar.hollow else theme.ink_on(fill)
        canvas.text(left + AWAY, y, bar.yes_text, styles.value, ink)
    else:
        canvas.text(end + AWAY, y, bar.yes_text, styles.value, theme.text(bar.role))
    if (1 - bar.yes) * per > styles.value.width(bar.no_text) + styles.value.width(bar.yes_text) + 4 * AWAY:
        canvas.text(right - AWAY, y, bar.no_text, styles.small, theme.ink, align="right")
    if not isnan(bar.low):
        x = (left + bar.low * per, left + bar.high * per)
        canvas.line(x, (y + BAR / 2 + 0.015,) * 2, theme.ink, 0.9, layer=3)
    if frame.silent and bar.silent >= 0:
        end = frame.silent + bar.silent * per
        canvas.box((frame.silent, end), ends, fill=NEUTRAL)
        canvas.text(end + AWAY, y, bar.silent_text, styles.small, theme.muted)
