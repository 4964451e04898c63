"""Tests between groups on one design: estimates and their joint covariance in, t or F out.

The covariance comes from ``covariance`` or ``replicate_covariance``; it holds what groups share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import fdtrc, logit, ndtri

from gapkit.options import check, check_conf_level
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.types import Array, Interval

RankScore = Literal["wilcoxon", "normal", "median"]


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """Difference of two estimates on one design.

    Attributes
    ----------
    value : float
        First minus second; on the logit scale a log odds ratio.
    se : float
        Standard error, with the covariance of the two.
    df : float
        As given.
    statistic, p_value : float
        t and its two-sided p; NaN where there is no variance.
    interval : Interval
        Of the value.
    """

    value: float
    se: float
    df: float
    statistic: float
    p_value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class WaldTest:
    """Test that several estimates are 0 together.

    Attributes
    ----------
    chi2 : float
        Wald's statistic; NaN where the covariance has no inverse.
    df : int
        Estimates.
    df_denominator : float
        Of the F distribution that ``chi2 / df`` is referred to.
    p_value : float
        NaN where the statistic is.
    """

    chi2: float
    df: int
    df_denominator: float
    p_value: float


def group_difference(
    values: npt.ArrayLike,
    covariance: npt.ArrayLike,
    df: float,
    *,
    odds: bool = False,
    conf_level: float = 0.95,
) -> GroupDifference:
    """Difference of two groups' means (or shares, mean rank scores) on one design.

    Equal to a regression on a group indicator, so ``df`` is PSUs minus strata minus one.

    Parameters
    ----------
    values : array_like, shape (2,)
        The side and the reference.
    covariance : array_like, shape (2, 2)
        Of the two.
    df : float
        Degrees of freedom.
    odds : bool, default False
        Take shares to log odds first: the log odds ratio of a logistic regression.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level is out of range.

    References
    ----------
    Lumley 2010, Complex Surveys, Wiley. Binder 1983, International Statistical Review 51:279.

    Examples
    --------
    >>> test = group_difference([0.6, 0.5], [[0.001, 0.0], [0.0, 0.0005]], 40)
    >>> round(test.statistic, 4), round(test.p_value, 4)
    (2.582, 0.0136)
    """
    check_conf_level(conf_level)
    v, c = np.asarray(values, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    if odds:
        inner = np.where((v > 0) & (v < 1), v, np.nan)
        slope = 1 / (inner * (1 - inner))
        v, c = logit(inner), c * slope[:, None] * slope
    value, variance = float(v[0] - v[1]), float(c[0, 0] + c[1, 1] - 2 * c[0, 1])
    se = float(np.sqrt(variance)) if variance > 0 and df > 0 else float("nan")
    half = float(critical_value(conf_level, df)) * se if df > 0 else float("nan")
    return GroupDifference(
        value,
        se,
        df,
        value / se,
        float(two_sided_p(value / se, df)) if df > 0 else float("nan"),
        Interval(value - half, value + half, conf_level),
    )


def wald_test(values: npt.ArrayLike, covariance: npt.ArrayLike, df: float) -> WaldTest:
    """Test that k estimates are all 0, by Wald's statistic referred to F.

    Parameters
    ----------
    values : array_like, shape (k,)
        Such as differences of groups from the first one.
    covariance : array_like, shape (k, k)
        Of the values.
    df : float
        Denominator degrees of freedom.

    Examples
    --------
    >>> test = wald_test([0.1, -0.05], [[0.001, 0.0], [0.0, 0.0005]], 40)
    >>> round(test.chi2, 2), round(test.p_value, 4)
    (15.0, 0.0017)
    """
    v, c = np.asarray(values, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    k = len(v)
    usable = bool(k and np.isfinite(c).all() and np.isfinite(v).all() and df > 0)
    if not usable or np.linalg.matrix_rank(c, hermitian=True) < k:
        return WaldTest(float("nan"), k, df, float("nan"))
    chi2 = float(v @ np.linalg.solve(c, v))
    return WaldTest(chi2, k, df, float(fdtrc(k, df, chi2 / k)))


def rank_scores(y: npt.ArrayLike, weight: npt.ArrayLike, *, score: RankScore = "wilcoxon") -> Array:
    """Scores whose group means make a design-based rank test.

    Parameters
    ----------
    y, weight : array_like, shape (n,)
        Answers and weights; NaN has no score and counts in no rank.
    score : str, default "wilcoxon"
        "wilcoxon" (share of the weights below, plus half of the tied ones), "normal" (its normal
        quantile, van der Waerden) or "median" (above one half or not).

    Raises
    ------
    OptionError
        If the score is unknown.

    References
    ----------
    Lumley and Scott 2013, Biometrika 100:831. R survey averages tied ranks in the order of the
    rows, so its scores move when rows are shuffled; these do not.

    Examples
    --------
    >>> print(rank_scores([3, 1, 3, 2], [1, 1, 1, 1]))
    [0.75  0.125 0.75  0.375]
    """
    check("score", score, RankScore)
    answers, w = np.asarray(y, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    result = np.full(answers.shape, np.nan)
    known = ~np.isnan(answers)
    order = np.flatnonzero(known)[np.argsort(answers[known], kind="stable")]
    _, tie = np.unique(answers[order], return_inverse=True)
    size = np.bincount(tie, w[order])
    rank = ((np.cumsum(size) - size / 2) / size.sum())[tie] if order.size else w[order]
    if score == "normal":
        rank = ndtri(rank)
    elif score == "median":
        rank = (rank > 1 / 2).astype(np.float64)
    result[order] = rank
    return result
