"""Gaps shrunk towards each other, because the largest of many is always overstated.

Printed beside the raw gaps, never instead of them, and never a test.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.student import normal_critical
from gapkit.stats.types import Array, Interval

FEWEST = 4
"""Items that the spread of true gaps can be learnt from."""
STEPS = 81
NO_VARIANCE = 1e-14
SINGULAR = 1e-12
"""Eigenvalues below this part of the largest are raised to it."""
BISECTIONS = 60


@dataclass(frozen=True, slots=True, eq=False)
class ShrunkGaps:
    """Gaps after partial pooling.

    Attributes
    ----------
    value : ndarray
        Posterior mean per item; NaN where the raw gap is, and with fewer than four items.
    interval : Interval
        Its central interval, per item.
    common : float
        Posterior mean of the gap that all are shrunk towards.
    spread : float
        Posterior mean of the standard deviation of the true gaps.
    """

    value: Array
    interval: Interval
    common: float
    spread: float


def shrunk_gaps(
    gaps: npt.ArrayLike, covariance: npt.ArrayLike, *, most: float = 1.0, conf_level: float = 0.95
) -> ShrunkGaps:
    """Shrink gaps by a normal hierarchical model with their full covariance.

    The spread of the true gaps is integrated out on a grid: plugging in one estimate of it, often 0,
    makes intervals collapse.

    Parameters
    ----------
    gaps : array_like
        One per item (or per segment); NaN is left out.
    covariance : array_like
        J x J, of the gaps.
    most : float, default 1.0
        Largest gap possible: 1 for shares, the length of the scale for means.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the shapes do not fit or the level is out of range.

    References
    ----------
    Gelman 2006, Bayesian Analysis 1:515. Rubin 1981, Journal of Educational Statistics 6:377.

    Examples
    --------
    >>> shrunk = shrunk_gaps([0.20, 0.05, 0.02, -0.04, 0.01], np.eye(5) * 0.003)
    >>> print(shrunk.value.round(3))
    [ 0.15   0.049  0.029 -0.011  0.022]
    """
    check_conf_level(conf_level)
    raw = np.asarray(gaps, dtype=np.float64)
    c = np.asarray(covariance, dtype=np.float64)
    if c.shape != (len(raw), len(raw)):
        raise OptionError.lengths_differ(("gaps", "covariance"), [raw.shape, c.shape])
    inside = np.flatnonzero(~(np.isnan(raw) | np.isnan(np.diagonal(c))))
    value, low, high = (np.full_like(raw, np.nan) for _ in range(3))
    if len(inside) < FEWEST or np.isnan(c[np.ix_(inside, inside)]).any():
        return ShrunkGaps(value, Interval(low, high, conf_level), float("nan"), float("nan"))
    posterior = _posterior(raw[inside], c[np.ix_(inside, inside)])
    value[inside] = posterior.weight @ posterior.mean
    edge = normal_critical(1 - conf_level)
    low[inside] = posterior.quantile((1 - conf_level) / 2, edge)
    high[inside] = posterior.quantile((1 + conf_level) / 2, edge)
    value, low, high = (np.clip(each, -most, most) for each in (value, low, high))
    return ShrunkGaps(
        value,
        Interval(low, high, conf_level),
        float(posterior.weight @ posterior.common),
        float(posterior.weight @ posterior.tau),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Posterior:
    """Mixture over the grid of the true gaps' spread: T steps, J items."""

    tau: Array
    weight: Array
    common: Array
    mean: Array
    sd: Array

    def quantile(self, p: float, edge: float) -> Array:
        """Return the p-quantile of each item's mixture, by bisection."""
        reach = (edge + 1) * self.sd
        low, high = (self.mean - reach).min(axis=0), (self.mean + reach).max(axis=0)
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            below = self.weight @ ndtr((middle - self.mean) / self.sd) < p
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.asarray((low + high) / 2)


def _posterior(g: Array, c: Array) -> _Posterior:
    """Everything in the eigenvectors of the covariance, where C + tau^2 I is diagonal."""
    values, vectors = np.linalg.eigh(c)
    values = np.maximum(values, SINGULAR * max(float(values.max()), NO_VARIANCE))
    top = 4 * max(float(g.std(ddof=1)), float(np.sqrt(np.diagonal(c)).max()))
    tau = np.linspace(0.0, top, STEPS)
    s = values + tau[:, None] ** 2
    ones, turned = vectors.sum(axis=0), vectors.T @ g
    precision = (ones**2 / s).sum(axis=1)
    common = (ones * turned / s).sum(axis=1) / precision
    r = turned - common[:, None] * ones
    log_weight = -0.5 * (np.log(s).sum(axis=1) + np.log(precision) + (r**2 / s).sum(axis=1))
    weight = np.exp(log_weight - log_weight.max())
    pull = tau[:, None] ** 2 / s
    mean = common[:, None] + (pull * r) @ vectors.T
    rest = 1 - (pull * ones) @ vectors.T
    own = (values * pull) @ (vectors**2).T
    sd = np.sqrt(np.maximum(own + rest**2 / precision[:, None], NO_VARIANCE))
    return _Posterior(tau, weight / weight.sum(), common, mean, sd)
