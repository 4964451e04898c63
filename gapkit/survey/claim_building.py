"""Claims of a survey file, checked against its questions and built."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gapkit.errors.claims import ClaimError
from gapkit.survey.claims import Claim, Condition, ConditionKind
from gapkit.survey.grammar import ClaimTable, ConditionTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gapkit.survey.context import Context
    from gapkit.survey.lines import Path
    from gapkit.survey.model import Question, Segment

TOP = re.compile(r"top([1-9][0-9]{0,3})")
PLACES = ("first", "last")

STATEMENTS: Mapping[ConditionKind, tuple[str, ...]] = {
    "rank": ("rank",),
    "value": ("above", "below", "between"),
    "higher_than": ("higher_than",),
    "gap": ("gap",),
    "gap_larger_than": ("gap_larger_than",),
}
"""The key that tells what a condition is about; a value may have two limits."""

OWN_SIDE = ("rank", "value", "higher_than")
"""Conditions about one side's values, which must say whose."""


def build_claims(
    context: Context, raw: object, questions: Sequence[Question], segments: Mapping[str, Segment]
) -> tuple[Claim, ...]:
    """Return the claims that have no problem; the problems of the others are noted."""
    if not isinstance(raw, list):
        return ()
    return tuple(
        claim
        for place, each in enumerate(raw)
        if (claim := _claim(context, each, questions, segments, ("claims", place))) is not None
    )


def _claim(
    context: Context, raw: object, questions: Sequence[Question], segments: Mapping[str, Segment], at: Path
) -> Claim | None:
    """Return one claim, or nothing where it can't be built."""
    if not isinstance(raw, dict):
        return None
    table = context.problems.checked(ClaimTable, raw, at, parts={"all": [], "any": []})
    if table is None:
        return None
    needs = [key for key in ("all", "any") if key in raw]
    if len(needs) != 1:
        context.problems.add(ClaimError.all_or_any(), at)
        return None
    (need,) = needs
    written = raw[need] if isinstance(raw[need], list) else []
    if not written:
        context.problems.add(ClaimError.no_conditions(need), (*at, need))
        return None
    conditions = [
        _condition(context, each, table.question, questions, segments, (*at, need, place))
        for place, each in enumerate(written)
    ]
    if any(each is None for each in conditions):
        return None
    kept = tuple(each for each in conditions if each is not None)
    return Claim(table.text, table.source, "all" if need == "all" else "any", kept)


def _condition(
    context: Context,
    raw: object,
    question: str | None,
    questions: Sequence[Question],
    segments: Mapping[str, Segment],
    at: Path,
) -> Condition | None:
    """Return one condition, or nothing where it can't be built."""
    table = context.problems.checked(ConditionTable, raw, at)
    if table is None:
        return None
    kinds = [
        kind for kind, keys in STATEMENTS.items() if any(getattr(table, key) is not None for key in keys)
    ]
    if len(kinds) != 1:
        context.problems.add(
            ClaimError.one_statement([key for keys in STATEMENTS.values() for key in keys]), at
        )
        return None
    kind: ConditionKind = "count" if kinds == ["gap"] and table.at_least is not None else kinds[0]
    before = len(context.problems)
    about = _question_of(context, table, kind, question, questions, at)
    if about is not None:
        _check_items(context, table, kind, about, at)
        _check_side(context, table, kind, about, at)
    _check_statement(context, table, at)
    by, segment = _segment_of(context, table, segments, at)
    if table.wave is not None and table.wave not in context.waves:
        context.problems.add(ClaimError.no_wave(table.wave, context.waves), (*at, "wave"))
    if about is None or len(context.problems) > before:
        return None
    return Condition(
        kind=kind,
        question=about.id,
        item=table.item or "",
        side=table.side or "",
        segment_by=by,
        segment=segment,
        wave=table.wave or "",
        line=context.problems.lines.line(at),
        **_statement(table),
    )


def _statement(table: ConditionTable) -> dict[str, Any]:
    """Return the fields that say what is claimed."""
    low, high = table.between or (table.above, table.below)
    return {
        "rank": "" if table.rank is None else str(table.rank),
        "tied": table.tied,
        "above": low,
        "below": high,
        "other": table.higher_than or table.gap_larger_than or "",
        "gap": table.gap or "",
        "margin": table.margin,
        "at_least": table.at_least or 0,
    }


def _question_of(
    context: Context,
    table: ConditionTable,
    kind: ConditionKind,
    question: str | None,
    questions: Sequence[Question],
    at: Path,
) -> Question | None:
    """Return the question a condition is about: the claim's, or the one that has the item."""
    if question is not None:
        found = [each for each in questions if each.id == question]
        if not found:
            known = [each.id for each in questions]
            context.problems.add(ClaimError.no_question(question, known), (*at[:2], "question"))
        return found[0] if found else None
    if kind == "count":
        found = list(questions)
    else:
        found = [each for each in questions if any(item.id == table.item for item in each.items)]
    if len(found) == 1:
        return found[0]
    if not found:
        known = [item.id for each in questions for item in each.items]
        context.problems.add(ClaimError.no_item(table.item or "", known), (*at, "item"))
    else:
        context.problems.add(ClaimError.which_question([each.id for each in found]), at)
    return None


def _check_items(
    context: Context, table: ConditionTable, kind: ConditionKind, question: Question, at: Path
) -> None:
    """Note an item that is missing, or that the question does not have."""
    known = [item.id for item in question.items]
    if kind != "count" and table.item is None:
        context.problems.add(ClaimError.needs("item"), at)
    if kind == "count" and table.item is not None:
        context.problems.add(ClaimError.item_beside_count(), (*at, "item"))
    for key in ("item", "higher_than", "gap_larger_than"):
        name = getattr(table, key)
        if name is not None and name not in known and kind != "count":
            context.problems.add(ClaimError.no_item(name, known, question.id), (*at, key))


def _check_side(
    context: Context, table: ConditionTable, kind: ConditionKind, question: Question, at: Path
) -> None:
    """Note a side that is missing, or that nobody knows."""
    known = (*context.sides, *getattr(question, "roles", {}))
    if kind in OWN_SIDE and table.side is None:
        context.problems.add(ClaimError.needs("side"), at)
    if table.side is not None and table.side not in known:
        context.problems.add(ClaimError.no_side(table.side, known), (*at, "side"))


def _check_statement(context: Context, table: ConditionTable, at: Path) -> None:
    """Note a rank that is no place, limits the wrong way round, and keys that have no use."""
    rank = table.rank
    place = isinstance(rank, int) and rank >= 1
    if rank is not None and not (place or rank in PLACES or TOP.fullmatch(str(rank))):
        context.problems.add(ClaimError.no_place(rank), (*at, "rank"))
    if table.between is not None and table.between[0] > table.between[1]:
        context.problems.add(ClaimError.wrong_way_round(*table.between), (*at, "between"))
    if table.between is not None and (table.above is not None or table.below is not None):
        context.problems.add(ClaimError.between_alone(), (*at, "between"))
    for key, needed in (("tied", "rank"), ("margin", "gap"), ("at_least", "gap")):
        if getattr(table, key) and getattr(table, needed) is None:
            context.problems.add(ClaimError.without(key, needed), (*at, key))


def _segment_of(
    context: Context, table: ConditionTable, segments: Mapping[str, Segment], at: Path
) -> tuple[str, str]:
    """Return the break and the segment that ``age=18-24`` names."""
    if table.segment is None:
        return "", ""
    by, mark, segment = table.segment.partition("=")
    by, segment = by.strip(), segment.strip()
    if not mark or by not in segments:
        context.problems.add(ClaimError.no_segment(table.segment, list(segments)), (*at, "segment"))
        return "", ""
    order = [str(each) for each in segments[by].order]
    if order and segment not in order:
        context.problems.add(ClaimError.not_in_order(segment, by, order), (*at, "segment"))
    return by, segment
