"""Published percentages whose base nobody knows: how large it would have to be."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.score import score_z
from gapkit.stats.types import Array, broadcast

SMALLEST_BASE = 2
LARGEST_BASE = 10_000_000


def base_needed(
    p1: npt.ArrayLike,
    n1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n2: npt.ArrayLike,
    c: npt.ArrayLike,
    *,
    corrected: bool = True,
) -> Array:
    """Smallest base at which a published gap would be flagged.

    Parameters
    ----------
    p1, p2 : array_like
        Published shares of the side and of the reference, 0 to 1.
    n1, n2 : array_like
        Their bases. NaN: unknown, and asked for; with both unknown both sides get the same base.
    c : array_like
        The family's critical value.
    corrected : bool, default True
        As in ``score_z``.

    Returns
    -------
    ndarray
        Whole numbers from 2 to 10 million; ``inf`` where no such base would do; NaN where both
        bases are known (nothing is asked) or a share is not.

    References
    ----------
    Farrington and Manning 1990, Statistics in Medicine 9:1447, on sample size for a gap.

    Examples
    --------
    >>> print(base_needed([0.6, 0.5], np.nan, [0.5, 0.5], [1300, 1300], 1.96))
    [104.  inf]
    """
    p1, n1, p2, n2, c = broadcast(p1, n1, p2, n2, c)
    asked = (np.isnan(n1) | np.isnan(n2)) & ~np.isnan(p1 + p2 + c)

    def shown(n: Array) -> npt.NDArray[np.bool_]:
        side, reference = np.where(np.isnan(n1), n, n1), np.where(np.isnan(n2), n, n2)
        return np.abs(score_z(p1, side, p2, reference, corrected=corrected)) > c

    low = np.full(p1.shape, SMALLEST_BASE - 1.0)
    high = np.full(p1.shape, float(LARGEST_BASE))
    possible = shown(high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = shown(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(asked, np.where(possible, high, np.inf), np.nan)
