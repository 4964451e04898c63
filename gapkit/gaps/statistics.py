"""The statistic of every gap and the interval it makes: two samples, the same respondents, or dyads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gapkit.gaps.pairings import Floats, Pairing
from gapkit.options import GapMethod
from gapkit.stats import (
    MIN_EFFECTIVE_BASE,
    Limits,
    coherent_limits,
    gap_limits,
    gap_statistic,
    mean_gap,
    score_df,
)
from gapkit.stats.means import CONSTANT
from gapkit.stats.tango import tango_limits, tango_z

NO_CHANGE = 1e-12
"""Respondents who changed their answer, below which nobody did."""


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """Every cell of one pairing compared: its gap, and the statistic of a gap of 0.

    Attributes
    ----------
    p1, p2, se, z, df : float array, shape (cells,)
        Both values, standard error of the gap, statistic and its degrees of freedom; NaN where a cell
        allows no test.
    """

    pairing: Pairing
    p1: Floats
    p2: Floats
    se: Floats
    z: Floats
    df: Floats

    @property
    def gap(self) -> Floats:
        """Side minus reference."""
        return self.p1 - self.p2

    @property
    def searched(self) -> bool:
        """Whether limits are searched on two samples' score statistic."""
        return self.pairing.side.measure.is_share and not self.pairing.dependent

    def coherent(self, limits: Limits, c: Floats) -> Limits:
        """Return limits that agree with the decision."""
        return coherent_limits(limits.low, limits.high, np.abs(self.z) > c, np.sign(self.z))

    def written_out(self, c: Floats) -> Limits:
        """Return the limits where they are not searched on two samples."""
        if self.pairing.exact:
            n, b, changed = _changes(self.pairing)
            return tango_limits(b, changed, n, np.where(np.isnan(self.z), np.nan, c))
        half = c * self.se
        largest = 1.0 if self.pairing.side.measure.is_share else np.inf
        return Limits(np.maximum(self.gap - half, -largest), np.minimum(self.gap + half, largest))


def limits_of(every: Sequence[Statistics], levels: Sequence[Floats], method: GapMethod) -> list[Limits]:
    """Return the interval of every gap at each of its critical values, coherent with the decision.

    Searches run side by side over all pairings: many times faster than one by one, with the same result.

    Parameters
    ----------
    levels : sequence of float array, shape (levels, cells)
        Critical values of each pairing.
    """
    searched = [place for place, one in enumerate(every) if one.searched]
    limits = _searched([every[at] for at in searched], [levels[at] for at in searched], method)
    found = dict(zip(searched, limits, strict=True))
    return [
        one.coherent(found[place] if place in found else one.written_out(c), c)
        for place, (one, c) in enumerate(zip(every, levels, strict=True))
    ]


def _searched(every: Sequence[Statistics], levels: Sequence[Floats], method: GapMethod) -> list[Limits]:
    if not every:
        return []
    bases = [_usable_bases(one.pairing) for one in every]
    limits = gap_limits(
        np.concatenate([one.p1 for one in every]),
        np.concatenate([n1 for n1, _ in bases]),
        np.concatenate([one.p2 for one in every]),
        np.concatenate([n2 for _, n2 in bases]),
        np.concatenate(levels, axis=1),
        method=method,
    )
    ends = np.cumsum([one.pairing.cells for one in every])[:-1]
    both = (np.split(limits.low, ends, axis=1), np.split(limits.high, ends, axis=1))
    return [Limits(low, high) for low, high in zip(*both, strict=True)]


def statistics_of(
    pairing: Pairing, p1: Floats, p2: Floats, se: Floats | None, method: GapMethod
) -> Statistics:
    """Return the statistic of every gap of one pairing.

    Two samples: the score statistic of shares, Welch's of means. Same respondents who count alike and
    were drawn one by one: Tango's score statistic of shares, the paired t of means. Same respondents
    with weights or a design, and dyads: the difference over its linearised standard error.

    Parameters
    ----------
    p1, p2 : float array, shape (cells,)
        Values of both sides; NaN where a cell may not be compared.
    se : float array, shape (cells,), or None
        Standard error of the gaps of a dependent pairing; ``None`` where nobody knows it.

    References
    ----------
    Tango 1998, Statistics in Medicine 17:891. Binder 1983, International Statistical Review 51:279.
    """
    known = ~np.isnan(p1 - p2)
    se1, se2 = pairing.both("se")
    apart = np.where(known, np.hypot(se1, se2), np.nan)
    if pairing.exact:
        n, b, c = _changes(pairing)
        spread = np.sqrt(np.maximum((b + c) / n - ((b - c) / n) ** 2, 0.0) / np.maximum(n - 1, 1.0))
        z = np.where(b + c > NO_CHANGE, tango_z(b, c, n), 0.0)
        z = np.where(known & (n >= MIN_EFFECTIVE_BASE), z, np.nan)
        return Statistics(pairing, p1, p2, np.where(known, spread, np.nan), z, np.full(z.shape, np.inf))
    if pairing.dependent:
        size = np.full(p1.shape, np.nan) if se is None else np.where(known, se, np.nan)
        varies = size > CONSTANT * np.maximum(np.abs(p1), np.abs(p2))
        z = np.divide(p1 - p2, size, out=np.full(p1.shape, np.nan), where=varies)
        return Statistics(pairing, p1, p2, size, z, _paired_df(pairing))
    if pairing.side.measure.is_share:
        (n1, n2), (d1, d2) = _usable_bases(pairing), pairing.both("df")
        z = gap_statistic(p1, n1, p2, n2, method=method)
        return Statistics(pairing, p1, p2, apart, z, score_df(p1, n1, d1, p2, n2, d2))
    d1, d2 = pairing.both("df")
    welch = mean_gap(p1, np.where(known, se1, np.nan), d1, p2, np.where(known, se2, np.nan), d2)
    return Statistics(pairing, p1, p2, apart, welch.statistic, welch.df)


def _changes(pairing: Pairing) -> tuple[Floats, Floats, Floats]:
    """Return who answered both, who said yes in the side's role alone, and in the reference's alone."""
    crossing = pairing.crossing
    if crossing is None:
        empty = np.full(pairing.cells, np.nan)
        return empty, empty, empty
    rows = pairing.places(pairing.side)
    n, b, c = ((getattr(crossing, name)[rows]).ravel() for name in ("base", "higher", "lower"))
    return n, b, c


def _paired_df(pairing: Pairing) -> Floats:
    """Return PSUs less strata of the side with fewer; a respondent is a PSU if none is named."""
    d1, d2 = (
        np.where(np.isinf(df), np.maximum(base - 1, 1.0), df)
        for df, base in zip(pairing.both("df"), pairing.both("base"), strict=True)
    )
    return np.minimum(d1, d2)


def _usable_bases(pairing: Pairing) -> tuple[Floats, Floats]:
    """Return effective bases; below 2 there is no interval and no test (STATISTICS, base, step 6)."""
    n1, n2 = pairing.both("effective_base")
    return (
        np.where(n1 >= MIN_EFFECTIVE_BASE, n1, np.nan),
        np.where(n2 >= MIN_EFFECTIVE_BASE, n2, np.nan),
    )
