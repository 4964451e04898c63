"""Triple-S surveys: a definition (.sss) and fixed-width or CSV data beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

import numpy as np

from gapkit.errors import ExportError, GapkitError, LoadError, raise_all
from gapkit.errors.loading import plural
from gapkit.loading.exports.triple_s_cells import Column, columns_of
from gapkit.loading.exports.triple_s_definition import Definition, Variable, defined
from gapkit.loading.files import all_bytes, check_file, name_of
from gapkit.loading.notation import decoded
from gapkit.loading.readers.contract import Head, Input, Reader
from gapkit.loading.table import ResponseSet, Table
from gapkit.loading.undeclared import undeclared

ROOT: Final = re.compile(r"<sss[\s>]")

ENDINGS: Final = (".asc", ".dat", ".txt", ".csv")
"""Of data files beside a definition, tried in this order."""

MOST_ROWS_TOLD: Final = 1000


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of the data: texts per variable.

    Attributes
    ----------
    fields : sequence of sequences of str
        The rows of a CSV file, or each a line of a fixed-width file as its one field.
    rows : list of int
        Where each row stands in the file.
    """

    fields: Sequence[Sequence[str]]
    rows: list[int]
    separated: bool

    def __len__(self) -> int:
        """Return the number of respondents."""
        return len(self.fields)

    def texts(self, start: int, finish: int) -> list[str]:
        """Return what stands at a place in every row: characters, or a field."""
        if not self.separated:
            return [row[0][start - 1 : finish] for row in self.fields]
        return [row[start - 1] if len(row) >= start else "" for row in self.fields]


def is_triple_s(head: Head) -> bool:
    """Whether a file is a Triple-S definition."""
    return "<" in head.text[:8] and ROOT.search(head.text) is not None


def read(file: Input) -> Table:
    """Return the wanted columns of the data that a definition describes.

    Raises
    ------
    ExportError
        If the definition is unsound, its data are not beside it, or hold what it does not allow.
    """
    definition = defined(file.content(), file.name)
    path = data_path(file.path, definition)
    name = name_of(path)
    encoding = file.read.encoding or definition.encoding
    records = records_of(all_bytes(path), name, definition, encoding)
    columns: dict[str, Column] = {}
    problems: list[GapkitError] = []
    for variable in definition.variables:
        try:
            columns |= columns_of(variable, records.texts, records.rows, name, separated=definition.separated)
        except ExportError as error:
            problems.append(error)
    if problems:
        raise_all(problems)
    cells = {each: column.cells for each, column in columns.items() if is_wanted(each, file.wanted)}
    notes = (f"Triple-S {definition.version}", f"data of {name}", f"encoding {encoding.lower()}")
    return Table(
        source=replace(file.source, rows=len(records), notes=file.source.notes + notes),
        columns=cells,
        names=tuple(columns),
        rows=np.array(records.rows, np.intp),
        sets=tuple(response_sets(definition, columns)),
        remarks=(*remarks(definition, columns), *undeclared(cells)),
        weight=next((each.name for each in definition.variables if each.use == "weight"), ""),
        label=definition.title,
    )


def is_wanted(name: str, wanted: Collection[str] | None) -> bool:
    """Whether a column is to be read."""
    return wanted is None or name in wanted


def data_path(path: Path, definition: Definition) -> Path:
    """Return the data file: in the definition's folder, as it names it or under its own name."""
    named = PurePosixPath(PureWindowsPath(definition.href).name).name
    names = [named] if named else []
    names += [f"{path.stem}{each}" for each in (ENDINGS if not definition.separated else ENDINGS[::-1])]
    for name in names:
        for each in (name, name.upper()):
            beside = path.with_name(each)
            if beside.is_file() and beside != path:
                check_file(beside)
                return beside
    raise ExportError.no_data(name_of(path), names)


def records_of(content: bytes, file: str, definition: Definition, encoding: str) -> Records:
    """Return the rows of the data; blank lines are none."""
    body, _ = decoded(content, file, encoding)
    text = body.decode()
    if definition.separated:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as error:
            raise LoadError.quoting(file, text.count("\n"), str(error)) from None
    else:
        rows = [[line] for line in text.split("\n")]
    kept = [
        (place, row)
        for place, row in enumerate(rows, 1)
        if place > definition.skip and any(map(str.strip, row))
    ]
    records = Records([row for _, row in kept], [place for place, _ in kept], definition.separated)
    check_lengths(records, definition, file)
    return records


def check_lengths(records: Records, definition: Definition, file: str) -> None:
    """Raise if rows stop before the last variable begins."""
    last = max(definition.variables, key=lambda each: each.start)
    lengths = [len(row) if definition.separated else len(row[0].rstrip("\r")) for row in records.fields]
    needed = last.start if definition.separated else min(each.start for each in definition.variables)
    short = [row for row, length in zip(records.rows, lengths, strict=True) if length < needed]
    if short:
        what = f"{last.start} fields" if definition.separated else f"{needed} characters"
        raise ExportError.odd_data(file, "a record", rows=short[:MOST_ROWS_TOLD], kind=f"at least {what}")


def response_sets(definition: Definition, columns: dict[str, Column]) -> Iterator[ResponseSet]:
    """Yield the variables that hold several answers."""
    for variable in definition.variables:
        if variable.kind == "multiple":
            names = tuple(name for name, column in columns.items() if column.variable == variable.name)
            spread = variable.subfields > 0
            yield ResponseSet(
                variable.name,
                "category" if spread else "dichotomous",
                names,
                wording_of(variable),
                counted=None if spread else 1.0,
            )


def wording_of(variable: Variable) -> str:
    """Return a variable's question."""
    return variable.wording or variable.label


def remarks(definition: Definition, columns: dict[str, Column]) -> tuple[str, ...]:
    """Return who was asked what, and codes that the definition does not list."""
    told = [
        f"`{each.name}` was asked where `{each.filter}` says so"
        for each in definition.variables
        if each.filter
    ]
    for name, column in columns.items():
        if column.unlisted:
            told.append(
                f"`{name}` holds {plural(column.unlisted, 'answer')} that its definition does not list"
            )
    return tuple(told)


TRIPLE_S: Final = Reader("Triple-S", ("sss", "triple-s"), (".sss",), is_triple_s, read)
