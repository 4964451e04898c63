"""The numbers that a side's respondents gave, as values with their weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.charts.answers import gives_away
from gapkit.gaps import Gap
from gapkit.responses import Answers, Responses, answers_key
from gapkit.tallies import Tally

Floats = NDArray[np.float64]

INNER = (0.1, 0.9)
"""What is shown of the numbers of respondents who might be recognised."""


@dataclass(frozen=True, slots=True)
class Given:
    """Every number that was given, once, with its share of the weighted base.

    Attributes
    ----------
    numbers : tuple of float
        Ascending.
    shares : tuple of float
        They add up to 1.
    counts : tuple of int
        Respondents who gave each number.
    """

    numbers: tuple[float, ...]
    shares: tuple[float, ...]
    counts: tuple[int, ...]

    def trimmed(self) -> Given:
        """Return the same with everything outside the 10th and 90th percentile drawn at them."""
        low, high = self.quantile(INNER[0]), self.quantile(INNER[1])
        return _gathered(np.clip(self.numbers, low, high), np.array(self.shares), np.array(self.counts))

    def quantile(self, share: float) -> float:
        """Return the smallest number that at least this share of the base lies at or below."""
        reached = np.searchsorted(np.cumsum(self.shares), share - 1e-12)  # sums of shares may miss it
        return self.numbers[min(int(reached), len(self.numbers) - 1)]

    def beyond(self, value: float) -> float:
        """Return the share of numbers above a value."""
        return sum(share for each, share in zip(self.numbers, self.shares, strict=True) if each > value)


def given_answers(tally: Tally, row: Gap, side: str) -> Given | None:
    """Return the numbers that a side gave to an item in a segment; ``None`` where there are none.

    Answers of a scale are its points; those off the scale are left out, and so are published figures. Of
    respondents who might be recognised, numbers are trimmed, and answers of a few people are ``None``.
    """
    speaker = tally.study.survey.sides[side]
    responses = tally.study.sides.get(speaker.home)
    if not isinstance(responses, Responses):
        return None
    answers = responses.answers.get(answers_key(row.question, side, responses.side))
    if answers is None or row.item not in answers.columns:
        return None
    told = _numbers(answers, answers.columns.index(row.item))
    kept = np.zeros(0) if told is None else ~np.isnan(told) & _in_segment(responses, row)
    if told is None or not kept.any():
        return None
    weight = np.ones(responses.respondents) if responses.weight is None else responses.weight
    given = _gathered(told[kept], weight[kept] / weight[kept].sum(), np.ones(int(kept.sum())))
    return _shown(given, responses, scale=answers.numbers is None)


def _shown(given: Given, responses: Responses, *, scale: bool) -> Given | None:
    """Return what of the numbers may be shown."""
    if not responses.sensitive:
        return given
    if scale:
        return None if gives_away(np.array(given.counts, dtype=np.float64)) else given
    return given.trimmed()


def _gathered(numbers: Floats, shares: Floats, counts: Floats) -> Given:
    """Return every number once, with all that gave it."""
    values, place = np.unique(numbers, return_inverse=True)
    return Given(
        tuple(float(each) for each in values),
        tuple(float(each) for each in np.bincount(place, shares)),
        tuple(round(float(each)) for each in np.bincount(place, counts)),
    )


def _numbers(answers: Answers, column: int) -> Floats | None:
    """Return each respondent's number, NaN without one; ``None`` for answers that are only ticks."""
    if answers.numbers is not None:
        return answers.numbers[:, column]
    if len(answers.values) <= 2:  # noqa: PLR2004 - ticked or not
        return None
    table = np.array([*answers.values, np.nan])
    codes = answers.codes[:, column]
    return np.asarray(table[np.where(codes < 0, len(answers.values), codes)], dtype=np.float64)


def _in_segment(responses: Responses, row: Gap) -> NDArray[np.bool_]:
    """Return who belongs to a row's segment; everybody where the side stands with its total."""
    segmented = responses.segments.get(row.segment_by)
    if segmented is None or row.segment not in segmented.labels:
        return np.ones(responses.respondents, dtype=np.bool_)
    return np.asarray(segmented.codes == segmented.labels.index(row.segment))
