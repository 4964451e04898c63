"""What a data file is, before any reader touches it."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import zlib
from pathlib import Path
from typing import BinaryIO, Final, cast

from gapkit.errors import LoadError
from gapkit.survey.text import clean_text

SIZE_LIMIT: Final = 2 * 2**30
"""Bytes of the largest file that is read."""

GZIP: Final = b"\x1f\x8b"

PART: Final = 2**20
"""Bytes that are unpacked at a time."""


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


def name_of(path: Path) -> str:
    """Return a file's name as it is printed."""
    return clean_text(path.name)


def first_bytes(path: Path, count: int) -> bytes:
    """Return the beginning of a file, unpacked if it is gzipped."""
    try:
        with opened(path) as file:
            return file.read(count)
    except (OSError, EOFError, zlib.error) as error:
        raise LoadError.unreadable(clean_text(str(path)), reason_of(error)) from None


def is_packed(path: Path) -> bool:
    """Whether a file is gzipped."""
    try:
        with path.open("rb") as file:
            return file.read(len(GZIP)) == GZIP
    except OSError as error:
        raise LoadError.unreadable(clean_text(str(path)), reason_of(error)) from None


def opened(path: Path) -> BinaryIO:
    """Return the file to be read, unpacked if it is gzipped."""
    return cast("BinaryIO", gzip.open(path)) if is_packed(path) else path.open("rb")


def unpacked_bytes(path: Path) -> bytes:
    """Return the content of a file, unpacked if it is gzipped.

    Raises
    ------
    LoadError
        If it can't be read, or is larger than ``SIZE_LIMIT`` when unpacked.
    """
    parts, size = [], 0
    try:
        with opened(path) as file:
            while part := file.read(PART):
                size += len(part)
                if size > SIZE_LIMIT:
                    raise LoadError.too_large(name_of(path), size, SIZE_LIMIT)
                parts.append(part)
    except (OSError, EOFError, zlib.error) as error:
        raise LoadError.unreadable(clean_text(str(path)), reason_of(error)) from None
    return b"".join(parts)


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
