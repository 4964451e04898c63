"""How much of a scale is one general factor: Schmid and Leiman's omega, hierarchical and total."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.reliability import complete_rows, correlations_of, covariance_of
from gapkit.stats.types import Array

FACTORS: Final = 3
"""Fewest group factors whose correlations one general factor reproduces in one way."""

LEAST_UNIQUE: Final = 0.005
LEAST_VALUE: Final = 1e-14
STEP: Final = 0.01
"""Unit in which uniquenesses are searched, as psych does: it decides where the search first stops."""

TURNS: Final = 1000
STILL: Final = 1e-5
HALVINGS: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class HierarchicalOmega:
    """Reliability of a scale with one general factor and several group factors.

    Attributes
    ----------
    hierarchical : float
        Share of the sum's variance that the general factor explains.
    total : float
        Share that general and group factors explain together.
    general : ndarray
        Loading of each item on the general factor.
    identified : bool
        Whether there are at least as many correlations as free loadings. Otherwise many solutions fit
        equally well, and both shares depend on where the search starts.
    """

    hierarchical: float
    total: float
    general: Array
    identified: bool


def schmid_leiman_omega(answers: npt.ArrayLike, *, factors: int = FACTORS) -> HierarchicalOmega:
    """Omega from group factors whose own correlations one general factor explains.

    Group factors by least squares on the correlations (minres), turned obliquely (quartimin); the
    general factor from their correlations. The result depends on the number of factors and on the
    rotation: read it beside ``mcdonald_omega``, not in its place.

    Parameters
    ----------
    answers : array_like, shape (n, k)
        Items in columns, reverse-worded ones already turned. Respondents with NaN are left out; equal
        weights only.
    factors : int, default 3
        Group factors, from 3 to fewer than items.

    Raises
    ------
    OptionError
        If there are fewer than 3 factors, or not more items than factors.

    References
    ----------
    Schmid and Leiman 1957, Psychometrika 22:53. Zinbarg, Revelle, Yovel and Li 2005, Psychometrika
    70:123. Bernaards and Jennrich 2005, Educational and Psychological Measurement 65:676.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> groups = np.repeat(rng.normal(size=(500, 3)), 3, axis=1)
    >>> answers = rng.normal(size=(500, 1)) + groups + rng.normal(size=(500, 9))
    >>> omega = schmid_leiman_omega(answers)
    >>> print(round(omega.hierarchical, 2), round(omega.total, 2), omega.identified)
    0.71 0.93 True
    """
    table = complete_rows(answers)
    k = table.shape[1]
    if not FACTORS <= factors < k:
        raise OptionError.outside("factors", factors, f"from {FACTORS} to fewer than the {k} items")
    r = correlations_of(covariance_of(table))
    identified = (k - factors) ** 2 >= k + factors
    if not np.isfinite(r).all() or np.linalg.matrix_rank(r) < k:
        return HierarchicalOmega(nan, nan, np.full(k, nan), identified)
    loadings, between = _turned(_least_squares(r, factors))
    signs = np.where(loadings.sum(axis=0) >= 0, 1.0, -1.0)
    loadings, between = loadings * signs, between * np.outer(signs, signs)
    general = loadings @ np.abs(_least_squares(between, 1)[:, 0])
    common = np.diagonal(loadings @ between @ loadings.T)
    variance = float(r.sum())
    return HierarchicalOmega(
        hierarchical=float(general.sum()) ** 2 / variance,
        total=1 - float((1 - common).sum()) / variance,
        general=general,
        identified=identified,
    )


def _least_squares(r: Array, factors: int) -> Array:
    """Find the loadings whose products are nearest to the correlations off the diagonal."""
    from scipy.optimize import minimize

    def miss(unique: Array) -> float:
        left = r - (loadings := _loadings(r, unique * STEP, factors)) @ loadings.T
        return float((left**2).sum() - (np.diagonal(left) ** 2).sum())

    def slope(unique: Array) -> Array:
        loadings = _loadings(r, unique * STEP, factors)
        return np.asarray(np.diagonal(loadings @ loadings.T - r) + unique * STEP) * STEP

    found = minimize(
        miss,
        np.clip(1 / np.diagonal(np.linalg.inv(r)), LEAST_UNIQUE, 1.0) / STEP,
        jac=slope,
        method="L-BFGS-B",
        bounds=[(LEAST_UNIQUE / STEP, 1 / STEP)] * len(r),
    )
    return _loadings(r, found.x * STEP, factors)


def _loadings(r: Array, unique: Array, factors: int) -> Array:
    """Return the loadings of the largest factors, given each item's own variance."""
    values, vectors = np.linalg.eigh(r - np.diag(unique))
    largest = np.argsort(values)[::-1][:factors]
    return np.asarray(vectors[:, largest] * np.sqrt(np.maximum(values[largest], LEAST_VALUE)))


def _turned(loadings: Array) -> tuple[Array, Array]:
    """Turn factors obliquely to simple structure (quartimin); return them and their correlations."""
    turn, step = np.eye(loadings.shape[1]), 1.0
    turned, value, uphill = _quartimin(loadings, turn)
    for _ in range(TURNS):
        along = uphill - turn @ np.diag((turn * uphill).sum(axis=0))
        length = float(np.sqrt((along**2).sum()))
        if length < STILL:
            break
        step *= 2
        for _ in range(HALVINGS + 1):
            tried = turn - step * along
            tried = tried / np.sqrt((tried**2).sum(axis=0))
            turned, lower, slope = _quartimin(loadings, tried)
            if lower < value - length**2 * step / 2:
                break
            step /= 2
        turn, value, uphill = tried, lower, slope
    return turned, np.asarray(turn.T @ turn)


def _quartimin(loadings: Array, turn: Array) -> tuple[Array, float, Array]:
    """Return turned loadings, how far they are from simple structure, and the slope of that."""
    back = np.linalg.inv(turn)
    turned = loadings @ back.T
    others = (turned**2) @ (1 - np.eye(len(turn)))
    slope = -(turned.T @ (turned * others) @ back).T
    return turned, float((turned**2 * others).sum()) / 4, slope
