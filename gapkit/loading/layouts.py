"""Where the rows and cells of a text file are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import ExportError, GapkitError, LoadError, raise_all
from gapkit.loading.exports.headings import Beside, Headings
from gapkit.loading.exports.recognising import HEADER_ROWS, headings_of
from gapkit.loading.openings import Opening, opened
from gapkit.survey import ReadOptions

BLOCK: Final = 2**24
"""Bytes whose delimiters are counted at a time."""

LONGEST: Final = 2**30
"""Characters of the longest cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where the cells of a text file are.

    Attributes
    ----------
    delimiter : str
        One character.
    headings : Headings
        What the header rows say.
    start : int
        Bytes before the first row below the header.
    above : int
        Rows of the file before it.
    counts : int array
        Cells of each row below the header; 0 for a blank row.
    remarks : tuple of str
        What was skipped.
    """

    delimiter: str
    headings: Headings
    start: int
    above: int
    counts: NDArray[np.intp]
    remarks: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Cells of the header."""
        return len(self.headings.columns)

    @property
    def one_column(self) -> bool:
        """Whether a blank row is a respondent with a blank cell."""
        return self.width == 1

    @property
    def open_end(self) -> bool:
        """Whether every row but the header ends with one more delimiter."""
        filled = self.counts[self.counts > 0]
        return bool(len(filled)) and self.width > 1 and bool((filled == self.width + 1).all())

    @property
    def rows(self) -> NDArray[np.intp]:
        """Rows of the file that hold respondents; the first row of the file is 1."""
        places = np.arange(len(self.counts)) if self.one_column else np.flatnonzero(self.counts > 0)
        return places + self.above + 1


def laid_out(body: bytes, file: str, read: ReadOptions, beside: Beside) -> Layout:
    """Return the header, and how many cells each row below it has.

    Raises
    ------
    LoadError
        If the rows are longer or shorter than the header, or quotes do not close.
    """
    if not body.strip():
        raise LoadError.empty(file, "a file without text")
    opening = opened(body, read.delimiter)
    if len(opening.delimiter.encode()) != 1 or opening.delimiter in '"\n\r':
        raise LoadError.no_such_delimiter(file, opening.delimiter)
    head = first_rows(body, file, opening)
    headings = headings_of(
        [row for row, _, _ in head], beside, file=file, form=read.format, header_rows=read.header_rows
    )
    _, start, above = head[headings.rows - 1]
    layout = Layout(
        delimiter=opening.delimiter,
        headings=headings,
        start=start,
        above=above,
        counts=counted(body, file, opening.delimiter, start, above),
        remarks=opening.remarks,
    )
    short = [(row, above) for row, _, above in head[: headings.rows] if len(row) != layout.width]
    check_rows(layout, file, short, ended=body.endswith(b"\n"))
    return layout


def first_rows(body: bytes, file: str, opening: Opening) -> list[tuple[list[str], int, int]]:
    """Return the first rows that hold anything, each with the bytes and rows of the file up to its end."""
    end = opening.start

    def lines() -> Iterator[str]:
        nonlocal end
        while end < len(body):
            stop = body.find(b"\n", end) + 1 or len(body)
            line = body[end:stop].decode()
            end = stop
            yield line

    found: list[tuple[list[str], int, int]] = []
    for row, cells in enumerate(
        parsed_rows(lines(), file, opening.delimiter, opening.lines), opening.lines + 1
    ):
        if cells:
            found.append((cells, end, row))
        if len(found) == HEADER_ROWS:
            break
    return found


def counted(body: bytes, file: str, delimiter: str, start: int, above: int) -> NDArray[np.intp]:
    """Return the number of cells of each row from a place on."""
    if body.find(b'"', start) < 0:
        return cell_counts(body, delimiter.encode(), start)
    content = io.BytesIO(body)
    content.seek(start)
    text = io.TextIOWrapper(content, "utf-8", newline="")
    return np.fromiter((len(row) for row in parsed_rows(text, file, delimiter, above)), np.intp)


def parsed_rows(
    lines: Iterator[str] | io.TextIOWrapper, file: str, delimiter: str, above: int
) -> Iterator[list[str]]:
    """Return the rows of some lines, or say at which row the quotes go wrong."""
    row = above
    try:
        with long_cells():
            for cells in csv.reader(lines, delimiter=delimiter, strict=True):
                row += 1
                yield cells
    except csv.Error as error:
        raise LoadError.quoting(file, row + 1, str(error)) from None


@contextmanager
def long_cells() -> Iterator[None]:
    """Let cells be longer than Python's reader allows by itself, for a while."""
    usual = csv.field_size_limit(LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def cell_counts(body: bytes, delimiter: bytes, start: int = 0) -> NDArray[np.intp]:
    """Return the number of cells of each row of a text without quotes, 0 for a blank row."""
    found = [np.zeros(0, np.intp)]
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


def check_rows(layout: Layout, file: str, short: list[tuple[list[str], int]], *, ended: bool) -> None:
    """Raise unless all rows are as long as the header."""
    problems: list[GapkitError] = []
    ragged = (layout.counts > 0) & (layout.counts != layout.width)
    if layout.open_end:
        ragged[:] = False
    rows = [row for _, row in short] + (np.flatnonzero(ragged) + layout.above + 1).tolist()
    found = [len(cells) for cells, _ in short] + layout.counts[ragged].tolist()
    last = int(layout.rows[-1]) if len(layout.rows) else 0
    if rows == [last] and found[0] < layout.width and not ended:
        problems.append(ExportError.cut_off(file, row=last, expected=layout.width, found=found[0]))
    elif rows:
        problems.append(LoadError.ragged(file, rows=rows, expected=layout.width, found=found))
    if problems:
        raise_all(problems)
