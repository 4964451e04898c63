"""Every table with the same margins: Fisher's tests and the odds ratio they imply.

Tables may have different margins, so their supports have different lengths: all of them lie end to
end in one long array, and sums run over its pieces.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from gapkit.stats.types import Array, Limits

TIE = 1e-7
"""Relative difference below which two tables count as equally likely, as in R."""
FARTHEST = 100.0
"""Log odds ratio beyond which no table of people lies."""
BISECTIONS = 64
MOST_FACTORIALS = 1_000_000
"""Largest base whose logarithms of factorials are kept in a table (8 MB)."""

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Supports of several 2 x 2 tables with fixed margins, laid end to end.

    Attributes
    ----------
    x, low, high : ndarray of int
        Of each table: the count observed, the least and the largest one possible.
    start : ndarray of int
        Where each table's support begins in ``k``.
    k : ndarray of int
        Possible counts of the side.
    table : ndarray of int
        The table each entry of ``k`` belongs to.
    log_p : ndarray
        Log chance of each, up to a constant per table.
    """

    x: Whole
    low: Whole
    high: Whole
    start: Whole
    k: Whole
    table: Whole
    log_p: Array

    def sums(self, values: Array) -> Array:
        """Return the sum over each table's support."""
        return np.asarray(np.add.reduceat(values, self.start))

    def chances(self, log_odds: Array | float = 0.0) -> Array:
        """Chance of each entry, where the odds ratio is ``exp(log_odds)``, one per table."""
        tilt = np.broadcast_to(np.asarray(log_odds, dtype=np.float64), self.x.shape)
        log_p = self.log_p + self.k * tilt[self.table]
        p = np.exp(log_p - np.maximum.reduceat(log_p, self.start)[self.table])
        return np.asarray(p / self.sums(p)[self.table])


@dataclass(frozen=True, slots=True, eq=False)
class Tails:
    """P-values of Fisher's test.

    Attributes
    ----------
    observed : ndarray
        Chance of the table itself.
    less, greater : ndarray
        Chance of a count at most, at least, as large.
    no_likelier : ndarray
        Chance of a table no likelier than this one.
    """

    observed: Array
    less: Array
    greater: Array
    no_likelier: Array


def lay_tables(x1: Array, n1: Array, x2: Array, n2: Array) -> Tables:
    """Supports of flat arrays of tables, each with bases of at least 1.

    Examples
    --------
    >>> one = np.array([1.0])
    >>> print(lay_tables(one, 3 * one, one, 4 * one).k)
    [0 1 2]
    """
    x, first, second = (np.round(value).astype(np.int64) for value in (x1, n1, n2))
    margin = x + np.round(x2).astype(np.int64)
    low, high = np.maximum(0, margin - second), np.minimum(first, margin)
    size = high - low + 1
    start = np.cumsum(size) - size
    table = np.repeat(np.arange(len(x)), size)
    k = np.arange(len(table)) - start[table] + low[table]
    log_factorial = _log_factorials(int(max(first.max(initial=0), second.max(initial=0))))
    log_p = log_factorial(k) + log_factorial(first[table] - k)
    log_p += log_factorial(margin[table] - k)
    log_p += log_factorial((second - margin)[table] + k)
    return Tables(x, low, high, start, k, table, -log_p)


def _log_factorials(largest: int) -> Callable[[Whole], Array]:
    """Return log(n!) as a function: looked up where a table of it stays small."""
    if largest > MOST_FACTORIALS:
        return lambda n: np.asarray(gammaln(n + 1.0))
    return gammaln(np.arange(largest + 1) + 1.0).__getitem__


def fisher_tails(tables: Tables) -> Tails:
    """P-values of Fisher's exact test of each table.

    References
    ----------
    Fisher 1935, Journal of the Royal Statistical Society 98:39.

    Examples
    --------
    >>> tables = lay_tables(*(np.array([value]) for value in (9.0, 10.0, 3.0, 10.0)))
    >>> print(fisher_tails(tables).no_likelier.round(5))
    [0.01977]
    """
    p, x = tables.chances(), tables.x[tables.table]
    log_observed = tables.log_p[tables.start + tables.x - tables.low]
    rare = tables.log_p <= log_observed[tables.table] + TIE
    return Tails(
        observed=p[tables.start + tables.x - tables.low],
        less=np.minimum(tables.sums(np.where(tables.k <= x, p, 0.0)), 1.0),
        greater=np.minimum(tables.sums(np.where(tables.k >= x, p, 0.0)), 1.0),
        no_likelier=np.minimum(tables.sums(np.where(rare, p, 0.0)), 1.0),
    )


def conditional_odds_ratio(tables: Tables) -> Array:
    """Odds ratio under which the observed count is expected; 0 and inf at the ends of the support.

    NaN where the margins leave one table only.
    """

    def above(log_odds: Array) -> Array:
        return tables.sums(tables.k * tables.chances(log_odds)) - tables.x

    ratio = np.exp(_root(above, len(tables.x)))
    ratio = np.where(tables.x == tables.low, 0.0, np.where(tables.x == tables.high, np.inf, ratio))
    return np.where(tables.low == tables.high, np.nan, ratio)


def conditional_limits(tables: Tables, conf_level: float) -> Limits:
    """Odds ratios under which neither tail of the observed count is below (1 - conf_level) / 2.

    References
    ----------
    Cornfield 1956, Proceedings of the Third Berkeley Symposium 4:135.
    """
    tail, x = (1 - conf_level) / 2, tables.x[tables.table]

    def at_least(log_odds: Array) -> Array:
        return tables.sums(np.where(tables.k >= x, tables.chances(log_odds), 0.0)) - tail

    def at_most(log_odds: Array) -> Array:
        return tail - tables.sums(np.where(tables.k <= x, tables.chances(log_odds), 0.0))

    low, high = np.exp(_root(at_least, len(tables.x))), np.exp(_root(at_most, len(tables.x)))
    return Limits(np.where(tables.x == tables.low, 0.0, low), np.where(tables.x == tables.high, np.inf, high))


def _root(rising: Callable[[Array], Array], tables: int) -> Array:
    """Log odds ratio at which each table's rising function crosses 0."""
    low, high = np.full(tables, -FARTHEST), np.full(tables, FARTHEST)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        below = rising(middle) < 0
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
