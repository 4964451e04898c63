"""Checks of what was asked: Q03 to Q11."""

from __future__ import annotations

from collections.abc import Iterator

from gapkit.checks.model import CheckRow, Evidence

FITTING = {
    "perception": ({"expectation", "practice", "experience"}, {"belief"}),
    "delivery": ({"expectation"}, {"practice"}),
    "self_image": ({"experience"}, {"belief"}),
    "opinion": ({"opinion"}, {"opinion"}),
}
"""What the reference and the other side may be asked, for each kind of gap between two samples."""


def cuts_differ(seen: Evidence) -> Iterator[CheckRow]:
    """Q03: the sides' answers are cut at different places of the scale."""
    for question in seen.survey.questions:
        for side, reference in seen.survey.pairs:
            names = [
                f"{question.measure[each].name} of {len(question.scale[each].points)} points ({each})"
                for each in (side, reference)
                if each in question.scale and each in question.measure
            ]
            if len({name.partition(" (")[0] for name in names}) > 1:
                yield CheckRow(" against ".join(names), question.id, side=side)


def kinds_do_not_fit(seen: Evidence) -> Iterator[CheckRow]:
    """Q06: what the sides are asked is not the gap that the question's kind names."""
    for question in seen.survey.questions:
        wanted = FITTING.get(question.kind)
        for side, reference in seen.survey.pairs:
            asked = question.asks.get(side), question.asks.get(reference)
            if wanted is None or None in asked:
                continue
            if asked[1] not in wanted[0] or asked[0] not in wanted[1]:
                found = f"{asked[0]} ({side}) against {asked[1]} ({reference}) is called {question.kind}"
                yield CheckRow(found, question.id, side=side)


def stated_practice(seen: Evidence) -> Iterator[CheckRow]:
    """Q07: practice is what the side says it does."""
    for question in seen.survey.questions:
        for side, _ in seen.survey.pairs:
            if question.asks.get(side) == "practice" and seen.has(question.id, side):
                label = seen.survey.sides[side].label
                yield CheckRow(f"practice as {label} state it", question.id, side=side)


def one_sided(seen: Evidence) -> Iterator[CheckRow]:
    """Q11: an item that only one side has."""
    for row in seen.gaps:
        silent = [each.side for each in (row.of_side, row.of_reference) if each.status == "one_sided"]
        if row.status == "one_sided" and len(silent) == 1:
            yield CheckRow("no figure on this side", row.question, row.item, silent[0], row.segment)
