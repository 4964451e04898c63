"""Start a lean process that does one job within limits, and take over what it made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gapkit.apart import child

KEPT_VARIABLES: Final = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""What the process may see of the environment."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use.

    Attributes
    ----------
    memory : int
        Bytes of address space; not known to Windows.
    cpu : int
        Seconds of computing; not known to Windows.
    wall : float
        Seconds by the clock.
    """

    memory: int = 3 * 2**30
    cpu: int = 60
    wall: float = 120


class StoppedError(Exception):
    """The process did not come to its end; each caller tells it in its own words.

    Parameters
    ----------
    reason : str
        ``"limit"`` (of time or memory), ``"room"`` (on the disk), ``"crash"``, ``"missing"`` (a package),
        ``"error"`` (that the script raised) or ``"nonsense"`` (its answer can't be understood).
    detail : str
        The limit, the signal, the package, or the error's text.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def run_apart(
    script: str, asked: Mapping[str, Any], folder: Path, *, packages: Sequence[str], limits: Limits
) -> dict[str, Any]:
    """Return what ``answer(asked, store)`` of a script returns in a process of its own.

    Parameters
    ----------
    script : str
        Path of a Python file that imports nothing but ``packages`` and the standard library.
    asked : Mapping
        Anything that JSON holds.
    folder : Path
        Working folder of the process; arrays that it stores are left there (``arrays_in``).
    packages : sequence of str
        What the script imports. An isolated interpreter does not search every place that this one
        does, such as those of ``PYTHONPATH``: it is told where these packages are.

    Raises
    ------
    StoppedError
        If the process ends otherwise than by its answer.
    """
    job = {
        "script": str(Path(script).resolve()),
        "asked": dict(asked),
        "packages": list(packages),
        "homes": homes_of(packages),
        "memory": limits.memory,
        "cpu": limits.cpu,
    }
    (folder / child.JOB).write_text(json.dumps(job), "utf-8")
    status = exit_status(folder, limits)
    if status < 0:
        raise killed(-status, limits)
    if status > 0:
        raise StoppedError("crash", f"exit status {status}")
    try:
        told: dict[str, Any] = json.loads((folder / child.TOLD).read_text("utf-8"))
        stop, detail = told.get("stop"), str(told.get("detail", ""))
    except (OSError, ValueError, AttributeError) as error:
        raise StoppedError("nonsense", type(error).__name__) from error
    if stop == "memory":
        raise StoppedError("limit", f"{limits.memory / 2**30:g} GiB of memory")
    if stop == "room":
        raise StoppedError("room", "the temporary folder")
    if stop in {"missing", "error"}:
        raise StoppedError(str(stop), detail)
    return told


def exit_status(folder: Path, limits: Limits) -> int:
    """Run the process to its end and return its exit status."""
    environment = {key: os.environ[key] for key in KEPT_VARIABLES if key in os.environ}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and script, never a shell
            [sys.executable, "-I", str(Path(child.__file__).resolve()), str(folder.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
            timeout=limits.wall,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise StoppedError("limit", f"{limits.wall:g} seconds") from None
    return done.returncode


def killed(number: int, limits: Limits) -> StoppedError:
    """Return the error for a process that a signal ended."""
    if number in {signal.SIGXCPU, signal.SIGKILL}:
        return StoppedError("limit", f"{limits.cpu} seconds of computing, or more memory than there is")
    names = {each.value: each.name for each in signal.Signals}
    return StoppedError("crash", names.get(number, f"signal {number}"))


def homes_of(packages: Sequence[str]) -> list[str]:
    """Return the folders in which this process finds the packages."""
    found = (find_spec(package) for package in packages)
    homes = (str(Path(spec.origin).resolve().parent.parent) for spec in found if spec and spec.origin)
    return list(dict.fromkeys(homes))


def arrays_in(folder: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays that a process stored; they are data, never code.

    Raises
    ------
    StoppedError
        If a file is no array of plain numbers or texts.
    """
    try:
        return {path.stem: np.load(path, allow_pickle=False) for path in sorted(folder.glob("*.npy"))}
    except (OSError, ValueError, EOFError) as error:
        raise StoppedError("nonsense", type(error).__name__) from error
