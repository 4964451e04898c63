"""Which tail of a test is asked for, and its p-value."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtr

from gapkit.stats.student import MOST_DF, two_sided_p
from gapkit.stats.types import Array, broadcast

Alternative = Literal["two-sided", "less", "greater"]
"""Whether the side differs from the reference, is below it, or is above it."""


def upper_p(statistic: npt.ArrayLike, df: npt.ArrayLike = np.inf) -> Array:
    """Chance, if nothing differs, of a statistic at least as large.

    Parameters
    ----------
    statistic : array_like
        z, or t with ``df``; NaN stays NaN.
    df : array_like, default inf
        Degrees of freedom; ``inf`` is the normal distribution.

    Examples
    --------
    >>> print(upper_p(1.6448536269514722).round(4))
    0.05
    """
    z, nu = broadcast(statistic, df)
    return np.where(nu > MOST_DF, ndtr(-z), stdtr(np.minimum(nu, MOST_DF), -z))


def tail_p(statistic: npt.ArrayLike, alternative: Alternative, df: npt.ArrayLike = np.inf) -> Array:
    """P-value of a signed statistic for the named alternative.

    Examples
    --------
    >>> print(tail_p(-2.0, "less").round(4), tail_p(-2.0, "greater").round(4))
    0.0228 0.9772
    """
    z, nu = broadcast(statistic, df)
    if alternative == "two-sided":
        return two_sided_p(z, nu)
    return upper_p(z if alternative == "greater" else -z, nu)
