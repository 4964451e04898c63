"""Gaps segment by segment, hidden cells shown as hidden, and whether segments differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from gapkit.charts.rows import ordered
from gapkit.contrasting import Contrasts, Variation
from gapkit.display import DASH, count_text, gap_interval_text, gap_text, number_text, p_text, percent_text
from gapkit.findings import keys_of, segment_findings
from gapkit.findings.list_headlines import segment_headline
from gapkit.gaps import Gap, Gaps
from gapkit.reports import english as words
from gapkit.reports import english_results as say
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
from gapkit.reports.figures import heat_figures
from gapkit.reports.gap_tables import Marks, head_text, notes
from gapkit.reports.results import Results
from gapkit.reports.summary import finding_line
from gapkit.responses import Responses
from gapkit.survey import Question

ACROSS = 7
"""Segments side by side in one table."""

MOST = 6
"""Sentences on segments that differ; the table below them has all."""


def segment_section(results: Results, by: str) -> Section:
    """Return the gaps of one break: a heat map, what differs, a table per question."""
    gaps = results.segments[by]
    survey, label = results.survey, results.survey.segments[by].label
    shown = [each for each in survey.questions if _has_gaps(gaps, each)]
    whole = [survey.question(each) for each in results.whole_questions(by)]
    left = [each.label or each.id for each in survey.questions if each not in shown and each not in whole]
    lead: list[Block] = [Paragraph(line(_intro(results, by)))]
    if left:
        lead.append(Paragraph(line(words.without_gaps(left))))
    if whole:
        told = words.not_broken_down([each.label or each.id for each in whole], label)
        lead.append(Paragraph(line(told)))
    for pair in results.pairs():
        if any(row.status != "one_sided" for row in gaps.rows_of(side=pair[0], reference=pair[1])):
            lead += _heat(results, by, pair)
    blocks = [*lead, *_differing(results, by)]
    blocks += [_group(results, gaps, question, label) for question in shown]
    return Section(words.segment_title(label), tuple(blocks), new_page=False)


def _heat(results: Results, by: str, pair: tuple[str, str]) -> list[Block]:
    """Return the heat map of a pair of sides under what it shows; nothing for too many segments."""
    figures = heat_figures(results, by, pair)
    if not figures:
        return []
    rows = results.segments[by].rows_of(side=pair[0], reference=pair[1])
    title = segment_headline(rows, results.survey)
    return [Group((Heading(title, keys=keys_of(rows)), figures[0])), *figures[1:]]


def _intro(results: Results, by: str) -> str:
    """Say which side is broken down, and what the intervals cover."""
    survey = results.survey
    broken = [
        side
        for side, part in results.study.sides.items()
        if isinstance(part, Responses) and by in part.segments
    ]
    return words.segment_intro(
        [survey.sides[each].label for each in broken],
        [side.label for side in survey.sides.values() if side.id not in broken and not side.role_of],
        len(results.segments[by].tally.segments),
        survey.analysis.family,
    )


def _has_gaps(gaps: Gaps, question: Question) -> bool:
    """Whether any gap of a question is there or hidden; items of one side have none."""
    return any(row.status != "one_sided" for row in gaps.rows_of(question=question.id))


def _differing(results: Results, by: str) -> Iterator[Block]:
    """Say which gaps differ between segments; nothing where there is nothing to compare."""
    contrasts = results.contrasts.get(by)
    items = [] if contrasts is None else [each for each in contrasts.items if not isnan(each.q_p_value)]
    if contrasts is None or not items:
        return
    said = segment_findings(contrasts)[:MOST]
    told = [finding_line(each) for each in said] or [line(say.none_differ(len(items)))]
    yield Group((Heading(say.DIFFER), Points(tuple(told)), _variation_table(items, contrasts, results)))


def _variation_table(items: Sequence[Variation], contrasts: Contrasts, results: Results) -> Table:
    """Lay out, item by item, how gaps vary over the segments and whether they follow their order."""
    trends = any(not isnan(each.slope) for each in items)
    level = percent_text(contrasts.method.conf_level)
    first, *rest = (each.format(level=level) for each in say.DIFFER_COLUMNS)
    widths = (20.0, 14.0, 20.0, 30.0, 16.0)[: None if trends else 2]
    heads = [Column(first, align="left")]
    heads += [Column(head, width) for head, width in zip(rest, widths, strict=False)]
    laid: list[Row] = []
    places = list(dict.fromkeys((each.question, each.side, each.reference) for each in items))
    for place in places:
        part = [each for each in items if (each.question, each.side, each.reference) == place]
        if len(places) > 1:
            laid.append(Row((Cell(_name(part[0], results)),), group=True))
        laid += [_variation_row(each, trends=trends) for each in part]
    told = [say.DIFFER_NOTE, *([say.TREND_NOTE] if trends else [])]
    if any("shared_total" in row.flags for row in contrasts.rows):
        told.append(say.SHARED_TOTAL)
    if any(row.status in ("suppressed", "masked") for row in contrasts.gaps.rows):
        told.append(say.HIDDEN_COUNT)
    return Table(say.DIFFER_CAPTION, tuple(heads), tuple(laid), tuple(told))


def _name(item: Variation, results: Results) -> str:
    """Return the question, and the pair of sides where there are several."""
    question = results.survey.question(item.question)
    label = question.label or question.id
    if len(results.pairs_of(item.question)) == 1:
        return label
    side, reference = (results.survey.sides[each].label for each in (item.side, item.reference))
    return f"{label}, {words.pair_text(side, reference)}"


def _variation_row(item: Variation, *, trends: bool) -> Row:
    """Return one item's variation as cells."""
    level = 1 - item.conf_level
    cells = [
        Cell(item.label),
        Cell(p_text(item.q_p_adjusted), "bold" if item.q_p_adjusted < level else "muted"),
        Cell(DASH if isnan(item.i2) else f"{number_text(100 * item.i2, 0)}%"),
    ]
    if trends:
        limits = gap_interval_text(item.slope_low, item.slope_high, item.measure)
        cells += [
            Cell(gap_text(item.slope, item.measure)),
            Cell(limits),
            Cell(p_text(item.slope_p_adjusted), "bold" if item.slope_p_adjusted < level else "muted"),
        ]
    return Row(tuple(cells))


def _group(results: Results, gaps: Gaps, question: Question, label: str) -> Group:
    """Return one question's tables."""
    segments = gaps.tally.segments
    tables = [
        _segment_table(results, gaps, question, pair, segments[start : start + ACROSS], label)
        for pair in results.pairs_of(question.id)
        if gaps.rows_of(question=question.id, side=pair[0], reference=pair[1])
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
    marks = Marks.of([*totals, *shown], denoted=False)
    laid = [
        Row(
            (
                Cell(total.label, mark=marks.related if total.comparable == "related" else ""),
                _cell(total, marks),
                *(_cell(cells[total.item, each], marks) for each in segments),
            )
        )
        for total in ordered(totals, "gap")
    ]
    counted = [totals, *([row for row in shown if row.segment == each] for each in segments)]
    laid.append(Row((Cell(words.FLAGGED_ROW, "bold"), *(Cell(_flagged(rows), "bold") for rows in counted))))
    caption = words.segment_caption(question.label or question.id, side, reference, label)
    return Table(caption, tuple(heads), tuple(laid), notes([*totals, *shown], survey, marks))


def _cell(row: Gap, marks: Marks) -> Cell:
    """Return a gap, bold where flagged; a word where it is hidden."""
    if row.status == "suppressed":
        return Cell(words.HIDDEN, "muted")
    if isnan(row.gap):
        return Cell(DASH, "muted")
    mark = marks.low if row.status == "low_base" else ""
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
