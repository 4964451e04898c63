"""Gaps of a tick list after the sides' different readiness to tick, as one more variant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from gapkit.gaps import Gap, Gaps
from gapkit.stats import ShareVector, tick_rate_adjustment, verdict
from gapkit.stats.tick_rates import FEWEST, FEWEST_ITEMS
from gapkit.tallies import SideTally, Tally


@dataclass(frozen=True, slots=True)
class TickGap:
    """One item's adjusted gap, with its simultaneous interval and verdict."""

    row: Gap
    gap: float
    ci_low: float
    ci_high: float
    verdict: str


@dataclass(frozen=True, slots=True)
class TickList:
    """The adjusted gaps of one tick list in one segment.

    Attributes
    ----------
    gaps : tuple of TickGap
        Items with a test.
    same_sign : int
        Items whose raw and adjusted gaps agree in sign.
    """

    gaps: tuple[TickGap, ...]
    same_sign: int


def tick_lists(gaps: Gaps) -> Iterator[TickList]:
    """Yield every tick list that can be adjusted: three items or more on bases of at least 30."""
    groups: dict[tuple[str, ...], list[Gap]] = {}
    for row in gaps:
        question = gaps.survey.question(row.question)
        if question.format == "multiple" and not question.formats and row.family_size:
            groups.setdefault((row.question, row.segment, row.side, row.reference), []).append(row)
    for rows in groups.values():
        bases = [each.effective_base for row in rows for each in (row.of_side, row.of_reference)]
        if len(rows) >= FEWEST_ITEMS and min(bases) >= FEWEST:
            yield _adjusted(rows, gaps.tally)


def _adjusted(rows: Sequence[Gap], tally: Tally) -> TickList:
    """Adjust one tick list."""
    first = rows[0]
    side, reference = (_vector(rows, tally, name, role) for name, role in _roles(first))
    told = tick_rate_adjustment(side, reference, conf_level=first.conf_level)
    low, high = np.asarray(told.interval.low), np.asarray(told.interval.high)
    margin = 0.0 if isnan(first.margin) else first.margin
    words = verdict(low, high, margin).verdict
    found = tuple(
        TickGap(row, float(told.value[place]), float(low[place]), float(high[place]), str(words[place]))
        for place, row in enumerate(rows)
    )
    return TickList(found, told.same_sign)


def _roles(row: Gap) -> tuple[tuple[str, str], tuple[str, str]]:
    return (row.side, "of_side"), (row.reference, "of_reference")


def _vector(rows: Sequence[Gap], tally: Tally, side: str, role: str) -> ShareVector:
    """Return one side's shares with how they vary together."""
    estimates = [getattr(row, role) for row in rows]
    part = tally.part(rows[0].question, side)
    joint = None if part is None else _joint(part, rows)
    return ShareVector(
        [each.value for each in estimates],
        [each.effective_base for each in estimates],
        joint,
        min(each.df for each in estimates),
    )


def _joint(part: SideTally, rows: Sequence[Gap]) -> np.ndarray | None:
    """Return the covariance of the rows' items; unknown for figures from print."""
    if part.covariance is None:
        return None
    start = part.place(rows[0].segment) * len(part.items)
    cells = [start + part.items.index(row.item) for row in rows]
    return part.covariance[np.ix_(cells, cells)]
