"""The heat map: the gap of every item in every segment, the total set apart."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from gapkit.charts import alt_text, captions
from gapkit.charts.building import Shown, words_of
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Sort
from gapkit.charts.heat_drawing import draw
from gapkit.charts.heat_model import Cell, Column, HeatData, Line
from gapkit.charts.rows import DAGGER, by_question, chosen, is_hollow, ordered
from gapkit.charts.theme import Theme
from gapkit.display import DASH, count_text, gap_text, in_points
from gapkit.errors import OptionError
from gapkit.findings.list_headlines import segment_headline
from gapkit.gaps import Gap, Gaps
from gapkit.survey import TOTAL, Survey

FULL = 0.60
"""Gap that has the whole colour, unless a larger one is shown."""

DOT = "·"


def segment_heatmap(  # noqa: PLR0913 - one argument per choice
    gaps: Gaps,
    *,
    total: Gaps | None = None,
    question: str | None = None,
    segment: Sequence[str] | str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw the gap of every item in every segment as a coloured cell with its number.

    A number is bold where its family interval excludes 0; a cell is an outline where its base is
    small; a dot stands for a suppressed gap. The bases stand under the segments. More than 12
    segments stand in bands, one below the other.

    Parameters
    ----------
    gaps : Gaps
        By segment: ``gk.gap(study, by="age")``.
    total : Gaps, optional
        Of the whole samples, ``gk.gap(study)``: a column of its own, which rows are sorted by.
    segment : str or sequence of str, optional
        Show these segments only.
    question, pair, sort, title, theme, chrome
        As for ``dumbbell``.

    Raises
    ------
    OptionError
        If the gaps are not by segment, or a choice does not exist.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 600 + [0] * 400, "age": ["young", "old"] * 500})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ...     segments={"age": {"label": "Age", "consumer": "age"}},
    ... )
    >>> study = gk.open(survey)
    >>> chart = segment_heatmap(gk.gap(study, by="age"), total=gk.gap(study))
    >>> [cell.text for cell in chart.data.lines[0].cells]
    ['−35', '−35', '−35']
    """
    data = segment_heatmap_data(
        gaps, total=total, question=question, segment=segment, pair=pair, sort=sort, title=title
    )
    return drawn(data, draw, theme=theme, chrome=chrome)


def segment_heatmap_data(
    gaps: Gaps,
    *,
    total: Gaps | None = None,
    question: str | None = None,
    segment: Sequence[str] | str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    title: str | None = None,
) -> HeatData:
    """Decide what a heat map shows; the parameters are those of ``segment_heatmap``."""
    wave = f" Wave {gaps.waves[-1]}." if gaps.waves else ""
    gaps = gaps.latest()
    rows, segments = _rows(gaps, question, segment, pair)
    survey, first = gaps.survey, rows[0]
    whole = () if total is None else total.latest().rows_of(side=first.side, reference=first.reference)
    beside = {(row.question, row.item): row for row in whole}
    found = {(row.question, row.item, row.segment): row for row in rows}
    items = [beside.get((row.question, row.item), row) for row in rows if row.segment == segments[0]]
    questions = tuple(tuple(ordered(each, sort)) for each in by_question(items))
    names = ([TOTAL] if whole else []) + segments
    reach = _reach([*rows, *beside.values()])
    blocks = tuple(
        (
            survey.question(each[0].question).label,
            tuple(
                _line(
                    item,
                    [
                        beside.get((item.question, item.item))
                        if name == TOTAL
                        else found.get((item.question, item.item, name))
                        for name in names
                    ],
                    reach,
                )
                for item in each
            ),
        )
        for each in questions
    )
    columns = tuple(_column(name, rows if name != TOTAL else list(beside.values())) for name in names)
    shown = Shown(gaps, tuple(tuple(each) for each in by_question(rows)), sort, wave)
    told = title or segment_headline(rows, survey)
    words = words_of(
        "segment_heatmap",
        shown,
        told,
        notes=_notes(shown),
        subtitle=_subtitle(shown, questions),
        alt=_alt(shown, told, len(segments)),
    )
    return HeatData(words, columns, blocks, captions.directions(rows, survey))


def _rows(
    gaps: Gaps, question: str | None, segment: Sequence[str] | str | None, pair: tuple[str, str] | None
) -> tuple[tuple[Gap, ...], list[str]]:
    """Return the rows of one pair of sides, and their segments in order."""
    if not gaps.by:
        raise OptionError.outside(
            "gaps",
            "gaps of the total",
            "by segment",
            hint='`gk.gap(study, by="age")` (`--by age` on the command line).',
        )
    there = list(dict.fromkeys(row.segment for row in gaps.rows))
    wanted = there if segment is None else [segment] if isinstance(segment, str) else list(segment)
    for each in wanted:
        if each not in there:
            raise OptionError.not_one_of("segment", each, there)
    rows = tuple(row for name in there if name in wanted for row in chosen(gaps, question, name, pair))
    order = {row.question: place for place, row in reversed(list(enumerate(gaps.rows)))}
    return tuple(sorted(rows, key=lambda row: order[row.question])), wanted


def _reach(rows: Sequence[Gap]) -> dict[bool, float]:
    """Return the gap with the whole colour, for points and for scale units."""
    sizes = {
        points: [abs(row.gap) for row in rows if in_points(row.measure) == points and not isnan(row.gap)]
        for points in (True, False)
    }
    return {True: max([FULL, *sizes[True]]), False: max(sizes[False], default=1.0) or 1.0}


def _line(item: Gap, rows: Sequence[Gap | None], reach: dict[bool, float]) -> Line:
    """Return one item with its cells."""
    return Line(
        item.question, item.item, item.label, tuple(_cell(row, reach) for row in rows if row is not None)
    )


def _cell(row: Gap, reach: dict[bool, float]) -> Cell:
    """Return one gap with every mark decided."""
    missing = DOT if row.status == "suppressed" else DASH
    return Cell(
        segment=row.segment,
        gap=row.gap,
        low=row.ci_low_family,
        high=row.ci_high_family,
        strength=row.gap / reach[in_points(row.measure)],
        text=missing if isnan(row.gap) else gap_text(row.gap, row.measure, margin=row.margin),
        bold=row.flagged and row.status == "ok",
        hollow=is_hollow(row),
        verdict=row.verdict,
        status=row.status,
    )


def _column(name: str, rows: Sequence[Gap]) -> Column:
    """Return one segment with its bases."""
    here = [row for row in rows if row.segment == name]
    told = []
    for role in ("of_reference", "of_side"):
        estimates = [getattr(row, role) for row in here]
        split = any(each.segment == name for each in estimates)
        bases = [each.base for each in estimates if not isnan(each.base)]
        if split or name == TOTAL:
            told.append(f"n {count_text(max(bases))}" if bases else "n –")
    return Column(name, "All" if name == TOTAL else name, tuple(told))


def _subtitle(shown: Shown, questions: Sequence[Sequence[Gap]]) -> str:
    """Return the wording, what the numbers are, and the order."""
    rows = shown.rows
    side, reference = captions.labels(rows, shown.survey)
    points = {in_points(row.measure) for row in rows}
    unit = " in percentage points" if points == {True} else " in scale units" if points == {False} else ""
    by = shown.survey.segments[shown.gaps.by].label
    sentence = (
        f"Gap{unit} ({side} minus {reference}) by {by}, {captions.order(rows, shown.survey, shown.sort)}"
    )
    if len(questions) > 1:
        return f"{sentence}; questions apart."
    return f"{captions.wording(rows, shown.survey)} {sentence}."


def _notes(shown: Shown) -> tuple[str, ...]:
    """Return the sentences under a heat map."""
    rows, survey = shown.rows, shown.survey
    marks = [each for each in captions.marks(rows, survey) if not each.startswith(("n<", DAGGER))]
    suppressed = any(row.status == "suppressed" for row in rows)
    return (
        captions.sign_rule(rows, survey),
        _bases(rows, survey),
        captions.gap_intervals(rows, shown.gaps.method),
        "Intervals stand in the table.",
        captions.margin_rule(rows),
        *marks,
        f"{DOT} suppressed: fewer than {survey.low_base.suppress} answered, or a suppressed number would "
        "follow from it."
        if suppressed
        else "",
        f"{DASH} no gap: one side has no number."
        if any(isnan(row.gap) and row.status != "suppressed" for row in rows)
        else "",
    )


def _bases(rows: Sequence[Gap], survey: Survey) -> str:
    """Return whose bases stand under the segments, and which side is not split."""
    sides = [(row.of_reference, row.of_side) for row in rows]
    ids = (rows[0].reference, rows[0].side)
    names = {survey.sides[side].label: place for place, side in enumerate(ids)}
    split = [
        name
        for name, place in names.items()
        if any(pair[place].segment == row.segment for pair, row in zip(sides, rows, strict=True))
    ]
    whole = [name for name in names if name not in split]
    both = " above ".join(names)
    told = f"n: the most who answered an item; under All {both}"
    if whole and split:
        return f"{told}, under a segment {split[0]}, because {whole[0]} stand with their total."
    return f"n: the most who answered an item, {both}."


def _alt(shown: Shown, title: str, segments: int) -> str:
    """Return the heat map in words: where the largest gap stands."""
    rows = [row for row in shown.rows if row.status == "ok" and not isnan(row.gap)]
    opening = alt_text.opening("segment_heatmap", shown.rows, shown.survey).replace(
        ";", f" in {segments} segments;", 1
    )
    details = [
        each.replace("Largest gap", "Largest gap of all", 1)
        for each in alt_text.extremes(rows, shown.survey)[:1]
    ]
    if details:
        largest = max(rows, key=lambda row: abs(row.gap))
        details.append(f"It is largest in segment {alt_text.short(largest.segment)}.")
    return alt_text.told(opening, title, details)
