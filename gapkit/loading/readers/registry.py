"""Every data format that is read, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from gapkit.errors import LoadError
from gapkit.errors.formats import FormatError
from gapkit.loading import exports
from gapkit.loading.files import check_file, first_bytes, is_packed, name_of, sha256
from gapkit.loading.readers.arrow import ARROW, PARQUET
from gapkit.loading.readers.contract import HEAD_BYTES, Head, Input, Reader
from gapkit.loading.readers.excel import EXCEL
from gapkit.loading.readers.statistics import FORMATS
from gapkit.loading.readers.unread import companion, looks_like_html, unread_format
from gapkit.loading.table import Table
from gapkit.loading.text import TEXT
from gapkit.responses import DataSource
from gapkit.survey import ReadOptions

BINARY: Final = (*FORMATS, EXCEL, PARQUET, ARROW)
"""Formats that their first bytes tell."""


class Recognised(NamedTuple):
    """A file's format, and how it was found out."""

    reader: Reader
    note: str


def readers() -> Iterator[Reader]:
    """Yield every reader in the order in which they are tried; plain text comes last."""
    yield from BINARY
    yield from exports.READERS
    yield TEXT


def read_file(
    path: Path,
    read: ReadOptions,
    *,
    wanted: Collection[str] | None = None,
    isolate: bool = True,
) -> Table:
    """Return the wanted columns of a data file in any format that is read.

    Raises
    ------
    LoadError
        If there is no such file, its format is not read, or it is damaged.
    """
    check_file(path)
    known = recognise(path, read)
    source = DataSource(name_of(path), known.reader.name, sha256(path), rows=0, notes=(known.note,))
    return known.reader.read(Input(path, source, read, wanted, isolate))


def recognise(path: Path, read: ReadOptions) -> Recognised:
    """Return the format of a file, from its content or as the survey file forces it.

    Raises
    ------
    LoadError
        If gapkit does not read the format, or the file's ending says another one.
    """
    head = Head(first_bytes(path, HEAD_BYTES), path)
    if head.content[8:20] == b"ENCRYPTEDSAV":
        raise LoadError.encrypted(name_of(path))
    if read.format is not None:
        reader = forced(path, read.format)
        return Recognised(reader, f"read as {reader.name}, as the survey file says")
    reader = recognised(head)
    check_ending(head, reader)
    if is_packed(path):
        if not reader.packed:
            raise FormatError.packed(name_of(path), reader.name)
        return Recognised(reader, f"recognised as {reader.name} from its content, unpacked from gzip")
    return Recognised(reader, f"recognised as {reader.name} from its content")


def forced(path: Path, form: str) -> Reader:
    """Return the reader that the survey file names."""
    for reader in readers():
        if form.lower() in reader.forms:
            return reader
    raise FormatError.no_such_format(
        name_of(path), form, [each for reader in readers() for each in reader.forms]
    )


def recognised(head: Head) -> Reader:
    """Return the first reader that knows such a beginning."""
    for reader in BINARY:
        if reader.recognise(head):
            return reader
    if about := companion(head):
        raise FormatError.companion(name_of(head.path), *about)
    for reader in exports.READERS:
        if reader.recognise(head):
            return reader
    if other := unread_format(head.content):
        raise LoadError.not_built(name_of(head.path), other)
    return TEXT


def check_ending(head: Head, found: Reader) -> None:
    """Raise if the file's ending promises another format, or a web page was saved in its place."""
    ending = Path(head.path.name.lower().removesuffix(".gz")).suffix
    if looks_like_html(head.content):
        raise LoadError.wrong_ending(name_of(head.path), ending, "a web page")
    promised = {reader.name for reader in readers() if ending in reader.endings}
    if promised and found.name not in promised:
        raise LoadError.wrong_ending(name_of(head.path), ending, found.name)
