"""Ranks of the items on each side, ties told."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite, isinf, isnan

from gapkit.display import DASH, MINUS, rank_text, value_text
from gapkit.findings import Finding, findings
from gapkit.gaps import Gap
from gapkit.reports import english as words
from gapkit.reports.document import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    Paragraph,
    Points,
    Row,
    Section,
    Table,
    line,
)
from gapkit.reports.figures import rank_figure
from gapkit.reports.gap_tables import head_text, mark_text, notes
from gapkit.reports.results import Results
from gapkit.reports.summary import finding_line
from gapkit.survey import Question
from gapkit.tallies import Estimate

PLACES = 2
"""Places moved from which two orders are not nearly the same."""

FEWEST = 3
"""Ranked items from which an order says something."""

BARS = 12
"""Items from which back-to-back bars grow too long for a page."""

MOST = 3
"""Sentences about the ranks of a question."""


def rank_order(results: Results) -> Section | None:
    """Return the ranks of every question that has some on both sides; nothing where none has."""
    groups: list[Group] = []
    alike: list[str] = []
    said = [each for each in findings(results.gaps) if each.topic == "rank"]
    for question in results.survey.questions:
        label = question.label or question.id
        for pair in results.pairs():
            ranked = [row for row in results.rows(question.id, pair) if _is_ranked(row)]
            if len(ranked) < FEWEST or not any(_is_ranked_twice(row) for row in ranked):
                continue
            told = [each for each in said if each.rows[0] in ranked][:MOST]
            if told or any(_moved(row) for row in ranked):
                groups.append(Group((Heading(label), *_ranking(results, question, pair, ranked, told))))
            else:
                alike.append(label)
    if not groups and not alike:
        return None
    intro: list[Block] = [Paragraph(line(words.RANK_INTRO))]
    if alike:
        intro.append(Paragraph(line(words.same_order(alike))))
    first = Group((*intro, *(groups[0].blocks if groups else ())))
    return Section(words.RANKS, (first, *groups[1:]), new_page=False)


def _ranking(
    results: Results, question: Question, pair: tuple[str, str], ranked: list[Gap], told: list[Finding]
) -> Iterator[Block]:
    """Set out one question's ranks: sentences, chart, table."""
    if told:
        yield Points(tuple(finding_line(each) for each in told))
    if len(ranked) <= BARS:
        yield rank_figure(results, question.id, pair)
    yield _rank_table(ranked, question.label or question.id, results)


def _is_ranked(row: Gap) -> bool:
    """Whether an item has a rank on a side; merely related pairs are left out."""
    ranks = (row.of_side.rank, row.of_reference.rank)
    return row.comparable != "related" and not all(isnan(rank) for rank in ranks)


def _is_ranked_twice(row: Gap) -> bool:
    return not (isnan(row.of_side.rank) or isnan(row.of_reference.rank))


def _moved(row: Gap) -> bool:
    """Whether an item stands two places or more apart, or last on one side only."""
    ranks = (row.of_side.rank, row.of_reference.rank)
    return _is_ranked_twice(row) and abs(min(ranks[0], 1e9) - min(ranks[1], 1e9)) >= PLACES


def _rank_table(rows: list[Gap], question: str, results: Results) -> Table:
    """Lay out the ranks, the reference's first on top."""
    survey = results.survey
    side, reference = (head_text(survey.sides[each].label) for each in (rows[0].side, rows[0].reference))
    heads = (
        Column(words.ITEM, align="left"),
        Column(side, 24.0),
        Column(words.RANK, 14.0),
        Column(reference, 24.0),
        Column(words.RANK, 14.0),
        Column(words.MOVE, 20.0),
    )
    ordered = sorted(rows, key=lambda row: (_key(row.of_reference), _key(row.of_side)))
    every = results.rows(rows[0].question, (rows[0].side, rows[0].reference))
    sides = [row.of_side for row in every]
    references = [row.of_reference for row in every]
    laid = [
        Row(
            (
                Cell(row.label, mark=mark_text(row)),
                Cell(value_text(row.of_side.value, row.measure) or DASH),
                Cell(_rank(row.of_side, sides)),
                Cell(value_text(row.of_reference.value, row.measure) or DASH),
                Cell(_rank(row.of_reference, references)),
                Cell(_move(row), "muted"),
            )
        )
        for row in ordered
    ]
    labels = (survey.sides[rows[0].side].label, survey.sides[rows[0].reference].label)
    return Table(
        words.rank_caption(question), heads, tuple(laid), (*notes(rows, survey), words.move_note(*labels))
    )


def _key(each: Estimate) -> float:
    """Return what orders a rank; none comes after last."""
    return inf if isnan(each.rank) else 1e9 if isinf(each.rank) else each.rank


def _rank(each: Estimate, beside: list[Estimate]) -> str:
    """Return a rank, with = for a tie."""
    tied = isfinite(each.rank) and sum(other.rank == each.rank for other in beside) > 1
    return rank_text(each.rank, tied=tied)


def _move(row: Gap) -> str:
    """Return how many places lower (minus) or higher (plus) the side ranks an item than the reference."""
    ranks = (row.of_reference.rank, row.of_side.rank)
    if not all(isfinite(rank) for rank in ranks):
        return DASH
    moved = round(ranks[0] - ranks[1])
    return "0" if not moved else f"{'+' if moved > 0 else MINUS}{abs(moved)}"
