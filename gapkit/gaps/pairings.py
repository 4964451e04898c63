"""Two tallies of one question side by side: what gaps are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.tallies import Crossing, SideTally

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """One question on two sides, segments aligned: what a family is made of.

    Attributes
    ----------
    side, reference : SideTally
        The two sides; one that stands with its total serves every segment.
    segments : tuple of str
        Segments compared together.
    crossing : Crossing or None
        How the same respondents answered both; ``None`` for two samples, and where nobody knows.
    dependent : bool
        The two are no independent samples: roles of one side, or sides with dyads.
    """

    side: SideTally
    reference: SideTally
    segments: tuple[str, ...]
    crossing: Crossing | None = None
    dependent: bool = False

    @property
    def cells(self) -> int:
        """How many gaps there are: one per segment and item."""
        return len(self.segments) * len(self.side.items)

    @property
    def same_respondents(self) -> bool:
        """Whether both are answers of the same respondents."""
        return self.side.side.home == self.reference.side.home

    @property
    def exact(self) -> bool:
        """Whether Tango's statistic applies: shares of the same respondents, who all count alike."""
        crossing = self.crossing
        return crossing is not None and crossing.simple and self.side.measure.is_share

    def values(self, name: str, *, of_side: bool) -> Floats:
        """Return one number of every cell, shape (segments * items,)."""
        part = self.side if of_side else self.reference
        numbers: Floats = getattr(part, name)
        return numbers[self.places(part)].ravel()

    def both(self, name: str) -> tuple[Floats, Floats]:
        """Return one number of every cell on the side and on the reference."""
        return self.values(name, of_side=True), self.values(name, of_side=False)

    def covariance(self) -> Floats | None:
        """Return the covariance of the gaps of two samples, or nothing where a side's is unknown."""
        total = 0.0
        for part in (self.side, self.reference):
            if part.covariance is None:
                return None
            items = len(part.items)
            cells = (self.places(part)[:, None] * items + np.arange(items)).ravel()
            total = total + part.covariance[np.ix_(cells, cells)]
        return np.asarray(total)

    def place(self, part: SideTally, cell: int) -> tuple[int, int]:
        """Return where a cell of the family stands in one side's arrays."""
        segment, item = divmod(cell, len(part.items))
        return part.place(self.segments[segment]), item

    def places(self, part: SideTally) -> NDArray[np.intp]:
        """Return the row of every segment in one side's arrays."""
        return np.array([part.place(segment) for segment in self.segments], dtype=np.intp)
