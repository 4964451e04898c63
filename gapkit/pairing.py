"""The sides of a study set beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from gapkit.errors import (
    DyadError,
    GapkitError,
    PairingError,
    ScaleMismatchError,
    UnmatchedItemError,
    raise_all,
    shown,
)
from gapkit.responses import Exclusion, Responses
from gapkit.statements import Statements
from gapkit.study import Study
from gapkit.survey import Mean, Question, Scale, Survey

LEAST_OF_SENSITIVE: Final = 5
"""Respondents below which a cell of a sensitive side is never shown, whatever reason is given."""


def pair(*sides: Responses | Statements, survey: Survey | None = None) -> Study:
    """Return the study that the sides make, in the order of the survey file.

    "Paired" is about items: the sides are independent samples, unless a key that both name (``dyad``)
    makes pairs of brands or firms. Respondents whose key is on one side only are then left out, with
    their count in ``exclusions``.

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
    DyadError
        If sides with dyads have no key in common.
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
    study = Study(survey=survey, sides=matched({side: given[side] for side in survey.sides}))
    if not shares_items(study):
        raise UnmatchedItemError.nothing_in_common(list(study.sides))
    return study


def matched(sides: dict[str, Responses | Statements]) -> dict[str, Responses | Statements]:
    """Return the sides with the dyads that all sides with dyads have, under common codes."""
    dyads = {name: side for name, side in sides.items() if isinstance(side, Responses) and side.dyads}
    if not dyads:
        return sides
    shared = set.intersection(*(set(side.dyads) for side in dyads.values()))
    if not shared:
        raise DyadError.nothing_in_common(list(dyads))
    keys = tuple(sorted(shared))
    return {**sides, **{name: with_keys(side, keys) for name, side in dyads.items()}}


def with_keys(side: Responses, keys: tuple[str, ...]) -> Responses:
    """Return the respondents of these dyads, the others among the exclusions."""
    code_of = {key: code for code, key in enumerate(keys)}
    codes = np.array([code_of.get(key, -1) for key in side.dyads], dtype=np.intp)
    units = np.zeros(side.respondents, dtype=np.intp) if side.psu is None else codes[side.psu]
    kept = replace(side.rows(units >= 0), psu=units[units >= 0], dyads=keys)
    alone = [key for key in side.dyads if key not in code_of]
    if not alone:
        return kept
    reason = f"`{side.side.dyad}` on this side only ({len(alone)} of {len(side.dyads)}: {shown(alone)})"
    if side.sensitive:
        reason = f"`{side.side.dyad}` on this side only ({len(alone)} of {len(side.dyads)})"
    left = Exclusion(side.side.id, reason, int((units < 0).sum()))
    return replace(kept, exclusions=(*kept.exclusions, left))


def side_problems(sides: Sequence[Responses | Statements], survey: Survey) -> list[GapkitError]:
    """Return what is wrong with the choice of sides."""
    given = [each.side.id for each in sides]
    strangers = [each for each in sides if not same_survey(each.survey, survey)]
    twice = dict.fromkeys(side for side in given if given.count(side) > 1)
    absent = [side for side in survey.sides if side not in given]
    least = survey.low_base.suppress
    open_to_all = [
        each.side.id
        for each in sides
        if least < LEAST_OF_SENSITIVE and isinstance(each, Responses) and each.sensitive
    ]
    problems: list[GapkitError] = [
        PairingError.other_survey(each.side.id, [survey.title, each.survey.title]) for each in strangers
    ]
    problems += [PairingError.twice(side) for side in twice]
    problems += [PairingError.too_open(side, least, LEAST_OF_SENSITIVE) for side in open_to_all]
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
        for question in study.survey.questions
        for side, reference in study.survey.pairs_of(question)
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
    if question.match == "rescale" or len({scale.points for scale in scales.values()}) <= 1:
        return []
    found = {side: f"{scale.points[0]}-{scale.points[-1]}" for side, scale in scales.items()}
    return [ScaleMismatchError.points_differ(question.id, found)]
