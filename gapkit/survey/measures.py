"""What is summarised of an item's answers: one score per answer, averaged over the base."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence


TICKS = frozenset({"multiple", "single"})
SCALES = frozenset({"scale"})
RANKS = frozenset({"rank"})
NUMBERS = frozenset({"number"})
AVERAGED = frozenset({"scale", "number", "points"})
"""Formats that each kind of measure summarises."""


@runtime_checkable
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
    formats : frozenset of str
        Formats of the questions that it summarises; the others keep the measure of the survey file.
    of_numbers : bool
        Taken from the numbers that respondents gave, where a question has them, not from answer codes.
    low_first : bool
        The lowest value ranks first.
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

    @property
    def formats(self) -> frozenset[str]:
        """Return the formats of the questions that it summarises."""

    @property
    def of_numbers(self) -> bool:
        """Return whether it is taken from numbers where a question has them."""

    @property
    def low_first(self) -> bool:
        """Return whether the lowest value ranks first."""

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return one score per point of the scale, given the points' values, low to high."""


@dataclass(frozen=True, slots=True)
class Share:
    """Share of the base that chose the item; 0 to 1."""

    name: ClassVar[str] = "share"
    is_share: ClassVar[bool] = True
    in_points: ClassVar[bool] = True
    off_scale: ClassVar[float] = 0.0
    formats: ClassVar[frozenset[str]] = TICKS
    of_numbers: ClassVar[bool] = False
    low_first: ClassVar[bool] = False

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
    formats: ClassVar[frozenset[str]] = SCALES
    of_numbers: ClassVar[bool] = False
    low_first: ClassVar[bool] = False

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
    formats: ClassVar[frozenset[str]] = SCALES
    of_numbers: ClassVar[bool] = False
    low_first: ClassVar[bool] = False

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
    formats: ClassVar[frozenset[str]] = SCALES
    of_numbers: ClassVar[bool] = False
    low_first: ClassVar[bool] = False

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
    """Mean of the scale's points, of numbers or of points given, in their own units.

    Off-scale answers are left out. Scales that are matched by ``match = "rescale"`` run from 0 to 100.
    """

    name: ClassVar[str] = "mean"
    is_share: ClassVar[bool] = False
    in_points: ClassVar[bool] = False
    off_scale: ClassVar[float] = nan
    formats: ClassVar[frozenset[str]] = AVERAGED
    of_numbers: ClassVar[bool] = True
    low_first: ClassVar[bool] = False

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return the points' own values."""
        return tuple(values)


@dataclass(frozen=True, slots=True)
class Median:
    """Median of the numbers given, in their own units: half of the weights lie at or below it."""

    name: ClassVar[str] = "median"
    is_share: ClassVar[bool] = False
    in_points: ClassVar[bool] = False
    off_scale: ClassVar[float] = nan
    formats: ClassVar[frozenset[str]] = NUMBERS
    of_numbers: ClassVar[bool] = True
    low_first: ClassVar[bool] = False

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return the values themselves."""
        return tuple(values)


@dataclass(frozen=True, slots=True)
class MeanRank:
    """Mean rank that respondents give an item, in places: 1 is first, so low is high.

    Items that a respondent did not rank share the mean of the places left. A positive gap says that
    the side ranks the item later than the reference.
    """

    name: ClassVar[str] = "mean_rank"
    is_share: ClassVar[bool] = False
    in_points: ClassVar[bool] = False
    off_scale: ClassVar[float] = nan
    formats: ClassVar[frozenset[str]] = RANKS
    of_numbers: ClassVar[bool] = True
    low_first: ClassVar[bool] = True

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return the places themselves."""
        return tuple(values)


@dataclass(frozen=True, slots=True)
class RankedTop:
    """Share of the base that ranks the item among the first ``k``; 0 to 1.

    Examples
    --------
    >>> RankedTop(2).scores([1, 2, 3, 4])
    (1.0, 1.0, 0.0, 0.0)
    """

    k: int = 3
    is_share: ClassVar[bool] = True
    in_points: ClassVar[bool] = True
    off_scale: ClassVar[float] = 0.0
    formats: ClassVar[frozenset[str]] = RANKS
    of_numbers: ClassVar[bool] = False
    low_first: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """Return ``"ranked_top3"`` and the like: ``top3`` in frames is the top box of a scale."""
        return f"ranked_top{self.k}"

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return 1 for the first ``k`` places, 0 for the others."""
        return tuple(float(value <= self.k) for value in values)


@dataclass(frozen=True, slots=True)
class RankedFirst:
    """Share of the base that ranks the item first; 0 to 1."""

    name: ClassVar[str] = "first"
    is_share: ClassVar[bool] = True
    in_points: ClassVar[bool] = True
    off_scale: ClassVar[float] = 0.0
    formats: ClassVar[frozenset[str]] = RANKS
    of_numbers: ClassVar[bool] = False
    low_first: ClassVar[bool] = False

    def scores(self, values: Sequence[float]) -> tuple[float, ...]:
        """Return 1 for the first place, 0 for the others."""
        return RankedTop(1).scores(values)
