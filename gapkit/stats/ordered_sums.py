"""Answers reduced to sums per answer code: all that the statistics of ordered answers need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class AnswerSums:
    """One side's answers on an ordered scale; leading axes are items, the last is the codes.

    Attributes
    ----------
    weight : ndarray, shape (..., codes)
        Sum of weights of each code, low to high.
    square : ndarray, shape (..., codes)
        Sum of squared weights.
    base : ndarray, shape (...)
        Respondents.
    """

    weight: Array
    square: Array
    base: Array


def answer_sums(
    weight: npt.ArrayLike, square: npt.ArrayLike | None = None, base: npt.ArrayLike | None = None
) -> AnswerSums:
    """Set up the sums of one side; with counts alone, the side is unweighted.

    Parameters
    ----------
    weight : array_like, shape (..., codes)
        Sums of weights, or counts, of the codes from low to high.
    square : array_like, optional
        Sums of squared weights. Default: the counts.
    base : array_like, optional
        Respondents. Default: the sum of the counts.

    Raises
    ------
    OptionError
        If the shapes do not fit or a sum is negative.

    Examples
    --------
    >>> print(answer_sums([3, 5, 2]).base)
    10.0
    """
    w = np.asarray(weight, dtype=np.float64)
    s = w if square is None else np.asarray(square, dtype=np.float64)
    n = w.sum(axis=-1) if base is None else np.asarray(base, dtype=np.float64)
    if s.shape != w.shape or n.shape != w.shape[:-1]:
        raise OptionError.lengths_differ(("weight", "square", "base"), [w.shape, s.shape, n.shape])
    if (w < 0).any() or (s < 0).any():
        raise OptionError.outside("weight", f"{min(w.min(), s.min()):g}", "0 or more")
    return AnswerSums(w, s, n)


@dataclass(frozen=True, slots=True, eq=False)
class CommonCounts:
    """Several groups' answers counted on the values they share.

    Attributes
    ----------
    values : ndarray, shape (codes,)
        Distinct values, low to high.
    counts : ndarray, shape (groups, codes)
        How often each group gave each.
    """

    values: Array
    counts: Array


def common_counts(*groups: npt.ArrayLike) -> CommonCounts:
    """Count each group's values; NaN is left out.

    Examples
    --------
    >>> common_counts([1, 2, 2], [2, 3]).counts
    array([[1., 2., 0.],
           [0., 1., 1.]])
    """
    arrays = [np.asarray(group, dtype=np.float64) for group in groups]
    kept = [array[~np.isnan(array)] for array in arrays]
    values, code = np.unique(np.concatenate(kept), return_inverse=True)
    group = np.repeat(np.arange(len(kept)), [len(array) for array in kept])
    counts = np.bincount(group * len(values) + code, minlength=len(kept) * len(values))
    return CommonCounts(values, counts.reshape(len(kept), len(values)).astype(np.float64))


def middle_cdf(weight: npt.ArrayLike) -> Array:
    """Share of answers below each code, plus half of those at it; NaN without answers.

    Examples
    --------
    >>> print(middle_cdf([1, 2, 1]))
    [0.125 0.5   0.875]
    """
    w = np.asarray(weight, dtype=np.float64)
    total = w.sum(axis=-1, keepdims=True)
    share = np.divide(w, total, out=np.full_like(w, np.nan), where=total > 0)
    return np.asarray(np.cumsum(share, axis=-1) - share / 2)
