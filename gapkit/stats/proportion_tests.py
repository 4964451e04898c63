"""Pearson's chi-square test of two shares, as R's ``prop.test`` gives it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.options import check, check_conf_level
from gapkit.stats.adjusted_wald import wald_se
from gapkit.stats.counts import check_broadcast, counted
from gapkit.stats.student import normal_critical
from gapkit.stats.tails import Alternative, tail_p
from gapkit.stats.types import Array, Interval, Limits, Numbers, broadcast, plain


@dataclass(frozen=True, slots=True)
class ProportionTest:
    """Chi-square test of two shares.

    Attributes
    ----------
    value : float or ndarray
        Side minus reference, -1 to 1.
    chi2 : float or ndarray
        Pearson's statistic on one degree of freedom.
    p_value : float or ndarray
        Of the alternative; NaN where both shares are 0 % or both 100 %.
    interval : Interval
        Wald's interval of the gap, one-sided where the alternative is. It is not the inversion of
        the test: near the border the two may disagree.
    alternative : str
        "two-sided", "less" or "greater".
    """

    value: Numbers
    chi2: Numbers
    p_value: Numbers
    interval: Interval
    alternative: Alternative


def prop_test(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    count_reference: npt.ArrayLike,
    base_reference: npt.ArrayLike,
    *,
    alternative: Alternative = "two-sided",
    continuity: bool = True,
    conf_level: float = 0.95,
) -> ProportionTest:
    """Chi-square test that two groups share one proportion, to set beside other programs' output.

    For a gap with a test and an interval that agree, use ``proportion_gap``.

    Parameters
    ----------
    count, base, count_reference, base_reference : array_like
        As in ``proportion_gap``.
    alternative : str, default "two-sided"
        "less": the side is below the reference; "greater": above.
    continuity : bool, default True
        Yates's correction, of the test and of the interval, never more than the gap itself.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If a choice, the level or a count is out of range, or the shapes do not fit.

    References
    ----------
    R Core Team, ``stats::prop.test``. Yates 1934, Supplement to the Journal of the Royal
    Statistical Society 1:217.

    Examples
    --------
    >>> test = prop_test(56, 70, 48, 80, continuity=False)
    >>> round(test.chi2, 4), round(test.p_value, 5)
    (7.0234, 0.00805)
    """
    check("alternative", alternative, Alternative)
    check_conf_level(conf_level)
    side = counted(count, base, names=("count", "base"))
    reference = counted(count_reference, base_reference, names=("count_reference", "base_reference"))
    check_broadcast(("count", "count_reference"), side.p, reference.p)
    p1, n1, p2, n2 = broadcast(side.p, side.n, reference.p, reference.n)
    gap = p1 - p2
    with np.errstate(divide="ignore", invalid="ignore"):
        unit = 1 / n1 + 1 / n2
        pooled = (p1 * n1 + p2 * n2) / (n1 + n2)
        yates = np.minimum(0.5, np.abs(gap) / unit) * unit if continuity else np.zeros_like(gap)
        z = np.sign(gap) * (np.abs(gap) - yates) / np.sqrt(pooled * (1 - pooled) * unit)
    limits = _limits(gap, wald_se(p1, n1, p2, n2), yates, alternative, conf_level)
    return ProportionTest(
        value=plain(gap),
        chi2=plain(z**2),
        p_value=plain(tail_p(z, alternative)),
        interval=Interval(plain(limits.low), plain(limits.high), conf_level),
        alternative=alternative,
    )


def _limits(gap: Array, se: Array, yates: Array, alternative: Alternative, conf_level: float) -> Limits:
    tails = 1 if alternative == "two-sided" else 2
    half = normal_critical(tails * (1 - conf_level)) * se + yates
    open_end = np.where(np.isnan(half), np.nan, 1.0)
    low = -open_end if alternative == "less" else np.maximum(gap - half, -1.0)
    high = open_end if alternative == "greater" else np.minimum(gap + half, 1.0)
    return Limits(low, high)
