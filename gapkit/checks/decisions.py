"""Checks of tests and verdicts: T01 to T11."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import isnan
from statistics import StatisticsError, correlation, fmean, pstdev

from gapkit.checks.model import CheckRow, Evidence
from gapkit.display import gap_interval_text, gap_text, in_points, number_text, rank_text, value_text
from gapkit.gaps import Gap

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
            yield CheckRow(found, tested[0].question, side=tested[0].side, segment=tested[0].segment)


def size_and_surety(seen: Evidence) -> Iterator[CheckRow]:
    """T02: flagged although small, or large and yet not flagged."""
    for row in seen.gaps:
        if isnan(row.margin) or not row.family_size:
            continue
        size = f"gap {gap_text(row.gap, row.measure, margin=row.margin)}"
        margin = f"{100 * row.margin:g} points" if in_points(row.measure) else f"{row.margin:g}"
        if row.flagged and abs(row.gap) < row.margin:
            yield _at(row, f"{size}: flagged, yet smaller than the margin of {margin}")
        if not row.flagged and abs(row.gap) >= row.margin:
            yield _at(row, f"{size}: as large as the margin of {margin}, yet not flagged")


def rounding_decides(seen: Evidence) -> Iterator[CheckRow]:
    """V09: flagged or not, as one reads the rounded figures."""
    for row in seen.gaps:
        if "depends_on_rounding" in row.flags:
            reach = gap_interval_text(row.envelope_low, row.envelope_high, row.measure)
            yield _at(row, f"with all that rounding hides, the interval reaches {reach}")


def tie_ranked(seen: Evidence) -> Iterator[CheckRow]:
    """T07: equal published values with different published ranks."""
    ranked = [each for each in seen.published if not (isnan(each.value) or isnan(each.rank))]
    ranked.sort(key=lambda each: (each.question, each.side, each.segment, each.value, each.rank))
    for one, other in pairwise(ranked):
        same_list = (one.question, one.side, one.segment) == (other.question, other.side, other.segment)
        if same_list and one.value == other.value and one.rank != other.rank:
            found = (
                f"{value_text(one.value, 'share')} at rank {rank_text(one.rank)}, "
                f"`{other.item}` with the same at rank {rank_text(other.rank)}"
            )
            yield CheckRow(found, one.question, one.item, one.side, one.segment)


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
            yield _at(row, f"smallest expected count {number_text(least, 1)}")


def one_direction(seen: Evidence) -> Iterator[CheckRow]:
    """T11: every gap of a question has the same sign."""
    for family in _families(seen):
        rows = [row for row in family if not isnan(row.gap) and row.comparable != "related"]
        signs = {(row.gap > 0) - (row.gap < 0) for row in rows}
        if len(rows) >= PROFILE and signs in ({1}, {-1}):
            found = f"all {len(rows)} gaps {'positive' if signs == {1} else 'negative'}; {_components(rows)}"
            yield CheckRow(found, rows[0].question, side=rows[0].side, segment=rows[0].segment)


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
    """Yield the rows of one question, pair and segment."""
    for _, rows in groupby(seen.gaps, key=lambda row: (row.question, row.side, row.reference, row.segment)):
        yield list(rows)


def _is_share(measure: str) -> bool:
    """Whether a measure counts respondents, so that counts may be few."""
    return measure != "mean" and not measure.startswith("net")


def _at(row: Gap, found: str) -> CheckRow:
    """Return a finding at one gap."""
    return CheckRow(found, row.question, row.item, row.side, row.segment)
