"""A Likert chart on paper: bars about a common line, the middle answer apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gapkit.charts.canvas import Align, Canvas
from gapkit.charts.colours import WHITE
from gapkit.charts.layout import GUTTER, HEADER, SPACE, Styles, styles_of
from gapkit.charts.likert_model import LikertBar, LikertData, LikertGroup, LikertRow, Strong
from gapkit.charts.theme import NEUTRAL, Theme

BAR = 0.20

PITCH = 0.245
"""Height of a bar, and from one side's bar to the other's."""

AWAY = 0.05

SWATCH = 0.10

NAME = 1.25
"""Widest name of a side, in inches."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand, in inches: names end at ``names``, low and high answers meet at ``zero``.

    Attributes
    ----------
    per : float
        Inches of a share of 1, on both sides of the line and for the middle answer alike.
    middle : float
        Line that the middle answer starts at; 0 where there is none.
    """

    gutter: float
    names: float
    zero: float
    per: float
    middle: float


def draw(canvas: Canvas, data: LikertData, theme: Theme, y: float) -> float:
    """Draw header and groups from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    frame = _frame(canvas, data, styles)
    canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
    y += HEADER * bool(data.mark)
    for group in data.groups:
        if len(data.groups) > 1:
            y = canvas.paragraph(y, group.heading, styles.heading, theme.ink, most=2) + 0.05
        y = _draw_legends(canvas, group, data, theme, styles, y)
        if frame.middle:
            head = styles.small.shortened(group.middle_head, canvas.width - frame.middle)
            canvas.text(frame.middle, y + 0.09, head, styles.small, theme.muted)
            y += 0.2
        top = y
        for row in group.rows:
            y = _draw_row(canvas, row, data, frame, theme, styles, y)
        for line in (frame.zero, frame.middle) if frame.middle else (frame.zero,):
            canvas.line((line, line), (top, y), theme.ink if line == frame.zero else theme.axis, 0.8, layer=3)
        y += 0.14
    return y - 0.14


def _frame(canvas: Canvas, data: LikertData, styles: Styles) -> _Frame:
    """Return where things stand: everything that is drawn fits on one scale."""
    bars = [bar for row in data.rows for bar in row.bars]
    limit = min(GUTTER, canvas.width * 0.3)
    gutter = (
        styles.label.widest(line for row in data.rows for line in styles.label.wrapped(row.label, limit))
        + 0.01
    )
    wide = min(styles.legend.widest(bar.label for bar in bars), NAME, canvas.width * 0.2)
    names = gutter + SPACE + wide
    total = (
        styles.strong.widest([*(bar.low_text for bar in bars), *(bar.high_text for bar in bars), "0%"])
        + 2 * AWAY
    )
    room = canvas.width - names - SPACE
    if data.style == "stacked":
        return _Frame(gutter, names, names + SPACE + total, room - 2 * total, 0.0)
    left = max([0.0, *(max(bar.low, bar.low_ends[1]) for bar in bars if bar.shares)])
    right = max([0.0, *(max(bar.high, bar.high_ends[1]) for bar in bars if bar.shares)])
    middles = [bar.middle for bar in bars if bar.middle >= 0]
    apart = styles.small.width("100") + AWAY + 2 * SPACE if middles else 0.0
    per = (room - 2 * total - apart) / max(left + right + max([0.0, *middles]), 0.2)
    zero = names + SPACE + total + left * per
    return _Frame(gutter, names, zero, per, zero + right * per + total + 2 * SPACE if middles else 0.0)


def _draw_legends(
    canvas: Canvas, group: LikertGroup, data: LikertData, theme: Theme, styles: Styles, y: float
) -> float:
    """Write what each colour means, over as many lines as it takes; return where they end."""
    for legend in group.legends:
        x = 0.0
        if legend.label:
            label = styles.small.shortened(legend.label, canvas.width / 3)
            canvas.text(0, y + 0.09, label, styles.small, theme.ink)
            x = styles.small.width(label) + SPACE
        start, colours = x, theme.steps(len(legend.steps))
        for place, step in enumerate(legend.steps):
            if data.style == "diverging" and len(legend.steps) % 2 and place == len(legend.steps) // 2:
                continue
            text = styles.small.shortened(step, canvas.width - start - SWATCH - 0.06)
            wide = SWATCH + 0.05 + styles.small.width(text)
            if x > start and x + wide > canvas.width:
                x, y = start, y + 0.17
            canvas.box((x, x + SWATCH), (y + 0.04, y + 0.04 + SWATCH), fill=colours[place])
            canvas.text(x + SWATCH + 0.05, y + 0.09, text, styles.small, theme.ink)
            x += wide + SPACE
        y += 0.19
    return y + 0.04


def _draw_row(
    canvas: Canvas, row: LikertRow, data: LikertData, frame: _Frame, theme: Theme, styles: Styles, y: float
) -> float:
    """Draw one item's label and its two bars; return where they end."""
    label = styles.label.wrapped(row.label, frame.gutter)
    height = max(2 * PITCH + 0.12, len(label) * 0.135 + 0.12)
    middle = y + height / 2
    canvas.lines(0, middle, label, styles.label, theme.ink)
    for bar, place in zip(row.bars, (middle - PITCH / 2, middle + PITCH / 2), strict=True):
        name = styles.legend.shortened(bar.label, frame.names - frame.gutter - SPACE + 0.01)
        canvas.text(frame.names, place, name, styles.legend, theme.text(bar.role), align="right")
        if not bar.shares:
            words = styles.small.shortened(bar.words, canvas.width - frame.zero - AWAY)
            canvas.text(frame.zero + AWAY, place, words, styles.small, theme.muted)
        elif data.style == "stacked":
            _draw_stacked(canvas, bar, frame, theme, styles, place)
        else:
            _draw_diverging(canvas, bar, data.strong, frame, theme, styles, place)
    return y + height


def _draw_stacked(
    canvas: Canvas, bar: LikertBar, frame: _Frame, theme: Theme, styles: Styles, y: float
) -> None:
    """Draw all answers as one bar, its totals at both ends; a line tells where the upper total begins."""
    ends = _draw_run(canvas, bar, range(len(bar.shares)), (frame.zero, frame.per), theme, styles, y)
    low, high = (ends - frame.per * each for each in bar.high_ends)
    canvas.line((low, high), (y + BAR / 2 + 0.012,) * 2, theme.ink, 0.9, layer=3)
    canvas.text(frame.zero - AWAY, y, bar.low_text, styles.strong, theme.ink, align="right")
    canvas.text(ends + AWAY, y, bar.high_text, styles.strong, theme.ink)


def _draw_diverging(
    canvas: Canvas, bar: LikertBar, strong: Strong, frame: _Frame, theme: Theme, styles: Styles, y: float
) -> None:
    """Draw lower answers to the left, higher ones to the right, the middle one apart."""
    count = len(bar.shares)
    half = count // 2
    outwards = (range(half - 1, -1, -1), range(count - half, count))
    inwards = (range(half), range(count - 1, count - half - 1, -1))
    low, high = inwards if strong == "inside" else outwards
    for places, per, text, ends in (
        (low, -frame.per, bar.low_text, bar.low_ends),
        (high, frame.per, bar.high_text, bar.high_ends),
    ):
        _draw_run(canvas, bar, places, (frame.zero, per), theme, styles, y)
        shares = sum(bar.shares[place] for place in places)
        furthest = max(shares, ends[1])
        canvas.line(
            (frame.zero + per * ends[0], frame.zero + per * ends[1]),
            (y + BAR / 2 + 0.012,) * 2,
            theme.ink,
            0.9,
            layer=3,
        )
        outward = 1 if per > 0 else -1
        align: Align = "left" if per > 0 else "right"
        canvas.text(
            frame.zero + per * furthest + outward * AWAY, y, text, styles.strong, theme.ink, align=align
        )
    if bar.middle >= 0 and frame.middle:
        end = frame.middle + frame.per * bar.middle
        fill, edge = (WHITE, theme.axis) if bar.hollow else (NEUTRAL, None)
        canvas.box((frame.middle, end), (y - BAR / 2, y + BAR / 2), fill=fill, edge=edge)
        canvas.text(end + AWAY, y, bar.middle_text, styles.small, theme.muted)


def _draw_run(
    canvas: Canvas,
    bar: LikertBar,
    places: Sequence[int],
    scale: tuple[float, float],
    theme: Theme,
    styles: Styles,
    y: float,
) -> float:
    """Draw segments one after the other from a line outwards; return where they end."""
    (x, per), colours = scale, theme.steps(len(bar.shares))
    for place in places:
        end, colour = x + per * bar.shares[place], colours[place]
        fill = WHITE if bar.hollow else colour
        canvas.box((x, end), (y - BAR / 2, y + BAR / 2), fill=fill, edge=colour if bar.hollow else None)
        text = bar.texts[place]
        if text and styles.small.width(text) + 0.03 <= abs(end - x):
            canvas.text((x + end) / 2, y, text, styles.small, theme.ink_on(fill), align="center")
        x = end
    return x
