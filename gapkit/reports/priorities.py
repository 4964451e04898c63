"""What to mend first: items by how much they are wanted and how far the other side is from them."""

from __future__ import annotations

from math import isnan

from gapkit.display import in_points
from gapkit.gaps import Gap
from gapkit.reports import english_results as say
from gapkit.reports.document import Group, Paragraph, Section, line
from gapkit.reports.figures import priority_group
from gapkit.reports.results import Results

KINDS = ("delivery", "experience", "self_image")
"""Kinds of questions in which the side tells or shows what it does; a belief is nothing to mend first."""

SHOWN = range(5, 41)
"""Items that a quadrant can set apart."""


def priority_section(results: Results) -> Section | None:
    """Return a quadrant per question of wants; nothing where there is none with enough tested items."""
    groups = [
        priority_group(results, question.id, pair)
        for question in results.survey.questions
        if question.kind in KINDS and not question.roles
        for pair in results.pairs_of(question.id)
        if sum(_counts(row) for row in results.rows(question.id, pair)) in SHOWN
    ]
    if not groups:
        return None
    first, *rest = groups
    lead = Group((Paragraph(line(say.PRIORITIES_INTRO)), *first.blocks))
    return Section(say.PRIORITIES, (lead, *rest), new_page=False)


def _counts(row: Gap) -> bool:
    """Whether an item may stand in a quadrant: a tested share of the same question."""
    tested = bool(row.verdict) and not isnan(row.gap)
    return tested and in_points(row.measure) and row.comparable != "related"
