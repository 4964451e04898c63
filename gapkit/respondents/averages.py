"""Means and shares of numbers made from respondents: the design, bases and disclosure rules of a tally.

The numbers are tallied as if they were the answers to one more question, so that weights, strata, PSUs,
replicates, segments, suppression and masks are those of ``tally``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gapkit.responses import BLANK, TICKED, UNTICKED, Answers, Responses
from gapkit.stats import Design
from gapkit.survey import Column, Item, Mean, Question, Share
from gapkit.tallies.low_bases import apply_low_bases, people_of
from gapkit.tallies.measuring import tally_responses
from gapkit.tallies.model import Estimate, Floats, SideTally
from gapkit.tallies.scoring import weights_of
from gapkit.tallies.tallying import estimates_of

if TYPE_CHECKING:
    from gapkit.options import Format
    from gapkit.survey import Measure, Survey

MADE = "made"
"""Id of the question that numbers made from answers are tallied as."""


@dataclass(frozen=True, slots=True, eq=False)
class Averages:
    """Several numbers of one side's respondents, averaged in every segment.

    Attributes
    ----------
    part : SideTally
        With the covariance of all cells.
    estimates : tuple of tuple of Estimate
        By segment, one per number; as a tally shows them.
    """

    part: SideTally
    estimates: tuple[tuple[Estimate, ...], ...]

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments, ``("all",)`` for the total."""
        return self.part.segments

    def covariance(self, row: int) -> Floats:
        """Return the covariance of the numbers in one segment."""
        width = len(self.part.items)
        block = slice(row * width, (row + 1) * width)
        return np.asarray(self.part.covariance)[block, block]


def number_averages(
    survey: Survey, view: Responses, y: Floats, names: Sequence[str], by: str | None
) -> Averages:
    """Return the weighted means of numbers, shape (respondents, numbers); NaN: does not count."""
    codes = np.where(np.isnan(y), BLANK, 0).astype(np.int16)
    answers = Answers(codes, tuple(names), (0.0,), ("given",), y)
    return _averages(survey, view, answers, names, Mean(), "number", by)


def share_averages(
    survey: Survey, view: Responses, y: Floats, names: Sequence[str], by: str | None
) -> Averages:
    """Return the weighted shares of ones among ones and zeros, each column with its own base."""
    codes = np.where(np.isnan(y), BLANK, np.where(y > 0, TICKED, UNTICKED)).astype(np.int16)
    answers = Answers(codes, tuple(names), (0.0, 1.0), ("no", "yes"))
    return _averages(survey, view, answers, names, Share(), "multiple", by)


def choice_averages(
    survey: Survey, view: Responses, y: Floats, names: Sequence[str], by: str | None
) -> Averages:
    """Return the weighted share of each category, shape (respondents,) from 0; NaN: does not count."""
    codes = np.where(np.isnan(y), BLANK, y).astype(np.int16)[:, None]
    answers = Answers(codes, (MADE,), tuple(map(float, range(len(names)))), tuple(names))
    return _averages(survey, view, answers, names, Share(), "single", by)


def _averages(
    survey: Survey,
    view: Responses,
    answers: Answers,
    names: Sequence[str],
    measure: Measure,
    format: Format,  # noqa: A002 - the survey file's word
    by: str | None,
) -> Averages:
    """Tally made answers as one question of the side, and hide what the low-base policy hides."""
    side = view.side.id
    items = tuple(
        Item(name, name, answers={side: (place,)})
        if format == "single"
        else Item(name, name, columns={side: Column(name)})
        for place, name in enumerate(names)
    )
    question = Question(MADE, "opinion", format, MADE, items)
    people = replace(view, answers={MADE: answers})
    part = tally_responses(people, question, measure, by)
    split = by is not None and by in view.segments
    total = tally_responses(people, question, measure, None) if split else None
    part = apply_low_bases(part, survey.low_base, total, people_of(people, question, measure, by))
    told = tuple(estimates_of(part, survey, by or ""))
    width = len(items)
    return Averages(part, tuple(told[row * width : (row + 1) * width] for row in range(len(part.segments))))


def design_of(view: Responses) -> Design:
    """Return how a side was sampled, for estimates that are no means."""
    return Design(weights_of(view), view.stratum, view.psu, view.fpc, view.side.lonely_psu)
