"""The data of one Triple-S variable as columns of cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.errors import ExportError
from gapkit.loading.cells import NOTHING, NUMBER, Cells
from gapkit.loading.exports.triple_s_definition import Variable

Texts = Callable[[int, int], list[str]]
"""Returns what stands at a place in every row."""

TRUE: Final = frozenset({"1", "T", "Y", "TRUE", "YES"})
FALSE: Final = frozenset({"0", "2", "F", "N", "FALSE", "NO"})

DATE: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
TIME: Final = re.compile(r"(\d{2}):?(\d{2}):?(\d{2})")

BITS: Final = re.compile(r"[01]*")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of the table.

    Attributes
    ----------
    variable : str
        The variable that it is a part of.
    unlisted : int
        Answers whose code the definition does not list.
    """

    variable: str
    cells: Cells
    unlisted: int = 0


def columns_of(
    variable: Variable, texts: Texts, rows: Sequence[int], file: str, *, separated: bool
) -> dict[str, Column]:
    """Return a variable's columns by name: one, or one per option of a bitstring or place of a spread.

    Raises
    ------
    ExportError
        If a cell is not of the variable's type.
    """
    if variable.kind == "multiple" and variable.subfields:
        return spread_columns(variable, texts, rows, file, separated=separated)
    whole = texts(variable.start, variable.finish)
    if variable.kind == "multiple":
        return bit_columns(variable, whole, rows, file)
    if variable.kind in {"single", "quantity"} and not variable.literal:
        return {variable.name: number_column(variable, whole, rows, file)}
    if variable.kind == "logical":
        numbers = [1.0 if text.strip().upper() in TRUE else 0.0 for text in whole]
        check(variable, whole, rows, file, kind="0 or 1", sound=lambda text: text.upper() in TRUE | FALSE)
        blank = np.array([not text.strip() for text in whole], bool)
        return {variable.name: Column(variable.name, numeric(variable, np.array(numbers, np.float64), blank))}
    return {variable.name: text_column(variable, whole, rows, file)}


def check(
    variable: Variable,
    texts: Sequence[str],
    rows: Sequence[int],
    file: str,
    *,
    kind: str,
    sound: Callable[[str], bool],
) -> None:
    """Raise if a filled cell is unsound."""
    odd = {text for text in {text.strip() for text in texts} if text and not sound(text)}
    if odd:
        told = [row for row, text in zip(rows, texts, strict=True) if text.strip() in odd]
        raise ExportError.odd_data(file, variable.name, rows=told, kind=kind)


def number_column(variable: Variable, texts: Sequence[str], rows: Sequence[int], file: str) -> Column:
    """Return a variable of numbers: codes of a single choice, or a quantity."""
    check(variable, texts, rows, file, kind="numbers", sound=lambda text: NUMBER.fullmatch(text) is not None)
    stripped = [text.strip() for text in texts]
    blank = np.array([not text for text in stripped], bool)
    numbers = np.array([float(text or "nan") for text in stripped], np.float64)
    return Column(variable.name, numeric(variable, numbers, blank), unlisted(variable, numbers[~blank]))


def numeric(variable: Variable, numbers: NDArray[np.float64], blank: NDArray[np.bool_]) -> Cells:
    """Return numbers as cells with the variable's labels."""
    places, distinct = pd.factorize(numbers)
    return Cells(
        codes=np.where(blank, NOTHING, places).astype(np.int32),
        distinct=distinct,
        labels=code_labels(variable),
        label=variable.label,
        question=question(variable),
    )


def question(variable: Variable) -> str:
    """Return the question as interviews put it, where it is not the label."""
    return variable.wording if variable.wording != variable.label else ""


def code_labels(variable: Variable) -> Mapping[float | str, str]:
    """Return the label of each code."""
    if variable.literal:
        return dict(variable.options.items())
    return {float(code): label for code, label in variable.options.items() if NUMBER.fullmatch(code.strip())}


def unlisted(variable: Variable, numbers: NDArray[np.float64]) -> int:
    """Return how many answers are neither a listed code nor in a listed range."""
    if not variable.options and not variable.ranges:
        return 0
    known = np.isin(numbers, [code for code in code_labels(variable) if not isinstance(code, str)])
    for low, high in variable.ranges:
        if NUMBER.fullmatch(low.strip()) and NUMBER.fullmatch(high.strip()):
            known |= (numbers >= float(low)) & (numbers <= float(high))
        else:
            return 0
    return int((~known).sum())


def text_column(variable: Variable, texts: Sequence[str], rows: Sequence[int], file: str) -> Column:
    """Return a variable of texts; dates and times as ISO 8601 writes them."""
    stripped = [text.strip() for text in texts]
    if variable.kind in {"date", "time"}:
        pattern, mark = (DATE, "-") if variable.kind == "date" else (TIME, ":")
        kind = f"{variable.kind}s of {'8' if variable.kind == 'date' else '6'} digits"
        check(variable, texts, rows, file, kind=kind, sound=lambda text: pattern.fullmatch(text) is not None)
        stripped = [
            mark.join(match.groups()) if (match := pattern.fullmatch(text)) else "" for text in stripped
        ]
    codes, distinct = pd.factorize(np.array([text or None for text in stripped], object))
    cells = Cells(
        codes.astype(np.int32),
        distinct,
        labels=code_labels(variable) if variable.literal else {},
        label=variable.label,
        question=question(variable),
        form=variable.kind if variable.kind in {"date", "time"} else "text",
    )
    known = {*variable.options} if variable.literal else set(distinct.tolist())
    return Column(variable.name, cells, sum(1 for text in stripped if text and text not in known))


def bit_columns(
    variable: Variable, texts: Sequence[str], rows: Sequence[int], file: str
) -> dict[str, Column]:
    """Return a column of 0 and 1 per option; place n of the bitstring stands for code n.

    A blank bitstring is no answer. One that is too short lost its leading zeros on the way.
    """
    length = variable.highest
    stripped = [text.strip() for text in texts]
    check(
        variable,
        texts,
        rows,
        file,
        kind=f"{length} digits 0 and 1, one per code (a spreadsheet drops leading zeros)",
        sound=lambda text: BITS.fullmatch(text) is not None and len(text) >= length,
    )
    blank = np.array([not text for text in stripped], bool)
    wording = variable.wording or variable.label
    found: dict[str, Column] = {}
    for code, label in variable.options.items():
        place = int(code) - 1
        ticks = np.array([bool(text) and text[place] == "1" for text in stripped], np.int32)
        cells = Cells(
            np.where(blank, NOTHING, ticks).astype(np.int32),
            np.array([0.0, 1.0]),
            label=label,
            question=wording,
        )
        found[f"{variable.name}_{code}"] = Column(variable.name, cells)
    return found


def spread_columns(
    variable: Variable, texts: Texts, rows: Sequence[int], file: str, *, separated: bool
) -> dict[str, Column]:
    """Return a column per place of a spread, each with the code of one answer."""
    fields = separated and variable.finish - variable.start + 1 == variable.subfields
    found: dict[str, Column] = {}
    whole = [] if fields else texts(variable.start, variable.finish)
    for place in range(variable.subfields):
        at = variable.start + place
        first = place * variable.width
        part = texts(at, at) if fields else [text[first : first + variable.width] for text in whole]
        empty = "" if "0" in variable.options else "0"
        filled = ["" if text.strip().strip("0") == "" and empty else text for text in part]
        column = (
            text_column(variable, filled, rows, file)
            if variable.literal
            else number_column(variable, filled, rows, file)
        )
        found[f"{variable.name}_{place + 1}"] = column
    return found
