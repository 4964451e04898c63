"""The deciding step that the charts of gaps share: rows, axes and words put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gapkit.charts import captions
from gapkit.charts.alt_text import alt_text
from gapkit.charts.axes import axis_of
from gapkit.charts.data import ChartData, ChartKind, Group, Sort
from gapkit.charts.rows import by_question, chosen, ordered, row_of
from gapkit.charts.text import clean
from gapkit.display import in_points, percent_text
from gapkit.findings.headlines import headline
from gapkit.gaps import Gap, Gaps


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the gaps is shown, and in which order; ``None`` is all there is."""

    question: str | None
    segment: str | None
    pair: tuple[str, str] | None
    sort: Sort


def chart_data(kind: ChartKind, gaps: Gaps, choice: Choice, title: str | None) -> ChartData:
    """Decide everything that a chart of gaps shows: of several waves the last one, and that it is."""
    wave = f" Wave {gaps.waves[-1]}." if gaps.waves else ""
    gaps = gaps.latest()
    survey = gaps.survey
    rows = chosen(gaps, choice.question, choice.segment, choice.pair)
    questions = [ordered(each, choice.sort) for each in by_question(rows)]
    drawn = [row for each in questions for row in each]
    told = clean(title) if title else headline(drawn, survey)
    side, reference = captions.labels(drawn, survey)
    alone = {row.adjust for row in drawn} <= {"", "none"}
    level = f"{percent_text(gaps.method.conf_level)} CI"
    return ChartData(
        kind=kind,
        title=told,
        subtitle=captions.subtitle(drawn, survey, choice.sort) + wave,
        groups=tuple(_group(kind, each, drawn, gaps) for each in questions),
        side_label=side,
        reference_label=reference,
        gap_head="Gap, pp" if all(in_points(row.measure) for row in drawn) else "Gap",
        interval_head=f"{level}, each" if alone and any(row.family_size for row in drawn) else level,
        notes=captions.notes(kind, drawn, survey, gaps.method),
        source=captions.source(drawn, survey),
        mark=captions.SYNTHETIC if survey.synthetic else "",
        alt_text=alt_text(kind, told, drawn, survey),
    )


def _group(kind: ChartKind, rows: Sequence[Gap], beside: Sequence[Gap], gaps: Gaps) -> Group:
    """Return one question's heading, axis and rows."""
    question = gaps.survey.question(rows[0].question)
    wording = captions.wording(rows, gaps.survey)
    worded = "" if not question.text and not question.asked_of else wording
    unit = captions.unit_text(rows[0].measure)
    mixed = len({row.measure for row in beside}) > 1
    return Group(
        question=question.id,
        heading=question.label,
        wording=f"{worded} {unit[:1].upper()}{unit[1:]}.".strip() if mixed else worded,
        axis=axis_of(rows, beside, question, bars=kind != "dumbbell"),
        rows=tuple(row_of(row, rows, gaps.survey, words_in_place=kind != "dumbbell") for row in rows),
    )
