"""The same without chance: where weights are equal, every table is counted with its probability."""

from __future__ import annotations

import numpy as np
from scipy.stats import binom

from gapkit.stats import coherent_limits, critical_value
from gapkit.stats.exact_tests import ExactMethod, exact_test
from gapkit.stats.gap_methods import GAP_KERNELS, ProportionGapMethod
from gapkit.stats.proportion_tests import prop_test
from gapkit.stats.proportions import KERNELS
from tests.simulation.study.draws import Array, Marks
from tests.simulation.study.grid import Cell
from tests.simulation.study.record import Row, exact_row

LEVEL = 0.95
ALPHA = 0.05
IMPOSSIBLE = 1e-12
"""Tables less likely than this, all of them together below 1e-6, are left out."""
CONDITIONAL: tuple[ExactMethod, ...] = ("fisher", "fisher-mid-p")
UNCONDITIONAL: tuple[ExactMethod, ...] = ("boschloo", "barnard-pooled", "barnard-unpooled")
MOST = 1500
"""Tables of two bases whose unconditional p is worth waiting for."""
LARGE = 1000
"""Respondents on the smaller side from which on exact tests take too long."""


def shares(cell: Cell) -> list[Row]:
    """Return the coverage of every interval of one share."""
    truth, n = float(cell.share), cell.side
    x = np.arange(n + 1.0)
    chance = binom.pmf(x, n, truth)
    rows = []
    for method, kernel in KERNELS.items():
        limits = kernel(x / n, np.full_like(x, n), critical_value(LEVEL))
        known = np.isfinite(limits.low)
        total = chance[known].sum()
        below, above = (
            float(chance[known & missed].sum() / total)
            for missed in (limits.high < truth, limits.low > truth)
        )
        rows.append(exact_row(cell, method, below=below, above=above, rejected=np.nan, covers=True))
    return rows


def gaps(cell: Cell) -> list[Row]:
    """Return coverage and size of every interval of a gap; where no gap is true, of the plain tests too."""
    tables = _Tables(cell)
    rows = [_interval(cell, tables, method) for method in GAP_KERNELS]
    if cell.gap == 0:
        rows += _tests(cell, tables)
    return rows


class _Tables:
    """Counts of both sides, and the chance of each table."""

    def __init__(self, cell: Cell) -> None:
        n1, n2, share = cell.side, cell.reference, float(cell.share)
        all1, all2 = np.arange(n1 + 1.0), np.arange(n2 + 1.0)
        chance = np.outer(binom.pmf(all1, n1, share + cell.gap), binom.pmf(all2, n2, share))
        likely = chance > IMPOSSIBLE
        x1, x2 = np.nonzero(likely)
        self.counts = all1[x1], np.float64(n1), all2[x2], np.float64(n2)
        self.chance = chance[likely] / chance[likely].sum()

    def of(self, event: Marks) -> float:
        """Return the chance of an event."""
        return float(self.chance[event].sum())


def _interval(cell: Cell, tables: _Tables, method: ProportionGapMethod) -> Row:
    x1, n1, x2, n2 = tables.counts
    p1, p2, c = x1 / n1, x2 / n2, np.full_like(x1, critical_value(LEVEL))
    m1, m2 = np.full_like(x1, n1), np.full_like(x1, n2)
    kernel = GAP_KERNELS[method]
    z = kernel.statistic(p1, m1, p2, m2)
    flagged = np.abs(z) > c
    limits = kernel.limits(p1, m1, p2, m2, c)
    limits = coherent_limits(limits.low, limits.high, flagged, np.sign(z))
    below, above = tables.of(limits.high < cell.gap), tables.of(limits.low > cell.gap)
    return exact_row(cell, method, below=below, above=above, rejected=tables.of(flagged), covers=True)


def _tests(cell: Cell, tables: _Tables) -> list[Row]:
    """Return the size of tests that have no interval of their own."""
    found: list[tuple[str, Array, Array, Array]] = []
    for name, continuity in (("chi-square", False), ("chi-square, Yates", True)):
        less, greater, both = (
            np.asarray(prop_test(*tables.counts, alternative=tail, continuity=continuity).p_value)
            for tail in ("less", "greater", "two-sided")
        )
        found.append((name, less, greater, both))
    few = (cell.side + 1) * (cell.reference + 1) <= MOST
    methods = (*CONDITIONAL, *UNCONDITIONAL) if few else CONDITIONAL
    for method in methods if cell.side < LARGE else ():
        test = exact_test(*tables.counts, method=method)
        less, greater, both = (np.asarray(each) for each in (test.p_less, test.p_greater, test.p_value))
        found.append((method, less, greater, both))
    return [
        exact_row(
            cell,
            name,
            below=tables.of(less < ALPHA / 2),
            above=tables.of(greater < ALPHA / 2),
            rejected=tables.of(both < ALPHA),
            covers=False,
        )
        for name, less, greater, both in found
    ]
