"""Sison and Glaz's simultaneous intervals of multinomial shares: equal steps down, longer ones up."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln, pdtr

from gapkit.stats.types import Array, Limits


def sison_glaz_limits(counts: Array, conf_level: float) -> Limits:
    """Limits of the shares of one question, cut to 0 and 1.

    Parameters
    ----------
    counts : ndarray
        Respondents per answer, one-dimensional.
    conf_level : float
        Chance that all intervals hold together.

    Returns
    -------
    Limits
        NaN where nobody answered, or where so few did that the approximation says nothing.

    References
    ----------
    Sison and Glaz 1995, Journal of the American Statistical Association 90:366. May and Johnson
    2000, Journal of Statistical Software 5(6).

    Examples
    --------
    >>> limits = sison_glaz_limits(np.array([56.0, 72.0, 73.0]), 0.95)
    >>> print(limits.low.round(4), limits.high.round(4))
    [0.204  0.2836 0.2886] [0.3539 0.4335 0.4384]
    """
    n = float(counts.sum())
    nothing = np.full(counts.shape, np.nan)
    before = 0.0
    for c in range(1, int(n) + 1):
        chance = _coverage(counts, c)
        if before < conf_level < chance:
            if c == 1:
                break
            gamma = (conf_level - before) / (chance - before)
            low, high = counts - (c - 1), counts + (c - 1) + 2 * gamma
            return Limits(np.maximum(low / n, 0.0), np.minimum(high / n, 1.0))
        before = chance
    return Limits(nothing, nothing)


def _coverage(counts: Array, c: int) -> float:
    """Chance that all counts fall within ``c`` of those observed: Poissons given their sum."""
    n = counts.sum()
    inside = _below(counts + c, counts) - _below(counts - c - 1, counts)
    mean, variance, third, fourth = _moments(counts, c, inside)
    spread = variance.sum()
    if not spread > 0:
        return float("nan")
    z = (n - mean.sum()) / np.sqrt(spread)
    skew = third.sum() / spread**1.5
    excess = (fourth - 3 * variance**2).sum() / spread**2
    edgeworth = (
        1
        + skew * (z**3 - 3 * z) / 6
        + excess * (z**4 - 6 * z**2 + 3) / 24
        + skew**2 * (z**6 - 15 * z**4 + 45 * z**2 - 15) / 72
    )
    at_sum = edgeworth * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi * spread)
    poisson = n * np.log(n) - n - gammaln(n + 1)
    return float(np.exp(np.log(inside).sum() - poisson) * at_sum)


def _moments(counts: Array, c: int, inside: Array) -> Array:
    """Mean and second to fourth central moment of each Poisson, cut to its interval."""
    low, high = counts - c, counts + c
    f1, f2, f3, f4 = (
        counts**r
        * (
            1
            + (
                (_below(low - 1, counts) - _below(low - r - 1, counts))
                - (_below(high, counts) - _below(high - r, counts))
            )
            / inside
        )
        for r in range(1, 5)
    )
    variance = f2 + f1 - f1**2
    third = f3 + f2 * (3 - 3 * f1) + (f1 - 3 * f1**2 + 2 * f1**3)
    fourth = f4 + f3 * (6 - 4 * f1) + f2 * (7 - 12 * f1 + 6 * f1**2) + f1 - 4 * f1**2 + 6 * f1**3 - 3 * f1**4
    return np.stack([f1, variance, third, fourth])


def _below(k: Array, mean: Array) -> Array:
    """Chance of a Poisson at most ``k``."""
    return np.where(k >= 0, pdtr(np.maximum(k, 0), mean), 0.0)
