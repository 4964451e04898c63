"""The sides of a study set beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gapkit.errors import GapkitError, PairingError, ScaleMismatchError, UnmatchedItemError, raise_all
from gapkit.responses import Responses
from gapkit.statements import Statements
from gapkit.study import Study
from gapkit.survey import Mean, Question, Scale, Survey


def pair(*sides: Responses | Statements, survey: Survey | None = None) -> Study:
    """Return the study that the sides make, in the order of the survey file.

    "Paired" is about items: the sides are independent samples.

    Parameters
    ----------
    sides : Responses or Statements
        One for every side of the survey, in any order.
    survey : Survey, optional
        Default: the survey that the first side was loaded with.

    Raises
    ------
    PairingError
        If a side is not given, given twice, or was loaded with another survey.
    UnmatchedItemError
        If no item was answered on the reference side and on another side.
    ScaleMismatchError
        If the sides' scales cannot be compared as they are measured.
    """
    for each in sides:
        if not isinstance(each, Responses | Statements):
            raise PairingError.not_a_side(type(each).__name__)
    if not sides:
        raise PairingError.nothing()
    survey = sides[0].survey if survey is None else survey
    problems = [*side_problems(sides, survey), *scale_problems(survey)]
    if problems:
        raise_all(problems)
    given = {each.side.id: each for each in sides}
    study = Study(survey=survey, sides={side: given[side] for side in survey.sides})
    if not shares_items(study):
        raise UnmatchedItemError.nothing_in_common(list(study.sides))
    return study


def side_problems(sides: Sequence[Responses | Statements], survey: Survey) -> list[GapkitError]:
    """Return what is wrong with the choice of sides."""
    given = [each.side.id for each in sides]
    strangers = [each for each in sides if not same_survey(each.survey, survey)]
    twice = dict.fromkeys(side for side in given if given.count(side) > 1)
    absent = [side for side in survey.sides if side not in given]
    problems: list[GapkitError] = [
        PairingError.other_survey(each.side.id, [survey.title, each.survey.title]) for each in strangers
    ]
    problems += [PairingError.twice(side) for side in twice]
    if absent and not strangers:
        problems.append(PairingError.absent(absent, given))
    return problems


def same_survey(one: Survey, other: Survey) -> bool:
    """Whether two surveys are one object, or were read from the same text."""
    read_twice = bool(one.source_text) and (one.source_text, one.path) == (
        other.source_text,
        other.path,
    )
    return one is other or read_twice


def shares_items(study: Study) -> bool:
    """Whether an item was asked on the reference side and on another one.

    What was published about an item is not known from the survey file alone, so a study with
    statements always may.
    """
    if any(isinstance(each, Statements) for each in study.sides.values()):
        return True
    return any(
        item.on(side) and item.on(reference)
        for side, reference in study.survey.pairs
        for question in study.survey.questions
        for item in question.items
    )


def scale_problems(survey: Survey) -> list[GapkitError]:
    """Return the scale questions whose sides are measured in ways that cannot be compared."""
    problems: list[GapkitError] = []
    for question in survey.questions:
        measures = {side: question.measure[side] for side in question.scale if side in question.measure}
        if len({type(measure) for measure in measures.values()}) > 1:
            names = {side: measure.name for side, measure in measures.items()}
            problems.append(ScaleMismatchError.measures_differ(question.id, names))
        elif any(isinstance(measure, Mean) for measure in measures.values()):
            problems += mean_problems(question)
    return problems


def mean_problems(question: Question) -> list[GapkitError]:
    """Return the error of a mean over scales that differ."""
    scales: Mapping[str, Scale] = question.scale
    if len({scale.points for scale in scales.values()}) <= 1:
        return []
    found = {side: f"{scale.points[0]}-{scale.points[-1]}" for side, scale in scales.items()}
    return [ScaleMismatchError.points_differ(question.id, found)]
