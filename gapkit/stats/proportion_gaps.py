"""The gap of two independent shares: difference, interval and the test that agrees with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.options import GapMethod, check, check_conf_level
from gapkit.stats.counts import check_broadcast, counted
from gapkit.stats.families import coherent_limits
from gapkit.stats.gap_methods import GAP_KERNELS, ProportionGapMethod
from gapkit.stats.student import agreeing_p, critical_value, two_sided_p
from gapkit.stats.types import Array, Interval, Limits, Numbers, broadcast, plain


@dataclass(frozen=True, slots=True)
class ProportionGap:
    """Gap of two independent shares.

    Attributes
    ----------
    value : float or ndarray
        Side minus reference, -1 to 1; positive means the side is higher.
    share, share_reference : float or ndarray
        The two shares, 0 to 1.
    interval : Interval
        Confidence interval of the gap.
    statistic : float or ndarray
        z of the hypothesis that the gap is 0, positive where the gap is.
    p_value : float or ndarray
        Two-sided; below ``1 - conf_level`` exactly when the interval excludes 0.
    method : str
        How the interval and the test were computed.
    """

    value: Numbers
    share: Numbers
    share_reference: Numbers
    interval: Interval
    statistic: Numbers
    p_value: Numbers
    method: ProportionGapMethod


def proportion_gap(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    count_reference: npt.ArrayLike,
    base_reference: npt.ArrayLike,
    *,
    method: ProportionGapMethod = "score",
    conf_level: float = 0.95,
) -> ProportionGap:
    """Gap between two groups' shares, with its interval and test.

    The respondents are taken as independent and equally weighted; weighted and clustered samples
    go through ``gapkit.gap``. Numbers in, floats out; arrays in, arrays out.

    Parameters
    ----------
    count, base : array_like
        The side: respondents who gave the answer, and all who were asked.
    count_reference, base_reference : array_like
        The same of the reference.
    method : str, default "score"
        "score" (skewness-corrected Miettinen-Nurminen), "mn" (uncorrected), "mee" (also without
        N / (N - 1)), "newcombe" and "newcombe-cc" (methods 10 and 11, whose p is the level at which
        a limit of the interval touches 0), "agresti-caffo", "wald", "haldane" or "jeffreys-perks".
        The last four may leave -1 to 1. Exact tests, which have no interval: ``exact_test``.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    ProportionGap
        NaN throughout where a base is 0. Equal shares of 0 % or 100 % have p = 1; by Wald and
        Haldane, who then see no variance, they have no p.

    Raises
    ------
    OptionError
        If the method is unknown, the level or a count out of range, or the shapes do not fit.

    References
    ----------
    Miettinen and Nurminen 1985, Statistics in Medicine 4:213. Gart and Nam 1990, Biometrics
    46:637. Newcombe 1998, Statistics in Medicine 17:873. Mee 1984, Biometrics 40:1175. Agresti and
    Caffo 2000, The American Statistician 54:280. Beal 1987, Biometrics 43:941.

    Examples
    --------
    >>> gap = proportion_gap(56, 70, 48, 80)
    >>> round(gap.value, 4), round(gap.interval.low, 4), round(gap.interval.high, 4)
    (0.2, 0.0534, 0.3398)
    """
    check("method", method, ProportionGapMethod)
    check_conf_level(conf_level)
    side = counted(count, base, names=("count", "base"))
    reference = counted(count_reference, base_reference, names=("count_reference", "base_reference"))
    check_broadcast(("count", "count_reference"), side.p, reference.p)
    p1, n1, p2, n2 = broadcast(side.p, side.n, reference.p, reference.n)
    c = critical_value(conf_level)
    z = GAP_KERNELS[method].statistic(p1, n1, p2, n2)
    flagged = np.abs(z) > c
    limits = GAP_KERNELS[method].limits(p1, n1, p2, n2, c)
    limits = coherent_limits(limits.low, limits.high, flagged, np.sign(z))
    p_value = agreeing_p(two_sided_p(z), flagged, 1 - conf_level)
    return ProportionGap(
        value=plain(p1 - p2),
        share=plain(p1),
        share_reference=plain(p2),
        interval=Interval(plain(limits.low), plain(limits.high), conf_level),
        statistic=plain(z),
        p_value=plain(p_value),
        method=method,
    )


def gap_statistic(
    p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike, *, method: GapMethod
) -> Array:
    """Statistic of a gap of 0 on effective bases, by the named method."""
    return GAP_KERNELS[method].statistic(*broadcast(p1, n1, p2, n2))


def gap_limits(
    p1: npt.ArrayLike,
    n1: npt.ArrayLike,
    p2: npt.ArrayLike,
    n2: npt.ArrayLike,
    c: npt.ArrayLike,
    *,
    method: GapMethod,
) -> Limits:
    """Interval of a gap at ``c`` on effective bases, by the named method."""
    return GAP_KERNELS[method].limits(*broadcast(p1, n1, p2, n2, c))
