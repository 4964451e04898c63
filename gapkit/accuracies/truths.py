"""What a side's respondents believe, beside what the reference says: the truth they are judged by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from gapkit.accuracies.components import components
from gapkit.respondents import Said, enough, said
from gapkit.responses import Exclusion
from gapkit.study import Study
from gapkit.survey import TOTAL, Mean, Measure, Question
from gapkit.tallies import SideTally, tally
from gapkit.tallies.model import Floats

FEWEST = 2
"""Items that a component is about."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """One question, pair of sides and wave.

    Attributes
    ----------
    told : Said
        What the side's respondents believe.
    part : SideTally
        What the reference says, by segment where it has them.
    truth : float array, shape (reference segments, items)
        NaN for items that do not count.
    segment : int array, shape (respondents,)
        Place of each respondent's truth.
    names : tuple of str
        Side, reference, wave.
    """

    told: Said
    part: SideTally
    truth: Floats
    truth_of_all: Floats
    segment: NDArray[np.intp]
    names: tuple[str, str, str]
    scores: Floats


def judgements(
    study: Study, question: Question, wave: str, by: str | None, own: str | None = None
) -> Iterator[Judged]:
    """Set every side that believes beside its reference; ``own`` tells a preference, no belief."""
    for side, reference in study.survey.pairs_of(question):
        homes = [study.survey.sides[each].home for each in (side, reference)]
        if homes[0] == homes[1] or side == own or not _comparable(question, side, reference):
            continue
        measure = _measure(study, question, homes[1], reference)
        told = said(study, question, side, wave, measure)
        if told is None:
            continue
        part = _truth(study, question, reference, wave, by, measure)
        truth = _values(question, part)
        of_all = _values(question, _truth(study, question, reference, wave, None, measure))[0]
        if (~np.isnan(of_all)).sum() < FEWEST:
            continue
        segment = _segment(told, part, by)
        against = np.where((segment >= 0)[:, None], truth[segment], nan)
        scores = components(told.y, against)
        known = (~np.isnan(against)).sum(axis=1).max(initial=0)
        counted = enough(~np.isnan(told.y) & ~np.isnan(against), int(known), least=FEWEST)
        scores = np.where(counted[:, None], scores, nan)
        yield Judged(told, part, truth, of_all, segment, (side, reference, wave), scores)


def _comparable(question: Question, side: str, reference: str) -> bool:
    """Whether both sides answered in the same units, item by item."""
    if question.format_on(side) != question.format_on(reference) or question.match == "boxes":
        return False
    scales = [question.scale.get(each) for each in (side, reference)]
    lengths = {len(each.points) for each in scales if each is not None}
    return len(lengths) < 2 or question.match == "rescale"  # noqa: PLR2004 - one length


def _measure(study: Study, question: Question, home: str, reference: str) -> Measure | None:
    """Return the measure that both are told in: that of the print where the reference is published."""
    published = study.sides[home].side.published
    if published:
        return question.measure.get(reference)
    return Mean() if question.format in Mean.formats else question.measure.get(reference)


def _truth(
    study: Study, question: Question, reference: str, wave: str, by: str | None, measure: Measure | None
) -> SideTally:
    """Tally one question alone, and return what the reference says."""
    alone = Study(replace(study.survey, questions=(question,)), study.sides)
    suits = measure is not None and question.format in measure.formats
    found = tally(alone, by=by, wave=wave or None, measure=measure if suits else None)
    part = found.part(question.id, reference, wave)
    assert part is not None  # noqa: S101 - every speaker of a question has a part
    return part


def _values(question: Question, part: SideTally) -> Floats:
    """Return the reference's values of items that may be compared and shown."""
    related = np.array([item.comparable == "related" for item in question.items])
    return np.where(part.shown() & ~related & (part.status != "one_sided"), part.value, nan)


def _segment(told: Said, part: SideTally, by: str | None) -> NDArray[np.intp]:
    """Return the place of each respondent's truth; -1 for who stands in no segment."""
    people = told.view.respondents
    codes = told.view.segments.get(by) if by else None
    if codes is None or part.segments == (TOTAL,):
        return np.zeros(people, dtype=np.intp)
    place = np.array([part.segments.index(name) if name in part.segments else -1 for name in codes.labels])
    return np.where(codes.codes >= 0, place[codes.codes], -1).astype(np.intp)


def left_out(judged: Judged) -> Iterator[Exclusion]:
    """Say how many respondents told too little to be judged."""
    left = int(np.isnan(judged.scores[:, 0]).sum())
    if left:
        side, _, wave = judged.names
        reason = "answered fewer than half of the items: not judged"
        yield Exclusion(side, reason, left, judged.told.question.id, wave=wave)
