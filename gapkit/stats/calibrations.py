"""Weights brought to known totals by cells and margins, and the errors that know of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import DesignError, OptionError
from gapkit.stats.layouts import Integers
from gapkit.stats.types import Array

ROUNDS = 1000
PRECISION = 1e-13
"""Largest change of a weight, in parts of it, at which raking has arrived."""
MISFIT = 1e-9
"""Largest distance from a target, in parts of it, that counts as met."""
SINGULAR = 1e-12
"""Directions of the auxiliary variables below this part of the largest repeat others."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Weights after an adjustment to known totals.

    Attributes
    ----------
    weight : ndarray, shape (n,)
        The new weights.
    factor : ndarray, shape (n,)
        New weight over base weight (the g-weight); 1 where the base weight is 0.
    auxiliary : ndarray, shape (n, k)
        What was brought to its totals.
    regression : ndarray, shape (n,)
        Weights of the regression on it whose residuals carry the standard error.
    """

    weight: Array
    factor: Array
    auxiliary: Array
    regression: Array


def poststratify(weight: npt.ArrayLike, cell: Integers, totals: npt.ArrayLike) -> Calibration:
    """Scale weights so that each cell has its known total.

    Parameters
    ----------
    weight : array_like, shape (n,)
        Base weights.
    cell : ndarray of int, shape (n,)
        Cell of each respondent, from 0.
    totals : array_like, shape (cells,)
        Known total of each cell.

    Raises
    ------
    DesignError
        If a cell with a total has no respondents who weigh anything.
    OptionError
        If a cell has no total, or a total is negative.

    References
    ----------
    Holt and Smith 1979, Journal of the Royal Statistical Society A 142:33.

    Examples
    --------
    >>> print(poststratify([1.0, 1.0, 2.0], np.array([0, 0, 1]), [10.0, 6.0]).weight)
    [5. 5. 6.]
    """
    w, known = np.asarray(weight, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    _check_margin(w, cell, known)
    new = w * _ratio(w, cell, known)[cell]
    return Calibration(new, _factor(new, w), _indicators([cell], [known]), w)


def rake(weight: npt.ArrayLike, margins: Sequence[Integers], totals: Sequence[npt.ArrayLike]) -> Calibration:
    """Scale weights to several margins in turn until all have their known totals.

    Parameters
    ----------
    weight : array_like, shape (n,)
        Base weights.
    margins : sequence of ndarray of int, shape (n,)
        Category of each respondent in each margin, from 0.
    totals : sequence of array_like
        Known totals of each margin's categories; all margins sum to the same.

    Raises
    ------
    DesignError
        If a category with a total has no respondents, or the margins contradict each other.
    OptionError
        If a category has no total, a total is negative or the margins' sums differ.

    References
    ----------
    Deming and Stephan 1940, Annals of Mathematical Statistics 11:427.

    Examples
    --------
    >>> raked = rake(np.ones(4), [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])], [[6, 2], [4, 4]])
    >>> print(raked.weight)
    [3. 3. 1. 1.]
    """
    w = np.asarray(weight, dtype=np.float64)
    known = [np.asarray(each, dtype=np.float64) for each in totals]
    for margin, target in zip(margins, known, strict=True):
        _check_margin(w, margin, target)
    sums = [float(each.sum()) for each in known]
    if max(sums) - min(sums) > MISFIT * max(sums):
        raise OptionError.outside("totals", sums, "the same sum for every margin")
    new = w.copy()
    for _ in range(ROUNDS):
        before = new
        for margin, target in zip(margins, known, strict=True):
            new = new * _ratio(new, margin, target)[margin]
        if (np.abs(new - before) <= PRECISION * before).all():
            break
    _check_met(new, margins, known)
    equal = (w > 0).astype(np.float64)
    return Calibration(new, _factor(new, w), _indicators(margins, known), equal)


def calibrated_influence(influence: Array, calibration: Calibration) -> Array:
    """Influence values of estimates whose weights were brought to known totals.

    What the known totals already tell cannot vary: the influence is replaced by the residual of its
    regression on them.

    Parameters
    ----------
    influence : ndarray, shape (n, k)
        Of the estimates, computed with the new weights.
    calibration : Calibration
        How they came about.

    References
    ----------
    Deville and Saerndal 1992, Journal of the American Statistical Association 87:376.

    Examples
    --------
    >>> done = poststratify(np.ones(3), np.array([0, 0, 1]), [2.0, 1.0])
    >>> print(calibrated_influence(np.array([[1.0], [3.0], [5.0]]), done).ravel())
    [-1.  1.  0.]
    """
    u = np.asarray(influence, dtype=np.float64)
    w = calibration.weight[:, None]
    z = np.divide(u, w, out=np.zeros_like(u), where=w > 0)
    x, weight = calibration.auxiliary, calibration.regression[:, None]
    size = np.sqrt((x**2 * weight).sum(axis=0))
    x = x / np.where(size > 0, size, 1.0)
    slope = np.linalg.pinv(x.T @ (x * weight), rcond=SINGULAR, hermitian=True) @ (x.T @ (z * weight))
    return np.asarray((z - x @ slope) * w)


def _check_margin(w: Array, margin: Integers, target: Array) -> None:
    if margin.shape != w.shape:
        raise OptionError.lengths_differ(("weight", "margins"), [w.shape, margin.shape])
    if margin.size and (margin.min() < 0 or margin.max() >= len(target)):
        raise OptionError.outside("margins", int(margin.max()), f"from 0 to {len(target) - 1}")
    if not ((target >= 0) & np.isfinite(target)).all():
        raise OptionError.outside("totals", target.tolist(), "0 or more")
    empty = (np.bincount(margin, w, len(target)) <= 0) & (target > 0)
    if empty.any():
        place = int(np.flatnonzero(empty)[0])
        raise DesignError.cannot_calibrate(f"category {place} has a target and no respondents")


def _ratio(w: Array, margin: Integers, target: Array) -> Array:
    have = np.bincount(margin, w, len(target))
    ratio: Array = np.divide(target, have, out=np.zeros_like(have), where=have > 0)
    return ratio


def _check_met(w: Array, margins: Sequence[Integers], totals: Sequence[Array]) -> None:
    for margin, target in zip(margins, totals, strict=True):
        apart = np.abs(np.bincount(margin, w, len(target)) - target)
        if (apart > MISFIT * np.maximum(target, target.mean())).any():
            raise DesignError.cannot_calibrate(f"after {ROUNDS:,} rounds of raking a margin is still off")


def _factor(new: Array, old: Array) -> Array:
    factor: Array = np.divide(new, old, out=np.ones_like(old), where=old > 0)
    return factor


def _indicators(margins: Sequence[Integers], totals: Sequence[Array]) -> Array:
    columns = [
        margin[:, None] == np.arange(len(target)) for margin, target in zip(margins, totals, strict=True)
    ]
    return np.hstack(columns).astype(np.float64)
