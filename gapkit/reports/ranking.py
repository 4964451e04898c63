"""Ranks of the items on each side with the ranks that chance allows, and how alike the two orders are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, isfinite, isinf, isnan

from gapkit.display import DASH, in_points, low_is_first, number_text, percent_text, rank_text, value_text
from gapkit.findings import Finding, findings, keys_of
from gapkit.gaps import Gap
from gapkit.ranking import Agreement, Ranking
from gapkit.reports import english as words
from gapkit.reports import english_results as say
from gapkit.reports.document import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    Line,
    Paragraph,
    Points,
    Row,
    Section,
    Table,
    line,
)
from gapkit.reports.figures import agreement_figure, rank_figure
from gapkit.reports.gap_tables import Marks, head_text, notes
from gapkit.reports.results import Results
from gapkit.reports.summary import finding_line
from gapkit.survey import Question

PLACES = 2
"""Places moved from which two orders are not nearly the same."""

FEWEST_ALIKE, ALIKE = 4, 0.5
"""Items from which two orders may be called nearly the same, and what tau surely exceeds then."""

FEWEST = 3
"""Ranked items from which an order says something."""

LINES = 20
"""Items beyond which two lists beside each other no longer fit on a page."""

SCATTERED = range(8, 21)
"""Items that a plane of both sides' shares shows well."""

MOST = 3
"""Sentences about the ranks of a question."""

Pair = tuple[str, str]


def rank_order(results: Results) -> Section | None:
    """Return the ranks of every question that has some on both sides; nothing where none has."""
    groups: list[Group] = []
    alike: list[str] = []
    seen: list[Ranking] = []
    said = [each for each in findings(results.gaps, results.orders) if each.topic in ("rank", "order")]
    for question in results.survey.questions:
        for pair in results.pairs_of(question.id):
            label = _label(results, question, pair)
            ranked = _ranked(results, question, pair)
            if len(ranked) < FEWEST or not any(_is_ranked_twice(row) for row in ranked):
                continue
            seen += ranked
            told = [each for each in said if _is_of(each, ranked[0])][:MOST]
            if told or any(abs(row.shift) >= PLACES for row in ranked):
                groups += _ranking(results, question, pair, ranked, told)
            elif _nearly_same(ranked, _agreement(results, question, pair)):
                alike.append(label)
    if not groups and not alike:
        return None
    alike = list(dict.fromkeys(alike))
    lead: list[Block] = [Paragraph(line(_intro(results, seen)))]
    if alike:
        lead.append(Paragraph(line(words.same_order(alike))))
    first = Group((*lead, *(groups[0].blocks if groups else ())))
    return Section(words.RANKS, (first, *groups[1:]), new_page=False)


def _label(results: Results, question: Question, pair: Pair) -> str:
    """Return the question, and the pair of sides where there are several."""
    label = question.label or question.id
    if len(results.pairs_of(question.id)) == 1:
        return label
    return f"{label}, {words.pair_text(*(results.survey.sides[each].label for each in pair))}"


def _is_of(told: Finding, ranked: Ranking) -> bool:
    """Whether a sentence is about this question and this pair of sides."""
    row = told.rows[0]
    place = (row.question, row.side, row.reference)
    return place == (ranked.question, ranked.side, ranked.reference)


def _agreement(results: Results, question: Question, pair: Pair) -> Agreement:
    """Return how alike the two orders of a question are."""
    return next(
        each
        for each in results.orders.agreements
        if (each.question, each.side, each.reference) == (question.id, *pair)
    )


def _nearly_same(ranked: Sequence[Ranking], agreement: Agreement) -> bool:
    """Whether two orders, none of whose items moves far, may be called the same.

    The first place is shared, and tau is surely high where chance is known.
    """
    both = [row for row in ranked if _is_ranked_twice(row)]
    first = {row.item for row in both if row.rank_side == 1} == {
        row.item for row in both if row.rank_reference == 1
    }
    sure = isnan(agreement.tau_low) or agreement.tau_low > ALIKE
    return len(both) >= FEWEST_ALIKE and first and sure


def _intro(results: Results, ranked: Sequence[Ranking]) -> str:
    """Say what rank 1 is, and what the figures in brackets are."""
    low = [low_is_first(row.measure) for row in ranked]
    first = say.LOWEST if all(low) else say.HIGHEST_OR_LOWEST if any(low) else say.HIGHEST
    told = [say.RANK_INTRO.format(first=first)]
    if any(_has_set(row) for row in ranked):
        told.append(say.RANK_SETS.format(level=percent_text(results.orders.method.conf_level)))
    if not all(_has_set(row) for row in ranked):
        told.append(say.NO_RANK_SETS)
    return " ".join([*told, say.NO_RELATED])


def _ranked(results: Results, question: Question, pair: Pair) -> list[Ranking]:
    """Return the items that have a rank on a side, the reference's first on top."""
    rows = results.orders.rows_of(question=question.id, side=pair[0], reference=pair[1])
    kept = [row for row in rows if not (isnan(row.rank_side) and isnan(row.rank_reference))]
    return sorted(kept, key=lambda row: (_place(row.rank_reference), _place(row.rank_side)))


def _place(rank: float) -> float:
    """Return what orders a rank; none comes after last."""
    return inf if isnan(rank) else 1e9 if isinf(rank) else rank


def _is_ranked_twice(row: Ranking) -> bool:
    return not (isnan(row.rank_side) or isnan(row.rank_reference))


def _has_set(row: Ranking) -> bool:
    return not (isnan(row.rank_low_side) or isnan(row.rank_low_reference))


def _ranking(
    results: Results, question: Question, pair: Pair, ranked: list[Ranking], told: list[Finding]
) -> Iterator[Group]:
    """Set out one question's ranks: sentences and chart, then the table, then the plane of both sides."""
    rows = results.rows(question.id, pair)
    label = _label(results, question, pair)
    lines = [*(finding_line(each) for each in told), *_alike(results, question, pair, ranked, rows)]
    blocks: list[Block] = [Heading(label), Points(tuple(lines))]
    if len(ranked) <= LINES:
        blocks.append(rank_figure(results, question.id, pair))
    yield Group(tuple(blocks))
    yield Group((_rank_table(ranked, label, results, rows),))
    shown = [row for row in rows if not isnan(row.gap)]
    if len(shown) in SCATTERED and all(in_points(row.measure) for row in shown):
        yield Group((agreement_figure(results, question.id, pair),))


def _alike(
    results: Results, question: Question, pair: Pair, ranked: list[Ranking], rows: Sequence[Gap]
) -> Iterator[Line]:
    """Say how alike the two orders are as a whole."""
    agreement = _agreement(results, question, pair)
    known = any(_has_set(row) for row in ranked)
    told = [say.moved_text(sum(row.moved for row in ranked), agreement.items)] if known else []
    told += _agreement_texts(agreement)
    if told:
        yield line(" ".join(told), keys=keys_of(row for row in rows if row.comparable != "related"))


def _agreement_texts(agreement: Agreement) -> Iterator[str]:
    """Say tau and the shared top places, as far as they are known."""
    if agreement.items >= FEWEST and not isnan(agreement.tau):
        limits = "" if isnan(agreement.tau_low) else _limits(agreement.tau_low, agreement.tau_high, 2)
        yield say.tau_text(number_text(agreement.tau, 2), limits)
    if agreement.k < agreement.items and not isnan(agreement.overlap):
        known = not isnan(agreement.overlap_low)
        limits = _limits(agreement.overlap_low, agreement.overlap_high, 0) if known else ""
        yield say.overlap_text(number_text(agreement.overlap, 0), limits, agreement.k)


def _limits(low: float, high: float, decimals: int) -> str:
    return say.range_text(number_text(low, decimals), number_text(high, decimals))


def _rank_table(rows: list[Ranking], question: str, results: Results, gaps: Sequence[Gap]) -> Table:
    """Lay out the ranks, the reference's first on top."""
    survey = results.survey
    labels = [survey.sides[each].label for each in (rows[0].side, rows[0].reference)]
    side, reference = (head_text(each) for each in labels)
    heads = (
        Column(words.ITEM, align="left"),
        Column(side, 17.5),
        Column(words.RANK, 15.0),
        Column(reference, 17.5),
        Column(words.RANK, 15.0),
        Column(say.SHIFT, 61.0, align="left"),
    )
    beside = {row.item: row for row in gaps}
    marks = Marks.of([beside[row.item] for row in rows])
    laid = tuple(_laid(row, rows, marks.text(beside[row.item])) for row in rows)
    told = notes((), survey, marks)
    sets = any(_has_set(row) for row in rows)
    return Table(words.rank_caption(question), heads, laid, (*told, say.shift_note(*labels, sets=sets)))


def _laid(row: Ranking, rows: Sequence[Ranking], mark: str) -> Row:
    """Return one item's places as cells."""
    tied = [
        isfinite(rank) and sum(getattr(each, name) == rank for each in rows) > 1
        for name, rank in (("rank_side", row.rank_side), ("rank_reference", row.rank_reference))
    ]
    side = _rank(row.rank_side, row.rank_low_side, row.rank_high_side, tied=tied[0])
    reference = _rank(row.rank_reference, row.rank_low_reference, row.rank_high_reference, tied=tied[1])
    return Row(
        (
            Cell(row.label, mark=mark),
            Cell(value_text(row.value_side, row.measure) or DASH),
            Cell(side),
            Cell(value_text(row.value_reference, row.measure) or DASH),
            Cell(reference),
            Cell(row.shift_text if isfinite(row.shift) else DASH, "bold" if row.moved else "muted"),
        )
    )


def _rank(rank: float, low: float, high: float, *, tied: bool) -> str:
    """Return a rank with the ranks that chance allows, = for a tie."""
    told = rank_text(rank, tied=tied)
    if isnan(low):
        return told
    ends = rank_text(low) if low == high else f"{rank_text(low)}{DASH}{rank_text(high)}"
    return f"{told} ({ends})"
