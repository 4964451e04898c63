"""Two-sided p-values and critical values of Student's t; with ``df = inf`` they are the normal's.

Everything is computed in the lower tail, so a statistic of 12 keeps all its digits.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from gapkit.stats.types import Array, Mask, broadcast

MOST_DF = 1e10
"""Beyond these degrees of freedom t and normal agree to every digit, and t loses digits."""


def two_sided_p(statistic: npt.ArrayLike, df: npt.ArrayLike = np.inf) -> Array:
    """Chance, if nothing differs, of a statistic at least as far from 0.

    Parameters
    ----------
    statistic : array_like
        Any sign; NaN stays NaN.
    df : array_like, default inf
        Degrees of freedom; ``inf`` is the normal distribution.

    Examples
    --------
    >>> print(two_sided_p(12.0))
    3.552964224155306e-33
    """
    z, nu = broadcast(statistic, df)
    tail = -np.abs(z)
    return np.where(nu > MOST_DF, 2 * ndtr(tail), 2 * stdtr(np.minimum(nu, MOST_DF), tail))


def critical_value(conf_level: float, df: npt.ArrayLike = np.inf) -> Array:
    """Return the c that a statistic must exceed, in size, at one ``conf_level`` and no family.

    Examples
    --------
    >>> print(critical_value(0.95).round(4), critical_value(0.95, 10).round(4))
    1.96 2.2281
    """
    return to_student(normal_critical(1 - conf_level), df)


def normal_critical(alpha: float) -> float:
    """Return the normal c with ``2 * Phi(-c) == alpha``."""
    return float(-ndtri(alpha / 2))


def to_student(c: npt.ArrayLike, df: npt.ArrayLike) -> Array:
    """Return the t with the same tail as the normal ``c``: few PSUs keep their own tails.

    Examples
    --------
    >>> print(to_student(1.959963984540054, [10, np.inf]).round(4))
    [2.2281 1.96  ]
    """
    z, nu = broadcast(c, df)
    return np.where(nu > MOST_DF, z, -stdtrit(np.minimum(nu, MOST_DF), ndtr(-z)))


def to_normal(statistic: npt.ArrayLike, df: npt.ArrayLike) -> Array:
    """Return the normal z* with the statistic's sign and p-value (STATISTICS, 2.6)."""
    z, nu = broadcast(statistic, df)
    return np.where(nu > MOST_DF, z, -np.sign(z) * ndtri(two_sided_p(z, nu) / 2))


def agreeing_p(p_value: npt.ArrayLike, flagged: npt.ArrayLike, alpha: float) -> Array:
    """Nudge p-values so that ``p < alpha`` exactly where flagged, whatever rounding did.

    Examples
    --------
    >>> print(agreeing_p([0.05, 0.049], [True, False], 0.05))
    [0.05 0.05]
    >>> agreeing_p([0.05, 0.049], [True, False], 0.05) < 0.05
    array([ True, False])
    """
    p = np.asarray(p_value, dtype=np.float64)
    yes: Mask = np.asarray(flagged, dtype=np.bool_)
    below = np.nextafter(alpha, 0.0)
    return np.where(yes, np.minimum(p, below), np.maximum(p, alpha))
