"""Exact distribution of a rank sum with ties, by the shift algorithm."""

from __future__ import annotations

import numpy as np
from scipy.special import binom

from gapkit.stats.types import Array

LARGEST = 2e9
"""Steps beyond which all ways are no longer counted (some seconds)."""


def rank_sum_cost(first: Array, second: Array) -> float:
    """Return the steps it takes to count all ways to deal the answers to two sides."""
    n1, n = float(first.sum()), float((first + second).sum())
    return n1 * n1 * n * n


def rank_sum_chances(ties: Array, n1: int) -> Array:
    """Chance of each doubled rank sum of ``n1`` answers dealt from all, midranks for ties.

    Parameters
    ----------
    ties : ndarray
        Answers per distinct value, low to high.
    n1 : int
        Answers dealt.

    Returns
    -------
    ndarray
        Entry s is the chance that twice the rank sum is s.

    References
    ----------
    Streitberg and Roehmel 1986, Statistical Software Newsletter 12:10.

    Examples
    --------
    >>> print(rank_sum_chances(np.array([1.0, 1.0, 1.0]), 1))
    [0.         0.         0.33333333 0.         0.33333333 0.
     0.33333333]
    """
    sizes = [round(size) for size in ties if size > 0]
    doubled = np.cumsum([0, *sizes])[:-1] * 2 + np.array(sizes, dtype=np.int64) + 1
    top = int(np.repeat(doubled, sizes)[::-1][:n1].sum())
    ways = np.zeros((n1 + 1, top + 1))
    ways[0, 0] = 1
    for size, rank in zip(sizes, doubled.tolist(), strict=True):
        before = ways.copy()
        for taken in range(1, min(size, n1) + 1):
            shift = taken * rank
            if shift > top:
                break
            ways[taken:, shift:] += binom(size, taken) * before[: n1 + 1 - taken, : top + 1 - shift]
    return np.asarray(ways[n1] / ways[n1].sum())


def signed_rank_chances(ties: Array) -> Array:
    """Chance of each doubled sum of the ranks of positive differences, midranks for ties.

    Parameters
    ----------
    ties : ndarray
        Differences per distinct size, small to large, zeros left out.

    Examples
    --------
    >>> print(signed_rank_chances(np.array([1.0, 1.0])))
    [0.25 0.   0.25 0.   0.25 0.   0.25]
    """
    sizes = [round(size) for size in ties if size > 0]
    doubled = np.cumsum([0, *sizes])[:-1] * 2 + np.array(sizes, dtype=np.int64) + 1
    chance = np.ones(1)
    for size, rank in zip(sizes, doubled.tolist(), strict=True):
        for _ in range(size):
            grown = np.zeros(len(chance) + rank)
            grown[: len(chance)] = chance / 2
            grown[rank:] += chance / 2
            chance = grown
    return chance
