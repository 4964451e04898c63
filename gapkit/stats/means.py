"""The gap of two independent means: Welch's statistic on the degrees of freedom of each side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.stats.student import two_sided_p
from gapkit.stats.types import Array, broadcast

CONSTANT = 1e-12
"""Standard error over value below which an item's answers differ by rounding only."""


@dataclass(frozen=True, slots=True, eq=False)
class MeanGap:
    """Gap of two independent means.

    Attributes
    ----------
    value : ndarray
        Side minus reference, in scale units.
    se : ndarray
        Standard error; 0 where both sides are constant.
    df : ndarray
        Satterthwaite's degrees of freedom.
    statistic : ndarray
        Welch's t; NaN where both sides are constant, whatever the gap.
    p_value : ndarray
        Two-sided; NaN where the statistic is.
    """

    value: Array
    se: Array
    df: Array
    statistic: Array
    p_value: Array


def mean_gap(
    value: npt.ArrayLike,
    se: npt.ArrayLike,
    df: npt.ArrayLike,
    value_reference: npt.ArrayLike,
    se_reference: npt.ArrayLike,
    df_reference: npt.ArrayLike,
) -> MeanGap:
    """Gap of two means (or other estimates) from each side's value, standard error and df.

    Two constant sides have no variance to test against: standard error 0, no statistic, no p.

    Parameters
    ----------
    value, se, df : array_like
        The side: estimate, design-based standard error, PSUs minus strata.
    value_reference, se_reference, df_reference : array_like
        The same of the reference.

    References
    ----------
    Welch 1947, Biometrika 34:28. Satterthwaite 1946, Biometrics Bulletin 2:110.

    Examples
    --------
    >>> gap = mean_gap(4.0, 0.3, 49, 3.0, 0.4, 148)
    >>> print(gap.statistic, gap.df.round(2), gap.p_value.round(4))
    2.0 184.76 0.047
    """
    m1, s1, d1, m2, s2, d2 = broadcast(value, se, df, value_reference, se_reference, df_reference)
    size = CONSTANT * np.maximum(np.abs(m1), np.abs(m2))
    constant = (s1 <= size) & (s2 <= size)
    v1, v2 = np.where(constant, np.nan, s1) ** 2, np.where(constant, np.nan, s2) ** 2
    joint = np.where(constant, 0.0, np.hypot(s1, s2))
    with np.errstate(divide="ignore", invalid="ignore"):
        nu = (v1 + v2) ** 2 / (v1**2 / d1 + v2**2 / d2)
        t = (m1 - m2) / np.where(constant, np.nan, joint)
    return MeanGap(m1 - m2, joint, nu, t, two_sided_p(t, nu))
