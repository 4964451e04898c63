"""Power of textbook tests: what other programs print.

``planning`` answers the same questions for gapkit's own decision, families and design effects.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import nctdtr, ndtr

from gapkit.options import check, check_conf_level
from gapkit.stats.effects import cohens_h
from gapkit.stats.student import normal_critical, to_student
from gapkit.stats.types import Array, Numbers, broadcast, plain

PowerMethod = Literal["pooled", "unpooled", "arcsine"]

NO_WRONG_TAIL = 5.0
"""Standard errors from 0 at which significance the wrong way has a chance below 1e-8."""
CERTAIN = 30.0
"""Standard errors from 0 at which power is 1; scipy's noncentral t ends at 38."""


def proportion_power(
    p1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    method: PowerMethod = "pooled",
    both_tails: bool = True,
    conf_level: float = 0.95,
) -> Numbers:
    """Chance that a z test of two shares is significant.

    Parameters
    ----------
    p1, p2 : array_like
        True shares of the side and of the reference, 0 to 1.
    n1, n2 : array_like
        Bases, need not be whole.
    method : str, default "pooled"
        Standard error of the test: "pooled", "unpooled", or "arcsine" on Cohen's h.
    both_tails : bool, default True
        Count significance in the wrong direction too; R's ``power.prop.test`` does not, unless
        ``strict``.
    conf_level : float, default 0.95
        Of the two-sided test.

    Raises
    ------
    OptionError
        If the method is unknown or the level out of range.

    References
    ----------
    Farrington and Manning 1990, Statistics in Medicine 9:1447. Cohen 1988, chapter 6.

    Examples
    --------
    >>> round(proportion_power(0.5, 0.65, 100, 100, both_tails=False), 4)
    0.5745
    """
    check("method", method, PowerMethod)
    check_conf_level(conf_level)
    c = normal_critical(1 - conf_level)
    first, second, base, base_reference = broadcast(p1, p2, n1, n2)
    return plain(share_power(first, second, base, base_reference, method, c, both_tails=both_tails))


def h_power(
    h: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    one_sided: bool = False,
    conf_level: float = 0.95,
) -> Numbers:
    """Chance that a test of Cohen's h is significant.

    Parameters
    ----------
    h : array_like
        True gap on the arcsine scale.
    n1, n2 : array_like
        Bases.
    one_sided : bool, default False
        Test "the side is above the reference" only.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level is out of range.

    References
    ----------
    Cohen 1988, chapter 6.

    Examples
    --------
    >>> round(h_power(0.3, 132, 1300), 4)
    0.9073
    """
    check_conf_level(conf_level)
    effect, first, second = broadcast(h, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = effect * np.sqrt(first * second / (first + second))
    c = normal_critical((1 - conf_level) * (2 if one_sided else 1))
    return plain(ndtr(shift - c) + (0.0 if one_sided else ndtr(-shift - c)))


def mean_power(
    d: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike, *, conf_level: float = 0.95
) -> Numbers:
    """Chance that Student's t test of two means is significant, either way.

    Parameters
    ----------
    d : array_like
        True gap in standard deviations.
    n1, n2 : array_like
        Bases, together more than 2.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level is out of range.

    References
    ----------
    Cohen 1988, chapter 2.

    Examples
    --------
    >>> round(mean_power(0.5, 60, 60), 4)
    0.7753
    """
    check_conf_level(conf_level)
    effect, first, second = broadcast(d, n1, n2)
    return plain(t_power(effect, first, second, normal_critical(1 - conf_level)))


def share_power(
    p1: Array, p2: Array, n1: Array, n2: Array, method: PowerMethod, c: float, *, both_tails: bool
) -> Array:
    """Power of a z test of two shares at the critical value ``c``, arrays of one shape."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "arcsine":
            gap, null, true = np.abs(cohens_h(p1, p2)), *[np.sqrt(1 / n1 + 1 / n2)] * 2
        else:
            both = (n1 * p1 + n2 * p2) / (n1 + n2)
            gap, true = np.abs(p1 - p2), np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
            null = np.sqrt(both * (1 - both) * (1 / n1 + 1 / n2)) if method == "pooled" else true
        right = ndtr((gap - c * null) / true)
        wrong = ndtr((-gap - c * null) / true) if both_tails else 0.0
    return np.asarray(right + wrong)


def t_power(d: Array, n1: Array, n2: Array, c: float) -> Array:
    """Power of Student's t test where a z test would have the critical value ``c``."""
    df = n1 + n2 - 2
    t = to_student(c, df)
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.minimum(np.abs(d) * np.sqrt(n1 * n2 / (n1 + n2)), CERTAIN)
    wrong = nctdtr(df, shift, -t)  # scipy has no number where it is tiny
    return np.asarray(1 - nctdtr(df, shift, t) + np.where(shift > NO_WRONG_TAIL, 0.0, wrong))
