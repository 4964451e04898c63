"""Cells that hold several answers of a "tick all that apply" question, joined by a separator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import NumberAnswerError
from gapkit.loading.cells import faces, normal, number_text
from gapkit.loading.table import Table
from gapkit.responses import BLANK, MISSING, TICKED, UNTICKED
from gapkit.survey import Answer, Column, Question, Side

NEAR: Final = 0.85
"""Likeness from which another answer is taken for a misspelt option."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What one cell holds: options of the question, and other answers.

    Attributes
    ----------
    options, others : frozenset of str
        Normalised, as answers are compared.
    """

    options: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class TickedColumn:
    """A column of joined answers, each different cell taken apart once.

    Attributes
    ----------
    file, name : str
        Where it stands.
    codes : int array, shape (rows,)
        Which of the different cells each row holds.
    parts : tuple of Parts
        Of each different cell.
    gone : bool array
        Different cells that are "no answer" as a whole.
    """

    file: str
    name: str
    codes: NDArray[np.int32]
    parts: tuple[Parts, ...]
    gone: NDArray[np.bool_]

    def ticks(self, option: str) -> NDArray[np.int16]:
        """Return who ticked an option.

        Raises
        ------
        LoadError
            If no cell has the option but one has nearly that: it is misspelt.
        """
        wanted = normal(option)
        ticked = np.fromiter((wanted in each.options for each in self.parts), bool, len(self.parts))
        if not ticked.any():
            self._stop_at_misspelt(wanted)
        codes = np.where(self.gone, MISSING, np.where(ticked, TICKED, UNTICKED)).astype(np.int16)
        return np.append(codes, np.int16(BLANK))[self.codes]

    def with_others(self) -> NDArray[np.bool_]:
        """Return which rows hold an answer that is no option."""
        others = np.fromiter((bool(each.others) for each in self.parts), bool, len(self.parts))
        return np.append(others & ~self.gone, False)[self.codes]

    def _stop_at_misspelt(self, option: str) -> None:
        others = {other for each in self.parts for other in each.others}
        near = get_close_matches(option, sorted(others), n=3, cutoff=NEAR)
        if near:
            raise NumberAnswerError.not_among(self.file, self.name, option=option, near=near)


def ticked_columns(
    question: Question, table: Table, side: Side, missing: Sequence[Answer]
) -> dict[str, TickedColumn]:
    """Return the columns of a question that hold joined answers on a side, by name."""
    columns = [item.columns[side.id] for item in question.items if side.id in item.columns]
    joined = [each for each in columns if each.contains and each.name in table.columns]
    unticked = question.unticked.get(side.id, (0,))
    return {
        name: taken_apart(table, [each for each in joined if each.name == name], missing, unticked)
        for name in dict.fromkeys(each.name for each in joined)
    }


def taken_apart(
    table: Table, columns: Sequence[Column], missing: Sequence[Answer], unticked: Sequence[Answer]
) -> TickedColumn:
    """Return one column of joined answers, taken apart at the separator of its items."""
    name, separator = columns[0].name, columns[0].separator
    cells = table.columns[name]
    seen = faces(cells, missing)
    options = [each.contains for each in columns]
    none = frozenset(normal(str(each)) for each in unticked)
    texts = (each if isinstance(each, str) else number_text(each) for each in cells.distinct.tolist())
    parts = [split(text, separator, options) for text in texts]
    return TickedColumn(
        file=table.source.name,
        name=name,
        codes=cells.codes,
        parts=tuple(Parts(each.options, each.others - none) for each in parts),
        gone=seen.matching_any(missing) | seen.declared,
    )


def write_ins(columns: Iterable[TickedColumn], people: int) -> int:
    """Count the respondents whose joined cells hold an answer that no item names."""
    found = np.zeros(people, dtype=np.bool_)
    for column in columns:
        found |= column.with_others()
    return int(found.sum())


def split(text: str, separator: str, options: Iterable[str]) -> Parts:
    """Return the options that a text holds between separators, and what else it does.

    Options are found whole, the longest first, so that one may hold the separator itself.

    Examples
    --------
    >>> found = split("Tea, black;Own idea", ";", ["Tea, black", "Coffee"])
    >>> sorted(found.options), sorted(found.others)
    (['Tea, black'], ['Own idea'])
    >>> sorted(split("Tea, black, Coffee", ", ", ["Tea, black", "Coffee"]).options)
    ['Coffee', 'Tea, black']
    """
    pieces = [piece for piece in map(normal, text.split(separator)) if piece]
    known = {tuple(map(normal, each.split(separator))): normal(each) for each in options}
    longest = sorted({len(each) for each in known}, reverse=True)
    found: set[str] = set()
    others: set[str] = set()
    place = 0
    while place < len(pieces):
        length = next((n for n in longest if tuple(pieces[place : place + n]) in known), 0)
        if length:
            found.add(known[tuple(pieces[place : place + length])])
        else:
            others.add(pieces[place])
        place += length or 1
    return Parts(frozenset(found), frozenset(others))
