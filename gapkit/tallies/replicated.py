"""Estimates of every cell on every set of replicate weights, and the covariance that they show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gapkit.stats import Replicates
from gapkit.tallies.model import Floats
from gapkit.tallies.scoring import Scores

BLOCK_CELLS = 1_000_000
"""Cells of a block of rows that are held as numbers at a time (8 MB)."""


def replicate_deviations(scores: Scores, design: Replicates) -> Floats:
    """Return how far each replicate's estimates lie from their centre.

    Returns
    -------
    float array, shape (replicates, segments * items)
        About the full sample's estimates (``mse``), else about the mean of the replicates. NaN in the
        column of a cell that one of the replicates leaves without anybody.

    References
    ----------
    Wolter 2007, Introduction to Variance Estimation, Springer.
    """
    weights = np.column_stack([design.weight, design.replicate])
    inside = [scores.segment == place for place in range(len(scores.segments))]
    means = [_means(scores.y[rows], scores.in_base[rows], weights[rows]) for rows in inside]
    estimates = np.concatenate(means, axis=1)
    full, replicates = estimates[0], estimates[1:]
    centre = full if design.mse else replicates[design.rscales > 0].mean(axis=0)
    return np.asarray(replicates - centre)


def replicate_covariance(first: Floats, second: Floats, design: Replicates) -> Floats:
    """Return the covariance between two sets of cells from the deviations of both.

    Parameters
    ----------
    first, second : float array, shape (replicates, cells)
        As ``replicate_deviations`` returns them.

    Returns
    -------
    float array, shape (cells of the first, cells of the second)
    """
    return np.asarray(design.scale * (first.T * design.rscales) @ second)


def _means(y: NDArray[np.generic], in_base: NDArray[np.bool_], weights: Floats) -> Floats:
    """Return the weighted means of all items for every set of weights, shape (sets, items)."""
    sets, items = weights.shape[1], y.shape[1]
    sums, totals = np.zeros((sets, items)), np.zeros((sets, items))
    size = max(1, BLOCK_CELLS // max(1, items))
    for start in range(0, len(y), size):
        rows = slice(start, start + size)
        base = in_base[rows].astype(np.float64)
        sums += weights[rows].T @ np.where(in_base[rows], y[rows], 0.0)
        totals += weights[rows].T @ base
    return np.asarray(np.divide(sums, totals, out=np.full(sums.shape, np.nan), where=totals > 0))
