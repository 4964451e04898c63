"""Means, mean ranks and medians of the numbers that respondents gave."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.options import BaseRule
from gapkit.responses import Answers
from gapkit.stats import critical_value, effective_base, weighted_quantile
from gapkit.survey import Question
from gapkit.tallies.model import Floats, SideTally

MEDIAN_LEVEL: Final = 0.95
"""Level of the interval whose width makes the standard error of a median, as in R survey."""

SURER_LEVEL: Final = 0.999
"""Level where the interval at the usual one is a single number."""

HALF: Final = 0.5

PROVED: Final = 5
"""Respondents on the rarer side of a median from which its design effect is believed as it is."""


def given_numbers(question: Question, answers: Answers, column: NDArray[np.intp], rule: BaseRule) -> Floats:
    """Return every respondent's number on every item, NaN where it does not count.

    In a ranking whose base is everybody, who ranked nothing leaves all places: every item has their mean.
    """
    assert answers.numbers is not None  # noqa: S101 - only questions with numbers come here
    numbers = answers.numbers
    if question.format == "rank" and rule == "all":
        numbers = np.where(np.isnan(numbers), (numbers.shape[1] + 1) / 2, numbers)
    return np.where(column >= 0, numbers[:, column], nan)


def medians_of(numbers: Floats, segment: NDArray[np.int16], segments: int, weight: Floats) -> Floats:
    """Return the weighted median of every cell, shape (segments, items): R survey's "school" rule."""
    found = np.full((segments, numbers.shape[1]), nan)
    for place in range(segments):
        rows = segment == place
        for item, answers in enumerate(numbers[rows].T):
            found[place, item] = _quantiles(answers, weight[rows], [HALF])[0]
    return found


def below_medians(numbers: Floats, medians: Floats, segment: NDArray[np.int16]) -> Floats:
    """Return 1 where a respondent's number is at or below the median of the own segment, else 0."""
    return (numbers <= medians[segment]).astype(np.float64)


def with_numbers(
    part: SideTally, numbers: Floats, segment: NDArray[np.int16], weight: Floats, medians: Floats | None
) -> SideTally:
    """Return a tally whose bases and covariance are counted, with the values of the numbers themselves.

    Parameters
    ----------
    part : SideTally
        Its covariance is that of the means; of medians, that of the shares at or below them.
    numbers : float array, shape (respondents, items)
        NaN where a respondent does not count.
    medians : float array, shape (segments, items), or None
        The medians; ``None`` where means are wanted.
    """
    if medians is not None:
        return _with_medians(part, numbers, segment, weight, medians)
    value, spread = np.full(part.base.shape, nan), np.full(part.base.shape, nan)
    for place in range(len(part.segments)):
        rows = segment == place
        y, w = numbers[rows], weight[rows][:, None]
        counted = np.where(np.isnan(y), 0.0, w)
        with np.errstate(divide="ignore", invalid="ignore"):
            value[place] = (counted * np.nan_to_num(y)).sum(axis=0) / counted.sum(axis=0)
            squares = counted * (np.nan_to_num(y) - value[place]) ** 2
            spread[place] = np.sqrt(squares.sum(axis=0) / counted.sum(axis=0))
    return replace(part, value=value, spread=spread)


def in_units(joint: Floats, se: Floats, medians: NDArray[np.bool_]) -> Floats:
    """Return a covariance in which medians vary as medians do, not as the shares at or below them.

    Parameters
    ----------
    joint : float array, shape (cells, cells)
        Covariance; of medians, that of the shares at or below them.
    se, medians : array, shape (cells,)
        Standard errors of the estimates, and which of them are medians.
    """
    if not medians.any():
        return joint
    own = np.sqrt(np.diagonal(joint))
    factor = np.divide(se, own, out=np.zeros(se.shape), where=own > 0)
    factor = np.where(medians, factor, 1.0)
    return np.asarray(joint * np.outer(factor, factor))


def _with_medians(
    part: SideTally, numbers: Floats, segment: NDArray[np.int16], weight: Floats, medians: Floats
) -> SideTally:
    """Return the tally of medians, each with the standard error of Woodruff's interval.

    The share of one half gets the interval that the sample can give it: its design effect is that of
    the share at or below the median. The limits are mapped back to numbers, and the width over twice
    the critical value is the standard error. The interval is laid about one half itself: where many
    give the median, the share at or below it is far from one half and its limits would mislead. Medians
    correlate as the shares at or below them do.

    References
    ----------
    Woodruff 1952, Journal of the American Statistical Association 47:635. Sitter and Wu 2001, Statistics
    & Probability Letters 52:353.
    """
    variance = part.se**2
    share = _shares_below(numbers, segment, weight, medians)
    se = np.full(medians.shape, nan)
    for place in range(len(part.segments)):
        n_eff = _bases_of_half(part, place, share[place], variance[place])
        rows = segment == place
        for item, answers in enumerate(numbers[rows].T):
            df = part.df[place, item]
            if n_eff[item] > 0 and df > 0:
                se[place, item] = _median_se(answers, weight[rows], float(n_eff[item]), float(df))
    everywhere = np.ones(se.size, dtype=np.bool_)
    joint = None if part.covariance is None else in_units(part.covariance, se.ravel(), everywhere)
    if joint is not None:
        np.fill_diagonal(joint, se.ravel() ** 2)
    return replace(part, value=medians, se=se, spread=np.full(se.shape, nan), covariance=joint)


def _bases_of_half(part: SideTally, place: int, share: Floats, variance: Floats) -> Floats:
    """Return how many simple random answers would tell the share of one half as surely, per item.

    By the design effect of the share at or below the median; where nearly everybody is on one side of
    it, which proves nothing, by the effective base of that share.
    """
    base, spread = part.base[place], share * (1 - share)
    seen = np.divide(spread, variance, out=np.full(share.shape, np.inf), where=variance > 0)
    proved = np.minimum(share, 1 - share) * base >= PROVED
    assumed = effective_base(share, variance, base, part.kish_base[place], clustered=part.clustered)
    return np.asarray(np.where(proved, seen, assumed))


def _median_se(answers: Floats, weight: Floats, n_eff: float, df: float) -> float:
    """Return the standard error of one median from the interval of the share of one half.

    An interval that would leave the sample ends with it, and its width counts over the part of the
    share that it does cover. Where so many give the median that its interval is one point, a wider
    one tells how sure that is.
    """
    se = HALF / np.sqrt(n_eff)
    if se == 0:
        return 0.0
    for level in (MEDIAN_LEVEL, SURER_LEVEL):
        half = min(float(critical_value(level, df)) * se, HALF)
        low, high = _quantiles(answers, weight, [HALF - half, HALF + half])
        if high > low:
            break
    return float((high - low) * se / (2 * half))


def _shares_below(numbers: Floats, segment: NDArray[np.int16], weight: Floats, medians: Floats) -> Floats:
    """Return the weighted share at or below the median of every cell."""
    shares = np.full(medians.shape, nan)
    for place in range(len(medians)):
        rows = segment == place
        y, w = numbers[rows], weight[rows][:, None]
        counted = np.where(np.isnan(y), 0.0, w)
        with np.errstate(divide="ignore", invalid="ignore"):
            shares[place] = (counted * (y <= medians[place])).sum(axis=0) / counted.sum(axis=0)
    return shares


def _quantiles(answers: Floats, weight: Floats, shares: list[float]) -> Floats:
    """Return weighted quantiles; between two answers where the share falls between them."""
    return weighted_quantile(answers, weight, np.array(shares), rule="school")
