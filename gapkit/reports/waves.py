"""Gaps over the waves: lines per item, and the change from each wave to the next."""

from __future__ import annotations

from itertools import pairwise

from gapkit.changes import WaveChange, WaveChanges
from gapkit.display import gap_interval_text, gap_text, p_text, percent_text
from gapkit.findings import wave_findings
from gapkit.gaps import Gaps
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
from gapkit.reports.figures import trend_figures
from gapkit.reports.results import Results
from gapkit.reports.summary import finding_line
from gapkit.survey import Question

MOST = 5
"""Sentences on gaps that changed; the tables have all."""


def wave_section(results: Results) -> Section | None:
    """Return how gaps changed; nothing where the survey has one wave."""
    changes = results.changes
    if changes is None:
        return None
    *_, before, last = changes.gaps.waves
    tested = sum(change.wave == last and change.status == "ok" for change in changes.rows)
    said = [finding_line(each) for each in wave_findings(changes)[:MOST]]
    lead: list[Block] = [
        Paragraph(line(say.CHANGES_INTRO.format(last=last))),
        Points(tuple(said or [line(say.none_changed(tested, before, last))])),
    ]
    blocks: list[Block] = []
    for question in results.survey.questions:
        for pair in results.pairs_of(question.id):
            gaps = changes.gaps.only(question=question.id, side=pair[0], reference=pair[1])
            shown = Gaps(
                gaps.tally, tuple(row for row in gaps.rows if row.status != "one_sided"), gaps.method
            )
            if len(shown.waves) > 1:
                first, *rest = trend_figures(shown, results)
                blocks += [Group((Heading(question.label or question.id), first)), *rest]
                blocks += _tables(question, pair, changes)
    return Section(say.WAVES, (Group(tuple(lead)), *blocks), new_page=False)


def _tables(question: Question, pair: tuple[str, str], changes: WaveChanges) -> list[Table]:
    """Return one question's changes, a table from each wave to the next."""
    rows = [
        change
        for change in changes.rows
        if (change.question, change.side, change.reference) == (question.id, *pair)
    ]
    parts = [
        [change for change in rows if (change.before, change.wave) == step]
        for step in pairwise(changes.gaps.waves)
    ]
    return [_table(question, part) for part in parts if part]


def _table(question: Question, rows: list[WaveChange]) -> Table:
    """Lay out the changes from one wave to the next."""
    level = percent_text(rows[0].conf_level)
    waves = {"before": rows[0].before, "wave": rows[0].wave}
    first, *rest = (each.format(level=level, **waves) for each in say.CHANGE_COLUMNS)
    heads = (
        Column(first, align="left"),
        *(Column(head, width) for head, width in zip(rest, (20.0, 20.0, 20.0, 32.0, 18.0), strict=True)),
    )
    caption = say.CHANGES_CAPTION.format(question=question.label or question.id, **waves)
    return Table(caption, heads, tuple(_row(each) for each in rows), (say.CHANGES_NOTE,))


def _row(change: WaveChange) -> Row:
    """Return one change as cells."""
    return Row(
        (
            Cell(change.label),
            Cell(gap_text(change.gap_before, change.measure)),
            Cell(gap_text(change.gap, change.measure)),
            Cell(gap_text(change.change, change.measure), "bold" if change.flagged else "muted"),
            Cell(gap_interval_text(change.ci_low, change.ci_high, change.measure)),
            Cell(p_text(change.p_adjusted)),
        )
    )
