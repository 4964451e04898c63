"""Reads the reference records: one test per record, one comparison rule for all."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

HERE = Path(__file__).parent
BESIDE_PROJECT = HERE.parents[1].parent / "shared" / "reference"
WORDS = {"Inf": math.inf, "-Inf": -math.inf, "NaN": math.nan}


@dataclass(frozen=True, slots=True)
class Seen:
    """One comparison: its output, the largest difference by the tolerance rule, and what was allowed."""

    name: str
    values: int
    difference: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class Case:
    """One record; ``seen`` grows with every comparison, for `docs/make_validation.py`."""

    id: str
    method: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    tolerance: float
    seen: list[Seen] = field(default_factory=list, compare=False, repr=False)

    def expect(self, got: npt.ArrayLike, name: str, *, tolerance: float | None = None) -> None:
        """Compare a number or vector with the output of that name, by the record's tolerance."""
        expected = numbers(self.outputs[name])
        actual = np.asarray(got, dtype=float)
        assert actual.shape == expected.shape, f"{self.id}: {name}"
        rule = self.tolerance if tolerance is None else tolerance
        allowed = rule * np.fmax(1, abs(expected))
        self.note(actual, expected, name, rule)
        with np.errstate(invalid="ignore"):  # inf - inf, where equality decides
            close = (np.abs(actual - expected) <= allowed) | (actual == expected)
        missing = np.isnan(expected) & np.isnan(actual)
        assert (close | missing).all(), f"{self.id}: {name} is {actual}, expected {expected}"

    def note(self, actual: npt.ArrayLike, expected: npt.ArrayLike, name: str, tolerance: float) -> None:
        """Remember a comparison by the tolerance rule; values that are the same differ by 0."""
        got, wanted = np.asarray(actual, dtype=float), np.asarray(expected, dtype=float)
        with np.errstate(invalid="ignore"):
            apart = np.abs(got - wanted) / np.fmax(1, abs(wanted))
        same = (got == wanted) | (np.isnan(got) & np.isnan(wanted))
        largest = float(np.where(same, 0.0, apart).max(initial=0.0))
        self.seen.append(Seen(name, int(wanted.size), largest, tolerance))

    def table(self) -> dict[str, npt.NDArray[Any]]:
        """Columns of the record's CSV file; skips where its licence keeps the file out."""
        data = self.inputs["data"] if "data" in self.inputs else self.inputs["design"]["data"]
        return find_table(Path(data).name)


def find_table(name: str) -> dict[str, npt.NDArray[Any]]:
    """Columns of a CSV file of the reference set, or skip naming it."""
    for folder in (HERE / "data", BESIDE_PROJECT / "data"):
        if (folder / name).exists():
            return read_table(folder / name)
    pytest.skip(f"{name} is not in this repository (GPL selection)")


def find_words(name: str, wanted: str) -> list[str]:
    """One column of a CSV file of the reference set as text, or skip naming the file."""
    for folder in (HERE / "data", BESIDE_PROJECT / "data"):
        if (folder / name).exists():
            with (folder / name).open(encoding="utf-8", newline="") as file:
                return [row[wanted] for row in csv.DictReader(file)]
    pytest.skip(f"{name} is not in this repository (GPL selection)")


def numbers(value: Any) -> npt.NDArray[np.float64]:
    """Numbers of a record: text for infinities, null for a missing value."""
    if isinstance(value, list):
        return np.array([numbers(item) for item in value])
    return np.asarray(WORDS[value] if isinstance(value, str) else math.nan if value is None else value, float)


def read_table(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Columns of a CSV file: floats where all values are numbers, else codes."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: column([row[name] for row in rows]) for name in rows[0]}


def column(values: list[str]) -> npt.NDArray[Any]:
    """Numbers, or integer codes of words."""
    try:
        return np.array([float(value) if value else math.nan for value in values])
    except ValueError:
        return np.unique(values, return_inverse=True)[1]


def load(file: str) -> list[Case]:
    """All records of a file."""
    records = json.loads((HERE / file).read_text(encoding="utf-8"))["cases"]
    fields = ("id", "method", "inputs", "outputs", "tolerance")
    return [Case(**{name: record[name] for name in fields}) for record in records]


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker that names a file and its methods."""
    config.addinivalue_line(
        "markers", "cases(file, *methods, only={input: value}, without={input: value}): run a test on records"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per record of the methods named in ``@pytest.mark.cases``."""
    marker = metafunc.definition.get_closest_marker("cases")
    if marker is None:
        return
    file, *methods = marker.args
    only = marker.kwargs.get("only", {}).items()
    without = marker.kwargs.get("without", {}).items()
    cases = [
        case
        for case in load(file)
        if case.method in methods
        and all(case.inputs[name] == value for name, value in only)
        and not any(case.inputs[name] == value for name, value in without)
    ]
    missing = set(methods) - {case.method for case in cases}
    assert not missing, f"{file} has no {missing}"
    metafunc.parametrize("case", cases, ids=[case.id for case in cases])


@pytest.fixture
def read() -> Callable[[str], dict[str, npt.NDArray[Any]]]:
    """Read a CSV file of the reference set, or skip naming it."""
    return find_table


@pytest.fixture
def words() -> Callable[[str, str], list[str]]:
    """Read one column of a CSV file of the reference set as text, or skip naming the file."""
    return find_words


@pytest.fixture
def same_p(request: pytest.FixtureRequest) -> Callable[[float, float, float], None]:
    """Compare p-values, the small ones by their logarithm too."""

    case = request.node.callspec.params["case"]

    def compare(got: float, expected: float, tolerance: float) -> None:
        case.note(got, expected, "p_value", tolerance)
        assert abs(got - expected) <= tolerance
        if expected > 0:
            assert math.log(got) == pytest.approx(math.log(expected), rel=1e-7, abs=1e-7)

    return compare
