"""Unconditional exact tests: the chance of a table as far out, at the worst common share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from gapkit.stats.hypergeometric import TIE as FISHER_TIE
from gapkit.stats.hypergeometric import lay_tables
from gapkit.stats.types import Array, Mask

ANGLES = 1001
"""Trial shares, evenly spaced in angle, so that they are dense near 0 and 1."""
ZOOMS = 8
ZOOM_POINTS = 21
PEAKS = 8
"""Highest local maxima that are looked at closely."""
TIE = 1e-9
"""Difference of two orderings' values that only rounding can have made."""


@dataclass(frozen=True, slots=True, eq=False)
class Ordering:
    """How far out each of the (n1 + 1) x (n2 + 1) tables is; larger is farther.

    Attributes
    ----------
    less, greater, two_sided : ndarray
        Towards a lower share of the side, a higher one, either.
    """

    less: Array
    greater: Array
    two_sided: Array


def orderings(n1: int, n2: int, method: str) -> Ordering:
    """Order all tables of two bases by the named test.

    References
    ----------
    Barnard 1945, Nature 156:177. Boschloo 1970, Statistica Neerlandica 24:1. Suissa and Shuster
    1985, Journal of the Royal Statistical Society A 148:317.
    """
    if method == "boschloo":
        return _by_fisher(n1, n2)
    z = _z(n1, n2, pooled=method == "barnard-pooled")
    return Ordering(-z, z, np.abs(z))


def unconditional_p(ordering: Ordering, x1: int, x2: int) -> Array:
    """Return p of ``less``, ``greater`` and ``two_sided`` for one table.

    Examples
    --------
    >>> print(unconditional_p(orderings(10, 10, "boschloo"), 9, 3).round(5))
    [0.99709 0.00398 0.00796]
    """
    ways = (ordering.less, ordering.greater, ordering.two_sided)
    return np.array([_worst_chance(farness >= farness[x1, x2] - TIE) for farness in ways])


def _by_fisher(n1: int, n2: int) -> Ordering:
    """Order by the smallness of Fisher's p, margin by margin: each holds every table once."""
    margin = np.arange(n1 + n2 + 1.0)
    side = np.maximum(0.0, margin - n2)
    tables = lay_tables(side, np.full_like(margin, n1), margin - side, np.full_like(margin, n2))
    chance = tables.chances()
    ordering = Ordering(*np.empty((3, n1 + 1, n2 + 1)))
    for start, end in pairwise([*tables.start.tolist(), len(tables.k)]):
        p, log_p, x1 = chance[start:end], tables.log_p[start:end], tables.k[start:end]
        cell = x1, tables.table[start:end] - x1
        rising = np.argsort(log_p)
        no_likelier = np.searchsorted(log_p[rising], log_p + FISHER_TIE, side="right") - 1
        with np.errstate(divide="ignore"):
            ordering.less[cell] = -np.log(np.cumsum(p))
            ordering.greater[cell] = -np.log(np.cumsum(p[::-1])[::-1])
            ordering.two_sided[cell] = -np.log(np.cumsum(p[rising])[no_likelier])
    return ordering


def _z(n1: int, n2: int, *, pooled: bool) -> Array:
    p1, p2 = (np.arange(n1 + 1) / n1)[:, None], (np.arange(n2 + 1) / n2)[None, :]
    both = (p1 * n1 + p2 * n2) / (n1 + n2)
    apart = p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2
    variance = both * (1 - both) * (1 / n1 + 1 / n2) if pooled else apart
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.isclose(p1, p2, rtol=0, atol=1e-12), 0.0, (p1 - p2) / np.sqrt(variance))


def _worst_chance(region: Mask) -> float:
    """Largest chance of the region over all common shares."""
    share = np.sin(np.linspace(0, np.pi / 2, ANGLES)) ** 2
    chance = region_chance(region, share)
    padded = np.pad(chance, 1, constant_values=-1.0)
    peaks = np.flatnonzero((chance >= padded[:-2]) & (chance >= padded[2:]))
    peaks = peaks[np.argsort(-chance[peaks], kind="stable")[:PEAKS]]
    low, high = share[np.maximum(peaks - 1, 0)], share[np.minimum(peaks + 1, ANGLES - 1)]
    best = chance[peaks]
    for _ in range(ZOOMS):
        trial = low + (high - low) * np.linspace(0, 1, ZOOM_POINTS)[:, None]
        found = region_chance(region, trial.ravel()).reshape(trial.shape)
        top, column = found.argmax(axis=0), np.arange(len(peaks))
        best = np.maximum(best, found[top, column])
        low = trial[np.maximum(top - 1, 0), column]
        high = trial[np.minimum(top + 1, ZOOM_POINTS - 1), column]
    return float(min(best.max(), 1.0))


def region_chance(region: Mask, share: Array) -> Array:
    """Chance of a region of tables at each common share.

    Examples
    --------
    >>> print(region_chance(np.array([[True, False], [False, True]]), np.array([0.5, 1.0])))
    [0.5 1. ]
    """
    first, second = (_binomial(size - 1, share) for size in region.shape)
    return np.asarray(((first @ region.astype(np.float64)) * second).sum(axis=1))


def _binomial(n: int, share: Array) -> Array:
    """Chance of each count of ``n``, one row per share."""
    x = np.arange(n + 1.0)
    log_ways = gammaln(n + 1.0) - gammaln(x + 1) - gammaln(n - x + 1)
    p = share[:, None]
    return np.asarray(np.exp(log_ways + xlogy(x, p) + xlog1py(n - x, -p)))
