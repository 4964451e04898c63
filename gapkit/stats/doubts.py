"""Where an interval may be shorter than its level says, as the simulations of the project found."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array, Mask

COCHRAN: Final = 25.0
"""Respondents that a mean needs per squared skewness (Cochran's rule)."""

MANY_DF: Final = 30.0
"""Degrees of freedom from which a sample no longer has few PSUs."""

SCATTERED: Final = 2.0
"""Rarer answers per PSU below which most of them may sit in PSUs that the sample missed."""


def skewness(y: npt.ArrayLike, weight: npt.ArrayLike) -> float:
    """Weighted skewness of answers; infinite where all are the same, NaN without any.

    Parameters
    ----------
    y, weight : array_like, shape (n,)
        Answers and weights; NaN is left out.

    Examples
    --------
    >>> skewness([1, 1, 1, 5], [1, 1, 1, 1]).__round__(3)
    1.155
    """
    values, w = np.asarray(y, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    kept = ~np.isnan(values) & (w > 0)
    if not kept.any():
        return float("nan")
    share = w[kept] / w[kept].sum()
    away = values[kept] - share @ values[kept]
    variance = float(share @ away**2)
    return float(share @ away**3) / variance**1.5 if variance > 0 else float("inf")


def too_skewed(skew: npt.ArrayLike, base: npt.ArrayLike) -> Mask:
    """Whether answers pile up so far at one end that Student's interval of a mean of them is short.

    Mean and variance then go together: a sample that missed the far answers has a mean too near the
    crowd and too small a variance at once.

    Parameters
    ----------
    skew : array_like
        Skewness of the answers; take the larger sample's where two have the same scale.
    base : array_like
        Respondents of the smaller sample, by Kish.

    References
    ----------
    Cochran 1977, Sampling Techniques, 3rd ed., section 2.15.

    Examples
    --------
    >>> print(too_skewed([0.4, -1.5, 4.5], [30, 30, 132]))
    [False  True  True]
    """
    with np.errstate(over="ignore"):
        return np.asarray(np.asarray(base) < COCHRAN * np.square(np.asarray(skew, dtype=np.float64)))


def too_scattered(share: npt.ArrayLike, base: npt.ArrayLike, df: npt.ArrayLike) -> Mask:
    """Whether a rare answer in few PSUs makes the effective base look larger than it is.

    Parameters
    ----------
    share, base : array_like
        Share of the answer, and respondents.
    df : array_like
        PSUs minus strata; infinite where respondents are the PSUs.

    Examples
    --------
    >>> print(too_scattered([0.02, 0.10, 0.02], 1300, [19, 19, float("inf")]))
    [ True False False]
    """
    p, freedom = np.asarray(share, dtype=np.float64), np.asarray(df, dtype=np.float64)
    rarer: Array = np.asarray(base, dtype=np.float64) * np.minimum(p, 1 - p)
    return np.asarray((freedom < MANY_DF) & (rarer < SCATTERED * freedom))
