"""Exact distributions of Kendall's and Spearman's statistics when nothing is tied or associated."""

from __future__ import annotations

from functools import cache
from math import exp, factorial, sqrt

import numpy as np
from scipy.special import ndtr

from gapkit.stats.types import Array

COUNTED = 9
"""Pairs up to which all orders are counted for Spearman's S."""
SERIES = (0.2274, 0.2531, 0.1745, 0.0758, 0.1033, 0.3932, 0.0879, 0.0151, 0.0072, 0.0831, 0.0131, 4.6e-4)
"""Coefficients of Edgeworth's series (AS 89)."""


def kendall_lower(concordant: int, n: int) -> float:
    """Chance of at most so many concordant pairs among n untied values.

    References
    ----------
    Kendall 1938, Biometrika 30:81.

    Examples
    --------
    >>> round(kendall_lower(1, 3), 4)
    0.5
    """
    return float(_inversions(n)[: concordant + 1].sum())


def spearman_lower(s: int, n: int) -> float:
    """Chance that the sum of squared rank differences of n untied values is at most ``s``.

    Counted over all orders up to n = 9, from Edgeworth's series beyond.

    References
    ----------
    Best and Roberts 1975, Applied Statistics 24:377 (AS 89).

    Examples
    --------
    >>> round(spearman_lower(2, 3), 4)
    0.5
    """
    if n <= COUNTED:
        return float(_squared_differences(n)[: s + 1].sum() / factorial(n))
    c = SERIES
    b = 1 / n
    x = (6 * (s + 1) * b / (n * n - 1) - 1) * sqrt(n - 1)
    y = x * x
    high = c[6] + c[7] * b - y * (c[8] - c[9] * b + y * b * (c[10] - c[11] * y))
    middle = -c[3] + b * (c[4] + c[5] * b) - y * b * high
    u = x * b * (c[0] + b * (c[1] + c[2] * b) + y * middle)
    return float(np.clip(-u / exp(y / 2) + ndtr(x), 0, 1))


@cache
def _inversions(n: int) -> Array:
    """Chance of each number of concordant pairs: values put in one by one, each place as likely."""
    chance = np.ones(1)
    for size in range(2, n + 1):
        chance = np.convolve(chance, np.full(size, 1 / size))
    return chance


@cache
def _squared_differences(n: int) -> Array:
    """Count the orders of each S: ranks given out one by one, by the set of those already given."""
    top = (n**3 - n) // 3
    ways = np.zeros((1 << n, top + 1))
    ways[0, 0] = 1
    for given in range(1 << n):
        place = given.bit_count()
        for rank in range(n):
            if not given >> rank & 1:
                square = (rank - place) ** 2
                ways[given | 1 << rank, square:] += ways[given, : top + 1 - square]
    return np.asarray(ways[-1])
