"""What a reader of a statistics package told, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.loading.cells import Cells, Form, MissingRange
from gapkit.loading.files import name_of, sha256
from gapkit.loading.readers.contract import Input
from gapkit.loading.readers.dates import clock_of, iso_texts
from gapkit.loading.table import ResponseSet, Table

PORTABLE = "SPSS portable"
"""Name of the format whose reader loses the declared missing codes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader told, and the arrays it stored."""

    told: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]


def table_of(answer: Answer, file: Input, catalogue: Path | None) -> Table:
    """Return the reader's findings as a table."""
    told = answer.told
    rows = int(told["rows"])
    package = package_of(file.source.format)
    columns: dict[str, Cells] = {}
    remarks: list[str] = []
    for place, column in enumerate(told["columns"]):
        arrays = {kind: answer.arrays.get(f"{kind}{place}") for kind in ("numbers", "codes")}
        name = str(column["name"])
        columns[name] = cells_of(column, arrays, rows, package)
        if not columns[name].form:
            columns[name] = replace(columns[name], form="number")
            remarks.append(f"`{name}` is shown as dates but holds a number that is none: left as numbers")
    notes: tuple[str, ...] = (f"encoding {told['encoding']}",) if told["encoding"] else ()
    if told["header_rows"] is None:
        notes += (f"{rows:,} rows read; the format does not say how many there are",)
    if catalogue is not None and any(cells.labels for cells in columns.values()):
        notes += (f"value labels from {name_of(catalogue)} (SHA-256 {sha256(catalogue)})",)
    return Table(
        source=replace(file.source, rows=rows, notes=file.source.notes + notes),
        columns=columns,
        names=tuple(str(name) for name in told["names"]),
        rows=np.arange(1, rows + 1),
        sets=tuple(response_set(each) for each in told["sets"]),
        remarks=(*remarks, *file_remarks(file.source.format, told)),
        weight=str(told["weight"]),
        label=str(told["label"]),
    )


def package_of(name: str) -> str:
    """Return the package whose dates and display formats a file has."""
    return name.split(maxsplit=1)[0]


def file_remarks(name: str, told: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a person should know about the file as a whole."""
    found: tuple[str, ...] = ()
    if name == PORTABLE:
        found = ('the portable format\'s reader turns declared "no answer" codes into blanks',)
    notes = " ".join(" ".join(str(note) for note in told["notes"]).split())
    return (*found, f"notes in the file: {notes}") if notes else found


def response_set(told: Mapping[str, Any]) -> ResponseSet:
    """Return a multiple-response set."""
    dichotomous = bool(told["dichotomous"])
    counted = told["counted"]
    return ResponseSet(
        name=str(told["name"]).removeprefix("$"),
        kind="dichotomous" if dichotomous else "category",
        columns=tuple(str(name) for name in told["columns"]),
        label=str(told["label"] or ""),
        counted=(counted if isinstance(counted, str) else float(counted)) if dichotomous else None,
    )


def cells_of(
    column: Mapping[str, Any], arrays: Mapping[str, NDArray[Any] | None], rows: int, package: str
) -> Cells:
    """Return one column as cells, having checked that it holds together."""
    labels = {code_of(key, column): str(label) for key, label in column["labels"]}
    missing = tuple(MissingRange(low, high) for low, high in column["missing"])
    form: Form = "text" if column["text"] else "number"
    if column["text"]:
        codes, distinct = np.asarray(arrays["codes"], np.int32), texts_of(column)
    else:
        numbers = np.asarray(arrays["numbers"], np.float64)
        codes, distinct, letters = lettered(numbers, arrays["codes"], column)
        missing += letters
        clock = None if labels or missing else clock_of(package, str(column["format"]))
        if clock is not None:
            dates = iso_texts(distinct, clock)
            distinct, form = (distinct, "") if dates is None else (dates, clock.form)
    if len(codes) != rows or (codes < -1).any() or (codes >= len(distinct)).any():
        raise ValueError(rows)
    return Cells(
        codes=codes,
        distinct=distinct,
        labels=labels,
        missing=missing,
        label=str(column["label"]),
        measure=str(column["measure"]),
        form=form,
    )


def code_of(key: float | str, column: Mapping[str, Any]) -> float | str:
    """Return the cell that a value label is for."""
    return f".{key}" if isinstance(key, str) and not column["text"] else key


def texts_of(column: Mapping[str, Any]) -> NDArray[Any]:
    """Return the different texts of a column."""
    return np.array([str(text) for text in column["distinct"]], object)


def lettered(
    numbers: NDArray[np.float64], letters: NDArray[Any] | None, column: Mapping[str, Any]
) -> tuple[NDArray[np.int32], NDArray[Any], tuple[MissingRange, ...]]:
    """Return codes and different cells of a numeric column, letters such as ``.a`` among them."""
    places, found = pd.factorize(numbers)
    codes = places.astype(np.int32)
    if letters is None:
        return codes, found, ()
    named = [f".{letter}" for letter in column["distinct"]]
    tagged = np.asarray(letters, np.int32)
    if len(tagged) != len(codes) or (tagged >= len(named)).any():
        raise ValueError(named)
    distinct = np.array([*found.tolist(), *named], object)
    codes = np.where(tagged >= 0, tagged + np.int32(len(found)), codes).astype(np.int32)
    return codes, distinct, tuple(MissingRange(each, each, "letter") for each in named)
