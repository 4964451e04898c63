"""Other defensible choices: each a study, a tally or an option in place of the declared one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import nan
from typing import Any, get_args

import numpy as np

from gapkit.options import BaseRule
from gapkit.responses import TICKED, UNTICKED, Answers, Responses
from gapkit.study import Study
from gapkit.survey import Question, Survey
from gapkit.tallies import Tally, tally
from gapkit.tallies.counting import apply_base_rule
from gapkit.weighting import trim

CAP = 5.0
"""Weights are cut at this multiple of their mean (check S03 warns beyond it)."""

QUANTILE = 0.95
"""Weights are cut at this quantile of their side."""


ABOVE = 1 + 1e-12
"""Only a weight further above a cap than rounding is cut."""

RELATED = "related pairs dropped"


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """One other choice.

    Attributes
    ----------
    name : str
        In results.
    tally : Tally
        What is compared.
    options : Mapping
        Arguments of ``gap``.
    questions : frozenset of str
        Questions that the choice changes; the others are left out.
    """

    name: str
    tally: Tally
    questions: frozenset[str]
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A choice that changes nothing or cannot be made, and why."""

    reason: str


def variants(declared: Tally) -> Iterator[Variant | Skipped]:
    """Yield every other choice that changes a question of the study, and those that do not."""
    yield from _base_rules(declared)
    yield from _weights(declared)
    yield from _related(declared)
    shares = frozenset(part.question.id for part in declared.parts if part.measure.is_share)
    if shares:
        yield Variant("method mn", declared, shares, {"method": "mn"})
        yield Variant("method newcombe", declared, shares, {"method": "newcombe"})
    if declared.study.survey.analysis.adjust != "none":
        every = frozenset(part.question.id for part in declared.parts)
        yield Variant("adjust none", declared, every, {"adjust": "none"})


def _again(declared: Tally, study: Study) -> Tally:
    """Return the same tally of a changed study."""
    return tally(study, by=declared.by or None)


def _responses(study: Study) -> dict[str, Responses]:
    """Return the sides that hold respondents."""
    return {name: side for name, side in study.sides.items() if isinstance(side, Responses)}


def _base_rules(declared: Tally) -> Iterator[Variant | Skipped]:
    """Yield each other base rule, on the multiple questions where it changes who counts."""
    study = declared.study
    asked = [
        question
        for question in study.survey.questions
        if question.format == "multiple" and not question.formats
    ]
    for rule in get_args(BaseRule):
        changed = [question for question in asked if _changes(study, question, rule)]
        senseless = [question for question in changed if _senseless(study, question, rule)]
        kept = {question.id for question in changed if question not in senseless}
        if senseless:
            names = ", ".join(question.id for question in senseless)
            yield Skipped(f'Base "{rule}" cannot be tried on {names}: some share would be 100% by rule.')
        if kept:
            survey = _with_rule(study.survey, kept, rule)
            again = _again(declared, replace(study, survey=survey))
            yield Variant(f'base "{rule}"', again, frozenset(kept))


def _with_rule(survey: Survey, questions: set[str], rule: BaseRule) -> Survey:
    """Return the survey with another base rule on these questions."""
    changed = tuple(
        replace(each, base=dict.fromkeys(survey.speakers(each), rule)) if each.id in questions else each
        for each in survey.questions
    )
    return replace(survey, questions=changed)


def _changes(study: Study, question: Question, rule: BaseRule) -> bool:
    """Whether another rule changes who counts on any side."""
    return any(
        not np.array_equal(
            apply_base_rule(answers.codes, question.base.get(side, "asked")) >= 0,
            apply_base_rule(answers.codes, rule) >= 0,
        )
        for side, answers in _answers(study, question)
    )


def _senseless(study: Study, question: Question, rule: BaseRule) -> bool:
    """Whether a rule would leave only ticks: "asked" without any "no", "answered_any" with one item."""
    return any(
        (rule == "answered_any" and len(answers.columns) == 1)
        or (rule == "asked" and _only_ticks(answers.codes))
        for _, answers in _answers(study, question)
    )


def _only_ticks(codes: np.ndarray) -> bool:
    """Whether a column has ticks and no "no"."""
    ticks, noes = (codes == TICKED).any(axis=0), (codes == UNTICKED).any(axis=0)
    return bool((ticks & ~noes).any())


def _answers(study: Study, question: Question) -> Iterator[tuple[str, Answers]]:
    """Yield the answers to a question, side by side."""
    for name, side in _responses(study).items():
        if question.id in side.answers:
            yield name, side.answers[question.id]


def _weights(declared: Tally) -> Iterator[Variant | Skipped]:
    """Yield the study without weights, and with its weights cut."""
    study = declared.study
    weighted = {name: side for name, side in _responses(study).items() if side.weight is not None}
    if not weighted:
        yield Skipped("No side has weights: nothing to leave off or to trim.")
        return
    questions = frozenset(question for side in weighted.values() for question in side.answers)
    bare = {name: replace(side, weight=None, replicates={}) for name, side in weighted.items()}
    yield Variant("weights off", _again(declared, _with_sides(study, bare)), questions)
    replicated = [name for name, side in weighted.items() if side.replicates]
    if replicated:
        yield Skipped(f"Replicate weights are not trimmed: {', '.join(replicated)}.")
        weighted = {name: side for name, side in weighted.items() if name not in replicated}
    points = {name: _point(side) for name, side in weighted.items()}
    for name, caps in (
        (f"weights cut at {CAP:g} x mean", dict.fromkeys(weighted, CAP)),
        (f"weights cut at their {QUANTILE:.0%} point", points),
    ):
        cut = {side: each for side, each in weighted.items() if _largest(each) > caps[side] * ABOVE}
        if weighted and not cut:
            yield Skipped(f"{name[0].upper()}{name[1:]}: no weight is above it.")
        if not cut:
            continue
        trimmed = {side: trim(each, upper=caps[side]).responses for side, each in cut.items()}
        touched = frozenset(question for side in cut.values() for question in side.answers)
        yield Variant(name, _again(declared, _with_sides(study, trimmed)), touched)


def _with_sides(study: Study, sides: Mapping[str, Responses]) -> Study:
    """Return the study with some sides replaced."""
    return replace(study, sides={**study.sides, **sides})


def _relative(responses: Responses) -> np.ndarray:
    """Return the weights in units of their mean."""
    w = np.ones(responses.respondents) if responses.weight is None else responses.weight
    return np.asarray(w / w.mean())


def _largest(responses: Responses) -> float:
    return float(_relative(responses).max())


def _point(responses: Responses) -> float:
    return float(np.quantile(_relative(responses), QUANTILE))


def _related(declared: Tally) -> Iterator[Variant | Skipped]:
    """Yield the tally without related pairs: they leave the family."""
    having = frozenset(
        question.id
        for question in declared.study.survey.questions
        if any(item.comparable == "related" for item in question.items)
    )
    if not having:
        yield Skipped("No pair is related: none to drop.")
        return
    parts = tuple(
        replace(part, value=np.where(_is_related(part.question), nan, part.value))
        if part.question.id in having
        else part
        for part in declared.parts
    )
    yield Variant(RELATED, replace(declared, parts=parts), having)


def _is_related(question: Question) -> np.ndarray:
    return np.array([item.comparable == "related" for item in question.items])
