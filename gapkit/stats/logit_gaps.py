"""How much a gap differs between two segments or waves on the scale of odds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gapkit.stats.gap_differences import TwoSides, both_gaps
from gapkit.stats.student import two_sided_p
from gapkit.stats.types import Numbers, plain


@dataclass(frozen=True, slots=True)
class LogitInteraction:
    """Difference of two log odds ratios.

    Attributes
    ----------
    value : float or ndarray
        Log odds ratio of the first minus that of the second; NaN where a cell is 0.
    se : float or ndarray
        Its standard error.
    p_value : float or ndarray
        Wald's, two-sided.
    """

    value: Numbers
    se: Numbers
    p_value: Numbers


def logit_interaction(first: TwoSides, second: TwoSides) -> LogitInteraction:
    """Interaction of side and wave in a logistic model: how the odds ratio changes.

    A different question than ``gap_difference``: the two may have opposite signs.

    Parameters
    ----------
    first, second : tuple of four array_like
        As in ``gap_difference``.

    Raises
    ------
    OptionError
        If a count is out of range, or the shapes do not fit.

    References
    ----------
    Agresti 2013, Categorical Data Analysis, chapter 5.

    Examples
    --------
    >>> change = logit_interaction((75, 128, 640, 1250), (90, 132, 610, 1300))
    >>> round(change.value, 4), round(change.p_value, 4)
    (-0.5862, 0.0305)
    """
    *sides, _ = both_gaps(first, second)
    value, variance = np.zeros(()), np.zeros(())
    with np.errstate(divide="ignore", invalid="ignore"):
        for sign, p, n in zip((1, -1, -1, 1), sides[::2], sides[1::2], strict=True):
            value = value + sign * (np.log(p) - np.log1p(-p))
            variance = variance + 1 / (n * p) + 1 / (n * (1 - p))
    known = np.isfinite(variance)
    value, se = np.where(known, value, np.nan), np.sqrt(np.where(known, variance, np.nan))
    return LogitInteraction(plain(value), plain(se), plain(two_sided_p(value / se)))
