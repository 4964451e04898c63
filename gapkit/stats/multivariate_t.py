"""Distribution of the largest |T| among items that share one estimated variance."""

from __future__ import annotations

from math import inf, lgamma, log
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import chdtri

from gapkit.stats.maxt import PRECISION, MaxT
from gapkit.stats.types import Array

NODES: Final = 240
"""Points of Gauss and Legendre's rule over the scale."""

LEFT_OUT: Final = 1e-14
"""Chance at either end of the scale that is left out."""

WIDEST: Final = 1e6
"""Where the search for a critical value ends."""


def student_tail(family: MaxT, c: npt.ArrayLike, df: float) -> Array:
    """Chance that some item's |T| exceeds ``c`` where one variance with ``df`` degrees scales all items.

    This is the law of multiple comparisons in one linear model (multcomp). The gaps of two samples have
    a variance of their own each; gapkit gives each its own t at the family's normal level instead.

    Parameters
    ----------
    family : MaxT
        Items by their correlation.
    c : array_like
        Elementwise; NaN stays NaN.
    df : float
        Above 0; infinite gives ``family.tail``.

    References
    ----------
    Genz and Bretz 2009, Computation of Multivariate Normal and t Probabilities, Springer. Hothorn, Bretz
    and Westfall 2008, Biometrical Journal 50:346.

    Examples
    --------
    >>> family = MaxT(np.full((5, 5), 0.3) + 0.7 * np.eye(5))
    >>> print(student_tail(family, [2.0, 3.0], 20).round(3), family.tail([2.0, 3.0]).round(3))
    [0.232 0.032] [0.192 0.013]
    """
    level = np.asarray(c, dtype=np.float64)
    if df == inf:
        return family.tail(level)
    scale, chance = _scales(df)
    return np.asarray((family.tail(level[..., None] * scale) * chance).sum(axis=-1))


def student_critical(family: MaxT, alpha: float, df: float) -> float:
    """Return the c that some item's |T| exceeds with chance ``alpha``, to 1e-10.

    Examples
    --------
    >>> round(student_critical(MaxT(np.eye(4)), 0.05, 20), 2)
    2.72
    """
    low, high = 0.0, family.critical(alpha)
    while student_tail(family, high, df) > alpha and high < WIDEST:
        low, high = high, 2 * high
    while high - low > PRECISION * high:
        middle = (low + high) / 2
        low, high = (middle, high) if student_tail(family, middle, df) > alpha else (low, middle)
    return high


def _scales(df: float) -> tuple[Array, Array]:
    """Points s of sqrt(chi-square / df), and the chance that stands for each."""
    ends = np.sqrt(chdtri(df, [1 - LEFT_OUT, LEFT_OUT]) / df)
    place, weight = np.polynomial.legendre.leggauss(NODES)
    s = ends[0] + (place + 1) / 2 * (ends[1] - ends[0])
    constant = log(2) + df / 2 * log(df / 2) - lgamma(df / 2)
    density = np.exp(constant + (df - 1) * np.log(s) - df * s**2 / 2)
    chance = density * weight
    return s, chance / chance.sum()
