"""A sample of numbers reduced to what t tests need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Mean, spread and base of equally weighted answers; arrays hold one entry per item.

    Attributes
    ----------
    mean : array_like
        In scale units.
    sd : array_like
        Standard deviation with divisor n - 1; NaN below two answers.
    n : array_like
        Answers.
    """

    mean: npt.ArrayLike
    sd: npt.ArrayLike
    n: npt.ArrayLike


def sample_of(values: npt.ArrayLike) -> Sample:
    """Reduce answers to their mean, standard deviation and number, per column; NaN is left out.

    Parameters
    ----------
    values : array_like
        One answer per row; further axes are items.

    Examples
    --------
    >>> sample = sample_of([1.0, 2.0, 3.0, np.nan])
    >>> print(sample.mean, sample.sd, sample.n)
    2.0 1.0 3.0
    """
    y = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(y)
    n = known.sum(axis=0).astype(np.float64)
    mean = _ratio(np.where(known, y, 0.0).sum(axis=0), n)
    squares = np.where(known, y - mean, 0.0) ** 2
    return Sample(mean, np.sqrt(_ratio(squares.sum(axis=0), n - 1)), n)


def _ratio(sums: npt.ArrayLike, n: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 0, np.asarray(sums) / n, np.nan)
