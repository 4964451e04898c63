"""Published statements taken over as they stand, and sides that were not asked."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isnan, nan

import numpy as np

from gapkit.statements import Statement, Statements
from gapkit.survey import TOTAL, Measure, Question, Side
from gapkit.tallies.model import SideTally

NUMBERS = (
    "value",
    "se",
    "df",
    "spread",
    "asked",
    "base",
    "ticked",
    "weighted_base",
    "kish_base",
    "effective_base",
    "rank",
)
"""The arrays of a ``SideTally``, each of shape (segments, items)."""


def tally_statements(
    statements: Statements,
    question: Question,
    measure: Measure,
    segments: tuple[str, ...],
    by: str | None,
) -> SideTally:
    """Take over what was published; a side published without segments stands with its total."""
    names = {f"{by}={segment}": segment for segment in segments} if by else {}
    about = (question.id, statements.side.id, False)
    stated = [each for each in statements.statements if (each.question, each.side, each.alternate) == about]
    split = [each for each in stated if each.segment in names]
    total = [each for each in stated if each.segment == TOTAL]
    chosen = {(names.get(each.segment, TOTAL), each.item): each for each in split or total}
    part = absent(question, statements.side, measure, segments if split else (TOTAL,))
    placed = {
        (row, column): chosen[segment, item]
        for row, segment in enumerate(part.segments)
        for column, item in enumerate(part.items)
        if (segment, item) in chosen
    }
    for at, statement in placed.items():
        _take_over(part, at, statement)
    words = {at: each.words for at, each in placed.items() if each.words}
    return replace(part, words=words, rounding={at: each.rounding for at, each in placed.items()})


def absent(
    question: Question, side: Side, measure: Measure, segments: tuple[str, ...] = (TOTAL,)
) -> SideTally:
    """Return a side that says nothing about any item of the question."""
    shape = (len(segments), len(question.items))
    return SideTally(
        question=question,
        side=side,
        measure=measure,
        segments=segments,
        items=tuple(item.id for item in question.items),
        status=np.full(shape, "one_sided", dtype=object),
        covariance=None,
        counts=None,
        clustered=False,
        words={},
        rounding={},
        wave="",
        overlap={},
        **{name: np.full(shape, nan) for name in NUMBERS},
    )


def _take_over(part: SideTally, at: tuple[int, int], statement: Statement) -> None:
    """Write one statement into its cell: variance as of a simple sample of base / deff.

    A mean has one only where its standard deviation is printed with it.
    """
    value, base = statement.value, statement.base
    part.value[at] = value
    part.rank[at] = statement.rank
    part.base[at] = part.asked[at] = part.weighted_base[at] = base
    part.kish_base[at] = part.effective_base[at] = base / statement.deff
    effective = part.effective_base[at]
    if statement.is_mean:
        part.df[at] = base - 1
        part.spread[at] = statement.sd * np.sqrt((base - 1) / base)
        part.se[at] = statement.sd / np.sqrt(effective) if effective > 1 else nan
    else:
        part.df[at] = inf
        part.spread[at] = np.sqrt(value * (1 - value))
        part.ticked[at] = value * base
        part.se[at] = part.spread[at] / np.sqrt(effective - 1) if effective > 1 else nan
    part.status[at] = _status(statement)


def _status(statement: Statement) -> str:
    """Tell what a statement lacks: a base, a value, or both value and rank."""
    if isnan(statement.value):
        return "words_only" if isnan(statement.rank) else "rank_only"
    return "no_base" if isnan(statement.base) else "ok"
