"""Answers to scores: what every respondent counts for on every item, and in which segment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from gapkit.options import BaseRule
from gapkit.responses import Answers, Responses, SegmentCodes
from gapkit.survey import TOTAL, Measure, Median, Question
from gapkit.tallies.counting import Codes, apply_base_rule
from gapkit.tallies.model import Floats
from gapkit.tallies.numbers import below_medians, given_numbers, medians_of

NO_SCORE = 2
"""Spare places at the end of a table of scores: missing and blank, reached by their negative codes."""


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """How each item of a question is scored on one side.

    Attributes
    ----------
    column : intp array, shape (items,)
        Column of the answers; -1 where the side was not asked.
    scores : float array, shape (items, codes)
        Score of each answer code; NaN leaves it out of the base.
    """

    column: NDArray[np.intp]
    scores: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """One question of one side, respondent by respondent.

    Attributes
    ----------
    items : Items
        How each item is scored.
    codes : int16 array, shape (respondents, columns)
        Answer codes after the base rule.
    y, in_base : array, shape (respondents, items)
        Score, and whether the respondent counts.
    segment : int16 array, shape (respondents,)
        Segment of each respondent; negative: none of them.
    segments : tuple of str
        The segments; ``("all",)`` for the total.
    numbers : float array, shape (respondents, items), or None
        The numbers given, where they are what is measured; NaN outside the base.
    medians : float array, shape (segments, items), or None
        Medians of the numbers, where they are wanted; ``y`` is then 1 at or below them, else 0.
    """

    items: Items
    codes: Codes
    y: NDArray[np.generic]
    in_base: NDArray[np.bool_]
    segment: Codes
    segments: tuple[str, ...]
    numbers: Floats | None = None
    medians: Floats | None = None

    def answered(self) -> Floats:
        """Return what every respondent answered, as numbers: the numbers given, else the scores."""
        return self.y.astype(np.float64) if self.numbers is None else np.nan_to_num(self.numbers)

    def cells(self) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
        """Return score and base of every cell, segment by segment, items within."""
        segments = len(self.segments)
        member = np.repeat(self.segment[:, None] == np.arange(segments), self.y.shape[1], axis=1)
        return np.tile(self.y, segments), np.tile(self.in_base, segments) & member


def score_answers(responses: Responses, question: Question, measure: Measure, by: str | None) -> Scores:
    """Return the scores of one side's answers to one question."""
    answers = responses.answers[question.id]
    rule = question.base.get(responses.side.id, "asked")
    codes = _based(question, answers, rule)
    segmented = responses.segments.get(by) if by else None
    segment, segments = _segments(segmented, responses.respondents)
    items = _items(question, responses.side.id, answers, measure)
    if not measure.of_numbers or answers.numbers is None:
        y, in_base = _scored(items, codes, measure)
        return Scores(items, codes, y, in_base, segment, segments)
    everybody = np.where(items.column[:, None] >= 0, np.zeros(len(answers.values)), nan)
    items = Items(items.column, everybody)
    numbers = given_numbers(question, answers, items.column, rule)
    told = Scores(items, codes, np.nan_to_num(numbers), ~np.isnan(numbers), segment, segments, numbers)
    if not isinstance(measure, Median):
        return told
    medians = medians_of(numbers, segment, len(segments), weights_of(responses))
    return replace(told, y=below_medians(numbers, medians, segment), medians=medians)


def _based(question: Question, answers: Answers, rule: BaseRule) -> Codes:
    """Return the codes as the base rule reads them: in a ranking "no" is an item that was not ranked."""
    if question.format != "rank":
        return apply_base_rule(answers.codes, rule)
    not_ranked = np.int16(len(answers.labels) - 1)
    return np.where(answers.codes < 0, not_ranked, answers.codes) if rule == "all" else answers.codes


def weights_of(responses: Responses) -> Floats:
    """Return the weights; 1 for everybody where the side has none."""
    return np.ones(responses.respondents) if responses.weight is None else responses.weight


def _segments(segmented: SegmentCodes | None, people: int) -> tuple[Codes, tuple[str, ...]]:
    """Return each respondent's segment, and the segments; everybody is in one without a break."""
    if segmented is None:
        return np.zeros(people, dtype=np.int16), (TOTAL,)
    return segmented.codes, segmented.labels


def _items(question: Question, side: str, answers: Answers, measure: Measure) -> Items:
    """Tell each item's column and the score of every answer code."""
    values = [value for value in answers.values if not np.isnan(value)]
    if question.match == "rescale":
        low, high = values[0], values[-1]
        values = [100 * (value - low) / (high - low) for value in values]
    off_scale = [measure.off_scale] * (len(answers.values) - len(values))
    scores = np.array([*measure.scores(values), *off_scale], dtype=np.float64)
    if question.format_on(side) == "single":
        places = np.arange(len(question.items))
        chosen = (np.arange(len(answers.labels)) == places[:, None]).astype(np.float64)
        return Items(np.zeros(len(places), dtype=np.intp), chosen)
    columns = {name: place for place, name in enumerate(answers.columns)}
    column = np.array([columns.get(item.id, -1) for item in question.items], dtype=np.intp)
    return Items(column, np.where(column[:, None] >= 0, scores, nan))


def _scored(items: Items, codes: Codes, measure: Measure) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
    """Return every respondent's score on every item, and whether it counts.

    Scores of shares take a byte each: a million respondents and a hundred items fit in memory.
    """
    table = np.concatenate([items.scores, np.full((len(items.scores), NO_SCORE), nan)], axis=1)
    shape = (len(codes), len(items.column))
    y = np.zeros(shape, dtype=np.uint8 if measure.is_share else np.float64, order="F")
    in_base = np.zeros(shape, dtype=np.bool_, order="F")
    for item, column in enumerate(items.column):
        counted, place = ~np.isnan(table[item]), codes[:, column].astype(np.intp)
        in_base[:, item] = counted[place]
        y[:, item] = np.where(counted, table[item], 0).astype(y.dtype)[place]
    return y, in_base
