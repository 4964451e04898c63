"""What every reader of a data format is given, and what it must say about itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gapkit.loading.files import unpacked_bytes
from gapkit.loading.table import Table
from gapkit.responses import DataSource
from gapkit.survey import ReadOptions

HEAD_BYTES: Final = 2**16
"""Bytes of a file's beginning that recognition looks at."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, unpacked if the file is gzipped.

    Attributes
    ----------
    content : bytes
        The first bytes, at most ``HEAD_BYTES``.
    path : Path
        For the files that stand beside it; a format is recognised by content, not by its ending.
    """

    content: bytes
    path: Path

    @property
    def text(self) -> str:
        """The beginning as text, undecodable bytes replaced, without a byte order mark."""
        if self.content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return self.content.decode("utf-16", "replace").removeprefix("\ufeff")
        return self.content.decode("utf-8", "replace").removeprefix("\ufeff")


@dataclass(frozen=True, slots=True)
class Input:
    """A file as its reader gets it.

    Attributes
    ----------
    source : DataSource
        Name, format, hash and how the format was recognised; the reader adds rows and notes.
    read : ReadOptions
        What the survey file forces.
    wanted : collection of str or None
        Columns to read (test names with ``in``); ``None`` reads all of them.
    isolate : bool
        Whether a reader that a damaged file can kill must run in a process of its own.
    """

    path: Path
    source: DataSource
    read: ReadOptions
    wanted: Collection[str] | None = None
    isolate: bool = True

    @property
    def name(self) -> str:
        """The file's name as errors print it."""
        return self.source.name

    def content(self) -> bytes:
        """Return all of the file, unpacked if it is gzipped, within the size limit."""
        return unpacked_bytes(self.path)


@dataclass(frozen=True, slots=True)
class Reader:
    """A data format: how it is recognised, and how it becomes a table.

    Attributes
    ----------
    name : str
        As it is printed, such as ``"SPSS"``.
    forms : tuple of str
        What ``read.format`` of the survey file may call it.
    endings : tuple of str
        Endings of files that hold it; another format under such an ending is an error.
    recognise : callable
        Whether a file that begins so is in this format.
    read : callable
        Returns the table, or raises a ``LoadError``; imports what is heavy when it is called.
    packed : bool
        Whether a gzipped file may be read (through ``Input.content``).
    """

    name: str
    forms: tuple[str, ...]
    endings: tuple[str, ...]
    recognise: Callable[[Head], bool]
    read: Callable[[Input], Table]
    packed: bool = False
