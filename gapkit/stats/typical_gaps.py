"""The size of the disagreement over a whole profile, with the sampling noise taken out."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, pi, sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import chndtr

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.types import Array, Interval

BISECTIONS = 80
"""Steps of the search for a noncentrality; each halves what is left."""
DOUBLINGS = 200
PARALLEL = 1e-14
"""Spread and shape over the variance of the profiles, below which the profiles are parallel."""


@dataclass(frozen=True, slots=True)
class TypicalGap:
    """Size of the disagreement over J items.

    Attributes
    ----------
    value : float
        D, the root mean square of the gaps without noise, 0 or more, in the measure's units.
    interval : Interval
        Its confidence interval; a lower limit of 0 says that no typical gap is shown.
    level, spread, shape : float
        What D squared is made of, noise taken out: sides high or low on all items; items further
        apart on one side; another order of items. They sum to D squared, or to a negative number
        where D is 0; each can be negative by chance. Units squared. Between profiles that are exactly
        parallel nothing tells spread from shape: of their J - 1 degrees of freedom spread has one, and
        bears the noise of one.
    mean_size : float
        Mean of the raw gaps' sizes, noise and all.
    noise_size : float
        What that mean would be if every true gap were 0.
    items : int
        Items that were counted.
    """

    value: float
    interval: Interval
    level: float
    spread: float
    shape: float
    mean_size: float
    noise_size: float
    items: int


def typical_gap(
    values: npt.ArrayLike,
    values_reference: npt.ArrayLike,
    covariance: npt.ArrayLike,
    *,
    conf_level: float = 0.95,
) -> TypicalGap:
    """Typical gap of a profile: root mean square of the true gaps, with its parts and interval.

    Unbiased in the square, whatever the correlation of the items. Subtracting the noise from the mean
    size instead would take the noise of small gaps off the large ones.

    Parameters
    ----------
    values, values_reference : array_like
        The side and the reference, one per item; items with NaN on a side are not counted.
    covariance : array_like
        J x J, of the gaps: for shares ``gap_covariance``, whose diagonal is never 0.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    TypicalGap
        NaN without items, or without a variance.

    Raises
    ------
    OptionError
        If the shapes do not fit or the level is out of range.

    References
    ----------
    Cronbach 1955, Psychological Bulletin 52:177. Patnaik 1949, Biometrika 36:202.

    Examples
    --------
    >>> gap = typical_gap([0.6, 0.5, 0.2], [0.4, 0.4, 0.3], np.eye(3) * 0.001)
    >>> round(gap.value, 4), round(gap.interval.low, 4), round(gap.interval.high, 4)
    (0.1378, 0.1029, 0.1751)
    """
    check_conf_level(conf_level)
    side = np.asarray(values, dtype=np.float64)
    reference = np.asarray(values_reference, dtype=np.float64)
    c = np.asarray(covariance, dtype=np.float64)
    if side.shape != reference.shape or c.shape != (len(side), len(side)):
        raise OptionError.lengths_differ(
            ("values", "values_reference", "covariance"), [side.shape, reference.shape, c.shape]
        )
    inside = ~np.isnan(side - reference)
    c = c[np.ix_(inside, inside)]
    items = int(inside.sum())
    if not items or np.isnan(c).any():
        nowhere = Interval(nan, nan, conf_level)
        return TypicalGap(nan, nowhere, nan, nan, nan, nan, nan, items)
    gaps = side[inside] - reference[inside]
    parts = _parts(side[inside], reference[inside], c)
    limits = _limits(gaps, c, 1 - conf_level)
    return TypicalGap(
        value=sqrt(max(0.0, float((gaps**2).sum() - np.trace(c)) / items)),
        interval=Interval(limits.low, limits.high, conf_level),
        level=parts.level,
        spread=parts.spread,
        shape=parts.shape,
        mean_size=float(np.abs(gaps).mean()),
        noise_size=sqrt(2 / pi) * float(np.sqrt(np.diagonal(c)).mean()),
        items=items,
    )


def gap_covariance(variance: npt.ArrayLike, correlation: npt.ArrayLike) -> Array:
    """Covariance of gaps from variances that are never 0 and the correlation of the items.

    Parameters
    ----------
    variance : array_like
        Of each gap: for shares the sum of both sides' ``smoothed_variance``.
    correlation : array_like
        J x J, of the linearised gaps.

    Examples
    --------
    >>> print(gap_covariance([4.0, 1.0], [[1.0, 0.5], [0.5, 1.0]]))
    [[4. 1.]
     [1. 1.]]
    """
    sd = np.sqrt(np.asarray(variance, dtype=np.float64))
    return np.asarray(np.asarray(correlation, dtype=np.float64) * sd[:, None] * sd)


@dataclass(frozen=True, slots=True)
class _Parts:
    level: float
    spread: float
    shape: float


def _parts(side: Array, reference: Array, c: Array) -> _Parts:
    """Level, spread and shape (Cronbach 1955), each less its share of the noise."""
    items = len(side)
    common = float(c.sum()) / items
    level = float((side - reference).mean()) ** 2 - common / items
    u, v = side - side.mean(), reference - reference.mean()
    s1, s2 = sqrt(float((u**2).mean())), sqrt(float((v**2).mean()))
    spread, shape = (s1 - s2) ** 2, 2 * (s1 * s2 - float((u * v).mean()))
    noise = (float(np.trace(c)) - common) / items
    both = spread + shape
    if both <= PARALLEL * (s1**2 + s2**2):
        of_spread = 1 / (items - 1) if items > 1 else 0.0
        return _Parts(level, -noise * of_spread, -noise * (1 - of_spread))
    kept = (both - noise) / both
    return _Parts(level, spread * kept, shape * kept)


@dataclass(frozen=True, slots=True)
class _Bounds:
    low: float
    high: float


def _limits(gaps: Array, c: Array, alpha: float) -> _Bounds:
    """Interval of the root mean square, from a scaled noncentral chi-square for the sum of squares."""
    items, trace, square = len(gaps), float(np.trace(c)), float((c * c).sum())
    total = float((gaps**2).sum())
    if trace <= 0:
        return _Bounds(nan, nan)
    h = max(0.0, float(gaps @ c @ gaps) - square)
    q = max(0.0, total - trace)
    scale = max(square / trace, (square + 2 * h) / (trace + 2 * q))
    low = _noncentrality(total / scale, trace / scale, 1 - alpha / 2)
    high = _noncentrality(total / scale, trace / scale, alpha / 2)
    return _Bounds(sqrt(scale * low / items), sqrt(scale * high / items))


def _noncentrality(x: float, df: float, p: float) -> float:
    """Noncentrality at which a chi-square lies below ``x`` with chance ``p``; 0 where none is so small."""
    if chndtr(x, df, 0.0) <= p:
        return 0.0
    low, high = 0.0, max(x, 1.0)
    for _ in range(DOUBLINGS):
        if chndtr(x, df, high) <= p:
            break
        low, high = high, 2 * high
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        below = chndtr(x, df, middle) > p
        low, high = (middle, high) if below else (low, middle)
    return (low + high) / 2
