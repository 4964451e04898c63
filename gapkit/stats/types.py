"""The small frozen results that several statistics share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = "float | Array"
"""One number or an array of them: a function given scalars answers with floats."""


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Both ends of an interval, before anyone has named its level.

    Attributes
    ----------
    low, high : ndarray
        In the units of the estimate. NaN where there is no interval.
    """

    low: Array
    high: Array


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval.

    Attributes
    ----------
    low, high : float or ndarray
        In the units of the estimate. NaN where there is no interval.
    level : float
        Confidence level, such as 0.95.

    Examples
    --------
    >>> Interval(0.07, 0.19, 0.95)
    Interval(low=0.07, high=0.19, level=0.95)
    """

    low: Numbers
    high: Numbers
    level: float


def plain(values: npt.ArrayLike) -> Numbers:
    """Return a Python float for a single number, else the array."""
    array = np.asarray(values, dtype=np.float64)
    return float(array) if array.ndim == 0 else array


def broadcast(*values: npt.ArrayLike) -> list[Array]:
    """Return the arguments as float arrays of one common shape."""
    arrays = [np.asarray(value, dtype=np.float64) for value in values]
    if len({array.shape for array in arrays}) == 1:
        return arrays
    return list(np.broadcast_arrays(*arrays))
