"""Start the process that turns template and data into a PDF, and take over what it made.

Typst only ever sees our template, our SVGs and a JSON file of which it takes string values, so no
text from data can become markup or code. The child (some 20 ms) guards against what is left: a
compiler that aborts takes nobody's notebook with it, and one that never ends is ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from gapkit.errors.report import RenderError
from gapkit.reports import child

WALL_LIMIT = 180
"""Seconds after which the child is ended."""

KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP")
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
    job = {
        "fonts": [str(each) for each in fonts],
        "standards": list(standards),
        "timestamp": timestamp,
        "typst": _home_of_typst(),
    }
    with TemporaryDirectory(prefix="gapkit-") as name:
        folder = Path(name).resolve()
        for file, content in {**files, child.JOB: json.dumps(job).encode()}.items():
            (folder / file).write_bytes(content)
        status = _run(folder)
        refused, made = folder / child.REFUSED, folder / child.MADE
        if refused.exists():
            raise RenderError.not_typeset(" ".join(refused.read_text("utf-8").split())[:LONGEST])
        if status != 0 or not made.exists():
            raise RenderError.not_typeset(f"the compiler ended with status {status}")
        return made.read_bytes()


def _run(folder: Path) -> int:
    """Run the compiler to its end and return its exit status."""
    environment = {key: os.environ[key] for key in KEPT_VARIABLES if key in os.environ}
    command = [sys.executable, "-I", str(Path(child.__file__).resolve()), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and script, never a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
            timeout=WALL_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RenderError.not_typeset(f"the compiler took more than {WALL_LIMIT} seconds") from None
    return done.returncode


def _home_of_typst() -> str:
    """Return the folder that holds typst, which an isolated interpreter may not search."""
    spec = find_spec("typst")
    return str(Path(spec.origin).parent.parent) if spec is not None and spec.origin else ""
