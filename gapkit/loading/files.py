"""What a data file is, before any reader touches it."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gapkit.errors import LoadError
from gapkit.survey import ReadOptions
from gapkit.survey.text import clean_text

SIZE_LIMIT: Final = 2 * 2**30
"""Bytes of the largest file that is read."""

SPSS, TEXT = "SPSS", "CSV"

FORCED: Final = {"sav": SPSS, "zsav": SPSS, "spss": SPSS, "csv": TEXT, "text": TEXT, "tsv": TEXT}
"""Names that ``read.format`` may give."""

ENDINGS: Final = {
    ".sav": SPSS,
    ".zsav": SPSS,
    ".csv": TEXT,
    ".tsv": TEXT,
    ".tab": TEXT,
    ".txt": TEXT,
}
"""What a file's ending promises."""

SAS_MAGIC: Final = b"\0" * 12 + bytes.fromhex("c2ea81")

OTHER_FORMATS: Final = (
    (0, b"PK\x03\x04", "an Excel or OpenDocument workbook (or another zip file)"),
    (0, b"PAR1", "Parquet"),
    (0, b"ARROW1", "Arrow (Feather)"),
    (0, b"FEA1", "Feather"),
    (0, b"<stata_dta>", "Stata"),
    (0, SAS_MAGIC, "SAS"),
    (0, b"HEADER RECORD*******", "SAS transport"),
    (0, b"\xd0\xcf\x11\xe0", "an old or encrypted Office file"),
    (40, b"ASCII SPSS PORT FILE", "SPSS portable (.por)"),
    (0, b"\x1f\x8b", "a gzip file"),
    (0, b"RDX", "R data"),
    (0, b"%PDF", "a PDF"),
    (0, b"<?xml", "XML"),
    (0, b'{"', "JSON"),
    (0, b'[{"', "JSON"),
    (0, b"SQLite format 3\0", "an SQLite database"),
)
"""Formats that are known by their first bytes and not read: place, bytes, name."""

OLD_STATA: Final = range(0x69, 0x74)
"""First bytes of Stata files before <stata_dta>."""

HTML: Final = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A data file's format, and how it was found out."""

    format: str
    note: str


def check_file(path: Path) -> None:
    """Raise unless the path is a regular file that is neither empty nor too large.

    Raises
    ------
    LoadError
        Before anything is opened: opening a named pipe would wait for ever.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise LoadError.no_file(clean_text(str(path))) from None
    except (OSError, ValueError) as error:
        raise LoadError.unreadable(clean_text(str(path)), reason_of(error)) from None
    if not stat.S_ISREG(status.st_mode):
        raise LoadError.not_regular(clean_text(str(path)), kind_of(status.st_mode))
    if status.st_size == 0:
        raise LoadError.empty(name_of(path), "an empty file")
    if status.st_size > SIZE_LIMIT:
        raise LoadError.too_large(name_of(path), status.st_size, SIZE_LIMIT)


def recognise(path: Path, read: ReadOptions) -> Recognised:
    """Return the format of a file, from its content or as the survey file forces it.

    Raises
    ------
    LoadError
        If gapkit does not read the format, or the file's ending says another one.
    """
    head = first_bytes(path)
    if head[8:20] == b"ENCRYPTEDSAV":
        raise LoadError.encrypted(name_of(path))
    if read.format is not None:
        if read.format.lower() not in FORCED:
            raise LoadError.no_such_format(name_of(path), read.format)
        forced = FORCED[read.format.lower()]
        return Recognised(forced, f"read as {forced}, as the survey file says")
    other = other_format(head)
    if other:
        raise LoadError.not_built(name_of(path), other)
    found = SPSS if head.startswith((b"$FL2", b"$FL3")) else TEXT
    promised = ENDINGS.get(path.suffix.lower(), found)
    if found != promised or looks_like_html(head):
        kind = "a web page" if looks_like_html(head) else {SPSS: "SPSS data", TEXT: "no SPSS data"}[found]
        raise LoadError.wrong_ending(name_of(path), path.suffix, kind)
    return Recognised(found, f"recognised as {found} from its content")


def name_of(path: Path) -> str:
    """Return a file's name as it is printed."""
    return clean_text(path.name)


def other_format(head: bytes) -> str:
    """Return the name of a format that is known and not read, or nothing."""
    for place, magic, name in OTHER_FORMATS:
        if head[place:].startswith(magic):
            return name
    if head[0] in OLD_STATA and head[1:2] in {b"\1", b"\2"} and head[2:3] == b"\1":
        return "Stata"
    return ""


def looks_like_html(head: bytes) -> bool:
    """Whether somebody saved a web page (a log-in form, an error) in place of the data."""
    return head.lstrip().lower().startswith(HTML)


def first_bytes(path: Path) -> bytes:
    """Return the beginning of a file."""
    try:
        with path.open("rb") as file:
            return file.read(512)
    except OSError as error:
        raise LoadError.unreadable(clean_text(str(path)), reason_of(error)) from None


def all_bytes(path: Path) -> bytes:
    """Return the content of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError.unreadable(clean_text(str(path)), reason_of(error)) from None


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as hexadecimal digits."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise LoadError.unreadable(clean_text(str(path)), reason_of(error)) from None


def reason_of(error: Exception) -> str:
    """Return why the system refused, without the path."""
    return os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)


def kind_of(mode: int) -> str:
    """Return what stands in place of a file."""
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a named pipe" if stat.S_ISFIFO(mode) else "a device or socket"
