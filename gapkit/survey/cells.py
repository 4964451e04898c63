"""One column's cells as answers: numbers, texts and blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isnan, nan
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

import numpy as np

from gapkit.survey.text import answer_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
ORDERS: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A column, each different cell looked at once.

    Attributes
    ----------
    codes : int array, shape (rows,)
        Which of the different cells stands in the row; -1 for nothing.
    numbers : float array
        Number of each different cell, NaN where it is none.
    texts : tuple of sets of str
        Text and label of each different cell.
    blanks : bool array
        Different cells that are "no answer".
    """

    codes: NDArray[np.intp]
    numbers: NDArray[np.float64]
    texts: tuple[frozenset[str], ...]
    blanks: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        column: pd.Series[Any],
        *,
        missing: Sequence[float | str] = (),
        labels: Mapping[float | str, str] | None = None,
    ) -> Cells:
        """Return the cells of a frame's column."""
        codes, found = column.astype(object).factorize()
        cells = list(found)
        labels = {key_of(code): answer_text(label) for code, label in (labels or {}).items()}
        texts = tuple(texts_of(cell, labels) for cell in cells)
        numbers = np.array([number_of(cell) for cell in cells], dtype=np.float64)
        empty = np.array([not any(words) for words in texts], dtype=np.bool_)
        blanks = empty | is_any(numbers, texts, missing)
        if np.isnan(numbers[~blanks]).all():
            numbers = written_numbers(cells, blanks)
        return cls(codes, numbers, texts, blanks)

    @property
    def hold_numbers(self) -> bool:
        """Whether any cell holds a number, or no cell holds anything."""
        return bool(self.blanks.all() or not np.isnan(self.numbers[~self.blanks]).all())

    def blank(self) -> NDArray[np.bool_]:
        """Return which rows are blank."""
        return np.append(self.blanks, True)[self.codes]

    def equal(self, values: Sequence[float | str]) -> NDArray[np.bool_]:
        """Return which rows hold one of the values."""
        return np.append(is_any(self.numbers, self.texts, values) & ~self.blanks, False)[self.codes]

    def ordered(self, sign: str, value: float) -> NDArray[np.bool_]:
        """Return which rows hold a number on this side of the value."""
        matches = ORDERS[sign](self.numbers, value) & ~self.blanks
        return np.append(matches, False)[self.codes]


def number_of(cell: object) -> float:
    """Return a number cell's number; NaN for every other cell."""
    if isinstance(cell, int | float | np.number | np.bool_):
        return float(cell)
    return nan


def texts_of(cell: object, labels: Mapping[float | str, str]) -> frozenset[str]:
    """Return a cell's text and its label."""
    number = number_of(cell)
    text = answer_text(str(cell)) if isnan(number) else f"{number:.15g}"
    label = labels.get(text if isnan(number) else number)
    return frozenset((text,) if label is None else (text, label))


def key_of(code: float | str) -> float | str:
    """Return a code of a value label as cells are looked up."""
    return answer_text(code) if isinstance(code, str) else float(code)


def is_any(
    numbers: NDArray[np.float64], texts: Sequence[frozenset[str]], values: Sequence[float | str]
) -> NDArray[np.bool_]:
    """Return which cells are one of the values: by number, or by text or label."""
    wanted = {answer_text(value) for value in values if isinstance(value, str)}
    by_number = np.isin(numbers, [value for value in values if not isinstance(value, str)])
    return by_number | np.array([not wanted.isdisjoint(words) for words in texts], dtype=np.bool_)


def written_numbers(cells: Sequence[object], blanks: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the numbers of a text column if every cell but the blank ones is a number, else NaN."""
    numbers = np.full(len(cells), nan)
    for place, cell in enumerate(cells):
        if not blanks[place]:
            text = str(cell).strip()
            if not NUMBER.fullmatch(text):
                return np.full(len(cells), nan)
            numbers[place] = float(text)
    return numbers
