"""Tails of a weighted sum of chi-squares over a chi-square: exactly, and by a saddlepoint."""

from __future__ import annotations

from math import log, pi, sqrt

import numpy as np
from scipy.special import fdtrc, ndtr

from gapkit.stats.types import Array

REACH = 4.5
POINTS = 4001
BISECTIONS = 200
FLAT = 1e-4
"""Saddlepoint too near 0 for its formula."""


def f_sum_tail(x: float, weights: Array, df: float) -> float:
    """Chance that a weighted sum of chi-squares (1 df each), over a mean chi-square, exceeds ``x``.

    By inversion of the characteristic function on a double-exponential grid.

    Parameters
    ----------
    x : float
        Observed value, 0 or more.
    weights : ndarray
        Weights of the sum.
    df : float
        Degrees of freedom of the denominator.

    References
    ----------
    Imhof 1961, Biometrika 48:419. Takahasi and Mori 1974 (the grid).

    Examples
    --------
    >>> round(f_sum_tail(3.0, np.array([1.0, 1.0]), 20.0), 5), round(float(fdtrc(2, 20, 1.5)), 5)
    (0.24718, 0.24718)
    """
    size = float(np.abs(weights).max())
    parts, free = np.append(weights / size, -x / size / df), np.append(np.ones(len(weights)), df)
    t = np.linspace(-REACH, REACH, POINTS)
    u = np.exp(pi / 2 * np.sinh(t))
    stretch = u * pi / 2 * np.cosh(t) * (t[1] - t[0])
    turn = 0.5 * (free * np.arctan(np.outer(u, parts))).sum(axis=1)
    damp = np.exp(-0.25 * (free * np.log1p(np.outer(u, parts) ** 2)).sum(axis=1))
    return float(np.clip(0.5 + (np.sin(turn) * damp / u * stretch).sum() / pi, 0.0, 1.0))


def f_sum_saddlepoint(x: float, weights: Array, df: float) -> float:
    """Approximate the same chance by a saddlepoint; Satterthwaite's F where that is flat.

    References
    ----------
    Kuonen 1999, Biometrika 86:929.

    Examples
    --------
    >>> round(f_sum_saddlepoint(3.0, np.array([1.0, 1.0]), 20.0), 2)
    0.25
    """
    parts, free = np.append(weights, -x / df), np.append(np.ones(len(weights)), df)
    parts = parts / parts.max()
    negative = parts[parts < 0]
    low = (1 / (2 * negative)).max() * 0.99999 if negative.size else -1.0
    high = 0.5 * 0.99999
    for _ in range(BISECTIONS):
        zeta = (low + high) / 2
        low, high = (low, zeta) if (free * parts / (1 - 2 * zeta * parts)).sum() > 0 else (zeta, high)
    if abs(zeta) < FLAT:
        trace, square = float(weights.sum()), float((weights**2).sum())
        return float(fdtrc(trace**2 / square, df, x / trace))
    value = -0.5 * float((free * np.log(1 - 2 * zeta * parts)).sum())
    bend = 2 * float((free * parts**2 / (1 - 2 * zeta * parts) ** 2).sum())
    w = float(np.sign(zeta)) * sqrt(-2 * value)
    return float(ndtr(-(w + log(zeta * sqrt(bend) / w) / w)))
