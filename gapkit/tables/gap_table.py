"""The one step that decides what a table of gaps says; the renderers only lay it out."""

from __future__ import annotations

from itertools import groupby
from math import isnan

from gapkit.checks import warned
from gapkit.display import DASH, gap_interval_text, gap_text, in_points, p_text, rank_text, value_text
from gapkit.findings.method_words import lowered_bases
from gapkit.gaps import Gap, Gaps
from gapkit.survey import Survey
from gapkit.tables.captions import caption
from gapkit.tables.model import GapTable, Head, TableBlock, TableRow
from gapkit.tables.notes import notes
from gapkit.tallies import Estimate

SYNTHETIC = "SYNTHETIC DATA"
"""The mark of everything made from invented respondents."""

SYNTHETIC_NOTE = "Synthetic data: no real person answered."


def gap_table(gaps: Gaps) -> GapTable:
    """Lay out gaps as text: questions and pairs of sides apart, in survey order, the last wave of several.

    Parameters
    ----------
    gaps : Gaps
        Shares run 0 to 1 there; here they become percent and points, as ``display`` prints them.

    Returns
    -------
    GapTable
        Rows with every cell as text; nothing is left out, suppressed items have a row that says so.
    """
    wave = f", {gaps.waves[-1]}" if gaps.waves else ""
    gaps = gaps.latest()
    survey = gaps.survey
    blocks = tuple(
        _block(list(rows), gaps)
        for _, rows in groupby(gaps.rows, key=lambda row: (row.question, row.side, row.reference))
    )
    title = f"{survey.title}{wave} [{SYNTHETIC}]" if survey.synthetic else survey.title + wave
    source = f"Source: {survey.source}" if survey.source else ""
    footer = (source, lowered_bases(survey.low_base), SYNTHETIC_NOTE if survey.synthetic else "")
    return GapTable(title, blocks, tuple(line for line in footer if line))


def _block(rows: list[Gap], gaps: Gaps) -> TableBlock:
    """Lay out one question for one pair of sides."""
    survey, first = gaps.survey, rows[0]
    noted = any(notes(row, survey) for row in rows)
    return TableBlock(
        title=_title(first, survey),
        wording=_wording(first, survey),
        heads=_heads(first, gaps, noted=noted),
        rows=tuple(TableRow(_cells(row, gaps, noted=noted), row.flagged) for row in rows),
        caption=tuple(filter(None, (*caption(rows, survey, gaps.method), warned(gaps, rows)))),
    )


def _title(row: Gap, survey: Survey) -> str:
    """Return the question's label, the pair where there are several, and the synthetic mark."""
    title = survey.question(row.question).label
    if len(survey.pairs_of(survey.question(row.question))) > 1:
        title += f": {survey.sides[row.side].label} and {survey.sides[row.reference].label}"
    return f"{title} [{SYNTHETIC}]" if survey.synthetic else title


def _wording(row: Gap, survey: Survey) -> tuple[str, ...]:
    """Return what each side was asked, and of whom, where the survey file says so."""
    question = survey.question(row.question)
    lines = []
    for side in (row.side, row.reference):
        who = survey.sides[side].label
        if question.asked_of.get(side):
            who += f" ({question.asked_of[side]})"
        if question.text.get(side):
            lines.append(f"{who}: {question.text[side]}")
        elif question.asked_of.get(side):
            lines.append(who)
    return tuple(lines)


def _heads(row: Gap, gaps: Gaps, *, noted: bool) -> tuple[Head, ...]:
    """Return the columns of one block."""
    survey = gaps.survey
    alone = gaps.method.adjust == ("none",)
    level = f"{100 * row.conf_level:g}% interval"
    return (
        *((Head(survey.segments[gaps.by].label),) if gaps.by else ()),
        Head("Item"),
        Head(survey.sides[row.side].label, number=True),
        Head(survey.sides[row.reference].label, number=True),
        Head("Gap, points" if in_points(row.measure) else "Gap", number=True),
        Head(level if alone else f"Simultaneous {level}", number=True),
        Head("p" if alone else "p adj.", number=True),
        Head("Verdict"),
        *((Head("Notes"),) if noted else ()),
    )


def _cells(row: Gap, gaps: Gaps, *, noted: bool) -> tuple[str, ...]:
    """Return one gap as text, one cell per head."""
    margin = row.margin
    return (
        *((row.segment,) if gaps.by else ()),
        row.label,
        _value(row.of_side),
        _value(row.of_reference),
        gap_text(row.gap, row.measure, margin=margin),
        gap_interval_text(row.ci_low_family, row.ci_high_family, row.measure, margin=margin),
        p_text(row.p_adjusted),
        row.verdict or DASH,
        *((notes(row, gaps.survey),) if noted else ()),
    )


def _value(estimate: Estimate) -> str:
    """Return a side's value; where the source gives only a rank or words, those; else a dash."""
    if not isnan(estimate.value):
        return value_text(estimate.value, estimate.measure)
    if estimate.status == "rank_only":
        return f"rank {rank_text(estimate.rank)}"
    return estimate.words or DASH
