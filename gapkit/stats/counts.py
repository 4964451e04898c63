"""Counts and bases as they come in at a public door: checked once, then trusted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.types import Array, broadcast


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """A share and the base it was counted on.

    Attributes
    ----------
    p : ndarray
        0 to 1; NaN where the base is 0.
    n : ndarray
        The base.
    """

    p: Array
    n: Array


def counted(count: npt.ArrayLike, base: npt.ArrayLike, *, names: tuple[str, str]) -> Share:
    """Shares from counts and bases of one shape, real numbers allowed.

    Raises
    ------
    OptionError
        Unless 0 <= count <= base, all are finite, and the shapes broadcast.

    Examples
    --------
    >>> print(counted([1, 0], [4, 0], names=("count", "base")).p)
    [0.25  nan]
    """
    check_numbers(names, count, base)
    try:
        x, n = broadcast(count, base)
    except ValueError as error:
        raise OptionError.lengths_differ(names, [np.shape(count), np.shape(base)]) from error
    for name, values in zip(names, (x, n), strict=True):
        bad = ~(np.isfinite(values) & (values >= 0))
        if bad.any():
            raise OptionError.outside(name, f"{values[bad][0]:g}", "a finite number, 0 or more")
    bad = x > n
    if bad.any():
        found = f"{x[bad][0]:g} of {n[bad][0]:g}"
        raise OptionError.outside(names[0], found, f"from 0 to its `{names[1]}`")
    return Share(np.divide(x, n, out=np.full(x.shape, np.nan), where=n > 0), n)


def check_numbers(names: tuple[str, ...], *values: npt.ArrayLike) -> None:
    """Raise ``OptionError`` unless all values are numbers.

    Examples
    --------
    >>> check_numbers(("count",), [3, 4])
    """
    try:
        for value in values:
            np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise OptionError.not_numbers(names) from error


def check_broadcast(names: tuple[str, str], first: Array, second: Array) -> None:
    """Raise ``OptionError`` unless the two shapes broadcast."""
    try:
        np.broadcast_shapes(first.shape, second.shape)
    except ValueError as error:
        raise OptionError.lengths_differ(names, [first.shape, second.shape]) from error


def check_whole(name: str, values: Array) -> None:
    """Raise ``OptionError`` unless all values are whole: exact tests count people.

    Examples
    --------
    >>> check_whole("count", np.array([3.0, 4.0]))
    """
    bad = values != np.round(values)
    if bad.any():
        raise OptionError.outside(name, f"{values[bad][0]:g}", "a whole number for an exact test")
