"""Checks of how the sides were sampled and weighted: S01 to S04, S06, S07."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from gapkit.checks.model import Check, CheckRow, Evidence
from gapkit.display import list_text
from gapkit.stats import kish

MAX_DEFF = 2.0
"""A design effect above this is worth a warning."""

MAX_WEIGHT = 5.0
"""So is a weight above this many times the mean."""

NO_SPONSOR = ("none", "no sponsor", "not sponsored", "self-funded")
"""How a survey file says that nobody sponsored a side."""

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


def impossible_weights(seen: Evidence) -> Iterator[CheckRow]:
    """S04: weights are missing, infinite, negative, or zero for all; loading refuses them by this id."""
    for each in seen.responses:
        if each.weight is None:
            continue
        wrong = int((~np.isfinite(each.weight) | (each.weight < 0)).sum())
        if wrong or not (each.weight > 0).any():
            found = f"{wrong:,} weights missing, infinite or negative" if wrong else "no weight above 0"
            yield CheckRow(found, side=each.side.id)


def sponsored(seen: Evidence) -> Iterator[CheckRow]:
    """S07: a side names a sponsor; whether it sells the remedy, no file can tell."""
    for side in seen.survey.sides.values():
        if side.sponsor and not side.sponsor.casefold().startswith(NO_SPONSOR):
            yield CheckRow(f"sponsor: {side.sponsor}", side=side.id)


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


CHECKS = (
    Check(
        "S01",
        "N",
        "The sample is not declared random",
        "Print that intervals measure chance as if sampling were random; "
        "set `probability = true` where it was.",
        not_random,
    ),
    Check(
        "S02",
        "W",
        "The side has no weights",
        "Weight the side to known targets, or say in `accept` why it needs none.",
        unweighted,
    ),
    Check(
        "S03",
        "W",
        "The weights are uneven",
        "Consider trimming the weights, and report the results both ways.",
        uneven_weights,
    ),
    Check(
        "S04",
        "E",
        "Weights are missing, negative, zero for all, or not finite",
        'Mend the column, or leave respondents without a weight out: `missing_weights = "drop"`.',
        impossible_weights,
    ),
    Check(
        "S06",
        "W",
        "The sides were asked more than six months apart",
        "Say so beside every gap: some of it may be change over time.",
        fieldwork_apart,
    ),
    Check(
        "S07",
        "N",
        "The study has a sponsor",
        "Name the sponsor beside the figures, and whether it sells what the figures call for.",
        sponsored,
    ),
)
