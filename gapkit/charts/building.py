"""The deciding step that charts share: which gaps are shown, and every word around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isnan

from gapkit.charts import captions
from gapkit.charts.alt_text import alt_text
from gapkit.charts.axes import axis_of
from gapkit.charts.data import Axis, ChartData, Group, Sort
from gapkit.charts.rows import by_question, chosen, ordered, row_of
from gapkit.charts.text import clean
from gapkit.charts.words import Words
from gapkit.checks import warned
from gapkit.display import in_points, percent_text
from gapkit.findings.list_headlines import role_headline
from gapkit.gaps import Gap, Gaps
from gapkit.options import check_kind
from gapkit.survey import Survey


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the gaps is shown, and in which order; ``None`` is all there is."""

    question: str | None
    segment: str | None
    pair: tuple[str, str] | None
    sort: Sort


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The gaps that a chart shows: one pair of sides in one segment and wave.

    Attributes
    ----------
    gaps : Gaps
        Of the last wave, where the survey has several.
    questions : tuple of tuple of Gap
        Rows in the order drawn, questions apart.
    wave : str
        Which wave is shown, as the subtitle says it; mostly nothing.
    """

    gaps: Gaps
    questions: tuple[tuple[Gap, ...], ...]
    sort: Sort
    wave: str

    @property
    def rows(self) -> tuple[Gap, ...]:
        """Every row, from top to bottom."""
        return tuple(row for question in self.questions for row in question)

    @property
    def survey(self) -> Survey:
        """What was asked."""
        return self.gaps.survey

    @property
    def gapless(self) -> bool:
        """Whether no row has a gap."""
        return all(isnan(row.gap) for row in self.rows)


def shown(gaps: Gaps, choice: Choice) -> Shown:
    """Choose and order the gaps of a chart: of several waves the last one, and that it is.

    Raises
    ------
    OptionError
        If a choice does not exist, or is needed because there are several.
    """
    check_kind("gaps", gaps, Gaps, "gaps: `gk.gap(study)` returns them")
    wave = f" Wave {gaps.waves[-1]}." if gaps.waves else ""
    gaps = gaps.latest()
    rows = chosen(gaps, choice.question, choice.segment, choice.pair)
    questions = tuple(tuple(ordered(each, choice.sort)) for each in by_question(rows))
    return Shown(gaps, questions, choice.sort, wave)


def words_of(
    kind: str,
    shown: Shown,
    title: str | None,
    *,
    notes: Sequence[str],
    subtitle: str | None = None,
    alt: str | None = None,
) -> Words:
    """Return the words around a chart of gaps.

    Parameters
    ----------
    title : str or None
        In place of the finding computed from the verdicts.
    notes : sequence of str
        The sentences under this chart; empty ones are left out.
    subtitle, alt : str, optional
        In place of those that charts of gaps share.
    """
    rows, survey = shown.rows, shown.survey
    told = clean(title) if title else role_headline(rows, survey)
    if subtitle is None:
        subtitle = captions.subtitle(rows, survey, shown.sort)
    return Words(
        kind=kind,
        title=told,
        subtitle=subtitle + shown.wave,
        notes=captions.noted(survey, *notes, warned(shown.gaps, rows)),
        source=captions.source(rows, survey),
        mark=captions.SYNTHETIC if survey.synthetic else "",
        alt_text=alt_text(kind, told, rows, survey) if alt is None else alt,
    )


def gap_notes(shown: Shown, *, intervals: str, outlined: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the sentences that charts of gaps share.

    Parameters
    ----------
    intervals : str
        How intervals are drawn.
    outlined : sequence of str
        Why a mark may be an outline besides a small base and a related pair.
    """
    rows, method = shown.rows, shown.gaps.method
    return (
        "" if shown.gapless else captions.sign_rule(rows, shown.survey),
        captions.bases(rows, shown.survey),
        intervals,
        "" if shown.gapless else captions.gap_intervals(rows, method),
        "" if shown.gapless else captions.margin_rule(rows),
        *captions.marks(rows, shown.survey, outlined),
    )


def chart_data(
    shown: Shown,
    words: Words,
    axes: Sequence[Axis],
    *,
    words_in_place: bool = False,
    last: Sequence[str] | None = None,
    last_head: str = "Verdict",
) -> ChartData:
    """Put rows, axes and words of a chart of rows together.

    Parameters
    ----------
    axes : sequence of Axis
        One per question.
    words_in_place : bool
        Each side has a place of its own where words stand for a missing value.
    last, last_head : sequence of str, str
        The last column: one text per row (the verdicts, where none are given), and its head.
    """
    rows = shown.rows
    texts = iter(last if last is not None else [row.verdict for row in rows])
    side, reference = captions.labels(rows, shown.survey)
    return ChartData(
        words=words,
        groups=tuple(
            _group(question, shown, axis, texts, words_in_place=words_in_place)
            for question, axis in zip(shown.questions, axes, strict=True)
        ),
        side_label=side,
        reference_label=reference,
        directions=captions.directions(rows, shown.survey),
        gap_head="Gap, pp" if all(in_points(row.measure) for row in rows) else "Gap",
        interval_head=interval_head(shown),
        last_head=last_head,
    )


def interval_head(shown: Shown) -> str:
    """Return the head of the column of intervals: their level, and whether each stands alone."""
    level = f"{percent_text(shown.gaps.method.conf_level)} CI"
    alone = {row.adjust for row in shown.rows} <= {"", "none"}
    return f"{level}, each" if alone and any(row.family_size for row in shown.rows) else level


def side_axes(shown: Shown, beside: Gaps | None, *, bars: bool) -> list[Axis]:
    """Return the axis of each question that the two sides' values are read on.

    Parameters
    ----------
    beside : Gaps or None
        Gaps whose axis is shared, such as those on the other pages; ``None``: the rows shown.
    """
    rows = shown.rows
    first = rows[0]
    others = [] if beside is None else beside.latest().rows_of(side=first.side, reference=first.reference)
    among = [*rows, *others]
    return [
        axis_of(
            [row for row in among if row.question == question[0].question],
            among,
            shown.survey.question(question[0].question),
            bars=bars,
        )
        for question in shown.questions
    ]


def _group(
    rows: Sequence[Gap], shown: Shown, axis: Axis, last: Iterator[str], *, words_in_place: bool
) -> Group:
    """Return one question's heading, axis and rows."""
    question = shown.survey.question(rows[0].question)
    wording = captions.wording(rows, shown.survey)
    worded = "" if not question.text and not question.asked_of else wording
    unit = captions.unit_text(rows[0].measure)
    mixed = len({row.measure for row in shown.rows}) > 1
    return Group(
        question=question.id,
        heading=question.label,
        wording=f"{worded} {unit[:1].upper()}{unit[1:]}.".strip() if mixed else worded,
        axis=axis,
        rows=tuple(
            replace(row_of(row, rows, shown.survey, words_in_place=words_in_place), last=next(last))
            for row in rows
        ),
        unit=unit_of(rows[0]),
        margin=rows[0].margin,
        margin_text=captions.margin_text(rows[0]),
    )


def unit_of(row: Gap) -> str:
    """Return what groups that may share an axis have in common."""
    if not in_points(row.measure):
        return row.question
    return "net" if row.measure.startswith("net") else "share"
