"""Ranks of values, ties sharing the best rank."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array, Mask


def ranks(values: npt.ArrayLike) -> Array:
    """Rank of each value: 1 + how many are strictly above it.

    Parameters
    ----------
    values : array_like
        One-dimensional; NaN does not rank and stays NaN.

    Examples
    --------
    >>> print(ranks([0.4, 0.7, 0.4, np.nan, 0.1]))
    [ 2.  1.  2. nan  4.]
    """
    array = np.asarray(values, dtype=np.float64)
    known = np.sort(array[~np.isnan(array)])
    above = known.size - np.searchsorted(known, array, side="right")
    return np.where(np.isnan(array), np.nan, 1.0 + above)


def tied(values: npt.ArrayLike) -> Mask:
    """Whether another value is exactly the same; NaN ties with nothing.

    Examples
    --------
    >>> tied([0.4, 0.7, 0.4, np.nan])
    array([ True, False,  True, False])
    """
    array = np.asarray(values, dtype=np.float64)
    known = np.sort(array[~np.isnan(array)])
    last = np.searchsorted(known, array, side="right")
    return (last - np.searchsorted(known, array, side="left") > 1) & ~np.isnan(array)
