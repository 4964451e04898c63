"""McDonald's omega: reliability of a scale with one factor and items of unequal weight."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.options import check
from gapkit.stats.reliability import complete_rows, correlations_of, covariance_of
from gapkit.stats.types import Array

OmegaFit = Literal["ml", "minres"]

ROUNDS = 500
ROUNDS_OF_START = 50
HALVINGS = 30
PRECISION = 1e-12
IMPROPER = 1e-6
"""Residual variance, in parts of the item's, below which the model fits no scale (Heywood case)."""
FEWEST = 3
"""Items that one factor needs."""
DAMPING = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Omega:
    """One-factor model of a scale.

    Attributes
    ----------
    value : float
        Share of the sum's variance that the factor explains; NaN where the model has no proper
        solution (two items, an item that does not vary, a residual variance of 0).
    loadings : ndarray
        One per item, positive on the whole; in units of the answers with "ml", of correlations with
        "minres".
    residuals : ndarray
        Residual variances, in the same units squared.
    """

    value: float
    loadings: Array
    residuals: Array


def mcdonald_omega(answers: npt.ArrayLike, *, fit: OmegaFit = "ml") -> Omega:
    """McDonald's omega from a model with one factor.

    Parameters
    ----------
    answers : array_like, shape (n, k)
        Items in columns, reverse-worded ones already turned. Respondents with NaN are left out; equal
        weights only.
    fit : str, default "ml"
        "ml" (maximum likelihood on the covariances) or "minres" (least squares on the correlations).

    Raises
    ------
    OptionError
        If the fit is unknown or there are fewer than two items.

    References
    ----------
    McDonald 1999, Test Theory, Erlbaum. Joreskog 1967, Psychometrika 32:443. Harman and Jones 1966,
    Psychometrika 31:351.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> answers = rng.normal(size=(500, 1)) + rng.normal(size=(500, 4))
    >>> round(mcdonald_omega(answers).value, 2)
    0.81
    """
    check("fit", fit, OmegaFit)
    table = complete_rows(answers)
    n, k = table.shape
    c = covariance_of(table) * ((n - 1) / n if n else nan)
    if fit == "minres":
        c = correlations_of(c)
    nothing = Omega(nan, np.full(k, nan), np.full(k, nan))
    if k < FEWEST or np.isnan(c).any() or (np.diagonal(c) <= 0).any():
        return nothing
    loadings = _likeliest(c) if fit == "ml" else _least_squares(c)
    loadings = loadings * (1.0 if loadings.sum() >= 0 else -1.0)
    residuals = np.diagonal(c) - loadings**2
    if not (residuals > IMPROPER * np.diagonal(c)).all():
        return nothing
    explained = float(loadings.sum()) ** 2
    return Omega(explained / (explained + float(residuals.sum())), loadings, residuals)


def _likeliest(c: Array) -> Array:
    """Maximum-likelihood loadings by Fisher's scoring, from a rough start."""
    k = len(c)
    theta = np.append(_start(c), np.zeros(k))
    theta[k:] = np.diagonal(c) - theta[:k] ** 2
    floor = IMPROPER / 2 * np.diagonal(c)
    distance = _distance(theta, c)
    for _ in range(ROUNDS):
        loadings = theta[:k]
        inverse = np.linalg.inv(np.outer(loadings, loadings) + np.diag(theta[k:]))
        pull = inverse - inverse @ c @ inverse
        gradient = np.append(2 * pull @ loadings, np.diagonal(pull))
        reach = inverse @ loadings
        information = np.block(
            [
                [2 * (np.outer(reach, reach) + inverse * (loadings @ reach)), 2 * inverse * reach],
                [(2 * inverse * reach).T, inverse**2],
            ]
        )
        step = -np.linalg.lstsq(information, gradient, rcond=None)[0]
        for _ in range(HALVINGS):
            tried = theta + step
            tried[k:] = np.maximum(tried[k:], floor)
            nearer = _distance(tried, c)
            if nearer <= distance:
                break
            step = step / 2
        else:
            break
        theta, distance = tried, nearer
        if np.abs(step).max() < PRECISION * np.abs(theta).max():
            break
    return np.asarray(theta[:k])


def _start(c: Array) -> Array:
    """Rough loadings: for given residuals they are an eigenvector, and so in turn."""
    residuals = np.diagonal(c) / 2
    loadings = np.zeros(len(c))
    for _ in range(ROUNDS_OF_START):
        root = np.sqrt(residuals)
        values, vectors = np.linalg.eigh(c / root[:, None] / root)
        loadings = root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))
        residuals = np.maximum(np.diagonal(c) - loadings**2, IMPROPER * np.diagonal(c))
    return loadings


def _distance(theta: Array, c: Array) -> float:
    """Likelihood's distance between the model and the covariances, up to a constant."""
    k = len(c)
    model = np.outer(theta[:k], theta[:k]) + np.diag(theta[k:])
    return float(np.linalg.slogdet(model)[1] + np.trace(np.linalg.solve(model, c)))


def _least_squares(r: Array) -> Array:
    """Find the loadings with products nearest to the correlations (damped Gauss-Newton)."""
    rows, columns = np.triu_indices(len(r), 1)
    values, vectors = np.linalg.eigh(r)
    loadings = vectors[:, -1] * np.sqrt(values[-1])
    damping = DAMPING
    pairs = np.arange(len(rows))
    miss = r[rows, columns] - loadings[rows] * loadings[columns]
    for _ in range(ROUNDS):
        slope = np.zeros((len(rows), len(r)))
        slope[pairs, rows], slope[pairs, columns] = loadings[columns], loadings[rows]
        step = np.linalg.solve(slope.T @ slope + damping * np.eye(len(r)), slope.T @ miss)
        tried = loadings + step
        left = r[rows, columns] - tried[rows] * tried[columns]
        if left @ left <= miss @ miss:
            loadings, miss, damping = tried, left, damping / 10
        else:
            damping *= 10
        if np.abs(step).max() < PRECISION or damping > 1 / PRECISION:
            break
    return np.asarray(loadings)
