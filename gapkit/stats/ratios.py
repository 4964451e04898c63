"""Two shares as a ratio: of risks or of odds, with an interval on the log scale or an exact one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.options import check, check_conf_level
from gapkit.stats.counts import check_broadcast, check_whole, counted
from gapkit.stats.hypergeometric import conditional_limits, conditional_odds_ratio, lay_tables
from gapkit.stats.student import critical_value
from gapkit.stats.types import Array, Interval, Numbers, broadcast, plain

OddsRatioMethod = Literal["woolf", "haldane-anscombe", "conditional"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ratio of the side to the reference.

    Attributes
    ----------
    value : float or ndarray
        Above 1 where the side is higher; 0 or inf where a count is 0, NaN where it is 0 / 0.
    se_log : float or ndarray
        Standard error of its logarithm; NaN where there is none.
    interval : Interval
        Confidence interval of the ratio; NaN where ``se_log`` is, unless the method is exact.
    """

    value: Numbers
    se_log: Numbers
    interval: Interval


def risk_ratio(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    count_reference: npt.ArrayLike,
    base_reference: npt.ArrayLike,
    *,
    conf_level: float = 0.95,
) -> Ratio:
    """Share of the side over share of the reference, with Katz's interval.

    Parameters
    ----------
    count, base, count_reference, base_reference : array_like
        As in ``proportion_gap``.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level or a count is out of range, or the shapes do not fit.

    References
    ----------
    Katz, Baptista, Azen and Pike 1978, Biometrics 34:469.

    Examples
    --------
    >>> ratio = risk_ratio(56, 70, 48, 80)
    >>> round(ratio.value, 4), round(ratio.interval.low, 4), round(ratio.interval.high, 4)
    (1.3333, 1.0766, 1.6512)
    """
    check_conf_level(conf_level)
    x1, n1, x2, n2 = _tables(count, base, count_reference, base_reference)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (x1 / n1) / (x2 / n2)
        se = np.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2)
    return _on_log_scale(value, se, conf_level)


def odds_ratio(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    count_reference: npt.ArrayLike,
    base_reference: npt.ArrayLike,
    *,
    method: OddsRatioMethod = "woolf",
    conf_level: float = 0.95,
) -> Ratio:
    """Odds of the side over odds of the reference.

    Parameters
    ----------
    count, base, count_reference, base_reference : array_like
        As in ``proportion_gap``.
    method : str, default "woolf"
        "woolf" (no interval where a cell is 0), "haldane-anscombe" (half an answer added to every
        cell) or "conditional" (given both margins, whole counts: the ratio and the exact interval
        of Fisher's test).
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the method is unknown, the level or a count out of range, or the shapes do not fit.

    References
    ----------
    Woolf 1955, Annals of Human Genetics 19:251. Haldane 1956, Annals of Human Genetics 20:309.
    Cornfield 1956, Proceedings of the Third Berkeley Symposium 4:135.

    Examples
    --------
    >>> ratio = odds_ratio(56, 70, 48, 80)
    >>> round(ratio.value, 4), round(ratio.interval.low, 4), round(ratio.interval.high, 4)
    (2.6667, 1.2762, 5.572)
    """
    check("method", method, OddsRatioMethod)
    check_conf_level(conf_level)
    x1, n1, x2, n2 = _tables(count, base, count_reference, base_reference)
    if method == "conditional":
        return _conditional(x1, n1, x2, n2, conf_level)
    more = 0.5 if method == "haldane-anscombe" else 0.0
    a, b, c, d = (cell + more for cell in (x1, n1 - x1, x2, n2 - x2))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (a * d) / (b * c)
        se = np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return _on_log_scale(value, se, conf_level)


def _tables(
    count: npt.ArrayLike, base: npt.ArrayLike, count_reference: npt.ArrayLike, base_reference: npt.ArrayLike
) -> list[Array]:
    """Return counts and bases of one shape, NaN throughout where a base is 0."""
    side = counted(count, base, names=("count", "base"))
    reference = counted(count_reference, base_reference, names=("count_reference", "base_reference"))
    check_broadcast(("count", "count_reference"), side.p, reference.p)
    x1, n1, x2, n2 = broadcast(side.p * side.n, side.n, reference.p * reference.n, reference.n)
    known = (n1 > 0) & (n2 > 0)
    return [np.where(known, values, np.nan) for values in (x1, n1, x2, n2)]


def _on_log_scale(value: Array, se: Array, conf_level: float) -> Ratio:
    se = np.where(np.isfinite(se), se, np.nan)
    factor = np.exp(critical_value(conf_level) * se)
    with np.errstate(invalid="ignore"):
        interval = Interval(plain(value / factor), plain(value * factor), conf_level)
    return Ratio(plain(value), plain(se), interval)


def _conditional(x1: Array, n1: Array, x2: Array, n2: Array, conf_level: float) -> Ratio:
    known = ~np.isnan(x1)
    cells = [np.round(values[known], 9) for values in (x1, n1, x2, n2)]
    for name, values in zip(("count", "base", "count_reference", "base_reference"), cells, strict=True):
        check_whole(name, values)
    value, low, high = (np.full(x1.shape, np.nan) for _ in range(3))
    if known.any():
        tables = lay_tables(*cells)
        limits = conditional_limits(tables, conf_level)
        value[known], low[known], high[known] = conditional_odds_ratio(tables), limits.low, limits.high
    nowhere = plain(np.full(x1.shape, np.nan))
    return Ratio(plain(value), nowhere, Interval(plain(low), plain(high), conf_level))
