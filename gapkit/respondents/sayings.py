"""What each respondent of a side, or of a role of it, said to one question, as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import OptionError
from gapkit.responses import Responses
from gapkit.study import Study
from gapkit.survey import Mean, Measure, Question, Share, Survey
from gapkit.tallies.model import Floats
from gapkit.tallies.scoring import score_answers
from gapkit.tallies.speaking import speaking


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One question, respondent by respondent.

    Attributes
    ----------
    view : Responses
        The respondents, in their role where the question has roles.
    y : float array, shape (respondents, items)
        Scores, scale points or numbers; NaN where a respondent does not count.
    """

    question: Question
    view: Responses
    y: Floats


def check_study(study: Study, by: str | None = None) -> Survey:
    """Return the survey of a study.

    Raises
    ------
    OptionError
        If it is no study, or the survey has no such segment.
    """
    if not isinstance(study, Study):
        raise OptionError.not_a_study(type(study).__name__)
    if by is not None and by not in study.survey.segments:
        raise OptionError.no_segment(by, tuple(study.survey.segments))
    return study.survey


def responses_in(study: Study, speaker: str, wave: str) -> Responses | None:
    """Return the respondents of a side (or of a role's side) in one wave; nothing for a published side."""
    side = study.sides.get(study.survey.sides[speaker].home)
    if not isinstance(side, Responses):
        return None
    return side.in_wave(wave) if wave else side


def said(
    study: Study, question: Question, speaker: str, wave: str, measure: Measure | None = None
) -> Said | None:
    """Return what everybody of a side, or in a role, said; nothing where nobody was asked.

    Who lacks an item in one role of a question has none in its other roles either.

    Parameters
    ----------
    wave : str
        One wave; empty where the survey has none.
    measure : Measure, optional
        Default: means of scales, numbers and points; what the survey file says of the others.
    """
    side = responses_in(study, speaker, wave)
    if side is None or not side.speaks(question.id, speaker) or not side.respondents:
        return None
    scored = measure or natural_measure(question, speaker)
    view = speaking(side, question, speaker, study.survey, lambda _: scored)
    if not isinstance(view, Responses):
        return None
    scores = score_answers(view, question, scored, None)
    return Said(question, view, np.where(scores.in_base, scores.answered(), np.nan))


def natural_measure(question: Question, speaker: str) -> Measure:
    """Return what keeps the most of an answer: the mean where there is one."""
    return Mean() if question.format in Mean.formats else question.measure.get(speaker, Share())


def roles_of(study: Study, question: Question) -> tuple[str, ...]:
    """Return the reference role of a question and the other roles of its side, in the question's order."""
    if not question.roles:
        return ()
    home = study.survey.sides[question.reference].home
    others = [role for role in study.survey.speakers(question, home) if role != question.reference]
    return (question.reference, *others)


def enough(counted: NDArray[np.bool_], items: int, *, least: int = 1) -> NDArray[np.bool_]:
    """Tell who answered at least half of the items, and no fewer than ``least``.

    Examples
    --------
    >>> print(enough(np.array([[True, True, False], [True, False, False]]), 3))
    [ True False]
    """
    return np.asarray(counted.sum(axis=1) >= max(least, (items + 1) // 2))
