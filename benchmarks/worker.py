"""One contender in a process of its own: loads, computes once untimed, then once per line that comes in.

python -m benchmarks.worker CASE CONTENDER SIZE FILE
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.cases import case_named
from benchmarks.model import Size


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of this process and of the children it has waited for."""

    cpu: float
    wall: float

    @classmethod
    def now(cls) -> Spent:
        """Return what was spent so far."""
        uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return cls(sum(use.ru_utime + use.ru_stime for use in uses), perf_counter())


def peak_mb() -> float:
    """Return the largest memory of this process, or of a child, in MB.

    Linux hands the peak of the starting process down in ``ru_maxrss``; ``VmHWM`` is this one's own.
    """
    status = Path("/proc/self/status")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if status.exists():
        own = int(status.read_text(encoding="utf-8").split("VmHWM:")[1].split()[0])
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def main() -> None:
    """Serve one contender until there are no more lines."""
    case, name, size, file = sys.argv[1:]
    contender = case_named(case).contender(name)
    prepared = contender.prepare(Size(**json.loads(size)))
    np.save(Path(file), np.asarray(contender.run(prepared), dtype=np.float64))
    print(json.dumps({"peak_mb": peak_mb()}), flush=True)
    for _ in sys.stdin:
        before = Spent.now()
        contender.run(prepared)
        after = Spent.now()
        done = {"cpu": after.cpu - before.cpu, "wall": after.wall - before.wall, "peak_mb": peak_mb()}
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main()
