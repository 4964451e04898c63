"""The one decision of a family: which items are flagged, at which c, with which adjusted p."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import Adjust, check, check_conf_level
from gapkit.stats.adjustments import PMethod, adjust_p
from gapkit.stats.maxt import MaxT
from gapkit.stats.student import agreeing_p, normal_critical, to_normal, to_student, two_sided_p
from gapkit.stats.types import Array, Limits, Mask, broadcast

CORRELATED: Final = ("max-t", "max-t-stepdown")
"""Choices that need the items' correlation."""

STEPWISE: Final = ("max-t-stepdown", "holm", "hochberg", "hommel", "bh", "by")
"""Choices that flag more items than their intervals tell from 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Tests corrected together.

    Arrays have one entry per item, in the order given; NaN (False) for items not in the family.

    Attributes
    ----------
    critical : ndarray
        c_j, what the item's own statistic must exceed; also the c of its simultaneous interval.
    critical_single : ndarray
        The same for the item alone; never above ``critical``.
    z_star : ndarray
        Normal z with the statistic's sign and p-value.
    p_value : ndarray
        Of the item alone, two-sided; below 1 - conf_level exactly when beyond ``critical_single``.
    p_adjusted : ndarray
        Corrected for the family; below 1 - conf_level exactly where ``flagged``.
    flagged : ndarray of bool
        Whether the item's statistic is beyond its ``critical``.
    c : float
        The family's normal critical value; NaN for an empty family.
    size : int
        Items in the family.
    """

    critical: Array
    critical_single: Array
    z_star: Array
    p_value: Array
    p_adjusted: Array
    flagged: Mask
    c: float
    size: int


def decide(
    statistic: npt.ArrayLike,
    df: npt.ArrayLike,
    *,
    adjust: Adjust,
    conf_level: float,
    correlation: npt.ArrayLike | None = None,
) -> Family:
    """Decide a family of items, each on its own statistic.

    With the single-step choices flagged, ``p_adjusted < 1 - conf_level`` and "the interval at
    ``critical`` excludes 0" are one decision, taken on the statistic. The stepwise choices flag
    more; their intervals stay single-step ("max-t-stepdown": max-t; "holm", "hochberg", "hommel":
    Bonferroni) or hold for the flagged items on average ("bh", "by": false coverage rate), and only
    "the interval excludes 0, so the item is flagged" holds.

    Parameters
    ----------
    statistic : array_like
        z or t of each item's gap of 0, in the order of the items' ids. NaN: not in the family.
    df : array_like
        Its degrees of freedom, ``inf`` for a z; one per item or one for all.
    adjust : str
        "max-t", "bonferroni", "sidak" or "none"; stepwise: "max-t-stepdown", "holm", "hochberg",
        "hommel", "bh" or "by".
    conf_level : float
        From 0.70 to below 1.
    correlation : array_like, optional
        J x J over all items given, needed by "max-t" and "max-t-stepdown"; rows of items with NaN
        are not read.

    Raises
    ------
    OptionError
        If a choice or the level is out of range, or "max-t" has no correlation of the items' size.

    References
    ----------
    Hothorn, Bretz and Westfall 2008, Biometrical Journal 50:346. Sidak 1967, Journal of the
    American Statistical Association 62:626. Westfall and Young 1993, Resampling-Based Multiple
    Testing. Benjamini and Yekutieli 2005, same journal 100:71.

    Examples
    --------
    >>> family = decide([3.1, 2.0, np.nan], np.inf, adjust="bonferroni", conf_level=0.95)
    >>> print(family.flagged, family.p_adjusted.round(4), round(family.c, 4))
    [ True False False] [0.0039 0.091     nan] 2.2414
    """
    check("adjust", adjust, Adjust)
    check_conf_level(conf_level)
    z, nu = broadcast(np.atleast_1d(statistic), df)
    alpha = 1 - conf_level
    inside = ~np.isnan(z)
    size = int(inside.sum())
    z_star = to_normal(z, nu)
    joint = _joint(correlation, inside, adjust) if adjust in CORRELATED and size else None
    single = np.where(inside, to_student(normal_critical(alpha), nu), np.nan)
    p_value = agreeing_p(two_sided_p(z, nu), np.abs(z) > single, alpha)
    c, raw = _family(z_star[inside], p_value[inside], alpha, adjust, joint)
    critical = np.fmax(np.where(inside, to_student(c, nu), np.nan), single)
    p_adjusted = p_value.copy()
    p_adjusted[inside] = np.maximum(raw, p_value[inside])
    flagged = np.abs(z) > critical
    if adjust in STEPWISE:
        flagged |= p_adjusted < alpha
    return Family(
        critical=critical,
        critical_single=single,
        z_star=z_star,
        p_value=p_value,
        p_adjusted=agreeing_p(p_adjusted, flagged, alpha),
        flagged=flagged,
        c=c,
        size=size,
    )


def _joint(correlation: npt.ArrayLike | None, inside: Mask, adjust: Adjust) -> Array:
    r = np.asarray(np.nan if correlation is None else correlation, dtype=np.float64)
    if r.shape != (len(inside), len(inside)):
        allowed = f'{len(inside)} x {len(inside)}, one row per item, with adjust="{adjust}"'
        raise OptionError.outside("correlation", f"shape {r.shape}", allowed)
    return np.asarray(r[np.ix_(inside, inside)])


def _family(z: Array, p: Array, alpha: float, adjust: Adjust, joint: Array | None) -> tuple[float, Array]:
    """Critical value of the family, and each member's p-value in it, before any clamping."""
    size = len(z)
    if not size:
        return float("nan"), p
    if joint is not None:
        whole = MaxT(joint)
        steps = _step_down(np.abs(z), joint) if adjust == "max-t-stepdown" else whole.tail(np.abs(z))
        return whole.critical(alpha), steps
    if adjust == "none":
        return normal_critical(alpha), p
    if adjust == "sidak":
        share = float(-np.expm1(np.log1p(-alpha) / size))
        return normal_critical(share), adjust_p(p, "sidak")
    adjusted = adjust_p(p, cast("PMethod", adjust))
    if adjust in ("bh", "by"):
        found = max(1, int((adjusted < alpha).sum()))
        shrink = float((1 / np.arange(1, size + 1)).sum()) if adjust == "by" else 1.0
        return normal_critical(alpha * found / size / shrink), adjusted
    return normal_critical(alpha / size), adjusted


def _step_down(z: Array, joint: Array) -> Array:
    """Return adjusted p-values of step-down max-|t|: each item against those not above it."""
    order = np.argsort(-z, kind="stable")
    adjusted, highest = np.empty_like(z), 0.0
    for step, item in enumerate(order):
        left = np.sort(order[step:])
        highest = max(highest, float(MaxT(joint[np.ix_(left, left)]).tail(z[item])))
        adjusted[item] = highest
    return adjusted


def coherent_limits(
    low: npt.ArrayLike, high: npt.ArrayLike, flagged: npt.ArrayLike, sign: npt.ArrayLike
) -> Limits:
    """Limits that exclude 0 exactly where flagged, should a root search ever disagree.

    Not flagged: a limit on the wrong side of 0 becomes 0. Flagged: a limit at or past 0 becomes the
    float nearest 0 on the side of ``sign``. Limits that agree come back untouched.

    Parameters
    ----------
    low, high : array_like
        The interval.
    flagged : array_like of bool
        Whether the test says the gap is not 0.
    sign : array_like
        Sign of the statistic, read where flagged.

    Examples
    --------
    >>> limits = coherent_limits([1e-18, 0.1], [0.3, 0.2], [False, True], [1, 1])
    >>> print(limits.low, limits.high)
    [0.  0.1] [0.3 0.2]
    """
    low, high, sign = broadcast(low, high, sign)
    yes = np.asarray(flagged, dtype=np.bool_)
    least = np.nextafter(0.0, 1.0)
    new_low = np.where(yes, np.where((sign > 0) & (low <= 0), least, low), np.minimum(low, 0.0))
    new_high = np.where(yes, np.where((sign < 0) & (high >= 0), -least, high), np.maximum(high, 0.0))
    return Limits(new_low, new_high)
