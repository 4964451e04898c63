"""Gaps of means in standard deviations, with intervals from the noncentral t distribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, nctdtr

from gapkit.options import check, check_conf_level
from gapkit.stats.samples import Sample
from gapkit.stats.types import Array, Interval, Limits, Numbers, broadcast, plain

Standardiser = Literal["pooled", "average", "reference"]

BISECTIONS = 80
DOUBLINGS = 40


@dataclass(frozen=True, slots=True)
class StandardisedGap:
    """A gap of means in standard deviations.

    Attributes
    ----------
    value : float or ndarray
        Cohen's d, Glass's delta or d_z; positive where the side is higher. NaN where the standard
        deviation is 0 or a base is below 2.
    interval : Interval
        Its interval.
    corrected : float or ndarray
        Hedges's g: the value times the exact small-sample correction.
    corrected_interval : Interval
        The interval times the same.
    """

    value: Numbers
    interval: Interval
    corrected: Numbers
    corrected_interval: Interval


def standardised_gap(
    side: Sample,
    reference: Sample,
    *,
    by: Standardiser = "pooled",
    conf_level: float = 0.95,
) -> StandardisedGap:
    """Gap of two independent means in standard deviations.

    Parameters
    ----------
    side, reference : Sample
        Mean, standard deviation and base of each. Equal weights only.
    by : str, default "pooled"
        The standard deviation to divide by: "pooled" (Cohen's d), "average" (root of the mean
        variance, spreads not taken as equal) or "reference" (Glass's delta).
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If ``by`` is unknown or the level out of range.

    References
    ----------
    Hedges 1981, Journal of Educational Statistics 6:107. Glass 1976, Educational Researcher 5:3.
    Steiger and Fouladi 1997. Delacre et al. 2021 (unequal spreads).

    Examples
    --------
    >>> gap = standardised_gap(Sample(3.9, 1.0, 132), Sample(3.3, 1.1, 1300))
    >>> round(gap.value, 3), round(gap.interval.low, 3), round(gap.interval.high, 3)
    (0.55, 0.37, 0.73)
    """
    check("by", by, Standardiser)
    check_conf_level(conf_level)
    m1, s1, n1, m2, s2, n2 = broadcast(side.mean, side.sd, side.n, reference.mean, reference.sd, reference.n)
    enough = (n1 > 1) & (n2 > 1)
    n1, n2 = np.where(enough, n1, np.nan), np.where(enough, n2, np.nan)
    v1, v2 = s1**2, s2**2
    with np.errstate(divide="ignore", invalid="ignore"):
        if by == "pooled":
            df = n1 + n2 - 2
            unit = np.sqrt(((n1 - 1) * v1 + (n2 - 1) * v2) / df)
            se = np.sqrt(1 / n1 + 1 / n2)
        elif by == "average":
            unit = np.sqrt((v1 + v2) / 2)
            se = np.sqrt(v1 / n1 + v2 / n2) / unit
            df = (v1 / n1 + v2 / n2) ** 2 / (v1**2 / n1**2 / (n1 - 1) + v2**2 / n2**2 / (n2 - 1))
        else:
            unit, df = s2, n2 - 1
            se = np.sqrt(1 / n2 + v1 / (n1 * v2))
    return _sized(m1 - m2, unit, se, df, conf_level)


def paired_standardised_gap(differences: Sample, *, conf_level: float = 0.95) -> StandardisedGap:
    """Mean difference of two answers of the same respondents in its standard deviations (d_z).

    Parameters
    ----------
    differences : Sample
        First answer minus second, per respondent.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level is out of range.

    References
    ----------
    Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, chapter 2.

    Examples
    --------
    >>> round(paired_standardised_gap(Sample(0.25, 0.8, 60)).value, 4)
    0.3125
    """
    check_conf_level(conf_level)
    m, s, n = broadcast(differences.mean, differences.sd, differences.n)
    n = np.where(n > 1, n, np.nan)
    return _sized(m, s, 1 / np.sqrt(n), n - 1, conf_level)


def small_sample_correction(df: npt.ArrayLike) -> Array:
    """Exact factor that makes Hedges's g unbiased; NaN below 2 degrees of freedom.

    References
    ----------
    Hedges 1981, Journal of Educational Statistics 6:107.

    Examples
    --------
    >>> print(small_sample_correction(18).round(4))
    0.9576
    """
    m = np.asarray(df, dtype=np.float64)
    m = np.where(m > 1, m, np.nan)
    return np.asarray(np.exp(gammaln(m / 2) - gammaln((m - 1) / 2)) / np.sqrt(m / 2))


def noncentral_limits(t: npt.ArrayLike, df: npt.ArrayLike, conf_level: float) -> Limits:
    """Interval of the noncentrality of an observed t.

    Examples
    --------
    >>> limits = noncentral_limits(2.0, 30, 0.95)
    >>> print(limits.low.round(3), limits.high.round(3))
    -0.039 4.008
    """
    t, nu = broadcast(t, df)
    tail = (1 - conf_level) / 2
    return Limits(_noncentrality(t, nu, 1 - tail), _noncentrality(t, nu, tail))


def _noncentrality(t: Array, df: Array, p: float) -> Array:
    """Noncentrality at which a t lies below the observed one with chance ``p``."""
    reach = np.abs(t) + 10.0
    low, high = -reach, reach
    for _ in range(DOUBLINGS):
        low = np.where(nctdtr(df, low, t) < p, 2 * low, low)
        high = np.where(nctdtr(df, high, t) > p, 2 * high, high)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        below = nctdtr(df, middle, t) > p
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.where(np.isfinite(t) & np.isfinite(df), (low + high) / 2, np.nan)


def _sized(gap: Array, unit: Array, se: Array, df: Array, conf_level: float) -> StandardisedGap:
    unit = np.where((unit > 0) & ~np.isnan(df), unit, np.nan)
    d = gap / unit
    limits = noncentral_limits(d / se, df, conf_level)
    factor = small_sample_correction(df)
    low, high = limits.low * se, limits.high * se
    return StandardisedGap(
        plain(d),
        Interval(plain(low), plain(high), conf_level),
        plain(factor * d),
        Interval(plain(factor * low), plain(factor * high), conf_level),
    )
