"""Checks of bases: B01 to B07."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan, sqrt
from statistics import NormalDist

from gapkit.checks.model import Check, CheckRow, Evidence, row_of
from gapkit.display import count_text, in_points, number_text, value_text
from gapkit.statements import Statement
from gapkit.tallies import Estimate

RATIO = 5.0
"""Bases further apart than this are worth a note: the smaller one alone decides."""

POWER = 0.80
"""Chance of flagging the smallest detectable gap."""


def unknown_base(seen: Evidence) -> Iterator[CheckRow]:
    """B01: a value without a base."""
    for each in seen.estimates:
        if not isnan(each.value) and isnan(each.base):
            yield row_of(each, f"{value_text(each.value, each.measure)}, base not stated")


def suppressed(seen: Evidence) -> Iterator[CheckRow]:
    """B02: a base so small that nothing is shown."""
    for each in seen.estimates:
        if each.status == "suppressed":
            yield row_of(each, "suppressed")


def small_base(seen: Evidence) -> Iterator[CheckRow]:
    """B02: a small base, shown and flagged."""
    for each in seen.estimates:
        if each.status == "low_base":
            yield row_of(each, _base(each))


def denoted_base(seen: Evidence) -> Iterator[CheckRow]:
    """B02: a base below the third threshold."""
    for each in seen.estimates:
        if "denoted" in each.flags:
            yield row_of(each, _base(each))


def _base(each: Estimate) -> str:
    """Return a base, and what the weights leave of it."""
    base, kish = count_text(each.base), count_text(each.kish_base)
    return f"base {base}" if base == kish else f"base {base}, {kish} after weighting (Kish)"


def unequal_bases(seen: Evidence) -> Iterator[CheckRow]:
    """B03: two bases more than 5:1 apart; the smallest gap that they can show."""
    level = seen.survey.analysis.conf_level
    for question in seen.survey.questions:
        for side, reference in seen.survey.pairs_of(question):
            rows = seen.gaps.rows_of(question=question.id, side=side, reference=reference)
            pairs = [(row.of_side.effective_base, row.of_reference.effective_base) for row in rows]
            apart = [pair for pair in pairs if max(pair) > RATIO * min(pair) > 0]
            if apart and in_points(rows[0].of_side.measure):
                n1, n2 = min(apart, key=min)
                points = number_text(100 * detectable_gap(n1, n2, level), 0)
                yield CheckRow(
                    f"effective bases {count_text(n1)} and {count_text(n2)}: "
                    f"smallest detectable gap near {points} points",
                    question.id,
                    side=side,
                )


def detectable_gap(n1: float, n2: float, conf_level: float) -> float:
    """Return the gap of two shares near one half that one test flags with 80% power.

    Examples
    --------
    >>> round(detectable_gap(132, 1300, 0.95), 3)
    0.128
    """
    normal = NormalDist()
    z = normal.inv_cdf((1 + conf_level) / 2) + normal.inv_cdf(POWER)
    return z * sqrt(0.25 / n1 + 0.25 / n2)


def bounded_base(seen: Evidence) -> Iterator[CheckRow]:
    """B06: the base is only known to be at least so large."""
    for each in seen.published:
        if each.base_qualifier == "at_least" and not isnan(each.base):
            yield row_of(each, f"at least {count_text(each.base)}, used as {count_text(each.base)}")


def sources_differ(seen: Evidence) -> Iterator[CheckRow]:
    """B07: another source gives another value or base for the same quantity."""
    used = {_quantity(each): each for each in seen.published}
    for other in seen.statements:
        main = used.get(_quantity(other))
        if other.alternate and main is not None:
            differing = [
                f"{name} {text(main)} here, {text(other)} elsewhere"
                for name, text in (("value", _value), ("base", _stated_base))
                if "" not in (text(main), text(other)) and text(main) != text(other)
            ]
            if differing:
                yield row_of(other, "; ".join(differing))


def _quantity(each: Statement) -> tuple[str, str, str, str, str]:
    """Return what a statement is about."""
    return (each.question, each.item, each.side, each.segment, each.wave)


def _value(each: Statement) -> str:
    """Return a published value as it was printed; nothing where there is only a rank."""
    if each.is_mean:
        return f"{each.value:g}"
    return f"{round(100 * each.value, 6):g}%" if not isnan(each.value) else each.words


def _stated_base(each: Statement) -> str:
    """Return a base with its qualifier; nothing where it is unknown."""
    words = {"at_least": "at least ", "about": "about "}.get(each.base_qualifier, "")
    return "" if isnan(each.base) else f"{words}{count_text(each.base)}"


CHECKS = (
    Check(
        "B01",
        "W",
        "The base is not stated",
        "Find the base and give it; until then there is a value but no interval and no test.",
        unknown_base,
    ),
    Check(
        "B02",
        "W",
        "The base is so small that nothing is shown",
        "Merge segments, or leave the break out.",
        suppressed,
    ),
    Check(
        "B02",
        "W",
        "The base is small",
        "Do not headline these figures; merge segments or ask more people.",
        small_base,
    ),
    Check(
        "B02",
        "N",
        "The base is below the threshold for a plain figure",
        "Read these figures with their intervals.",
        denoted_base,
    ),
    Check(
        "B03",
        "N",
        "The bases of the two sides differ by more than 5 to 1",
        "Read a smaller gap as not tellable; the smaller side decides (80% power, shares near 50%).",
        unequal_bases,
    ),
    Check(
        "B06",
        "N",
        "The base is only bounded from below",
        "Nothing: the lower bound was used, so intervals are rather too wide.",
        bounded_base,
    ),
    Check(
        "B07",
        "W",
        "Two sources differ about the same quantity",
        "Decide which source is right and say why in `note`.",
        sources_differ,
    ),
)
