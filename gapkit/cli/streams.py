"""Standard output and error: what goes where, in which characters, and what ends them."""

from __future__ import annotations

import codecs
import os
import select
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TextIO

from gapkit.errors.report import RenderError

PIPE_CLOSED = 128 + 13
TERMINATED = 128 + 15
"""Exit codes after a signal, as shells count them (SIGPIPE is 13, SIGTERM 15)."""

PLAINER = {
    "\u2212": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u00b1": "+/-",
    "\u2026": "...",
    "\u00b7": ".",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2192": "->",
    "\u0394": "Delta",
}
"""What stands for a character that the terminal does not have: a lost minus sign would be a lie."""


def prepare_streams() -> None:
    """Let every text be printed on every terminal, and let SIGTERM end gapkit in order."""
    codecs.register_error("gapkit.plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="gapkit.plainer")
    signal.signal(signal.SIGTERM, _terminated)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Return a plainer character, or a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(PLAINER.get(each, "?") for each in text), error.end


def _terminated(_signal: int, _frame: object) -> NoReturn:
    """End with the exit code of SIGTERM; temporary files are removed on the way out."""
    raise SystemExit(TERMINATED)


def print_text(text: str) -> None:
    """Write data to standard output."""
    _print(text)


def print_bytes(content: bytes) -> None:
    """Write a built file to standard output, unless a person would see its bytes."""
    if on_terminal(sys.stdout):
        raise RenderError.not_written("standard output", "a terminal can't show this file: use `-o FILE`")
    _print(content)


def _print(content: str | bytes) -> None:
    """Write to standard output; a reader that has left ends gapkit quietly."""
    if sys.stdout is None:
        return
    try:
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        leave_pipe()
    except OSError as error:
        _to_nowhere()
        raise RenderError.not_written("standard output", (error.strerror or "").lower()) from None


def stdout_is_broken() -> bool:
    """Whether the reader of standard output has left; unknown, so no, where the system can't be asked."""
    try:
        poller = select.poll()
        poller.register(sys.stdout.fileno(), 0)
        return any(event & select.POLLERR for _, event in poller.poll(0))
    except (AttributeError, OSError, ValueError):
        return False


def leave_pipe() -> NoReturn:
    """End with the exit code of SIGPIPE, without a word."""
    _to_nowhere()
    raise SystemExit(PIPE_CLOSED)


def _to_nowhere() -> None:
    """Point standard output at nothing, so that the interpreter's last flush can't fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def tell(text: str) -> None:
    """Write a line for people to standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def bold_allowed() -> bool:
    """Whether standard output takes bold: a terminal that is not dumb, unless the environment decides."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return on_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def terminal_width() -> int | None:
    """Return the width of the terminal; nothing where standard output is a file or a pipe."""
    return shutil.get_terminal_size().columns if on_terminal(sys.stdout) else None


def on_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written; a closed stream is nothing."""
    return stream is not None and stream.isatty()


@contextmanager
def progress(text: str, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show what is going on while it is, to people only: on a terminal, not in CI.

    The function that it lends shows what is going on now.
    """
    shown = (
        not quiet
        and on_terminal(sys.stderr)
        and os.environ.get("TERM") != "dumb"
        and os.environ.get("CI", "").lower() not in ("true", "1")
    )

    def show(doing: str, before: str = "\r\x1b[K") -> None:
        if shown:
            sys.stderr.write(f"{before}{doing} \u2026")
            sys.stderr.flush()

    show(text, before="")
    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
