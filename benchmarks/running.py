"""Runs a case: every contender in a process of its own, taking turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.model import Case, Contender, Size, Values

THREADS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "2",
}
"""Threads that spin would double CPU figures. DuckDB is told in its case."""

ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class Timing:
    """What one contender took.

    Attributes
    ----------
    state : str
        "timed", "absent", "differs" (its values, so it is not timed) or "failed".
    note : str
        How it differs, or why it failed.
    cpu, wall : list of float
        Seconds of each repetition, scaled up to the whole work.
    peak_mb : float
        Of its process: interpreter, libraries and data included.
    """

    name: str
    role: str
    state: str = "timed"
    note: str = ""
    part: float = 1.0
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    peak_mb: float = float("nan")

    @property
    def median_cpu(self) -> float:
        """Median seconds of CPU; NaN where it was not timed."""
        return median(self.cpu) if self.cpu else float("nan")


@dataclass(slots=True)
class Worker:
    """A contender's process."""

    timing: Timing
    process: subprocess.Popen[str]
    file: Path

    def told(self) -> dict[str, float]:
        """Return the next line that the process prints."""
        if self.process.stdout is None:
            return {}
        line = self.process.stdout.readline()
        told: dict[str, float] = json.loads(line) if line else {}
        return told

    def turn(self) -> None:
        """Compute once, timed."""
        if self.process.stdin is None:
            return
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        told = self.told()
        if not told:
            self.timing.state, self.timing.note = "failed", "its process ended"
            return
        self.timing.cpu.append(told["cpu"] / self.timing.part)
        self.timing.wall.append(told["wall"] / self.timing.part)
        self.timing.peak_mb = told["peak_mb"]


def run_case(case: Case, size: Size, repetitions: int) -> list[Timing]:
    """Return the timings of a case's contenders; those whose values differ are not timed."""
    expected = np.atleast_1d(np.asarray(case.expected(size), dtype=np.float64))
    timings: list[Timing] = []
    with TemporaryDirectory(prefix="gapkit-bench-") as folder, ExitStack() as stack:
        workers: list[Worker] = []
        for place, contender in enumerate(case.contenders):
            part = 1.0 if contender.part is None else contender.part(size)
            timing = Timing(contender.name, contender.role, part=part)
            timings.append(timing)
            if not contender.installed:
                timing.state = "absent"
                continue
            file = Path(folder) / f"{place}.npy"
            worker = stack.enter_context(started(case, contender, size, timing, file))
            if accepted(worker, contender, expected, case.tolerance):
                workers.append(worker)
        for _ in range(repetitions):
            for worker in workers:
                if worker.timing.state == "timed":
                    worker.turn()
    return timings


@contextmanager
def started(case: Case, contender: Contender, size: Size, timing: Timing, file: Path) -> Iterator[Worker]:
    """Lend a contender's process, which ends with the case."""
    told = json.dumps(asdict(size))
    command = [sys.executable, "-m", "benchmarks.worker", case.name, contender.name, told, str(file)]
    process = subprocess.Popen(  # noqa: S603 - our own worker
        command,
        cwd=ROOT,
        env={**os.environ, **THREADS},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Worker(timing, process, file)
        if process.stdin is not None:
            process.stdin.close()


def accepted(worker: Worker, contender: Contender, expected: Values, tolerance: float) -> bool:
    """Whether the untimed run gave the reference's values; notes what it gave instead."""
    first = worker.told()
    if not first:
        worker.timing.state, worker.timing.note = "failed", "see the traceback above"
        return False
    worker.timing.peak_mb = first["peak_mb"]
    if contender.other:
        worker.timing.note = contender.other
        return True
    got = np.atleast_1d(np.load(worker.file))
    difference = largest_difference(got, expected)
    if difference <= tolerance:
        return True
    worker.timing.state = "differs"
    worker.timing.note = f"by {difference:.1e}, more than {tolerance:.0e}: not timed"
    return False


def largest_difference(got: Values, expected: Values) -> float:
    """Return the largest difference of the rows that both have; infinite where they do not fit."""
    rows = min(len(got), len(expected))
    if rows == 0 or got.shape[1:] != expected.shape[1:]:
        return float("inf")
    a, b = got[:rows], expected[:rows]
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    with np.errstate(invalid="ignore"):
        apart = np.where(same, 0.0, np.abs(a - b) / np.fmax(1, np.abs(b)))
    return float("inf") if np.isnan(apart).any() else float(apart.max(initial=0.0))
