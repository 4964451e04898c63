"""Tango's score statistic for the gap of two answers of the same respondents, and its limits.

Only those who answered differently count: ``b`` gave the first answer alone, ``c`` the second alone.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array, Limits, broadcast

BISECTIONS = 60


def tango_z(b: npt.ArrayLike, c: npt.ArrayLike, n: npt.ArrayLike, delta: npt.ArrayLike = 0.0) -> Array:
    """Score statistic for the hypothesis that the gap (b - c) / n is ``delta``; McNemar's z at 0.

    Parameters
    ----------
    b, c : array_like
        Respondents with the first answer alone, with the second alone.
    n : array_like
        All respondents.
    delta : array_like, default 0
        The gap under test, -1 to 1.

    Returns
    -------
    ndarray
        NaN where nobody is asked, and at a gap of 0 where nobody answered differently.

    References
    ----------
    Tango 1998, Statistics in Medicine 17:891.

    Examples
    --------
    >>> print((tango_z(12, 2, 50) ** 2).round(4))
    7.1429
    """
    b, c, n, delta = broadcast(b, c, n, delta)
    half = (2 * n - b + c) * delta - b - c
    square = np.maximum(half**2 + 8 * n * c * delta * (1 - delta), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        second = (np.sqrt(square) - half) / (4 * n)
        variance = np.maximum(n * (2 * second + delta * (1 - delta)), 0.0)
        return np.asarray((b - c - n * delta) / np.sqrt(variance))


def tango_limits(b: npt.ArrayLike, c: npt.ArrayLike, n: npt.ArrayLike, critical: npt.ArrayLike) -> Limits:
    """Interval at ``critical``: every gap that Tango's statistic does not put beyond it.

    Parameters
    ----------
    b, c, n : array_like
        As in ``tango_z``.
    critical : array_like
        Critical value.

    Examples
    --------
    >>> limits = tango_limits(12, 2, 50, 1.959963984540054)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.0611 0.3447
    """
    b, c, n, critical = broadcast(b, c, n, critical)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = (b - c) / n
    side = np.array([1.0, -1.0]).reshape((2, *(1,) * gap.ndim))
    outside = np.broadcast_to(-side, (2, *gap.shape))
    inside = np.broadcast_to(gap, (2, *gap.shape))
    for _ in range(BISECTIONS):
        middle = (outside + inside) / 2
        beyond = side * tango_z(b, c, n, middle) > critical
        outside = np.where(beyond, middle, outside)
        inside = np.where(beyond, inside, middle)
    low, high = np.where(np.isnan(gap), np.nan, outside)
    return Limits(low, high)
