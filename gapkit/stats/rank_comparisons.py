"""Order on two sides: shifts of rank, Kendall's tau and shared top places, from decided pairs.

Each side's rank sets are taken at ``side_level(conf_level)``; the sides are independent samples, so
everything said here holds together at ``conf_level``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.concordant_pairs import kendall_tau
from gapkit.stats.maxt import correlation, normal_points, symmetric_root
from gapkit.stats.simultaneous_ranks import POINTS, RankSets
from gapkit.stats.types import Array, Interval, Mask


@dataclass(frozen=True, slots=True, eq=False)
class RankShift:
    """How far each item moved between the sides.

    Attributes
    ----------
    value : ndarray
        Rank on the side minus rank on the reference; negative is nearer the top on the side.
    low, high : ndarray
        Limits of the true shift, all items together.
    moved : ndarray of bool
        Whether 0 is outside the limits.
    level : float
        Confidence level.
    """

    value: Array
    low: Array
    high: Array
    moved: Mask
    level: float


@dataclass(frozen=True, slots=True)
class RankAgreement:
    """One number for the agreement of two orders.

    Attributes
    ----------
    value : float
        In the sample.
    interval : Interval
        Its limits: what the undecided pairs leave open.
    """

    value: float
    interval: Interval


def side_level(conf_level: float) -> float:
    """Level of each side's rank sets, so that both sides hold together at ``conf_level``.

    Examples
    --------
    >>> round(1 - side_level(0.95), 4)
    0.0253
    """
    return sqrt(conf_level)


def rank_shift(side: RankSets, reference: RankSets) -> RankShift:
    """Shift of each item's rank between two sides, by projecting both sides' rank sets.

    Wide where ranks are open, and safe where a bootstrap of ranks is not: near ties.

    Parameters
    ----------
    side, reference : RankSets
        Of the same items, at ``side_level(conf_level)`` each.

    Raises
    ------
    OptionError
        If the two sides do not rank the same items.

    References
    ----------
    Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic Studies 91:476. Xie, Singh and
    Zhang 2009, Journal of the American Statistical Association 104:775.

    Examples
    --------
    >>> from gapkit.stats import rank_sets
    >>> c, level = np.eye(3) * 0.0004, side_level(0.95)
    >>> shift = rank_shift(
    ...     rank_sets([0.3, 0.6, 0.1], c, conf_level=level),
    ...     rank_sets([0.6, 0.3, 0.1], c, conf_level=level),
    ... )
    >>> print(shift.value, shift.moved)
    [ 1. -1.  0.] [ True  True False]
    """
    _check_same_items(side, reference)
    low, high = side.low - reference.high, side.high - reference.low
    moved = (low > 0) | (high < 0)
    return RankShift(side.rank - reference.rank, low, high, moved, _joint_level(side, reference))


def rank_tau(
    side: RankSets, reference: RankSets, values: npt.ArrayLike, values_reference: npt.ArrayLike
) -> RankAgreement:
    """Kendall's tau-b of two orders; pairs open on either side count as against, then as for.

    Parameters
    ----------
    side, reference : RankSets
        Of the same items, at ``side_level(conf_level)`` each.
    values, values_reference : array_like
        What was ranked.

    Returns
    -------
    RankAgreement
        NaN with fewer than two items; the value alone is NaN where a side's values all tie.

    Raises
    ------
    OptionError
        If the two sides do not rank the same items.

    References
    ----------
    Kendall 1945, Biometrika 33:239.

    Examples
    --------
    >>> from gapkit.stats import rank_sets
    >>> first, second = [0.6, 0.3, 0.28], [0.5, 0.2, 0.3]
    >>> c, level = np.eye(3) * 0.0004, side_level(0.95)
    >>> one = rank_sets(first, c, conf_level=level)
    >>> tau = rank_tau(one, rank_sets(second, c, conf_level=level), first, second)
    >>> round(tau.value, 4), round(tau.interval.low, 4), tau.interval.high
    (0.3333, 0.3333, 1.0)
    """
    _check_same_items(side, reference)
    known = ~np.isnan(side.rank)
    items = int(known.sum())
    pairs = items * (items - 1) / 2
    level = _joint_level(side, reference)
    if not pairs:
        return RankAgreement(float("nan"), Interval(float("nan"), float("nan"), level))
    concordant = float((side.above & reference.above).sum())
    discordant = float((side.above & reference.above.T).sum())
    low = (2 * concordant - pairs) / pairs
    high = (pairs - 2 * discordant) / pairs
    x, y = np.asarray(values, np.float64)[known], np.asarray(values_reference, np.float64)[known]
    return RankAgreement(kendall_tau(x, y), Interval(low, high, level))


def top_overlap(side: RankSets, reference: RankSets, k: int) -> RankAgreement:
    """Count the items that both sides place among their top k.

    Parameters
    ----------
    side, reference : RankSets
        Of the same items, at ``side_level(conf_level)`` each.
    k : int
        From 1 to the number of items that rank.

    Raises
    ------
    OptionError
        If the two sides do not rank the same items, or ``k`` is out of range.

    Examples
    --------
    >>> from gapkit.stats import rank_sets
    >>> c, level = np.eye(3) * 0.0004, side_level(0.95)
    >>> one = rank_sets([0.6, 0.3, 0.28], c, conf_level=level)
    >>> top_overlap(one, one, 1)
    RankAgreement(value=1.0, interval=Interval(low=1.0, high=1.0, level=0.95))
    """
    _check_same_items(side, reference)
    items = int((~np.isnan(side.rank)).sum())
    if not 1 <= k <= items:
        raise OptionError.outside("k", k, f"from 1 to {items}, the items that rank")
    sure = (side.high <= k) & (reference.high <= k)
    both = (side.low <= k) & (reference.low <= k)
    either = (side.low <= k) | (reference.low <= k)
    low = max(float(sure.sum()), 2.0 * k - float(either.sum()), 0.0)
    high = min(float(k), float(both.sum()))
    seen = float(((side.rank <= k) & (reference.rank <= k)).sum())
    level = _joint_level(side, reference)
    return RankAgreement(min(seen, float(k)), Interval(low, high, level))


def top_chance(values: npt.ArrayLike, covariance: npt.ArrayLike, k: int) -> Array:
    """Share of resamples in which each item is among the top k.

    A description of how stable the sample's order is, no confidence statement: print it beside the
    rank set only. From fixed points, so it never changes from run to run.

    Parameters
    ----------
    values : array_like
        One per item; NaN does not rank and stays NaN.
    covariance : array_like
        J x J, of the values.
    k : int
        Places counted as the top, 1 or more.

    Raises
    ------
    OptionError
        If ``k`` is below 1.

    Examples
    --------
    >>> print(top_chance([0.6, 0.3, 0.3], np.eye(3) * 0.0004, 2).round(2))
    [1.  0.5 0.5]
    """
    if k < 1:
        raise OptionError.outside("k", k, "1 or more")
    value = np.asarray(values, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(value))
    result = np.full_like(value, np.nan)
    if known.size:
        c = np.asarray(covariance, dtype=np.float64)[np.ix_(known, known)]
        sd = np.sqrt(np.maximum(np.diagonal(c), 0.0))
        points = normal_points(known.size, POINTS) @ symmetric_root(correlation(c)).T
        draws = value[known] + points * sd
        place = min(k, known.size)
        cut = -np.partition(-draws, place - 1, axis=1)[:, place - 1]
        result[known] = (draws >= cut[:, None]).mean(axis=0)
    return result


def _joint_level(side: RankSets, reference: RankSets) -> float:
    """Level of both sides together, free of the rounding of its square root."""
    return round(side.level * reference.level, 12)


def _check_same_items(side: RankSets, reference: RankSets) -> None:
    ranked, other = ~np.isnan(side.rank), ~np.isnan(reference.rank)
    if ranked.shape != other.shape or (ranked != other).any():
        raise OptionError.outside(
            "reference",
            f"{int(ranked.sum())} items against {int(other.sum())}",
            "rank sets of the same items as `side`",
        )
