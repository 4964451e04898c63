"""Gaps of two independent shares whose interval has a closed form: Wald and its repairs.

Each method is a statistic and limits of one test: the interval at c excludes 0 exactly when the
statistic is beyond c. Limits are not cut to -1 to 1: a limit outside is how these methods show that
they are out of their depth.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array, Limits, broadcast


def wald_se(p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike) -> Array:
    """Unpooled standard error of the gap; 0 where both shares are 0 % or 100 %, NaN without a base.

    Parameters
    ----------
    p1, p2 : array_like
        Shares of the side and of the reference, 0 to 1.
    n1, n2 : array_like
        Their bases.

    Examples
    --------
    >>> print(wald_se(0.8, 70, 0.6, 80).round(4))
    0.0727
    """
    p1, n1, p2, n2 = broadcast(p1, n1, p2, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))


def wald_z(p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike) -> Array:
    """Return the gap in unpooled standard errors; NaN where both gap and error are 0.

    Examples
    --------
    >>> print(wald_z(0.8, 70, 0.6, 80).round(4))
    2.7509
    """
    p1, n1, p2, n2 = broadcast(p1, n1, p2, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((p1 - p2) / wald_se(p1, n1, p2, n2))


def wald_limits(
    p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike, c: npt.ArrayLike
) -> Limits:
    """Gap plus and minus ``c`` unpooled standard errors.

    Examples
    --------
    >>> limits = wald_limits(0.8, 70, 0.6, 80, 1.959963984540054)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.0575 0.3425
    """
    p1, n1, p2, n2, c = broadcast(p1, n1, p2, n2, c)
    half = c * wald_se(p1, n1, p2, n2)
    return Limits(p1 - p2 - half, p1 - p2 + half)


def agresti_caffo_z(p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike) -> Array:
    """Wald's statistic after one more yes and one more no on each side.

    References
    ----------
    Agresti and Caffo 2000, The American Statistician 54:280.
    """
    return wald_z(*_one_more_of_each(p1, n1, p2, n2))


def agresti_caffo_limits(
    p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike, c: npt.ArrayLike
) -> Limits:
    """Wald's interval after one more yes and one more no on each side.

    References
    ----------
    Agresti and Caffo 2000, The American Statistician 54:280.

    Examples
    --------
    >>> limits = agresti_caffo_limits(0.8, 70, 0.6, 80, 1.959963984540054)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.0525 0.3358
    """
    return wald_limits(*_one_more_of_each(p1, n1, p2, n2), *broadcast(c))


def beal_z(
    p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike, *, prior: float
) -> Array:
    """Return the gap over its standard error if both shares were the nuisance share.

    Parameters
    ----------
    p1, n1, p2, n2 : array_like
        As in ``wald_se``.
    prior : float
        Answers of each kind added to estimate the nuisance share: 0 for Haldane, 1/2 for
        Jeffreys-Perks.

    References
    ----------
    Beal 1987, Biometrics 43:941.
    """
    p1, n1, p2, n2 = broadcast(p1, n1, p2, n2)
    psi = _nuisance(p1, n1, p2, n2, prior)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((p1 - p2) / np.sqrt(psi * (1 - psi) * (1 / n1 + 1 / n2)))


def beal_limits(
    p1: npt.ArrayLike,
    n1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n2: npt.ArrayLike,
    c: npt.ArrayLike,
    *,
    prior: float,
) -> Limits:
    """Gaps within ``c`` standard errors, the mean of the two shares held at the nuisance share.

    Parameters
    ----------
    p1, n1, p2, n2 : array_like
        As in ``wald_se``.
    c : array_like
        Critical value.
    prior : float
        As in ``beal_z``.

    References
    ----------
    Beal 1987, Biometrics 43:941. Newcombe 1998, Statistics in Medicine 17:873, methods 3 and 4.

    Examples
    --------
    >>> limits = beal_limits(0.8, 70, 0.6, 80, 1.959963984540054, prior=0.5)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.0531 0.3355
    """
    p1, n1, p2, n2, c = broadcast(p1, n1, p2, n2, c)
    psi = _nuisance(p1, n1, p2, n2, prior)
    gap, c2 = p1 - p2, c * c
    with np.errstate(divide="ignore", invalid="ignore"):
        u, v = (1 / n1 + 1 / n2) / 4, (1 / n1 - 1 / n2) / 4
        lean = 2 * v * (1 - 2 * psi)
        spread = u * (4 * psi * (1 - psi) - gap**2) + lean * gap
        spread = spread + 4 * c2 * u**2 * psi * (1 - psi) + c2 * (lean / 2) ** 2
        half = c * np.sqrt(np.maximum(spread, 0.0))
        middle = gap + c2 * lean / 2
        return Limits((middle - half) / (1 + c2 * u), (middle + half) / (1 + c2 * u))


def _one_more_of_each(
    p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike
) -> list[Array]:
    p1, n1, p2, n2 = broadcast(p1, n1, p2, n2)
    return [(p1 * n1 + 1) / (n1 + 2), n1 + 2, (p2 * n2 + 1) / (n2 + 2), n2 + 2]


def _nuisance(p1: Array, n1: Array, p2: Array, n2: Array, prior: float) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        side = (p1 * n1 + prior) / (n1 + 2 * prior)
        reference = (p2 * n2 + prior) / (n2 + 2 * prior)
    return np.asarray((side + reference) / 2)
