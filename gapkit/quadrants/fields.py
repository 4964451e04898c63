"""Importance and performance of one wave, beside the covariance of all their items."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gapkit.gaps.dependence import sample_of
from gapkit.stats import MIN_EFFECTIVE_BASE, correlation, gap_covariance, smoothed_variance
from gapkit.survey import Question
from gapkit.tallies import SideTally, Tally
from gapkit.tallies.model import Floats
from gapkit.tallies.together import joint_covariance

Speech: TypeAlias = "tuple[Question, str]"
"""A question, and who says it."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Both axes of one wave.

    Attributes
    ----------
    parts : tuple of SideTally
        Importance and performance.
    places : tuple of intp array, shape (items,)
        Of the items in each part.
    """

    tally: Tally
    speeches: tuple[Speech, Speech]
    parts: tuple[SideTally, SideTally]
    places: tuple[NDArray[np.intp], NDArray[np.intp]]
    wave: str

    @classmethod
    def of(
        cls, found: Tally, speeches: tuple[Speech, Speech], pairs: tuple[tuple[int, int], ...], wave: str
    ) -> Field:
        """Find the tallies of both axes."""
        parts = [found.part(question.id, speaker, wave) for question, speaker in speeches]
        assert parts[0] is not None  # noqa: S101 - every speaker of a question has a part
        assert parts[1] is not None  # noqa: S101 - as above
        places = np.array(pairs, dtype=np.intp).T
        return cls(found, speeches, (parts[0], parts[1]), (places[0], places[1]), wave)

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments of the axes; one that stands with its total serves all."""
        return max((part.segments for part in self.parts), key=len)

    def cells(self, axis: int, segment: str, name: str) -> Floats:
        """Return one number of every item on one axis; NaN where it may not be shown."""
        part, places = self.parts[axis], self.places[axis]
        row = part.place(segment)
        shown = np.broadcast_to(part.shown(), part.value.shape)[row, places]
        return np.where(shown, getattr(part, name)[row, places], nan)

    def covariance(self, segment: str) -> Floats:
        """Return the covariance of importance and performance of all items, importance first.

        Of shares, variances are smoothed, so that none is 0.
        """
        variance = np.concatenate([self._variance(axis, segment) for axis in (0, 1)])
        return gap_covariance(variance, correlation(np.nan_to_num(self._linearised(segment))))

    def _variance(self, axis: int, segment: str) -> Floats:
        """Return the variance of every item on one axis."""
        if not self.parts[axis].measure.is_share:
            return self.cells(axis, segment, "se") ** 2
        base = self.cells(axis, segment, "effective_base")
        usable = np.where(base >= MIN_EFFECTIVE_BASE, base, nan)
        return np.asarray(smoothed_variance(self.cells(axis, segment, "value"), usable))

    def _linearised(self, segment: str) -> Floats:
        """Return the covariance as the samples tell it; 0 between figures where nobody knows it."""
        items = len(self.places[0])
        joint = np.zeros((2 * items, 2 * items))
        for axis, (part, places) in enumerate(zip(self.parts, self.places, strict=True)):
            block = slice(axis * items, (axis + 1) * items)
            cells = part.place(segment) * len(part.items) + places
            known = part.covariance
            joint[block, block] = (
                np.diag(self._variance(axis, segment)) if known is None else known[np.ix_(cells, cells)]
            )
        if self.same_people:
            whole = joint_covariance(self.tally, self.parts, [segment])
            width = len(self.parts[0].items)
            joint[:items, items:] = whole[np.ix_(self.places[0], width + self.places[1])]
            joint[items:, :items] = joint[:items, items:].T
        return joint

    @property
    def same_people(self) -> bool:
        """Whether the same respondents (or dyads) are behind both axes."""
        one, other = self.parts
        known = one.covariance is not None and other.covariance is not None
        return known and sample_of(one.side) == sample_of(other.side)

    @property
    def published(self) -> bool:
        """Whether nobody knows how the items of an axis vary together."""
        return any(part.covariance is None for part in self.parts)
