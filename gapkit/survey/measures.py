"""What is summarised of an item's answers: one score per answer, averaged over the base."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Measure(Protocol):
    """What every measure tells: its name, its unit and its scores.

    Attributes
    ----------
    name : str
        As the survey file and the frames write it: ``"share"``, ``"top2"``, ``"mean"``.
    is_share : bool
        Scores are 0 and 1 only, so share methods apply.
    in_points : bool
        Differences are percentage points on paper; else scale units.
    off_scale : float
        Score of an answer that is in the base but not on the scale; NaN leaves it out.
    """

    @property
    def name(self) -> str:
        """Return what the survey file and the frames call it."""

    @property
    def is_share(self) -> bool:
        """Return whether scores are 0 and 1 only."""

    @property
    def in_points(self) -> bool:
        """Return whether differences are percentage points on paper."""

    @property
    def off_scale(self) -> float:
        """Return the score of an answer that is not on the scale."""

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return one score per point of the scale, given the points' values, low to high."""


@dataclass(frozen=True, slots=True)
class Share:
    """Share of the base that chose the item; 0 to 1."""

    name: ClassVar[str] = "share"
    is_share: ClassVar[bool] = True
    in_points: ClassVar[bool] = True
    off_scale: ClassVar[float] = 0.0

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return the values: 1 for a tick, 0 for none."""
        return tuple(values)


@dataclass(frozen=True, slots=True)
class TopBox:
    """Share of the base in the highest ``k`` points of the scale; 0 to 1.

    Examples
    --------
    >>> TopBox(2).scores([1, 2, 3, 4, 5])
    (0.0, 0.0, 0.0, 1.0, 1.0)
    """

    k: int = 2
    is_share: ClassVar[bool] = True
    in_points: ClassVar[bool] = True
    off_scale: ClassVar[float] = 0.0

    @property
    def name(self) -> str:
        """Return ``"top2"`` and the like."""
        return f"top{self.k}"

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return 1 for the highest ``k`` points, 0 below."""
        return (0.0,) * (len(values) - self.k) + (1.0,) * self.k


@dataclass(frozen=True, slots=True)
class BottomBox:
    """Share of the base in the lowest ``k`` points of the scale; 0 to 1.

    Examples
    --------
    >>> BottomBox(1).scores([1, 2, 3])
    (1.0, 0.0, 0.0)
    """

    k: int = 2
    is_share: ClassVar[bool] = True
    in_points: ClassVar[bool] = True
    off_scale: ClassVar[float] = 0.0

    @property
    def name(self) -> str:
        """Return ``"bottom2"`` and the like."""
        return f"bottom{self.k}"

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return 1 for the lowest ``k`` points, 0 above."""
        return (1.0,) * self.k + (0.0,) * (len(values) - self.k)


@dataclass(frozen=True, slots=True)
class Net:
    """Highest ``k`` points less lowest ``k`` points; -1 to 1.

    Examples
    --------
    >>> Net(2).scores([1, 2, 3, 4, 5])
    (-1.0, -1.0, 0.0, 1.0, 1.0)
    """

    k: int = 2
    is_share: ClassVar[bool] = False
    in_points: ClassVar[bool] = True
    off_scale: ClassVar[float] = 0.0

    @property
    def name(self) -> str:
        """Return ``"net2"`` and the like."""
        return f"net{self.k}"

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return 1 on top, -1 at the bottom, 0 between."""
        tops, bottoms = TopBox(self.k).scores(values), BottomBox(self.k).scores(values)
        return tuple(top - bottom for top, bottom in zip(tops, bottoms, strict=True))


@dataclass(frozen=True, slots=True)
class Mean:
    """Mean of the scale's points, in scale units; off-scale answers are left out."""

    name: ClassVar[str] = "mean"
    is_share: ClassVar[bool] = False
    in_points: ClassVar[bool] = False
    off_scale: ClassVar[float] = nan

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return the points' own values."""
        return tuple(values)
