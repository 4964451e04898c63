"""How a trend is drawn: one panel an item, lines with ribbons, labels at their ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil, isnan

from gapkit.charts.canvas import Canvas
from gapkit.charts.data import Role
from gapkit.charts.dumbbells import SHAPES
from gapkit.charts.layout import AFTER_GROUP, HEADER, SPACE, Styles, draw_names, styles_of
from gapkit.charts.placing import spread
from gapkit.charts.theme import Theme
from gapkit.charts.trend_model import Panel, Stop, TrendData

TALL, TALL_OF_MANY = 2.4, 1.35
"""Height of the plot of a single item, and of each of several, in inches."""

PANEL = 2.9
"""Narrowest panel that stands beside another."""

RIBBON = 0.16


def draw(canvas: Canvas, data: TrendData, theme: Theme, y: float) -> float:
    """Draw the names and the panels from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    alone = len(data.panels) == 1
    if data.mark:
        canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
        y += HEADER - 0.06
    if not alone:
        y = _draw_legend(canvas, data, theme, styles, y)
    columns = 1 if alone else max(min(int(canvas.width // PANEL), 3), 1)
    wide = (canvas.width - (columns - 1) * 2 * SPACE) / columns
    for start in range(0, len(data.panels), columns):
        beside = data.panels[start : start + columns]
        parts = [canvas.part(place * (wide + 2 * SPACE), wide) for place in range(len(beside))]
        tops = [
            _draw_heading(part, panel, theme, styles, y, alone=alone)
            for part, panel in zip(parts, beside, strict=True)
        ]
        ends = [
            _draw_panel(part, data, panel, theme, styles, max(tops), alone=alone)
            for part, panel in zip(parts, beside, strict=True)
        ]
        y = max(ends) + AFTER_GROUP
    return y - AFTER_GROUP


def _draw_legend(canvas: Canvas, data: TrendData, theme: Theme, styles: Styles, y: float) -> float:
    """Write the names of the sides, each with its marker."""
    names: dict[Role, str] = {"reference": data.reference_label, "side": data.side_label}

    def sign(x: float, middle: float, role: Role) -> None:
        shape, size = SHAPES[role]
        canvas.marker(x + 0.05, middle, shape, size, getattr(theme, role), hollow=False)

    return y + HEADER + draw_names(canvas, names, theme, styles, (0.0, canvas.width), y, sign)


def _draw_heading(
    canvas: Canvas, panel: Panel, theme: Theme, styles: Styles, y: float, *, alone: bool
) -> float:
    """Write item and change above a panel; return where the plot begins."""
    if not alone:
        y = canvas.paragraph(y, panel.label, styles.heading, theme.ink, most=2)
    told = panel.told[:1].upper() + panel.told[1:]
    return canvas.paragraph(y, told, styles.small, theme.muted, most=3) + 0.1


def _draw_panel(
    canvas: Canvas, data: TrendData, panel: Panel, theme: Theme, styles: Styles, y: float, *, alone: bool
) -> float:
    """Draw one item's lines from ``y`` down; return where its waves end."""
    ends = _end_texts(data, panel, alone=alone)
    left = styles.small.widest(text for _, text in panel.axis.ticks) + 0.14
    room = min(styles.value.widest(text for _, text, _ in ends), canvas.width * 0.42)
    right = canvas.width - room - 0.1
    bottom = y + (TALL if alone else TALL_OF_MANY)
    low, high = panel.axis.low, panel.axis.high

    def at_y(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - y)

    step = (right - left - 0.12) / max(len(data.waves) - 1, 1)
    places = [left + 0.06 + place * step for place in range(len(data.waves))]
    for value, text in panel.axis.ticks:
        strong = abs(value) < 1e-9  # noqa: PLR2004 - a tick at 0 may be 1e-17
        colour = theme.axis if strong else theme.grid
        canvas.line((left, right), (at_y(value), at_y(value)), colour, 0.6, layer=0.5)
        canvas.text(left - 0.06, at_y(value), text, styles.small, theme.muted, align="right")
    for stops in (panel.side, panel.reference):
        _draw_line(canvas, [_on_paper(stop, at_y) for stop in stops], places, theme)
    wanted = [at_y(value) for value, _, _ in ends]
    for (_, text, role), at in zip(ends, spread(wanted, low=y, high=bottom), strict=True):
        colour = theme.text(role) if role else theme.muted
        told = styles.value.shortened(text, room + 0.02)
        canvas.text(right + 0.08, at, told, styles.value if role else styles.small, colour)
    return _draw_waves(canvas, data.waves, places, theme, styles, bottom)


def _on_paper(stop: Stop, at_y: Callable[[float], float]) -> Stop:
    """Return a stop with its numbers in inches down the paper."""
    return replace(stop, value=at_y(stop.value), low=at_y(stop.low), high=at_y(stop.high))


def _end_texts(data: TrendData, panel: Panel, *, alone: bool) -> list[tuple[float, str, str]]:
    """Return what stands at the end of the lines: height, text, and whose colour it has."""
    told: list[tuple[float, str, str]] = []
    lasts = [
        (next((stop for stop in reversed(stops) if not isnan(stop.value)), None), stops[0].role)
        for stops in (panel.side, panel.reference)
    ]
    for stop, role in lasts:
        if stop is not None:
            told.append((stop.value, f"{data.label(role)} {stop.text}" if alone else stop.text, role))
    if panel.gap_text and told:
        told.append((sum(value for value, _, _ in told) / len(told), panel.gap_text, ""))
    return told


def _draw_line(canvas: Canvas, stops: Sequence[Stop], places: Sequence[float], theme: Theme) -> None:
    """Draw ribbon, line and markers of one side, broken where a wave has no value."""
    role = stops[0].role
    colour = getattr(theme, role)
    run: list[tuple[float, Stop]] = []
    for x, stop in [*zip(places, stops, strict=True), (0.0, None)]:
        if stop is not None and not isnan(stop.value):
            run.append((x, stop))
            continue
        if len(run) > 1:
            bounded = [(at, each) for at, each in run if not isnan(each.low)]
            upper = [(at, each.high) for at, each in bounded]
            lower = [(at, each.low) for at, each in reversed(bounded)]
            if len(bounded) > 1:
                canvas.area(upper + lower, colour, alpha=RIBBON)
            canvas.line([at for at, _ in run], [each.value for _, each in run], colour, 1.8, layer=2)
        elif run and not isnan(run[0][1].low):
            at, only = run[0]
            canvas.line((at, at), (only.low, only.high), colour, 0.9, alpha=0.6, layer=2)
        run = []
    shape, size = SHAPES[role]
    for x, stop in zip(places, stops, strict=True):
        if not isnan(stop.value):
            canvas.marker(x, stop.value, shape, size, colour, hollow=stop.hollow)


def _draw_waves(
    canvas: Canvas, waves: Sequence[str], places: Sequence[float], theme: Theme, styles: Styles, y: float
) -> float:
    """Write the waves under the plot, as many as fit; return where they end."""
    slot = places[1] - places[0]
    every = max(ceil((min(styles.small.widest(waves), 0.75) + 0.08) / slot), 1)
    lines = 1
    for place in range(len(waves) - 1, -1, -every):
        room = min(slot * every - 0.06, 2 * min(places[place], canvas.width - places[place]) + 0.02)
        label = styles.small.wrapped(waves[place], max(room, 0.3), most=2)
        lines = max(lines, len(label))
        for row, line in enumerate(label):
            at = y + 0.12 + row * styles.small.leading
            canvas.text(places[place], at, line, styles.small, theme.muted, align="center")
    return y + 0.12 + (lines - 0.5) * styles.small.leading
