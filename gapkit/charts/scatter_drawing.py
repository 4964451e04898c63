"""How a scatter is drawn: axes, words in the corners, crosses, labels or numbers with a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan

from gapkit.charts.canvas import Align, Canvas
from gapkit.charts.layout import HEADER, Styles, styles_of
from gapkit.charts.placing import Box, Seat, Spot, seats
from gapkit.charts.scatter_model import CornerWords, Point, ScatterData
from gapkit.charts.theme import Theme

MANY = 20
"""Points up to which every label stands beside its point."""

RADIUS = 3.5 / 72
MARKER = 7.0
LABEL_WIDTH = 1.55
LABEL_LINES = 2
LEAST_CORNER = 1.0
"""Inches that the words of a part may take where the part is narrower."""

KEY_COLUMN = 3.1
"""Least width of a column of the key, in inches."""


Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Field:
    """The plotted part of the paper.

    Attributes
    ----------
    frame : Box
        Inches.
    x, y : callable
        From values to inches.
    """

    frame: Box
    x: Scale
    y: Scale


def field_of(
    data: ScatterData, left: float, width: float, top: float, height: float, *, turned: bool
) -> Field:
    """Return the field between its edges; ``turned``: low values stand on top."""
    frame = Box(left, top, left + width, top + height)

    def at_x(value: float) -> float:
        return left + (value - data.x_axis.low) / (data.x_axis.high - data.x_axis.low) * width

    def at_y(value: float) -> float:
        share = (value - data.y_axis.low) / (data.y_axis.high - data.y_axis.low)
        return top + (share if turned else 1 - share) * height

    return Field(frame, at_x, at_y)


def draw_names(canvas: Canvas, data: ScatterData, theme: Theme, styles: Styles, y: float) -> float:
    """Write the mark of synthetic data and the name of the vertical axis; return where they end."""
    if data.mark:
        canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
        y += HEADER - 0.06
    return canvas.paragraph(y, f"↑ {data.y_name}", styles.small, theme.muted, most=2) + 0.09


def draw_axes(canvas: Canvas, data: ScatterData, field: Field, theme: Theme, styles: Styles) -> float:
    """Draw grid and numbers, and the name of the horizontal axis below; return where it ends."""
    frame = field.frame
    for value, text in data.x_axis.ticks:
        x = field.x(value)
        canvas.line((x, x), (frame.top, frame.bottom), theme.grid, 0.6, layer=0.5)
        canvas.text(x, frame.bottom + 0.11, text, styles.small, theme.muted, align="center")
    for value, text in data.y_axis.ticks:
        y = field.y(value)
        canvas.line((frame.left, frame.right), (y, y), theme.grid, 0.6, layer=0.5)
        canvas.text(frame.left - 0.06, y, text, styles.small, theme.muted, align="right")
    lines = styles.small.filled(f"{data.x_name} →", canvas.width, most=2)
    for place, line in enumerate(lines):
        at = frame.bottom + 0.29 + place * styles.small.leading
        canvas.text(canvas.width, at, line, styles.small, theme.muted, align="right")
    return frame.bottom + 0.29 + (len(lines) - 0.4) * styles.small.leading


def draw_corners(canvas: Canvas, data: ScatterData, field: Field, theme: Theme) -> list[Box]:
    """Write what each part means; return what is covered, so that no label stands there."""
    strong, rest = canvas.style(8, 600), canvas.style(7.5)
    middle = (field.frame.left + field.frame.right) / 2 if isnan(data.cross) else field.x(data.cross)
    rooms = (middle - field.frame.left - 0.18, field.frame.right - middle - 0.18)
    marks = [box for point in data.points for box in (_mark(point, field), *_whiskers(point, field))]
    covered: list[Box] = []
    for corner in data.corners:
        at_left = corner.corner.endswith("left")
        room = max(rooms[0 if at_left else 1], LEAST_CORNER)
        lines = [(line, strong) for line in strong.filled(corner.strong, room, most=2)]
        lines += [(line, rest) for line in (rest.filled(corner.rest, room, most=2) if corner.rest else ())]
        high = sum(style.leading for _, style in lines)
        x = field.frame.left + 0.09 if at_left else field.frame.right - 0.09
        align: Align = "left" if at_left else "right"
        wide = max(style.width(line) for line, style in lines)
        colour = theme.muted if corner.hue == "muted" else theme.text(corner.hue)
        box = _corner_box(corner, field, (wide, high), marks)
        covered.append(box)
        top = box.top
        for line, style in lines:
            canvas.text(x, top + style.leading / 2, line, style, colour, align=align)
            top += style.leading
    return covered


def _corner_box(corner: CornerWords, field: Field, size: tuple[float, float], marks: Sequence[Box]) -> Box:
    """Return where a corner's words stand: moved towards the middle where points crowd the corner."""
    frame, (wide, high) = field.frame, size
    left = frame.left + 0.09 if corner.corner.endswith("left") else frame.right - 0.09 - wide
    top = frame.top + 0.09 if corner.corner.startswith("top") else frame.bottom - 0.09 - high
    inward = 0.1 if corner.corner.startswith("top") else -0.1
    boxes = [
        Box(left, top + step * inward, left + wide, top + step * inward + high)
        for step in range(int((frame.bottom - frame.top) / 4 / 0.1))
    ]
    return next((box for box in boxes if not any(box.shared(mark) for mark in marks)), boxes[0])


def draw_points(
    canvas: Canvas,
    data: ScatterData,
    field: Field,
    theme: Theme,
    obstacles: tuple[Sequence[Box], Sequence[Box]],
    y: float,
) -> float:
    """Draw crosses, marks and labels, and the key of the numbered points from ``y`` down; return its end.

    ``obstacles`` are texts, which nothing may cross, and lines, which a number may where it finds no
    other place.
    """
    styles = styles_of(canvas)
    whiskers = [box for point in data.points for box in _whiskers(point, field)]
    for point in data.points:
        _draw_cross(canvas, point, field, theme)
    for point in data.points:
        colour = _colour(point, theme)
        canvas.marker(field.x(point.x), field.y(point.y), "o", MARKER, colour, hollow=point.hollow)
    texts, lines = obstacles
    unnamed = _draw_labels(canvas, data, field, theme, (texts, [*lines, *whiskers]))
    y = _draw_key(canvas, unnamed, theme, styles, y)
    return _draw_pointless(canvas, data, theme, styles, y)


def draw_points_apart(canvas: Canvas, data: ScatterData, theme: Theme, y: float) -> float:
    """List the items where none has a point: an empty field would tell nothing; return where they end."""
    if data.mark:
        canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
        y += HEADER - 0.06
    return _draw_pointless(canvas, data, theme, styles_of(canvas), y)


def _draw_pointless(canvas: Canvas, data: ScatterData, theme: Theme, styles: Styles, y: float) -> float:
    """List the items without a point; return where they end."""
    if not data.pointless:
        return y
    told = f"Without a point: {'; '.join(data.pointless)}."
    return canvas.paragraph(y + 0.05, told, styles.note, theme.muted, most=6)


def _colour(point: Point, theme: Theme) -> str:
    colour: str = getattr(theme, point.hue)
    return colour


def _whiskers(point: Point, field: Field) -> Iterator[Box]:
    """Give the two arms of a cross as boxes."""
    x, y = field.x(point.x), field.y(point.y)
    if not isnan(point.x_low):
        yield Box(field.x(point.x_low), y - 0.01, field.x(point.x_high), y + 0.01)
    if not isnan(point.y_low):
        ends = sorted((field.y(point.y_low), field.y(point.y_high)))
        yield Box(x - 0.01, ends[0], x + 0.01, ends[1])


def _draw_cross(canvas: Canvas, point: Point, field: Field, theme: Theme) -> None:
    """Draw the intervals of a point, as far as the field goes."""
    x, y, colour, frame = field.x(point.x), field.y(point.y), _colour(point, theme), field.frame
    if not isnan(point.x_low):
        ends = [min(max(field.x(each), frame.left), frame.right) for each in (point.x_low, point.x_high)]
        canvas.line(ends, (y, y), colour, 0.7, alpha=0.6, layer=1.5)
    if not isnan(point.y_low):
        ends = [min(max(field.y(each), frame.top), frame.bottom) for each in (point.y_low, point.y_high)]
        canvas.line((x, x), ends, colour, 0.7, alpha=0.6, layer=1.5)


def _draw_labels(
    canvas: Canvas,
    data: ScatterData,
    field: Field,
    theme: Theme,
    obstacles: tuple[Sequence[Box], Sequence[Box]],
) -> list[tuple[str, Point]]:
    """Write labels, then numbers where no label fits; return the numbered points for the key."""
    style, small = canvas.style(8), canvas.style(7, 600)
    points, (texts, lines) = data.points, obstacles
    named = list(range(len(points)))
    if len(points) > MANY:
        named = [place for place in named if points[place].leads][:MANY]
    marks = [_mark(point, field) for point in points]
    broken = {place: style.wrapped(points[place].label, LABEL_WIDTH, most=LABEL_LINES) for place in named}
    spots = [
        _spot(points[place], field, style.widest(broken[place]), len(broken[place]) * style.leading)
        for place in named
    ]
    beside = [box for place, box in enumerate(marks) if place not in broken]
    taken: list[Box] = []
    done: set[int] = set()
    for place, seat in zip(named, seats(spots, [*texts, *lines, *beside], field.frame), strict=True):
        if seat.free:
            _draw_label(canvas, points[place], field, seat, broken[place], theme)
            taken.append(seat.box)
            done.add(place)
    left = [place for place in range(len(points)) if place not in done]
    spots = [
        _spot(points[place], field, small.width(str(number)), 0.1) for number, place in enumerate(left, 1)
    ]
    beside = [box for place, box in enumerate(marks) if place in done]
    key = []
    placed = _seated(spots, lines, [*texts, *taken, *beside], field.frame)
    for number, (place, seat) in enumerate(zip(left, placed, strict=True), 1):
        if seat.free:
            middle = (seat.box.top + seat.box.bottom) / 2
            canvas.text(seat.box.left, middle, str(number), small, theme.ink)
            _draw_lead(canvas, points[place], field, seat, theme)
        key.append((str(number) if seat.free else "–", points[place]))
    return key


def _seated(
    spots: Sequence[Spot], lines: Sequence[Box], solid: Sequence[Box], frame: Box
) -> tuple[Seat, ...]:
    """Return where numbers stand: off everything, else across lines that a number stays readable on."""
    found = seats(spots, [*lines, *solid], frame)
    left = [place for place, seat in enumerate(found) if not seat.free]
    held = [seat.box for seat in found if seat.free]
    again = seats([spots[place] for place in left], [*solid, *held], frame)
    moved = dict(zip(left, again, strict=True))
    return tuple(moved.get(place, seat) for place, seat in enumerate(found))


def _mark(point: Point, field: Field) -> Box:
    x, y = field.x(point.x), field.y(point.y)
    return Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)


def _spot(point: Point, field: Field, width: float, height: float) -> Spot:
    return Spot(field.x(point.x), field.y(point.y), RADIUS, width, height + 0.03)


def _draw_label(
    canvas: Canvas, point: Point, field: Field, seat: Seat, lines: Sequence[str], theme: Theme
) -> None:
    """Write one label where it has its seat."""
    style = canvas.style(8)
    x = {"left": seat.box.left, "center": (seat.box.left + seat.box.right) / 2, "right": seat.box.right}[
        seat.align
    ]
    middle = (seat.box.top + seat.box.bottom) / 2
    canvas.lines(x, middle, lines, style, theme.ink if point.leads else theme.muted, align=seat.align)
    _draw_lead(canvas, point, field, seat, theme)


def _draw_lead(canvas: Canvas, point: Point, field: Field, seat: Seat, theme: Theme) -> None:
    """Draw a thin line from a mark to the label that had to move away from it."""
    if not seat.far:
        return
    x, y = field.x(point.x), field.y(point.y)
    end_x = min(max(x, seat.box.left), seat.box.right)
    end_y = min(max(y, seat.box.top + 0.02), seat.box.bottom - 0.02)
    canvas.line((x, end_x), (y, end_y), theme.axis, 0.6, layer=1.2)


def _draw_key(
    canvas: Canvas, entries: Sequence[tuple[str, Point]], theme: Theme, styles: Styles, y: float
) -> float:
    """Write the labels of numbered points in columns; return where they end."""
    if not entries:
        return y
    columns = max(int(canvas.width // KEY_COLUMN), 1)
    wide = canvas.width / columns
    number = styles.note.widest(text for text, _ in entries) + 0.06
    per_column = -(-len(entries) // columns)
    y += 0.06
    for place, (text, point) in enumerate(entries):
        column, row = divmod(place, per_column)
        at = y + (row + 0.5) * styles.note.leading
        canvas.text(column * wide + number - 0.06, at, text, styles.note, theme.ink, align="right")
        values = f"({point.told})"
        room = wide - number - 0.1 - styles.note.width(f" {values}")
        label = styles.note.shortened(point.label, room)
        canvas.text(column * wide + number, at, f"{label} {values}", styles.note, theme.muted)
    return y + per_column * styles.note.leading
