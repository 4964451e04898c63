"""Weighted quantiles by nine definitions, with Woodruff's interval on any design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.options import check, check_conf_level
from gapkit.stats.designs import Design, covariance, degrees_of_freedom
from gapkit.stats.linearised import linearised_means
from gapkit.stats.share_intervals import DesignShareMethod, design_share_limits
from gapkit.stats.student import critical_value
from gapkit.stats.types import Array, Interval

QuantileRule = Literal["math", "school", "hf1", "hf2", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9", "shahvaish"]

ROUNDING = 1e-12
"""Difference of two shares of the weights that only rounding can have made."""
PART_OF_OWN = {"hf4": 1.0, "hf5": 0.5, "hf6": 1.0, "hf8": 2 / 3, "hf9": 5 / 8}
"""Part of an answer's own weight that counts as at or below it."""
PART_OF_LAST = {"hf4": 0.0, "hf5": 0.0, "hf6": 1.0, "hf8": 1 / 3, "hf9": 1 / 4}
"""Part of the largest answer's weight that is added to the total."""


@dataclass(frozen=True, slots=True, eq=False)
class Quantiles:
    """Weighted quantiles.

    Attributes
    ----------
    value : ndarray
        One per share asked for.
    interval : Interval
        Woodruff's; NaN where it leaves the sample.
    se : ndarray
        Width of the interval over twice its critical value.
    """

    value: Array
    interval: Interval
    se: Array


def weighted_quantile(
    y: npt.ArrayLike, weight: npt.ArrayLike, shares: npt.ArrayLike, *, rule: QuantileRule = "math"
) -> Array:
    """Quantiles of weighted answers.

    Parameters
    ----------
    y, weight : array_like
        Answers and weights; NaN and rows that weigh 0 are left out.
    shares : array_like
        0 to 1; NaN stays NaN.
    rule : str, default "math"
        "math" ("hf1": the smallest answer with at least that share at or below it), "school" ("hf2":
        the mean of two answers where the share falls between them), or the interpolations "hf4" to
        "hf9" of Hyndman and Fan, for weights. None leaves the range of the answers. "shahvaish" is R
        survey's rule of that name, to reproduce its results: it mixes weights and weights scaled to a
        mean of 1, so where weights are far from 1 an interval may leave out its own quantile.

    Raises
    ------
    OptionError
        If the rule is unknown.

    References
    ----------
    Hyndman and Fan 1996, The American Statistician 50:361. Lumley 2021, Estimating quantiles in
    surveys (R survey).

    Examples
    --------
    >>> print(weighted_quantile([1, 2, 3, 4], [1, 1, 1, 1], [0.25, 0.5, 0.6], rule="school"))
    [1.5 2.5 3. ]
    """
    check("rule", rule, QuantileRule)
    values, w = np.asarray(y, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    kept = ~np.isnan(values) & (w > 0)
    order = np.argsort(values[kept], kind="stable")
    x, w = values[kept][order], w[kept][order]
    p = np.asarray(shares, dtype=np.float64)
    if not x.size:
        return np.full(p.shape, np.nan)
    if rule == "shahvaish":
        found = _shah_vaish(x, w, p)
    else:
        found = _steps(x, w, p, rule) if rule in _STEPS else _interpolated(x, w, p, rule)
    return np.where(np.isnan(p), np.nan, found)


def design_quantiles(
    y: npt.ArrayLike,
    design: Design,
    shares: npt.ArrayLike,
    *,
    rule: QuantileRule = "math",
    interval: DesignShareMethod = "wald",
    conf_level: float = 0.95,
) -> Quantiles:
    """Quantiles on a complex sample, with Woodruff's interval.

    The share at or below the estimate gets its design-based interval, whose limits are mapped back to
    answers by the same rule.

    Parameters
    ----------
    y : array_like, shape (n,)
        Answers; NaN is outside the base and stays in the design.
    design : Design
        Of the same respondents.
    shares : array_like, shape (k,)
        0 to 1.
    rule : str, default "math"
        As in ``weighted_quantile``.
    interval : str, default "wald"
        Interval of the share, as in ``design_share_limits``.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If a choice is unknown or the level out of range.
    LonelyPSUError
        If a stratum has one PSU and the design says "fail".

    References
    ----------
    Woodruff 1952, Journal of the American Statistical Association 47:635.

    Examples
    --------
    >>> design = Design(np.ones(100))
    >>> median = design_quantiles(np.arange(1.0, 101.0), design, [0.5])
    >>> print(median.value, median.interval.low, median.interval.high)
    [50.] [41.] [60.]
    """
    check("interval", interval, DesignShareMethod)
    check_conf_level(conf_level)
    answers = np.asarray(y, dtype=np.float64)
    base = ~np.isnan(answers)
    value = weighted_quantile(answers, design.weight, shares, rule=rule)
    below = linearised_means(answers[:, None] <= value, base[:, None], design.weight)
    variance = np.diagonal(covariance(below.influence, design))
    alive = Design(np.where(base, design.weight, 0.0), design.stratum, design.psu)
    df = degrees_of_freedom(alive)
    limits = design_share_limits(
        below.value, variance, base.sum(), df, method=interval, conf_level=conf_level
    )
    # R survey's rule may put nobody above its quantile: no variance, and both limits at the end.
    end = (below.value >= 1 - ROUNDING) & (rule == "shahvaish")
    low, high = (
        weighted_quantile(answers, design.weight, _possible(np.where(end, 1.0, p)), rule=rule)
        for p in (limits.low, limits.high)
    )
    se = (high - low) / (2 * critical_value(conf_level, df))
    return Quantiles(value, Interval(low, high, conf_level), se)


def _possible(p: Array) -> Array:
    """Return shares with NaN for those outside 0 to 1."""
    return np.where((p < 0) | (p > 1), np.nan, p)


_STEPS = ("math", "school", "hf1", "hf2")


def _steps(x: Array, w: Array, p: Array, rule: QuantileRule) -> Array:
    """Rules whose quantiles are answers, or means of two."""
    n = len(x)
    share = np.cumsum(w) / w.sum()
    first = np.minimum(np.searchsorted(share, p - ROUNDING, side="left"), n - 1)
    if rule in ("math", "hf1"):
        return np.asarray(x[first])
    between = np.abs(share[first] - p) <= ROUNDING
    return np.asarray(np.where(between, (x[first] + x[np.minimum(first + 1, n - 1)]) / 2, x[first]))


def _interpolated(x: Array, w: Array, p: Array, rule: QuantileRule) -> Array:
    """Rules that give each answer a share and draw lines between them."""
    if len(x) == 1:
        return np.full(p.shape, x[0])
    total = np.cumsum(w)
    before = total - w
    if rule == "hf7":
        share = before / total[-2]
    else:
        share = (before + PART_OF_OWN[rule] * w) / (total[-1] + PART_OF_LAST[rule] * w[-1])
    return np.asarray(np.interp(p, share, x))


def _shah_vaish(x: Array, w: Array, p: Array) -> Array:
    """Answers at steps of R survey's form of Shah and Vaish's rule; equal steps share their mean."""
    share = (np.cumsum(w / w.mean()) + 0.5 - w / 2) / (len(x) + 1)
    step, place = np.unique(share, return_inverse=True)
    answer = np.bincount(place, weights=x) / np.bincount(place)
    return np.asarray(answer[np.maximum(np.searchsorted(step, p, side="right") - 1, 0)])
