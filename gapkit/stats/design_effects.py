"""Design effects: how much more an estimate varies than on a simple random sample of its size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array, broadcast


def design_effect(
    variance: npt.ArrayLike,
    spread: npt.ArrayLike,
    base: npt.ArrayLike,
    population: npt.ArrayLike = np.inf,
) -> Array:
    """Design effect of a mean or share against simple random sampling.

    Parameters
    ----------
    variance : array_like
        Variance of the estimate on the design.
    spread : array_like
        Variance of the answers (``linearised_variances``).
    base : array_like
        Respondents.
    population : array_like, default inf
        Size of the population, for a simple random sample without replacement.

    Returns
    -------
    ndarray
        NaN where the answers do not vary.

    References
    ----------
    Kish 1965, Survey Sampling, Wiley.

    Examples
    --------
    >>> print(design_effect(0.004, 0.25, 100).round(2), design_effect(0.004, 0.25, 100, 200).round(2))
    1.6 3.2
    """
    v, s2, n, size = broadcast(variance, spread, base, population)
    with np.errstate(divide="ignore", invalid="ignore"):
        simple = s2 / n * np.where(np.isinf(size), 1.0, 1 - n / size)
    deff: Array = np.divide(v, simple, out=np.full(v.shape, np.nan), where=simple > 0)
    return deff
