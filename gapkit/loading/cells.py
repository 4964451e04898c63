"""One column of data as its different cells, and how answers match them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite, nan
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from gapkit.survey import Answer
from gapkit.survey.text import answer_text

NOTHING: Final = -1
"""Code of a row that holds nothing in this column."""

NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
COMMA_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+,?[0-9]*|,[0-9]+)(?:[eE][+-]?[0-9]+)?")


Form = Literal["", "number", "text", "date", "datetime", "time"]
"""What a file says that a column holds; dates and times are texts as ISO 8601 writes them."""


@dataclass(frozen=True, slots=True)
class MissingRange:
    """Answers that a data file declares as "no answer", both ends included.

    Attributes
    ----------
    tag : {"", "letter", "unanswered"}
        ``"letter"``: a missing value of Stata or SAS that only a letter names (the cells are texts
        such as ``".a"`` among numbers); ``"unanswered"``: seen and not answered.
    """

    low: float | str
    high: float | str
    tag: Literal["", "letter", "unanswered"] = ""

    @property
    def kind(self) -> Literal["code", "range", "text", "letter", "unanswered"]:
        """What is declared."""
        if self.tag:
            return self.tag
        if isinstance(self.low, str):
            return "text"
        return "code" if self.low == self.high else "range"

    def holds(self, cell: float | str) -> bool:
        """Whether the cell lies in the range; texts only equal each other."""
        if isinstance(cell, str) or isinstance(self.low, str) or isinstance(self.high, str):
            return cell == self.low == self.high
        return self.low <= cell <= self.high


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A column: its different cells, and which of them each row holds.

    Attributes
    ----------
    codes : int array, shape (rows,)
        Index into ``distinct``, or ``NOTHING``.
    distinct : object or float array
        The different cells, each a number or a text.
    decimal : str
        Decimal mark where texts may stand for numbers (text files); empty where text is text.
    labels : Mapping
        Value label per cell, from the data file.
    missing : tuple of MissingRange
        Declared by the data file.
    label : str
        Label of the column itself.
    measure : str
        ``"nominal"``, ``"ordinal"``, ``"scale"`` or ``"unknown"``, as the data file says; a hint only.
    question : str
        Wording of the question that the column is a part of, where the file tells it apart from
        ``label`` (then the option, the row of a grid, the sub-question).
    form : str
        What the file says that the column holds; empty where it does not say.
    """

    codes: NDArray[np.int32]
    distinct: NDArray[Any]
    decimal: str = ""
    labels: Mapping[float | str, str] = field(default_factory=dict)
    missing: tuple[MissingRange, ...] = ()
    label: str = ""
    measure: str = "unknown"
    question: str = ""
    form: Form = ""

    def take(self, keep: NDArray[np.bool_]) -> Cells:
        """Return the column for the rows to keep."""
        return replace(self, codes=self.codes[keep])


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """The different cells of a column in the forms that an answer may match.

    Attributes
    ----------
    texts, labels : tuple of str
        Text and value label of each cell, normalised; an empty label where there is none.
    numbers : float array
        Number of each cell; NaN where it is none.
    declared : bool array
        Whether the data file declares the cell as missing.
    present : bool array
        Whether a row holds the cell.
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    numbers: NDArray[np.float64]
    declared: NDArray[np.bool_]
    present: NDArray[np.bool_]

    def matching(self, answer: Answer) -> NDArray[np.bool_]:
        """Return which cells an answer of the survey file means.

        A number matches numeric cells only; a text is compared with the cells' texts and, where
        no cell has that text, with their value labels.
        """
        if not isinstance(answer, str):
            return np.asarray(self.numbers == float(answer))
        texts = self.with_text(answer)
        return texts if texts.any() else self.with_label(answer)

    def with_text(self, text: str) -> NDArray[np.bool_]:
        """Return which cells read so."""
        wanted = normal(text)
        return np.fromiter((each == wanted for each in self.texts), bool, len(self.texts))

    def with_label(self, text: str) -> NDArray[np.bool_]:
        """Return which cells have this value label."""
        wanted = normal(text)
        return np.fromiter((each == wanted for each in self.labels), bool, len(self.labels))

    def matching_any(self, answers: Iterable[Answer]) -> NDArray[np.bool_]:
        """Return which cells any of the answers means."""
        found = np.zeros(len(self.texts), bool)
        for answer in answers:
            found |= self.matching(answer)
        return found

    def shown(self, place: int) -> str:
        """Return one cell as errors print it: numbers bare, texts in quotes."""
        return self.texts[place] if isfinite(self.numbers[place]) else f'"{self.texts[place]}"'


def faces(cells: Cells, missing: Sequence[Answer] = ()) -> Faces:
    """Return the column's cells in every form, given the answers that mean "no answer"."""
    texts = tuple(normal(number_text(cell)) for cell in cells.distinct.tolist())
    present = np.zeros(len(texts), bool)
    present[cells.codes[cells.codes != NOTHING]] = True
    labels = {folded(code): normal(label) for code, label in cells.labels.items()}
    return Faces(
        texts=texts,
        labels=tuple(labels.get(folded(cell), "") for cell in cells.distinct.tolist()),
        numbers=cell_numbers(cells, texts, present, missing),
        declared=np.array(
            [any(each.holds(cell) for each in cells.missing) for cell in cells.distinct.tolist()],
            bool,
        ),
        present=present,
    )


def cell_numbers(
    cells: Cells, texts: Sequence[str], present: NDArray[np.bool_], missing: Sequence[Answer]
) -> NDArray[np.float64]:
    """Return the number of each cell.

    The cells of a text file are numbers if every one that is no ``missing`` answer is a number.
    """
    plain = [cell if not isinstance(cell, str) else nan for cell in cells.distinct.tolist()]
    if not cells.decimal:
        return np.array(plain, np.float64)
    read = np.array([text_number(text, cells.decimal) for text in texts], np.float64)
    told = {normal(answer) for answer in missing if isinstance(answer, str)}
    no_answer = np.fromiter((text in told for text in texts), bool, len(texts))
    numeric = not (np.isnan(read) & present & ~no_answer).any()
    return read if numeric else np.full(len(texts), nan)


def folded(cell: float | str) -> float | str:
    """Return a cell as value labels are looked up."""
    return normal(cell) if isinstance(cell, str) else float(cell)


def text_number(text: str, decimal: str) -> float:
    """Return the number that a cell of a text file stands for, or NaN.

    Examples
    --------
    >>> text_number("1.5", "."), text_number("1,5", ","), text_number("1_000", ".")
    (1.5, 1.5, nan)
    """
    pattern = COMMA_NUMBER if decimal == "," else NUMBER
    return float(text.replace(",", ".")) if pattern.fullmatch(text) else nan


def number_text(cell: float | str) -> str:
    """Return a cell as text, whole numbers without a point.

    Examples
    --------
    >>> number_text(4.0), number_text(2.5), number_text("Yes")
    ('4', '2.5', 'Yes')
    """
    if isinstance(cell, str):
        return cell
    return str(int(cell)) if isfinite(cell) and cell == int(cell) else repr(cell)


def normal(text: str) -> str:
    r"""Return text as answers are compared, without byte order marks inside.

    Examples
    --------
    >>> normal(" Strongly\u00a0 agree ")
    'Strongly agree'
    """
    return answer_text(text.replace("\ufeff", ""))
