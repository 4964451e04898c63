"""Checks of what was asked: Q02 to Q11."""

from __future__ import annotations

from collections.abc import Iterator

from gapkit.checks.model import Check, CheckRow, Evidence

FITTING = {
    "perception": ({"expectation", "practice", "experience"}, {"belief"}),
    "delivery": ({"expectation"}, {"practice"}),
    "self_image": ({"experience"}, {"belief"}),
    "opinion": ({"opinion"}, {"opinion"}),
}
"""What the reference and the other side may be asked, for each kind of gap between two samples."""


def formats_differ(seen: Evidence) -> Iterator[CheckRow]:
    """Q02: the sides answered in different formats."""
    for question in seen.survey.questions:
        if len({question.format_on(side) for side in seen.survey.sides}) > 1:
            found = " against ".join(f"{question.format_on(side)} ({side})" for side in seen.survey.sides)
            yield CheckRow(found, question.id)


def cuts_differ(seen: Evidence) -> Iterator[CheckRow]:
    """Q03: the sides' answers are cut at different places of the scale."""
    for question in seen.survey.questions:
        if question.match == "rescale":
            continue
        for side, reference in seen.survey.pairs_of(question):
            names = [
                f"{question.measure[each].name} of {len(question.scale[each].points)} points ({each})"
                for each in (side, reference)
                if each in question.scale and each in question.measure
            ]
            if len({name.partition(" (")[0] for name in names}) > 1:
                yield CheckRow(" against ".join(names), question.id, side=side)


def kinds_do_not_fit(seen: Evidence) -> Iterator[CheckRow]:
    """Q06: what the sides (or the ends of a chain) are asked is not the gap that `kind` names."""
    for question in seen.survey.questions:
        wanted = FITTING.get(question.kind)
        ends = question.roles[-1:] + question.roles[:1]
        for side, reference in seen.survey.pairs_of(question):
            if question.chain and (side, reference) != ends:
                continue
            asked = question.asks.get(side), question.asks.get(reference)
            if wanted is None or None in asked:
                continue
            if asked[1] not in wanted[0] or asked[0] not in wanted[1]:
                found = f"{asked[0]} ({side}) against {asked[1]} ({reference}) is called {question.kind}"
                yield CheckRow(found, question.id, side=side)


def stated_practice(seen: Evidence) -> Iterator[CheckRow]:
    """Q07: practice is what the side says it does."""
    for question in seen.survey.questions:
        for side in dict.fromkeys(side for side, _ in seen.survey.pairs_of(question)):
            if question.asks.get(side) == "practice" and seen.has(question.id, side):
                label = seen.survey.sides[side].label
                yield CheckRow(f"what {label} say they do", question.id, side=side)


def one_sided(seen: Evidence) -> Iterator[CheckRow]:
    """Q11: an item that only one side has."""
    for row in seen.gaps:
        silent = [each.side for each in (row.of_side, row.of_reference) if each.status == "one_sided"]
        if row.status == "one_sided" and len(silent) == 1:
            yield CheckRow("no figure on this side", row.question, row.item, silent[0], row.segment, row.wave)


CHECKS = (
    Check(
        "Q02",
        "E",
        "The sides answered in different formats",
        "Ask both sides in one format, or say in `accept` why the figures compare all the same.",
        formats_differ,
    ),
    Check(
        "Q03",
        "W",
        "The sides' scales are cut at different places",
        "Choose the boxes that mean the same, or say in `accept` why these do.",
        cuts_differ,
    ),
    Check(
        "Q06",
        "E",
        "What the sides were asked is not the gap that `kind` names",
        "Change `kind`, or `asks.SIDE` where it is wrong.",
        kinds_do_not_fit,
    ),
    Check(
        "Q07",
        "N",
        "Practice is the side's own statement, not observed",
        'Write "say they do" of it, never "do", as headlines here are worded.',
        stated_practice,
    ),
    Check(
        "Q11",
        "W",
        "The item is on one side only",
        "Read it as not asked, never as 0; no gap is computed.",
        one_sided,
    ),
)
