"""Checks of what is compared with what: Q09, Q13, T04, T05, T12."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import isnan

from gapkit.checks.model import Check, CheckRow, Evidence, gap_row, row_of
from gapkit.display import gap_interval_text, number_text
from gapkit.responses import Responses
from gapkit.statements import Statements
from gapkit.stats import kendall_tau
from gapkit.survey import Side

RANDOM = re.compile(r"\brandom|\brotat|\bshuffl", re.IGNORECASE)
"""How the method note says that the order of options changed from one respondent to the next."""

OPTIONS = 3
"""Options from which a list has an order worth a word."""

ROUNDED = 0.005
"""What rounding to whole percent may hide in one share."""


def fixed_order(seen: Evidence) -> Iterator[CheckRow]:
    """Q09: the order of a multiple question's options is not said to be random; share against place."""
    if RANDOM.search(seen.survey.method.instruments):
        return
    for question in seen.survey.questions:
        if question.format != "multiple" or len(question.items) < OPTIONS:
            continue
        told = []
        for side in seen.survey.speakers(question):
            found = (seen.totals.get((question.id, item.id, side)) for item in question.items)
            shares = [each.value for each in found if each is not None and each.value >= 0]
            if len(set(shares)) >= OPTIONS:
                told.append(f"{number_text(kendall_tau(range(len(shares)), shares), 2)} ({side})")
        if told:
            yield CheckRow(f"Kendall's tau of share and place in the file {', '.join(told)}", question.id)


def lists_differ(seen: Evidence) -> Iterator[CheckRow]:
    """Q13: the sides have lists of different length, or a list of several choices adds up to 100%."""
    for question, side, reference in seen.pairs():
        counts = {each: len(_options(seen, question.id, each)) for each in (side, reference)}
        if question.format in ("multiple", "single", "rank", "points") and len(set(counts.values())) > 1:
            told = " against ".join(f"{count} options ({each})" for each, count in counts.items())
            if all(counts.values()):
                yield CheckRow(told, question.id, side=side)
    for side_id, part in seen.study.sides.items():
        for question in seen.survey.questions if isinstance(part, Statements) else ():
            found = (seen.totals.get((question.id, item.id, side_id)) for item in question.items)
            shares = [each.value for each in found if each is not None and each.value >= 0]
            complete = question.format == "multiple" and len(shares) == len(question.items) >= OPTIONS
            if complete and abs(sum(shares) - 1) <= ROUNDED * len(shares):
                total = number_text(100 * sum(shares), 0)
                told = f"{len(shares)} shares sum to {total}%, as those of answers do"
                yield CheckRow(told, question.id, side=side_id)


def _options(seen: Evidence, question: str, side: str) -> set[str]:
    """Return the items that a side was offered: of a break, in any of its segments."""
    last = seen.gaps.waves[-1] if seen.gaps.waves else ""
    values = (
        each
        for row in seen.gaps
        if row.question == question and row.wave == last
        for each in (row.of_side, row.of_reference)
    )
    return {each.item for each in values if each.side == side and each.status != "one_sided"}


def same_people(seen: Evidence) -> Iterator[CheckRow]:
    """T04: two sides are the same rows of the same data; loading refuses dyads that have no key in common."""
    sides = {name: each for name, each in seen.study.sides.items() if isinstance(each, Responses)}
    for one, other in combinations(sides, 2):
        parts = sides[one], sides[other]
        if _same_rows(parts[0], parts[1]):
            yield CheckRow(
                f"the same rows of {parts[0].source.name} as {one}, tested as independent", side=other
            )


def _same_rows(one: Responses, other: Responses) -> bool:
    """Whether two sides hold the same people: equal data under equal filters, or under one filter only."""
    same_file = one.source.sha256 != "" and one.source.sha256 == other.source.sha256
    same_file = same_file and one.side.read == other.side.read  # two sheets of a workbook are two files
    same_frame = one.side.data is not None and _frame(one.side) is _frame(other.side)
    filters = {one.side.where, other.side.where}
    return (same_file or same_frame) and (len(filters) == 1 or None in filters)


def _frame(side: Side) -> object:
    """Return the data of a side where they are one frame."""
    return side.data if not isinstance(side.data, Mapping) else object()


def margins_only(seen: Evidence) -> Iterator[CheckRow]:
    """T05: two answers of the same respondents of which only the margins are known."""
    for row in seen.gaps:
        if row.status == "margins_only":
            reach = gap_interval_text(row.envelope_low, row.envelope_high, row.measure)
            yield gap_row(row, f"over every overlap the interval reaches {reach}")


def no_spread(seen: Evidence) -> Iterator[CheckRow]:
    """T12: a mean whose spread is zero or unknown, or a number that is published in words."""
    for row in seen.gaps:
        averaged = row.measure in ("mean", "median", "mean_rank")
        if averaged and row.status == "no_spread":
            alike = not any(isnan(each.spread) for each in (row.of_side, row.of_reference))
            yield gap_row(row, "all answers alike on a side" if alike else "a mean without a spread")
    for each in seen.published:
        if seen.survey.question(each.question).format == "number" and each.words:
            yield row_of(each, f"“{each.words}”, without a spread")
        elif each.is_mean and isnan(each.sd):
            yield row_of(each, f"mean {each.value:g}, without a spread")


CHECKS = (
    Check(
        "Q09",
        "N",
        "The options of a list stand in one order, or nobody knows in which",
        "Say in `[method] instruments` if the order was random; first options tend to be ticked more.",
        fixed_order,
    ),
    Check(
        "Q13",
        "W",
        "The lists of options differ, or shares are of answers and not of respondents",
        "Compare only options that both sides were shown, and take shares of respondents.",
        lists_differ,
    ),
    Check(
        "T04",
        "E",
        "The same respondents are tested as independent, or independent ones as pairs",
        "Write `roles` for two answers of one side, `where` for two groups in a file, `dyad` for real pairs.",
        same_people,
    ),
    Check(
        "T05",
        "W",
        "A paired comparison has margins only",
        "Give `joint`, the percent saying yes to both; until then bounds are printed and nothing is tested.",
        margins_only,
    ),
    Check(
        "T12",
        "W",
        "A mean comes without a spread",
        "Find the standard deviation or the answers; a mean alone has no interval and no test.",
        no_spread,
    ),
)
