"""Where things stand: gutter, plot and columns of a chart of rows, measured before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isnan

from gapkit.charts.canvas import Canvas
from gapkit.charts.data import Axis, ChartData, Group, Role, Row
from gapkit.charts.text import Style
from gapkit.charts.theme import Theme

GUTTER = 2.3
"""Widest column of labels, in inches."""

NARROW_GUTTER = 0.36
"""Its widest share of narrow paper."""

SPACE = 0.14
SIGN = 0.14
"""Room for the mark before a name."""

NAME_LINE = 0.17
"""Between columns."""

REMARK, REMARK_ALONE, REMARK_ACROSS = 0.95, 1.12, 1.45
"""Widest remark under intervals, where no row has one, and across the columns where there is no gap."""

ROOMY = 2.3
"""Narrowest plot beside which the last column is shown."""

HEADER = 0.27
ROW_HEIGHT = 0.30
AXIS_HEIGHT = 0.24
TICKS_APART = 0.05
AFTER_GROUP = 0.16
ROLES: tuple[Role, Role] = ("side", "reference")


@dataclass(frozen=True, slots=True)
class Styles:
    """The sizes and weights of the shared spec."""

    title: Style
    subtitle: Style
    heading: Style
    label: Style
    legend: Style
    value: Style
    strong: Style
    small: Style
    note: Style


def styles_of(canvas: Canvas) -> Styles:
    """Return the styles in a canvas's fonts."""
    return Styles(
        title=canvas.style(11.5, 700),
        subtitle=canvas.style(8.5),
        heading=canvas.style(8.5, 700),
        label=canvas.style(8.5),
        legend=canvas.style(8.5, 600),
        value=canvas.style(8, 600),
        strong=canvas.style(8.5, 700),
        small=canvas.style(7.5),
        note=canvas.style(6.8),
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """One row on paper.

    Attributes
    ----------
    top, height : float
        Inches.
    label, remark : tuple of str
        Broken into lines.
    """

    row: Row
    top: float
    height: float
    label: tuple[str, ...]
    remark: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The line that the row's marks stand on."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns on the right: where each ends, and what the leftmost leaves for the plot."""

    start: float
    gap: float
    interval: float
    last: float
    shows_last: bool

    @property
    def end(self) -> float:
        """Right edge of the last column."""
        return self.last if self.shows_last else self.interval


@dataclass(frozen=True, slots=True)
class Plot:
    """The part of the width that values are drawn on."""

    left: float
    right: float

    def scale(self, axis: Axis) -> Callable[[float], float]:
        """Return the function from values to inches."""
        per_unit = (self.right - self.left) / (axis.high - axis.low)
        return lambda value: self.left + (value - axis.low) * per_unit


NARROW = 4.5
"""Narrower paper, as in small multiples, has no intervals in figures, and remarks beside the labels."""


def fitted(data: ChartData, canvas: Canvas) -> ChartData:
    """Return the data as narrow paper holds them; as they are where there is room."""
    if canvas.width >= NARROW:
        return data
    groups = [replace(group, rows=tuple(_narrowed(row) for row in group.rows)) for group in data.groups]
    return replace(data, groups=tuple(groups), interval_head="")


def _narrowed(row: Row) -> Row:
    """Return a row with its remark beside its label, and without interval and verdict in words."""
    label = f"{row.label} ({row.remark})" if row.remark else row.label
    return replace(row, label=label, remark="", interval_text="", last="")


def gutter_of(data: ChartData, canvas: Canvas, style: Style) -> float:
    """Return the width of the label column: as wide as the widest line of a label broken at the limit."""
    most = GUTTER if canvas.width >= NARROW else NARROW_GUTTER * canvas.width
    return style.widest(line for row in data.rows for line in style.wrapped(row.label, most)) + 0.01


def columns_of(
    data: ChartData, canvas: Canvas, styles: Styles, gutter: float, *, roomy: float = ROOMY
) -> Columns:
    """Return the right-hand columns; the last only where the plot stays as wide as ``roomy``."""
    gap = max(styles.strong.widest(row.gap_text for row in data.rows), styles.small.width(data.gap_head))
    most = REMARK if any(row.interval_text for row in data.rows) else REMARK_ALONE
    interval = max(
        styles.small.widest([*(row.interval_text for row in data.rows), data.interval_head]),
        max((_remark_width(row, styles, most) for row in data.rows if row.gap_text), default=0.0),
    )
    words = [row.last for row in data.rows]
    last = max(styles.small.widest(words), styles.small.width(data.last_head)) if any(words) else 0.0
    left = canvas.width - gutter - 2 * SPACE - gap - interval - SPACE
    shows = last > 0 and left - last - SPACE >= roomy
    end = canvas.width - (last + SPACE if shows else 0.0)
    across = max(
        (_remark_width(row, styles, REMARK_ACROSS) for row in data.rows if not row.gap_text), default=0.0
    )
    interval = max(interval, across - (canvas.width - end) - SPACE - gap)
    return Columns(end - interval - SPACE - gap, end - interval - SPACE, end, canvas.width, shows)


def _remark_width(row: Row, styles: Styles, most: float) -> float:
    """Return the width that the remark of a row with a gap needs when broken."""
    return styles.note.widest(styles.note.wrapped(row.remark, most)) if row.remark else 0.0


def placed(
    rows: Sequence[Row], top: float, styles: Styles, gutter: float, columns: Columns | None, least: float
) -> list[Placed]:
    """Stack rows from ``top`` down, each as high as its label and remark need."""
    stack: list[Placed] = []
    for row in rows:
        label = styles.label.wrapped(row.label, gutter)
        remark = _remark(row, styles, columns)
        height = max(
            least,
            len(label) * 0.135 + 0.12,
            (len(remark) + bool(row.interval_text)) * styles.note.leading + 0.10,
        )
        stack.append(Placed(row, top, height, label, remark))
        top += height
    return stack


def _remark(row: Row, styles: Styles, columns: Columns | None) -> tuple[str, ...]:
    """Return a row's remark in lines."""
    if not row.remark or columns is None:
        return ()
    wide = columns.interval - columns.gap - SPACE if row.gap_text else columns.end - columns.start
    return styles.note.wrapped(row.remark, wide + 0.01)


def draw_header(
    canvas: Canvas, data: ChartData, theme: Theme, styles: Styles, columns: Columns, y: float
) -> None:
    """Write the heads of the columns, and the mark of synthetic data above the labels."""
    middle = y + 0.09
    if data.mark:
        canvas.text(0, middle, data.mark, canvas.style(7.5, 600), theme.muted)
    if any(row.gap_text for row in data.rows):
        canvas.text(columns.gap, middle, data.gap_head, styles.small, theme.muted, align="right")
    if any(row.interval_text for row in data.rows):
        canvas.text(columns.interval, middle, data.interval_head, styles.small, theme.muted, align="right")
    if columns.shows_last:
        canvas.text(columns.last, middle, data.last_head, styles.small, theme.muted, align="right")


def after_mark(canvas: Canvas, mark: str) -> float:
    """Return where something may stand beside the mark of synthetic data."""
    return canvas.style(7.5, 600).width(mark) + SPACE if mark else 0.0


def draw_columns(canvas: Canvas, place: Placed, theme: Theme, styles: Styles, columns: Columns) -> None:
    """Write a row's label, gap, interval, remark and last column."""
    row, middle = place.row, place.middle
    canvas.lines(0, middle, place.label, styles.label, theme.ink)
    strong = styles.strong if row.bold else canvas.style(8.5)
    colour = theme.ink if row.bold else theme.muted
    canvas.text(columns.gap, middle, row.gap_text, strong, colour, align="right")
    if row.interval_text:
        top = middle - len(place.remark) * styles.note.leading / 2
        canvas.text(columns.interval, top, row.interval_text, styles.small, theme.muted, align="right")
        middle = top + styles.note.leading * (len(place.remark) + 1) / 2
    right = columns.interval if row.gap_text else columns.end
    canvas.lines(right, middle, place.remark, styles.note, theme.muted, align="right")
    if columns.shows_last:
        canvas.text(columns.last, place.middle, row.last, styles.small, colour, align="right")


def draw_heading(canvas: Canvas, group: Group, theme: Theme, styles: Styles, y: float) -> float:
    """Write a question's heading and wording from ``y`` down; return where they end."""
    y = canvas.paragraph(y, group.heading, styles.heading, theme.ink, most=2)
    if group.wording:
        y = canvas.paragraph(y + 0.01, group.wording, styles.small, theme.muted, most=2)
    return y + 0.07


def draw_grid(canvas: Canvas, axis: Axis, plot: Plot, theme: Theme, y: tuple[float, float]) -> None:
    """Draw a vertical line at every tick, the one at zero stronger."""
    scale = plot.scale(axis)
    for place, _ in axis.ticks:
        zero = abs(place) < 1e-9  # noqa: PLR2004 - a tick at 0 may be 1e-17
        colour, width = (theme.axis, 0.8) if zero else (theme.grid, 0.6)
        canvas.line((scale(place), scale(place)), y, colour, width, layer=0.5)


def draw_ticks(canvas: Canvas, axis: Axis, plot: Plot, theme: Theme, styles: Styles, y: float) -> None:
    """Write the numbers along the axis."""
    scale = plot.scale(axis)
    for place, text in kept_ticks(axis, plot, styles):
        canvas.text(scale(place), y + 0.11, text, styles.small, theme.muted, align="center")


def kept_ticks(axis: Axis, plot: Plot, styles: Styles) -> list[tuple[float, str]]:
    """Return every number along the axis, or every second, third …, so that they stand apart; 0 is kept."""
    scale = plot.scale(axis)
    zero = next((index for index, (place, _) in enumerate(axis.ticks) if abs(place) < 1e-9), 0)  # noqa: PLR2004 - a tick at 0 may be 1e-17
    for every in range(1, len(axis.ticks) + 1):
        kept = [tick for index, tick in enumerate(axis.ticks) if (index - zero) % every == 0]
        widths = [styles.small.width(text) for _, text in kept]
        apart = [
            scale(second[0]) - scale(first[0]) - (one + other) / 2
            for (first, one), (second, other) in pairwise(zip(kept, widths, strict=True))
        ]
        if all(each >= TICKS_APART for each in apart):
            return kept
    return []


Sign = Callable[[float, float, Role], None]
"""Draws the mark of a side at an x (its left edge) and a y."""


def draw_names(
    canvas: Canvas,
    names: Mapping[Role, str],
    theme: Theme,
    styles: Styles,
    x: tuple[float, float],
    y: float,
    sign: Sign,
) -> float:
    """Write names of sides after their marks, on one line where they fit; return what more they need."""
    left, middle = x[0], y + 0.09
    for role, name in names.items():
        told = styles.legend.shortened(name, x[1] - x[0] - SIGN)
        wide = SIGN + styles.legend.width(told)
        if left > x[0] and left + wide > x[1]:
            left, middle = x[0], middle + NAME_LINE
        sign(left, middle, role)
        canvas.text(left + SIGN, middle, told, styles.legend, theme.text(role))
        left += wide + SPACE + 0.06
    return middle - 0.09 - y


@dataclass(frozen=True, slots=True)
class Legend:
    """One side's name above the first row."""

    role: Role
    centre: float
    text: str
    width: float


def legend_of(
    data: ChartData, styles: Styles, centres: Mapping[Role, float], ends: tuple[float, float], sign: float
) -> list[Legend]:
    """Place the names above their marks of the first row, side by side where those are close.

    Parameters
    ----------
    centres : Mapping
        Where each name would best stand; a side that is not drawn has none.
    ends : tuple of float
        What the names may not cross.
    sign : float
        Width of the mark before each name.
    """
    most = (ends[1] - ends[0] - SPACE) / 2 - sign
    names = {role: styles.legend.shortened(data.label(role), most) for role in centres}
    entries = [
        Legend(role, centres[role], names[role], styles.legend.width(names[role]) + sign)
        for role in sorted(centres, key=lambda role: centres[role])
    ]
    if len(entries) < len(ROLES):
        return [replace(each, centre=max(each.centre, ends[0] + each.width / 2)) for each in entries]
    first, second = entries
    apart = (first.width + second.width) / 2 + SPACE
    lack = max(apart - (second.centre - first.centre), 0.0) / 2
    left = min(max(first.centre - lack, ends[0] + first.width / 2), ends[1] - second.width / 2 - apart)
    right = min(max(second.centre + lack, left + apart), ends[1] - second.width / 2)
    return [
        Legend(first.role, left, first.text, first.width),
        Legend(second.role, right, second.text, second.width),
    ]


def group_ends(groups: Sequence[Group]) -> list[bool]:
    """Return for each group whether its axis is printed under it: the last one's, or before another axis."""
    return [first.axis != second.axis for first, second in pairwise(groups)] + [True]


def finite(*numbers: float) -> list[float]:
    """Return the numbers that are there."""
    return [each for each in numbers if not isnan(each)]
