"""Checks of whom a base stands for: B04, B05, B08."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isnan

from gapkit.checks.model import Check, CheckRow, Evidence
from gapkit.display import count_text, value_text
from gapkit.responses import Responses
from gapkit.survey import Question
from gapkit.tallies import Estimate

WHOLE = 0.95
"""Share of a side that an item's base must reach to count as the side's own."""

FIRM = r"(?:brands?|firms?|compan(?:y|ies)|business(?:es)?|organi[sz]ations?|retailers?|employers?)"

COUNTED = re.compile(rf"(?:%|\bper ?cent) of (?:all |the |these )?(?:[\w-]+ )?{FIRM}\b", re.IGNORECASE)
"""A share of firms, such as "9% of brands"."""

FIRMS = re.compile(rf"\b{FIRM}\b", re.IGNORECASE)


def item_bases(seen: Evidence) -> Iterator[CheckRow]:
    """B04: an item's base is under 95% of its side's, or the side's base is assumed for the item."""
    for question in seen.survey.questions:
        for side in seen.survey.speakers(question):
            values = _values(seen, question, side)
            whole = _whole(seen, side)
            part = [each for each in values if 0 < each.base < WHOLE * whole]
            if part:
                least, most = min(each.base for each in part), max(each.base for each in part)
                span = count_text(least) if least == most else f"{count_text(least)} to {count_text(most)}"
                found = (
                    f"{len(part)} of {len(values)} items have a base of {span}, the side {count_text(whole)}"
                )
                yield CheckRow(found, question.id, side=side)
            elif not isinstance(seen.home(side), Responses) and any(each.base == whole for each in values):
                found = f"the study's base of {count_text(whole)} stands for every item"
                yield CheckRow(found, question.id, side=side)


def conditional_base(seen: Evidence) -> Iterator[CheckRow]:
    """B05: one side's base is a part of it (filtered, or those who ticked anything), the other's is not."""
    for question, side, reference in seen.pairs():
        shares = {each: _asked_share(seen, question, each) for each in (side, reference)}
        rules = {each: question.base.get(each, "asked") for each in (side, reference)}
        known = not any(isnan(each) for each in shares.values())
        filtered = [each for each in shares if shares[each] < WHOLE]
        if known and len(filtered) == 1:
            told = f"asked of {value_text(shares[filtered[0]], 'share')} of {filtered[0]}"
            other = reference if filtered[0] == side else side
            yield CheckRow(
                f"{told}, of {value_text(shares[other], 'share')} of {other}", question.id, side=side
            )
        elif known and "answered_any" in rules.values() and len(set(rules.values())) > 1:
            told = " against ".join(f"{rule} ({each})" for each, rule in rules.items())
            yield CheckRow(f"base rules {told}", question.id, side=side)


def people_as_firms(seen: Evidence) -> Iterator[CheckRow]:
    """B08: a side called like firms has several respondents of one, or a claim counts people as firms."""
    for side in seen.survey.sides.values():
        people = seen.study.sides.get(side.id)
        if not isinstance(people, Responses) or people.psu is None or not FIRMS.search(side.label):
            continue
        units = len(set(people.psu.tolist()))
        if units < people.respondents:
            found = (
                f"{count_text(people.respondents)} respondents of {count_text(units)} are called {side.label}"
            )
            yield CheckRow(found, side=side.id)
    for judged in seen.claims:
        for side_id in dict.fromkeys(each.side for each in judged.claim.conditions if each.side):
            label = seen.survey.sides[side_id].label
            if COUNTED.search(judged.claim.text) and not FIRMS.fullmatch(label):
                found = f"“{judged.claim.text}” counts {label} as firms"
                yield CheckRow(found, judged.claim.conditions[0].question, side=side_id)


def _values(seen: Evidence, question: Question, side: str) -> Sequence[Estimate]:
    """Return the values of one question on one side whose bases may be told."""
    found = (seen.totals.get((question.id, item.id, side)) for item in question.items)
    return [
        each for each in found if each is not None and each.status in ("ok", "low_base") and each.base > 0
    ]


def _whole(seen: Evidence, side: str) -> float:
    """Return how many people a side (or the side of a role) stands for; NaN where nobody says."""
    home = seen.home(side)
    if isinstance(home, Responses):
        return float(home.respondents)
    base = seen.survey.sides[side].base
    return float("nan") if base is None else float(base)


def _asked_share(seen: Evidence, question: Question, side: str) -> float:
    """Return the largest share of a side that was asked one of the items; NaN where nobody knows."""
    if question.base.get(side) == "all":
        return 1.0
    values = [each.asked for each in _values(seen, question, side) if not isnan(each.asked)]
    return max(values) / _whole(seen, side) if values else float("nan")


CHECKS = (
    Check(
        "B04",
        "W",
        "The item's base is not the study's, or is only assumed to be",
        "Give each item its own base; where only the study's is published, say that it is assumed.",
        item_bases,
    ),
    Check(
        "B05",
        "W",
        "A conditional base is set against a full one",
        "Say beside the figure of whom it is a share, or put both sides on the same base.",
        conditional_base,
    ),
    Check(
        "B08",
        "W",
        "Respondents are counted as firms",
        'Say "marketers", not "brands", or keep one row per firm; `psu` or `dyad` names the firm.',
        people_as_firms,
    ),
)
