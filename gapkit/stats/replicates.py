"""Variance from replicate weights: jackknife, BRR, Fay and bootstrap, as the data provider made them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.types import Array

RANK_TOLERANCE = 1e-5
"""Size of a direction, against the largest, below which replicates do not add a degree of freedom."""


@dataclass(frozen=True, slots=True, eq=False)
class Replicates:
    """Replicate weights of one side, row by row.

    Attributes
    ----------
    weight : ndarray, shape (n,)
        The full sample's weights.
    replicate : ndarray, shape (n, R)
        Full analysis weights of each replicate.
    scale : float
        Factor of the whole variance: (R - 1) / R for JK1, 1 / R for BRR, 1 / (R (1 - rho)^2) for Fay,
        1 / (R - 1) or 1 / R for the bootstrap, 1 for JKn.
    rscales : ndarray, shape (R,)
        Factor of each replicate: (n_h - 1) / n_h of its stratum for JKn, else 1.
    mse : bool
        Squares about the full sample's estimate; otherwise about the replicates' mean.

    Raises
    ------
    OptionError
        If the shapes do not fit.

    References
    ----------
    Wolter 2007, Introduction to Variance Estimation, Springer.
    """

    weight: Array
    replicate: Array
    scale: float
    rscales: Array
    mse: bool = False

    def __post_init__(self) -> None:
        """Check the shapes."""
        shape = (len(self.weight), len(self.rscales))
        if self.replicate.shape != shape:
            raise OptionError.lengths_differ(("replicate", "rscales"), [self.replicate.shape, shape])


def replicate_covariance(statistic: Callable[[Array], npt.ArrayLike], design: Replicates) -> Array:
    """Covariance of k estimates from their values on every replicate.

    Parameters
    ----------
    statistic : callable
        From weights of shape (n,) to k estimates.
    design : Replicates
        Of the same respondents.

    Returns
    -------
    ndarray, shape (k, k)
        NaN where a replicate has no estimate.

    Examples
    --------
    >>> y = np.array([1.0, 2.0, 3.0])
    >>> jackknife = Replicates(np.ones(3), 1.5 * (1 - np.eye(3)), 2 / 3, np.ones(3))
    >>> print(replicate_covariance(lambda w: [w @ y / w.sum()], jackknife).round(4))
    [[0.3333]]
    """
    estimates = np.array([np.atleast_1d(statistic(each)) for each in design.replicate.T])
    full = np.atleast_1d(np.asarray(statistic(design.weight), dtype=np.float64))
    centre = full if design.mse else estimates[design.rscales > 0].mean(axis=0)
    away = estimates - centre
    return np.asarray(design.scale * (away.T * design.rscales) @ away)


def replicate_df(design: Replicates) -> int:
    """Degrees of freedom: directions in which the replicates differ, less one.

    Examples
    --------
    >>> replicate_df(Replicates(np.ones(3), 1.5 * (1 - np.eye(3)), 2 / 3, np.ones(3)))
    2
    """
    sizes = np.linalg.svd(design.replicate, compute_uv=False)
    return int((sizes > RANK_TOLERANCE * sizes[0]).sum()) - 1 if sizes.size else 0
