"""One sheet per question: both sides, their gaps, and every segment with its letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite, isnan, nan

from xlsxwriter import Workbook

from gapkit.charts.rows import ordered
from gapkit.display import in_points, percent_text, rank_text, status_text
from gapkit.gaps import Gap
from gapkit.reports import english as words
from gapkit.reports import english_tables as say
from gapkit.reports.letters import column_letters, segment_letters, side_letters
from gapkit.reports.results import Results
from gapkit.reports.sheets import (
    CHANCE,
    COUNT,
    EFFECTIVE,
    MEAN,
    POINTS,
    SHARE,
    UNITS,
    Sheet,
    Value,
)
from gapkit.survey import TOTAL, Question, Survey
from gapkit.tallies import Estimate

BASES = ("base", "weighted_base", "effective_base")
FIRST_NUMBER = 1
"""Column of the side's value; its letter and interval, then the reference's, follow."""

SIDE, REFERENCE = 1, 5
"""Columns of the two values."""


def question_sheet(book: Workbook, sheet: Sheet, question: Question, results: Results) -> None:
    """Fill the sheet of a question."""
    survey = results.survey
    sheet.line(question.label or question.id, tone="title")
    for side in survey.sides.values():
        if side.id in question.text:
            sheet.line(
                f"{side.label}: {words.wording(question.text[side.id], question.asked_of.get(side.id, ''))}"
            )
    sheet.row += 1
    for pair in results.pairs_of(question.id):
        rows = results.rows(question.id, pair)
        if rows:
            _total(book, sheet, ordered(rows, "gap"), survey)
    for by, gaps in results.segments.items():
        label = survey.segments[by].label
        done: set[str] = set()
        for pair in results.pairs_of(question.id):
            part = gaps.rows_of(question=question.id, side=pair[0], reference=pair[1])
            if part:
                _segments(sheet, part, survey, label, done)
    sheet.line(say.LETTERS_NOTE, tone="muted")
    sheet.line(say.hidden_note(survey.low_base.suppress), tone="muted")


def _total(book: Workbook, sheet: Sheet, rows: Sequence[Gap], survey: Survey) -> None:
    """Write both sides and their gaps, and the bars of both."""
    side, reference = (survey.sides[each].label for each in (rows[0].side, rows[0].reference))
    unit = words.GAP if in_points(rows[0].measure) else words.GAP_MEANS
    sheet.line(say.total_caption(side, reference), tone="bold")
    level = percent_text(rows[0].conf_level)
    sheet.heads(say.total_heads(side, reference, unit, level))
    first = sheet.row
    for row in rows:
        _total_row(sheet, row, survey)
        sheet.row += 1
    last = sheet.row - 1
    sheet.row += 1
    if any(isfinite(value) for row in rows for value in (row.of_side.value, row.of_reference.value)):
        _bars(book, sheet, rows, (first, last), (side, reference))


def _total_row(sheet: Sheet, row: Gap, survey: Survey) -> None:
    """Write one gap."""
    sheet.text(row.label)
    for start, each, letters in zip(
        (SIDE, REFERENCE), (row.of_side, row.of_reference), side_letters(row), strict=True
    ):
        form = SHARE if in_points(each.measure) else MEAN
        sheet.value(shown(each, survey), start, number=form)
        sheet.value(letters, start + 1)
        sheet.value(each.ci_low, start + 2, number=form)
        sheet.value(each.ci_high, start + 3, number=form)
    for column, value in enumerate(gap_cells(row, survey), start=9):
        form = POINTS if in_points(row.measure) else UNITS
        sheet.value(
            value, column, number=form, tone="bold" if row.flagged and row.status == "ok" else "plain"
        )
    sheet.value(row.p_value, 12, number=CHANCE)
    sheet.value(row.p_adjusted, 13, number=CHANCE)
    sheet.value(row.verdict, 14)
    for start, each in ((15, row.of_side), (18, row.of_reference)):
        for place, value in enumerate(base_cells(each, survey)):
            sheet.value(value, start + place, number=EFFECTIVE if place else COUNT)
    sheet.value(status_text(row.status), 21)


def gap_cells(row: Gap, survey: Survey) -> tuple[Value, Value, Value]:
    """Return a gap with its family interval, shares in points; a word where it is hidden."""
    if row.status == "suppressed":
        return hidden(survey), nan, nan
    scale = 100 if in_points(row.measure) else 1
    return scale * row.gap, scale * row.ci_low_family, scale * row.ci_high_family


def base_cells(each: Estimate, survey: Survey) -> tuple[Value, ...]:
    """Return a side's bases; a word where they are hidden."""
    if each.status == "suppressed":
        return hidden(survey), "", ""
    return tuple(nan if each.status == "one_sided" else float(getattr(each, name)) for name in BASES)


def shown(each: Estimate, survey: Survey) -> Value:
    """Return a side's value, or the word that stands in its place."""
    if each.status == "suppressed":
        return hidden(survey)
    if not isnan(each.value):
        return each.value
    if each.status == "rank_only" and not isnan(each.rank):
        return f"{words.RANK.lower()} {rank_text(each.rank)}"
    return each.words or status_text(each.status)


def hidden(survey: Survey) -> str:
    """Return what stands in place of a hidden number."""
    return f"n<{survey.low_base.suppress}"


def _bars(
    book: Workbook, sheet: Sheet, rows: Sequence[Gap], span: tuple[int, int], labels: tuple[str, str]
) -> None:
    """Draw both sides as bars with their intervals; the numbers are those of the table above."""
    theme = sheet.formats.theme
    chart = book.add_chart({"type": "bar"})
    for column, label, colour, sides in (
        (SIDE, labels[0], theme.side, [row.of_side for row in rows]),
        (REFERENCE, labels[1], theme.reference, [row.of_reference for row in rows]),
    ):
        below, above = zip(*(_reach(each) for each in sides), strict=True)
        chart.add_series(
            {
                "name": label,
                "categories": [sheet.sheet.name, span[0], 0, span[1], 0],
                "values": [sheet.sheet.name, span[0], column, span[1], column],
                "fill": {"color": colour},
                "gap": 60,
                "y_error_bars": {"type": "custom", "plus_values": list(above), "minus_values": list(below)},
            }
        )
    chart.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    shares = all(in_points(row.measure) for row in rows)
    lowest = min(
        each for row in rows for each in (row.of_side.value, row.of_reference.value) if isfinite(each)
    )
    axis = {
        "num_format": SHARE if shares else MEAN,
        "major_gridlines": {"visible": True, "line": {"color": theme.grid}},
    }
    chart.set_x_axis(axis | ({"min": 0} if lowest >= 0 else {}))
    chart.set_legend({"position": "top"})
    sheet.chart(chart, rows=max(12, 3 * len(rows) + 4), words=say.bars_words(*labels))


def _reach(each: Estimate) -> tuple[float, float]:
    """Return how far a side's interval reaches below and above its value; nowhere where there is none."""
    if not all(isfinite(number) for number in (each.value, each.ci_low, each.ci_high)):
        return 0.0, 0.0
    return each.value - each.ci_low, each.ci_high - each.value


def _segments(sheet: Sheet, rows: Sequence[Gap], survey: Survey, label: str, done: set[str]) -> None:
    """Write every segment: each side that is broken down, once, then the gaps."""
    segments = list(dict.fromkeys(row.segment for row in rows))
    for side in (rows[0].reference, rows[0].side):
        cells = {key: each for row in rows for key, each in _of_side(row, side)}
        if side in done or any(each.segment == TOTAL for each in cells.values()):
            continue
        done.add(side)
        _side_by_segment(
            sheet, cells, segments, survey, f"{survey.sides[side].label}, {words.segment_title(label)}"
        )
    _gaps_by_segment(sheet, rows, segments, survey, label)


def _of_side(row: Gap, side: str) -> Iterator[tuple[tuple[str, str], Estimate]]:
    """Give a row's estimate of a side by item and segment."""
    for each in (row.of_side, row.of_reference):
        if each.side == side:
            yield (row.item, row.segment), each


def _side_by_segment(
    sheet: Sheet, cells: dict[tuple[str, str], Estimate], segments: list[str], survey: Survey, caption: str
) -> None:
    """Write one side: a column per segment; per item values, letters and bases."""
    sheet.line(caption, tone="bold")
    names = column_letters(len(segments))
    heads = [f"{segment} ({name})" for segment, name in zip(segments, names, strict=True)]
    sheet.heads((words.ITEM, "", *heads))
    for item in dict.fromkeys(item for item, _ in cells):
        across = [cells[item, segment] for segment in segments]
        form = SHARE if in_points(across[0].measure) else MEAN
        lines: list[tuple[str, str, list[Value]]] = [
            (say.VALUE, form, [shown(each, survey) for each in across]),
            (say.LETTERS, "", list(segment_letters(across))),
        ]
        bases = [base_cells(each, survey) for each in across]
        for place, name in enumerate(say.BASE_NAMES):
            lines.append((name, EFFECTIVE if place else COUNT, [each[place] for each in bases]))
        _lines(sheet, across[0].label, lines)
    sheet.row += 1


def _gaps_by_segment(
    sheet: Sheet, rows: Sequence[Gap], segments: list[str], survey: Survey, label: str
) -> None:
    """Write the gaps: a column per segment; per item gap, interval, adjusted p and verdict."""
    side, reference = (survey.sides[each].label for each in (rows[0].side, rows[0].reference))
    sheet.line(say.gaps_caption(side, reference, label), tone="bold")
    sheet.heads((words.ITEM, "", *segments))
    cells = {(row.item, row.segment): row for row in rows}
    for item in dict.fromkeys(row.item for row in rows):
        across = [cells[item, segment] for segment in segments]
        form = POINTS if in_points(across[0].measure) else UNITS
        gaps = [gap_cells(row, survey) for row in across]
        lines: list[tuple[str, str, list[Value]]] = [
            (name, form, [each[place] for each in gaps]) for place, name in enumerate(say.GAP_NAMES)
        ]
        lines.append((words.P_ADJUSTED, CHANCE, [row.p_adjusted for row in across]))
        lines.append((words.VERDICT, "", [row.verdict or status_text(row.status) for row in across]))
        _lines(sheet, across[0].label, lines)
    sheet.row += 1


def _lines(sheet: Sheet, label: str, lines: Sequence[tuple[str, str, list[Value]]]) -> None:
    """Write the lines of one item."""
    for place, (name, form, values) in enumerate(lines):
        if not place:
            sheet.text(label)
        sheet.text(name, tone="muted", column=1)
        for column, value in enumerate(values, start=2):
            sheet.value(value, column, number=form)
        sheet.row += 1
