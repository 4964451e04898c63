"""Cramer's V: how far apart single-choice answers are, from 0 (alike) to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import chndtr

from gapkit.options import check, check_conf_level
from gapkit.stats.contingency import checked_table, homogeneity_test
from gapkit.stats.types import Array, Interval, Limits, Numbers, broadcast, plain

VAlternative = Literal["two-sided", "greater"]

BISECTIONS = 80
FARTHEST = 12.0
"""Normal deviate beyond which no confidence limit lies."""


@dataclass(frozen=True, slots=True)
class CramersV:
    """Association between group and answer.

    Attributes
    ----------
    value : float or ndarray
        0 to 1; NaN where a group or an answer is empty.
    interval : Interval
        From the noncentral chi-square, cut to 0 and 1; it may lie wholly below ``value``, which is
        biased upwards.
    corrected : bool
        Whether the bias was taken off.
    """

    value: Numbers
    interval: Interval
    corrected: bool


def cramers_v(
    table: npt.ArrayLike,
    *,
    corrected: bool = False,
    alternative: VAlternative = "two-sided",
    conf_level: float = 0.95,
) -> CramersV:
    """Cramer's V of groups by answers, with its interval.

    Parameters
    ----------
    table : array_like
        Respondents; the last two axes are groups and answers.
    corrected : bool, default False
        Bergsma's correction of the bias of value and limits.
    alternative : str, default "two-sided"
        "greater": a lower limit only, the upper one is 1.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If a choice, the level or a count is out of range.

    References
    ----------
    Cramer 1946. Bergsma 2013, Journal of the Korean Statistical Society 42:323. Smithson 2003,
    Confidence Intervals, Sage.

    Examples
    --------
    >>> v = cramers_v([[20, 31, 9], [44, 50, 30], [12, 5, 19]])
    >>> round(v.value, 4), round(v.interval.low, 4), round(v.interval.high, 4)
    (0.2189, 0.103, 0.299)
    """
    check("alternative", alternative, VAlternative)
    check_conf_level(conf_level)
    x = checked_table(table)
    test = homogeneity_test(x)
    tails = 2 if alternative == "two-sided" else 1
    limits = noncentrality_limits(test.statistic, test.df, (1 - conf_level) / tails)
    n = np.where(np.isnan(test.statistic), np.nan, x.sum(axis=(-2, -1)))
    lines = np.array(x.shape[-2:], dtype=np.float64)
    value, low, high = (
        _v(np.asarray(chi2), n, lines, corrected=corrected)
        for chi2 in (test.statistic, limits.low, limits.high)
    )
    if alternative == "greater":
        high = np.where(np.isnan(low), np.nan, 1.0)
    return CramersV(plain(value), Interval(plain(low), plain(high), conf_level), corrected)


def noncentrality_limits(chi2: npt.ArrayLike, df: npt.ArrayLike, tail: float) -> Limits:
    """Noncentralities under which ``chi2`` is neither too large nor too small, by ``tail`` each.

    Parameters
    ----------
    chi2 : array_like
        A chi-square statistic.
    df : array_like
        Its degrees of freedom.
    tail : float
        Chance of each tail, such as 0.025.

    References
    ----------
    Steiger and Fouladi 1997, in What If There Were No Significance Tests.

    Examples
    --------
    >>> limits = noncentrality_limits(21.084864682595335, 4, 0.025)
    >>> print(limits.low.round(4), limits.high.round(4))
    4.6718 39.333
    """
    x, nu = broadcast(chi2, df)
    ends = []
    for chance in (1 - tail, tail):
        low, high = np.zeros_like(x), (np.sqrt(x) + FARTHEST) ** 2
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            short = chndtr(x, nu, middle) > chance
            low, high = np.where(short, middle, low), np.where(short, high, middle)
        none = chndtr(x, nu, 0.0) <= chance
        ends.append(np.where(np.isnan(x), np.nan, np.where(none, 0.0, low)))
    return Limits(ends[0], ends[1])


def _v(chi2: Array, n: Array, lines: Array, *, corrected: bool) -> Array:
    """Return V of a chi-square; lines are the numbers of groups and of answers."""
    square = chi2 / n
    if corrected:
        with np.errstate(divide="ignore", invalid="ignore"):
            square = np.maximum(square - np.prod(lines - 1) / (n - 1), 0.0)
            fewer = np.min(lines) - 1 - (np.min(lines) - 1) ** 2 / (n - 1)
        return np.minimum(np.sqrt(square / np.where(fewer > 0, fewer, np.nan)), 1.0)
    return np.minimum(np.sqrt(square / (np.min(lines) - 1)), 1.0)
