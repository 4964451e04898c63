"""Times gapkit beside limits and peers.

python -m benchmarks [--rows 1e6] [--only tally,infer] [--json FILE] [--quick]
"""

from __future__ import annotations

import argparse
import json
import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.cases import GROUPS, cases_of
from benchmarks.model import TINY, Size
from benchmarks.printing import case_text, summary_text
from benchmarks.running import THREADS, run_case

REPETITIONS, QUICK = 5, 2
PACKAGES = ("gapkit", "numpy", "scipy", "pandas", "statsmodels", "polars", "duckdb", "numba", "pyreadstat")


def main() -> None:
    """Run the cases that were asked for."""
    arguments = parser().parse_args()
    groups = arguments.only.split(",") if arguments.only else list(GROUPS)
    unknown = [name for name in groups if name not in GROUPS]
    if unknown:
        parser().error(f"--only takes {', '.join(GROUPS)}; not {', '.join(unknown)}")
    size = TINY if arguments.tiny else Size(int(arguments.rows))
    repetitions = 1 if arguments.tiny else QUICK if arguments.quick else REPETITIONS
    print(heading(size, repetitions))
    results, done = [], []
    for group in groups:
        for case in cases_of(group):
            try:
                timings = run_case(case, size, repetitions)
            except Exception as error:  # noqa: BLE001 - one broken case must not hide the others
                print(f"\n{case.name}: failed: {type(error).__name__}: {error}")
                continue
            print(f"\n{case_text(case, timings)}", flush=True)
            done.append((case, timings))
            results.append({"case": case.name, "timings": [asdict(each) for each in timings]})
    print(f"\n{summary_text(done)}")
    if arguments.json:
        told = {"machine": machine(), "size": asdict(size), "repetitions": repetitions, "results": results}
        Path(arguments.json).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios, not seconds.")
    made.add_argument("--rows", type=float, default=1e5, help="respondents of a tally")
    made.add_argument("--only", help=f"some of {','.join(GROUPS)}")
    made.add_argument("--json", metavar="FILE", help="also write every repetition here")
    made.add_argument("--quick", action="store_true", help=f"{QUICK} repetitions instead of {REPETITIONS}")
    made.add_argument("--tiny", action="store_true", help="everything small and once: does it run?")
    return made


def machine() -> dict[str, str]:
    """Return what the figures were measured on."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found


def heading(size: Size, repetitions: int) -> str:
    """Return what the figures are to be read with."""
    packages = ", ".join(f"{name} {told}" for name, told in machine().items())
    threads = ", ".join(f"{name}={count}" for name, count in THREADS.items())
    return (
        f"{packages}\n{threads}, DuckDB threads=2\n"
        f"{size.rows:,} rows x {size.items} items x {size.segments} segments, {size.pairs:,} pairs, "
        f"{repetitions} repetitions after one untimed; every contender in its own process, taking turns.\n"
        "CPU: user + system, children included. Ratios of median CPU: gapkit over a limit, a peer over "
        "gapkit. Absolute seconds on a shared machine are noise."
    )


if __name__ == "__main__":
    main()
