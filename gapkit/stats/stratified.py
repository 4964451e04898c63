"""One gap, or one odds ratio, over strata that may have different shares: Mantel and Haenszel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.counts import check_broadcast, counted
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.types import Array, Interval, broadcast


@dataclass(frozen=True, slots=True)
class CommonOddsRatio:
    """Odds ratio common to all strata.

    Attributes
    ----------
    value : float
        Above 1 where the side is higher.
    interval : Interval
        Confidence interval (Robins, Breslow and Greenland).
    chi2 : float
        Cochran's, Mantel's and Haenszel's statistic, on one degree of freedom, uncorrected.
    p_value : float
        Of a ratio of 1; NaN where no stratum can tell.
    """

    value: float
    interval: Interval
    chi2: float
    p_value: float


@dataclass(frozen=True, slots=True)
class CommonGap:
    """Gap common to all strata.

    Attributes
    ----------
    value : float
        Side minus reference, -1 to 1.
    se : float
        Sato's standard error.
    interval : Interval
        Confidence interval of the gap.
    p_value : float
        Two-sided; NaN where the standard error is 0.
    """

    value: float
    se: float
    interval: Interval
    p_value: float


def common_odds_ratio(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    count_reference: npt.ArrayLike,
    base_reference: npt.ArrayLike,
    *,
    conf_level: float = 0.95,
) -> CommonOddsRatio:
    """Mantel and Haenszel's odds ratio over strata, with Cochran's test of them together.

    Parameters
    ----------
    count, base, count_reference, base_reference : array_like
        As in ``proportion_gap``, one per stratum. A stratum without one of the sides says nothing.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level or a count is out of range, or the shapes do not fit.

    References
    ----------
    Mantel and Haenszel 1959, Journal of the National Cancer Institute 22:719. Robins, Breslow and
    Greenland 1986, Biometrics 42:311.

    Examples
    --------
    >>> ratio = common_odds_ratio([20, 15, 26], [40, 30, 50], [100, 75, 130], [400, 300, 500])
    >>> round(ratio.value, 4), round(ratio.chi2, 3)
    (3.0347, 35.093)
    """
    check_conf_level(conf_level)
    x1, n1, x2, n2 = _strata(count, base, count_reference, base_reference)
    n, yes = n1 + n2, x1 + x2
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(n > 1, n1 * n2 * yes * (n - yes) / (n**2 * (n - 1)), 0.0)
        chi2 = (x1 - n1 * yes / n).sum() ** 2 / spread.sum()
        agree, differ = (x1 + n2 - x2) / n, (n1 - x1 + x2) / n
        up, down = x1 * (n2 - x2) / n, (n1 - x1) * x2 / n
        ratio = up.sum() / down.sum()
        variance = (
            (agree * up).sum() / (2 * up.sum() ** 2)
            + (agree * down + differ * up).sum() / (2 * up.sum() * down.sum())
            + (differ * down).sum() / (2 * down.sum() ** 2)
        )
        half = float(critical_value(conf_level)) * np.sqrt(variance)
        low, high = ratio * np.exp(-half), ratio * np.exp(half)
    known = np.isfinite(half)
    return CommonOddsRatio(
        value=float(ratio),
        interval=Interval(float(low) if known else np.nan, float(high) if known else np.nan, conf_level),
        chi2=float(chi2),
        p_value=float(chdtrc(1, chi2)),
    )


def common_gap(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    count_reference: npt.ArrayLike,
    base_reference: npt.ArrayLike,
    *,
    conf_level: float = 0.95,
) -> CommonGap:
    """Mantel and Haenszel's gap of two shares over strata.

    Parameters
    ----------
    count, base, count_reference, base_reference : array_like
        As in ``common_odds_ratio``.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level or a count is out of range, or the shapes do not fit.

    References
    ----------
    Greenland and Robins 1985, Biometrics 41:55. Sato 1989, Biometrics 45:1323.

    Examples
    --------
    >>> gap = common_gap([20, 15, 26], [40, 30, 50], [100, 75, 130], [400, 300, 500])
    >>> round(gap.value, 4), round(gap.se, 4)
    (0.2542, 0.0473)
    """
    check_conf_level(conf_level)
    x1, n1, x2, n2 = _strata(count, base, count_reference, base_reference)
    n = n1 + n2
    lean = (n1**2 * x2 - n2**2 * x1 + n1 * n2 * (n2 - n1) / 2) / n**2
    mixed = (x1 * (n2 - x2) + x2 * (n1 - x1)) / (2 * n)
    weight = (n1 * n2 / n).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = ((x1 * n2 - x2 * n1) / n).sum() / weight
        se = float(np.sqrt(np.maximum(gap * lean.sum() + mixed.sum(), 0.0)) / weight)
    half = float(critical_value(conf_level)) * se
    return CommonGap(
        value=float(gap),
        se=se,
        interval=Interval(float(gap - half), float(gap + half), conf_level),
        p_value=float(two_sided_p(gap / se)) if se > 0 else float("nan"),
    )


def _strata(
    count: npt.ArrayLike, base: npt.ArrayLike, count_reference: npt.ArrayLike, base_reference: npt.ArrayLike
) -> list[Array]:
    """Return counts and bases of the strata that have both sides."""
    side = counted(np.atleast_1d(count), np.atleast_1d(base), names=("count", "base"))
    reference = counted(
        np.atleast_1d(count_reference),
        np.atleast_1d(base_reference),
        names=("count_reference", "base_reference"),
    )
    check_broadcast(("count", "count_reference"), side.p, reference.p)
    p1, n1, p2, n2 = broadcast(side.p, side.n, reference.p, reference.n)
    if p1.ndim != 1:
        raise OptionError.outside("count", f"shape {p1.shape}", "one number per stratum")
    both = (n1 > 0) & (n2 > 0)
    return [values[both] for values in (p1 * n1, n1, p2 * n2, n2)]
