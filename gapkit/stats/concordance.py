"""Agreement of many respondents on the order of k items: Friedman, Kendall's W and Page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincc, ndtr

from gapkit.errors import OptionError
from gapkit.stats.paired_columns import midranks
from gapkit.stats.types import Array

FEWEST_ITEMS = 2
MOST_ORDERS = 8
"""Items up to which the orders of one respondent are counted for Page's exact p."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """Whether respondents agree on an order of items.

    Attributes
    ----------
    chi2 : float
        Friedman's statistic, corrected for ties; NaN where nobody tells items apart.
    df : int
        Items less one.
    p_value : float
        Of no common order.
    w : float
        Kendall's W, 0 (no agreement) to 1 (all alike).
    mean_correlation : float
        Mean Spearman correlation of all pairs of respondents; NaN for one respondent.
    """

    chi2: float
    df: int
    p_value: float
    w: float
    mean_correlation: float


@dataclass(frozen=True, slots=True)
class OrderTrend:
    """Page's test that items rise in a predicted order.

    Attributes
    ----------
    statistic : float
        L: the sum over items of predicted place times rank sum.
    mean, variance : float
        Of L when there is no order.
    z : float
        (L - mean) / standard deviation.
    p_value : float
        One-sided, from the normal distribution.
    p_exact : float
        One-sided, from all orders; NaN where ranks tie or more than 8 items are ranked.
    """

    statistic: float
    mean: float
    variance: float
    z: float
    p_value: float
    p_exact: float


def friedman(ratings: npt.ArrayLike) -> Concordance:
    """Friedman's test and Kendall's W of n respondents' ratings of k items.

    Parameters
    ----------
    ratings : array_like
        n x k; respondents with NaN are left out.

    Raises
    ------
    OptionError
        If ``ratings`` is no table of two or more items.

    References
    ----------
    Friedman 1937, Journal of the American Statistical Association 32:675. Kendall and Babington
    Smith 1939, Annals of Mathematical Statistics 10:275.

    Examples
    --------
    >>> result = friedman([[1, 2, 3], [1, 3, 2], [1, 2, 3], [2, 1, 3]])
    >>> round(result.chi2, 2), round(result.w, 4)
    (4.5, 0.5625)
    """
    ranked = _ranked(ratings)
    n, k = ranked.shape
    sums = ranked.sum(axis=0)
    spread = float((ranked**2).sum()) - n * k * (k + 1) ** 2 / 4
    nothing = n == 0 or spread <= 0
    between = float(((sums - n * (k + 1) / 2) ** 2).sum())
    chi2 = float("nan") if nothing else (k - 1) * between / spread
    w = chi2 / (n * (k - 1)) if n else float("nan")
    p = float(gammaincc((k - 1) / 2, chi2 / 2))
    return Concordance(chi2, k - 1, p, w, (n * w - 1) / (n - 1) if n > 1 else float("nan"))


def page(ratings: npt.ArrayLike, predicted: npt.ArrayLike) -> OrderTrend:
    """Page's L: whether ratings rise along a predicted order, one-sided.

    Parameters
    ----------
    ratings : array_like
        n x k; respondents with NaN are left out.
    predicted : array_like
        Predicted place of each item, 1 (lowest rating) to k.

    Raises
    ------
    OptionError
        If ``predicted`` is not an order of the items.

    References
    ----------
    Page 1963, Journal of the American Statistical Association 58:216.

    Examples
    --------
    >>> result = page([[1, 2, 3], [1, 3, 2], [1, 2, 3], [2, 1, 3]], [1, 2, 3])
    >>> result.statistic, round(result.z, 4), round(result.p_exact, 4)
    (54.0, 2.1213, 0.0255)
    """
    ranked = _ranked(ratings)
    n, k = ranked.shape
    order = np.asarray(predicted, dtype=np.float64)
    if not np.array_equal(np.sort(order), np.arange(1, k + 1)):
        raise OptionError.outside("predicted", order.tolist(), f"an order of the items, 1 to {k}")
    statistic = float(ranked.sum(axis=0) @ order)
    mean, variance = n * k * (k + 1) ** 2 / 4, n * k**2 * (k + 1) ** 2 * (k - 1) / 144
    z = (statistic - mean) / np.sqrt(variance) if n else float("nan")
    untied = bool((np.sort(ranked, axis=1) == np.arange(1, k + 1)).all())
    exact = _page_upper(round(statistic), n, k) if n and untied and k <= MOST_ORDERS else float("nan")
    return OrderTrend(statistic, mean, variance, float(z), float(ndtr(-z)), exact)


def _ranked(ratings: npt.ArrayLike) -> Array:
    """Midranks within each respondent who rated every item."""
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != FEWEST_ITEMS or table.shape[1] < FEWEST_ITEMS:
        raise OptionError.outside("ratings", f"shape {table.shape}", "n x k, with two items or more")
    complete = table[~np.isnan(table).any(axis=1)]
    return np.array([midranks(row) for row in complete]).reshape(-1, table.shape[1])


def _page_upper(statistic: int, n: int, k: int) -> float:
    """Chance of L at least so large: one respondent's distribution, n times over."""
    orders = np.array(list(permutations(range(1, k + 1))))
    one = np.bincount(orders @ np.arange(1, k + 1)) / len(orders)
    chance = np.ones(1)
    for _ in range(n):
        chance = np.convolve(chance, one)
    return float(chance[statistic:].sum())
