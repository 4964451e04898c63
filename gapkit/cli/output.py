"""Files that commands write: checked before anything is computed, whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from gapkit.cli.streams import print_bytes, print_text
from gapkit.errors.report import RenderError

if TYPE_CHECKING:
    from gapkit.survey import Survey

STREAM = "-"
"""In place of a file: standard output."""


DEFAULT_FOLDER = "reports"
"""The one folder that the library makes where it is missing."""


class Saved(Protocol):
    """A chart or report."""

    def save(self, path: Path) -> object:
        """Write it, whole or not at all, in the format that the file's ending names."""


def check_writable(output: Path | None, survey: Path) -> None:
    """Raise before computing where the result could not be written.

    Parameters
    ----------
    output : Path or None
        The file to come; ``None`` or ``-`` is standard output.
    survey : Path
        The survey file, which must not be written over.
    """
    if output is None or str(output) == STREAM:
        return
    if output.is_dir():
        raise RenderError.not_written(output, "this is a folder")
    if output.exists() and survey.exists() and output.samefile(survey):
        raise RenderError.not_written(output, "this is the survey file itself")
    if output.exists() and not output.is_file():
        return
    folder = _real(output).parent
    if folder.name == DEFAULT_FOLDER and not folder.exists():
        folder = folder.parent
    if not folder.exists():
        raise RenderError.not_written(output, "its folder does not exist")
    probe = _beside(folder / output.name)
    _created(probe, output)
    probe.unlink()


def spare_inputs(output: Path | None, survey: Survey) -> None:
    """Raise where the result would be written over a file that the survey reads."""
    if output is None or str(output) == STREAM or not output.exists():
        return
    for side in survey.sides.values():
        told = side.data.values() if isinstance(side.data, Mapping) else [side.data]
        if any(isinstance(each, Path) and each.exists() and output.samefile(each) for each in told):
            raise RenderError.not_written(output, f"this is the data of side `{side.id}`")
    if survey.published_path is not None and output.samefile(survey.published_path):
        raise RenderError.not_written(output, "these are the published figures")


def write_text(text: str, output: Path | None) -> None:
    """Write a table to a file, or to standard output."""
    if output is None or str(output) == STREAM:
        print_text(text)
        return
    with replaced(output) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def write_bytes(content: bytes, output: Path | None) -> None:
    """Write a binary file, or its bytes to standard output."""
    if output is None or str(output) == STREAM:
        print_bytes(content)
        return
    with replaced(output) as temporary:
        temporary.write_bytes(content)


def write_saved(made: Saved, output: Path, ending: str) -> None:
    """Write a chart or report to a file; to standard output in the format of ``ending``."""
    if str(output) != STREAM:
        made.save(output)
        return
    with TemporaryDirectory(prefix="gapkit-") as folder:
        file = Path(folder) / f"gapkit{ending}"
        made.save(file)
        print_bytes(file.read_bytes())


@contextmanager
def replaced(output: Path) -> Iterator[Path]:
    """Lend a temporary file beside the output, and put it in its place once it is written.

    The old file stands until the new one is whole. A pipe or device is written to as it is.
    """
    if output.exists() and not output.is_file():
        try:
            yield output
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _refused(output, error) from None
        return
    target = _real(output)
    temporary = _beside(target)
    _created(temporary, output)
    try:
        yield temporary
        _settled(temporary)
        temporary.replace(target)
    except OSError as error:
        raise _refused(output, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def _real(output: Path) -> Path:
    """Return where the file really stands: a link is kept, and what it leads to is replaced."""
    return output.resolve() if output.is_symlink() else output.absolute()


def _beside(target: Path) -> Path:
    """Return a name nobody uses, beside the target and with its ending."""
    return target.with_name(f".{secrets.token_hex(6)}.gapkit-part{target.suffix}")


def _created(temporary: Path, output: Path) -> None:
    """Create an empty file, or say why the output can't be made."""
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    except OSError as error:
        raise _refused(output, error) from None


def _settled(temporary: Path) -> None:
    """Make sure that the file has reached the disk."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())


def _refused(output: Path, error: OSError) -> RenderError:
    """Return the error of a file that can't be made."""
    return RenderError.not_written(output, (error.strerror or str(error)).lower())
