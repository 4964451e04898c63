"""Whether two groups agree up to a margin named beforehand: two one-sided tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check
from gapkit.stats.adjusted_wald import wald_limits, wald_se
from gapkit.stats.counts import check_broadcast, counted
from gapkit.stats.means import mean_gap
from gapkit.stats.score import score_limits, score_z
from gapkit.stats.student import normal_critical, to_student
from gapkit.stats.tails import upper_p
from gapkit.stats.types import Array, Interval, Limits, Numbers, broadcast, plain

EquivalenceMethod = Literal["score", "mn", "farrington-manning", "wald"]

LOWEST_LEVEL = 0.85
"""Below this the interval at 1 - 2 alpha would be below 0.70, where a score interval may fail."""


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests that a gap lies within a margin.

    Attributes
    ----------
    value : float or ndarray
        Gap, side minus reference.
    margin : float or ndarray
        Gaps smaller than this count as agreement.
    statistic_low, statistic_high : float or ndarray
        Statistic of a gap of ``-margin`` and of ``+margin``.
    p_low, p_high : float or ndarray
        One-sided: of a gap at or below ``-margin``, at or above ``+margin``.
    p_value : float or ndarray
        The larger of the two: of a gap outside the margin.
    interval : Interval
        At 1 - 2 alpha, such as 0.90: inside the margin exactly when ``p_value`` is below alpha, up
        to rounding.
    """

    value: Numbers
    margin: Numbers
    statistic_low: Numbers
    statistic_high: Numbers
    p_low: Numbers
    p_high: Numbers
    p_value: Numbers
    interval: Interval


def proportion_equivalence(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    count_reference: npt.ArrayLike,
    base_reference: npt.ArrayLike,
    *,
    margin: npt.ArrayLike,
    method: EquivalenceMethod = "score",
    conf_level: float = 0.95,
) -> Equivalence:
    """Test that two groups' shares lie less than a margin apart.

    Parameters
    ----------
    count, base, count_reference, base_reference : array_like
        As in ``proportion_gap``.
    margin : array_like
        Above 0, as a share: 0.05 for five points.
    method : str, default "score"
        "score" (skewness-corrected), "mn" (Miettinen-Nurminen), "farrington-manning" (the same
        without N / (N - 1)) or "wald", which sees no variance at 0 % and 100 %.
    conf_level : float, default 0.95
        1 - alpha of each of the two tests, from 0.85; the interval has 1 - 2 alpha.

    Returns
    -------
    Equivalence
        NaN throughout where a base is 0.

    Raises
    ------
    OptionError
        If the method is unknown, the level, the margin or a count is out of range, or the shapes
        do not fit.

    References
    ----------
    Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15:657. Farrington and Manning
    1990, Statistics in Medicine 9:1447.

    Examples
    --------
    >>> test = proportion_equivalence(70, 132, 690, 1300, margin=0.1, method="mn")
    >>> round(test.p_value, 5), round(test.interval.low, 4), round(test.interval.high, 4)
    (0.01414, -0.0754, 0.0734)
    """
    check("method", method, EquivalenceMethod)
    alpha = _alpha(conf_level)
    side = counted(count, base, names=("count", "base"))
    reference = counted(count_reference, base_reference, names=("count_reference", "base_reference"))
    check_broadcast(("count", "count_reference"), side.p, reference.p)
    p1, n1, p2, n2, m = broadcast(side.p, side.n, reference.p, reference.n, _margin(margin))
    z = [_z(p1, n1, p2, n2, delta, method) for delta in (-m, m)]
    limits = _limits(p1, n1, p2, n2, normal_critical(2 * alpha), method)
    return _equivalence(p1 - p2, m, z, np.inf, limits, 1 - 2 * alpha)


def mean_equivalence(
    value: npt.ArrayLike,
    se: npt.ArrayLike,
    df: npt.ArrayLike,
    value_reference: npt.ArrayLike,
    se_reference: npt.ArrayLike,
    df_reference: npt.ArrayLike,
    *,
    margin: npt.ArrayLike,
    conf_level: float = 0.95,
) -> Equivalence:
    """Test that two means lie less than a margin apart, by Welch's t.

    Parameters
    ----------
    value, se, df, value_reference, se_reference, df_reference : array_like
        As in ``mean_gap``.
    margin : array_like
        Above 0, in scale units.
    conf_level : float, default 0.95
        1 - alpha of each of the two tests, from 0.85; the interval has 1 - 2 alpha.

    Returns
    -------
    Equivalence
        Neither tests nor interval where both sides are constant.

    Raises
    ------
    OptionError
        If the level or the margin is out of range.

    References
    ----------
    Schuirmann 1987. Welch 1947, Biometrika 34:28.

    Examples
    --------
    >>> test = mean_equivalence(4.0, 0.1, 49, 3.9, 0.1, 148, margin=0.5)
    >>> round(test.p_value, 4)
    0.0027
    """
    alpha = _alpha(conf_level)
    gap = mean_gap(value, se, df, value_reference, se_reference, df_reference)
    spread = np.where(gap.se > 0, gap.se, np.nan)
    m = _margin(margin)
    t = [(gap.value + shift) / spread for shift in (m, -m)]
    half = to_student(normal_critical(2 * alpha), gap.df) * spread
    limits = Limits(gap.value - half, gap.value + half)
    return _equivalence(gap.value, m, t, gap.df, limits, 1 - 2 * alpha)


def _equivalence(
    value: Array, margin: Array, z: list[Array], df: npt.ArrayLike, limits: Limits, level: float
) -> Equivalence:
    p_low, p_high = upper_p(z[0], df), upper_p(-z[1], df)
    return Equivalence(
        value=plain(value),
        margin=plain(margin),
        statistic_low=plain(z[0]),
        statistic_high=plain(z[1]),
        p_low=plain(p_low),
        p_high=plain(p_high),
        p_value=plain(np.maximum(p_low, p_high)),
        interval=Interval(plain(limits.low), plain(limits.high), level),
    )


def _z(p1: Array, n1: Array, p2: Array, n2: Array, delta: Array, method: EquivalenceMethod) -> Array:
    if method == "wald":
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((p1 - p2 - delta) / wald_se(p1, n1, p2, n2))
    z = score_z(p1, n1, p2, n2, delta, corrected=method == "score")
    return np.asarray(z / _shrink(n1 + n2)) if method == "farrington-manning" else z


def _limits(p1: Array, n1: Array, p2: Array, n2: Array, c: float, method: EquivalenceMethod) -> Limits:
    if method == "wald":
        return wald_limits(p1, n1, p2, n2, c)
    scaled = c * _shrink(n1 + n2) if method == "farrington-manning" else c
    return score_limits(p1, n1, p2, n2, scaled, corrected=method == "score")


def _shrink(total: Array) -> Array:
    return np.sqrt(np.maximum(total - 1, 0.0) / np.where(total > 0, total, np.nan))


def _alpha(conf_level: float) -> float:
    if not LOWEST_LEVEL <= conf_level < 1:
        hint = "conf_level is a share: 0.95, not 95." if conf_level > 1 else ""
        raise OptionError.outside("conf_level", conf_level, "from 0.85 to below 1", hint=hint)
    return 1 - conf_level


def _margin(margin: npt.ArrayLike) -> Array:
    m = np.asarray(margin, dtype=np.float64)
    bad = ~((m > 0) & np.isfinite(m))
    if bad.any():
        raise OptionError.outside("margin", f"{m[bad][0]:g}", "a finite number above 0")
    return m
