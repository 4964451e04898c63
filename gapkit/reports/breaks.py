"""Gaps segment by segment, hidden cells shown as hidden."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from gapkit.charts.rows import ordered
from gapkit.display import DASH, count_text, gap_text
from gapkit.gaps import Gap, Gaps
from gapkit.reports import english as words
from gapkit.reports.document import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    line,
)
from gapkit.reports.gap_tables import head_text, notes
from gapkit.reports.results import Results
from gapkit.responses import Responses
from gapkit.survey import Question

ACROSS = 7
"""Segments side by side in one table."""


def segment_section(results: Results, by: str) -> Section:
    """Return the gaps of one break: a table per question, a column per segment."""
    gaps = results.segments[by]
    survey, label = results.survey, results.survey.segments[by].label
    segments = gaps.tally.segments
    broken = [
        side
        for side, part in results.study.sides.items()
        if isinstance(part, Responses) and by in part.segments
    ]
    whole = [side for side in survey.sides if side not in broken]
    intro = words.segment_intro(
        [survey.sides[each].label for each in broken],
        [survey.sides[each].label for each in whole],
        len(segments),
        survey.analysis.family,
    )
    shown = [each for each in survey.questions if _has_gaps(gaps, each)]
    left = [each.label or each.id for each in survey.questions if each not in shown]
    lead: list[Block] = [Paragraph(line(intro))]
    if left:
        lead.append(Paragraph(line(words.without_gaps(left))))
    groups = [_group(results, gaps, question, label) for question in shown]
    first = Group((*lead, *(groups[0].blocks if groups else ())))
    return Section(words.segment_title(label), (first, *groups[1:]), new_page=False)


def _has_gaps(gaps: Gaps, question: Question) -> bool:
    """Whether any gap of a question is there or hidden; items of one side have none."""
    return any(row.status != "one_sided" for row in gaps.rows_of(question=question.id))


def _group(results: Results, gaps: Gaps, question: Question, label: str) -> Group:
    """Return one question's tables."""
    segments = gaps.tally.segments
    tables = [
        _segment_table(results, gaps, question, pair, segments[start : start + ACROSS], label)
        for pair in results.pairs_of(question.id)
        for start in range(0, len(segments), ACROSS)
    ]
    return Group((Heading(question.label or question.id), *tables))


def _segment_table(
    results: Results,
    gaps: Gaps,
    question: Question,
    pair: tuple[str, str],
    segments: Sequence[str],
    label: str,
) -> Table:
    """Lay out one question: the total's order, the total's gap first."""
    survey = results.survey
    side, reference = (survey.sides[each].label for each in pair)
    totals = results.rows(question.id, pair)
    cells = {
        (row.item, row.segment): row
        for row in gaps.rows_of(question=question.id, side=pair[0], reference=pair[1])
    }
    heads = [Column(words.ITEM, align="left"), Column(words.TOTAL, 15.0)]
    shown = [row for row in cells.values() if row.segment in segments]
    heads += [Column(head_text(each), 16.0, under=_size(shown, each)) for each in segments]
    laid = [
        Row((_label(total), _cell(total), *(_cell(cells[total.item, each]) for each in segments)))
        for total in ordered(totals, "gap")
    ]
    counted = [totals, *([row for row in shown if row.segment == each] for each in segments)]
    laid.append(Row((Cell(words.FLAGGED_ROW, "bold"), *(Cell(_flagged(rows), "bold") for rows in counted))))
    caption = words.segment_caption(question.label or question.id, side, reference, label)
    told = notes([*totals, *shown], survey, denoted=False)
    return Table(caption, tuple(heads), tuple(laid), told)


def _label(row: Gap) -> Cell:
    """Return an item's label, marked where the pair is merely related."""
    return Cell(row.label, mark=words.RELATED_MARK if row.comparable == "related" else "")


def _cell(row: Gap) -> Cell:
    """Return a gap, bold where flagged; a word where it is hidden."""
    if row.status == "suppressed":
        return Cell(words.HIDDEN, "muted")
    if isnan(row.gap):
        return Cell(DASH, "muted")
    mark = words.LOW_MARK if row.status == "low_base" else ""
    text = gap_text(row.gap, row.measure, margin=row.margin)
    return Cell(text, "bold" if row.flagged and row.status == "ok" else "muted", mark)


def _flagged(rows: Sequence[Gap]) -> str:
    """Return how many of the tested rows are flagged; small bases and related pairs are not counted."""
    tested = [row for row in rows if row.verdict and row.status == "ok" and row.comparable != "related"]
    return f"{sum(row.flagged for row in tested)} of {len(tested)}" if tested else DASH


def _size(rows: Sequence[Gap], segment: str) -> str:
    """Return the smaller side's largest base in a segment."""
    inside = [row for row in rows if row.segment == segment]
    bases = []
    for name in ("of_side", "of_reference"):
        known = [getattr(row, name).base for row in inside if getattr(row, name).segment == segment]
        known = [base for base in known if base > 0]
        if known:
            bases.append(max(known))
    return words.segment_base(count_text(min(bases))) if bases else ""
