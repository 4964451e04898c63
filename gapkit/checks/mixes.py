"""Checks of who stands on each side, and of gaps by segment: S05, S08, T10."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan

import numpy as np
from numpy.typing import NDArray

from gapkit.checks.model import Check, CheckRow, Evidence
from gapkit.display import gap_text, list_text, number_text
from gapkit.responses import Responses, SegmentCodes
from gapkit.survey import TOTAL

APART = 0.10
"""Share of a side that would have to change segment to look like the other side."""

FEW_SEGMENTS = 2
"""Segments that an overall gap can disagree with."""

ENOUGH = 30
"""Respondents a side needs before its mix means anything."""


def mix_differs(seen: Evidence) -> Iterator[CheckRow]:
    """S05: over 10% of one side would have to change segment to have the other side's mix."""
    for by, segment in seen.survey.segments.items():
        for side, reference in seen.survey.pairs:
            mixes = [_mix(seen, each, by) for each in (side, reference)]
            if not all(mixes):
                continue
            names = dict.fromkeys((*mixes[0], *mixes[1]))
            moved = sum(abs(mixes[0].get(each, 0.0) - mixes[1].get(each, 0.0)) for each in names) / 2
            if moved > APART:
                found = f"{segment.label}: {number_text(100 * moved, 0)}% would have to change segment"
                yield CheckRow(found, side=side)


def _mix(seen: Evidence, side: str, by: str) -> Mapping[str, float]:
    """Return the weighted share of each segment on a side; nothing where the side has no such column."""
    part = seen.study.sides.get(side)
    coded = part.segments.get(by) if isinstance(part, Responses) else None
    if coded is None or not isinstance(part, Responses):
        return {}
    kept = coded.codes >= 0
    if kept.sum() < ENOUGH:
        return {}
    weight = np.ones(len(kept)) if part.weight is None else part.weight
    return _shares(coded, weight * kept)


def _shares(coded: SegmentCodes, weight: NDArray[np.float64]) -> Mapping[str, float]:
    """Return the share of the weight that each segment has."""
    sums = np.bincount(np.maximum(coded.codes, 0), weight, len(coded.labels))
    total = float(sums.sum())
    return (
        {label: float(each) / total for label, each in zip(coded.labels, sums, strict=True)} if total else {}
    )


def filters_differ(seen: Evidence) -> Iterator[CheckRow]:
    """S08: `asked_of` differs between the sides, or one side's file is filtered as the other's is not."""
    for question, side, reference in seen.pairs():
        told = {each: " ".join(question.asked_of.get(each, "").split()) for each in (side, reference)}
        if len({each.casefold() for each in told.values()}) > 1:
            found = " against ".join(f"{text or 'everybody'} ({each})" for each, text in told.items())
            yield CheckRow(found, question.id, side=side)
    for side, reference in seen.survey.pairs:
        parts = [seen.study.sides.get(each) for each in (side, reference)]
        one, other = parts
        if not isinstance(one, Responses) or not isinstance(other, Responses):
            continue
        same_file = one.source.sha256 == other.source.sha256 != "" or one.side.data is other.side.data
        if not same_file and one.side.where != other.side.where:
            filtered = [each.side.id for each in (one, other) if each.side.where is not None]
            yield CheckRow(f"`where` of {list_text(filtered)} has no like on the other side", side=side)


def sign_reverses(seen: Evidence) -> Iterator[CheckRow]:
    """T10: more than half of an item's segments have a gap of the other sign than the whole."""
    for by, segment in seen.survey.segments.items():
        tally = seen.by(by)
        values = {
            (each.question, each.item, each.side, each.segment): each.value
            for each in tally.estimates
            if each.wave == tally.waves[-1]
        }
        for question, side, reference in seen.pairs():
            for item in question.items:
                whole = _gap(seen, question.id, item.id, side, reference)
                gaps = [
                    _value(values, question.id, item.id, side, name)
                    - _value(values, question.id, item.id, reference, name)
                    for name in tally.segments
                    if name != TOTAL
                ]
                known = [each for each in gaps if not isnan(each) and each]
                against = sum(each * whole < 0 for each in known)
                if whole and len(known) >= FEW_SEGMENTS and against > len(known) / 2:
                    measure = seen.totals[question.id, item.id, side].measure
                    there = f"{against} of {len(known)} by {segment.label}"
                    found = f"{gap_text(whole, measure)} overall, the other way in {there}"
                    yield CheckRow(found, question.id, item.id, side)


def _value(
    values: Mapping[tuple[str, str, str, str], float], question: str, item: str, side: str, segment: str
) -> float:
    """Return a side's value in a segment, its total where it has no such segment."""
    found = values.get((question, item, side, segment))
    return values.get((question, item, side, TOTAL), float("nan")) if found is None else found


def _gap(seen: Evidence, question: str, item: str, side: str, reference: str) -> float:
    """Return the gap of the whole sides; 0 where there is none."""
    both = [seen.totals.get((question, item, each)) for each in (side, reference)]
    values = [each.value if each is not None else float("nan") for each in both]
    found = values[0] - values[1]
    return 0.0 if isnan(found) else found


CHECKS = (
    Check(
        "S05",
        "W",
        "The two sides are mixed differently",
        "Weight both sides to one mix (`gapkit weight`), or read the gaps by segment.",
        mix_differs,
    ),
    Check(
        "S08",
        "W",
        "The sides were filtered differently",
        "Say beside the gap who was asked on each side, or filter both alike.",
        filters_differ,
    ),
    Check(
        "T10",
        "W",
        "The overall gap has another sign than most segments",
        "Show the segments; the overall gap comes from how the sides are mixed.",
        sign_reverses,
    ),
)
