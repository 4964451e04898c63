"""Write files whole or not at all: one, or several that belong together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from zipfile import BadZipFile, ZipFile

from gapkit.errors.outputs import OutputError
from gapkit.errors.report import RenderError, ReportSpecError
from gapkit.reports.formats import FORMATS, ZIPPED, check_installed

DEFAULT_FOLDER = "reports"
"""The one folder that is made where it is missing."""

TRAILER = b"%%EOF"


def check_target(path: str | Path) -> Path:
    """Return the path of a file that can be written, before anything is computed for it.

    Raises
    ------
    OutputError
        If the ending names no format, or the library that writes it is not installed.
    ReportSpecError
        If the folder is missing, or the path is a folder.
    """
    target = Path(path)
    ending = target.suffix.lower()
    if ending not in FORMATS:
        raise OutputError.not_built(target, tuple(FORMATS))
    check_installed(ending)
    if target.is_symlink():
        target = target.resolve()  # the link is kept, and what it leads to is replaced
    if target.is_dir():
        raise ReportSpecError.is_folder(target)
    folder = target.parent
    if not folder.is_dir() and not (folder.name == DEFAULT_FOLDER and folder.parent.is_dir()):
        raise ReportSpecError.no_folder(folder)
    return target


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its target, check all of them, then put each in place in one step.

    A folder that is missing is made. On any error before the last step the temporary files are
    removed and the older files stay as they were.

    Raises
    ------
    RenderError
        If the system will not write a file, or what was written is not what was given.
    """
    with ExitStack() as stack:
        temporaries = {}
        for target, content in contents.items():
            temporary = target.with_name(f".{target.name[:80]}.{token_hex(6)}.tmp")
            temporaries[target] = temporary
            with _told(target):
                _make_folder(target.parent, stack)
                stack.callback(_removed, temporary)
                _write(content, temporary)
                _verify(content, temporary, target)
        for target, temporary in temporaries.items():
            with _told(target):
                os.replace(temporary, target)  # noqa: PTH105 - the one call that swaps atomically on every system


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn an error of the system into one that names the file."""
    try:
        yield
    except OSError as error:
        raise RenderError.not_written(target, error.strerror or str(error)) from error


def _make_folder(folder: Path, stack: ExitStack) -> None:
    """Make a folder where it is missing; it is removed again if nothing comes to stand in it."""
    if not folder.is_dir():
        _make_folder(folder.parent, stack)
        folder.mkdir()
        stack.callback(_removed_if_empty, folder)


def _removed(temporary: Path) -> None:
    """Remove what was not put in place."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _removed_if_empty(folder: Path) -> None:
    """Remove a folder that was made for files that did not come."""
    with suppress(OSError):
        folder.rmdir()


def _write(content: bytes, temporary: Path) -> None:
    """Write and wait until the disk has it."""
    with temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _verify(content: bytes, temporary: Path, target: Path) -> None:
    """Read the file back: a full disk may cut it without an error."""
    written = temporary.read_bytes()
    if written != content or not _is_whole(written, target.suffix.lower()):
        raise RenderError.not_whole(target, len(written), len(content))


def _is_whole(content: bytes, ending: str) -> bool:
    """Whether a file ends as its format does."""
    if ending == ".pdf":
        return content.rstrip().endswith(TRAILER)
    if ending in ZIPPED:
        try:
            return ZipFile(BytesIO(content)).testzip() is None
        except BadZipFile:
            return False
    return True
