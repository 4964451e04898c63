"""The rows of the results: what one method did in one cell, and the file that keeps them."""

from __future__ import annotations

import csv
import platform
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from math import isnan, nan, sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy

import gapkit
from gapkit.stats import too_scattered, too_skewed
from tests.simulation.study.draws import FEW, SUPPRESSED, Tallied
from tests.simulation.study.grid import Cell, Part

RESULTS = "results.csv"
UNFINISHED = "unfinished.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """One method in one cell; NaN where a column does not apply.

    Attributes
    ----------
    part, items, side, reference, share, gap, weights, clusters, icc
        The cell.
    method : str
        Interval, test or, in families, interval and adjustment.
    runs : int
        Simulated studies; 0 where all tables were added up instead.
    counted : int
        Runs with an interval (effective bases of 2 and more).
    coverage, below, above : float
        Share of those whose interval holds the truth, lies wholly below it, wholly above. In families:
        all intervals together; any interval. Of a test without interval: rejected downwards, upwards.
    rejected : float
        Share in which "no gap" is rejected, in families for any item without one (with "bh" and "by":
        mean share of false discoveries).
    coverage_error, rejected_error : float
        Monte Carlo standard errors.
    width : float
        Mean width of the interval; in families the mean critical value.
    effective_side, effective_reference : float
        Mean effective bases.
    suppressed, warned : float
        Share of runs that the low-base policy would hide, or that B02, S03 or T08 would warn of.
    """

    part: Part
    method: str
    items: int
    side: int
    reference: int
    share: str
    gap: float
    weights: str
    clusters: int
    icc: str
    runs: int = 0
    counted: int = 0
    coverage: float = nan
    coverage_error: float = nan
    below: float = nan
    above: float = nan
    rejected: float = nan
    rejected_error: float = nan
    width: float = nan
    effective_side: float = nan
    effective_reference: float = nan
    suppressed: float = nan
    warned: float = nan

    @property
    def cell(self) -> Cell:
        """The cell that the row belongs to."""
        names = (each.name for each in fields(Cell))
        return Cell(**{name: getattr(self, name) for name in names})

    @property
    def smaller(self) -> float:
        """The smaller mean effective base."""
        both = (self.effective_side, self.effective_reference)
        return min(each for each in both if not isnan(each))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one method in the runs of a cell.

    Attributes
    ----------
    below, above : ndarray of bool
        Whether the interval (any of the family's) lies wholly below the truth, wholly above.
    rejected : ndarray of bool
        Whether "no gap" was rejected (of any item without one); of methods that control false
        discoveries, the share of the flagged items that have no gap.
    counted : ndarray of bool
        Whether there was an interval.
    """

    below: npt.NDArray[np.bool_]
    above: npt.NDArray[np.bool_]
    rejected: npt.NDArray[np.bool_] | npt.NDArray[np.float64]
    counted: npt.NDArray[np.bool_]
    width: float = nan
    covers: bool = True


@dataclass(frozen=True, slots=True)
class Bases:
    """What a cell's runs stand on, whatever the method."""

    effective_side: float = nan
    effective_reference: float = nan
    suppressed: float = nan
    warned: float = nan


def bases(side: Tallied, reference: Tallied | None = None, *, shares: bool = True) -> Bases:
    """Average the bases of a cell and what the checks would say of them."""
    sides = [each for each in (side, reference) if each is not None]
    strict = np.min([each.strict for each in sides], axis=0)
    uneven = np.any([each.uneven for each in sides], axis=0)
    effective = [float(np.nanmean(each.effective) if shares else each.kish.mean()) for each in sides]
    return Bases(
        effective_side=effective[0],
        effective_reference=effective[1] if reference is not None else nan,
        suppressed=float((strict < SUPPRESSED).mean()),
        warned=float(((strict < FEW) | uneven | _short(sides, strict, shares=shares)).mean()),
    )


def _short(sides: list[Tallied], strict: npt.NDArray[np.float64], *, shares: bool) -> npt.NDArray[np.bool_]:
    """Tell where check T08 would warn that the interval may be short: of some item."""
    if shares:
        marks = [too_scattered(each.value, each.base, each.df).any(axis=1) for each in sides]
        return np.any(marks, axis=0)
    constant = np.any([np.isinf(each.skew[:, 0]) for each in sides], axis=0)
    worst = np.max([np.where(np.isinf(each.skew[:, 0]), 0.0, abs(each.skew[:, 0])) for each in sides], axis=0)
    return np.asarray(constant | too_skewed(worst, strict))


def row(cell: Cell, method: str, outcome: Outcome, standing: Bases) -> Row:
    """Summarise a method's runs."""
    counted = outcome.counted
    number = int(counted.sum())
    below, above = (each & counted for each in (outcome.below, outcome.above))
    coverage = 1 - (below | above).sum() / number if number and outcome.covers else nan
    rejected = float(outcome.rejected[counted].mean()) if number else nan
    return replace(
        _empty(cell, method),
        runs=len(counted),
        counted=number,
        coverage=coverage,
        coverage_error=_error(coverage, number),
        below=below.sum() / number if number else nan,
        above=above.sum() / number if number else nan,
        rejected=rejected,
        rejected_error=_error(rejected, number),
        width=outcome.width,
        **{each.name: getattr(standing, each.name) for each in fields(Bases)},
    )


def exact_row(cell: Cell, method: str, *, below: float, above: float, rejected: float, covers: bool) -> Row:
    """Return the row of a cell whose tables were all added up."""
    return replace(
        _empty(cell, method),
        coverage=1 - below - above if covers else nan,
        coverage_error=0.0 if covers else nan,
        below=below,
        above=above,
        rejected=rejected,
        rejected_error=nan if isnan(rejected) else 0.0,
        effective_side=float(cell.side),
        effective_reference=float(cell.reference) if cell.reference else nan,
    )


def _empty(cell: Cell, method: str) -> Row:
    return Row(method=method, **{each.name: getattr(cell, each.name) for each in fields(Cell)})


def _error(rate: float, runs: int) -> float:
    """Standard error of a simulated rate, not 0 where the rate is 0 or 1."""
    if isnan(rate) or not runs:
        return nan
    smooth = (rate * runs + 1) / (runs + 2)
    return sqrt(smooth * (1 - smooth) / runs)


@dataclass(frozen=True, slots=True)
class Results:
    """Rows, and what they were made with."""

    made: str
    rows: list[Row] = field(default_factory=list)


def made_with(seed: int, runs: int, family_runs: int) -> str:
    """Return the line that says how results were made: no time, no place."""
    versions = (
        f"gapkit {gapkit.__version__}, python {platform.python_version()}, "
        f"numpy {np.__version__}, scipy {scipy.__version__}"
    )
    return f"seed {seed}, {runs} runs a cell, {family_runs} of families (40 items: half of that); {versions}"


def read(path: Path) -> Results:
    """Read results; their first line is what they were made with."""
    with path.open(encoding="utf-8", newline="") as lines:
        made = next(lines).removeprefix("# ").rstrip("\n")
        rows = [_typed(each) for each in csv.DictReader(lines)]
    return Results(made, rows)


def _typed(texts: dict[str, str]) -> Row:
    kinds = {each.name: str(each.type) for each in fields(Row)}
    made: dict[str, object] = {}
    for name, text in texts.items():
        if kinds[name] == "int":
            made[name] = int(text)
        elif kinds[name] == "float":
            made[name] = float(text) if text else nan
        else:
            made[name] = text
    return Row(**made)  # type: ignore[arg-type]


def begin(path: Path, made: str) -> None:
    """Start a file of results."""
    path.write_text(f"# {made}\n{','.join(each.name for each in fields(Row))}\n", encoding="utf-8")


def append(path: Path, rows: Iterable[Row]) -> None:
    """Add rows to a file of results."""
    with path.open("a", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerows([_text(getattr(each, at.name)) for at in fields(Row)] for each in rows)


def _text(value: object) -> str:
    if isinstance(value, float):
        return "" if isnan(value) else f"{value:.5g}"
    return str(value)
