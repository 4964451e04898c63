"""The butterfly: bars back to back, labels in the middle, each side's rank in its bars."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from gapkit.charts import captions
from gapkit.charts.building import Choice, chart_data, shown, side_axes, words_of
from gapkit.charts.canvas import Align, Canvas
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.colours import WHITE
from gapkit.charts.data import Axis, ChartData, Role, Sort, Value
from gapkit.charts.layout import (
    AFTER_GROUP,
    HEADER,
    ROW_HEIGHT,
    SPACE,
    Styles,
    draw_heading,
    gutter_of,
    placed,
    styles_of,
)
from gapkit.charts.theme import Theme
from gapkit.gaps import Gaps

BAR = 0.19
AWAY = 0.055
INSIDE = 0.07
"""From a bar's root to the rank in it."""


def butterfly(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "reference",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw the side to the left and the reference to the right of the labels, with ranks in the bars.

    A side without a value for an item says why. Parameters, errors and result are those of
    ``dumbbell``; rows run from the reference's highest value down.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 600 + [0] * 400})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> butterfly(gk.gap(gk.open(survey))).data.rows[0].side.rank
    '#1'
    """
    data = butterfly_data(gaps, question=question, segment=segment, pair=pair, sort=sort, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def butterfly_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "reference",
    title: str | None = None,
) -> ChartData:
    """Decide what a butterfly shows; the parameters are those of ``butterfly``."""
    told = shown(gaps, Choice(question, segment, pair, sort))
    axes = side_axes(told, None, bars=True)
    notes = (
        "" if told.gapless else captions.sign_rule(told.rows, told.survey),
        captions.bases(told.rows, told.survey),
        captions.ranks(told.rows),
        "" if told.gapless else captions.margin_rule(told.rows),
        *captions.marks(told.rows, told.survey),
        captions.bar_start(axes),
    )
    words = words_of("butterfly", told, title, notes=notes)
    return chart_data(told, words, axes, words_in_place=True)


@dataclass(frozen=True, slots=True)
class _Wing:
    """One side's half: from the root beside the labels outwards.

    Attributes
    ----------
    root, tip : float
        Inches; the axis runs from one to the other.
    outward : float
        -1 to the left, 1 to the right.
    """

    role: Role
    root: float
    tip: float

    @property
    def outward(self) -> float:
        """The direction that values grow in."""
        return 1.0 if self.tip > self.root else -1.0

    @property
    def align(self) -> Align:
        """How text is aligned that starts at a point and runs outwards."""
        return "left" if self.outward > 0 else "right"

    def at(self, value: float, axis: Axis) -> float:
        """Return where a value stands."""
        return self.root + (value - axis.low) / (axis.high - axis.low) * (self.tip - self.root)


def draw(canvas: Canvas, data: ChartData, theme: Theme, y: float) -> float:
    """Draw header and groups from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    gutter = max(gutter_of(data, canvas, styles.label), canvas.style(7.5, 600).width(data.mark))
    wings = _wings(canvas, data, styles, gutter)
    middle = canvas.width / 2
    canvas.text(middle, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted, align="center")
    for wing in wings:
        name = styles.legend.shortened(data.label(wing.role), abs(wing.tip - wing.root))
        canvas.text(wing.root, y + 0.09, name, styles.legend, theme.text(wing.role), align=wing.align)
    y += HEADER
    for group in data.groups:
        if data.headed:
            y = draw_heading(canvas, group, theme, styles, y)
        rows = placed(group.rows, y, styles, gutter, None, ROW_HEIGHT)
        for wing in wings if group.axis.low < 0 else ():
            zero, bottom = wing.at(0.0, group.axis), rows[-1].top + rows[-1].height
            canvas.line((zero, zero), (y, bottom), theme.ink, 0.9, layer=3)
        for place in rows:
            canvas.lines(middle, place.middle, place.label, styles.label, theme.ink, align="center")
            for wing in wings:
                value = place.row.side if wing.role == "side" else place.row.reference
                _draw_bar(canvas, value, wing, group.axis, place.middle, theme, styles)
            y = place.top + place.height
        y += AFTER_GROUP
    return y - AFTER_GROUP


def _wings(canvas: Canvas, data: ChartData, styles: Styles, gutter: float) -> tuple[_Wing, _Wing]:
    """Return the two halves, with room for the values beyond the bars."""
    room = max(
        (_outside(each, styles) for row in data.rows for each in (row.side, row.reference)), default=0.0
    )
    near, middle = gutter / 2 + SPACE, canvas.width / 2
    return (
        _Wing("side", middle - near, room),
        _Wing("reference", middle + near, canvas.width - room),
    )


def _outside(value: Value, styles: Styles) -> float:
    """Return the room that a value needs beyond its bar."""
    return styles.value.width(value.text) + AWAY + 0.02


def _draw_bar(
    canvas: Canvas, value: Value, wing: _Wing, axis: Axis, y: float, theme: Theme, styles: Styles
) -> None:
    """Draw one bar with its rank and value, or the words in their place."""
    if isnan(value.value):
        words = styles.small.shortened(value.words, abs(wing.tip - wing.root))
        canvas.text(wing.root, y, words, styles.small, theme.muted, align=wing.align)
        return
    colour, out = getattr(theme, value.role), wing.outward
    zero, end = wing.at(axis.start, axis), wing.at(value.value, axis)
    canvas.box(
        (zero, end),
        (y - BAR / 2, y + BAR / 2),
        fill=WHITE if value.hollow else colour,
        edge=colour if value.hollow else None,
    )
    beyond = max(end * out, zero * out) * out + AWAY * out
    canvas.text(beyond, y, value.text, styles.value, theme.text(value.role), align=wing.align)
    rank = canvas.style(7.5, 600)
    if rank.width(value.rank) + 2 * INSIDE <= abs(end - zero):
        ink = theme.text(value.role) if value.hollow else WHITE
        canvas.text(
            min(zero * out, end * out) * out + INSIDE * out, y, value.rank, rank, ink, align=wing.align
        )
    else:
        beyond += out * (styles.value.width(value.text) + 0.06)
        canvas.text(beyond, y, value.rank, styles.small, theme.muted, align=wing.align)
