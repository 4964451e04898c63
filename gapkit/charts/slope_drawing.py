"""How a rank slope is drawn: two lists, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gapkit.charts.canvas import Align, Canvas
from gapkit.charts.data import Role
from gapkit.charts.dumbbells import SHAPES
from gapkit.charts.layout import AFTER_GROUP, HEADER, Styles, styles_of
from gapkit.charts.slope_model import Climb, Lists, Place, SlopeData
from gapkit.charts.theme import Theme

FAINT = "#B4B9BF"
SLOT = 0.30
LINES = 1.35
"""Width that is left for the lines at least, in inches."""


@dataclass(frozen=True, slots=True)
class _Half:
    """Where one side's list stands: each column's edge nearest the lines, growing outwards."""

    role: Role
    mark: float
    rank: float
    set: float
    value: float
    label: float
    gutter: float

    @property
    def align(self) -> Align:
        """How the texts of the list are aligned."""
        return "right" if self.role == "side" else "left"


def draw(canvas: Canvas, data: SlopeData, theme: Theme, y: float) -> float:
    """Draw the lists from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    halves = _halves(canvas, data, styles)
    if data.mark:
        canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
        y += HEADER - 0.06
    for half in halves.values():
        name = styles.legend.shortened(data.label(half.role), half.gutter)
        canvas.text(half.label, y + 0.09, name, styles.legend, theme.text(half.role), align=half.align)
        if data.set_head:
            canvas.text(half.set, y + 0.09, data.set_head, styles.note, theme.muted, align=half.align)
    y += HEADER
    for each in data.lists:
        if len(data.lists) > 1:
            y = canvas.paragraph(y, each.heading, styles.heading, theme.ink, most=2) + 0.07
        y = _draw_list(canvas, each, halves, theme, styles, y)
        if each.unranked:
            told = f"Not ranked: {'; '.join(each.unranked)}."
            y = canvas.paragraph(y + 0.06, told, styles.note, theme.muted, most=6)
        y += AFTER_GROUP
    return y - AFTER_GROUP


def _halves(canvas: Canvas, data: SlopeData, styles: Styles) -> dict[Role, _Half]:
    """Return the two lists' columns: labels as wide as the lines between them allow."""
    places = [
        place for each in data.lists for climb in each.climbs for place in (climb.side, climb.reference)
    ]
    rank = styles.strong.widest(place.rank_text for place in places)
    sets = max(styles.note.widest(place.set_text for place in places), styles.note.width(data.set_head))
    value = styles.value.widest(place.text for place in places)
    columns = 0.12 + rank + 0.09 + (sets + 0.09 if data.set_head else 0.0) + (value + 0.1 if value else 0.0)
    most = max((canvas.width - min(LINES, 0.24 * canvas.width)) / 2 - columns, 0.3)
    labels = [climb.label for each in data.lists for climb in each.climbs]
    gutter = styles.label.widest(line for label in labels for line in styles.label.wrapped(label, most))
    names = max(styles.legend.width(data.side_label), styles.legend.width(data.reference_label))
    gutter = min(max(gutter, names) + 0.01, most)
    halves: dict[Role, _Half] = {}
    ends: tuple[tuple[Role, float, float], ...] = (("side", 0.0, 1.0), ("reference", canvas.width, -1.0))
    for role, outer, inward in ends:
        label = outer + inward * gutter
        at_value = label + inward * (value + 0.1 if value else 0.0)
        at_set = at_value + inward * (sets + 0.09 if data.set_head else 0.0)
        at_rank = at_set + inward * (rank + 0.09)
        halves[role] = _Half(
            role=role,
            mark=at_rank + inward * 0.12,
            rank=at_rank,
            set=at_set,
            value=at_value,
            label=label,
            gutter=gutter,
        )
    return halves


def _draw_list(
    canvas: Canvas, lists: Lists, halves: dict[Role, _Half], theme: Theme, styles: Styles, y: float
) -> float:
    """Draw one question's two lists and the lines between them."""
    broken = {
        climb.item: styles.label.wrapped(climb.label, halves["side"].gutter + 0.01) for climb in lists.climbs
    }
    high = [SLOT] * len(lists.climbs)
    for climb in lists.climbs:
        for place in (climb.side, climb.reference):
            high[place.slot] = max(high[place.slot], len(broken[climb.item]) * 0.135 + 0.12)
    middles = [y + sum(high[:slot]) + high[slot] / 2 for slot in range(len(high))]
    for climb in lists.climbs:
        ends = [halves[place.role].mark for place in (climb.side, climb.reference)]
        at = [middles[place.slot] for place in (climb.side, climb.reference)]
        colour = _colour(climb, theme)
        canvas.line(
            ends, at, colour, 2.0 if climb.moved else 1.1, dashed=climb.dashed, layer=1.0 + climb.moved
        )
        for place, x, middle in zip((climb.side, climb.reference), ends, at, strict=True):
            shape, size = SHAPES[place.role]
            canvas.marker(x, middle, shape, size, getattr(theme, place.role), hollow=climb.hollow)
            _draw_place(
                canvas,
                place,
                broken[climb.item],
                halves[place.role],
                middle,
                theme,
                styles,
                moved=climb.moved,
            )
    return y + sum(high)


def _colour(climb: Climb, theme: Theme) -> str:
    """Return the colour of a line: of the side that ranks the item higher, where it moves."""
    if not climb.moved:
        return FAINT
    return theme.side if climb.side.slot < climb.reference.slot else theme.reference


def _draw_place(
    canvas: Canvas,
    place: Place,
    label: Sequence[str],
    half: _Half,
    y: float,
    theme: Theme,
    styles: Styles,
    *,
    moved: bool,
) -> None:
    """Write one side's rank, rank set, value and label of an item."""
    colour = theme.text(place.role)
    canvas.text(half.rank, y, place.rank_text, styles.strong, colour, align=half.align)
    canvas.text(half.set, y, place.set_text, styles.note, theme.muted, align=half.align)
    canvas.text(half.value, y, place.text, styles.value, colour, align=half.align)
    canvas.lines(half.label, y, label, styles.label, theme.ink if moved else theme.muted, align=half.align)
