"""Estimates of a weighted sample beside the influence of each respondent on them.

``covariance(estimate.influence, design)`` turns any of them into a standard error on any design.
Respondents outside a base or a domain have influence 0 and stay in the design.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.stats.influences import influence, weighted_means
from gapkit.stats.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class Linearised:
    """k estimates and the influence of n respondents.

    Attributes
    ----------
    value : ndarray, shape (k,)
        The estimates; NaN where nobody is in the base.
    influence : ndarray, shape (n, k)
        Change of the estimate per respondent, weight included.
    """

    value: Array
    influence: Array


def linearised_means(y: npt.ArrayLike, in_base: npt.ArrayLike, weight: npt.ArrayLike) -> Linearised:
    """Weighted means (shares, for answers 0 and 1).

    Parameters
    ----------
    y : array_like, shape (n, k)
        Answers; what stands outside the base, NaN too, is not read.
    in_base : array_like of bool, shape (n, k) or (n, 1)
        Who counts.
    weight : array_like, shape (n,)
        Of any scale.

    Examples
    --------
    >>> print(linearised_means([[1.0], [0.0]], [[True], [True]], [1.0, 3.0]).value)
    [0.25]
    """
    return Linearised(weighted_means(y, in_base, weight).value, influence(y, in_base, weight))


def linearised_totals(y: npt.ArrayLike, in_base: npt.ArrayLike, weight: npt.ArrayLike) -> Linearised:
    """Weighted totals: weights are taken as respondents of the population each stands for.

    Parameters
    ----------
    y, in_base, weight : array_like
        As in ``linearised_means``.

    Examples
    --------
    >>> print(linearised_totals([[1.0], [0.0]], [[True], [True]], [10.0, 30.0]).value)
    [10.]
    """
    values = np.asarray(y, dtype=np.float64)
    base = np.broadcast_to(np.asarray(in_base, dtype=np.bool_), values.shape)
    u = np.where(base, values, 0.0) * np.asarray(weight, dtype=np.float64)[:, None]
    return Linearised(u.sum(axis=0), u)


def linearised_ratios(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    in_base: npt.ArrayLike,
    weight: npt.ArrayLike,
) -> Linearised:
    """Ratios of two weighted totals.

    Parameters
    ----------
    numerator, denominator : array_like, shape (n, k)
        Both answered by everyone in the base.
    in_base, weight : array_like
        As in ``linearised_means``.

    Returns
    -------
    Linearised
        NaN where the denominator's total is 0.

    References
    ----------
    Woodruff 1971, Journal of the American Statistical Association 66:411.

    Examples
    --------
    >>> ratio = linearised_ratios([[1.0], [3.0]], [[2.0], [2.0]], [[True], [True]], [1.0, 1.0])
    >>> print(ratio.value, ratio.influence.ravel())
    [1.] [-0.25  0.25]
    """
    top = linearised_totals(numerator, in_base, weight)
    bottom = linearised_totals(denominator, in_base, weight)
    size = np.where(bottom.value != 0, bottom.value, np.nan)
    ratio = top.value / size
    return Linearised(ratio, (top.influence - ratio * bottom.influence) / size)


def linearised_variances(y: npt.ArrayLike, in_base: npt.ArrayLike, weight: npt.ArrayLike) -> Linearised:
    """Weighted variances of the answers, with the factor n / (n - 1) of those who weigh more than 0.

    Parameters
    ----------
    y, in_base, weight : array_like
        As in ``linearised_means``.

    Returns
    -------
    Linearised
        NaN where fewer than two respondents in the base weigh more than 0.

    Examples
    --------
    >>> print(linearised_variances([[1.0], [3.0]], [[True], [True]], [1.0, 1.0]).value)
    [2.]
    """
    values = np.asarray(y, dtype=np.float64)
    base = np.broadcast_to(np.asarray(in_base, dtype=np.bool_), values.shape)
    n = (base & (np.asarray(weight)[:, None] > 0)).sum(axis=0).astype(np.float64)
    factor = np.divide(n, n - 1, out=np.full(n.shape, np.nan), where=n > 1)
    mean = weighted_means(values, base, weight).value
    squares = np.where(base, values - mean, 0.0) ** 2
    plain = linearised_means(squares, base, weight)
    return Linearised(factor * plain.value, factor * plain.influence)
