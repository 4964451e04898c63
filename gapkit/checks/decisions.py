"""Checks of tests and verdicts: T01 to T11."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import isnan
from statistics import StatisticsError, correlation, fmean, pstdev

from gapkit.checks.model import Check, CheckRow, Evidence, gap_row, row_of
from gapkit.display import gap_interval_text, gap_text, in_points, number_text, rank_text, value_text
from gapkit.gaps import Gap
from gapkit.statements import Statement

FEW = 5.0
"""Expected counts below this are few."""

PROFILE = 3
"""Items that a profile needs at least: two always correlate perfectly."""


def unadjusted(seen: Evidence) -> Iterator[CheckRow]:
    """T01: several items tested, each as if it were the only one."""
    for family in _families(seen):
        tested = [row for row in family if row.adjust == "none"]
        if len(tested) > 1:
            expected = len(tested) * (1 - tested[0].conf_level)
            found = f"{len(tested)} tests: {number_text(expected, 1)} false flags expected if no gap is real"
            yield replace(gap_row(tested[0], found), item="")


def size_and_surety(seen: Evidence) -> Iterator[CheckRow]:
    """T02: flagged although small, or large and yet not flagged."""
    for row in seen.gaps:
        if isnan(row.margin) or not row.family_size:
            continue
        size = f"gap {gap_text(row.gap, row.measure, margin=row.margin)}"
        margin = f"{100 * row.margin:g} points" if in_points(row.measure) else f"{row.margin:g}"
        if row.flagged and abs(row.gap) < row.margin:
            yield gap_row(row, f"{size}: flagged, yet smaller than the margin of {margin}")
        if not row.flagged and abs(row.gap) >= row.margin:
            yield gap_row(row, f"{size}: as large as the margin of {margin}, yet not flagged")


def rounding_decides(seen: Evidence) -> Iterator[CheckRow]:
    """V09: flagged or not, as one reads the rounded figures."""
    for row in seen.gaps:
        if "depends_on_rounding" in row.flags:
            reach = gap_interval_text(row.envelope_low, row.envelope_high, row.measure)
            yield gap_row(row, f"with all that rounding hides, the interval reaches {reach}")


def tie_ranked(seen: Evidence) -> Iterator[CheckRow]:
    """T07: equal published values with different published ranks."""
    ranked = [each for each in seen.published if not (isnan(each.value) or isnan(each.rank))]
    ranked.sort(key=lambda each: (*_list_of(each), each.value, each.rank))
    for one, other in pairwise(ranked):
        if _list_of(one) == _list_of(other) and one.value == other.value and one.rank != other.rank:
            found = (
                f"{value_text(one.value, 'share')} at rank {rank_text(one.rank)}, "
                f"`{other.item}` with the same at rank {rank_text(other.rank)}"
            )
            yield row_of(one, found)


def _list_of(each: Statement) -> tuple[str, str, str, str]:
    """Return which list of items a statement stands in."""
    return each.question, each.side, each.segment, each.wave


def few_expected(seen: Evidence) -> Iterator[CheckRow]:
    """T08: expected counts under 5, or a share of 0 or 100%."""
    for row in seen.gaps:
        if not row.family_size or not _is_share(row.measure):
            continue
        shares = (row.of_side.value, row.of_reference.value)
        bases = (row.of_side.effective_base, row.of_reference.effective_base)
        pooled = (shares[0] * bases[0] + shares[1] * bases[1]) / sum(bases)
        least = min(bases) * min(pooled, 1 - pooled)
        if least < FEW or {0.0, 1.0} & set(shares):
            yield gap_row(row, f"smallest expected count {number_text(least, 1)}")


def one_direction(seen: Evidence) -> Iterator[CheckRow]:
    """T11: every gap of a question has the same sign."""
    for family in _families(seen):
        rows = [row for row in family if not isnan(row.gap) and row.comparable != "related"]
        signs = {(row.gap > 0) - (row.gap < 0) for row in rows}
        if len(rows) >= PROFILE and signs in ({1}, {-1}):
            found = f"all {len(rows)} gaps {'positive' if signs == {1} else 'negative'}; {_components(rows)}"
            yield replace(gap_row(rows[0], found), item="")


def _components(rows: Sequence[Gap]) -> str:
    """Return elevation, spread and profile (Cronbach 1955)."""
    side = [row.of_side.value for row in rows]
    reference = [row.of_reference.value for row in rows]
    elevation = gap_text(fmean(side) - fmean(reference), rows[0].measure)
    unit = " points" if in_points(rows[0].measure) else ""
    told = [f"elevation {elevation}{unit}"]
    if pstdev(reference) > 0:
        told.append(f"spread {number_text(pstdev(side) / pstdev(reference), 2)} times the reference's")
    try:
        told.append(f"profile correlation {number_text(correlation(side, reference), 2)}")
    except StatisticsError:
        told.append("no profile: one side's values are all alike")
    return ", ".join(told)


def _families(seen: Evidence) -> Iterator[list[Gap]]:
    """Yield the rows of one question, pair, wave and segment."""
    for _, rows in groupby(
        seen.gaps, key=lambda row: (row.question, row.side, row.reference, row.wave, row.segment)
    ):
        yield list(rows)


def _is_share(measure: str) -> bool:
    """Whether a measure counts respondents, so that counts may be few."""
    return in_points(measure) and not measure.startswith("net")


CHECKS = (
    Check(
        "T01",
        "W",
        "Several items are tested without adjustment",
        "Leave `adjust` at its default, or read each flag as one of that many chances.",
        unadjusted,
    ),
    Check(
        "T02",
        "N",
        "Size and surety point different ways",
        "Tell size and surety apart in words: sure is not large, and large is not sure.",
        size_and_surety,
    ),
    Check(
        "T07",
        "W",
        "A tie is ranked as if it were ordered",
        "Give tied items the same rank.",
        tie_ranked,
    ),
    Check(
        "T08",
        "N",
        "Counts are small for this comparison",
        "Nothing: the interval used holds for small counts, as a Wald interval would not.",
        few_expected,
    ),
    Check(
        "T11",
        "N",
        "All gaps point in one direction",
        "Ask whether the question's form lifts all items alike; the profile says whether the order is known.",
        one_direction,
    ),
    Check(
        "V09",
        "W",
        "Whether the gap is flagged depends on how the figures were rounded",
        "Find the counts, or say that the printed figures cannot tell.",
        rounding_decides,
    ),
)
