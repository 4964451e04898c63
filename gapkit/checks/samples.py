"""Checks of how the sides were sampled and weighted: S01 to S06."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from gapkit.checks.model import CheckRow, Evidence
from gapkit.display import list_text
from gapkit.stats import kish

MAX_DEFF = 2.0
"""A design effect above this is worth a warning."""

MAX_WEIGHT = 5.0
"""So is a weight above this many times the mean."""

HALF_YEAR = 183
"""Days."""


def not_random(seen: Evidence) -> Iterator[CheckRow]:
    """S01: a side whose sample is not declared random."""
    for side in seen.survey.sides.values():
        if not side.probability:
            yield CheckRow(side.sampling or "sampling not stated", side=side.id)


def unweighted(seen: Evidence) -> Iterator[CheckRow]:
    """S02: a side of respondents without weights."""
    weighted = [each.side.label for each in seen.responses if each.weight is not None]
    for each in seen.responses:
        if each.weight is None:
            beside = f"no weights, but {list_text(weighted)} weighted" if weighted else "no weights"
            yield CheckRow(beside, side=each.side.id)


def uneven_weights(seen: Evidence) -> Iterator[CheckRow]:
    """S03: weights that cost more than half of the base, or one that outweighs five."""
    for each in seen.responses:
        if each.weight is None or not each.weight.size:
            continue
        deff = each.weight.size / float(kish(each.weight.sum(), np.square(each.weight).sum()))
        largest = float(each.weight.max() / np.mean(each.weight))
        if deff > MAX_DEFF or largest > MAX_WEIGHT:
            found = f"design effect of the weights {deff:.1f}, largest weight {largest:.1f} times the mean"
            yield CheckRow(found, side=each.side.id)


def fieldwork_apart(seen: Evidence) -> Iterator[CheckRow]:
    """S06: the sides were asked more than six months apart."""
    for side, reference in seen.survey.pairs:
        dated = [seen.survey.sides[each].dates for each in (side, reference)]
        if all(dated) and _days_between(dated[0], dated[1]) > HALF_YEAR:
            spans = [" to ".join(dict.fromkeys((each[0], each[-1]))) for each in dated]
            yield CheckRow(f"{spans[0]} ({side}), {spans[1]} ({reference})", side=side)


def _days_between(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return the days from the end of the earlier fieldwork to the start of the later; below 0: overlap."""
    starts = [date.fromisoformat(each[0]) for each in (one, other)]
    ends = [date.fromisoformat(each[-1]) for each in (one, other)]
    return (max(starts) - min(ends)).days
