"""Rank tests of independent groups on counts per answer: Mann-Whitney, Hodges-Lehmann, Kruskal-Wallis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincc

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.exact_rank_sums import LARGEST, rank_sum_chances, rank_sum_cost
from gapkit.stats.ordered_sums import CommonCounts, middle_cdf
from gapkit.stats.student import critical_value
from gapkit.stats.tails import Alternative, tail_p
from gapkit.stats.types import Array, Interval, Numbers, plain

RankSumTest = Literal["asymptotic", "corrected", "exact"]


@dataclass(frozen=True, slots=True)
class RankSum:
    """Mann-Whitney's test.

    Attributes
    ----------
    u, u_reference : float or ndarray
        Pairs in which the side (the reference) is higher, ties counted half.
    p_value : float or ndarray
        For the alternative asked for; NaN where all answers are the same.
    """

    u: Numbers
    u_reference: Numbers
    p_value: Numbers


@dataclass(frozen=True, slots=True)
class Shift:
    """Hodges and Lehmann's shift.

    Attributes
    ----------
    value : float
        Median of all differences, side minus reference.
    interval : Interval
        The shifts that Mann-Whitney's test does not reject.
    """

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class RankSpread:
    """Kruskal and Wallis's test.

    Attributes
    ----------
    statistic : float
        H, corrected for ties; NaN where all answers are the same.
    df : int
        Groups less one.
    p_value : float
        Of equal distributions.
    """

    statistic: float
    df: int
    p_value: float


def mann_whitney(
    counts: npt.ArrayLike,
    counts_reference: npt.ArrayLike,
    *,
    test: RankSumTest = "asymptotic",
    alternative: Alternative = "two-sided",
) -> RankSum:
    """Test whether one side tends to answer higher, by ranks.

    The variance holds only if the two distributions are equal throughout; ``superiority`` does not
    need that, and gives an interval.

    Parameters
    ----------
    counts, counts_reference : array_like, shape (..., codes)
        Respondents per answer, low to high, on the same codes. Equal weights only.
    test : str, default "asymptotic"
        "asymptotic" (variance corrected for ties), "corrected" (for continuity too) or "exact": all
        ways to deal the answers to the two sides, ties included.
    alternative : str, default "two-sided"
        "two-sided", "less" (the side is lower) or "greater".

    Raises
    ------
    OptionError
        If a choice is unknown, or the sides are too large for all ways to be counted.

    References
    ----------
    Mann and Whitney 1947, Annals of Mathematical Statistics 18:50. Streitberg and Roehmel 1986,
    Statistical Software Newsletter 12:10 (exact, with ties).

    Examples
    --------
    >>> result = mann_whitney([1, 2, 6], [4, 3, 2])
    >>> result.u, round(result.p_value, 4)
    (61.0, 0.0526)
    """
    check("test", test, RankSumTest)
    check("alternative", alternative, Alternative)
    first = np.asarray(counts, dtype=np.float64)
    second = np.asarray(counts_reference, dtype=np.float64)
    n1, n2 = first.sum(axis=-1), second.sum(axis=-1)
    below = np.cumsum(second, axis=-1) - second / 2
    u = np.where(n1 * n2 > 0, (below * first).sum(axis=-1), np.nan)
    if test == "exact":
        p = _exact_p(first, second, u, alternative)
    else:
        p = _normal_p(first + second, u, n1 * n2, alternative, corrected=test == "corrected")
    return RankSum(plain(u), plain(n1 * n2 - u), plain(p))


def hodges_lehmann(answers: CommonCounts, *, conf_level: float = 0.95) -> Shift:
    """Shift between two sides: the median of all differences of one answer of each.

    Parameters
    ----------
    answers : CommonCounts
        The side and the reference, in that order.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    Shift
        NaN where a side is empty. The interval is exact without ties, and not too short with them; for
        sides too large to count it rests on the normal distribution.

    Raises
    ------
    OptionError
        If the level is out of range.

    References
    ----------
    Hodges and Lehmann 1963, Annals of Mathematical Statistics 34:598.

    Examples
    --------
    >>> from gapkit.stats import common_counts
    >>> hodges_lehmann(common_counts([4, 5, 7, 9], [1, 2, 3, 6])).value
    3.0
    """
    check_conf_level(conf_level)
    first, second = answers.counts
    n1, n2 = round(first.sum()), round(second.sum())
    if not n1 * n2:
        return Shift(float("nan"), Interval(float("nan"), float("nan"), conf_level))
    differences = (answers.values[:, None] - answers.values).ravel()
    pairs = np.outer(first, second).ravel()
    order = np.argsort(differences, kind="stable")
    differences, reached = differences[order], np.cumsum(pairs[order])

    def nth(place: float) -> float:
        return float(differences[np.searchsorted(reached, place - 0.5)])

    total = n1 * n2
    median = (nth((total + 1) // 2) + nth(total // 2 + 1)) / 2
    cut = max(_lower_quantile(n1, n2, (1 - conf_level) / 2, conf_level), 1)
    return Shift(median, Interval(nth(cut), nth(total - cut + 1), conf_level))


def kruskal_wallis(counts: npt.ArrayLike) -> RankSpread:
    """Test whether several groups answer alike, by ranks.

    Parameters
    ----------
    counts : array_like, shape (groups, codes)
        Respondents per answer, low to high, on the same codes. Equal weights only.

    References
    ----------
    Kruskal and Wallis 1952, Journal of the American Statistical Association 47:583.

    Examples
    --------
    >>> result = kruskal_wallis([[1, 2, 6], [4, 3, 2], [3, 3, 3]])
    >>> round(result.statistic, 4), result.df, round(result.p_value, 4)
    (4.0883, 2, 0.1295)
    """
    table = np.asarray(counts, dtype=np.float64)
    table = table[table.sum(axis=1) > 0]
    n, ties = table.sum(axis=1), table.sum(axis=0)
    total = n.sum()
    df = len(table) - 1
    spread = 1 - (ties**3 - ties).sum() / (total**3 - total) if total > 1 else 0.0
    if df < 1 or spread <= 0:
        return RankSpread(float("nan"), max(df, 0), float("nan"))
    mean_rank = (table @ (total * middle_cdf(ties) + 0.5)) / n
    h = 12 / (total * (total + 1)) * float(n @ (mean_rank - (total + 1) / 2) ** 2) / spread
    return RankSpread(float(h), df, float(gammaincc(df / 2, h / 2)))


def _normal_p(ties: Array, u: Array, pairs: Array, alternative: Alternative, *, corrected: bool) -> Array:
    n = ties.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = pairs / 12 * (n + 1 - (ties**3 - ties).sum(axis=-1) / (n * (n - 1)))
        excess = u - pairs / 2
        if corrected:
            one_sided = 0.5 if alternative == "greater" else -0.5
            excess = excess - (np.sign(excess) / 2 if alternative == "two-sided" else one_sided)
        z = excess / np.sqrt(np.where(variance > 0, variance, np.nan))
    return tail_p(z, alternative)


def _exact_p(first: Array, second: Array, u: Array, alternative: Alternative) -> Array:
    flat1, flat2 = first.reshape(-1, first.shape[-1]), second.reshape(-1, second.shape[-1])
    rows = zip(flat1, flat2, np.ravel(u), strict=True)
    return np.array([_exact_p_of(*row, alternative) for row in rows]).reshape(np.shape(u))


def _exact_p_of(first: Array, second: Array, u: float, alternative: Alternative) -> float:
    if np.isnan(u):
        return float("nan")
    cost = rank_sum_cost(first, second)
    if cost > LARGEST:
        hint = 'use test="asymptotic": it is as good on bases this large.'
        raise OptionError.outside("test", f"{cost:.2g} steps", "countable with these bases", hint=hint)
    n1, n = round(first.sum()), round((first + second).sum())
    chance = rank_sum_chances(first + second, n1)
    doubled = np.arange(len(chance)) - n1 * (n1 + 1)  # twice U
    seen, centre = round(2 * u), n1 * (n - n1)
    if alternative == "less":
        return float(chance[doubled <= seen].sum())
    if alternative == "greater":
        return float(chance[doubled >= seen].sum())
    return float(min(1.0, chance[np.abs(doubled - centre) >= abs(seen - centre)].sum()))


def _lower_quantile(n1: int, n2: int, tail: float, conf_level: float) -> int:
    """Smallest U that has more than ``tail`` at or below it, without ties."""
    single = np.ones(n1 + n2)
    if rank_sum_cost(np.r_[np.ones(n1), np.zeros(n2)], np.r_[np.zeros(n1), np.ones(n2)]) <= LARGEST:
        chance = np.cumsum(rank_sum_chances(single, n1)[n1 * (n1 + 1) :: 2])
        return int(np.searchsorted(chance, tail))
    sd = np.sqrt(n1 * n2 * (n1 + n2 + 1) / 12)
    return int(n1 * n2 / 2 - float(critical_value(conf_level)) * sd)
