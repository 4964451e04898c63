"""The score statistic of a gap of two independent shares, its limits and its degrees of freedom.

Shares run 0 to 1, bases are effective bases and need not be whole. The gap is side 1 minus
side 2 (the reference). Every function swaps sides exactly: the gap's sign flips, nothing else.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.crossings import Places, crossings
from gapkit.stats.types import Array, Limits, broadcast

NO_VARIANCE = 1e-30
NO_SKEWNESS = 1e-10
NEAR_END = 0.1
"""Shares nearer than this to 0 or 1 are found again from there."""
POLISHING = 3
"""Steps that polish a root: each at least squares the error."""


def score_z(
    p1: npt.ArrayLike,
    n1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n2: npt.ArrayLike,
    delta: npt.ArrayLike = 0.0,
    *,
    corrected: bool = True,
) -> Array:
    """Score statistic z(delta) for the hypothesis that the gap p1 - p2 is ``delta``.

    Parameters
    ----------
    p1, p2 : array_like
        Shares of the side and of the reference, 0 to 1.
    n1, n2 : array_like
        Their effective bases, together more than 1.
    delta : array_like, default 0
        The gap under test, -1 to 1.
    corrected : bool, default True
        Correct for skewness; without it the statistic is Miettinen and Nurminen's.

    Returns
    -------
    ndarray
        Positive where the gap lies above ``delta``. NaN where an input is NaN.

    References
    ----------
    Miettinen and Nurminen 1985, Statistics in Medicine 4:213. Gart and Nam 1990, Biometrics
    46:637. Laud 2017, Pharmaceutical Statistics 16:334.

    Examples
    --------
    >>> print(score_z(0.8, 70, 0.6, 80, corrected=False).round(4))
    2.6413
    """
    return _z(*broadcast(p1, n1, p2, n2, delta), corrected=corrected)


def _z(p1: Array, n1: Array, p2: Array, n2: Array, delta: Array, *, corrected: bool) -> Array:
    """``score_z`` of arrays of one shape."""
    smaller = (p1 < p2) | ((p1 == p2) & (n1 < n2))
    swap = (delta < 0) | ((delta == 0) & smaller)
    z = _z_above(
        np.where(swap, p2, p1),
        np.where(swap, n2, n1),
        np.where(swap, p1, p2),
        np.where(swap, n1, n2),
        np.abs(delta),
        corrected=corrected,
    )
    return np.where(swap, -z, z) + 0.0


def score_limits(
    p1: npt.ArrayLike,
    n1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n2: npt.ArrayLike,
    c: npt.ArrayLike,
    *,
    corrected: bool = True,
) -> Limits:
    """Interval at ``c``: every gap that the score statistic does not put beyond ``c``.

    Parameters
    ----------
    p1, n1, p2, n2 : array_like
        As in ``score_z``.
    c : array_like
        Critical value, at least 1 so that the interval holds the gap; one per item or one for all.
    corrected : bool, default True
        As in ``score_z``.

    Examples
    --------
    >>> limits = score_limits(56 / 70, 70, 48 / 80, 80, 1.959963984540054)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.0534 0.3398
    """
    p1, n1, p2, n2, c = broadcast(p1, n1, p2, n2, c)
    known = np.isfinite(p1 - p2) & (n1 + n2 > 1) & ~np.isnan(c)
    a, na, b, nb, most = (each[known] for each in (p1, n1, p2, n2, c))
    low = np.full((2, *known.shape), np.nan)
    low[:, known] = _lower_limits(
        np.stack([a, b]), np.stack([na, nb]), np.stack([b, a]), np.stack([nb, na]), most, corrected=corrected
    )
    return Limits(low[0], -low[1])


def _lower_limits(p1: Array, n1: Array, p2: Array, n2: Array, c: Array, *, corrected: bool) -> Array:
    """Lower limits of gaps laid side by side; the upper ones are those of the sides swapped, negated."""
    table = [each.ravel() for each in (p1, n1, p2, n2, np.broadcast_to(c, p1.shape))]
    gap = table[0] - table[2]
    spread = smoothed_variance(table[0], table[1]) + smoothed_variance(table[2], table[3])

    def beyond(delta: Array, at: Places) -> Array:
        a, na, b, nb, most = (each[at] for each in table)
        return _z(a, na, b, nb, delta, corrected=corrected) - most

    found = crossings(beyond, np.full_like(gap, -1.0), gap, gap - table[4] * np.sqrt(spread))
    return found.reshape(p1.shape)


def score_df(
    p1: npt.ArrayLike,
    n1: npt.ArrayLike,
    d1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n2: npt.ArrayLike,
    d2: npt.ArrayLike,
) -> Array:
    """Degrees of freedom of the score statistic, by Satterthwaite from those of the sides.

    Parameters
    ----------
    p1, n1, p2, n2 : array_like
        As in ``score_z``; the variances use (x + 1) / (n + 2), so none is 0.
    d1, d2 : array_like
        Degrees of freedom of each side; ``inf`` for a side without PSUs.

    Examples
    --------
    >>> print(score_df(0.5, 100, np.inf, 0.5, 100, np.inf), score_df(0.5, 100, 19, 0.5, 100, 19))
    inf 38.0
    """
    p1, n1, d1, p2, n2, d2 = broadcast(p1, n1, d1, p2, n2, d2)
    v1, v2 = smoothed_variance(p1, n1), smoothed_variance(p2, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (v1 + v2) ** 2 / (v1**2 / d1 + v2**2 / d2)


def smoothed_variance(p: Array, n: Array) -> Array:
    """Variance of a share at (x + 1) / (n + 2), so that 0 % and 100 % have one too."""
    smooth = (p * n + 1) / (n + 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return smooth * (1 - smooth) / n


def _z_above(p1: Array, n1: Array, p2: Array, n2: Array, delta: Array, *, corrected: bool) -> Array:
    """``score_z`` for delta >= 0: one half of the problem, the other being its mirror image."""
    total = n1 + n2
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        t2, rest = _shares_apart(p1, n1, p2, n2, delta)
        t1 = np.minimum(t2 + delta, 1.0)
        v1, v2 = t1 * rest / n1, t2 * np.minimum(rest + delta, 1.0) / n2
        variance = (v1 + v2) * total / (total - 1)
        excess = p1 - p2 - delta
        flat = variance <= NO_VARIANCE
        scale = np.sqrt(variance)
        z = excess / scale
        if corrected:
            third = v1 * (1 - 2 * t1) / n1 - v2 * (1 - 2 * t2) / n2
            z = _without_skewness(z, third / (6 * variance * scale))
        z = np.where(flat, np.where(excess == 0, 0.0, np.copysign(np.inf, excess)), z)
    return np.where((total > 1) & ~np.isnan(excess), z, np.nan)


def _without_skewness(s: Array, a: Array) -> Array:
    """Root of a z^2 + z - (a + s) = 0 nearest s, in the form that does not cancel (Gart-Nam)."""
    square = 1 + 4 * a * (a + s)
    root = np.sqrt(np.maximum(square, 0.0))
    z = np.where(square > 0, 2 * (a + s) / (1 + root), -1 / (2 * a))
    return np.where(np.abs(a) < NO_SKEWNESS, s, z)


def _shares_apart(p1: Array, n1: Array, p2: Array, n2: Array, delta: Array) -> tuple[Array, Array]:
    """``restricted_share`` for delta >= 0, and what the other share leaves to 1: both to full precision.

    The trigonometric root is right to about 1e-8 only where one base dwarfs the other, which is far
    off for a share near an end. The smaller of the two numbers is found again from its own end: by
    quadratics, which do not cancel, then by Newton's steps.
    """
    room = 1 - delta
    start = restricted_share(p1, n1, p2, n2, delta)
    mirrored = start > room / 2
    a, na = np.where(mirrored, 1 - p2, p1), np.where(mirrored, n2, n1)
    b, nb = np.where(mirrored, 1 - p1, p2), np.where(mirrored, n1, n2)
    t = np.clip(np.where(mirrored, room - start, start), 0.0, room)
    c0 = nb * b * delta * room
    c1 = na * (a - delta) + nb * (b * (1 - 2 * delta) - delta * room)
    c2 = -na * (1 + a - delta) - nb * (b + 1 - 2 * delta)
    c3 = na + nb
    for _ in range(POLISHING):
        curve = c2 + c3 * t
        root = np.sqrt(np.maximum(c1 * c1 - 4 * curve * c0, 0.0))
        near = np.where(c1 < 0, 2 * c0 / (root - c1), (c1 + root) / (-2 * curve))
        t = np.where((t < NEAR_END) & (near >= 0) & (near < 2 * NEAR_END), near, t)
    for _ in range(POLISHING):
        step = (c0 + t * (c1 + t * (c2 + t * c3))) / (c1 + t * (2 * c2 + 3 * t * c3))
        t = np.where((t - step > 0) & (np.abs(step) < t / 2), t - step, t)
    t = np.minimum(t, room)
    t2, rest = np.where(mirrored, room - t, t), np.where(mirrored, t, room - t)
    total = n1 + n2
    pooled = (p1 * n1 + p2 * n2) / total, ((1 - p1) * n1 + (1 - p2) * n2) / total
    return np.where(delta == 0, pooled[0], t2), np.where(delta == 0, pooled[1], rest)


def restricted_share(p1: Array, n1: Array, p2: Array, n2: Array, delta: Array) -> Array:
    """Maximum-likelihood share of the reference among all pairs of shares ``delta`` apart."""
    x1, x2, total = p1 * n1, p2 * n2, n1 + n2
    l2 = (n1 + 2 * n2) * delta - total - x1 - x2
    l1 = (n2 * delta - total - 2 * x2) * delta + x1 + x2
    l0 = x2 * delta * (1 - delta)
    third = l2 / (3 * total)
    q = third * third * third - l1 * l2 / (6 * total * total) + l0 / (2 * total)
    s = np.copysign(np.sqrt(np.maximum(third * third - l1 / (3 * total), 0.0)), q)
    a = (np.pi + np.arccos(np.clip(q / (s * s * s), -1.0, 1.0))) / 3
    root = np.where(s == 0, -third, 2 * s * np.cos(a) - third)
    root = np.where(delta == 0, (x1 + x2) / total, root)
    return np.clip(root, np.maximum(0.0, -delta), np.minimum(1.0, 1.0 - delta))
