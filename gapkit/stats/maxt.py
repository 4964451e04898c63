"""Distribution of the largest |Z| among correlated items, from fixed points: no seed, no draw."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from gapkit.stats.student import normal_critical
from gapkit.stats.types import Array, Mask

POINTS = 8192
POINTS_OF_MANY = 4096
MANY_ITEMS = 60
DUPLICATE = 1 - 1e-9
EDGE = 1e-12
PRECISION = 1e-10


def correlation(covariance: npt.ArrayLike) -> Array:
    """Scale a covariance to unit diagonal; items without variance correlate with none.

    Parameters
    ----------
    covariance : array_like
        J x J, symmetric. NaN rows stay NaN off the diagonal.

    Examples
    --------
    >>> print(correlation([[4.0, 1.0], [1.0, 0.0]]))
    [[1. 0.]
     [0. 1.]]
    """
    c = np.asarray(covariance, dtype=np.float64)
    variance = np.diagonal(c)
    scale = np.sqrt(np.where(variance > 0, variance, np.where(np.isnan(variance), np.nan, np.inf)))
    r = np.clip(c / scale[:, None] / scale, -1.0, 1.0)
    np.fill_diagonal(r, 1.0)
    return r


@dataclass(frozen=True, slots=True, eq=False)
class MaxT:
    """Distribution of max |Z_j| over a family of standard normal items.

    The event "some item is beyond c" is split by which item is largest, and each part is integrated
    exactly along that item: so the tail stays accurate far out, where sampling would see nothing.

    Parameters
    ----------
    correlation : ndarray
        J x J, items in the order of their ids (another order moves c by about 0.0004). Singular
        matrices and duplicates are welcome: a copy of an item changes nothing.

    References
    ----------
    Sidak 1967, Journal of the American Statistical Association 62:626. Genz and Bretz 2009,
    Computation of Multivariate Normal and t Probabilities, Springer.

    Examples
    --------
    >>> family = MaxT(np.full((5, 5), 0.3) + 0.7 * np.eye(5))
    >>> round(family.critical(0.05), 2)
    2.55
    """

    correlation: Array
    size: int = field(init=False)
    independent: bool = field(init=False)
    _thresholds: Array = field(init=False, repr=False)
    _sums: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find, once, how far out each item must be at each point to be the largest."""
        r = _without_duplicates(np.asarray(self.correlation, dtype=np.float64))
        independent = bool(np.all(r == np.eye(len(r))))
        thresholds = np.zeros(0) if independent else np.sort(_thresholds(r), axis=None)
        tails = np.cumsum(ndtr(-thresholds)[::-1])[::-1]
        object.__setattr__(self, "size", len(r))
        object.__setattr__(self, "independent", independent)
        object.__setattr__(self, "_thresholds", thresholds)
        object.__setattr__(self, "_sums", np.append(tails, 0.0))

    def tail(self, c: npt.ArrayLike) -> Array:
        """Chance G(c) that some item's |Z| exceeds ``c``; elementwise, NaN stays NaN.

        Always between the chance for one item and Sidak's for independent items.
        """
        level = np.asarray(c, dtype=np.float64)
        one: Array = np.minimum(2 * ndtr(-level), 1.0)
        with np.errstate(divide="ignore"):
            most: Array = np.maximum(one, -np.expm1(self.size * np.log1p(-one)))
        if self.independent:
            return most
        below = np.searchsorted(self._thresholds, level, side="right")
        points = len(self._thresholds) / self.size
        some = 2 / points * (below * ndtr(-level) + self._sums[below])
        return np.where(np.isnan(level), np.nan, np.clip(some, one, most))

    def critical(self, alpha: float) -> float:
        """Return the c with G(c) = ``alpha``, by bisection to 1e-10."""
        low = normal_critical(alpha)
        high = max(low, normal_critical(-np.expm1(np.log1p(-alpha) / self.size)))
        if self.independent:
            return high
        while high - low > PRECISION:
            middle = (low + high) / 2
            if self.tail(middle) > alpha:
                low = middle
            else:
                high = middle
        return high


def _without_duplicates(r: Array) -> Array:
    """Keep the first of items that are copies (or mirror images) of each other."""
    copies: Mask = np.tril(np.abs(r) > DUPLICATE, -1)
    kept: list[int] = []
    for item in range(len(r)):
        if not copies[item, kept].any():
            kept.append(item)
    return r[np.ix_(kept, kept)]


def _thresholds(r: Array) -> Array:
    """Distance t_jm beyond which item j, at point m, outdoes every other item; J x M."""
    points = POINTS_OF_MANY if len(r) > MANY_ITEMS else POINTS
    x = np.ascontiguousarray((normal_points(len(r), points) @ symmetric_root(r).T).T)
    others = np.abs(r) <= DUPLICATE
    above = np.divide(1.0, 1 - r, out=np.zeros_like(r), where=others)
    below = np.divide(1.0, 1 + r, out=np.zeros_like(r), where=others)
    result = np.empty_like(x)
    for item in range(len(r)):
        e = x - r[:, item, None] * x[item]
        up = e * above[:, item, None]
        e *= -below[:, item, None]
        np.maximum(up, e, out=e)
        result[item] = e.max(axis=0)
    return np.maximum(result, 0.0)


def normal_points(items: int, points: int) -> Array:
    """Equidistributed points (Richtmyer), folded by the baker's map and turned normal; M x J."""
    u = np.outer(np.arange(1, points + 1), np.sqrt(_primes(items))) % 1.0
    return np.asarray(ndtri(np.clip(1 - np.abs(2 * u - 1), EDGE, 1 - EDGE)))


def symmetric_root(r: Array) -> Array:
    """Symmetric square root with rows of length 1, so that every item keeps unit variance."""
    values, vectors = np.linalg.eigh(r)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return np.asarray(root / np.linalg.norm(root, axis=1, keepdims=True))


def _primes(count: int) -> Array:
    """Return the first primes."""
    limit = max(15, int(count * (np.log(count + 1) + np.log(np.log(count + 2)) + 1)))
    sieve = np.ones(limit + 1, dtype=np.bool_)
    sieve[:2] = False
    for number in range(2, int(limit**0.5) + 1):
        if sieve[number]:
            sieve[number * number :: number] = False
    return np.flatnonzero(sieve)[:count].astype(np.float64)
