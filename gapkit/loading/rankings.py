"""Rankings: the place of every item, from a column per item or a column per place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import GapkitError, NumberAnswerError, UnknownAnswerError, raise_all
from gapkit.loading.cells import faces
from gapkit.loading.gathering import gathered
from gapkit.loading.number_answers import counted, item_columns
from gapkit.loading.table import Table
from gapkit.responses import BLANK, MISSING, Answers
from gapkit.survey import Answer, Question, Side

NO_ITEM: Final = -3
"""Place of an answer that no item names, until it is told."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """Who ranks what where.

    Attributes
    ----------
    items : tuple of str
        The items that a side could rank.
    place : float array, shape (respondents, items)
        1 is first; NaN for an item that was not ranked.
    blank : bool array, shape (respondents,)
        Whether every cell of the ranking is empty.
    contradictory : bool array, shape (respondents,)
        Whether two items have one place, or one item two.
    """

    items: tuple[str, ...]
    place: NDArray[np.float64]
    blank: NDArray[np.bool_]
    contradictory: NDArray[np.bool_]


def code_ranking(
    question: Question, table: Table, side: Side, missing: Sequence[Answer]
) -> tuple[Answers | None, int]:
    """Return every item's place, and how many rankings contradict themselves.

    Who ranked anything is in the base of all items: one that was not ranked shares the mean of the
    places left. Blank and missing cells are items, or places, that were not ranked.

    Raises
    ------
    LoadError
        With every column that holds something else than a place, or than an item.
    """
    by_item = question.layout.get(side.id) == "item"
    read = (by_place if by_item else by_column)(question, table, side, missing)
    if read is None:
        return None, 0
    given = ~np.isnan(read.place)
    ranked = given.any(axis=1) & ~read.contradictory
    if read.contradictory.any() and not ranked.any():
        rows = table.rows_where(read.contradictory)
        raise NumberAnswerError.no_ranking(table.source.name, question.id, rows=rows)
    places = len(read.items)
    codes = np.where(given, np.nan_to_num(read.place) - 1, places).astype(np.int16)
    nobody = np.where(read.blank, np.int16(BLANK), np.int16(MISSING))[:, None]
    labels = (*(f"Place {place + 1}" for place in range(places)), "Not ranked")
    values = (*(float(place + 1) for place in range(places)), nan)
    answers = Answers(
        codes=np.where(ranked[:, None], codes, nobody),
        columns=read.items,
        values=values,
        labels=labels,
        numbers=np.where(ranked[:, None], np.where(given, read.place, left_over(read.place)), nan),
    )
    return answers, int(read.contradictory.sum())


def left_over(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of the places that each respondent left, shape (respondents, 1).

    Examples
    --------
    >>> left_over(np.array([[1.0, np.nan, np.nan, np.nan]])).tolist()
    [[3.0]]
    """
    items = place.shape[1]
    left = np.isnan(place).sum(axis=1, keepdims=True)
    total = items * (items + 1) / 2 - np.nansum(place, axis=1, keepdims=True)
    return np.asarray(np.divide(total, left, out=np.full(left.shape, nan), where=left > 0))


def by_column(question: Question, table: Table, side: Side, missing: Sequence[Answer]) -> Ranks | None:
    """Return a ranking that holds every item's rank in a column of its own."""
    names = item_columns(question, table, side)
    if not names:
        return None
    problems: list[GapkitError] = []
    columns: list[NDArray[np.float64]] = []
    for name in names.values():
        with gathered(problems):
            columns.append(ranks_in(table, name, missing, len(names)))
    if problems:
        raise_all(problems)
    place = np.column_stack(columns)
    blank = np.all([table.columns[name].codes < 0 for name in names.values()], axis=0)
    ordered = np.sort(place, axis=1)  # NaN last, and never equal
    return Ranks(tuple(names), place, blank, (ordered[:, 1:] == ordered[:, :-1]).any(axis=1))


def ranks_in(table: Table, name: str, missing: Sequence[Answer], places: int) -> NDArray[np.float64]:
    """Return the ranks of one item, NaN where it was not ranked."""
    cells = table.columns[name]
    seen = faces(cells, missing)
    gone = seen.matching_any(missing) | seen.declared
    odd = ~gone & ~np.isin(seen.numbers, np.arange(1, places + 1))
    if (odd & seen.present).any():
        rows = np.append(odd, False)[cells.codes]
        found = counted(seen, cells.codes[rows])
        raise NumberAnswerError.no_place(
            table.source.name, name, places=places, rows=table.rows_where(rows), found=found
        )
    return np.append(np.where(gone, nan, seen.numbers), nan)[cells.codes]


def by_place(question: Question, table: Table, side: Side, missing: Sequence[Answer]) -> Ranks | None:
    """Return a ranking that holds the item of every place in a column of its own."""
    columns = [name for name in question.columns.get(side.id, ()) if name in table.columns]
    items = [item.id for item in question.items if side.id in item.answers]
    if not columns or not items:
        return None
    problems: list[GapkitError] = []
    chosen: list[NDArray[np.int16]] = []
    for name in columns:
        with gathered(problems):
            chosen.append(items_in(question, table, side, name, missing))
    if problems:
        raise_all(problems)
    place = np.full((len(table), len(items)), nan)
    twice = np.zeros(len(table), dtype=np.bool_)
    for number, item in enumerate(chosen, start=1):
        rows = np.flatnonzero(item >= 0)
        twice[rows] |= ~np.isnan(place[rows, item[rows]])
        place[rows, item[rows]] = number
    blank = np.all([each == BLANK for each in chosen], axis=0)
    return Ranks(tuple(items), place, blank, twice)


def items_in(
    question: Question, table: Table, side: Side, name: str, missing: Sequence[Answer]
) -> NDArray[np.int16]:
    """Return which item stands in one place, or ``BLANK``, or ``MISSING``."""
    cells = table.columns[name]
    seen = faces(cells, missing)
    named = [seen.matching_any(item.answers[side.id]) for item in question.items if side.id in item.answers]
    gone = seen.matching_any(missing) | (seen.declared & ~np.any(named, axis=0))
    if ((np.sum(named, axis=0) > 1) & ~gone & seen.present).any():
        found = [seen.shown(int(each)) for each in np.flatnonzero(np.sum(named, axis=0) > 1)]
        raise UnknownAnswerError.two_meanings(table.source.name, name, found=found)
    codes = np.select([gone, *named], [MISSING, *range(len(named))], NO_ITEM).astype(np.int16)
    rows = np.append(codes, np.int16(BLANK))[cells.codes]
    odd = rows == NO_ITEM
    if odd.any():
        raise UnknownAnswerError.no_item(
            table.source.name, name, rows=table.rows_where(odd), found=counted(seen, cells.codes[odd])
        )
    return rows
