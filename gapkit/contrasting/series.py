"""One item's gaps over the segments, beside the arrays they were made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gapkit.gaps import Gap, Gaps
from gapkit.groups import Floats, side_of
from gapkit.stats import MIN_EFFECTIVE_BASE, correlation, gap_covariance, smoothed_variance
from gapkit.survey import TOTAL, Survey
from gapkit.tallies import Estimate, SideTally


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One item's gaps on one pair of sides, in the order of the segments.

    Attributes
    ----------
    rows : tuple of Gap
        One per segment.
    side, reference : SideTally
        The two sides.
    """

    rows: tuple[Gap, ...]
    side: SideTally
    reference: SideTally

    @property
    def split(self) -> tuple[SideTally, ...]:
        """The sides that have the segments; another stands with its total."""
        return tuple(part for part in (self.side, self.reference) if part.segments != (TOTAL,))

    @property
    def independent(self) -> bool:
        """Whether a split side's segments are taken as independent, for want of their covariance."""
        return any(part.covariance is None for part in self.split)

    def usable(self) -> Series:
        """Return the segments that allow an interval: a gap, and a base on both sides."""
        kept = tuple(row for row in self.rows if allows_interval(row))
        return replace(self, rows=kept)

    def estimates(self, part: SideTally) -> list[Estimate]:
        """Return the values of one side, one per segment."""
        return [row.of_side if part is self.side else row.of_reference for row in self.rows]

    def linearised(self, part: SideTally) -> Floats:
        """Return the covariance of one side's segments; independent where nobody knows it."""
        if part.covariance is None:
            return np.diag([each.se**2 for each in self.estimates(part)])
        places = [part.place(row.segment) for row in self.rows]
        cells = np.array(places, dtype=np.intp) * len(part.items) + part.items.index(self.rows[0].item)
        return part.covariance[np.ix_(cells, cells)]

    def covariance(self) -> Floats:
        """Return the covariance of the gaps as far as it differs between them: that of the split sides.

        Of shares, variances are smoothed, so that none is 0.
        """
        joint = np.zeros((len(self.rows), len(self.rows)))
        for part in self.split:
            joint = joint + self.linearised(part)
        if not self.side.measure.is_share:
            return joint
        variance = np.zeros(len(self.rows))
        for part in self.split:
            variance = variance + share_variance(self.estimates(part))
        return gap_covariance(variance, correlation(joint))

    def whole_covariance(self) -> Floats:
        """Return the covariance of the gaps, a shared total's variance in every cell."""
        joint = self.covariance()
        for part in (self.side, self.reference):
            if part not in self.split:
                total = self.estimates(part)[:1]
                variance = share_variance(total) if part.measure.is_share else numbers(total, "se") ** 2
                joint = joint + variance
        return joint

    def heading(self, survey: Survey) -> dict[str, Any]:
        """Return what all rows of the series have in common, under the names of the columns."""
        first = self.rows[0]
        return {
            "survey": survey.title,
            "question": first.question,
            "item": first.item,
            "label": first.label,
            "comparable": first.comparable,
            "measure": first.measure,
            "segment_by": first.segment_by,
            "wave": first.wave,
            "side": first.side,
            "reference": first.reference,
            "conf_level": first.conf_level,
        }


def allows_interval(row: Gap) -> bool:
    """Whether a gap has a base on both sides that an interval can stand on."""
    bases = (row.of_side.effective_base, row.of_reference.effective_base)
    return not np.isnan(row.gap) and all(base >= MIN_EFFECTIVE_BASE for base in bases)


def numbers(estimates: Sequence[Estimate], name: str) -> Floats:
    """Return one number of every estimate."""
    return np.array([getattr(each, name) for each in estimates], dtype=np.float64)


def share_variance(estimates: Sequence[Estimate]) -> Floats:
    """Return the variance of every share, smoothed so that none is 0."""
    return smoothed_variance(numbers(estimates, "value"), numbers(estimates, "effective_base"))


def satterthwaite(variances: Floats, dfs: Floats) -> Floats:
    """Return the degrees of freedom of sums of estimates, estimates in the last axis.

    References
    ----------
    Satterthwaite 1946, Biometrics Bulletin 2:110.

    Examples
    --------
    >>> print(satterthwaite(np.array([1.0, 1.0]), np.array([10.0, 10.0])))
    20.0
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(variances.sum(axis=-1) ** 2 / (variances**2 / dfs).sum(axis=-1))


def series_of(gaps: Gaps) -> list[list[Series]]:
    """Lay gaps out item by item, and the items by question, pair of sides and wave."""
    together: dict[tuple[str, ...], dict[str, list[Gap]]] = {}
    for row in gaps:
        items = together.setdefault((row.question, row.side, row.reference, row.wave), {})
        items.setdefault(row.item, []).append(row)
    return [[_series(gaps, rows) for rows in items.values()] for items in together.values()]


def _series(gaps: Gaps, rows: list[Gap]) -> Series:
    """Find the sides of one item's rows."""
    first = rows[0]
    side, reference = (side_of(gaps, first, name) for name in (first.side, first.reference))
    return Series(tuple(rows), side, reference)
