"""Results to sentences: what may be said of every row, hedged exactly as far as the data demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite, isinf, isnan
from typing import TYPE_CHECKING

from gapkit.display import (
    count_text,
    gap_interval_text,
    in_points,
    limits_text,
    low_is_first,
    percent_text,
    size_text,
    value_text,
)
from gapkit.findings import english as say
from gapkit.findings.model import Finding, Topic
from gapkit.gaps import Gap, Gaps
from gapkit.survey import TOTAL, Survey
from gapkit.tallies import Estimate

if TYPE_CHECKING:
    from gapkit.ranking import Ranking

TIERS: dict[Topic, float] = {
    "flagged": 11.0,
    "aligned": 10.0,
    "wave": 9.0,
    "segment": 8.0,
    "rank": 7.0,
    "no_base": 6.0,
    "order": 5.0,
    "related": 4.0,
    "low_base": 3.0,
    "undecided": 2.0,
    "suppressed": 1.0,
    "not_computed": 0.0,
}
"""What is surest comes first; inside a tier the larger gap does."""

VERDICT_TOPICS: dict[str, Topic] = {
    "over": "flagged",
    "under": "flagged",
    "aligned": "aligned",
    "undecided": "undecided",
}
"""What a finding on a tested gap is about."""

MEANS_SPAN = 4.0
"""Scale units that weigh as much as 100 points, so that means and shares sort together."""

SHORT = 2
"""Words of an answer that needs its question beside it."""

MOVED = 2
"""Places between two ranks from which the move is worth a sentence."""


LEADING = ("ok", "no_base", "no_spread")
"""Statuses of items whose ranks may be told: no small base, and no published rank, which is told apart."""

UNRANKED = ("one_sided", "suppressed", "no_answers")
"""Statuses of items that stand on no side's list."""


def findings(gaps: Gaps, orders: Iterable[Ranking] = ()) -> tuple[Finding, ...]:
    """Say everything that the results allow, what matters most first.

    Flagged gaps come first, the largest leading; then agreement, ranks that surely differ, printed
    gaps without a base, other ranks, small bases, and what could not be told or was not computed.
    Each finding holds its rows.

    Parameters
    ----------
    gaps : Gaps
        What is said something of.
    orders : iterable of Ranking, optional
        ``gk.rankings(gaps)``: ranks are then told with the ranks that chance allows. Default: as the
        order of the estimates.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 60 + [0] * 40})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> findings(gk.gap(gk.open(survey)))[0].topic
    'flagged'
    """
    said = [_of_row(row, gaps.survey) for row in gaps.rows]
    said += _of_ranks(gaps, {_place_of(each): each for each in orders})
    return tuple(sorted(said, key=lambda each: -each.weight))


def _of_row(row: Gap, survey: Survey) -> Finding:
    """Say what one row allows."""
    if row.status in ("ok", "low_base") and row.verdict:
        return _judged(row, survey)
    teller = {
        "no_base": _without_base,
        "suppressed": _suppressed,
        "masked": _masked,
        "margins_only": _margins_only,
        "rank_only": _rank_only,
        "words_only": _words_only,
        "no_answers": _no_answers,
    }.get(row.status, _one_sided if row.status == "one_sided" else _without_test)
    return teller(row, survey)


def _judged(row: Gap, survey: Survey) -> Finding:
    """Say a tested gap by its verdict."""
    side, reference = labels_of(row, survey)
    item, roles = named(row, survey), of_roles(row, survey)
    if row.verdict == "aligned":
        claim = say.aligned_claim(side, reference, item, size_text(row.margin, row.measure, unit=row.unit))
        detail = [values_text(row), _interval(row, signed=True)]
    elif row.verdict == "undecided":
        claim = (
            say.undecided_ranking(side, item)
            if low_is_first(row.measure)
            else say.undecided_claim(side, item, roles=roles)
        )
        detail = [say.undecided_detail(values_text(row), _interval(row, signed=True), touches_zero=True)]
    else:
        size, over = size_text(row.gap, row.measure, margin=row.margin, unit=row.unit), row.verdict == "over"
        claim = (
            say.ranking_claim(side, reference, item, size, later=over)
            if low_is_first(row.measure)
            else say.gap_claim(say.ROLES if roles else row.kind, side, reference, item, size, higher=over)
        )
        detail = [values_text(row), _interval(row, signed=False), *_margin_clause(row)]
    topic = VERDICT_TOPICS[row.verdict]
    if row.comparable == "related":
        topic = "related"
        detail.append(say.RELATED_CLAUSE)
    if row.status == "low_base":
        topic = "low_base"
        detail.append(_small_base(row, survey))
    return _finding(row, survey, claim, detail, topic)


def _without_base(row: Gap, survey: Survey) -> Finding:
    """Say a printed difference, and the base that would flag it."""
    side, reference = labels_of(row, survey)
    item = named(row, survey)
    size = size_text(row.gap, row.measure, margin=row.margin)
    direction = (row.gap > 0) - (row.gap < 0)
    claim = say.no_base_claim(side, reference, item, size, direction=direction, roles=of_roles(row, survey))
    detail = [values_text(row)]
    if not isnan(row.base_needed):
        needed = count_text(row.base_needed)
        detail.append(
            say.base_needed_clause(unknown_bases(row, survey), needed, never=isinf(row.base_needed))
        )
    if row.comparable == "related":
        return _finding(row, survey, claim, [*detail, say.RELATED_CLAUSE], "related")
    return _finding(row, survey, claim, detail, "no_base")


def _suppressed(row: Gap, survey: Survey) -> Finding:
    claim = say.suppressed_claim(say.item_text(row.label), for_others="complement" in row.flags)
    return _finding(row, survey, claim, [], "suppressed")


def _rank_only(row: Gap, survey: Survey) -> Finding:
    """Set ranks beside each other where a percentage is missing."""
    item = say.item_text(row.label)
    places = [
        _place(row, each, survey)
        for each in (row.of_side, row.of_reference)
        if not isnan(each.rank) and each.status != "one_sided"
    ]
    claim = say.rank_claim(item, places)
    return _finding(row, survey, claim, [say.NO_GAP], "order")


def _words_only(row: Gap, survey: Survey) -> Finding:
    """Quote the source."""
    worded = row.of_side if row.of_side.status == "words_only" else row.of_reference
    item, side = say.item_text(row.label), survey.sides[worded.side].label
    return _finding(row, survey, say.words_claim(item, side, worded.words), [say.NO_GAP], "not_computed")


def _no_answers(row: Gap, survey: Survey) -> Finding:
    empty = row.of_side if row.of_side.status == "no_answers" else row.of_reference
    claim = say.no_answers_claim(say.item_text(row.label), survey.sides[empty.side].label)
    return _finding(row, survey, claim, [say.NO_GAP], "not_computed")


def _one_sided(row: Gap, survey: Survey) -> Finding:
    """Say which side has a figure."""
    item = say.item_text(row.label)
    shown = [each for each in (row.of_side, row.of_reference) if each.status != "one_sided"]
    if not shown:
        return _finding(row, survey, say.not_asked_claim(item), [say.NO_GAP], "not_computed")
    value = value_text(shown[0].value, row.measure) or shown[0].words
    claim = say.one_sided_claim(item, survey.sides[shown[0].side].label, value)
    return _finding(row, survey, claim, [say.NO_GAP], "not_computed")


def _masked(row: Gap, survey: Survey) -> Finding:
    return _finding(row, survey, say.masked_claim(say.item_text(row.label)), [], "suppressed")


def _margins_only(row: Gap, survey: Survey) -> Finding:
    decision = "" if row.bounds is None else row.bounds.decision
    if row.bounds is not None and decision == "holds":
        side, reference = labels_of(row, survey)
        size = size_text(row.gap, row.measure, unit=row.unit)
        claim = say.whatever_overlap_claim(side, reference, named(row, survey), size, higher=row.gap > 0)
        limits = limits_text(row.bounds.low, row.bounds.high, row.measure)
        return _finding(row, survey, claim, [values_text(row), say.whatever_overlap(limits)], "flagged")
    claim = say.margins_only_claim(say.item_text(row.label), values_text(row), decision)
    return _finding(row, survey, claim, [say.NO_TEST], "not_computed")


def _without_test(row: Gap, survey: Survey) -> Finding:
    unknown = not in_points(row.measure) and any(
        isnan(each.spread) for each in (row.of_side, row.of_reference)
    )
    told = say.unknown_spread_claim if unknown else say.no_spread_claim
    claim = told(say.item_text(row.label), values_text(row))
    return _finding(row, survey, claim, [say.NO_TEST], "not_computed")


def _of_ranks(gaps: Gaps, orders: Mapping[tuple[str, ...], Ranking]) -> Iterator[Finding]:
    """Say which first place of a side is far from first on the other, question by question."""
    survey = gaps.survey
    for rows in families(gaps):
        if rows[0].segment != TOTAL or len(rows) <= MOVED:
            continue
        found = {row.item: orders.get(_place_of(row)) for row in rows}
        if any(each is not None and not isnan(each.rank_low_side) for each in found.values()):
            yield from _of_sets(rows, [each for each in found.values() if each is not None], survey)
            continue
        for side in (rows[0].reference, rows[0].side):
            first = [row for row in rows if _estimate_of(row, side).rank == 1]
            if len(first) != 1 or first[0].status not in LEADING or not _moved(first[0], rows):
                continue
            row = first[0]
            both = (row.of_side, row.of_reference)
            each = both if side == row.side else both[::-1]
            claim = say.rank_claim(say.item_text(row.label), [_place(row, one, survey, rows) for one in each])
            yield _finding(row, survey, claim, [say.RANK_DETAIL], "order", size=_distance(row, rows))


def _of_sets(rows: tuple[Gap, ...], orders: Sequence[Ranking], survey: Survey) -> Iterator[Finding]:
    """Say the same where the ranks that chance allows are known: sure or not."""
    ranked = [each for each in orders if not isnan(each.shift)]
    for role in ("reference", "side"):
        first = [each for each in ranked if getattr(each, f"rank_{role}") == 1]
        if len(first) != 1 or first[0].status not in LEADING or abs(first[0].shift) < MOVED:
            continue
        order = first[0]
        row = next(row for row in rows if row.item == order.item)
        roles = (role, "side" if role == "reference" else "reference")
        claim = say.rank_claim(
            say.item_text(order.label), [_ranked_place(order, each, ranked, survey) for each in roles]
        )
        sets = [_rank_set(order, each, survey) for each in roles]
        detail = say.rank_sets_detail(percent_text(order.conf_level), sets, sure=order.moved)
        size = abs(order.shift) / len(ranked)
        sure = order.moved and getattr(order, f"rank_high_{role}") == 1
        yield _finding(row, survey, claim, [detail], "rank" if sure else "order", size=size)


def _ranked_place(order: Ranking, role: str, ranked: Sequence[Ranking], survey: Survey) -> str:
    """Name one side's rank of an item among those that both sides rank."""
    rank = getattr(order, f"rank_{role}")
    tied = sum(getattr(each, f"rank_{role}") == rank for each in ranked) > 1
    value = value_text(getattr(order, f"value_{role}"), order.measure)
    low, high = (getattr(order, f"rank_{end}_{role}") for end in ("low", "high"))
    if rank == 1 and high > 1:
        value = say.possible_ranks(value, int(low), int(high))
    label = survey.sides[getattr(order, role)].label
    scope = say.scope_text(len(ranked), complete=True)
    return say.place_text(label, say.rank_place(int(rank), tied=tied), scope, value)


def _rank_set(order: Ranking, role: str, survey: Survey) -> str:
    """Name the ranks that chance allows on one side."""
    low, high = (int(getattr(order, f"rank_{end}_{role}")) for end in ("low", "high"))
    return say.rank_set(low, high, survey.sides[getattr(order, role)].label)


def _place_of(each: Gap | Ranking) -> tuple[str, ...]:
    """Return which item of which list a row is."""
    return (each.question, each.item, each.side, each.reference, each.segment, each.wave)


def _moved(row: Gap, rows: tuple[Gap, ...]) -> bool:
    """Whether an item stands at least ``MOVED`` places apart on the two sides."""
    return _distance(row, rows) * len(rows) >= MOVED


def _distance(row: Gap, rows: tuple[Gap, ...]) -> float:
    """Return how far the ranks of an item lie apart, as a share of the list; 0 where one is missing."""
    ranks = [float(len(rows)) if isinf(each.rank) else each.rank for each in (row.of_side, row.of_reference)]
    return 0.0 if any(isnan(rank) for rank in ranks) else abs(ranks[0] - ranks[1]) / len(rows)


def _place(row: Gap, each: Estimate, survey: Survey, rows: tuple[Gap, ...] = ()) -> str:
    """Name one side's rank of an item, with ties and, where it is known, the length of its list."""
    beside = [_estimate_of(other, each.side) for other in rows]
    ranked = sum(isfinite(other.rank) for other in beside)
    complete = all(
        isfinite(one.rank) or one.status in UNRANKED or other.comparable == "related"
        for one, other in zip(beside, rows, strict=True)
    )
    scope = say.scope_text(ranked, complete=complete) if beside and not isnan(each.value) else ""
    if isinf(each.rank):
        place, scope = say.LAST_PLACE, ""
    else:
        place = say.rank_place(int(each.rank), tied=sum(other.rank == each.rank for other in beside) > 1)
    value = value_text(each.value, row.measure) or say.RANK_ONLY
    return say.place_text(survey.sides[each.side].label, place, scope, value)


def _estimate_of(row: Gap, side: str) -> Estimate:
    return row.of_side if row.of_side.side == side else row.of_reference


def families(gaps: Gaps | Iterable[Gap]) -> tuple[tuple[Gap, ...], ...]:
    """Group rows by question, pair of sides and segment, in order."""
    grouped: dict[tuple[str, ...], list[Gap]] = {}
    for row in gaps:
        grouped.setdefault((row.question, row.side, row.reference, row.segment), []).append(row)
    return tuple(tuple(rows) for rows in grouped.values())


def of_roles(row: Gap, survey: Survey) -> bool:
    """Whether a row compares roles, whose names are no groups of people."""
    return any(survey.sides[each].role_of for each in (row.side, row.reference))


def named(row: Gap, survey: Survey) -> str:
    """Return an item as a sentence names it, with its question where an answer says too little alone."""
    question, item = survey.question(row.question), say.item_text(row.label)
    ambiguous = question.format == "single" or bool(question.roles)
    if not ambiguous or not question.label or len(row.label.split()) > SHORT or question.label == row.label:
        return item
    return say.of_question(item, question.label)


def labels_of(row: Gap, survey: Survey) -> tuple[str, str]:
    """Return the names of the side and of its reference; those of roles, which are no groups, in quotes."""
    sides = [survey.sides[each] for each in (row.side, row.reference)]
    side, reference = (say.item_text(each.label) if each.role_of else each.label for each in sides)
    return side, reference


def values_text(row: Gap) -> str:
    """Return the two values, side first."""
    measure = row.measure
    return say.against(value_text(row.of_side.value, measure), value_text(row.of_reference.value, measure))


def unknown_bases(row: Gap, survey: Survey) -> list[str]:
    """Return the names of the sides whose base nobody stated."""
    return [survey.sides[each.side].label for each in (row.of_side, row.of_reference) if isnan(each.base)]


def is_beyond(row: Gap) -> bool:
    """Whether the whole family interval lies at or beyond the margin."""
    return row.ci_low_family >= row.margin or row.ci_high_family <= -row.margin


def _interval(row: Gap, *, signed: bool) -> str:
    """Name the family interval; without signs where the claim gives the direction."""
    low, high = row.ci_low_family, row.ci_high_family
    limits = (
        gap_interval_text(low, high, row.measure, margin=row.margin)
        if signed
        else limits_text(low, high, row.measure, margin=row.margin)
    )
    level = percent_text(row.conf_level)
    return say.interval_clause(level, limits, row.family_size, adjusted=row.adjust != "none")


def _margin_clause(row: Gap) -> list[str]:
    """Compare a flagged gap with the margin, where one is given."""
    if isnan(row.margin):
        return []
    return [say.margin_clause(size_text(row.margin, row.measure, unit=row.unit), beyond=is_beyond(row))]


def _small_base(row: Gap, survey: Survey) -> str:
    """Name the smaller side's base."""
    smaller = min((row.of_side, row.of_reference), key=lambda each: each.base)
    return say.small_base_clause(count_text(smaller.base), survey.sides[smaller.side].label)


def _finding(
    row: Gap, survey: Survey, claim: str, detail: list[str], topic: Topic, size: float | None = None
) -> Finding:
    """Put segment and claim together and weigh them."""
    if row.segment != TOTAL:
        claim = say.among(f"{survey.segments[row.segment_by].label} {row.segment}", claim)
    weight = TIERS[topic] + min(importance(row) if size is None else size, 0.999)
    return Finding(claim, "; ".join(detail), (row,), weight, topic)


def importance(row: Gap) -> float:
    """Return how large a gap is, from 0 to 1: share differences as they are, means by their scale."""
    return importance_of(row.gap, row.measure)


def importance_of(size: float, measure: str) -> float:
    """Return how large a difference in a measure's units is, from 0 to 1; 0 where there is none."""
    if isnan(size):
        return 0.0
    return abs(size) / (1.0 if in_points(measure) else MEANS_SPAN)
