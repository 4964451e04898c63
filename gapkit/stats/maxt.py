"""Distribution of the largest |Z| among correlated items, from fixed points: no seed, no draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import erfc, ndtr, ndtri

from gapkit.stats.student import normal_critical
from gapkit.stats.types import Array, Mask

POINTS = 8192
POINTS_OF_MANY = 4096
MANY_ITEMS = 60
DUPLICATE = 1 - 1e-9
EDGE = 1e-12
SQRT_2_PI = 2.5066282746310002
SQRT_HALF = 0.7071067811865476
PRECISION = 1e-10
NEWTON_STEPS = 50
EXACT = 1e-13
"""Newton step at which c is found: far below ``PRECISION``."""
FEW = 32
"""Levels up to which one pass over the points per level costs less than putting points in bins."""
CELLS = 1 << 17
"""Items times points that are worked on at a time: they fit the cache."""
KEPT_POINTS = 8
"""Sizes of families whose points are kept, at half a megabyte per eight items."""


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
    _tails: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find, once, how far out each item must be at each point to be the largest."""
        r = _without_duplicates(np.asarray(self.correlation, dtype=np.float64))
        independent = bool(np.all(r == np.eye(len(r))))
        thresholds = np.zeros(0) if independent else _thresholds(r).ravel()
        object.__setattr__(self, "size", len(r))
        object.__setattr__(self, "independent", independent)
        object.__setattr__(self, "_thresholds", thresholds)
        object.__setattr__(self, "_tails", erfc(thresholds * SQRT_HALF) / 2)

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
        split = _split_one_by_one if level.size <= FEW else _split_in_bins
        below, sums = split(self._thresholds, self._tails, level.ravel()).reshape(2, *level.shape)
        some = self._per_point * (below * ndtr(-level) + sums)
        return np.where(np.isnan(level), np.nan, np.clip(some, one, most))

    def critical(self, alpha: float) -> float:
        """Return the c with G(c) = ``alpha``, rounded up to within 1e-10.

        Rounded to a fixed grid: rounding errors in G leave c alone.
        """
        low = normal_critical(alpha)
        high = max(low, normal_critical(-np.expm1(np.log1p(-alpha) / self.size)))
        if self.independent:
            return high
        root = self._newton(alpha, low, high)
        while high - low > PRECISION:
            middle = (low + high) / 2
            low, high = (middle, high) if middle < root else (low, middle)
        return high

    def _newton(self, alpha: float, low: float, high: float) -> float:
        """Return the c between two with G(c) = ``alpha``, from the slope -2 below(c) phi(c) / points."""
        c = high
        for _ in range(NEWTON_STEPS):
            below, sums = _split_one_by_one(self._thresholds, self._tails, np.array([c]))[:, 0]
            excess = self._per_point * (below * ndtr(-c) + sums) - alpha
            slope = self._per_point * below * np.exp(-(c**2) / 2) / SQRT_2_PI
            last, c = c, float(np.clip(c + excess / max(slope, EDGE), low, high))
            if abs(c - last) <= EXACT:
                break
        return c

    @property
    def _per_point(self) -> float:
        return 2 * self.size / len(self._thresholds)


def _split_one_by_one(thresholds: Array, tails: Array, levels: Array) -> Array:
    """Per level: how many thresholds are not above it, and the sum of the tails of those above."""
    result = np.empty((2, len(levels)))
    for place, level in enumerate(levels):
        above = thresholds > level
        result[:, place] = len(above) - np.count_nonzero(above), (tails * above).sum()
    return result


def _split_in_bins(thresholds: Array, tails: Array, levels: Array) -> Array:
    """Return the same for many levels, in one pass."""
    order = np.argsort(levels)
    bins = np.searchsorted(levels[order], thresholds)
    count, total = (np.bincount(bins, each, len(levels) + 1) for each in (None, tails))
    result = np.empty((2, len(levels)))
    result[0, order] = np.cumsum(count)[:-1]
    result[1, order] = np.cumsum(total[::-1])[::-1][1:]
    return result


def _without_duplicates(r: Array) -> Array:
    """Keep the first of items that are copies (or mirror images) of each other."""
    copies: Mask = np.tril(np.abs(r) > DUPLICATE, -1)
    kept: list[int] = []
    for item in range(len(r)):
        if not copies[item, kept].any():
            kept.append(item)
    return r[np.ix_(kept, kept)]


def _thresholds(r: Array) -> Array:
    """Distance t_jm beyond which item j, at point m, outdoes every other item; J x M.

    Item k, x_k - r x_j away from where x_j puts it, is outdone from t on where
    t >= (x_k - r x_j) / (1 - r) = x_j + (x_k - x_j) / (1 - r), and
    t >= -(x_k - r x_j) / (1 + r) = x_j - (x_k + x_j) / (1 + r): both are worked out once per pair.
    """
    points = POINTS_OF_MANY if len(r) > MANY_ITEMS else POINTS
    x = np.ascontiguousarray((normal_points(len(r), points) @ symmetric_root(r).T).T)
    others = np.abs(r) <= DUPLICATE
    toward = np.divide(1.0, 1 - r, out=np.zeros_like(r), where=others)
    away = np.divide(-1.0, 1 + r, out=np.zeros_like(r), where=others)
    result = np.full_like(x, -np.inf)
    step = CELLS // len(r)
    for start in range(0, points, step):
        some = slice(start, start + step)
        _outdone(x[:, some], toward, away, result[:, some])
    result += x
    return np.maximum(result, 0.0, out=result)


def _outdone(x: Array, toward: Array, away: Array, result: Array) -> None:
    """Raise each item's distance (less x) to the largest over the other items, pair by pair."""
    differences, sums = np.empty((2, len(x) - 1, x.shape[1]))
    for item in range(len(x) - 1):
        rest, difference, total = slice(item + 1, None), differences[item:], sums[item:]
        np.subtract(x[rest], x[item], out=difference)
        np.add(x[rest], x[item], out=total)
        difference *= toward[rest, item, None]
        total *= away[rest, item, None]
        np.maximum(result[item], np.maximum(difference, total).max(axis=0), out=result[item])
        np.negative(difference, out=difference)
        np.maximum(difference, total, out=difference)
        np.maximum(result[rest], difference, out=result[rest])


@lru_cache(maxsize=KEPT_POINTS)
def normal_points(items: int, points: int) -> Array:
    """Equidistributed points (Richtmyer), folded by the baker's map and turned normal; M x J, read-only."""
    u = np.outer(np.arange(1, points + 1), np.sqrt(_primes(items))) % 1.0
    x = np.asarray(ndtri(np.clip(1 - np.abs(2 * u - 1), EDGE, 1 - EDGE)))
    x.setflags(write=False)
    return x


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
