"""JSON lines: one object per respondent, or one list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any, Final, NoReturn

import numpy as np

from gapkit.errors import ExportError
from gapkit.errors.formats import FormatError
from gapkit.loading.cells import NOTHING, Cells, normal
from gapkit.loading.frames import EXACT
from gapkit.loading.notation import decoded
from gapkit.loading.readers.arrow import OPTION_LIMIT
from gapkit.loading.readers.contract import Head, Input, Reader
from gapkit.loading.table import ResponseSet, Table
from gapkit.loading.undeclared import undeclared

MOST_COLUMNS: Final = 20_000


@dataclass(slots=True)
class Growing:
    """A column of which more and more rows are read."""

    codes: list[int] = field(default_factory=list)
    places: dict[float | str, int] = field(default_factory=dict)

    def put(self, row: int, cell: float | str) -> None:
        """Take over one cell; rows passed over hold nothing."""
        self.codes.extend([NOTHING] * (row - len(self.codes)))
        self.codes.append(self.places.setdefault(cell, len(self.places)))

    def cells(self, rows: int) -> Cells:
        """Return the whole column."""
        codes = self.codes + [NOTHING] * (rows - len(self.codes))
        distinct = np.empty(len(self.places), object)
        distinct[:] = list(self.places)
        return Cells(np.array(codes, np.int32), distinct)


def is_json(head: Head) -> bool:
    """Whether a file begins with a JSON object, or a list of them."""
    text = head.text.lstrip()
    return text.startswith("{") or (text.startswith("[") and text[1:].lstrip().startswith("{"))


def read(file: Input) -> Table:
    """Return the wanted columns; an object in an object is flattened with dots.

    A list of texts or numbers is a "tick all that apply" question: a column of 0 and 1 per option.

    Raises
    ------
    LoadError
        If a line is no JSON object, a key occurs twice in it, or a list holds objects.
    """
    body, encoding = decoded(file.content(), file.name, file.read.encoding)
    singles: dict[str, Growing] = {}
    lists: dict[str, dict[int, list[float | str]]] = {}
    rows: list[int] = []
    for line, told in objects(body.decode(), file.name):
        row = len(rows)
        rows.append(line)
        for name, cell in flattened(told, file.name, line):
            if isinstance(cell, list):
                lists.setdefault(name, {})[row] = [scalar(each, file.name, name) for each in cell]
            elif cell is not None and not (isinstance(cell, str) and not normal(cell)):
                singles.setdefault(name, Growing()).put(row, scalar(cell, file.name, name))
            else:
                singles.setdefault(name, Growing())
            if len(singles) + len(lists) > MOST_COLUMNS:
                raise ExportError.too_many_columns(file.name, MOST_COLUMNS)
    columns = {
        name: column.cells(len(rows))
        for name, column in singles.items()
        if name not in lists or column.places
    }
    sets: list[ResponseSet] = []
    for name, answers in lists.items():
        options = option_columns(name, answers, len(rows), file.name)
        columns |= options
        sets.append(ResponseSet(name, "dichotomous", tuple(options), counted=1.0))
    kept = {name: cells for name, cells in columns.items() if file.wanted is None or name in file.wanted}
    return Table(
        source=replace(file.source, rows=len(rows), notes=(*file.source.notes, f"encoding {encoding}")),
        columns=kept,
        names=tuple(columns),
        rows=np.array(rows, np.intp),
        sets=tuple(sets),
        remarks=undeclared(kept),
    )


def objects(text: str, file: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the objects with the lines they stand in; a list as a whole is numbered from 1."""
    if text.lstrip().startswith("["):
        told = loaded(text, file, 1)
        yield from enumerate((checked(each, file, place) for place, each in enumerate(told, 1)), 1)
        return
    for line, each in enumerate(text.split("\n"), 1):
        if each.strip():
            yield line, checked(loaded(each, file, line), file, line)


def loaded(text: str, file: str, line: int) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return the JSON of a text."""

    def constant(name: str) -> NoReturn:
        raise ExportError.json_line(file, line, f"{name}, which is no JSON")

    def no_twins(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        told = dict(pairs)
        if len(told) < len(pairs):
            raise ExportError.json_line(file, line, "a key twice in one object")
        return told

    try:
        return json.loads(text, parse_constant=constant, object_pairs_hook=no_twins)
    except json.JSONDecodeError as error:
        raise ExportError.json_line(file, line + error.lineno - 1, error.msg) from None
    except (RecursionError, ValueError):
        raise ExportError.json_line(file, line, "JSON too deep, or a number too long") from None


def checked(told: Any, file: str, line: int) -> Mapping[str, Any]:  # noqa: ANN401 - whatever the file holds
    """Return an object, or raise if it is none."""
    if not isinstance(told, dict):
        raise ExportError.json_line(file, line, "no object")
    return told


def flattened(told: Mapping[str, Any], file: str, line: int, above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield names and cells; keys of an object in an object follow its own key after a dot."""
    for key, cell in told.items():
        name = f"{above}{normal(key)}"
        if isinstance(cell, dict):
            yield from flattened(cell, file, line, f"{name}.")
        else:
            yield name, cell


def scalar(cell: Any, file: str, name: str) -> float | str:  # noqa: ANN401 - whatever the file holds
    """Return a cell as number or text; a whole number that no float holds is a text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) and abs(cell) > EXACT:
        return str(cell)
    if not isinstance(cell, bool | int | float):
        raise ExportError.json_list(file, name)
    if not isfinite(cell):
        raise ExportError.json_number(file, name)
    return float(cell)


def option_columns(
    name: str, answers: Mapping[int, Sequence[float | str]], rows: int, file: str
) -> dict[str, Cells]:
    """Return a column of 0 and 1 per option of the lists; rows without a list hold nothing."""
    options = list(dict.fromkeys(str(each) for every in answers.values() for each in every))
    if len(options) > OPTION_LIMIT:
        raise FormatError.too_many_options(file, name, count=len(options), limit=OPTION_LIMIT)
    asked = np.full(rows, NOTHING, np.int32)
    asked[list(answers)] = 0
    found: dict[str, Cells] = {}
    for option in options:
        codes = asked.copy()
        codes[[row for row, every in answers.items() if option in map(str, every)]] = 1
        found[f"{name} [{normal(option)}]"] = Cells(codes, np.array([0.0, 1.0]), label=option, question=name)
    return found


JSON_LINES: Final = Reader(
    "JSON lines", ("jsonl", "ndjson", "json"), (".jsonl", ".ndjson", ".json"), is_json, read, packed=True
)
