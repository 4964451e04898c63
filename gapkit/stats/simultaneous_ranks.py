"""Which ranks each item may truly have: simultaneous rank sets from all pairs of items."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.maxt import correlation, normal_points, symmetric_root
from gapkit.stats.ranks import ranks
from gapkit.stats.student import to_student
from gapkit.stats.types import Array, Mask

POINTS = 16384
BLOCK_POINTS = 1024
"""Points that are worked on at a time: a hundred items' fit the cache."""
NO_VARIANCE = 1e-14
"""Variance of a difference below which two items differ by rounding only."""


@dataclass(frozen=True, slots=True, eq=False)
class RankSets:
    """Ranks of J items on one side, with the ranks that the sample cannot rule out.

    Attributes
    ----------
    rank : ndarray
        1 + items strictly above; NaN for an item that does not rank.
    low, high : ndarray
        Best and worst rank in the item's set; all sets together hold with ``level``.
    above : ndarray of bool
        J x J: the item of the row is significantly above the item of the column.
    undecided : ndarray of bool
        J x J, symmetric: the tie groups, pairs whose order is open.
    critical : float
        What the statistic of a pair must exceed; NaN with fewer than two items.
    level : float
        Confidence level.
    """

    rank: Array
    low: Array
    high: Array
    above: Mask
    undecided: Mask
    critical: float
    level: float


def rank_sets(
    values: npt.ArrayLike,
    covariance: npt.ArrayLike,
    effective_bases: npt.ArrayLike | None = None,
    *,
    df: float = np.inf,
    conf_level: float = 0.95,
    stepdown: bool = False,
) -> RankSets:
    """Rank items on one side, each with the set of ranks that it may truly have.

    Every pair of items is compared on its own statistic, corrected for all pairs; an item's set
    runs from 1 + the items significantly above it to J - the items significantly below it.

    Parameters
    ----------
    values : array_like
        One per item; NaN (suppressed, related) does not rank and is in no pair.
    covariance : array_like
        J x J, of the values.
    effective_bases : array_like, optional
        For shares: the items' effective bases, which add to the variance of a difference what it
        would have if the two shares were equal. Default: for means, nothing is added.
    df : float, default inf
        PSUs minus strata on a side with PSUs.
    conf_level : float, default 0.95
        Of all sets together; 0.70 or more.
    stepdown : bool, default False
        Compare the pairs still undecided again, among themselves, until none is decided.

    Returns
    -------
    RankSets
        Two items that all respondents answered alike (no variance) are undecided.

    Raises
    ------
    OptionError
        If the shapes do not fit or the level is out of range.

    References
    ----------
    Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic Studies 91:476. McNemar 1947,
    Psychometrika 12:153.

    Examples
    --------
    >>> sets = rank_sets([0.6, 0.3, 0.28], np.eye(3) * 0.0004, [600, 600, 600])
    >>> print(sets.rank, sets.low, sets.high)
    [1. 2. 3.] [1. 2. 2.] [1. 3. 3.]
    """
    check_conf_level(conf_level)
    value = np.asarray(values, dtype=np.float64)
    c = np.asarray(covariance, dtype=np.float64)
    bases = np.full_like(value, np.inf) if effective_bases is None else effective_bases
    n_eff = np.asarray(bases, dtype=np.float64)
    if c.shape != (len(value), len(value)) or n_eff.shape != value.shape:
        raise OptionError.lengths_differ(
            ("values", "covariance", "effective_bases"), [value.shape, c.shape, n_eff.shape]
        )
    known = np.flatnonzero(~np.isnan(value))
    t = pair_statistics(value[known], c[np.ix_(known, known)], n_eff[known])
    decision = _decide(t, c[np.ix_(known, known)], df, 1 - conf_level, stepdown=stepdown)
    return _sets(value, known, decision, conf_level)


def pair_statistics(values: Array, covariance: Array, effective_bases: Array) -> Array:
    """Statistic of each pair (row minus column); 0 where the two are equal or never differ."""
    d = values[:, None] - values
    variance = _pair_variance(covariance)
    with np.errstate(divide="ignore", invalid="ignore"):
        null = variance + d**2 / np.minimum(effective_bases[:, None], effective_bases)
    shown = (d != 0) & (null > NO_VARIANCE)
    t: Array = np.divide(d, np.sqrt(np.maximum(null, 0.0)), out=np.zeros_like(d), where=shown)
    return t


@dataclass(frozen=True, slots=True, eq=False)
class _Decision:
    """Pairs decided (row above column), and the last critical value."""

    above: Mask
    critical: float


def _decide(t: Array, c: Array, df: float, alpha: float, *, stepdown: bool) -> _Decision:
    above: Mask = np.zeros(t.shape, dtype=np.bool_)
    spread = np.sqrt(np.maximum(_pair_variance(c), 0.0))
    open_pairs = np.triu(spread**2 > NO_VARIANCE, 1)
    x = _draws(c) if open_pairs.any() else np.zeros((0, len(t)))
    critical = float("nan")
    while open_pairs.any():
        cut = float(to_student(_largest(x, spread, open_pairs, alpha), df))
        critical = cut if np.isnan(critical) else critical
        above |= t > cut
        still = open_pairs & ~above & ~above.T
        if not stepdown or (still == open_pairs).all():
            break
        open_pairs = still
    return _Decision(above, critical)


def _draws(c: Array) -> Array:
    """Spread fixed points by the covariance; M x J. Items without one are in no pair."""
    c = np.nan_to_num(c)
    r = correlation(c)
    return np.asarray(normal_points(len(c), POINTS) @ symmetric_root(r).T * np.sqrt(np.diagonal(c)))


def _pair_variance(c: Array) -> Array:
    own = np.diagonal(c)
    return np.asarray(own[:, None] + own - 2 * c)


def _largest(x: Array, spread: Array, pairs: Mask, alpha: float) -> float:
    """Upper quantile of the largest standardised difference among the pairs."""
    largest = np.zeros(len(x))
    for start in range(0, len(x), BLOCK_POINTS):
        some = np.ascontiguousarray(x[start : start + BLOCK_POINTS].T)
        for item in np.flatnonzero(pairs.any(axis=1)):
            others = np.flatnonzero(pairs[item])
            size = some[others]
            size -= some[item]
            np.abs(size, out=size)
            size /= spread[item, others, None]
            here = largest[start : start + BLOCK_POINTS]
            np.maximum(here, size.max(axis=0), out=here)
    place = min(ceil((1 - alpha) * (len(x) + 1)), len(x))
    return float(np.partition(largest, place - 1)[place - 1])


def _sets(value: Array, known: npt.NDArray[np.intp], decision: _Decision, conf_level: float) -> RankSets:
    low, high = np.full_like(value, np.nan), np.full_like(value, np.nan)
    low[known] = 1 + decision.above.sum(axis=0)
    high[known] = len(known) - decision.above.sum(axis=1)
    above: Mask = np.zeros((len(value), len(value)), dtype=np.bool_)
    above[np.ix_(known, known)] = decision.above
    ranked: Mask = ~np.isnan(value)
    undecided = ranked[:, None] & ranked & ~above & ~above.T & ~np.eye(len(value), dtype=np.bool_)
    return RankSets(ranks(value), low, high, above, undecided, decision.critical, conf_level)
