"""Two answers of the same respondents, crossed: who gave both, one alone, or neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from math import isnan, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import MISSING, Responses
from gapkit.statements import Statement, Statements
from gapkit.survey import TOTAL, Item, Question
from gapkit.tallies.model import Floats, SideTally
from gapkit.tallies.scoring import Scores, score_answers

ONE_WEIGHT = 1e-12
"""Relative difference below which all weights are the same."""

ROUNDED = 0.015
"""How far three percentages may contradict each other by rounding alone."""


@dataclass(frozen=True, slots=True)
class Together:
    """How the two answers of the same respondents to one item go together.

    Attributes
    ----------
    base : float
        Respondents who answered both; a published figure's effective base.
    both, higher, lower : float
        Respondents with both answers (shares), with the higher value in the side's role, with the
        lower one. For shares "higher" is yes in the side's role alone.
    share_both, share_higher, share_lower : float
        The same as weighted shares of the base.
    silent_side, silent_reference, silent_both : float
        Respondents who were asked and gave no answer ("don't know") in the side's role, in the
        reference's, and in both.
    """

    base: float
    both: float
    higher: float
    lower: float
    share_both: float
    share_higher: float
    share_lower: float
    silent_side: float
    silent_reference: float
    silent_both: float


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """Two roles of one side in one question: the numbers of ``Together`` for every cell.

    Attributes
    ----------
    simple : bool
        Respondents count alike and were drawn one by one, so whole tables can be compared exactly.
        Every other number is an array of shape (segments, items).
    """

    segments: tuple[str, ...]
    items: tuple[str, ...]
    simple: bool
    base: Floats
    both: Floats
    higher: Floats
    lower: Floats
    share_both: Floats
    share_higher: Floats
    share_lower: Floats
    silent_side: Floats
    silent_reference: Floats
    silent_both: Floats

    @classmethod
    def numbers(cls) -> tuple[str, ...]:
        """Return the names of the arrays."""
        return tuple(each.name for each in fields(Together))

    def at(self, segment: str, item: str) -> Together:
        """Return the table of one item in one segment."""
        row = 0 if self.segments == (TOTAL,) else self.segments.index(segment)
        place = (row, self.items.index(item))
        return Together(**{name: float(getattr(self, name)[place]) for name in self.numbers()})


def crossing_of(
    side: Responses | Statements,
    views: Sequence[Responses | Statements],
    parts: Sequence[SideTally],
    by: str | None,
) -> Crossing | None:
    """Return how two roles' answers go together, or nothing where nobody knows.

    Parameters
    ----------
    side : Responses or Statements
        The side that both are roles of.
    views, parts : sequence of two
        What the side says in the first role and in the second, and its tallies.
    """
    first, second = views
    if isinstance(first, Responses) and isinstance(second, Responses) and isinstance(side, Responses):
        question = parts[0].question
        if question.id not in first.answers or question.id not in second.answers:
            return None
        return _masked(_of_respondents(side, (first, second), parts, by), parts)
    if isinstance(first, Statements) and isinstance(second, Statements):
        return _of_statements((first, second), parts)
    return None


def _of_respondents(
    side: Responses, views: tuple[Responses, Responses], parts: Sequence[SideTally], by: str | None
) -> Crossing:
    """Count respondents cell by cell of the table, segment by segment."""
    question = parts[0].question
    first, second = (
        score_answers(view, question, part.measure, by) for view, part in zip(views, parts, strict=True)
    )
    weight = np.ones(side.respondents) if side.weight is None else side.weight
    y1, y2 = first.answered(), second.answered()
    base = first.in_base & second.in_base
    masks = {
        "both": base & (y1 == 1) & (y2 == 1),
        "higher": base & (y1 > y2),
        "lower": base & (y1 < y2),
        "base": base,
        **_silent(side, question, parts),
    }
    counts = {name: _by_segment(mask, first, None) for name, mask in masks.items()}
    shares = {name: _by_segment(masks[name], first, weight) for name in ("both", "higher", "lower", "base")}
    with np.errstate(divide="ignore", invalid="ignore"):
        weighted = {name: shares[name] / shares["base"] for name in ("both", "higher", "lower")}
    if not parts[0].measure.is_share:
        counts["both"] = weighted["both"] = np.full(counts["base"].shape, nan)
    return Crossing(
        segments=parts[0].segments,
        items=parts[0].items,
        simple=_simple(side),
        share_both=weighted["both"],
        share_higher=weighted["higher"],
        share_lower=weighted["lower"],
        **counts,
    )


def _simple(side: Responses) -> bool:
    """Whether respondents count alike and were drawn one by one."""
    if side.replicates or any(each is not None for each in (side.stratum, side.psu, side.fpc)):
        return False
    weight = side.weight
    return weight is None or bool(np.ptp(weight) <= ONE_WEIGHT * weight.max(initial=0.0))


def _silent(side: Responses, question: Question, parts: Sequence[SideTally]) -> dict[str, NDArray[np.bool_]]:
    """Tell who was asked and gave no answer in the first role, in the second, and in both."""
    no = []
    for part in parts:
        answers = side.as_role(question.id, part.side).answers[question.id]
        single = answers.columns == (question.id,)
        places = [0 if single else _column(answers.columns, item) for item in question.items]
        silent = (answers.codes == MISSING)[:, places]
        silent[:, [place < 0 for place in places]] = False
        no.append(silent)
    return {"silent_side": no[0], "silent_reference": no[1], "silent_both": no[0] & no[1]}


def _column(columns: tuple[str, ...], item: Item) -> int:
    """Return the column of an item; -1 where it has none of its own."""
    return columns.index(item.id) if item.id in columns else -1


def _by_segment(mask: NDArray[np.bool_], scores: Scores, weight: Floats | None) -> Floats:
    """Count the respondents of a mask, or sum their weights, per segment and item."""
    segments = len(scores.segments)
    inside = scores.segment >= 0
    kept = None if weight is None else weight[inside]
    columns = [
        np.bincount(
            scores.segment[inside],
            column[inside] if kept is None else column[inside] * kept,
            segments,
        )
        for column in mask.T
    ]
    return np.array(columns, dtype=np.float64).T.reshape(segments, mask.shape[1])


def _masked(crossing: Crossing, parts: Sequence[SideTally]) -> Crossing:
    """Empty the cells that the low-base policy hides in one of the roles."""
    hidden = np.logical_or(*(part.status == "suppressed" for part in parts))
    emptied: dict[str, Any] = {
        name: np.where(hidden, nan, getattr(crossing, name)) for name in Crossing.numbers()
    }
    return replace(crossing, **emptied)


def _of_statements(views: tuple[Statements, Statements], parts: Sequence[SideTally]) -> Crossing | None:
    """Return the tables of the items with a published joint figure; nothing where there is none."""
    question = parts[0].question
    stated = {
        each.item: each
        for view in views
        for each in view.statements
        if each.question == question.id and not each.alternate and not isnan(each.joint)
    }
    if not stated or len(parts[0].segments) > 1 or len(parts[1].segments) > 1:
        return None
    tables = [
        _published(stated.get(item), *_of_item(parts, place)) for place, item in enumerate(parts[0].items)
    ]
    columns = {name: np.array([[getattr(each, name) for each in tables]]) for name in Crossing.numbers()}
    return Crossing(segments=parts[0].segments, items=parts[0].items, simple=True, **columns)


def _of_item(parts: Sequence[SideTally], place: int) -> Iterator[float]:
    """Yield both shares and the smaller effective base of a published item."""
    yield from (float(part.value[0, place]) for part in parts)
    yield min(float(part.effective_base[0, place]) for part in parts)


def _published(stated: Statement | None, first: float, second: float, base: float) -> Together:
    """Return the table that two margins and a joint share make; NaN where they make none."""
    joint = nan if stated is None else stated.joint
    higher, lower = first - joint, second - joint
    possible = min(joint, higher, lower, 1 - joint - higher - lower) >= -ROUNDED
    if not possible:
        joint = higher = lower = nan
    return Together(
        base=base,
        both=joint * base,
        higher=max(higher, 0.0) * base,
        lower=max(lower, 0.0) * base,
        share_both=joint,
        share_higher=higher,
        share_lower=lower,
        silent_side=nan,
        silent_reference=nan,
        silent_both=nan,
    )
