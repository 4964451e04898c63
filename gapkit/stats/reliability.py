"""Reliability of a scale made of several items: Cronbach's alpha, and of the difference of two scales."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.student import normal_critical
from gapkit.stats.types import Array, Interval, broadcast

PAIR = 2


@dataclass(frozen=True, slots=True, eq=False)
class Alpha:
    """Cronbach's alpha of one scale.

    Attributes
    ----------
    value : float
        At most 1; below 0 where items contradict each other. NaN where the scale's sum does not vary.
    standardised : float
        The same for items of equal spread; NaN where an item does not vary.
    interval : Interval
        Feldt's, from the F distribution.
    se : float
        Asymptotic standard error (van Zyl, Neudecker and Nel).
    normal_interval : Interval
        Value and normal margin of that error (Duhachek).
    mean_correlation : float
        Mean correlation of two items.
    lambda6 : float
        Guttman's lambda 6.
    without_item : ndarray
        Alpha if the item were dropped; NaN with two items.
    item_rest : ndarray
        Correlation of each item with the sum of the others.
    base, items : int
        Respondents with every answer; items.
    """

    value: float
    standardised: float
    interval: Interval
    se: float
    normal_interval: Interval
    mean_correlation: float
    lambda6: float
    without_item: Array
    item_rest: Array
    base: int
    items: int


def cronbach_alpha(answers: npt.ArrayLike, *, conf_level: float = 0.95) -> Alpha:
    """Cronbach's alpha with two intervals and what each item does to it.

    Parameters
    ----------
    answers : array_like, shape (n, k)
        Items in columns, reverse-worded ones already turned. Respondents with NaN are left out; equal
        weights only.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If there are fewer than two items, or the level is out of range.

    References
    ----------
    Cronbach 1951, Psychometrika 16:297. Feldt 1965, Psychometrika 30:357. van Zyl, Neudecker and Nel
    2000, Psychometrika 65:271. Duhachek and Iacobucci 2004, Journal of Applied Psychology 89:792.
    Guttman 1945, Psychometrika 10:255.

    Examples
    --------
    >>> answers = [[1, 2, 1], [2, 2, 3], [4, 3, 4], [5, 4, 5], [3, 3, 2]]
    >>> alpha = cronbach_alpha(answers)
    >>> round(alpha.value, 4), round(alpha.interval.low, 4), round(alpha.interval.high, 4)
    (0.9184, 0.5875, 0.9909)
    """
    check_conf_level(conf_level)
    table = complete_rows(answers)
    n, k = table.shape
    c = covariance_of(table)
    r = correlations_of(c)
    value = _alpha(c)
    tail = (1 - conf_level) / 2
    enough = n > PAIR
    low, high = (
        1 - (1 - value) * f_quantile(p, n - 1, (n - 1) * (k - 1)) if enough else nan for p in (1 - tail, tail)
    )
    se = _alpha_error(c, n) if enough else nan
    half = normal_critical(2 * tail) * se
    between = r[np.triu_indices(k, 1)]
    rest = [_item_rest(c, item) for item in range(k)]
    without = [_alpha(np.delete(np.delete(c, item, 0), item, 1)) for item in range(k)]
    return Alpha(
        value=value,
        standardised=_alpha(r),
        interval=Interval(low, high, conf_level),
        se=se,
        normal_interval=Interval(value - half, value + half, conf_level),
        mean_correlation=float(between.mean()),
        lambda6=_lambda6(r),
        without_item=np.array(without) if k > PAIR else np.full(k, nan),
        item_rest=np.array(rest),
        base=n,
        items=k,
    )


def difference_reliability(
    sd: npt.ArrayLike,
    reliability: npt.ArrayLike,
    sd_reference: npt.ArrayLike,
    reliability_reference: npt.ArrayLike,
    correlation: npt.ArrayLike,
) -> Array:
    """Reliability of a difference score, such as perception minus expectation of one respondent.

    Low where the two correlate as highly as they are reliable: most of what is left is noise.

    Parameters
    ----------
    sd, sd_reference : array_like
        Standard deviations of the two scores over respondents.
    reliability, reliability_reference : array_like
        Their reliabilities, such as alpha.
    correlation : array_like
        Of the two scores; 0 for independent samples.

    Returns
    -------
    ndarray
        NaN where the difference does not vary.

    References
    ----------
    Peter, Churchill and Brown 1993, Journal of Consumer Research 19:655.

    Examples
    --------
    >>> print(difference_reliability(1.0, 0.8, 1.0, 0.8, 0.5).round(2))
    0.6
    """
    s1, r1, s2, r2, r = broadcast(sd, reliability, sd_reference, reliability_reference, correlation)
    shared = 2 * r * s1 * s2
    total = s1**2 + s2**2 - shared
    true: Array = np.divide(
        s1**2 * r1 + s2**2 * r2 - shared, total, out=np.full(total.shape, nan), where=total > 0
    )
    return true


def complete_rows(answers: npt.ArrayLike) -> Array:
    """Respondents with every answer; ``OptionError`` unless there are two items or more."""
    table = np.asarray(answers, dtype=np.float64)
    if table.ndim != PAIR or table.shape[1] < PAIR:
        raise OptionError.outside("answers", f"shape {table.shape}", "n x k, with two items or more")
    return np.asarray(table[~np.isnan(table).any(axis=1)])


def covariance_of(table: Array) -> Array:
    """Covariance of the items (divisor n - 1); NaN below two respondents."""
    n, k = table.shape
    if n < PAIR:
        return np.full((k, k), nan)
    centred = table - table.mean(axis=0)
    return np.asarray(centred.T @ centred / (n - 1))


def correlations_of(c: Array) -> Array:
    """Correlations of items; NaN for an item that does not vary."""
    variance = np.diagonal(c)
    sd = np.sqrt(np.where(variance > 0, variance, nan))
    return np.asarray(c / sd[:, None] / sd)


def f_quantile(p: float, df: float, df_denominator: float) -> float:
    """Quantile of the F distribution."""
    x = float(betaincinv(df / 2, df_denominator / 2, p))
    return df_denominator / df * x / (1 - x) if x < 1 else float("inf")


def _alpha(c: Array) -> float:
    k, total = len(c), float(c.sum())
    return k / (k - 1) * (1 - float(np.trace(c)) / total) if k > 1 and total > 0 else nan


def _alpha_error(c: Array, n: int) -> float:
    """Asymptotic standard error without equal covariances."""
    k, total, trace = len(c), float(c.sum()), float(np.trace(c))
    if not total > 0:
        return nan
    square = c @ c
    inner = total * (float(np.trace(square)) + trace**2) - 2 * trace * float(square.sum())
    q = 2 * k**2 / ((k - 1) ** 2 * total**3) * inner
    return float(np.sqrt(max(q, 0.0) / n))


def _item_rest(c: Array, item: int) -> float:
    others = np.delete(np.arange(len(c)), item)
    rest = float(c[np.ix_(others, others)].sum())
    own = float(c[item, item])
    return float(c[item, others].sum() / np.sqrt(own * rest)) if own > 0 and rest > 0 else nan


def _lambda6(r: Array) -> float:
    """Guttman's lambda 6: what the other items do not explain of each item is noise."""
    if np.isnan(r).any() or np.linalg.matrix_rank(r, hermitian=True) < len(r):
        return nan
    unexplained = 1 / np.diagonal(np.linalg.inv(r))
    return float(1 - unexplained.sum() / r.sum())
