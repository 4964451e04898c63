"""Intervals and tests of the gap of two shares, one item at a time, as the engine computes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gapkit.stats import MIN_EFFECTIVE_BASE, coherent_limits, critical_value, score_df
from gapkit.stats.gap_methods import GAP_KERNELS, ProportionGapMethod
from tests.simulation.study.draws import Array, Tallied, samplings, tally, yes_no
from tests.simulation.study.grid import Cell
from tests.simulation.study.means import welch
from tests.simulation.study.record import Outcome, Row, bases, row

LEVEL = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Both sides of the runs of a cell, ready for the kernels; all arrays are (runs, items)."""

    p1: Array
    n1: Array
    p2: Array
    n2: Array
    df: Array

    @property
    def sides(self) -> tuple[Array, Array, Array, Array]:
        """Shares and bases in the order of the kernels."""
        return self.p1, self.n1, self.p2, self.n2


def paired(side: Tallied, reference: Tallied) -> Pair:
    """Return what ``gaps.families`` hands to the kernels: usable bases and degrees of freedom."""
    n1, n2 = (
        np.where(each.effective >= MIN_EFFECTIVE_BASE, each.effective, np.nan) for each in (side, reference)
    )
    df = score_df(side.value, n1, side.df, reference.value, n2, reference.df)
    return Pair(side.value, n1, reference.value, n2, df)


def simulate(cell: Cell, rng: np.random.Generator, runs: int) -> list[Row]:
    """Return coverage, tails and rejections of every method for the gap of two shares."""
    share = float(cell.share)
    of_side, of_reference = samplings(cell)
    side = tally(rng, yes_no(share + cell.gap), of_side, runs)
    reference = tally(rng, yes_no(share), of_reference, runs)
    pair, standing = paired(side, reference), bases(side, reference)
    rows = [row(cell, method, _outcome(pair, method, cell.gap), standing) for method in GAP_KERNELS]
    return [*rows, row(cell, "linearised t", welch(side, reference, cell.gap), standing)]


def _outcome(pair: Pair, method: ProportionGapMethod, truth: float) -> Outcome:
    kernel, c = GAP_KERNELS[method], critical_value(LEVEL, pair.df)
    z = kernel.statistic(*pair.sides)
    flagged = np.abs(z) > c
    limits = kernel.limits(*pair.sides, c)
    limits = coherent_limits(limits.low, limits.high, flagged, np.sign(z))
    return Outcome(
        below=(limits.high < truth)[:, 0],
        above=(limits.low > truth)[:, 0],
        rejected=flagged[:, 0],
        counted=np.isfinite(limits.low)[:, 0],
        width=float(np.nanmean(limits.high - limits.low)),
    )
