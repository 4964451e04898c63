"""The inventory of a data file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

import pandas as pd

from gapkit.display import html_table
from gapkit.errors import MissingColumnError
from gapkit.inventory.lines import inventory_lines
from gapkit.loading.table import ResponseSet
from gapkit.responses import DataSource
from gapkit.survey.text import clean_text


@dataclass(frozen=True, slots=True)
class Code:
    """One answer that a column holds or that the file labels.

    Attributes
    ----------
    answer : str
        The code or the text, as the survey file would name it.
    label : str
        Value label, from the file.
    count : int
        Rows that hold it.
    declared : str
        ``"code"``, ``"range"``, ``"text"``, ``"letter"`` or ``"unanswered"`` if the file declares it as
        "no answer"; empty otherwise.
    """

    answer: str
    label: str
    count: int
    declared: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """Answers that the file declares as "no answer".

    Attributes
    ----------
    answers : str
        One code, or a range such as ``"97 to highest"``.
    kind : str
        ``"code"``, ``"range"``, ``"text"``, ``"letter"`` (of Stata or SAS) or ``"unanswered"`` (seen and
        not answered).
    count : int
        Rows that hold such an answer.
    """

    answers: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a data file.

    Attributes
    ----------
    label, question : str
        Wording from the file; ``question`` where the column is one part of a question.
    form : str
        ``"number"``, ``"text"``, ``"date"``, ``"datetime"``, ``"time"``; empty where the file does not say.
    measure : str
        ``"nominal"``, ``"ordinal"``, ``"scale"`` or ``"unknown"``; a hint of the file only.
    answered, declared, blank : int
        Rows with an answer, with a declared "no answer", and with nothing (not asked, or left blank).
    different : int
        Different cells.
    codes : tuple of Code
        Empty where there are too many to be answer options: open text and ids are never listed.
    missing : tuple of Declared
        What the file declares, apart by kind, found or not.
    low, high, mean : float
        Of the numbers answered; NaN where there are none.
    """

    name: str
    label: str = ""
    question: str = ""
    form: str = ""
    measure: str = "unknown"
    answered: int = 0
    declared: int = 0
    blank: int = 0
    different: int = 0
    codes: tuple[Code, ...] = ()
    missing: tuple[Declared, ...] = ()
    low: float = nan
    high: float = nan
    mean: float = nan


@dataclass(frozen=True, slots=True)
class LikelyWeight:
    """A column that may be a weight; it is applied only where the survey file says so.

    Attributes
    ----------
    evidence : str
        Why it may be one.
    """

    column: str
    evidence: str
    mean: float
    total: float


@dataclass(frozen=True, slots=True, repr=False)
class Inventory:
    """Everything that a data file knows about itself.

    Attributes
    ----------
    source : DataSource
        Name, format, hash, rows, and how it was recognised and read.
    label : str
        Title of the data, from the file.
    columns : tuple of Column
        In the order of the file.
    sets : tuple of ResponseSet
        Multiple-response sets.
    weights : tuple of LikelyWeight
        Proposals, the likeliest first.
    remarks : tuple of str
        What a person should look at, as sentences.
    """

    source: DataSource
    label: str
    columns: tuple[Column, ...]
    sets: tuple[ResponseSet, ...] = ()
    weights: tuple[LikelyWeight, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of the file."""
        return self.source.rows

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self.columns)

    def __iter__(self) -> Iterator[Column]:
        """Iterate over the columns."""
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        """Return a column by its name.

        Raises
        ------
        MissingColumnError
            If the file has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise MissingColumnError.not_in(
            self.source.name, name, use="", names=[column.name for column in self.columns]
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row per column and code; columns without listed codes have one row."""
        rows = [
            {
                "column": column.name,
                "label": column.label,
                "question": column.question,
                "form": column.form,
                "measure": column.measure,
                "answered": column.answered,
                "declared_missing": column.declared,
                "blank": column.blank,
                "answer": code.answer,
                "answer_label": code.label,
                "count": code.count,
                "declared": code.declared,
            }
            for column in self.columns
            for code in column.codes or (Code("", "", column.answered),)
        ]
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        """Return the inventory as people read it."""
        return "\n".join(clean_text(line).replace("\n", " ") for line in inventory_lines(self))

    def _repr_html_(self) -> str:
        """Return the columns as a table for notebooks."""
        head = ("column", "label", "answered", "declared missing", "blank", "different answers")
        rows = [
            (
                each.name,
                each.label,
                *(f"{n:,}" for n in (each.answered, each.declared, each.blank, each.different)),
            )
            for each in self.columns
        ]
        return html_table(f"{self.source.name}: {self.source.format}, {self.rows:,} rows", head, rows)
