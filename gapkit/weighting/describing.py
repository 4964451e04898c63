"""What weights cost: effective base, design effect, and how far the largest stands out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gapkit.stats import kish


@dataclass(frozen=True, slots=True)
class WeightReport:
    """The weights of one side in a few numbers.

    Attributes
    ----------
    base : int
        Respondents who weigh more than 0.
    weighted_base : float
        Sum of the weights.
    kish_base : float
        Equally weighted respondents that a share is worth, at best, with these weights.
    deff : float
        Base over Kish's base: 1 for equal weights; for 1.5 the margin of error grows by 22 %.
    least, largest : float
        Smallest and largest weight, in units of the mean weight.
    """

    base: int
    weighted_base: float
    kish_base: float
    deff: float
    least: float
    largest: float


def describe_weights(weight: ArrayLike) -> WeightReport:
    """Describe weights; those of 0 are nobody's.

    Parameters
    ----------
    weight : array_like
        One per respondent.

    Returns
    -------
    WeightReport
        NaN where nobody weighs anything.

    References
    ----------
    Kish 1965, Survey Sampling, Wiley.

    Examples
    --------
    >>> report = describe_weights([1.0, 1.0, 2.0])
    >>> round(report.kish_base, 4), round(report.deff, 4), report.largest
    (2.6667, 1.125, 1.5)
    """
    w = np.asarray(weight, dtype=np.float64)
    w = w[w > 0]
    if not w.size:
        nan = float("nan")
        return WeightReport(0, 0.0, nan, nan, nan, nan)
    n_k = float(kish(w.sum(), (w**2).sum()))
    mean = float(w.mean())
    return WeightReport(
        len(w), float(w.sum()), n_k, len(w) / n_k, float(w.min()) / mean, float(w.max()) / mean
    )
