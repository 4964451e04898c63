"""From gaps to the rows of a chart: chosen, ordered, and every mark and word decided."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import inf, isinf, isnan

from gapkit.charts.data import Role, Row, Sort, Value
from gapkit.display import count_text, gap_interval_text, gap_text, rank_text, status_text, value_text
from gapkit.errors import OptionError
from gapkit.findings.describing import is_beyond
from gapkit.gaps import Gap, Gaps
from gapkit.options import check
from gapkit.survey import Survey
from gapkit.tallies import Estimate

DAGGER = "†"
"""After a label: a base that is told in the notes."""

OPTIONS = {
    "segment": "`--segment` on the command line",
    "pair": "`--side` on the command line",
    "question": "`--question` on the command line",
}
"""How a choice is made elsewhere."""

LAST = ("other", "none", "others", "none of these", "none of the above", "don't know")
"""Items that close a list, whatever their gap."""


def chosen(
    gaps: Gaps, question: str | None, segment: str | None, pair: tuple[str, str] | None
) -> tuple[Gap, ...]:
    """Return the rows of one pair of sides in one segment.

    Raises
    ------
    OptionError
        If a choice does not exist, or is needed because there are several.
    """
    rows = gaps.rows
    if question is not None:
        rows = _kept(rows, "question", question, [row.question for row in rows])
    pairs = [(row.side, row.reference) for row in rows]
    rows = _kept(rows, "pair", _only_sides(gaps, pair, pairs), pairs)
    segments = [row.segment for row in rows]
    return _kept(rows, "segment", _only(segment, segments), segments)


def _only_sides(
    gaps: Gaps, pair: tuple[str, str] | None, found: Sequence[tuple[str, str]]
) -> tuple[str, str] | None:
    """Return the pair chosen, or the only one of sides: a pair of roles is looked at by its question."""
    there = list(dict.fromkeys(found))
    plain = [each for each in there if each[0] in gaps.survey.sides]
    alone = plain if len(plain) == 1 else there
    return alone[0] if pair is None and len(alone) == 1 else pair


def _only(value: object, found: Sequence[object]) -> object:
    """Return the choice made, or the only one there is."""
    there = list(dict.fromkeys(found))
    return there[0] if value is None and len(there) == 1 else value


def _kept(rows: tuple[Gap, ...], name: str, value: object, found: Sequence[object]) -> tuple[Gap, ...]:
    """Return the rows with a choice, which must be one of those found."""
    if value not in found:
        there = [str(each) for each in dict.fromkeys(found)]
        error = OptionError.not_one_of(name, value, there)
        if value is None:
            error.hint = f"these gaps hold several: choose one with `{name}` ({OPTIONS[name]})."
        raise error
    return tuple(row for row, each in zip(rows, found, strict=True) if each == value)


def by_question(rows: Sequence[Gap]) -> list[list[Gap]]:
    """Return the rows of each question."""
    return [list(each) for _, each in groupby(rows, key=lambda row: row.question)]


def ordered(rows: Sequence[Gap], sort: Sort) -> list[Gap]:
    """Return the rows of a question in the order drawn; what has no number to sort by comes last.

    ``"gap"`` puts the largest gap first, whatever its sign; ``"reference"`` and ``"side"`` the
    highest value; items such as "Other" close the list.
    """
    check("sort", sort, Sort)
    if sort == "survey":
        return list(rows)
    return sorted(rows, key=lambda row: (row.label.strip().casefold() in LAST, *_place(row, sort)))


def _place(row: Gap, sort: Sort) -> tuple[float, float]:
    """Return what a row sorts by, smallest first."""
    if sort == "gap":
        return (inf, 0.0) if isnan(row.gap) else (-abs(row.gap), 0.0)
    estimate = row.of_reference if sort == "reference" else row.of_side
    if not isnan(estimate.value):
        return (-estimate.value, 0.0)
    return (inf, estimate.rank if not isnan(estimate.rank) else inf)


def row_of(gap: Gap, beside: Sequence[Gap], survey: Survey, *, words_in_place: bool) -> Row:
    """Return one gap with every mark and word decided.

    Parameters
    ----------
    beside : sequence of Gap
        All rows of the question, which ties are counted in.
    words_in_place : bool
        Each side has a place of its own where words stand for a missing value: no remark repeats them.
    """
    denoted = "denoted" in gap.flags and gap.status != "low_base"
    return Row(
        question=gap.question,
        item=gap.item,
        label=f"{gap.label} {DAGGER}" if denoted else gap.label,
        side=_value("side", gap, beside, survey),
        reference=_value("reference", gap, beside, survey),
        gap=gap.gap,
        gap_low=gap.ci_low_family,
        gap_high=gap.ci_high_family,
        gap_text="" if isnan(gap.gap) else gap_text(gap.gap, gap.measure, margin=gap.margin),
        interval_text=_interval(gap),
        remark="" if words_in_place and isnan(gap.gap) else remark(gap, survey),
        verdict=gap.verdict,
        last=gap.verdict,
        bold=gap.flagged and gap.status == "ok",
        status=gap.status,
        alone_low=gap.ci_low,
        alone_high=gap.ci_high,
        p_adjusted=gap.p_adjusted,
        hollow=is_hollow(gap) or not is_clear(gap),
    )


def is_hollow(gap: Gap) -> bool:
    """Return whether the mark of a gap is an outline: small base, or a related pair."""
    return gap.status == "low_base" or gap.comparable == "related"


def is_clear(gap: Gap) -> bool:
    """Return whether the family interval lies wholly beyond the margin, or beyond 0 where none is given."""
    if isnan(gap.ci_low_family):
        return False
    return gap.flagged if isnan(gap.margin) else is_beyond(gap)


def _interval(gap: Gap) -> str:
    """Return the family interval as printed; nothing where there is none."""
    if isnan(gap.ci_low_family):
        return ""
    return gap_interval_text(gap.ci_low_family, gap.ci_high_family, gap.measure, margin=gap.margin)


def _estimate(gap: Gap, role: Role) -> Estimate:
    """Return the estimate of one side of a gap."""
    return gap.of_side if role == "side" else gap.of_reference


def _value(role: Role, gap: Gap, beside: Sequence[Gap], survey: Survey) -> Value:
    """Return one side's value with its printed forms."""
    estimate = _estimate(gap, role)
    ranks = [_estimate(each, role).rank for each in beside]
    return Value(
        role=role,
        value=estimate.value,
        low=estimate.ci_low,
        high=estimate.ci_high,
        base=estimate.base,
        text=value_text(estimate.value, estimate.measure),
        words=_words(estimate, survey) if isnan(estimate.value) else "",
        rank=_rank(estimate.rank, ranks),
        hollow=estimate.status == "low_base" or gap.comparable == "related",
    )


def _rank(rank: float, beside: Sequence[float]) -> str:
    """Return a rank as the bars show it."""
    if isnan(rank):
        return ""
    tied = not isinf(rank) and beside.count(rank) > 1
    text = rank_text(rank, tied=tied)
    return text if tied or isinf(rank) else f"#{text}"


def _words(estimate: Estimate, survey: Survey) -> str:
    """Return what stands in place of a side's value."""
    if estimate.status == "one_sided":
        return "not published" if survey.sides[estimate.side].published else "not asked"
    if estimate.status == "suppressed":
        return estimate.words or f"n<{survey.low_base.suppress}"
    if estimate.status == "masked":
        return estimate.words
    if estimate.status == "rank_only" and not isnan(estimate.rank):
        return f"rank {rank_text(estimate.rank)}"
    return f"“{estimate.words}”" if estimate.words else status_text(estimate.status) or "no number"


def remark(gap: Gap, survey: Survey) -> str:
    """Return what a reader must know beside one gap, or in its place; mostly nothing.

    Examples: ``"base unknown; flagged from n = 37"``, ``"asked of Consumers only"``, ``"Marketers: n<10"``.
    """
    if gap.status == "low_base":
        smaller = min(
            (gap.of_side, gap.of_reference), key=lambda each: inf if isnan(each.base) else each.base
        )
        return f"small base: n\u00a0=\u00a0{count_text(smaller.base)}"
    if gap.status == "no_base":
        return _base_needed(gap)
    if gap.status == "one_sided":
        return _one_sided(gap, survey)
    if gap.status == "no_spread":
        return status_text("no_spread")
    if gap.status == "margins_only":
        return "same respondents: no test"
    silent = [each for each in (gap.of_side, gap.of_reference) if isnan(each.value)]
    return "; ".join(f"{survey.sides[each.side].label}: {_words(each, survey)}" for each in silent)


def _base_needed(gap: Gap) -> str:
    """Return which base would flag a gap whose base nobody states."""
    both = isnan(gap.of_side.base) and isnan(gap.of_reference.base)
    unknown = "bases unknown" if both else "base unknown"
    if isnan(gap.base_needed):
        return unknown
    if isinf(gap.base_needed):
        return f"{unknown}; no base would flag it"
    return f"{unknown}; flagged from n\u00a0=\u00a0{count_text(gap.base_needed)}{' each' * both}"


def _one_sided(gap: Gap, survey: Survey) -> str:
    """Return which side alone has the item."""
    sides = (gap.of_side, gap.of_reference)
    asking = [each for each in sides if each.status != "one_sided"]
    if not asking:
        return "asked on neither side"
    silent = next(each for each in sides if each.status == "one_sided")
    verb = "published for" if survey.sides[silent.side].published else "asked of"
    only = f"{verb} {survey.sides[asking[0].side].label} only"
    return f"{only}; {_words(asking[0], survey)}" if isnan(asking[0].value) else only
