"""All cases by group; a group is loaded when it is needed."""

from __future__ import annotations

from importlib import import_module

from benchmarks.model import Case

GROUPS = ("tally", "infer", "load", "study", "report")


def cases_of(group: str) -> tuple[Case, ...]:
    """Return the cases of a group."""
    cases: tuple[Case, ...] = import_module(f"benchmarks.{group}").CASES
    return cases


def case_named(name: str) -> Case:
    """Return a case by its name, which starts with its group."""
    return next(case for case in cases_of(name.split("-", maxsplit=1)[0]) if case.name == name)
