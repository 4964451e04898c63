"""Which questions are dimensions, who says what in them, and what everybody said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gapkit.errors import StudyLevelError
from gapkit.respondents import Said, enough, roles_of, said
from gapkit.responses import Exclusion, Responses
from gapkit.study import Study
from gapkit.survey import Mean, Question
from gapkit.tallies.model import Floats

TWICE = "a scale question that one side's respondents answered in two roles"


@dataclass(frozen=True, slots=True)
class Roles:
    """Who says what in a dimension; ``adequate`` is empty where nobody says it."""

    expectation: str
    perception: str
    adequate: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One dimension, respondent by respondent.

    Attributes
    ----------
    items : tuple of int
        Places of the items that were asked in every role.
    expectation, perception : float array, shape (respondents, items)
        NaN, in both, for who lacks an answer in one of the roles.
    adequate : float array or None
        The same of the adequate level.
    """

    question: Question
    roles: Roles
    view: Responses
    items: tuple[int, ...]
    expectation: Floats
    perception: Floats
    adequate: Floats | None

    @property
    def score(self) -> Floats:
        """Perception minus expectation."""
        return np.asarray(self.perception - self.expectation)

    def mean(self, y: Floats) -> Floats:
        """Return everybody's mean over the items; NaN for who told fewer than half of them."""
        counted = ~np.isnan(y)
        total = np.where(counted, y, 0.0).sum(axis=1)
        return np.where(enough(counted, y.shape[1]), total / np.maximum(counted.sum(axis=1), 1), np.nan)

    def left_out(self, wave: str) -> Iterator[Exclusion]:
        """Say how many have no score of the dimension though they told an item."""
        some = ~np.isnan(self.score).all(axis=1)
        left = int((some & np.isnan(self.mean(self.score))).sum())
        if left:
            reason = "told fewer than half of the items in every role: no score of the dimension"
            yield Exclusion(self.view.side.home, reason, left, self.question.id, wave=wave)


def dimensions_of(study: Study, wanted: Sequence[str] | None) -> list[Question]:
    """Return the questions that are dimensions, in the order asked for, else in the survey's.

    Raises
    ------
    StudyLevelError
        If a question has no two roles of one side, or no numbers; if there is none.
    """
    if wanted is None:
        every = [each for each in study.survey.questions if each.format == "scale" and not each.chain]
        found = [each for each in every if len(roles_of(study, each)) > 1]
        if not found:
            raise StudyLevelError.nothing_to_compare(TWICE)
        return found
    found = [study.survey.question(each) for each in ([wanted] if isinstance(wanted, str) else wanted)]
    for each in found:
        if each.format not in Mean.formats:
            raise StudyLevelError.no_mean(each.id, each.format)
        if len(roles_of(study, each)) < 2:  # noqa: PLR2004 - a pair
            raise StudyLevelError.no_pairs(each.id)
    if not found:
        raise StudyLevelError.nothing_to_compare(TWICE)
    homes = [study.survey.sides[each.reference].home for each in found]
    for each, home in zip(found, homes, strict=True):
        if home != homes[0]:
            raise StudyLevelError.no_pairs(each.id, homes[0])
    return found


def roles_in(study: Study, question: Question, perception: str | None, adequate: str | None) -> Roles:
    """Return who says what in one question.

    Raises
    ------
    StudyLevelError
        If a role does not exist, or must be named because there are several.
    """
    expectation, *others = roles_of(study, question)
    for name, given in (("adequate", adequate), ("perception", perception)):
        if given is not None and given not in others:
            raise StudyLevelError.which_role(name, question.id, others)
    left = [role for role in others if role != adequate]
    if perception is None and len(left) != 1:
        raise StudyLevelError.which_role("perception", question.id, others)
    if perception is not None and perception == adequate:
        raise StudyLevelError.which_role(
            "adequate", question.id, [each for each in others if each != perception]
        )
    return Roles(expectation, perception or left[0], adequate or "")


def told_in(study: Study, question: Question, roles: Roles, wave: str) -> Told | None:
    """Return what everybody said in one wave; nothing where a role was not asked."""
    names = [roles.expectation, roles.perception, *([roles.adequate] if roles.adequate else [])]
    answers = [said(study, question, name, wave, Mean()) for name in names]
    known: list[Said] = [each for each in answers if each is not None]
    items = tuple(place for place, item in enumerate(question.items) if all(item.on(name) for name in names))
    if len(known) < len(names) or not items:
        return None
    y = [each.y[:, items] for each in known]
    return Told(question, roles, known[0].view, items, y[0], y[1], y[2] if roles.adequate else None)


@dataclass(frozen=True, slots=True)
class Importance:
    """The question that gives points to the dimensions, and who gives them: the side or a role of it."""

    question: Question
    speaker: str


def importance_of(study: Study, importance: str, dimensions: Sequence[Question], roles: Roles) -> Importance:
    """Return the question that gives points to the dimensions.

    Raises
    ------
    StudyLevelError
        If it gives none, to others, or is not put to the same side once.
    """
    question, home = study.survey.question(importance), study.survey.sides[roles.expectation].home
    speakers = study.survey.speakers(question, home)
    if question.format != "points" or len(speakers) != 1:
        raise StudyLevelError.not_points(question.id, question.format, home)
    names = [each.id for each in dimensions]
    items = [item.id for item in question.items if item.on(speakers[0])]
    if not set(names) <= set(items):
        raise StudyLevelError.importance_items(question.id, items, names)
    return Importance(question, speakers[0])


def points_of(study: Study, importance: Importance, told: Sequence[Told], wave: str) -> Floats | None:
    """Return everybody's points in parts of all, shape (respondents, dimensions); nothing if not asked."""
    found = said(study, importance.question, importance.speaker, wave)
    if found is None:
        return None
    columns = {item.id: place for place, item in enumerate(importance.question.items)}
    given = found.y[:, [columns[each.question.id] for each in told]]
    total = given.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(given, total, out=np.full(given.shape, np.nan), where=total > 0))
