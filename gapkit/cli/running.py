"""How a command runs: its exit code, its warnings, and the options that every command has."""

from __future__ import annotations

import errno
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from gapkit.cli.streams import leave_pipe, stdout_is_broken, tell
from gapkit.errors import GapkitError, GapkitWarning
from gapkit.errors.report import RenderError

FAILED = 1
CONTRADICTED = 3
INTERRUPTED = 128 + 2
BUG = 70

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
"""A full disk, a limit on the size of files, a used-up quota: nobody's bug."""

WRONG_USAGE: type[Exception] = typer.BadParameter.__mro__[2]
"""Root of the errors that the parser itself tells (exit code 2): typer's own name for it is private."""


@dataclass(slots=True)
class Run:
    """One run of gapkit.

    Attributes
    ----------
    debug : bool
        Show the traceback of a bug.
    quiet : bool
        Say nothing but errors.
    warnings : list of str
        What was doubted so far, for ``--json``.
    """

    debug: bool = False
    quiet: bool = False
    warnings: list[str] = field(default_factory=list)


def run_of(context: typer.Context) -> Run:
    """Return the run that a command belongs to."""
    run = context.find_root().obj
    if not isinstance(run, Run):
        run = context.find_root().obj = Run()
    return run


def set_debug(context: typer.Context, value: bool) -> None:
    """Note ``--debug``, before or after the command."""
    run_of(context).debug |= value


def set_quiet(context: typer.Context, value: bool) -> None:
    """Note ``--quiet``, before or after the command."""
    run_of(context).quiet |= value


Debug = Annotated[
    bool, typer.Option("--debug", help="Show the traceback of a bug.", callback=set_debug, is_eager=True)
]
Quiet = Annotated[
    bool, typer.Option("--quiet", help="Say nothing but errors.", callback=set_quiet, is_eager=True)
]


def with_common_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command that takes ``--quiet`` and ``--debug`` too; their callbacks note them."""

    @wraps(command)
    def taking_more(*arguments: object, quiet: bool = False, debug: bool = False, **others: object) -> None:
        del quiet, debug
        command(*arguments, **others)

    own = signature(command, eval_str=True)
    more = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in (("quiet", Quiet), ("debug", Debug))
    ]
    whole = own.replace(parameters=[*own.parameters.values(), *more])
    taking_more.__signature__ = whole  # type: ignore[attr-defined]
    taking_more.__annotations__ = {each.name: each.annotation for each in whole.parameters.values()}
    return taking_more


class Group(TyperGroup):
    """All commands: errors become messages and exit codes, warnings become lines."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Any = None,  # noqa: ANN401 - as typer has it
        **extra: Any,  # noqa: ANN401 - as typer has it
    ) -> typer.Context:
        """Parse what stands before the command."""
        run = extra.setdefault("obj", Run())
        with exit_codes(run):
            return super().make_context(info_name, args, parent, **extra)  # type: ignore[return-value]

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as typer has it
        """Run the command."""
        run = run_of(ctx)
        with exit_codes(run), warnings_told(run):
            return super().invoke(ctx)


@contextmanager
def exit_codes(run: Run) -> Iterator[None]:
    """Turn whatever ends a command into a message and an exit code."""
    try:
        yield
    except (WRONG_USAGE, typer.Exit, typer.Abort):
        raise
    except GapkitError as error:
        tell(str(error))
        raise SystemExit(FAILED) from None
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError as error:
        if stdout_is_broken():
            leave_pipe()
        _tell_bug(error, run)
    except OSError as error:
        if error.errno not in NO_ROOM:
            _tell_bug(error, run)
        tell(str(RenderError.not_written("a temporary or built file", (error.strerror or "").lower())))
        raise SystemExit(FAILED) from None
    except Exception as error:  # noqa: BLE001 - the outermost boundary: nothing gets past it untold
        _tell_bug(error, run)


def _tell_bug(error: Exception, run: Run) -> None:
    """Tell a bug of gapkit and end with its exit code."""
    if run.debug:
        traceback.print_exception(error)
    else:
        tell(
            f"gapkit failed in a way it should not ({type(error).__name__}): run with --debug and report it."
        )
    raise SystemExit(BUG) from None


@contextmanager
def warnings_told(run: Run) -> Iterator[None]:
    """Print each doubt about the result as one line; other libraries' warnings only with ``--debug``."""

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,  # noqa: ARG001 - Python's own signature
        line: str | None = None,
    ) -> None:
        if issubclass(category, GapkitWarning):
            text = " ".join(str(message).split())
            run.warnings.append(text)
            if not run.quiet:
                tell(f"warning: {text}")
        elif run.debug:
            sys.stderr.write(warnings.formatwarning(message, category, filename, lineno, line))

    with warnings.catch_warnings():
        warnings.simplefilter("default")
        warnings.simplefilter("always", GapkitWarning)
        warnings.showwarning = show
        yield
