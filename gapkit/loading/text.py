"""Text files with one respondent a row (CSV) as tables."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.errors import GapkitError, LoadError, raise_all
from gapkit.loading.cells import NOTHING, Cells, normal
from gapkit.loading.notation import DELIMITERS, decoded, recognised_decimal, recognised_delimiter
from gapkit.loading.table import Table
from gapkit.responses import DataSource
from gapkit.survey import ReadOptions

PART_ROWS: Final = 50_000
"""Rows that are held as texts at a time."""

BLOCK: Final = 2**24
"""Bytes whose delimiters are counted at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where the cells of a text file are.

    Attributes
    ----------
    delimiter : str
        One character.
    counts : int array
        Cells of each row of the file; 0 for a blank row.
    header : tuple of str
        Names of the columns.
    """

    delimiter: str
    counts: NDArray[np.intp]
    header: tuple[str, ...]

    @property
    def one_column(self) -> bool:
        """Whether a blank row is a respondent with a blank cell."""
        return len(self.header) == 1

    @property
    def rows(self) -> NDArray[np.intp]:
        """Rows of the file that hold respondents; the first row of the file is 1."""
        filled = np.flatnonzero(self.counts > 0)
        start = filled[0] + 1
        return np.arange(start, len(self.counts)) + 1 if self.one_column else filled[1:] + 1


def read_text(data: bytes, source: DataSource, read: ReadOptions, *, wanted: Collection[str] | None) -> Table:
    """Return the wanted columns of a text file; only an empty cell is blank.

    Raises
    ------
    LoadError
        If the file is no text in the encoding, its rows are longer or shorter than the header,
        two columns have one name, or quotes do not close.
    """
    file = source.name
    body, encoding = decoded(data, file, read.encoding)
    delimiter = read.delimiter or recognised_delimiter(body)
    if len(delimiter.encode()) != 1 or delimiter in '"\n\r':
        raise LoadError.no_such_delimiter(file, delimiter)
    layout = laid_out(body, file, delimiter)
    check_layout(layout, file)
    columns = parsed(body, file, layout, wanted)
    decimal = read.decimal or recognised_decimal([cells.distinct for cells in columns.values()], delimiter)
    notes = (
        f"encoding {encoding}",
        f"delimiter {DELIMITERS.get(delimiter, repr(delimiter))}",
        f"decimal mark {decimal}",
    )
    return Table(
        source=replace(source, rows=len(layout.rows), notes=source.notes + notes),
        columns={name: replace(cells, decimal=decimal) for name, cells in columns.items()},
        names=tuple(name for name in layout.header if name),
        rows=layout.rows,
    )


def laid_out(body: bytes, file: str, delimiter: str) -> Layout:
    """Return how many cells each row has, and the header."""
    if not body.strip():
        raise LoadError.empty(file, "a file without text")
    rows = csv_rows(body, file, delimiter)
    header = next(row for row in rows if row)
    names = tuple(normal(name) for name in header)
    if b'"' in body:
        counts = np.fromiter((len(row) for row in csv_rows(body, file, delimiter)), np.intp)
    else:
        counts = cell_counts(body, delimiter.encode())
    return Layout(delimiter=delimiter, counts=counts, header=names)


def csv_rows(body: bytes, file: str, delimiter: str) -> Iterator[list[str]]:
    """Return the rows of the text, or say at which row the quotes go wrong."""
    text = io.TextIOWrapper(io.BytesIO(body), "utf-8", newline="")
    row = 0
    try:
        for cells in csv.reader(text, delimiter=delimiter, strict=True):
            row += 1
            yield cells
    except csv.Error as error:
        raise LoadError.quoting(file, row + 1, str(error)) from None


def cell_counts(body: bytes, delimiter: bytes) -> NDArray[np.intp]:
    """Return the number of cells of each row of a text without quotes, 0 for a blank row."""
    found, start = [], 0
    while start < len(body):
        stop = body.find(b"\n", start + BLOCK) + 1 or len(body)
        block = np.frombuffer(body, np.uint8, stop - start, start)
        ends = np.flatnonzero(block == ord("\n"))
        if not len(ends) or ends[-1] != len(block) - 1:
            ends = np.append(ends, len(block))
        before = np.searchsorted(np.flatnonzero(block == ord(delimiter)), ends)
        lengths = np.diff(ends, prepend=-1) - 1
        found.append(np.where(lengths > 0, np.diff(before, prepend=0) + 1, 0))
        start = stop
    return np.concatenate(found)


def check_layout(layout: Layout, file: str) -> None:
    """Raise unless there are rows, all as long as the header, under different names."""
    problems: list[GapkitError] = []
    twice = [name for name, count in Counter(layout.header).items() if name and count > 1]
    if twice:
        problems.append(LoadError.duplicate_columns(file, twice))
    ragged = (layout.counts > 0) & (layout.counts != len(layout.header))
    if ragged.any():
        problems.append(
            LoadError.ragged(
                file,
                rows=(np.flatnonzero(ragged) + 1).tolist(),
                expected=len(layout.header),
                found=layout.counts[ragged].tolist(),
            )
        )
    if not len(layout.rows):
        problems.append(LoadError.empty(file, "a header and no rows"))
    if problems:
        raise_all(problems)


def parsed(body: bytes, file: str, layout: Layout, wanted: Collection[str] | None) -> dict[str, Cells]:
    """Return the wanted columns, every cell as the text that it is."""
    places = {
        name: place for place, name in enumerate(layout.header) if name and (wanted is None or name in wanted)
    }
    growing = [Growing({}, []) for _ in places]
    rows = 0
    try:
        for part in parts_of(body, layout, sorted(places.values())) if places else ():
            rows += len(part)
            for place, column in enumerate(growing):
                column.add(part.iloc[:, place].to_numpy(object))
    except (pd.errors.ParserError, UnicodeError) as error:
        raise LoadError.quoting(file, 1, str(error)) from error
    if places and rows != len(layout.rows):
        raise LoadError.quoting(file, 1, f"{rows:,} rows in place of {len(layout.rows):,}")
    return {
        name: column.cells()
        for name, column in zip(sorted(places, key=places.__getitem__), growing, strict=True)
    }


def parts_of(body: bytes, layout: Layout, places: list[int]) -> Iterator[pd.DataFrame]:
    """Yield the columns at these places as texts, some rows at a time."""
    with pd.read_csv(
        io.BytesIO(body),
        sep=layout.delimiter,
        usecols=places,
        dtype=object,
        keep_default_na=False,
        na_filter=False,
        index_col=False,
        skip_blank_lines=not layout.one_column,
        chunksize=PART_ROWS,
        encoding="utf-8",
    ) as parts:
        yield from parts


@dataclass(frozen=True, slots=True, eq=False)
class Growing:
    """A column of which more and more rows are read.

    Attributes
    ----------
    places : dict
        Place of each different text that is not blank.
    codes : list of int arrays
        Places of the rows read, part by part.
    """

    places: dict[str, int]
    codes: list[NDArray[np.int32]]

    def add(self, texts: NDArray[np.object_]) -> None:
        """Take over some rows."""
        codes, distinct = pd.factorize(texts)
        known = [self.place_of(str(text)) for text in distinct.tolist()]
        self.codes.append(np.array(known, np.int32)[codes])

    def place_of(self, text: str) -> int:
        """Return the place of a text, a new one if it has none yet."""
        if not normal(text):
            return NOTHING
        return self.places.setdefault(text, len(self.places))

    def cells(self) -> Cells:
        """Return the whole column."""
        return Cells(np.concatenate(self.codes), np.array(list(self.places), object))
