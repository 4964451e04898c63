"""Writes `docs/validation.md`: every reference test with its cases and its largest difference.

The page is made by running the tests in `tests/reference/`, so it tells exactly what they
compare. It is written only if all of them pass.

    python docs/make_validation.py            run the tests, write the page
    python docs/make_validation.py --check    exit 1 if the page lists other methods than the tests
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests" / "reference"
PAGE = ROOT / "docs" / "validation.md"
RECORDS = re.compile(r"^([\d,]+) records of ", re.MULTILINE)
METHOD = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
NOISE = 1e-12
"""Differences below are rounding, and differ from machine to machine."""

INTRODUCTION = """\
# Validation

gapkit's statistics beside values that no Python library made. The records were computed in R, or with
formulas written from the papers they name; where a paper prints the number, it is compared too. This page is
written by `docs/make_validation.py`, which runs `tests/reference/`; it is not edited by hand.

- **records**: inputs with expected outputs; "5 of 15" where the rest holds another form of the method, which
  gapkit does not have. Records whose data file may not be in the repository (its licence) were compared where
  it is at hand. **numbers**: single values compared.
- **largest difference**: the largest `abs(got - expected) / max(1, abs(expected))` over these numbers;
  **allowed**: the loosest rule among them. Differences below 1e-12 are rounding. Methods that are allowed
  more than 1e-8 are compared with values that are themselves iterated, simulated or printed with few digits;
  the record or the test says which.
- **printed**: values as a paper prints them, with its few decimals, and the largest difference to them.
- "decisions" in place of a difference: the test compares decisions or whole numbers, all equal.
"""


class Seen(Protocol):
    """One comparison, as `tests/reference/conftest.py` remembers it."""

    name: str
    values: int
    difference: float
    tolerance: float


class Case(Protocol):
    """One record, as `tests/reference/conftest.py` reads it."""

    id: str
    method: str
    seen: list[Seen]


@dataclass(slots=True)
class Tested:
    """What the tests of one method compared.

    Attributes
    ----------
    records : set of str
        Ids of the records that ran.
    numbers, printed : int
        Values compared with the computed, and with the printed ones.
    difference, printed_difference : float
        The largest, by the tolerance rule.
    allowed : float
        The loosest tolerance.
    """

    records: set[str] = field(default_factory=set)
    numbers: int = 0
    difference: float = 0.0
    allowed: float = 0.0
    printed: int = 0
    printed_difference: float = 0.0


@dataclass(slots=True)
class Recorder:
    """A pytest plugin that reads, after each test, what its case saw."""

    methods: dict[str, dict[str, Tested]] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note every file and method that has a test."""
        for item in items:
            found = _case(item)
            if found is not None:
                self.methods.setdefault(found[0], {}).setdefault(found[1].method, Tested())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Run the test; if it passes, add up what it compared."""
        found = _case(item)
        if found is not None:
            found[1].seen.clear()
        yield
        if found is not None:
            _add(self.methods[found[0]][found[1].method], found[1])


def _case(item: pytest.Item) -> tuple[str, Case] | None:
    """Return the file and the record of a test, or nothing."""
    marker = item.get_closest_marker("cases")
    call = getattr(item, "callspec", None)
    if marker is None or call is None:
        return None
    return str(marker.args[0]), call.params["case"]


def _add(tested: Tested, case: Case) -> None:
    """Add one record's comparisons to its method's."""
    tested.records.add(case.id)
    for seen in case.seen:
        if seen.name.startswith("published_"):
            tested.printed += seen.values
            tested.printed_difference = max(tested.printed_difference, seen.difference)
        else:
            tested.numbers += seen.values
            tested.difference = max(tested.difference, seen.difference)
            tested.allowed = max(tested.allowed, seen.tolerance)


def collect(*arguments: str) -> Recorder:
    """Run pytest on the reference tests and return what it saw.

    Raises
    ------
    SystemExit
        If a test fails: numbers that differ are not printed as validated.
    """
    recorder = Recorder()
    code = pytest.main([str(TESTS), "-q", "--no-header", "--no-summary", *arguments], plugins=[recorder])
    if code != pytest.ExitCode.OK:
        sys.exit(f"{PAGE.name} is not written: the reference tests do not pass.")
    return recorder


def page(recorder: Recorder) -> str:
    """Return the page as Markdown."""
    every = [each for methods in recorder.methods.values() for each in methods.values()]
    total = (
        f"{sum(len(each.records) for each in every):,} records of {len(every)} methods, "
        f"{sum(each.numbers + each.printed for each in every):,} numbers."
    )
    parts = [INTRODUCTION, total + "\n"]
    parts += [_section(file, methods) for file, methods in sorted(recorder.methods.items())]
    parts.append(_unused(recorder))
    return "\n".join(part for part in parts if part)


def _section(file: str, methods: dict[str, Tested]) -> str:
    """Return one file's heading and table."""
    about = json.loads((TESTS / file).read_text(encoding="utf-8"))
    packages = ", ".join(f"{package} {version}" for package, version in about["packages"].items())
    title = str(about["family"]).replace("_", " ").capitalize()
    stored = Counter(case["method"] for case in about["cases"])
    rows = [f"| `{name}` | {_cells(each, stored[name])} |" for name, each in sorted(methods.items())]
    head = [
        f"## {title}",
        "",
        f"`{file}`, R {about['r_version']} with {packages}.",
        "",
        "| method | records | numbers | largest difference | allowed | printed |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    return "\n".join([*head, *rows, ""])


def _cells(tested: Tested, stored: int) -> str:
    """Return a row after its name."""
    ran = len(tested.records)
    records = f"{ran:,}" if ran == stored else f"{ran:,} of {stored:,}"
    printed = f"{tested.printed} ({_number(tested.printed_difference)})" if tested.printed else ""
    if not tested.numbers:
        return f"{records} | | decisions | | {printed}"
    difference, allowed = _number(tested.difference), f"{tested.allowed:.0e}".replace("e-0", "e-")
    return f"{records} | {tested.numbers:,} | {difference} | {allowed} | {printed}"


def _number(difference: float) -> str:
    """Return a difference with one digit, rounding as such."""
    if difference == 0:
        return "0"
    return "below 1e-12" if difference < NOISE else f"{difference:.0e}".replace("e-0", "e-")


def _unused(recorder: Recorder) -> str:
    """List the records that no test compares: methods that gapkit does not have."""
    lines = []
    for file in sorted(TESTS.glob("*.json")):
        cases = json.loads(file.read_text(encoding="utf-8"))["cases"]
        without = sorted({case["method"] for case in cases} - set(recorder.methods.get(file.name, {})))
        if without:
            lines.append(f"- `{file.name}`: {', '.join(without)}")
    head = ["## Not compared", "", "Records of methods that gapkit does not have:", ""]
    return "\n".join([*head, *lines, ""]) if lines else ""


def methods_of(text: str) -> set[str]:
    """Return the methods that a page lists."""
    return set(METHOD.findall(text))


def check() -> None:
    """Exit with what is missing if the page lists other methods than the tests."""
    tested = {method for methods in collect("--collect-only").methods.values() for method in methods}
    listed = methods_of(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else set()
    if tested != listed:
        sys.exit(
            f"{PAGE.name} is out of date: run `python docs/make_validation.py`.\n"
            f"  not on the page: {_some(tested - listed)}\n  no longer tested: {_some(listed - tested)}"
        )


def records_of(text: str) -> int:
    """Return how many records a page stands on."""
    found = RECORDS.search(text)
    return int(found[1].replace(",", "")) if found else 0


def write(text: str) -> None:
    """Write the page, unless the one there stands on more records: some data lie outside the repository."""
    kept = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if records_of(kept) > records_of(text):
        ran, had = records_of(text), records_of(kept)
        sys.stderr.write(f"{PAGE.name} stays as it is: {ran:,} records ran here, it has {had:,}.\n")
    else:
        PAGE.write_text(text, encoding="utf-8")


def _some(names: Iterable[str]) -> str:
    """Return names in order, or "none"."""
    return ", ".join(sorted(names)) or "none"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        check()
    else:
        write(page(collect()))
