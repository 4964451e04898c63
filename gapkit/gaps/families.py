"""The cells of one family laid side by side as arrays, and the inference on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gapkit.options import Adjust, GapMethod
from gapkit.stats import (
    CORRELATED,
    MIN_EFFECTIVE_BASE,
    Limits,
    base_needed,
    cohens_h,
    coherent_limits,
    correlation,
    critical_value,
    decide,
    gap_limits,
    gap_statistic,
    hedges_g,
    mean_gap,
    score_df,
    to_student,
)
from gapkit.tallies import SideTally

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
    """

    side: SideTally
    reference: SideTally
    segments: tuple[str, ...]

    def values(self, name: str, *, of_side: bool) -> Floats:
        """Return one number of every cell, shape (segments * items,)."""
        part = self.side if of_side else self.reference
        numbers: Floats = getattr(part, name)
        return numbers[self._places(part)].ravel()

    def both(self, name: str) -> tuple[Floats, Floats]:
        """Return one number of every cell on the side and on the reference."""
        return self.values(name, of_side=True), self.values(name, of_side=False)

    def covariance(self) -> Floats | None:
        """Return the covariance of the gaps, or nothing where a side's is unknown."""
        total = 0.0
        for part in (self.side, self.reference):
            if part.covariance is None:
                return None
            items = len(part.items)
            cells = (self._places(part)[:, None] * items + np.arange(items)).ravel()
            total = total + part.covariance[np.ix_(cells, cells)]
        return np.asarray(total)

    def by_id(self) -> NDArray[np.intp]:
        """Return the order of the cells by item id, then segment: the order max-|t| is computed in."""
        items = [item for _ in self.segments for item in self.side.items]
        return np.array(sorted(range(len(items)), key=lambda cell: (items[cell], cell)), dtype=np.intp)

    def place(self, part: SideTally, cell: int) -> tuple[int, int]:
        """Return where a cell of the family stands in one side's arrays."""
        segment, item = divmod(cell, len(part.items))
        return part.place(self.segments[segment]), item

    def _places(self, part: SideTally) -> NDArray[np.intp]:
        return np.array([part.place(segment) for segment in self.segments], dtype=np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class Inference:
    """Every cell of a family inferred on; NaN where a cell allows no number.

    ``single`` and ``family`` are the intervals of the item alone and of all items together;
    ``inner`` is the item's own at 1 - 2 alpha, the one that two one-sided tests use.
    """

    gap: Floats
    se: Floats
    df: Floats
    single: Limits
    family: Limits
    p_value: Floats
    p_adjusted: Floats
    effect_size: Floats
    base_needed: Floats
    tested: NDArray[np.bool_]
    flagged: NDArray[np.bool_]
    inner: Limits
    size: int

    def at(self, cell: int) -> dict[str, Any]:
        """Return one cell's numbers under the names of ``Gap``."""
        return {
            "gap": float(self.gap[cell]),
            "se": float(self.se[cell]),
            "df": float(self.df[cell]),
            "ci_low": float(self.single.low[cell]),
            "ci_high": float(self.single.high[cell]),
            "p_value": float(self.p_value[cell]),
            "ci_low_family": float(self.family.low[cell]),
            "ci_high_family": float(self.family.high[cell]),
            "p_adjusted": float(self.p_adjusted[cell]),
            "effect_size": float(self.effect_size[cell]),
            "base_needed": float(self.base_needed[cell]),
        }


def infer(
    pairing: Pairing, compared: NDArray[np.bool_], *, method: GapMethod, adjust: Adjust, conf_level: float
) -> Inference:
    """Compare the cells of one family.

    Parameters
    ----------
    pairing : Pairing
        The two sides.
    compared : bool array, shape (cells,)
        Cells with a value on both sides that may be compared; cells of unknown base among them
        get a gap and the base they would need, but no test.
    """
    p1, p2 = (np.where(compared, value, np.nan) for value in pairing.both("value"))
    se1, se2 = (np.where(compared, se, np.nan) for se in pairing.both("se"))
    shares = pairing.side.measure.is_share
    z, df = _share_statistic(pairing, p1, p2, method) if shares else _mean_statistic(pairing, p1, p2)
    order = pairing.by_id()
    joint = pairing.covariance() if adjust in CORRELATED else None
    family = decide(
        z[order],
        df[order],
        adjust=adjust,
        conf_level=conf_level,
        correlation=None if joint is None else correlation(joint[np.ix_(order, order)]),
    )
    back = np.argsort(order)
    inner = to_student(critical_value(max(2 * conf_level - 1, 0.0)), df)
    levels = (family.critical_single[back], family.critical[back], inner)
    single, together, inside = (_limits(pairing, p1, p2, c, z, method) for c in levels)
    return Inference(
        gap=p1 - p2,
        se=np.hypot(se1, se2),
        df=np.where(np.isnan(z), np.nan, df),
        single=single,
        family=together,
        p_value=family.p_value[back],
        p_adjusted=family.p_adjusted[back],
        effect_size=_effect(pairing, p1, p2),
        base_needed=_bases_needed(pairing, p1, p2, conf_level, adjust),
        tested=~np.isnan(z),
        flagged=family.flagged[back],
        inner=inside,
        size=family.size,
    )


def _share_statistic(pairing: Pairing, p1: Floats, p2: Floats, method: GapMethod) -> tuple[Floats, Floats]:
    """Return the score statistic of every gap of shares, and its degrees of freedom."""
    n1, n2 = _usable_bases(pairing)
    d1, d2 = pairing.both("df")
    return gap_statistic(p1, n1, p2, n2, method=method), score_df(p1, n1, d1, p2, n2, d2)


def _mean_statistic(pairing: Pairing, m1: Floats, m2: Floats) -> tuple[Floats, Floats]:
    """Return Welch's statistic of every gap of means, and its degrees of freedom."""
    (se1, se2), (d1, d2) = pairing.both("se"), pairing.both("df")
    welch = mean_gap(m1, se1, d1, m2, se2, d2)
    return welch.statistic, welch.df


def _limits(pairing: Pairing, p1: Floats, p2: Floats, c: Floats, z: Floats, method: GapMethod) -> Limits:
    """Return the interval of every gap at its own critical value, coherent with the decision."""
    if pairing.side.measure.is_share:
        n1, n2 = _usable_bases(pairing)
        limits = gap_limits(p1, n1, p2, n2, c, method=method)
    else:
        half = c * np.hypot(*pairing.both("se"))
        limits = Limits(p1 - p2 - half, p1 - p2 + half)
    return coherent_limits(limits.low, limits.high, np.abs(z) > c, np.sign(z))


def _usable_bases(pairing: Pairing) -> tuple[Floats, Floats]:
    """Return effective bases; below 2 there is no interval and no test (STATISTICS, base, step 6)."""
    n1, n2 = pairing.both("effective_base")
    return (
        np.where(n1 >= MIN_EFFECTIVE_BASE, n1, np.nan),
        np.where(n2 >= MIN_EFFECTIVE_BASE, n2, np.nan),
    )


def _effect(pairing: Pairing, p1: Floats, p2: Floats) -> Floats:
    """Return Cohen's h of shares, Hedges' g of means."""
    if pairing.side.measure.is_share:
        return cohens_h(p1, p2)
    (s1, s2), (n1, n2) = pairing.both("spread"), pairing.both("base")
    return hedges_g(p1 - p2, _sample_sd(s1, n1), n1, _sample_sd(s2, n2), n2)


def _sample_sd(spread: Floats, base: Floats) -> Floats:
    """Return the standard deviation with divisor n - 1; NaN below two respondents."""
    usable = np.where(base > 1, base, np.nan)
    return np.asarray(spread * np.sqrt(usable / (usable - 1)))


def _bases_needed(pairing: Pairing, p1: Floats, p2: Floats, conf_level: float, adjust: Adjust) -> Floats:
    """Return the smallest unknown base that would flag each cell, corrected over all cells with a gap."""
    n1, n2 = pairing.both("effective_base")
    unknown = (np.isnan(n1) | np.isnan(n2)) & ~np.isnan(p1 - p2)
    needed = np.full(p1.shape, np.nan)
    if unknown.any():
        together = 1 if adjust == "none" else int((~np.isnan(p1 - p2)).sum())
        c = critical_value(1 - (1 - conf_level) / together)
        needed[unknown] = base_needed(p1[unknown], n1[unknown], p2[unknown], n2[unknown], c)
    return needed
