"""Write a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from gapkit.errors.report import RenderError, ReportSpecError

DEFAULT_FOLDER = "reports"
"""The one folder that is made where it is missing."""

TRAILER = b"%%EOF"


def check_target(path: str | Path) -> Path:
    """Return the path of a file that can be written, before anything is computed for it.

    Raises
    ------
    ReportSpecError
        If the ending is not built, the folder is missing, or the path is a folder.
    """
    target = Path(path)
    if target.suffix.lower() != ".pdf":
        raise ReportSpecError.not_built(target)
    if target.is_symlink():
        target = target.resolve()  # the link is kept, and what it leads to is replaced
    if target.is_dir():
        raise ReportSpecError.is_folder(target)
    folder = target.parent
    if not folder.is_dir() and not (folder.name == DEFAULT_FOLDER and folder.parent.is_dir()):
        raise ReportSpecError.no_folder(folder)
    return target


def write_pdf(content: bytes, target: Path) -> None:
    """Write a PDF beside its target, check it, and put it in place in one step.

    On any error the temporary file is removed and an older file stays as it was.

    Raises
    ------
    RenderError
        If the system will not write it, or what was written is not what was given.
    """
    if target.parent.name == DEFAULT_FOLDER:
        target.parent.mkdir(exist_ok=True)
    temporary = target.with_name(f".{target.name[:80]}.{token_hex(6)}.tmp")
    try:
        _write(content, temporary)
        _verify(content, temporary, target)
        os.replace(temporary, target)  # noqa: PTH105 - the one call that swaps atomically on every system
    except OSError as error:
        raise RenderError.not_written(target, error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(content: bytes, temporary: Path) -> None:
    """Write and wait until the disk has it."""
    with temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _verify(content: bytes, temporary: Path, target: Path) -> None:
    """Read the file back: a full disk may cut it without an error."""
    written = temporary.read_bytes()
    if written != content or not written.rstrip().endswith(TRAILER):
        raise RenderError.not_whole(target, len(written), len(content))
