"""Two columns of answers side by side, and the result of asking how they go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.types import Array

RankTest = Literal["asymptotic", "corrected", "exact"]


@dataclass(frozen=True, slots=True)
class Association:
    """Agreement of two columns.

    Attributes
    ----------
    value : float
        -1 to 1; NaN where a column does not vary.
    statistic : float
        t (Pearson), S (Spearman), z or T (Kendall).
    df : float
        Degrees of freedom of the test; inf where it has none.
    p_value : float
        Two-sided, of no association.
    """

    value: float
    statistic: float
    df: float
    p_value: float


def midranks(values: npt.ArrayLike) -> Array:
    """Ranks from 1 upwards, tied values sharing the mean of theirs.

    Examples
    --------
    >>> print(midranks([0.4, 0.7, 0.4, 0.1]))
    [2.5 4.  2.5 1. ]
    """
    array = np.asarray(values, dtype=np.float64)
    ordered = np.sort(array)
    first = np.searchsorted(ordered, array, side="left")
    return np.asarray((first + np.searchsorted(ordered, array, side="right") + 1) / 2)


def columns(x: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Two columns of one length, without the rows where either is NaN; shape (2, n)."""
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1:
        raise OptionError.lengths_differ(("x", "y"), [a.shape, b.shape])
    both = ~(np.isnan(a) | np.isnan(b))
    return np.stack([a[both], b[both]])


def tie_sizes(a: Array) -> Array:
    """How often each distinct value stands in a column."""
    return np.asarray(np.unique(a, return_counts=True)[1], dtype=np.float64)
