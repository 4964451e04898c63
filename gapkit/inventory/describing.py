"""Describe a data file."""

from __future__ import annotations

import os
from math import inf, nan
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.inventory.model import Code, Column, Declared, Inventory
from gapkit.inventory.remarks import remarks_of
from gapkit.inventory.weights import likely_weights
from gapkit.loading.cells import Cells, Faces, MissingRange, faces, number_text
from gapkit.loading.frames import read_frame
from gapkit.loading.readers.registry import read_file
from gapkit.loading.sql import SQL, read_sql
from gapkit.loading.table import Table
from gapkit.loading.undeclared import undeclared
from gapkit.survey import ReadOptions
from gapkit.survey.text import answer_text, clean_text

MANY: Final = 25
"""Different texts without labels above which a column holds no answer options."""

POINTS: Final = 12
"""The same for numbers: more of them are measurements."""

REPEATED: Final = 2
"""Times that a text without a label is given, on average, if it is an answer option."""

LONG: Final = 120
"""Characters of a text above which it is no answer option."""

LABELLED: Final = 500
"""Value labels of a column that are listed."""


def describe(
    data: object,
    *,
    format: str | None = None,  # noqa: A002 - `read` of the survey file calls it so
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    sheet: str | None = None,
    header_rows: int | None = None,
    isolate: bool = True,
) -> Inventory:
    """Return everything that a data file knows about itself.

    Nothing is masked, recoded or weighted. Answers are counted unweighted. Open texts and ids are
    counted and never listed.

    Parameters
    ----------
    data : path or data frame
        A file in any format that gapkit reads, an ``SQL`` query, or a frame of any library that
        Narwhals knows.
    format, encoding, delimiter, decimal, sheet, header_rows : optional
        Force what would be recognised, as ``read`` of the survey file does.
    isolate : bool, default True
        Read formats whose readers a damaged file can kill in a process of its own.

    Raises
    ------
    LoadError
        If the file can't be read.

    Examples
    --------
    >>> import pandas as pd
    >>> inventory = describe(pd.DataFrame({"q1": [1, 2, 2, None]}))
    >>> inventory["q1"].answered, inventory["q1"].blank
    (3, 1)
    >>> [(code.answer, code.count) for code in inventory["q1"].codes]
    [('1', 1), ('2', 2)]
    """
    read = ReadOptions(
        format=format,
        encoding=encoding,
        delimiter=delimiter,
        decimal=decimal,
        sheet=sheet,
        header_rows=header_rows,
    )
    return inventory_of(read_any(data, read, isolate=isolate))


def inventory_of(table: Table) -> Inventory:
    """Return what a file that was read whole knows about itself."""
    seen = {name: faces(cells) for name, cells in table.columns.items()}
    columns = tuple(column_of(name, cells, seen[name]) for name, cells in table.columns.items())
    return Inventory(
        source=table.source,
        label=clean_text(table.label),
        columns=columns,
        sets=table.sets,
        weights=likely_weights(columns, table, seen),
        remarks=tuple(dict.fromkeys((*table.remarks, *undeclared(table.columns), *remarks_of(columns)))),
    )


def read_any(data: object, read: ReadOptions, *, isolate: bool) -> Table:
    """Return a file, a table of a database or a frame as a table."""
    if isinstance(data, SQL):
        return read_sql(data, wanted=None)
    if isinstance(data, str | os.PathLike):
        return read_file(Path(data), read, isolate=isolate)
    return read_frame(data, wanted=None)


def column_of(name: str, cells: Cells, seen: Faces) -> Column:
    """Return what is known of one column."""
    counts = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.distinct))
    blank = int((cells.codes < 0).sum())
    declared = int(counts[seen.declared].sum())
    numbers, weights = seen.numbers[~seen.declared], counts[~seen.declared]
    filled = np.isfinite(numbers) & (weights > 0)
    numbers, weights = numbers[filled], weights[filled]
    return Column(
        name=name,
        label=answer_text(cells.label),
        question=answer_text(cells.question),
        form=cells.form,
        measure=cells.measure,
        answered=len(cells.codes) - blank - declared,
        declared=declared,
        blank=blank,
        different=int((counts > 0).sum()),
        codes=codes_of(cells, seen, counts) if lists_codes(cells, seen, counts) else (),
        missing=tuple(declared_of(each, cells, counts) for each in cells.missing),
        low=float(numbers.min()) if len(numbers) else nan,
        high=float(numbers.max()) if len(numbers) else nan,
        mean=float(np.average(numbers, weights=weights)) if len(numbers) else nan,
    )


def lists_codes(cells: Cells, seen: Faces, counts: NDArray[np.intp]) -> bool:
    """Whether the answers are options, and not measurements, ids or open text."""
    if cells.labels:
        unlabelled = sum(not label and count > 0 for label, count in zip(seen.labels, counts, strict=True))
        return unlabelled <= MANY and len(cells.labels) <= LABELLED
    present = [text for text, count in zip(seen.texts, counts, strict=True) if count]
    if cells.form in {"date", "datetime", "time"} or any(len(text) > LONG for text in present):
        return False
    if np.isfinite(seen.numbers).any():
        return len(present) <= POINTS
    return len(present) <= MANY and int(counts.sum()) >= REPEATED * len(present)


def codes_of(cells: Cells, seen: Faces, counts: NDArray[np.intp]) -> tuple[Code, ...]:
    """Return each answer found or labelled: numbers in order, then texts in the order of the file."""
    kinds = [kind_of(cell, cells) for cell in cells.distinct.tolist()]
    found = [
        (number, Code(text, label, int(count), kind))
        for number, text, label, count, kind in zip(
            seen.numbers.tolist(), seen.texts, seen.labels, counts, kinds, strict=True
        )
        if count or label
    ]
    held = {code.answer for _, code in found}
    for cell, label in cells.labels.items():
        text = answer_text(number_text(float(cell) if isinstance(cell, int) else cell))
        if text not in held:
            number = nan if isinstance(cell, str) else float(cell)
            found.append((number, Code(text, answer_text(label), 0, kind_of(cell, cells))))
    order = sorted(
        range(len(found)), key=lambda place: (found[place][0] != found[place][0], found[place][0], place)
    )
    return tuple(found[place][1] for place in order)


def kind_of(cell: float | str, cells: Cells) -> str:
    """Return how the file declares a cell as "no answer", or nothing."""
    return next((each.kind for each in cells.missing if each.holds(cell)), "")


def declared_of(each: MissingRange, cells: Cells, counts: NDArray[np.intp]) -> Declared:
    """Return one declaration with its count."""
    held = np.array([each.holds(cell) for cell in cells.distinct.tolist()], bool)
    return Declared(range_text(each), each.kind, int(counts[held].sum()))


def range_text(each: MissingRange) -> str:
    """Return a declaration as people read it.

    Examples
    --------
    >>> range_text(MissingRange(97.0, inf)), range_text(MissingRange(9.0, 9.0))
    ('97 to highest', '9')
    """
    if each.low == each.high:
        return answer_text(number_text(each.low))
    low = "lowest" if each.low == -inf else number_text(each.low)
    high = "highest" if each.high == inf else number_text(each.high)
    return f"{low} to {high}"
