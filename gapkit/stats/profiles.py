"""One test of whether two sides have the same profile: all items at once, correlated as they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincc

from gapkit.errors import OptionError


@dataclass(frozen=True, slots=True)
class ProfileTest:
    """Test that every gap of the profile is 0.

    Attributes
    ----------
    statistic : float
        Sum of the squared z of the items, scaled to the chi-square it is referred to.
    df : float
        Degrees of freedom, from 1 (all items alike) to the number of items (independent).
    p_value : float
        NaN without items.
    items : int
        Items that were tested.
    """

    statistic: float
    df: float
    p_value: float
    items: int


def profile_test(z: npt.ArrayLike, correlation: npt.ArrayLike) -> ProfileTest:
    """Test of equal profiles: the sum of squared score statistics, second-order Rao-Scott.

    Works with more items than respondents, and when items are copies of each other. A Wald form
    (gaps times the inverse of their covariance) is not offered: it rejects far too often.

    Parameters
    ----------
    z : array_like
        Normal z of each item's gap (``Family.z_star``); NaN is not tested.
    correlation : array_like
        J x J, of the gaps; rows of items with NaN are not read.

    Raises
    ------
    OptionError
        If ``correlation`` is not J x J.

    References
    ----------
    Rao and Scott 1984, Annals of Statistics 12:46. Satterthwaite 1946, Biometrics Bulletin 2:110.

    Examples
    --------
    >>> test = profile_test([2.0, 1.0, -1.5], np.eye(3))
    >>> test.statistic, test.df, round(test.p_value, 4)
    (7.25, 3.0, 0.0643)
    """
    statistics = np.asarray(z, dtype=np.float64)
    r = np.asarray(correlation, dtype=np.float64)
    if r.shape != (len(statistics), len(statistics)):
        raise OptionError.lengths_differ(("z", "correlation"), [statistics.shape, r.shape])
    inside = ~np.isnan(statistics)
    items = int(inside.sum())
    if not items:
        return ProfileTest(float("nan"), float("nan"), float("nan"), 0)
    trace = float((r[np.ix_(inside, inside)] ** 2).sum())
    scaled = float((statistics[inside] ** 2).sum()) * items / trace
    df = items**2 / trace
    return ProfileTest(scaled, df, float(gammaincc(df / 2, scaled / 2)), items)
