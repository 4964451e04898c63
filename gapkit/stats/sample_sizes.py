"""Samples that textbook tests need, and the differences that samples can show."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.power import PowerMethod, share_power, t_power
from gapkit.stats.student import normal_critical
from gapkit.stats.types import Array, Numbers, broadcast, plain

MOST = 1e9
"""Respondents beyond which no sample is looked for."""
FEWEST = 2.0
BISECTIONS = 100


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
        return share_power(first, second, n, n, method, c, both_tails=both_tails)

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
    return plain(_smallest(lambda n: t_power(effect, n, n, c), power, effect))


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
        return share_power(reference + gap, reference, first, second, method, c, both_tails=True)

    low, high = np.zeros_like(reference), 1 - reference
    possible = reached(high) >= power
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        enough = reached(middle) >= power
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return plain(np.where(possible, (low + high) / 2, np.nan))


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
