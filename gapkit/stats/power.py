"""Power of textbook tests, and the samples they need: what other programs print.

``planning`` answers the same questions for gapkit's own decision, families and design effects.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import nctdtr, ndtr

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.effects import cohens_h
from gapkit.stats.student import normal_critical, to_student
from gapkit.stats.types import Array, Numbers, broadcast, plain

PowerMethod = Literal["pooled", "unpooled", "arcsine"]

MOST = 1e9
"""Respondents beyond which no sample is looked for."""
FEWEST = 2.0
NO_WRONG_TAIL = 5.0
"""Standard errors from 0 at which significance the wrong way has a chance below 1e-8."""
CERTAIN = 30.0
"""Standard errors from 0 at which power is 1; scipy's noncentral t ends at 38."""
BISECTIONS = 100


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
    return plain(_share_power(first, second, base, base_reference, method, c, both_tails=both_tails))


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
    return plain(_t_power(effect, first, second, normal_critical(1 - conf_level)))


def proportion_sample_size(
    p1: npt.ArrayLike,
    p2: npt.ArrayLike,
    *,
    power: float = 0.8,
    method: PowerMethod = "pooled",
    both_tails: bool = True,
    conf_level: float = 0.95,
) -> Numbers:
    """Respondents per side at which a z test of two shares has a given power, not rounded.

    Parameters
    ----------
    p1, p2 : array_like
        True shares, 0 to 1; ``inf`` comes back where they are equal.
    power : float, default 0.8
        Above 1 - conf_level, below 1.
    method, both_tails, conf_level
        As in ``proportion_power``.

    Raises
    ------
    OptionError
        If the method is unknown, or the level or the power is out of range.

    Examples
    --------
    >>> round(proportion_sample_size(0.5, 0.65, both_tails=False), 2)
    169.31
    """
    check("method", method, PowerMethod)
    c = _critical(power, conf_level)
    first, second = broadcast(p1, p2)

    def reached(n: Array) -> Array:
        return _share_power(first, second, n, n, method, c, both_tails=both_tails)

    return plain(_smallest(reached, power, first - second))


def mean_sample_size(d: npt.ArrayLike, *, power: float = 0.8, conf_level: float = 0.95) -> Numbers:
    """Respondents per side at which Student's t test has a given power, not rounded.

    Parameters
    ----------
    d : array_like
        True gap in standard deviations; ``inf`` comes back where it is 0.
    power : float, default 0.8
        Above 1 - conf_level, below 1.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level or the power is out of range.

    Examples
    --------
    >>> round(mean_sample_size(0.5), 2)
    63.77
    """
    c = _critical(power, conf_level)
    effect = broadcast(d)[0]
    return plain(_smallest(lambda n: _t_power(effect, n, n, c), power, effect))


def detectable_difference(
    p2: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    power: float = 0.8,
    method: PowerMethod = "pooled",
    conf_level: float = 0.95,
) -> Numbers:
    """Smallest gap above the reference's share at which a z test has a given power.

    Parameters
    ----------
    p2 : array_like
        True share of the reference, 0 to 1.
    n1, n2 : array_like
        Bases.
    power : float, default 0.8
        Above 1 - conf_level, below 1.
    method, conf_level
        As in ``proportion_power``; both tails count.

    Returns
    -------
    float or ndarray
        NaN where even a share of 100 % would not do.

    Raises
    ------
    OptionError
        If the method is unknown, or the level or the power is out of range.

    Examples
    --------
    >>> round(detectable_difference(0.5, 132, 1300), 4)
    0.1268
    """
    check("method", method, PowerMethod)
    c = _critical(power, conf_level)
    reference, first, second = broadcast(p2, n1, n2)

    def reached(gap: Array) -> Array:
        return _share_power(reference + gap, reference, first, second, method, c, both_tails=True)

    low, high = np.zeros_like(reference), 1 - reference
    possible = reached(high) >= power
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        enough = reached(middle) >= power
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return plain(np.where(possible, (low + high) / 2, np.nan))


def _share_power(
    p1: Array, p2: Array, n1: Array, n2: Array, method: PowerMethod, c: float, *, both_tails: bool
) -> Array:
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


def _t_power(d: Array, n1: Array, n2: Array, c: float) -> Array:
    df = n1 + n2 - 2
    t = to_student(c, df)
    shift = np.minimum(np.abs(d) * np.sqrt(n1 * n2 / (n1 + n2)), CERTAIN)
    wrong = nctdtr(df, shift, -t)  # scipy has no number where it is tiny
    return np.asarray(1 - nctdtr(df, shift, t) + np.where(shift > NO_WRONG_TAIL, 0.0, wrong))


def _critical(power: float, conf_level: float) -> float:
    check_conf_level(conf_level)
    if not 1 - conf_level < power < 1:
        raise OptionError.outside("power", power, "above 1 - conf_level and below 1")
    return normal_critical(1 - conf_level)


def _smallest(reached: Callable[[Array], Array], power: float, effect: Array) -> Array:
    """Sample at which a power that rises with it is reached; inf without an effect."""
    low, high = np.full(effect.shape, FEWEST), np.full(effect.shape, MOST)
    for _ in range(BISECTIONS):
        middle = np.sqrt(low * high)
        enough = reached(middle) >= power
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    size = np.where(reached(high) >= power, high, np.inf)
    return np.where(np.isnan(effect), np.nan, np.where(effect == 0, np.inf, size))
