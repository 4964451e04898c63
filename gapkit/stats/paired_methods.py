"""Every method for the gap of two answers of the same respondents: a statistic and limits that agree.

Tables are respondents: ``a`` gave both answers, ``b`` the first alone, ``c`` the second alone, ``d``
neither. Counts need not be whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from gapkit.stats.proportions import wilson
from gapkit.stats.tango import tango_limits, tango_z
from gapkit.stats.types import Array, Limits

PairedGapMethod = Literal["tango", "newcombe", "newcombe-8", "wald", "agresti-min", "bonett-price"]

BISECTIONS = 100


@dataclass(frozen=True, slots=True)
class PairedKernel:
    """One method, both ways round.

    Attributes
    ----------
    statistic : callable
        Of ``a, b, c, d``: z of a gap of 0.
    limits : callable
        Of ``a, b, c, d, critical``: every gap that is not beyond ``critical``.
    """

    statistic: Callable[[Array, Array, Array, Array], Array]
    limits: Callable[[Array, Array, Array, Array, Array], Limits]


def phi(a: Array, b: Array, c: Array, d: Array, *, corrected: bool) -> Array:
    """Correlation of the two answers; 0 where a margin is empty.

    Parameters
    ----------
    a, b, c, d : ndarray
        The table.
    corrected : bool
        Move a positive one towards 0 by half a respondent (Newcombe's method 10).

    Examples
    --------
    >>> table = [np.array(float(value)) for value in (20, 12, 2, 16)]
    >>> print(phi(*table, corrected=True).round(4))
    0.455
    """
    cross = a * d - b * c
    if corrected:
        cross = np.where(cross > 0, np.maximum(cross - (a + b + c + d) / 2, 0.0), cross)
    margins = np.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    zero: Array = np.zeros_like(margins)
    return np.asarray(np.divide(cross, margins, out=zero, where=margins > 0))


def _newcombe_limits(a: Array, b: Array, c: Array, d: Array, critical: Array, *, corrected: bool) -> Limits:
    """Newcombe 1998, Statistics in Medicine 17:2635, methods 10 (corrected) and 8."""
    n = a + b + c + d
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p2 = (a + b) / n, (a + c) / n
    first, second = wilson(p1, n, critical), wilson(p2, n, critical)
    r = phi(a, b, c, d, corrected=corrected)
    down = _apart(p1 - first.low, second.high - p2, r)
    up = _apart(first.high - p1, p2 - second.low, r)
    return Limits(p1 - p2 - down, p1 - p2 + up)


def _apart(x: Array, y: Array, r: Array) -> Array:
    """Length of the difference of two errors with correlation ``r``."""
    return np.asarray(np.sqrt(np.maximum(x**2 + y**2 - 2 * r * x * y, 0.0)))


def _newcombe_z(a: Array, b: Array, c: Array, d: Array, *, corrected: bool) -> Array:
    """Critical value at which a limit touches 0; the sign is the gap's."""
    n = a + b + c + d
    more, fewer = np.maximum(b, c), np.minimum(b, c)
    inside, outside = np.zeros_like(n), 10 * np.sqrt(n) + 10
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        above = _newcombe_limits(a, more, fewer, d, middle, corrected=corrected).low > 0
        inside, outside = np.where(above, middle, inside), np.where(above, outside, middle)
    z = np.where(b == c, 0.0, np.where(b > c, inside, -inside))
    return np.where(n > 0, z, np.nan)


def _wald_z(a: Array, b: Array, c: Array, d: Array, *, more: float, of: float) -> Array:
    first, second, se = _wald_parts(a, b, c, d, more, of)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((first - second) / se)


def _wald_limits(
    a: Array, b: Array, c: Array, d: Array, critical: Array, *, more: float, of: float
) -> Limits:
    first, second, se = _wald_parts(a, b, c, d, more, of)
    return Limits(first - second - critical * se, first - second + critical * se)


def _wald_parts(a: Array, b: Array, c: Array, d: Array, more: float, of: float) -> Array:
    """Return both kinds of change as shares, ``more`` added to each and ``of`` to the base, and the error."""
    n = a + b + c + d
    known = np.where(n > 0, n, np.nan) + of
    first, second = (b + more) / known, (c + more) / known
    se = np.sqrt(np.maximum(first + second - (first - second) ** 2, 0.0) / known)
    return np.stack([first, second, se])


def _wald(more: float, of: float) -> PairedKernel:
    return PairedKernel(partial(_wald_z, more=more, of=of), partial(_wald_limits, more=more, of=of))


def _newcombe(*, corrected: bool) -> PairedKernel:
    return PairedKernel(
        partial(_newcombe_z, corrected=corrected), partial(_newcombe_limits, corrected=corrected)
    )


PAIRED_KERNELS: Mapping[PairedGapMethod, PairedKernel] = {
    "tango": PairedKernel(
        lambda a, b, c, d: tango_z(b, c, a + b + c + d),
        lambda a, b, c, d, critical: tango_limits(b, c, a + b + c + d, critical),
    ),
    "newcombe": _newcombe(corrected=True),
    "newcombe-8": _newcombe(corrected=False),
    "wald": _wald(0.0, 0.0),
    "agresti-min": _wald(0.5, 2.0),
    "bonett-price": _wald(1.0, 2.0),
}
"""Statistic and limits of a paired gap, by method."""
