"""Text files with one respondent a row (CSV) as tables."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.errors import LoadError
from gapkit.loading.cells import NOTHING, Cells, MissingRange, normal
from gapkit.loading.exports.garbled import garbled
from gapkit.loading.exports.headings import Beside, Heading, Headings, without
from gapkit.loading.exports.multi_selects import response_sets
from gapkit.loading.joined_options import joined_remarks
from gapkit.loading.layouts import Layout, laid_out
from gapkit.loading.notation import DELIMITERS, decoded, recognised_decimal
from gapkit.loading.readers.contract import Input, Reader
from gapkit.loading.table import Table
from gapkit.loading.undeclared import undeclared
from gapkit.responses import DataSource
from gapkit.survey import ReadOptions

PART_ROWS: Final = 50_000
"""Rows that are held as texts at a time."""


def read_text(data: bytes, source: DataSource, read: ReadOptions, *, wanted: Collection[str] | None) -> Table:
    """Return the wanted columns of a text file; only an empty cell is blank.

    Raises
    ------
    LoadError
        If the file is no text in the encoding, holds no rows, its rows are longer or shorter than
        the header, a wanted name stands for two columns, or quotes do not close.
    """
    table = table_of(data, source, read, Beside(), wanted=wanted)
    if not len(table):
        raise LoadError.empty(source.name, "a header and no rows")
    return table


def table_of(
    data: bytes, source: DataSource, read: ReadOptions, beside: Beside, *, wanted: Collection[str] | None
) -> Table:
    """Return the wanted columns of a text file, which may hold a header only."""
    file = source.name
    body, encoding = decoded(data, file, read.encoding)
    layout = laid_out(body, file, read, beside)
    headings = layout.headings
    places = places_of(headings, file, wanted)
    cells = parsed(body, file, layout, {*places.values(), *headings.unnamed, *watched(headings)})
    empty = {place for place in headings.unnamed if (cells[place].codes == NOTHING).all()}
    headings = without(headings, empty)
    places = {name: place for name, place in places.items() if place not in empty}
    decimal = read.decimal or recognised_decimal([each.distinct for each in cells.values()], layout.delimiter)
    told = {place: described(each, headings.columns[place], decimal) for place, each in cells.items()}
    columns = {name: told[place] for name, place in places.items()}
    notes = (
        f"encoding {encoding}",
        f"delimiter {DELIMITERS.get(layout.delimiter, repr(layout.delimiter))}",
        f"decimal mark {decimal}",
    )
    tool = () if headings.tool == TEXT.name else (f"header rows of {headings.tool}",)
    remarks = (*layout.remarks, *headings.remarks, *end_remarks(body, layout))
    told_by_cells = (
        *garbled(columns),
        *undeclared(columns),
        *(joined_remarks(columns) if wanted is None else ()),
    )
    return Table(
        source=replace(
            source,
            format=headings.tool if tool else source.format,
            rows=len(layout.rows),
            notes=(*source.notes, *tool, *notes),
        ),
        columns=columns,
        names=headings.names,
        rows=layout.rows,
        sets=response_sets(headings, columns) if wanted is None else (),
        remarks=(*remarks, *headings.tell(by_name(headings, told)), *told_by_cells),
    )


def places_of(headings: Headings, file: str, wanted: Collection[str] | None) -> dict[str, int]:
    """Return the place of each wanted column by the name it is wanted under.

    A column may be wanted by its raw heading or its id as well, where no other column has them.
    """
    own = {column.name: place for place, column in enumerate(headings.columns) if column is not None}
    if wanted is None:
        return own
    unclear = sorted(name for name in headings.twice if name in wanted)
    if unclear:
        raise LoadError.duplicate_columns(file, unclear)
    counts = Counter(name for column in headings.columns if column is not None for name in column.also)
    others = {
        name: place
        for place, column in enumerate(headings.columns)
        if column is not None
        for name in column.also
        if counts[name] == 1 and name not in own
    }
    return {name: place for name, place in (own | others).items() if name in wanted}


def watched(headings: Headings) -> set[int]:
    """Return the places of the columns that tell of the respondents."""
    return {
        place
        for place, column in enumerate(headings.columns)
        if column is not None and column.name in headings.watched
    }


def by_name(headings: Headings, cells: Mapping[int, Cells]) -> dict[str, Cells]:
    """Return the columns that were read by their name."""
    named = ((headings.columns[place], each) for place, each in cells.items())
    return {column.name: each for column, each in named if column is not None}


def described(cells: Cells, heading: Heading | None, decimal: str) -> Cells:
    """Return a column with what its heading says of it."""
    if heading is None:
        return replace(cells, decimal=decimal)
    silent = heading.unanswered and heading.unanswered in cells.distinct.tolist()
    return replace(
        cells,
        decimal=decimal,
        label=heading.label,
        question=heading.question,
        labels=heading.labels,
        missing=(MissingRange(heading.unanswered, heading.unanswered, "unanswered"),) if silent else (),
    )


def end_remarks(body: bytes, layout: Layout) -> tuple[str, ...]:
    """Return what the last row shows."""
    remarks = []
    if layout.open_end:
        remarks.append(
            "every row ends with one delimiter more than the header: the empty cells were passed over"
        )
    if len(layout.rows) and not body.endswith(b"\n"):
        remarks.append("the last row has no end of line: some programs write so, or the file is cut off")
    return tuple(remarks)


def parsed(body: bytes, file: str, layout: Layout, wanted: Collection[int]) -> dict[int, Cells]:
    """Return the columns at some places, every cell as the text that it is."""
    beyond = {layout.width} if layout.open_end else set()
    places = sorted({*wanted, *beyond})
    growing = {place: Growing({}, []) for place in places}
    rows = 0
    try:
        for part in parts_of(body, layout, places) if places and len(layout.rows) else ():
            rows += len(part)
            for place, column in growing.items():
                column.add(part[place].to_numpy(object))
    except (pd.errors.ParserError, UnicodeError) as error:
        raise LoadError.quoting(file, 1, str(error)) from error
    if places and rows != len(layout.rows):
        raise LoadError.quoting(file, 1, f"{rows:,} rows in place of {len(layout.rows):,}")
    for place in beyond:
        filled = growing.pop(place).cells().codes != NOTHING
        if filled.any():
            found = [layout.width + 1] * int(filled.sum())
            raise LoadError.ragged(
                file, rows=layout.rows[filled].tolist(), expected=layout.width, found=found
            )
    return {place: column.cells() for place, column in growing.items()}


def parts_of(body: bytes, layout: Layout, places: list[int]) -> Iterator[pd.DataFrame]:
    """Yield the columns at these places as texts, some rows at a time."""
    content = io.BytesIO(body)
    content.seek(layout.start)
    with pd.read_csv(
        content,
        sep=layout.delimiter,
        header=None,
        names=list(range(layout.width + layout.open_end)),
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
        """Return the place of a text, a new one if it has none yet; byte order marks inside are dropped."""
        if not normal(text):
            return NOTHING
        return self.places.setdefault(text.replace("\ufeff", ""), len(self.places))

    def cells(self) -> Cells:
        """Return the whole column."""
        codes = np.concatenate(self.codes) if self.codes else np.zeros(0, np.int32)
        return Cells(codes, np.array(list(self.places), object))


def read(file: Input) -> Table:
    """Return the wanted columns of a text file."""
    beside = Beside(file.path)
    return table_of(file.content(), file.source, file.read, beside, wanted=file.wanted)


TEXT: Final = Reader(
    name="CSV",
    forms=(
        "csv",
        "tsv",
        "text",
        "qualtrics",
        "surveymonkey",
        "google-forms",
        "limesurvey",
        "typeform",
        "jisc",
    ),
    endings=(".csv", ".tsv", ".tab", ".txt"),
    recognise=lambda _: True,  # what nothing else knows; `read` refuses what is no text
    read=read,
    packed=True,
)
