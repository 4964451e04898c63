"""The gaps of one family decided together: statistics, critical values, intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gapkit.gaps.pairings import Floats, Pairing
from gapkit.gaps.statistics import Statistics, limits_of, statistics_of
from gapkit.options import Adjust, GapMethod
from gapkit.stats import (
    Family,
    Limits,
    base_needed,
    cohens_h,
    correlation,
    critical_value,
    decide,
    hedges_g,
    to_student,
)


@dataclass(frozen=True, slots=True, eq=False)
class Inference:
    """Every cell of a pairing inferred on; NaN where a cell allows no number.

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


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is asked about one family.

    Attributes
    ----------
    pairings : sequence of Pairing
        The two sides of each question that the family is made of.
    compared : sequence of bool array, shape (cells,)
        Cells with a value on both sides that may be compared; cells of unknown base among them
        get a gap and the base they would need, but no test.
    joint : float array, shape (all cells, all cells), or None
        Covariance of all gaps, pairing after pairing; ``None`` where it is unknown.
    adjust : str
        How the tests are corrected.
    """

    pairings: Sequence[Pairing]
    compared: Sequence[NDArray[np.bool_]]
    joint: Floats | None
    adjust: Adjust


@dataclass(frozen=True, slots=True, eq=False)
class _Decided:
    """One pairing's part of a family after the decision, its limits still to be found."""

    statistics: Statistics
    family: Family
    cells: NDArray[np.intp]
    levels: Floats
    base_needed: Floats


def infer(families: Sequence[Asked], *, method: GapMethod, conf_level: float) -> list[tuple[Inference, ...]]:
    """Compare the cells of every family, pairing by pairing.

    Each family is decided by itself; the limits of all of them are found side by side.
    """
    decided = [_decided(family, method, conf_level) for family in families]
    every = [part for family in decided for part in family]
    limits = limits_of([part.statistics for part in every], [part.levels for part in every], method)
    found = iter([_inference(part, each) for part, each in zip(every, limits, strict=True)])
    return [tuple(islice(found, len(family))) for family in decided]


def _decided(asked: Asked, method: GapMethod, conf_level: float) -> list[_Decided]:
    """Decide one family."""
    each = [
        _statistics(pairing, inside, se, method)
        for pairing, inside, se in zip(
            asked.pairings, asked.compared, _errors(asked.pairings, asked.joint), strict=True
        )
    ]
    z, df = (np.concatenate([getattr(one, name) for one in each]) for name in ("z", "df"))
    order = _by_id(asked.pairings)
    family = decide(
        z[order],
        df[order],
        adjust=asked.adjust,
        conf_level=conf_level,
        correlation=None if asked.joint is None else correlation(asked.joint[np.ix_(order, order)]),
    )
    back = np.split(np.argsort(order), np.cumsum([one.pairing.cells for one in each])[:-1])
    with_gap = sum(int((~np.isnan(one.gap)).sum()) for one in each)
    inner = critical_value(max(2 * conf_level - 1, 0.0))
    return [
        _Decided(
            one,
            family,
            cells,
            np.stack([family.critical_single[cells], family.critical[cells], to_student(inner, one.df)]),
            _bases_needed(one, with_gap, conf_level, asked.adjust),
        )
        for one, cells in zip(each, back, strict=True)
    ]


def _errors(pairings: Sequence[Pairing], joint: Floats | None) -> list[Floats | None]:
    """Return the standard errors of each pairing's gaps out of the joint covariance."""
    if joint is None:
        return [None] * len(pairings)
    se = np.sqrt(np.maximum(joint.diagonal(), 0.0))
    ends = np.cumsum([pairing.cells for pairing in pairings])
    return list(np.split(se, ends[:-1]))


def _statistics(
    pairing: Pairing, compared: NDArray[np.bool_], se: Floats | None, method: GapMethod
) -> Statistics:
    """Return the statistics of one pairing, its cells that may not be compared left out."""
    p1, p2 = (np.where(compared, value, np.nan) for value in pairing.both("value"))
    return statistics_of(pairing, p1, p2, se, method)


def _by_id(pairings: Sequence[Pairing]) -> NDArray[np.intp]:
    """Return the order of the cells by item id, then place: the order max-|t| is computed in."""
    items = [item for pairing in pairings for _ in pairing.segments for item in pairing.side.items]
    return np.array(sorted(range(len(items)), key=lambda cell: (items[cell], cell)), dtype=np.intp)


def _inference(part: _Decided, limits: Limits) -> Inference:
    """Return one pairing's part of a family."""
    one, family, cells = part.statistics, part.family, part.cells
    tested = ~np.isnan(one.z)
    single, together, inner = (Limits(limits.low[at], limits.high[at]) for at in range(3))
    return Inference(
        gap=one.gap,
        se=one.se,
        df=np.where(tested, one.df, np.nan),
        single=single,
        family=together,
        p_value=family.p_value[cells],
        p_adjusted=family.p_adjusted[cells],
        effect_size=_effect(one),
        base_needed=part.base_needed,
        tested=tested,
        flagged=family.flagged[cells],
        inner=inner,
        size=family.size,
    )


def _effect(one: Statistics) -> Floats:
    """Return Cohen's h of shares, Hedges' g of means."""
    if one.pairing.side.measure.is_share:
        return cohens_h(one.p1, one.p2)
    (s1, s2), (n1, n2) = one.pairing.both("spread"), one.pairing.both("base")
    return hedges_g(one.gap, _sample_sd(s1, n1), n1, _sample_sd(s2, n2), n2)


def _sample_sd(spread: Floats, base: Floats) -> Floats:
    """Return the standard deviation with divisor n - 1; NaN below two respondents."""
    usable = np.where(base > 1, base, np.nan)
    return np.asarray(spread * np.sqrt(usable / (usable - 1)))


def _bases_needed(one: Statistics, with_gap: int, conf_level: float, adjust: Adjust) -> Floats:
    """Return the smallest unknown base that would flag each cell, corrected over all cells with a gap.

    Of two answers of the same respondents the bases alone decide nothing, nor do they of two means, so
    there is none.
    """
    n1, n2 = one.pairing.both("effective_base")
    counted = one.pairing.side.measure.is_share and not one.pairing.dependent
    unknown = (np.isnan(n1) | np.isnan(n2)) & ~np.isnan(one.gap) & counted
    needed = np.full(one.gap.shape, np.nan)
    if unknown.any():
        together = 1 if adjust == "none" else with_gap
        c = critical_value(1 - (1 - conf_level) / together)
        needed[unknown] = base_needed(one.p1[unknown], n1[unknown], one.p2[unknown], n2[unknown], c)
    return needed
