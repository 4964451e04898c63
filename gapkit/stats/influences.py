"""Weighted means, and the influence of each respondent on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array, Mask

BLOCK_CELLS = 1_000_000
"""Cells of a block of rows (8 MB): no step copies a whole respondents-by-items matrix."""

Rows: TypeAlias = "Callable[[slice], Array]"
"""Some rows of a matrix that need not exist as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class WeightedMeans:
    """Weighted means of k items.

    Attributes
    ----------
    value : ndarray
        Mean (share, where answers are 0 and 1) per item; NaN where nobody is in the base.
    total : ndarray
        Sum of the base's weights, per item.
    """

    value: Array
    total: Array


def weighted_means(y: npt.ArrayLike, in_base: npt.ArrayLike, weight: npt.ArrayLike) -> WeightedMeans:
    """Weighted mean of each item over its base.

    Parameters
    ----------
    y : array_like
        n x k answers; what stands outside the base, NaN too, is not read.
    in_base : array_like of bool
        n x k, or n x 1 for one base of all items.
    weight : array_like
        Of length n.

    Examples
    --------
    >>> print(weighted_means([[1.0], [0.0]], [[True], [True]], [1.0, 3.0]).value)
    [0.25]
    """
    values, w = np.asarray(y), np.asarray(weight, dtype=np.float64)
    base = _base(in_base, values.shape)
    sums, totals = np.zeros(values.shape[1]), np.zeros(values.shape[1])
    for rows in blocks(values.shape):
        sums += w[rows] @ np.where(base[rows], values[rows], 0.0)
        totals += w[rows] @ base[rows].astype(np.float64)
    mean = np.divide(sums, totals, out=np.full_like(sums, np.nan), where=totals > 0)
    return WeightedMeans(mean, totals)


def influence(y: npt.ArrayLike, in_base: npt.ArrayLike, weight: npt.ArrayLike) -> Array:
    """Influence of each respondent on each weighted mean: w r (y - mean) / sum(w r).

    Parameters
    ----------
    y, in_base, weight : array_like
        As in ``weighted_means``.

    Returns
    -------
    ndarray
        n x k; 0 outside the base, NaN in the column of an empty base. Columns sum to 0.

    References
    ----------
    Binder 1983, International Statistical Review 51:279.

    Examples
    --------
    >>> print(influence([[1.0], [0.0], [np.nan]], [[True], [True], [False]], [1.0, 3.0, 1.0]))
    [[ 0.1875]
     [-0.1875]
     [ 0.    ]]
    """
    return influence_rows(y, in_base, weight)(slice(None))


def influence_rows(y: npt.ArrayLike, in_base: npt.ArrayLike, weight: npt.ArrayLike) -> Rows:
    """Return a function of a slice of rows that computes only those rows of ``influence``."""
    values, w = np.asarray(y), np.asarray(weight, dtype=np.float64)
    base = _base(in_base, values.shape)
    means = weighted_means(values, base, w)
    empty = np.where(means.total > 0, 0.0, np.nan)
    scale = np.divide(1.0, means.total, out=np.zeros_like(means.total), where=means.total > 0)

    def some(rows: slice) -> Array:
        u = np.where(base[rows], values[rows] - means.value, 0.0)
        u *= w[rows, None] * scale
        return np.asarray(u + empty)

    return some


def blocks(shape: tuple[int, ...]) -> Iterator[slice]:
    """Cut the rows of a matrix into blocks that fit the cache."""
    size = max(1, BLOCK_CELLS // max(1, shape[1]))
    return (slice(start, start + size) for start in range(0, shape[0], size))


def _base(in_base: npt.ArrayLike, shape: tuple[int, ...]) -> Mask:
    return np.broadcast_to(np.asarray(in_base, dtype=np.bool_), shape)
