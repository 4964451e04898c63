"""Numbers of one side tested together: intervals that all hold at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gapkit.stats import coherent_limits, correlation, decide
from gapkit.stats.means import CONSTANT
from gapkit.tallies.model import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Numbers against 0, one by one and all at once; NaN where there is no test.

    Attributes
    ----------
    low, high : float array
        Interval of each number alone.
    low_family, high_family : float array
        Intervals that hold together.
    p_value, p_adjusted : float array
        Of the number alone; corrected for the family.
    size : int
        Numbers in the family.
    """

    low: Floats
    high: Floats
    low_family: Floats
    high_family: Floats
    p_value: Floats
    p_adjusted: Floats
    size: int


def together(value: Floats, covariance: Floats, df: Floats, conf_level: float) -> Together:
    """Test numbers against 0 by single-step max-|t|, each on its own Student's t.

    Parameters
    ----------
    value : float array, shape (numbers,)
        NaN: not in the family.
    covariance : float array, shape (numbers, numbers)
        Of the values.
    df : float array, shape (numbers,)
        Degrees of freedom of each.

    References
    ----------
    Hothorn, Bretz and Westfall 2008, Biometrical Journal 50:346.

    Examples
    --------
    >>> told = together(np.array([0.5, 0.1]), 0.04 * np.eye(2), np.array([np.inf, np.inf]), 0.95)
    >>> print(told.low.round(3), told.low_family.round(3))
    [ 0.108 -0.292] [ 0.053 -0.347]
    """
    se = np.sqrt(np.maximum(np.diagonal(covariance), 0.0))
    t = np.divide(value, se, out=np.full(value.shape, np.nan), where=se > CONSTANT * np.abs(value))
    inside = ~np.isnan(t)
    known = np.where(inside[:, None] & inside, covariance, 0.0)
    family = decide(t, df, adjust="max-t", conf_level=conf_level, correlation=correlation(known))
    one, every = (half * se for half in (family.critical_single, family.critical))
    alone = coherent_limits(value - one, value + one, np.abs(t) > family.critical_single, np.sign(t))
    whole = coherent_limits(value - every, value + every, family.flagged, np.sign(t))
    nowhere = np.where(inside, 0.0, np.nan)
    return Together(
        np.asarray(alone.low + nowhere),
        np.asarray(alone.high + nowhere),
        np.asarray(whole.low + nowhere),
        np.asarray(whole.high + nowhere),
        family.p_value,
        family.p_adjusted,
        family.size,
    )
