"""Answers of one side, coded question by question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import GapkitError, LoadError, UnknownAnswerError, raise_all
from gapkit.loading.cells import Faces, faces
from gapkit.loading.gathering import gathered
from gapkit.loading.number_answers import code_numbers, code_points, counted, left_out
from gapkit.loading.rankings import code_ranking
from gapkit.loading.table import Table
from gapkit.loading.ticked_cells import ticked_columns, write_ins
from gapkit.responses import BLANK, MISSING, TICKED, UNTICKED, Answers, Exclusion
from gapkit.survey import Answer, Column, Item, Question, Scale, Side
from gapkit.survey.text import clean_text

UNKNOWN: Final = -3
"""Code of a cell that the survey file does not know, until it is told."""

Unknown = Callable[[list[int], dict[str, int]], GapkitError]
"""Builds the error for unknown answers from their rows and counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """What each different cell of a column stands for.

    Attributes
    ----------
    name : str
        The column.
    faces : Faces
        Its different cells.
    codes : int array
        Code of each different cell, ``MISSING`` or ``UNKNOWN``.
    """

    name: str
    faces: Faces
    codes: NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One question's answers, and whom it leaves out."""

    answers: Answers
    exclusions: tuple[Exclusion, ...] = ()


def code_question(question: Question, table: Table, side: Side) -> Coded | None:
    """Return one question's coded answers, or ``None`` where it was not put to this side.

    Columns that the table does not have are passed over: they are told beforehand.

    Raises
    ------
    LoadError
        With every column of the question that holds an answer the survey file does not know.
    """
    missing = no_answers(question, side)
    answers: Answers | None
    reason, count = "", 0
    match question.format_on(side.id):
        case "rank":
            answers, count = code_ranking(question, table, side, missing)
            reason = "one place given to two items, or one item in two places"
        case "number":
            answers = code_numbers(question, table, side, missing)
        case "points":
            answers, count = code_points(question, table, side, missing)
            reason = f"points that do not sum to {question.total:g}"
        case "single":
            answers = code_single(question, table, side)
        case _:
            return code_columns(question, table, side)
    return None if answers is None else Coded(answers, left_out(side, question, reason, count))


def code_columns(question: Question, table: Table, side: Side) -> Coded | None:
    """Return the ticks or places of a question with a column per item."""
    joined = ticked_columns(question, table, side, no_answers(question, side))
    items = [item for item in question.items if side.id in item.columns]
    if not items:
        return None
    problems: list[GapkitError] = []
    codes: dict[str, NDArray[np.int16]] = {}
    for item in items:
        column = item.columns[side.id]
        if column.name not in table.columns:
            continue
        with gathered(problems):
            codes[item.id] = (
                joined[column.name].ticks(column.contains)
                if column.contains
                else code_item(question, item, table, side)
            )
    if problems:
        raise_all(problems)
    if not codes:
        return None
    values, labels = answer_values(question, side)
    by_column = np.stack(list(codes.values())).T  # counting reads column after column
    reason = "answers that no item names (write-ins); their other ticks count"
    return Coded(
        Answers(by_column, tuple(codes), values, labels),
        left_out(side, question, reason, write_ins(joined.values(), len(table))),
    )


def code_item(question: Question, item: Item, table: Table, side: Side) -> NDArray[np.int16]:
    """Return the codes of one item of a question with a column per item."""
    column = item.columns[side.id]
    if question.format == "scale":
        return code_scale(question, column, table, side)
    codes = code_ticks(question, column, table, side)
    ticks = int((codes == TICKED).sum())
    only_ticks = ticks > 0 and not (codes == UNTICKED).any() and bool((codes == BLANK).any())
    if only_ticks and question.base.get(side.id, "asked") == "asked":
        raise LoadError.only_ticks(
            table.source.name, column.name, question=question.id, item=item.id, ticks=ticks
        )
    return codes


def answer_values(question: Question, side: Side) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Return value and label of each code of a question with a column per item."""
    if question.format == "multiple":
        return (0.0, 1.0), ("Not ticked", "Ticked")
    scale = question.scale[side.id]
    off = tuple(clean_text(str(answer)) for answer in scale.off_scale)
    return point_values(scale) + (nan,) * len(off), tuple(scale.labels) + off


def point_values(scale: Scale) -> tuple[float, ...]:
    """Return the points' values: themselves where all are numbers, else 1, 2, 3 …."""
    if any(isinstance(point, str) for point in scale.points):
        return tuple(float(place) for place in range(1, len(scale.points) + 1))
    return tuple(float(point) for point in scale.points)


def code_ticks(question: Question, column: Column, table: Table, side: Side) -> NDArray[np.int16]:
    """Return the ticks of one item of a multiple question."""
    missing = no_answers(question, side)
    seen = faces(table.columns[column.name], missing)
    ticked, unticked = tick_answers(question, side)
    on = seen.matching(column.code) if column.code is not None else seen.matching_any(ticked)
    off = ~on if column.code is not None else seen.matching_any(unticked)
    if column.code is None and "*" in ticked:
        on = ~off & ~seen.declared
    named = on | (off if column.code is None else False)
    gone = seen.matching_any(missing) | (seen.declared & ~named)
    stop_at_two_meanings(table, column.name, seen, on & off & ~gone)
    codes = np.select([gone, on, off], [MISSING, TICKED, UNTICKED], UNKNOWN).astype(np.int16)
    known = f"{answers_shown(ticked)} (ticked) and {answers_shown(unticked)} (unticked)"
    return spread(
        Meanings(column.name, seen, codes),
        table,
        lambda rows, found: UnknownAnswerError.not_a_tick(
            table.source.name, column.name, rows=rows, found=found, ticked=known
        ),
    )


def tick_answers(question: Question, side: Side) -> tuple[Sequence[Answer], Sequence[Answer]]:
    """Return the answers that mean ticked and not ticked on a side."""
    return question.ticked.get(side.id, (1,)), question.unticked.get(side.id, (0,))


def code_scale(question: Question, column: Column, table: Table, side: Side) -> NDArray[np.int16]:
    """Return the places on the scale of one item, low to high, turned where it is reversed."""
    scale = question.scale[side.id]
    seen = faces(table.columns[column.name], no_answers(question, side))
    points = matching_points(seen, scale)
    off = [seen.matching(answer) for answer in scale.off_scale]
    gone = seen.matching_any(no_answers(question, side))
    told_off = np.any(off, axis=0) if off else np.zeros(len(gone), bool)
    gone |= seen.declared & ~told_off
    on_scale = np.any(points, axis=0)
    stop_at_declared(table, column.name, seen, on_scale, no_answers(question, side))
    stop_at_two_meanings(table, column.name, seen, (sum(points) > 1) & ~gone & ~told_off)
    order = range(len(points) - 1, -1, -1) if column.reverse else range(len(points))
    codes = np.select(
        [gone, *off, *points],
        [MISSING, *range(len(points), len(points) + len(off)), *order],
        UNKNOWN,
    ).astype(np.int16)
    return spread(
        Meanings(column.name, seen, codes),
        table,
        lambda rows, found: UnknownAnswerError.outside_scale(
            table.source.name, column.name, scale=scale_text(scale), rows=rows, found=found
        ),
    )


def matching_points(seen: Faces, scale: Scale) -> list[NDArray[np.bool_]]:
    """Return per point which cells mean it.

    By its answer, or, for cells that are text, by its label. Only where no cell is an answer of
    the scale do the data file's value labels tell: codes and labels may run in opposite ways.
    """
    points = [seen.matching(answer) for answer in scale.points]
    is_text = np.isnan(seen.numbers)
    told = (np.any(points, axis=0) & seen.present).any()
    for place, label in enumerate(scale.labels):
        points[place] = points[place] | (seen.with_text(label) & is_text)
        if not told:
            points[place] = points[place] | seen.with_label(label)
    return points


def stop_at_declared(
    table: Table, column: str, seen: Faces, on_scale: NDArray[np.bool_], missing: Sequence[Answer]
) -> None:
    """Raise if the data file declares a point of the scale as missing and somebody gave it."""
    clash = on_scale & seen.declared & seen.present & ~seen.matching_any(missing)
    if clash.any():
        found = [seen.shown(int(place)) for place in np.flatnonzero(clash)]
        raise UnknownAnswerError.declared_missing(table.source.name, column, found=found)


def code_single(question: Question, table: Table, side: Side) -> Answers | None:
    """Return the item that each respondent chose; one column called like the question."""
    column = question.column.get(side.id)
    if column is None or column not in table.columns:
        return None
    seen = faces(table.columns[column], no_answers(question, side))
    chosen = [seen.matching_any(item.answers.get(side.id, ())) for item in question.items]
    named = np.any(chosen, axis=0)
    gone = seen.matching_any(no_answers(question, side)) | (seen.declared & ~named)
    stop_at_two_meanings(table, column, seen, (sum(chosen) > 1) & ~gone)
    codes = np.select([gone, *chosen], [MISSING, *range(len(chosen))], UNKNOWN).astype(np.int16)
    rows = spread(
        Meanings(column, seen, codes),
        table,
        lambda rows, found: UnknownAnswerError.no_item(table.source.name, column, rows=rows, found=found),
    )
    return Answers(
        codes=rows[:, np.newaxis],
        columns=(question.id,),
        values=(nan,) * len(question.items),
        labels=tuple(item.label for item in question.items),
    )


def no_answers(question: Question, side: Side) -> tuple[Answer, ...]:
    """Return every answer that means "no answer" to this question on this side."""
    scale = question.scale.get(side.id)
    return side.missing + question.missing.get(side.id, ()) + (scale.missing if scale else ())


def spread(meanings: Meanings, table: Table, unknown: Unknown) -> NDArray[np.int16]:
    """Return the code of every row, or raise with the rows whose cells have none."""
    cells = table.columns[meanings.name]
    rows = np.append(meanings.codes, np.int16(BLANK))[cells.codes]
    odd = rows == UNKNOWN
    if odd.any():
        raise unknown(table.rows_where(odd), counted(meanings.faces, cells.codes[odd]))
    return rows


def stop_at_two_meanings(table: Table, column: str, seen: Faces, twice: NDArray[np.bool_]) -> None:
    """Raise if a cell that somebody gave means two things."""
    if (twice & seen.present).any():
        found = [seen.shown(int(place)) for place in np.flatnonzero(twice & seen.present)]
        raise UnknownAnswerError.two_meanings(table.source.name, column, found=found)


def answers_shown(answers: Sequence[Answer]) -> str:
    """Return answers as the survey file writes them."""
    return ", ".join(f'"{each}"' if isinstance(each, str) else str(each) for each in answers)


def scale_text(scale: Scale) -> str:
    """Return the ends of a scale."""
    return f"{scale.points[0]}-{scale.points[-1]}"
