"""Where labels go: beside points without touching anything, and apart along a line. No chance in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.charts.canvas import Align

Edges = NDArray[np.float64]

NEAR = 0.055
"""From a mark to the label beside it, in inches."""

PITCH = 10.5 / 72
"""Least distance of two labels at the end of lines."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in inches, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: Box) -> float:
        """Return the area that two boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def wider(self, by: float) -> Box:
        """Return this box with so much more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def outside(self, frame: Box) -> float:
        """Return by how much this box leaves a frame, in inches."""
        return sum(
            max(each, 0.0)
            for each in (
                frame.left - self.left,
                self.right - frame.right,
                frame.top - self.top,
                self.bottom - frame.bottom,
            )
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that wants a label.

    Attributes
    ----------
    x, y, radius : float
        Centre and half the size of its mark.
    width, height : float
        Of the label.
    """

    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a label stands: its box, how its lines are aligned, and whether it touches anything."""

    box: Box
    align: Align
    free: bool
    far: bool


DIRECTIONS: tuple[tuple[float, float, Align], ...] = (
    (1, 0, "left"),
    (-1, 0, "right"),
    (0, -1, "center"),
    (0, 1, "center"),
    (1, -1, "left"),
    (-1, -1, "right"),
    (1, 1, "left"),
    (-1, 1, "right"),
)
"""Where a label may stand from its mark, best first."""

REACHES = (0.0, 0.12, 0.26, 0.45, 0.7)
"""Inches that a label may be moved away where it is crowded; a thin line then leads to it."""

CROWD = (1.0, 0.3)
"""Points nearer than this, across and down, crowd each other."""

WELL_OFF = 0.1
"""What a label with a line keeps off the marks of others."""

LINED = 0.1
"""Moved farther than this, a label needs its line."""


def seats(spots: Sequence[Spot], obstacles: Sequence[Box], frame: Box) -> tuple[Seat, ...]:
    """Return where each label stands: the first place that touches neither mark, obstacle nor label.

    The most crowded points choose first. A label that finds no free place takes the one it shares
    least of, and says so.
    """
    marks = [
        Box(each.x - each.radius, each.y - each.radius, each.x + each.radius, each.y + each.radius)
        for each in spots
    ]
    crowd = [
        sum(abs(one.x - other.x) < CROWD[0] and abs(one.y - other.y) < CROWD[1] for other in spots)
        for one in spots
    ]
    taken: dict[int, Seat] = {}
    for place in sorted(range(len(spots)), key=lambda place: (-crowd[place], place)):
        hindering = [*obstacles, *(seat.box for seat in taken.values())]
        others = [mark for index, mark in enumerate(marks) if index != place]
        far = [*hindering, *(mark.wider(WELL_OFF) for mark in others)]
        taken[place] = _seat(spots[place], _edges([*hindering, *others]), _edges(far), frame)
    return tuple(taken[place] for place in range(len(spots)))


def _edges(boxes: Sequence[Box]) -> Edges:
    """Return boxes as an array: left, top, right, bottom of each."""
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes]).reshape(-1, 4)


def _touched(box: Box, edges: Edges) -> float:
    """Return the area that a box shares with all others."""
    wide = np.minimum(box.right, edges[:, 2]) - np.maximum(box.left, edges[:, 0])
    high = np.minimum(box.bottom, edges[:, 3]) - np.maximum(box.top, edges[:, 1])
    return float((np.maximum(wide, 0.0) * np.maximum(high, 0.0)).sum())


def _seat(spot: Spot, near: Edges, far: Edges, frame: Box) -> Seat:
    """Return the first free place of one label, else the least bad.

    A label away from its own mark keeps well off the others (``far``), so that nobody takes it for theirs.
    """
    tried: list[tuple[float, Seat]] = []
    for reach in REACHES:
        moved = reach > LINED
        for direction in DIRECTIONS:
            box = _box(spot, direction, reach)
            cost = 50 * box.outside(frame) + _touched(box, far if moved else near)
            seat = Seat(box, direction[2], cost == 0, moved)
            if cost == 0:
                return seat
            tried.append((cost, seat))
    return min(tried, key=lambda each: each[0])[1]


def _box(spot: Spot, direction: tuple[float, float, Align], reach: float) -> Box:
    """Return the box of a label that stands in a direction from its mark."""
    across, down, _ = direction
    away = spot.radius + NEAR + reach
    lean = 0.71 if across and down else 1.0
    x = spot.x + across * away * lean
    y = spot.y + down * (away * lean + spot.height / 2)
    left = x - {1: 0.0, 0: 0.5, -1: 1.0}[int(across)] * spot.width
    return Box(left, y - spot.height / 2, left + spot.width, y + spot.height / 2)


def spread(wanted: Sequence[float], *, least: float = PITCH, low: float, high: float) -> tuple[float, ...]:
    """Return places as near to those wanted as a least distance allows, between two ends.

    Examples
    --------
    >>> [round(each, 2) for each in spread([1.0, 1.0, 3.0], least=0.2, low=0, high=4)]
    [0.9, 1.1, 3.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    least = min(least, (high - low) / max(len(wanted) - 1, 1))
    clusters: list[tuple[float, int]] = []
    for place in order:
        clusters.append((wanted[place], 1))
        while len(clusters) > 1 and _near(clusters[-2], clusters[-1], least):
            clusters[-2:] = [_joined(clusters[-2], clusters[-1])]
    clusters = [
        (min(max(centre, low + (n - 1) * least / 2), high - (n - 1) * least / 2), n) for centre, n in clusters
    ]
    told = [centre + (step - (n - 1) / 2) * least for centre, n in clusters for step in range(n)]
    for place in range(1, len(told)):
        told[place] = max(told[place], told[place - 1] + least)
    for place in range(len(told) - 1, -1, -1):
        told[place] = min(told[place], high - (len(told) - 1 - place) * least)
    places = [0.0] * len(wanted)
    for place, value in zip(order, told, strict=True):
        places[place] = value
    return tuple(places)


def _near(first: tuple[float, int], second: tuple[float, int], least: float) -> bool:
    """Return whether two clusters of places overlap."""
    return second[0] - first[0] < (first[1] + second[1]) / 2 * least - 1e-12


def _joined(first: tuple[float, int], second: tuple[float, int]) -> tuple[float, int]:
    """Return two clusters as one, about the mean of what its places wanted."""
    count = first[1] + second[1]
    return (first[0] * first[1] + second[0] * second[1]) / count, count
