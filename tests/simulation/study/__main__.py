"""Run the study: ``python -m tests.simulation.study``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import numpy as np

from tests.simulation.study import exact, families, gaps, means, page, record, shares
from tests.simulation.study.grid import ITEMS, Cell, grid, quick_grid

SEED = 20_260_101
RUNS, FAMILY_RUNS = 3000, 2000
QUICK_RUNS = 60
HOME = Path(__file__).parents[3] / "docs" / "simulation"

SIMULATED: dict[str, Callable[[Cell, np.random.Generator, int], list[record.Row]]] = {
    "share": shares.simulate,
    "gap": gaps.simulate,
    "mean": means.simulate,
    "family": families.simulate,
}
COUNTED: dict[str, Callable[[Cell], list[record.Row]]] = {
    "exact share": exact.shares,
    "exact gap": exact.gaps,
}


def runs_of(cell: Cell, runs: int, family_runs: int) -> int:
    """Return the runs of a cell: forty items take ten times as long as five."""
    if cell.part != "family":
        return runs
    return family_runs // 2 if cell.items == max(ITEMS) else family_runs


def run(cell: Cell, seed: int, runs: int) -> list[record.Row]:
    """Return one cell's rows; its random numbers depend on the seed and on the cell's name alone."""
    if cell.part in COUNTED:
        return COUNTED[cell.part](cell)
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, crc32(cell.id.encode())])))
    return SIMULATED[cell.part](cell, rng, runs)


def study(cells: list[Cell], made: str, into: Path, *, seed: int, runs: int, family_runs: int) -> None:
    """Run all cells, going on where an earlier run with the same settings stopped, and write the page."""
    unfinished = into / record.UNFINISHED
    done: dict[Cell, list[record.Row]] = {}
    if unfinished.exists() and record.read(unfinished).made == made:
        for each in record.read(unfinished).rows:
            done.setdefault(each.cell, []).append(each)
    else:
        record.begin(unfinished, made)
    began = time.monotonic()
    for number, cell in enumerate(cells, start=1):
        if cell not in done:
            done[cell] = run(cell, seed, runs_of(cell, runs, family_runs))
            record.append(unfinished, done[cell])
            sys.stderr.write(f"{number}/{len(cells)} {time.monotonic() - began:.0f} s  {cell.id}\n")
    record.begin(into / record.RESULTS, made)
    record.append(into / record.RESULTS, [row for cell in cells for row in done[cell]])
    unfinished.unlink()
    page.write(into)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.study", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few cells, a few runs")
    parser.add_argument("--runs", type=int, default=None, help=f"runs a cell (default {RUNS})")
    parser.add_argument("--family-runs", type=int, default=None, help=f"of families (default {FAMILY_RUNS})")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--into", type=Path, default=HOME, help="folder of the results")
    parser.add_argument("--page", action="store_true", help="write the page from the results there are")
    told = parser.parse_args()
    if told.page:
        page.write(told.into)
        return
    told.into.mkdir(parents=True, exist_ok=True)
    runs = told.runs or (QUICK_RUNS if told.quick else RUNS)
    family_runs = told.family_runs or (QUICK_RUNS if told.quick else FAMILY_RUNS)
    study(
        quick_grid() if told.quick else grid(),
        record.made_with(told.seed, runs, family_runs),
        told.into,
        seed=told.seed,
        runs=runs,
        family_runs=family_runs,
    )


if __name__ == "__main__":
    main()
