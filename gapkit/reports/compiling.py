"""Start the process that turns template and data into a PDF, and take over what it made.

Typst only ever sees our template, our SVGs and a JSON file of which it takes string values, so no
text from data can become markup or code. The child (some 20 ms) guards against what is left: a
compiler that aborts takes nobody's notebook with it, and one that never ends is ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from gapkit.apart import Limits, StoppedError, run_apart
from gapkit.errors.report import RenderError
from gapkit.reports import child

LIMITS = Limits(cpu=120, wall=180)
"""What the compiler may use."""

TOLD = {
    "limit": "the compiler needs more than {}",
    "room": "the disk of {} is full",
    "crash": "the compiler ended with {}",
    "missing": "its own process can't find {}",
    "error": "{}",
    "nonsense": "the compiler sent nonsense",
}
"""How each reason to stop is told."""

LONGEST = 400
"""Characters of the compiler's message that are passed on."""


def compiled(
    files: Mapping[str, bytes], *, fonts: Sequence[Path], standards: Sequence[str], timestamp: int
) -> bytes:
    """Return the PDF of a template and its data, compiled in a fresh folder that is then removed.

    Raises
    ------
    RenderError
        If typst refuses the pages, crashes, or does not come to an end.
    """
    job: dict[str, object] = {
        "fonts": [str(each) for each in fonts],
        "standards": list(standards),
        "timestamp": timestamp,
    }
    (made,) = _made(files, job, (child.MADE,))
    return made


def compiled_pictures(
    files: Mapping[str, bytes], *, fonts: Sequence[Path], dots: int, pages: int
) -> tuple[bytes, ...]:
    """Return every page of a template as PNG, at so many dots per inch.

    Raises
    ------
    RenderError
        If typst refuses the pages, crashes, or does not come to an end.
    """
    job: dict[str, object] = {"fonts": [str(each) for each in fonts], "dots": dots}
    return _made(files, job, [child.PICTURE.format(place) for place in range(1, pages + 1)])


def _made(files: Mapping[str, bytes], job: dict[str, object], wanted: Sequence[str]) -> tuple[bytes, ...]:
    """Run a job in a fresh folder and return the files that it was to make."""
    with TemporaryDirectory(prefix="gapkit-") as name:
        folder = Path(name).resolve()
        try:
            for file, content in files.items():
                (folder / file).write_bytes(content)
            told = run_apart(
                child.__file__, {**job, "folder": str(folder)}, folder, packages=("typst",), limits=LIMITS
            )
        except StoppedError as stopped:
            raise RenderError.not_typeset(TOLD[stopped.reason].format(stopped.detail)) from None
        except OSError as error:
            reason = f"the temporary folder: {error.strerror or error}".lower()
            raise RenderError.not_typeset(reason) from None
        if refused := told.get(child.REFUSED):
            raise RenderError.not_typeset(" ".join(str(refused).split())[:LONGEST])
        made = [folder / each for each in wanted]
        if not all(each.exists() for each in made):
            raise RenderError.not_typeset("the compiler made nothing")
        return tuple(each.read_bytes() for each in made)
