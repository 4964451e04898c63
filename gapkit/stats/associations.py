"""Agreement of two columns: Pearson, Spearman and Kendall, with tests and intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.order_tests import kendall_lower, spearman_lower
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.types import Array, Interval

RankTest = Literal["asymptotic", "corrected", "exact"]
SpearmanInterval = Literal["bonett-wright", "fisher"]

FEWEST = 4
"""Pairs that Fisher's interval of a correlation needs."""


@dataclass(frozen=True, slots=True)
class Association:
    """Agreement of two columns.

    Attributes
    ----------
    value : float
        -1 to 1; NaN where a column does not vary.
    statistic : float
        t (Pearson), S (Spearman), z or T (Kendall).
    df : float
        Degrees of freedom of the test; inf where it has none.
    p_value : float
        Two-sided, of no association.
    """

    value: float
    statistic: float
    df: float
    p_value: float


def kendall_tau(x: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """Kendall's tau-b: concordant less discordant pairs, over the pairs untied on each side.

    Pairs of values with NaN are left out; NaN where a column does not vary.

    References
    ----------
    Kendall 1945, Biometrika 33:239.

    Examples
    --------
    >>> round(kendall_tau([1, 2, 3, 3], [1, 3, 2, 4]), 4)
    0.5477
    """
    a, b = _pairs(x, y)
    score = _concordance(a, b)
    untied = _untied_pairs(a) * _untied_pairs(b)
    return float(np.clip(score / np.sqrt(untied), -1, 1)) if untied > 0 else float("nan")


def kendall(x: npt.ArrayLike, y: npt.ArrayLike, *, test: RankTest = "asymptotic") -> Association:
    """Kendall's tau-b with its test.

    Parameters
    ----------
    x, y : array_like
        Two columns of one length; pairs with NaN are left out.
    test : str, default "asymptotic"
        "asymptotic" (z, variance corrected for ties), "corrected" (for continuity too), or "exact"
        (T, the number of concordant pairs; NaN where values tie).

    Raises
    ------
    OptionError
        If the test is unknown or the columns differ in length.

    References
    ----------
    Kendall 1945, Biometrika 33:239. Best and Gipps 1974, Applied Statistics 23:98 (AS 71).

    Examples
    --------
    >>> result = kendall([1, 2, 3, 4, 5], [2, 1, 3, 5, 4], test="exact")
    >>> round(result.value, 2), result.statistic, round(result.p_value, 4)
    (0.6, 8.0, 0.2333)
    """
    check("test", test, RankTest)
    a, b = _pairs(x, y)
    tau = kendall_tau(a, b)
    if test == "exact":
        return _kendall_exact(a, b, tau)
    n, score = len(a), _concordance(a, b)
    variance = _score_variance(n, _tie_sizes(a), _tie_sizes(b))
    size = max(abs(score) - (test == "corrected"), 0.0)
    z = float(np.sign(score) * size / np.sqrt(variance)) if variance > 0 else float("nan")
    return Association(tau, z, float("inf"), float(two_sided_p(z)))


def spearman(x: npt.ArrayLike, y: npt.ArrayLike, *, test: RankTest = "asymptotic") -> Association:
    """Spearman's rank correlation with its test.

    Parameters
    ----------
    x, y : array_like
        Two columns of one length; pairs with NaN are left out.
    test : str, default "asymptotic"
        "asymptotic" (t with n - 2 df), "corrected" (for continuity, by R's rule, which is not the
        same for rho and -rho), or "exact": all orders up to 9 pairs, Edgeworth's series beyond;
        NaN where values tie.

    Returns
    -------
    Association
        The statistic is S, the sum of squared rank differences (n^3 - n)(1 - rho)/6.

    Raises
    ------
    OptionError
        If the test is unknown or the columns differ in length.

    References
    ----------
    Spearman 1904, American Journal of Psychology 15:72. Best and Roberts 1975, Applied Statistics
    24:377 (AS 89).

    Examples
    --------
    >>> result = spearman([1, 2, 3, 4, 5], [2, 1, 3, 5, 4], test="exact")
    >>> round(result.value, 2), round(result.statistic), round(result.p_value, 4)
    (0.8, 4, 0.1333)
    """
    check("test", test, RankTest)
    a, b = _pairs(x, y)
    n = len(a)
    rho = _product_moment(midranks(a), midranks(b))
    s = (n**3 - n) * (1 - rho) / 6
    df = float(n - 2)
    if test == "exact":
        tied = max(_tie_sizes(a).max(initial=0), _tie_sizes(b).max(initial=0)) > 1
        p = float("nan") if tied or np.isnan(rho) else _spearman_exact(s, n)
        return Association(rho, s, df, p)
    return Association(rho, s, df, _spearman_asymptotic(s, n, corrected=test == "corrected"))


def spearman_interval(
    rho: float, n: int, *, method: SpearmanInterval = "bonett-wright", conf_level: float = 0.95
) -> Interval:
    """Interval of Spearman's rho on Fisher's scale.

    Parameters
    ----------
    rho : float
        The estimate; 1 and -1 have no interval: NaN.
    n : int
        Pairs; fewer than 4 have none either.
    method : str, default "bonett-wright"
        Standard error sqrt((1 + rho^2 / 2) / (n - 3)); "fisher" has sqrt(1 / (n - 3)).
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the method is unknown or the level out of range.

    References
    ----------
    Bonett and Wright 2000, Psychometrika 65:23.

    Examples
    --------
    >>> interval = spearman_interval(0.7, 40)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.4682, 0.8417)
    """
    check("method", method, SpearmanInterval)
    check_conf_level(conf_level)
    factor = 1 + rho**2 / 2 if method == "bonett-wright" else 1.0
    return _fisher(rho, n, factor, conf_level)


def pearson(x: npt.ArrayLike, y: npt.ArrayLike) -> Association:
    """Pearson's correlation with its t test.

    Parameters
    ----------
    x, y : array_like
        Two columns of one length; pairs with NaN are left out.

    Raises
    ------
    OptionError
        If the columns differ in length.

    Examples
    --------
    >>> result = pearson([1, 2, 3, 4], [1, 3, 2, 5])
    >>> round(result.value, 4), round(result.p_value, 4)
    (0.8315, 0.1685)
    """
    a, b = _pairs(x, y)
    r, df = _product_moment(a, b), float(len(a) - 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = float(r * np.sqrt(df / np.float64(1 - r * r))) if df > 0 else float("nan")
    return Association(r, t, df, float(two_sided_p(t, df)) if df > 0 else float("nan"))


def pearson_interval(r: float, n: int, *, conf_level: float = 0.95) -> Interval:
    """Fisher's interval of Pearson's r; NaN for r = 1 or -1, or fewer than 4 pairs.

    References
    ----------
    Fisher 1915, Biometrika 10:507.

    Examples
    --------
    >>> interval = pearson_interval(0.7, 40)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.4968, 0.8304)
    """
    check_conf_level(conf_level)
    return _fisher(r, n, 1.0, conf_level)


def midranks(values: npt.ArrayLike) -> Array:
    """Ranks from 1 upwards, tied values sharing the mean of theirs.

    Examples
    --------
    >>> print(midranks([0.4, 0.7, 0.4, 0.1]))
    [2.5 4.  2.5 1. ]
    """
    array = np.asarray(values, dtype=np.float64)
    ordered = np.sort(array)
    first = np.searchsorted(ordered, array, side="left")
    return np.asarray((first + np.searchsorted(ordered, array, side="right") + 1) / 2)


def _pairs(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, Array]:
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1:
        raise OptionError.lengths_differ(("x", "y"), [a.shape, b.shape])
    both = ~(np.isnan(a) | np.isnan(b))
    return a[both], b[both]


def _product_moment(a: Array, b: Array) -> float:
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:  # noqa: PLR2004 - one pair varies not
        return float("nan")
    u, v = a - a.mean(), b - b.mean()
    return float(np.clip(u @ v / np.sqrt((u @ u) * (v @ v)), -1, 1))


def _fisher(r: float, n: int, factor: float, conf_level: float) -> Interval:
    if n < FEWEST or not abs(r) < 1:
        return Interval(float("nan"), float("nan"), conf_level)
    half = float(critical_value(conf_level)) * np.sqrt(factor / (n - 3))
    return Interval(float(np.tanh(np.arctanh(r) - half)), float(np.tanh(np.arctanh(r) + half)), conf_level)


def _concordance(a: Array, b: Array) -> float:
    """Concordant less discordant pairs."""
    return float(sum(np.sign(a[i] - a[:i]) @ np.sign(b[i] - b[:i]) for i in range(len(a))))


def _tie_sizes(a: Array) -> Array:
    return np.asarray(np.unique(a, return_counts=True)[1], dtype=np.float64)


def _untied_pairs(a: Array) -> float:
    n, t = len(a), _tie_sizes(a)
    return float(n * (n - 1) - (t * (t - 1)).sum()) / 2


def _score_variance(n: int, t: Array, u: Array) -> float:
    """Variance of concordant less discordant pairs, corrected for ties in both columns."""
    if n < 3:  # noqa: PLR2004 - two pairs have one order
        return float("nan")
    plain = n * (n - 1) * (2 * n + 5)
    tied = float((t * (t - 1) * (2 * t + 5)).sum() + (u * (u - 1) * (2 * u + 5)).sum())
    pairs = float((t * (t - 1)).sum() * (u * (u - 1)).sum())
    triples = float((t * (t - 1) * (t - 2)).sum() * (u * (u - 1) * (u - 2)).sum())
    return (plain - tied) / 18 + pairs / (2 * n * (n - 1)) + triples / (9 * n * (n - 1) * (n - 2))


def _kendall_exact(a: Array, b: Array, tau: float) -> Association:
    n = len(a)
    if np.isnan(tau) or max(_tie_sizes(a).max(), _tie_sizes(b).max()) > 1:
        return Association(tau, float("nan"), float("inf"), float("nan"))
    concordant = round((tau + 1) * n * (n - 1) / 4)
    nearer = min(concordant, n * (n - 1) // 2 - concordant)
    return Association(tau, float(concordant), float("inf"), min(1.0, 2 * kendall_lower(nearer, n)))


def _spearman_exact(s: float, n: int) -> float:
    nearer = min(round(s), (n**3 - n) // 3 - round(s))
    return min(2 * spearman_lower(nearer, n), 1.0)


def _spearman_asymptotic(s: float, n: int, *, corrected: bool) -> float:
    scale = (n**3 - n) / 6 + corrected
    r = 1 - s / scale
    if n <= 2 or np.isnan(r):  # noqa: PLR2004 - no degrees of freedom
        return float("nan")
    if abs(r) >= 1:
        return 0.0
    return float(two_sided_p(r / np.sqrt((1 - r * r) / (n - 2)), n - 2))
