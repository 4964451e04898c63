"""What a side says in one question: its own answers, or those it gave in one of its roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from gapkit.responses import BLANK, MISSING, Exclusion, Responses
from gapkit.statements import Statements
from gapkit.survey import Measure, Question, Side, Survey
from gapkit.tallies.scoring import score_answers

MeasureOf = Callable[[str], Measure]
"""The measure of each speaker."""


def speaking(
    side: Responses | Statements, question: Question, speaker: str, survey: Survey, measure: MeasureOf
) -> Responses | Statements:
    """Return a side as it speaks in one question: itself, or in a role.

    Roles of one side are compared respondent by respondent: who gave no answer to an item in one of
    them has none in the others either, so that every role of a side stands on the same base.
    """
    if speaker == side.side.id:
        return side
    role = survey.sides[speaker]
    if isinstance(side, Statements):
        return replace(side, side=role)
    if not side.speaks(question.id, speaker):
        return replace(side, side=role, answers={})
    roles = [survey.sides[each] for each in survey.speakers(question, role.home)]
    beside = [each for each in roles if side.speaks(question.id, each.id)]
    return _complete(side.as_role(question.id, role), side, question, beside, measure)


def _complete(
    view: Responses, side: Responses, question: Question, roles: list[Side], measure: MeasureOf
) -> Responses:
    """Return a role's answers without those of respondents who lack the item in another role."""
    answers = view.answers[question.id]
    counted = np.ones((view.respondents, len(question.items)), dtype=np.bool_)
    for role in roles:
        scores = score_answers(side.as_role(question.id, role), question, measure(role.id), None)
        there = np.array([item.on(role.id) for item in question.items])
        np.logical_and(counted, scores.in_base | ~there, out=counted)
    places = {item.id: place for place, item in enumerate(question.items)}
    if set(answers.columns) <= set(places):
        kept = counted[:, [places[column] for column in answers.columns]]
    else:
        kept = np.asarray(counted.all(axis=1, keepdims=True))
    asked_only = question.base.get(view.side.id, "asked") == "asked"
    untouched = kept | ((answers.codes == BLANK) & asked_only)
    codes = np.where(untouched, answers.codes, np.int16(MISSING))
    numbers = None if answers.numbers is None else np.where(kept, answers.numbers, np.nan)
    return replace(view, answers={question.id: replace(answers, codes=codes, numbers=numbers)})


NO_PAIR = "answered in this role, but not in another role of the same question"


def incomplete(
    side: Responses | Statements,
    role: Responses | Statements,
    question: Question,
    measure: Measure,
    wave: str,
) -> Iterator[Exclusion]:
    """Yield how many respondents a role leaves out, item by item, because another role lacks them.

    Parameters
    ----------
    side, role : Responses or Statements
        The side, and what it says in the role.
    """
    if not isinstance(side, Responses) or not isinstance(role, Responses) or not role.answers:
        return
    if role.side.id == side.side.id:
        return
    own, kept = (
        score_answers(each, question, measure, None).in_base.sum(axis=0)
        for each in (side.as_role(question.id, role.side), role)
    )
    for item, left in zip(question.items, (own - kept).tolist(), strict=True):
        if left:
            yield Exclusion(role.side.id, NO_PAIR, int(left), question.id, item.id, wave)
