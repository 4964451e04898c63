"""Intraclass correlations: how far raters (or items) agree on the same targets."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt
from scipy.special import fdtrc

from gapkit.options import check_conf_level
from gapkit.stats.reliability import complete_rows, f_quantile
from gapkit.stats.types import Array, Interval

KINDS = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")


@dataclass(frozen=True, slots=True, eq=False)
class IntraclassCorrelations:
    """The six intraclass correlations of Shrout and Fleiss.

    Attributes
    ----------
    kind : tuple of str
        "ICC1" (raters differ by target), "ICC2" (raters drawn at random), "ICC3" (these raters), and
        the same for the mean of all k raters.
    value : ndarray
        At most 1; NaN where targets do not differ at all.
    statistic, df, df_denominator, p_value : ndarray
        F test of no agreement.
    interval : Interval
        Per kind.
    base : int
        Targets rated by everyone.
    """

    kind: tuple[str, ...]
    value: Array
    statistic: Array
    df: Array
    df_denominator: Array
    p_value: Array
    interval: Interval
    base: int


def intraclass_correlations(ratings: npt.ArrayLike, *, conf_level: float = 0.95) -> IntraclassCorrelations:
    """Intraclass correlations of n targets rated by k raters.

    Parameters
    ----------
    ratings : array_like, shape (n, k)
        Targets in rows; those with NaN are left out. Equal weights only.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If there are fewer than two raters, or the level is out of range.

    References
    ----------
    Shrout and Fleiss 1979, Psychological Bulletin 86:420. McGraw and Wong 1996, Psychological
    Methods 1:30.

    Examples
    --------
    >>> ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> print(intraclass_correlations(ratings).value.round(2))
    [0.17 0.29 0.71 0.44 0.62 0.91]
    """
    check_conf_level(conf_level)
    table = complete_rows(ratings)
    n, k = table.shape
    squares = _squares(table)
    if squares is None:
        empty = np.full(6, nan)
        nowhere = Interval(empty, empty, conf_level)
        return IntraclassCorrelations(KINDS, empty, empty, empty, empty, empty, nowhere, n)
    b, w, j, e = squares.between, squares.within, squares.raters, squares.error
    singles = np.array(
        [
            (b - w) / (b + (k - 1) * w),
            (b - e) / (b + (k - 1) * e + k * (j - e) / n),
            (b - e) / (b + (k - 1) * e),
        ]
    )
    means = np.array([(b - w) / b, (b - e) / (b + (j - e) / n), (b - e) / b])
    f = np.array([b / w, b / e, b / e])
    df = np.full(3, n - 1.0)
    denominator = np.array([n * (k - 1.0), (n - 1.0) * (k - 1), (n - 1.0) * (k - 1)])
    tail = (1 - conf_level) / 2
    low = np.array([_one_way(f[i], df[i], denominator[i], k, 1 - tail) for i in (0, 0, 2)])
    high = np.array([_one_way(f[i], df[i], denominator[i], k, tail) for i in (0, 0, 2)])
    low[1], high[1] = _two_way(squares, float(singles[1]), n, k, tail)
    limits = [np.append(each, k * each / (1 + (k - 1) * each)) for each in (low, high)]
    twice = [np.tile(each, 2) for each in (f, df, denominator)]
    return IntraclassCorrelations(
        kind=KINDS,
        value=np.append(singles, means),
        statistic=twice[0],
        df=twice[1],
        df_denominator=twice[2],
        p_value=np.asarray(fdtrc(twice[1], twice[2], twice[0])),
        interval=Interval(limits[0], limits[1], conf_level),
        base=n,
    )


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares between targets, within targets, between raters, and of what is left."""

    between: float
    within: float
    raters: float
    error: float


def _squares(table: Array) -> _Squares | None:
    n, k = table.shape
    if n < 2:  # noqa: PLR2004 - one target tells nothing
        return None
    grand, rows, columns = table.mean(), table.mean(axis=1), table.mean(axis=0)
    between = k * float(((rows - grand) ** 2).sum()) / (n - 1)
    within = float(((table - rows[:, None]) ** 2).sum()) / (n * (k - 1))
    raters = n * float(((columns - grand) ** 2).sum()) / (k - 1)
    error = float(((table - rows[:, None] - columns + grand) ** 2).sum()) / ((n - 1) * (k - 1))
    return _Squares(between, within, raters, error) if between > 0 and error > 0 else None


def _one_way(f: float, df: float, denominator: float, k: int, p: float) -> float:
    """Limit of a correlation from the limit of its F ratio."""
    ratio = f / f_quantile(p, df, denominator)
    return (ratio - 1) / (ratio + k - 1)


def _two_way(s: _Squares, icc: float, n: int, k: int, tail: float) -> Array:
    """Limits of ICC2, its degrees of freedom by Satterthwaite."""
    fj = s.raters / s.error
    spread = n * (1 + (k - 1) * icc) - k * icc
    v = (k - 1) * (n - 1) * (k * icc * fj + spread) ** 2
    v /= (n - 1) * k**2 * icc**2 * fj**2 + spread**2
    upper, lower = f_quantile(1 - tail, n - 1, v), f_quantile(1 - tail, v, n - 1)
    rest = k * s.raters + (k * n - k - n) * s.error
    low = n * (s.between - upper * s.error) / (upper * rest + n * s.between)
    high = n * (lower * s.between - s.error) / (rest + n * lower * s.between)
    return np.array([low, high])
