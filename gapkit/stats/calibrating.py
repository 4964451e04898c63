"""Calibration of weights to known totals of any variables, by a distance from the base weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from gapkit.errors import DesignError, OptionError
from gapkit.options import check
from gapkit.stats.calibrations import SINGULAR, Calibration
from gapkit.stats.types import Array, Limits

Distance = Literal["linear", "raking", "logit"]

STEPS = 200
HALVINGS = 30
MISFIT = 1e-10
"""Largest distance from a total, in parts of it, that counts as met."""
FARTHEST = 700.0


def calibrate(
    weight: npt.ArrayLike,
    auxiliary: npt.ArrayLike,
    totals: npt.ArrayLike,
    *,
    distance: Distance = "linear",
    bounds: Limits | None = None,
) -> Calibration:
    """Change weights as little as possible so that variables have their known totals.

    Parameters
    ----------
    weight : array_like, shape (n,)
        Base weights.
    auxiliary : array_like, shape (n, k)
        Variables, a column of ones for the size of the population among them.
    totals : array_like, shape (k,)
        Their known totals.
    distance : str, default "linear"
        "linear" (GREG; weights can turn negative without bounds), "raking" (never negative) or "logit"
        (needs bounds and stays inside them).
    bounds : Limits, optional
        Least and largest factor on a weight, on either side of 1. With "linear" and "raking" factors
        are cut there.

    Raises
    ------
    DesignError
        If no weights inside the bounds have these totals.
    OptionError
        If a choice is unknown, the shapes do not fit or the bounds do not hold 1 between them.

    References
    ----------
    Deville and Saerndal 1992, Journal of the American Statistical Association 87:376. Deville,
    Saerndal and Sautory 1993, Journal of the American Statistical Association 88:1013.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0], [1.0, 4.0], [1.0, 6.0]])
    >>> print(calibrate(np.ones(3), x, [3.0, 15.0]).weight.round(4))
    [0.25 1.   1.75]
    """
    check("distance", distance, Distance)
    w = np.asarray(weight, dtype=np.float64)
    x, known = np.asarray(auxiliary, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    if x.ndim != 2 or (len(w), len(known)) != x.shape:  # noqa: PLR2004 - respondents and variables
        raise OptionError.lengths_differ(("auxiliary", "totals"), [x.shape, known.shape])
    limits = _Bounds(-np.inf, np.inf) if bounds is None else _Bounds(float(bounds.low), float(bounds.high))
    if not limits.low < 1 < limits.high or (distance == "logit" and bounds is None):
        found = "none" if bounds is None else f"{limits.low:g} to {limits.high:g}"
        raise OptionError.outside("bounds", found, "below 1 and above 1")
    g = _solve(w, x, known, distance, limits)
    return Calibration(w * g, g, x, w)


@dataclass(frozen=True, slots=True)
class _Bounds:
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """Factor of each weight at a point, and its derivative."""

    factor: Array
    slope: Array


def _solve(w: Array, x: Array, totals: Array, distance: Distance, bounds: _Bounds) -> Array:
    """Newton's method on the totals, halving steps that do not come nearer."""
    size = np.sqrt((x**2).mean(axis=0))
    scale = np.where(size > 0, size, 1.0)
    x, totals = x / scale, totals / scale
    eta = np.zeros(x.shape[1])
    at = _factors(x @ eta, distance, bounds)
    miss = totals - x.T @ (w * at.factor)
    aim = MISFIT * (np.abs(totals) + np.abs(x.T @ w).max())
    for _ in range(STEPS):
        if (np.abs(miss) <= aim).all():
            return at.factor
        step = np.linalg.pinv((x.T * (w * at.slope)) @ x, rcond=SINGULAR, hermitian=True) @ miss
        for _ in range(HALVINGS):
            tried = _factors(x @ (eta + step), distance, bounds)
            left = totals - x.T @ (w * tried.factor)
            if np.isfinite(left).all() and np.abs(left).sum() < np.abs(miss).sum():
                break
            step = step / 2
        else:
            break
        eta, at, miss = eta + step, tried, left
    worst = 100 * float(np.abs(miss).max() / np.abs(totals).max())
    raise DesignError.cannot_calibrate(f"the nearest weights miss a total by {worst:.2g} %")


def _factors(u: Array, distance: Distance, bounds: _Bounds) -> _Step:
    low, high = bounds.low, bounds.high
    if distance == "logit":
        stretch = (high - low) / ((1 - low) * (high - 1))
        middle = expit(stretch * u + logit((1 - low) / (high - low)))
        return _Step(low + (high - low) * middle, stretch * (high - low) * middle * (1 - middle))
    free = 1 + u if distance == "linear" else np.exp(np.clip(u, -FARTHEST, FARTHEST))
    slope = np.ones_like(u) if distance == "linear" else free
    inside = (free >= low) & (free <= high)
    return _Step(np.clip(free, low, high), np.where(inside, slope, 0.0))
