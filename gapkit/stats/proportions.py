"""Intervals of one share: ten methods, each a small function of share, base and critical value.

The kernels take shares and effective bases that need not come from whole counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betainccinv, betaincinv, expit, logit, ndtr

from gapkit.options import check, check_conf_level
from gapkit.stats.counts import counted
from gapkit.stats.student import critical_value, to_student
from gapkit.stats.types import Array, Interval, Limits, Numbers, broadcast, plain

ProportionMethod = Literal[
    "wilson",
    "wilson-cc",
    "clopper-pearson",
    "mid-p",
    "wald",
    "wald-cc",
    "agresti-coull",
    "jeffreys",
    "logit",
    "arcsine",
]

BISECTIONS = 60


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share with its interval.

    Attributes
    ----------
    value : float or ndarray
        The share, 0 to 1; NaN where the base is 0.
    interval : Interval
        Its confidence interval, in the same units.
    method : str
        How the interval was computed.
    """

    value: Numbers
    interval: Interval
    method: ProportionMethod


def proportion(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    *,
    method: ProportionMethod = "wilson",
    conf_level: float = 0.95,
) -> Proportion:
    """Share of a base, with its confidence interval.

    Parameters
    ----------
    count, base : array_like
        Respondents who gave the answer, and all who were asked. A base of 0 has no share: NaN.
    method : str, default "wilson"
        "wilson", "wilson-cc", "clopper-pearson", "mid-p", "wald", "wald-cc", "agresti-coull",
        "jeffreys", "logit" or "arcsine". Only Wald and Agresti-Coull may leave 0 to 1; logit has
        no interval at 0 % and 100 %.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the method is unknown, the level or a count out of range, or the shapes do not fit.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:857. Brown, Cai and DasGupta 2001, Statistical
    Science 16:101.

    Examples
    --------
    >>> share = proportion(81, 263)
    >>> round(share.interval.low, 4), round(share.interval.high, 4)
    (0.2553, 0.3662)
    """
    check("method", method, ProportionMethod)
    check_conf_level(conf_level)
    share = counted(count, base, names=("count", "base"))
    limits = KERNELS[method](share.p, share.n, critical_value(conf_level))
    low, high = (np.where(share.n > 0, limit, np.nan) for limit in (limits.low, limits.high))
    return Proportion(plain(share.p), Interval(plain(low), plain(high), conf_level), method)


def korn_graubard(
    n: npt.ArrayLike, base: npt.ArrayLike, df: npt.ArrayLike, *, conf_level: float = 0.95
) -> Array:
    """Effective base of ONE share, cut for the few PSUs its variance rests on.

    Multiplied by (t with base - 1 degrees of freedom / t with df) squared; unchanged where
    ``df`` is inf, that is where no PSUs are named. Never use it in a gap: there it would make
    p depend on the level, and ``score_df`` does the job.

    Parameters
    ----------
    n : array_like
        Effective base.
    base : array_like
        Respondents.
    df : array_like
        PSUs minus strata; none or fewer have no interval: NaN.
    conf_level : float, default 0.95
        Level of the interval it will be used for.

    References
    ----------
    Korn and Graubard 1998, Survey Methodology 24:193.

    Examples
    --------
    >>> print(korn_graubard(400.0, 500, 19).round(1), korn_graubard(400.0, 500, np.inf))
    352.5 400.0
    """
    n, base, df = broadcast(n, base, df)
    c = critical_value(conf_level)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = (to_student(c, base - 1) / to_student(c, df)) ** 2
    return n * np.where(np.isinf(df), 1.0, np.minimum(factor, 1.0))


def wilson(p: npt.ArrayLike, n: npt.ArrayLike, c: npt.ArrayLike) -> Limits:
    """Wilson 1927, Journal of the American Statistical Association 22:209.

    Examples
    --------
    >>> limits = wilson(81 / 263, 263, 1.959963984540054)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.2553 0.3662
    """
    p, n, c = broadcast(p, n, c)
    with np.errstate(divide="ignore", invalid="ignore"):
        c2 = c * c / n
        half = np.sqrt(c2 * (p * (1 - p) + c2 / 4))
        low = (p + c2 / 2 - half) / (1 + c2)
        high = (p + c2 / 2 + half) / (1 + c2)
    return Limits(np.where(p == 0, 0.0, low), np.where(p == 1, 1.0, high))


def wilson_cc(p: npt.ArrayLike, n: npt.ArrayLike, c: npt.ArrayLike) -> Limits:
    """Wilson with continuity correction: Newcombe 1998, method 4."""
    p, n, c = broadcast(p, n, c)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = _corrected_low(p, n, c)
        high = 1 - _corrected_low(1 - p, n, c)
    return Limits(np.where(p == 0, 0.0, low), np.where(p == 1, 1.0, high))


def _corrected_low(p: Array, n: Array, c: Array) -> Array:
    square = c**2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1)
    low = (2 * n * p + c**2 - 1 - c * np.sqrt(np.maximum(square, 0.0))) / (2 * (n + c**2))
    return np.maximum(low, 0.0)


def _mirrored(lower: Callable[[Array, Array, Array], Array], p: Array, n: Array, c: Array) -> Limits:
    """Return the interval whose upper limit is the lower one of the opposite answer."""
    x, tail = p * n, ndtr(-c)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Limits(lower(x, n - x, tail), 1 - lower(n - x, x, tail))


def _clopper_pearson(p: Array, n: Array, c: Array) -> Limits:
    """Clopper and Pearson 1934, Biometrika 26:404."""
    x, tail = p * n, ndtr(-c)
    with np.errstate(invalid="ignore"):
        low = np.where(x > 0, betaincinv(x, n - x + 1, tail), 0.0)
        high = np.where(x < n, betainccinv(x + 1, n - x, tail), 1.0)
    return Limits(low, high)


def _mid_p(p: Array, n: Array, c: Array) -> Limits:
    """Lancaster's mid-P: Newcombe 1998, method 6."""
    return _mirrored(_mid_p_low, p, n, c)


def _mid_p_low(x: Array, rest: Array, tail: Array) -> Array:
    low, high = np.zeros_like(x), np.ones_like(x)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        more = np.where(rest > 0, betainc(x + 1, rest, middle), 0.0)
        below = (betainc(x, rest + 1, middle) + more) / 2 < tail
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.where(x > 0, (low + high) / 2, 0.0)


def _wald(p: Array, n: Array, c: Array) -> Limits:
    half = c * np.sqrt(p * (1 - p) / np.where(n > 0, n, np.nan))
    return Limits(p - half, p + half)


def _wald_cc(p: Array, n: Array, c: Array) -> Limits:
    half = c * np.sqrt(p * (1 - p) / np.where(n > 0, n, np.nan))
    half = half + 1 / (2 * np.where(n > 0, n, np.nan))
    return Limits(p - half, p + half)


def _agresti_coull(p: Array, n: Array, c: Array) -> Limits:
    """Agresti and Coull 1998, The American Statistician 52:119."""
    return _wald((p * n + c**2 / 2) / (n + c**2), n + c**2, c)


def _jeffreys(p: Array, n: Array, c: Array) -> Limits:
    """Equal tails of the posterior under Jeffreys's prior, 0 at 0 % and 1 at 100 %."""
    x, tail = p * n, ndtr(-c)
    low = np.where(x > 0, betaincinv(x + 0.5, n - x + 0.5, tail), 0.0)
    high = np.where(x < n, betainccinv(x + 0.5, n - x + 0.5, tail), 1.0)
    return Limits(low, high)


def _logit(p: Array, n: Array, c: Array) -> Limits:
    inner = np.where((p > 0) & (p < 1), p, np.nan)
    half = c / np.sqrt(n * inner * (1 - inner))
    return Limits(expit(logit(inner) - half), expit(logit(inner) + half))


def _arcsine(p: Array, n: Array, c: Array) -> Limits:
    angle = np.arcsin(np.sqrt(p))
    half = c / (2 * np.sqrt(np.where(n > 0, n, np.nan)))
    low, high = np.maximum(angle - half, 0.0), np.minimum(angle + half, np.pi / 2)
    return Limits(np.sin(low) ** 2, np.sin(high) ** 2)


KERNELS: Mapping[ProportionMethod, Callable[[Array, Array, Array], Limits]] = {
    "wilson": wilson,
    "wilson-cc": wilson_cc,
    "clopper-pearson": _clopper_pearson,
    "mid-p": _mid_p,
    "wald": _wald,
    "wald-cc": _wald_cc,
    "agresti-coull": _agresti_coull,
    "jeffreys": _jeffreys,
    "logit": _logit,
    "arcsine": _arcsine,
}
"""Interval of a share p on a real base n at the critical value c, by method."""
