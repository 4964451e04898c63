"""Two lists of answers set against each other: numbers in, numbers out."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from gapkit.distributing.lists import AnswerList
from gapkit.stats import (
    Limits,
    critical_value,
    mann_whitney,
    placements,
    proportional_odds,
    rao_scott,
    two_sided_p,
    wilson,
)
from gapkit.stats.cramer import noncentrality_limits
from gapkit.stats.independence import generalised_effects
from gapkit.stats.student import normal_critical

Floats = NDArray[np.float64]

NO_VARIANCE = 1e-15


@dataclass(frozen=True, slots=True)
class Alike:
    """Test that both sides give every answer equally often, and how far they do not."""

    pearson: float
    statistic: float
    df: float
    df_denominator: float
    p_value: float
    v: float
    v_low: float
    v_high: float


@dataclass(frozen=True, slots=True)
class Higher:
    """Chance that the side answers higher, with its interval and test."""

    value: float
    low: float
    high: float
    df: float
    p_value: float


def alike(side: AnswerList, reference: AnswerList, conf_level: float) -> Alike:
    """Test two lists by Rao and Scott's second-order F; answers that nobody gave are left out.

    References
    ----------
    Rao and Scott 1984, Annals of Statistics 12:46. Smithson 2003, Confidence Intervals, Sage.
    """
    given = (side.shares > 0) | (reference.shares > 0)
    base, answers = side.base + reference.base, int(given.sum())
    parts = [each.base / base for each in (side, reference)]
    shares = np.array(
        [part * each.shares[given] for part, each in zip(parts, (side, reference), strict=True)]
    )
    joint = np.zeros((2 * answers, 2 * answers))
    for place, (part, each) in enumerate(zip(parts, (side, reference), strict=True)):
        block = slice(place * answers, (place + 1) * answers)
        joint[block, block] = part**2 * each.covariance[np.ix_(given, given)]
    test = rao_scott(shares, joint, base, side.df + reference.df)
    if np.isnan(test.p_value):
        return Alike(*[nan] * 8)
    # Over its mean design effect the chi-square stands on as many respondents as the sample is worth.
    deff = float(generalised_effects(shares, joint * base).sum()) / (answers - 1)
    chi2, worth = test.pearson / deff, base / deff
    limits = noncentrality_limits(chi2, answers - 1, (1 - conf_level) / 2)
    v, low, high = (
        min(float(np.sqrt(each / n)), 1.0)
        for each, n in ((test.pearson, base), (limits.low, worth), (limits.high, worth))
    )
    return Alike(test.pearson, test.statistic, test.df, test.df_denominator, test.p_value, v, low, high)


def higher(side: AnswerList, reference: AnswerList, conf_level: float) -> Higher:
    """Test whether the side tends to answer higher: Brunner and Munzel's, on the design of both sides.

    References
    ----------
    Brunner and Munzel 2000, Biometrical Journal 42:17.
    """
    value, v1 = side.mean(placements(reference.shares))
    v2 = reference.mean(placements(side.shares))[1]
    variance = v1 + v2
    if not variance > NO_VARIANCE:
        return Higher(value, nan, nan, nan, nan)
    se = float(np.sqrt(variance))
    df = variance**2 / (v1**2 / side.df + v2**2 / reference.df)
    half = float(critical_value(conf_level, df)) * se
    return Higher(value, value - half, value + half, df, float(two_sided_p((value - 0.5) / se, df)))


def overlap(side: AnswerList, reference: AnswerList) -> float:
    """Return the share of answers that both lists have in common."""
    return float(np.minimum(side.shares, reference.shares).sum())


def distance(side: AnswerList, reference: AnswerList, points: Floats) -> float:
    """Return how far along the scale answers must move, per respondent, to make the lists equal."""
    apart = np.abs(np.cumsum(side.shares - reference.shares))[:-1]
    return float((apart * np.diff(points)).sum())


def odds_ratio(side: AnswerList, reference: AnswerList) -> float:
    """Return the proportional odds of a higher answer."""
    fitted = proportional_odds(side.shares * side.base, reference.shares * reference.base, profiled=False)
    return float(np.exp(fitted.log_odds))


def rank_sum_p(side: AnswerList, reference: AnswerList) -> float:
    """Return the p-value of Mann and Whitney's test, which knows of no weights."""
    if not (side.plain and reference.plain):
        return nan
    counts = (np.rint(each.shares * each.base) for each in (side, reference))
    return float(mann_whitney(*counts).p_value)


def together(one: AnswerList, conf_level: float) -> Limits:
    """Return Goodman's intervals of all answers of a side, on its effective base."""
    c = normal_critical((1 - conf_level) / len(one.shares))
    return wilson(one.shares, np.full(len(one.shares), one.effective_base), c)


def residuals(side: AnswerList, reference: AnswerList) -> Floats:
    """Return the adjusted residual of every answer, on effective bases; NaN where nobody gave it."""
    n1, n2 = side.effective_base, reference.effective_base
    pooled = (n1 * side.shares + n2 * reference.shares) / (n1 + n2)
    se = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(se > 0, (side.shares - reference.shares) / se, nan)
