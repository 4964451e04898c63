"""The chance that a random respondent of the side answers higher than one of the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from gapkit.options import check, check_conf_level
from gapkit.stats.ordered_sums import AnswerSums, middle_cdf
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.types import Array, Interval, Limits, Numbers, plain

SuperiorityMethod = Literal["t", "normal", "logit-t", "logit-normal"]
DeltaMethod = Literal["normal", "t", "fisher"]

NO_VARIANCE = 1e-15


@dataclass(frozen=True, slots=True)
class Superiority:
    """Chance that the side answers higher, ties counted half.

    Attributes
    ----------
    value : float or ndarray
        0 to 1; 0.5 where neither side tends to answer higher.
    se : float or ndarray
        Standard error; 0 where the sides do not overlap.
    df : float or ndarray
        Satterthwaite's; inf for the normal methods.
    statistic : float or ndarray
        Of a chance of 0.5, positive where the side is higher; NaN where the sides do not overlap.
    p_value : float or ndarray
        Two-sided; below 1 - conf_level exactly when the interval excludes 0.5.
    interval : Interval
        Only the logit methods keep it between 0 and 1.
    """

    value: Numbers
    se: Numbers
    df: Numbers
    statistic: Numbers
    p_value: Numbers
    interval: Interval


@dataclass(frozen=True, slots=True)
class Dominance:
    """Cliff's delta: pairs in which the side is higher, less pairs in which it is lower.

    Attributes
    ----------
    value : float or ndarray
        -1 to 1; twice the chance of superiority, less 1.
    variance : float or ndarray
        Unbiased, but at least (1 - delta^2) / (n1 n2 - 1).
    higher, lower, tied : float or ndarray
        Shares of the pairs; they sum to 1.
    interval : Interval
        NaN where the sides do not overlap.
    """

    value: Numbers
    variance: Numbers
    higher: Numbers
    lower: Numbers
    tied: Numbers
    interval: Interval


def superiority(
    side: AnswerSums,
    reference: AnswerSums,
    *,
    method: SuperiorityMethod = "t",
    conf_level: float = 0.95,
) -> Superiority:
    """Chance that a random respondent of the side answers higher: Brunner and Munzel's test.

    Needs an order of the answers, no distances. Weighted sums are welcome; strata and PSUs go
    through ``placements`` and ``mean_covariance``.

    Parameters
    ----------
    side, reference : AnswerSums
        On the same codes, low to high.
    method : str, default "t"
        "t" (Brunner and Munzel), "normal", or the same on the logit scale.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    Superiority
        NaN beside the value where the sides do not overlap or a base is below 2.

    Raises
    ------
    OptionError
        If the method is unknown or the level out of range.

    References
    ----------
    Brunner and Munzel 2000, Biometrical Journal 42:17.

    Examples
    --------
    >>> from gapkit.stats import answer_sums
    >>> result = superiority(answer_sums([5, 10, 40, 45]), answer_sums([20, 30, 30, 20]))
    >>> round(result.value, 3), round(result.interval.low, 3), round(result.interval.high, 3)
    (0.705, 0.636, 0.774)
    """
    check("method", method, SuperiorityMethod)
    check_conf_level(conf_level)
    v1, v2 = _placement_variance(side, reference), _placement_variance(reference, side)
    theta = _mean(placements(reference.weight), side.weight)
    variance = v1 + v2
    se = np.sqrt(np.where(variance > NO_VARIANCE, variance, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        welch = variance**2 / (v1**2 / (side.base - 1) + v2**2 / (reference.base - 1))
    df = np.where(se > 0, welch if method in ("t", "logit-t") else np.inf, np.nan)
    scale = np.where(se > 0, se, np.nan)
    c = critical_value(conf_level, df)
    if method.startswith("logit"):
        inner = np.where((theta > 0) & (theta < 1), theta, np.nan)
        scale = scale / (inner * (1 - inner))
        statistic = logit(inner) / scale
        low, high = expit(logit(inner) - c * scale), expit(logit(inner) + c * scale)
    else:
        statistic = (theta - 0.5) / scale
        low, high = theta - c * scale, theta + c * scale
    return Superiority(
        plain(theta),
        plain(se),
        plain(df),
        plain(statistic),
        plain(two_sided_p(statistic, df)),
        Interval(plain(low), plain(high), conf_level),
    )


def placements(weight: npt.ArrayLike) -> Array:
    """Where each code stands among one side's answers: share below plus half the share at it.

    The mean placement of the side among the reference is the chance of superiority; given as scores
    to ``weighted_means`` and ``mean_covariance`` it gets the standard error of any design: add the
    variances of both sides' mean placements.

    Parameters
    ----------
    weight : array_like, shape (..., codes)
        Sums of weights of the other side's codes, low to high.

    Examples
    --------
    >>> print(placements([1, 2, 1]))
    [0.125 0.5   0.875]
    """
    return middle_cdf(weight)


def cliffs_delta(
    side: AnswerSums,
    reference: AnswerSums,
    *,
    method: DeltaMethod = "normal",
    conf_level: float = 0.95,
) -> Dominance:
    """Cliff's delta of two unweighted sides, with its asymmetric interval.

    Parameters
    ----------
    side, reference : AnswerSums
        Counts on the same codes, low to high. Weighted sides: ``superiority``.
    method : str, default "normal"
        Critical value of Cliff's interval: "normal" or "t" (n1 + n2 - 2 degrees of freedom);
        "fisher": atanh with a standard error that ignores ties and shape.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the method is unknown or the level out of range.

    References
    ----------
    Cliff 1996, Ordinal Methods for Behavioral Data Analysis. Feng and Cliff 2004, Journal of
    Modern Applied Statistical Methods 3:322.

    Examples
    --------
    >>> from gapkit.stats import answer_sums
    >>> delta = cliffs_delta(answer_sums([5, 10, 40, 45]), answer_sums([20, 30, 30, 20]))
    >>> round(delta.value, 3), round(delta.interval.low, 3), round(delta.interval.high, 3)
    (0.41, 0.265, 0.537)
    """
    check("method", method, DeltaMethod)
    check_conf_level(conf_level)
    n1, n2 = side.base, reference.base
    tied = _mean(_shares(reference.weight), side.weight)
    d = 2 * _mean(placements(reference.weight), side.weight) - 1
    variance = _delta_variance(side, reference, d, tied)
    free = critical_value(conf_level, n1 + n2 - 2 if method == "t" else np.inf)
    limits = _fisher(d, n1, n2, free) if method == "fisher" else _asymmetric(d, variance, free)
    return Dominance(
        plain(d),
        plain(variance),
        plain((1 + d - tied) / 2),
        plain((1 - d - tied) / 2),
        plain(tied),
        Interval(plain(limits.low), plain(limits.high), conf_level),
    )


def _shares(weight: Array) -> Array:
    total = weight.sum(axis=-1, keepdims=True)
    share: Array = np.divide(weight, total, out=np.full_like(weight, np.nan), where=total > 0)
    return share


def _mean(score: Array, weight: Array) -> Array:
    """Mean of a score per code over one side's answers."""
    return np.asarray((score * _shares(weight)).sum(axis=-1))


def _placement_variance(side: AnswerSums, other: AnswerSums) -> Array:
    """Linearised variance of one side's mean placement among the other."""
    score = placements(other.weight)
    centred = score - _mean(score, side.weight)[..., None]
    total, n = side.weight.sum(axis=-1), side.base
    factor = np.divide(n, n - 1, out=np.full(n.shape, np.nan), where=n > 1)
    squares = (side.square * centred**2).sum(axis=-1)
    return np.asarray(factor * np.divide(squares, total**2, out=np.full(n.shape, np.nan), where=total > 0))


def _delta_variance(side: AnswerSums, reference: AnswerSums, d: Array, tied: Array) -> Array:
    n1, n2 = side.base, reference.base
    first = 2 * placements(reference.weight) - 1 - d[..., None]
    second = 2 * placements(side.weight) - 1 + d[..., None]
    rows = (side.weight * first**2).sum(axis=-1)
    columns = (reference.weight * second**2).sum(axis=-1)
    cells = n1 * n2 * (1 - tied - d**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        unbiased = (n2**2 * rows + n1**2 * columns - cells) / (n1 * n2 * (n1 - 1) * (n2 - 1))
        return np.asarray(np.maximum(unbiased, (1 - d**2) / (n1 * n2 - 1)))


def _asymmetric(d: Array, variance: Array, c: Array) -> Limits:
    inner = np.where(np.abs(d) < 1, d, np.nan)
    reach = c**2 * variance
    half = c * np.sqrt(variance) * np.sqrt((1 - inner**2) ** 2 + reach)
    low, high = inner - inner**3 - half, inner - inner**3 + half
    return Limits(low / (1 - inner**2 + reach), high / (1 - inner**2 + reach))


def _fisher(d: Array, n1: Array, n2: Array, c: Array) -> Limits:
    inner = np.where((np.abs(d) < 1) & (n1 * n2 > 0), d, np.nan)
    half = c * np.sqrt((n1 + n2 + 1) / (3 * np.where(n1 * n2 > 0, n1 * n2, np.nan)))
    return Limits(np.tanh(np.arctanh(inner) - half), np.tanh(np.arctanh(inner) + half))
