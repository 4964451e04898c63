"""Newcombe's interval of a gap, from each share's Wilson limits, and the p that goes with it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.proportions import wilson, wilson_cc
from gapkit.stats.types import Array, Limits, broadcast

BISECTIONS = 100
"""More than for a gap: c has no natural upper end, so the first bracket is wide."""


def newcombe_limits(
    p1: npt.ArrayLike,
    n1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n2: npt.ArrayLike,
    c: npt.ArrayLike,
    *,
    continuity: bool = False,
) -> Limits:
    """Hybrid score interval of the gap p1 - p2 at the critical value ``c``.

    Parameters
    ----------
    p1, n1, p2, n2 : array_like
        Shares and effective bases of the side and of the reference.
    c : array_like
        Critical value, one per item or one for all.
    continuity : bool, default False
        Method 11 (continuity-corrected Wilson limits) instead of method 10.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:873, methods 10 and 11.

    Examples
    --------
    >>> limits = newcombe_limits(56 / 70, 70, 48 / 80, 80, 1.959963984540054)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.0524 0.3339
    """
    p1, n1, p2, n2, c = broadcast(p1, n1, p2, n2, c)
    one_share = wilson_cc if continuity else wilson
    side, reference = one_share(p1, n1, c), one_share(p2, n2, c)
    gap = p1 - p2
    down = np.hypot(p1 - side.low, reference.high - p2)
    up = np.hypot(side.high - p1, p2 - reference.low)
    return Limits(np.maximum(gap - down, -1.0), np.minimum(gap + up, 1.0))


def newcombe_z(
    p1: npt.ArrayLike,
    n1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    continuity: bool = False,
) -> Array:
    """Signed critical value at which a limit of Newcombe's interval touches 0.

    The interval at c excludes 0 exactly when this is beyond c, so the p-value taken from it
    cannot disagree with the interval. 0 where the shares are equal, or so near that the
    continuity correction alone covers the gap.

    Parameters
    ----------
    p1, n1, p2, n2, continuity
        As in ``newcombe_limits``.

    Examples
    --------
    >>> z = newcombe_z(56 / 70, 70, 48 / 80, 80)
    >>> limits = newcombe_limits(56 / 70, 70, 48 / 80, 80, z)
    >>> print(abs(limits.low.round(12)))
    0.0
    """
    p1, n1, p2, n2 = broadcast(p1, n1, p2, n2)
    one_share = wilson_cc if continuity else wilson
    above = p1 >= p2
    high, n_high = np.where(above, p1, p2), np.where(above, n1, n2)
    low, n_low = np.where(above, p2, p1), np.where(above, n2, n1)
    inside = np.zeros_like(high)
    outside = 10 * np.sqrt(n_high + n_low) + 10
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        down = np.hypot(high - one_share(high, n_high, middle).low, one_share(low, n_low, middle).high - low)
        short = down < high - low
        inside, outside = np.where(short, middle, inside), np.where(short, outside, middle)
    z = np.where(high == low, 0.0, np.where(above, inside, -inside))
    known = (n1 > 0) & (n2 > 0) & ~np.isnan(p1 - p2)
    return np.where(known, z, np.nan) + 0.0
