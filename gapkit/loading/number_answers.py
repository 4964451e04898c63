"""Numbers that respondents gave, and points that they shared out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import GapkitError, NumberAnswerError, raise_all
from gapkit.loading.cells import Faces, faces
from gapkit.loading.gathering import gathered
from gapkit.loading.table import Table
from gapkit.responses import BLANK, MISSING, Answers, Exclusion
from gapkit.survey import Answer, Question, Side

GIVEN: Final = 0
"""Code of a cell that holds a number."""

CLOSE: Final = 1e-6
"""Part of the total by which points may miss it: decimals in a data file are rounded."""

MOST_SUMS: Final = 5
"""Sums that an error shows."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The numbers of some columns, respondent by respondent.

    Attributes
    ----------
    codes : int16 array, shape (respondents, columns)
        ``GIVEN``, ``BLANK`` or ``MISSING``.
    values : float array, shape (respondents, columns)
        NaN where none was given.
    """

    codes: NDArray[np.int16]
    values: NDArray[np.float64]


def code_numbers(question: Question, table: Table, side: Side, missing: Sequence[Answer]) -> Answers | None:
    """Return the numbers of a question with a column per item; nothing where no column is there.

    Raises
    ------
    LoadError
        With every column that holds a text, or a number outside the limits.
    """
    names = item_columns(question, table, side)
    if not names:
        return None
    limits = (0.0, np.inf) if question.format == "points" else question.limits
    read = read_numbers(table, list(names.values()), missing, limits)
    return Answers(read.codes, tuple(names), (nan,), ("Answered",), read.values)


def code_points(
    question: Question, table: Table, side: Side, missing: Sequence[Answer]
) -> tuple[Answers | None, int]:
    """Return the points without the rows that sum to something else, and how many those are.

    A blank beside points that make the total is 0 points: there is nothing left for it.

    Raises
    ------
    LoadError
        If no row sums to the total.
    """
    answers = code_numbers(question, table, side, missing)
    if answers is None or answers.numbers is None:
        return None, 0
    codes, values = answers.codes, answers.numbers
    given = (codes == GIVEN).any(axis=1)
    sums = np.nansum(values, axis=1)
    whole = given & (np.abs(sums - question.total) <= CLOSE * question.total)
    wrong = given & ~whole
    if wrong.any() and not whole.any():
        raise NumberAnswerError.never_the_total(
            table.source.name, question.id, total=question.total, found=most_frequent(sums[wrong])
        )
    codes = np.where(whole[:, None], np.int16(GIVEN), np.where(wrong[:, None], np.int16(MISSING), codes))
    values = np.where(whole[:, None], np.nan_to_num(values), nan)
    return Answers(codes, answers.columns, answers.values, answers.labels, values), int(wrong.sum())


def most_frequent(sums: NDArray[np.float64]) -> dict[str, int]:
    """Return the commonest sums with their counts."""
    found, counts = np.unique(sums.round(6), return_counts=True)
    order = np.argsort(-counts, kind="stable")[:MOST_SUMS]
    return {f"{found[place]:g}": int(counts[place]) for place in order}


def item_columns(question: Question, table: Table, side: Side) -> dict[str, str]:
    """Return the column of each item that the table has."""
    named = {item.id: item.columns[side.id].name for item in question.items if side.id in item.columns}
    return {item: name for item, name in named.items() if name in table.columns}


def read_numbers(
    table: Table, names: Sequence[str], missing: Sequence[Answer], limits: tuple[float, float] | None
) -> Numbers:
    """Return the numbers of some columns, or raise with every cell that holds none."""
    problems: list[GapkitError] = []
    columns: list[Numbers] = []
    for name in names:
        with gathered(problems):
            columns.append(one_column(table, name, missing, limits))
    if problems:
        raise_all(problems)
    return Numbers(
        np.column_stack([each.codes for each in columns]), np.column_stack([each.values for each in columns])
    )


def one_column(
    table: Table, name: str, missing: Sequence[Answer], limits: tuple[float, float] | None
) -> Numbers:
    """Return the numbers of one column."""
    cells = table.columns[name]
    seen = faces(cells, missing)
    gone = seen.matching_any(missing) | seen.declared
    file = table.source.name
    odd = ~np.isfinite(seen.numbers) & ~gone
    if (odd & seen.present).any():
        rows = np.append(odd, False)[cells.codes]
        found = counted(seen, cells.codes[rows])
        raise NumberAnswerError.no_number(file, name, rows=table.rows_where(rows), found=found)
    if limits is not None:
        low, high = limits
        far = ~gone & ((seen.numbers < low) | (seen.numbers > high))
        if (far & seen.present).any():
            rows = np.append(far, False)[cells.codes]
            raise NumberAnswerError.outside_limits(
                file,
                name,
                limits=f"{low:g} to {high:g}" if np.isfinite(high) else f"{low:g} and more",
                rows=table.rows_where(rows),
                found=counted(seen, cells.codes[rows]),
            )
    codes = np.where(gone, np.int16(MISSING), np.int16(GIVEN))
    return Numbers(
        np.append(codes, np.int16(BLANK))[cells.codes],
        np.append(np.where(gone, nan, seen.numbers), nan)[cells.codes],
    )


def counted(seen: Faces, codes: NDArray[np.int32]) -> dict[str, int]:
    """Return different cells as text with their counts, the most frequent first."""
    counts = np.bincount(codes, minlength=len(seen.texts))
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    return {seen.shown(int(place)): int(counts[place]) for place in order}


def left_out(side: Side, question: Question, reason: str, count: int) -> tuple[Exclusion, ...]:
    """Return an exclusion from one question; none where it hits nobody."""
    if not count:
        return ()
    return (Exclusion(side=side.id, reason=reason, count=count, question=question.id),)
