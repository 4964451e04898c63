"""Where intervals may be shorter than their level says: the second half of T08."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from gapkit.checks.model import Check, CheckRow, Evidence
from gapkit.display import number_text
from gapkit.gaps import Gap
from gapkit.responses import Responses
from gapkit.stats import skewness, too_scattered, too_skewed
from gapkit.tallies import Estimate, SideTally
from gapkit.tallies.scoring import Scores, score_answers, weights_of

TESTED = ("ok", "low_base")

_Scored = tuple[Scores, NDArray[np.float64]]
"""One question of one side, respondent by respondent, and their weights."""


def short_intervals(seen: Evidence) -> Iterator[CheckRow]:
    """T08: means of answers that pile up at one end, and rare answers in few PSUs."""
    scored = cache(partial(_scored, seen))
    parts = {(part.question.id, part.side.id, part.wave): part for part in seen.gaps.tally.parts}
    for row in seen.gaps:
        if row.status not in TESTED:
            continue
        sides = [
            (each, parts.get((row.question, each.side, row.wave))) for each in (row.of_side, row.of_reference)
        ]
        told = [(each, part) for each, part in sides if part is not None and part.counts is not None]
        if not told:
            continue
        if told[0][1].measure.is_share:
            yield from _scattered(row, told)
        elif row.measure != "median":
            yield from _skewed(scored, row, told)


def _scattered(row: Gap, told: list[tuple[Estimate, SideTally]]) -> Iterator[CheckRow]:
    """Tell rare answers in few PSUs, side by side."""
    for each, part in told:
        if part.clustered and bool(too_scattered(each.value, each.base, each.df)):
            found = f"{each.ticked:,.0f} of {each.base:,.0f} in {each.df:.0f} degrees of freedom"
            yield CheckRow(found, row.question, row.item, each.side, row.segment, row.wave)


def _skewed(
    scored: Callable[[SideTally, str], _Scored | None], row: Gap, told: list[tuple[Estimate, SideTally]]
) -> Iterator[CheckRow]:
    """Tell a mean whose smaller side is too small for how far the answers pile up."""
    skews = [_skewness(scored(part, each.segment_by), each, part) for each, part in told]
    finite = [abs(each) for each in skews if np.isfinite(each)]
    base = min(each.kish_base for each, _ in told)
    worst = max(finite, default=0.0)
    constant = any(np.isinf(each) for each in skews)
    if constant or bool(too_skewed(worst, base)):
        found = (
            "all answers of a side alike"
            if constant
            else f"skewness {number_text(worst, 1)}, base {base:,.0f}"
        )
        yield CheckRow(found, row.question, row.item, segment=row.segment, wave=row.wave)


def _scored(seen: Evidence, part: SideTally, by: str) -> _Scored | None:
    """Return what a tally was made from; nothing where nobody's answers are known."""
    side = (seen.whole or seen.study).sides.get(part.side.id)
    if not isinstance(side, Responses) or part.question.id not in side.answers:
        return None
    if part.wave:
        side = side.in_wave(part.wave)
    return score_answers(side, part.question, part.measure, by or None), weights_of(side)


def _skewness(scored: _Scored | None, each: Estimate, part: SideTally) -> float:
    """Return how far one side's answers pile up at one end; NaN where nobody's answers are known."""
    if scored is None:
        return float("nan")
    scores, weight = scored
    place = part.items.index(each.item)
    inside = scores.in_base[:, place] & (scores.segment == part.place(each.segment))
    return skewness(scores.y[inside, place], weight[inside])


CHECKS = (
    Check(
        "T08",
        "W",
        "The interval may be shorter than its level says",
        "Prefer a top box to the mean of answers that pile up, and read rare answers of few clusters "
        "with reserve: simulated coverage was below 93% here.",
        short_intervals,
    ),
)
