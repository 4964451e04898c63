"""t tests of means from means, standard deviations and bases, with the interval that agrees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gapkit.options import check, check_conf_level
from gapkit.stats.means import CONSTANT, mean_gap
from gapkit.stats.samples import Sample
from gapkit.stats.student import normal_critical, to_student
from gapkit.stats.tails import Alternative, tail_p
from gapkit.stats.types import Array, Interval, Limits, Numbers, broadcast, plain

FEWEST = 2
"""Respondents that a standard deviation needs."""


@dataclass(frozen=True, slots=True)
class MeanTest:
    """A difference of means with its t test.

    Attributes
    ----------
    value : float or ndarray
        Side minus reference, in scale units.
    se : float or ndarray
        Standard error; 0 where nothing varies.
    df : float or ndarray
        Degrees of freedom.
    statistic : float or ndarray
        t; NaN where nothing varies.
    p_value : float or ndarray
        For the alternative asked for.
    interval : Interval
        Two-sided, or open on the side that the alternative does not bound.
    """

    value: Numbers
    se: Numbers
    df: Numbers
    statistic: Numbers
    p_value: Numbers
    interval: Interval


def mean_test(
    side: Sample,
    reference: Sample,
    *,
    equal_spread: bool = False,
    alternative: Alternative = "two-sided",
    conf_level: float = 0.95,
) -> MeanTest:
    """Test two independent means: Welch's t, or Student's where spreads are taken as equal.

    Parameters
    ----------
    side, reference : Sample
        Mean, standard deviation and base of each. Equal weights only.
    equal_spread : bool, default False
        Pool the two standard deviations (Student) instead of adding the variances (Welch).
    alternative : str, default "two-sided"
        "two-sided", "less" (the side is below the reference) or "greater".
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    MeanTest
        NaN where a base is below 2 or neither side varies.

    Raises
    ------
    OptionError
        If the alternative is unknown or the level out of range.

    References
    ----------
    Welch 1947, Biometrika 34:28. Student 1908, Biometrika 6:1.

    Examples
    --------
    >>> test = mean_test(Sample(3.9, 1.0, 132), Sample(3.3, 1.1, 1300))
    >>> round(test.statistic, 3), round(test.interval.low, 3), round(test.interval.high, 3)
    (6.505, 0.418, 0.782)
    """
    _check(alternative, conf_level)
    m1, s1, n1, m2, s2, n2 = broadcast(side.mean, side.sd, side.n, reference.mean, reference.sd, reference.n)
    enough = (n1 >= FEWEST) & (n2 >= FEWEST)
    n1, n2 = np.where(enough, n1, np.nan), np.where(enough, n2, np.nan)
    if equal_spread:
        pooled = np.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2))
        se = pooled * np.sqrt(1 / n1 + 1 / n2)
        constant = se <= CONSTANT * np.maximum(np.abs(m1), np.abs(m2))
        se = np.where(constant, 0.0, se)
        return _tested(m1 - m2, se, n1 + n2 - 2, alternative, conf_level)
    gap = mean_gap(m1, s1 / np.sqrt(n1), n1 - 1, m2, s2 / np.sqrt(n2), n2 - 1)
    return _tested(gap.value, gap.se, gap.df, alternative, conf_level)


def paired_mean_test(
    differences: Sample,
    *,
    alternative: Alternative = "two-sided",
    conf_level: float = 0.95,
) -> MeanTest:
    """Test the mean difference of two answers of the same respondents.

    Only for two columns of one side; two sides are independent samples (``mean_test``).

    Parameters
    ----------
    differences : Sample
        First answer minus second, per respondent.
    alternative : str, default "two-sided"
        "two-sided", "less" or "greater".
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    MeanTest
        NaN where there are fewer than 2 respondents or all differences are the same.

    Raises
    ------
    OptionError
        If the alternative is unknown or the level out of range.

    References
    ----------
    Student 1908, Biometrika 6:1.

    Examples
    --------
    >>> test = paired_mean_test(Sample(0.25, 0.8, 60))
    >>> round(test.statistic, 3), round(test.p_value, 4)
    (2.421, 0.0186)
    """
    _check(alternative, conf_level)
    m, s, n = broadcast(differences.mean, differences.sd, differences.n)
    n = np.where(n >= FEWEST, n, np.nan)
    se = s / np.sqrt(n)
    se = np.where(se <= CONSTANT * np.abs(m), 0.0, se)
    return _tested(m, se, n - 1, alternative, conf_level)


def _check(alternative: Alternative, conf_level: float) -> None:
    check("alternative", alternative, Alternative)
    check_conf_level(conf_level)


def _tested(value: Array, se: Array, df: Array, alternative: Alternative, conf_level: float) -> MeanTest:
    spread = np.where(se > 0, se, np.nan)
    t = value / spread
    limits = open_limits(value, spread, df, alternative, conf_level)
    return MeanTest(
        plain(value),
        plain(se),
        plain(df),
        plain(t),
        plain(tail_p(t, alternative, df)),
        Interval(plain(limits.low), plain(limits.high), conf_level),
    )


def open_limits(value: Array, se: Array, df: Array, alternative: Alternative, conf_level: float) -> Limits:
    """Limits of a t interval, infinite on the side that a one-sided alternative leaves open."""
    tail = 1 - conf_level if alternative == "two-sided" else 2 * (1 - conf_level)
    half = to_student(normal_critical(tail), df) * se
    known = np.isnan(half)
    low = np.where(known, np.nan, -np.inf) if alternative == "less" else value - half
    high = np.where(known, np.nan, np.inf) if alternative == "greater" else value + half
    return Limits(low, high)
