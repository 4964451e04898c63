"""Correlations of two columns: Pearson and Spearman, with tests and intervals."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.options import check, check_conf_level
from gapkit.stats.order_tests import spearman_lower
from gapkit.stats.paired_columns import Association, RankTest, columns, midranks, tie_sizes
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.types import Array, Interval

SpearmanInterval = Literal["bonett-wright", "fisher"]

FEWEST = 4
"""Pairs that Fisher's interval of a correlation needs."""


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
    a, b = columns(x, y)
    n = len(a)
    rho = _product_moment(midranks(a), midranks(b))
    s = (n**3 - n) * (1 - rho) / 6
    df = float(n - 2)
    if test == "exact":
        tied = max(tie_sizes(a).max(initial=0), tie_sizes(b).max(initial=0)) > 1
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
    a, b = columns(x, y)
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
