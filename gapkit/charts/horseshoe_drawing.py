"""A horseshoe on paper: the bend, its marks, and labels on both arms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, isnan, pi, sin

from gapkit.charts.canvas import Align, Canvas
from gapkit.charts.data import Role
from gapkit.charts.dumbbells import SHAPES
from gapkit.charts.horseshoe_model import HorseshoeData, HorseshoeItem
from gapkit.charts.layout import HEADER, SPACE, Styles, styles_of
from gapkit.charts.placing import spread
from gapkit.charts.theme import Theme

RADIUS = 1.3

REACH = 0.55
"""Radius of the bend, and the part of it that a gap of 100 points reaches in or out."""

UNKNOWN = 0.2
"""Opening drawn, dashed, where nobody knows the typical gap."""

LINE = 0.15


@dataclass(frozen=True, slots=True)
class _Bend:
    """The horseshoe on paper: a circle, open at the top."""

    x: float
    y: float
    radius: float
    opening: float

    def at(self, place: float, out: float = 0.0) -> tuple[float, float]:
        """Return a point of the bend, or so far outside it; the journey runs down the left, up the right."""
        half = asin(min(max(self.opening, 0.0), 0.98))
        angle = half + place * 2 * (pi - half)
        radius = self.radius + out
        return self.x - radius * sin(angle), self.y - radius * cos(angle)


def draw(canvas: Canvas, data: HorseshoeData, theme: Theme, y: float) -> float:
    """Draw bend, marks and labels from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
    y += HEADER * bool(data.mark)
    y = _draw_legend(canvas, data, theme, styles, y)
    furthest = [each for item in data.items for each in (item.reach, item.high) if each > 0]
    out = max([0.1, *furthest]) * RADIUS * REACH
    columns = (canvas.width - 2 * (RADIUS + out)) / 2 - 2 * SPACE
    radius = RADIUS if columns > 1 else max(RADIUS * canvas.width / 8, 0.7)
    labels = [_label(item, styles, max(columns, 1.0)) for item in data.items]
    tall = max(_column_height(data, labels, left=True), _column_height(data, labels, left=False))
    height = max(2 * (radius + out) + 0.1, tall)
    unknown = isnan(data.opening)
    bend = _Bend(canvas.width / 2, y + height / 2, radius, UNKNOWN if unknown else data.opening)
    points = [bend.at(place / 120) for place in range(121)]
    canvas.line([x for x, _ in points], [at for _, at in points], theme.axis, 2.2, dashed=unknown, layer=1)
    for item in data.items:
        _draw_mark(canvas, item, bend, theme)
    _draw_opening(canvas, data, bend, theme, styles)
    for left in (True, False):
        _draw_labels(canvas, data, labels, bend, theme, styles, (y, y + height), left=left)
    return y + height


def _draw_legend(canvas: Canvas, data: HorseshoeData, theme: Theme, styles: Styles, y: float) -> float:
    """Write which mark says that which side is higher; return where it ends."""
    x = 0.0
    words: tuple[tuple[Role, str], ...] = (
        ("side", f"{data.side_label} higher"),
        ("reference", f"{data.reference_label} higher"),
    )
    for role, text in words:
        told = styles.legend.shortened(text, canvas.width / 2 - 0.3)
        canvas.marker(x + 0.05, y + 0.09, *SHAPES[role], getattr(theme, role), hollow=False)
        canvas.text(x + 0.14, y + 0.09, told, styles.legend, theme.text(role))
        x += 0.14 + styles.legend.width(told) + 2 * SPACE
    return y + HEADER + 0.1


@dataclass(frozen=True, slots=True)
class _Label:
    """One item's words in lines, and its height with the gap."""

    lines: tuple[str, ...]
    remark: tuple[str, ...]

    @property
    def height(self) -> float:
        """Room that the label takes, with the gap below it and space to the next."""
        return (len(self.lines) + max(len(self.remark), 1)) * LINE + 0.08


def _label(item: HorseshoeItem, styles: Styles, width: float) -> _Label:
    """Return an item's label and the words in place of its gap, in lines."""
    remark = styles.note.wrapped(item.row.remark, width, most=2) if item.row.remark else ()
    return _Label(styles.label.wrapped(item.row.label, width, most=2), remark)


def _column_height(data: HorseshoeData, labels: Sequence[_Label], *, left: bool) -> float:
    """Return the height of all labels on one arm, set as far apart as the highest needs."""
    there = [each.height for each, item in zip(labels, data.items, strict=True) if _is_left(item) == left]
    return len(there) * max(there, default=0.0)


def _is_left(item: HorseshoeItem) -> bool:
    """Return whether an item stands on the left arm."""
    return item.place < 0.5  # noqa: PLR2004 - half of the way


def _draw_mark(canvas: Canvas, item: HorseshoeItem, bend: _Bend, theme: Theme) -> None:
    """Draw one gap from the bend outwards or inwards; a short line across where there is none."""
    if isnan(item.reach):
        (x0, y0), (x1, y1) = bend.at(item.place, -0.05), bend.at(item.place, 0.05)
        canvas.line((x0, x1), (y0, y1), theme.muted, 1.2)
        return
    role: Role = "side" if item.reach > 0 else "reference"
    (x0, y0), (x1, y1) = bend.at(item.place), bend.at(item.place, item.reach * bend.radius * REACH)
    canvas.line((x0, x1), (y0, y1), theme.tint(role), 3.0, layer=1.5)
    if not isnan(item.low):
        ends = [bend.at(item.place, each * bend.radius * REACH) for each in (item.low, item.high)]
        canvas.line([x for x, _ in ends], [at for _, at in ends], theme.ink, 0.7, layer=2)
    canvas.marker(
        x1, y1, *SHAPES[role], getattr(theme, role), hollow=item.row.side.hollow or not item.row.bold
    )


def _draw_opening(canvas: Canvas, data: HorseshoeData, bend: _Bend, theme: Theme, styles: Styles) -> None:
    """Draw the line between the ends of the bend, and say inside the bend how long it is."""
    (left, top), (right, _) = bend.at(0.0), bend.at(1.0)
    canvas.line((left, right), (top, top), theme.ink, 1.0, dashed=True, layer=1.2)
    for x in (left, right):
        canvas.line((x, x), (top - 0.05, top + 0.05), theme.ink, 1.2, layer=3)
    room = 1.15 * bend.radius
    big = canvas.style(14, 700)
    canvas.text(bend.x, bend.y - 0.16, big.shortened(data.opening_text, room), big, theme.ink, align="center")
    detail = styles.note.wrapped(data.opening_detail, room, most=4)
    middle = bend.y + 0.02 + len(detail) * styles.note.leading / 2
    canvas.lines(bend.x, middle, detail, styles.note, theme.muted, align="center")


def _draw_labels(
    canvas: Canvas,
    data: HorseshoeData,
    labels: Sequence[_Label],
    bend: _Bend,
    theme: Theme,
    styles: Styles,
    y: tuple[float, float],
    *,
    left: bool,
) -> None:
    """Write the labels of one arm beside it, each with its gap and a line to its mark."""
    there = [(item, each) for item, each in zip(data.items, labels, strict=True) if _is_left(item) == left]
    if not there:
        return
    wanted = [bend.at(item.place)[1] for item, _ in there]
    tall = max(label.height for _, label in there)
    middles = spread(wanted, least=tall, low=y[0] + tall / 2, high=max(y[1] - tall / 2, y[0] + tall / 2))
    for (item, label), middle in zip(there, middles, strict=True):
        top = middle - label.height / 2 + LINE / 2 + 0.04
        wide = _draw_label(canvas, item, label, theme, styles, top, left=left)
        end, at = bend.at(item.place, max(item.reach, 0.0) * bend.radius * REACH + 0.09)
        start = wide + 0.06 if left else canvas.width - wide - 0.06
        if (end - start) * (1 if left else -1) > SPACE:
            canvas.line((start, end), (top, at), theme.grid, 0.7, layer=0.5)


def _draw_label(
    canvas: Canvas, item: HorseshoeItem, label: _Label, theme: Theme, styles: Styles, y: float, *, left: bool
) -> float:
    """Write one label with its gap, or the words in its place; return the width of its first line."""
    x = 0.0 if left else canvas.width
    align: Align = "left" if left else "right"
    for line in label.lines:
        canvas.text(x, y, line, styles.label, theme.ink, align=align)
        y += LINE
    strong = styles.strong if item.row.bold else canvas.style(8.5)
    canvas.text(x, y, item.row.gap_text, strong, theme.ink if item.row.bold else theme.muted, align=align)
    for line in label.remark:
        canvas.text(x, y, line, styles.note, theme.muted, align=align)
        y += LINE
    return styles.label.width(label.lines[0])
