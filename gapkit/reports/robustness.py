"""Whether verdicts hold under other defensible choices: a short part of the method."""

from __future__ import annotations

from gapkit.reports import english_results as say
from gapkit.reports.document import Block, Cell, Column, Heading, Paragraph, Points, Row, Table, line
from gapkit.reports.results import Results
from gapkit.sensitivities import Holding, sensitivity

MOST, MOST_NOTES = 20, 8
"""Verdicts, and notes on what was tried, that are listed at most."""


def robustness(results: Results) -> list[Block]:
    """Return how many verdicts hold, which do not, and what could not be tried; nothing without verdicts."""
    if not any(row.verdict for row in results.gaps.rows):
        return []
    panel = sensitivity(results.study)
    holdings = [each for each in panel.holdings if each.verdict and each.variants]
    changed = sorted((each for each in holdings if each.changes), key=lambda each: each.holds - each.variants)
    whole = len(holdings) - len(changed)
    blocks: list[Block] = [Heading(say.SENSITIVITY)]
    blocks.append(Paragraph(line(say.holding_text(whole, len(holdings), panel.variants))))
    if changed:
        blocks.append(_table(changed[:MOST], len(changed), results))
    notes = [line(each) for each in panel.notes[:MOST_NOTES]]
    left = len(panel.notes) - len(notes)
    if notes:
        blocks.append(Points((*notes, line(say.more_notes(left))) if left else tuple(notes)))
    return blocks


def _table(changed: list[Holding], of: int, results: Results) -> Table:
    """Lay out the verdicts that another choice changes."""
    first, verdict, holds, others = say.SENSITIVITY_COLUMNS
    heads = (
        Column(first, align="left"),
        Column(verdict, 22.0, align="left"),
        Column(holds, 20.0),
        Column(others, 66.0, align="left"),
    )
    rows = tuple(_row(each, results) for each in changed)
    left = of - len(changed)
    told = (say.more_verdicts(left),) if left else ()
    return Table(say.SENSITIVITY_CAPTION, heads, rows, told)


def _row(each: Holding, results: Results) -> Row:
    """Return one verdict as cells."""
    question = results.survey.question(each.question)
    several = len(results.survey.questions) > 1
    label = say.item_of(question.label or question.id, each.label) if several else each.label
    changes = ", ".join(f"{one.variant} ({one.verdict})" for one in each.changes)
    count = say.OF_VARIANTS.format(holds=each.holds, variants=each.variants)
    return Row(tuple(Cell(text) for text in (label, each.verdict, count, changes)))
