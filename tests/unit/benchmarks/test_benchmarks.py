"""The benchmarks run, compare values before they time, and never gate on a time."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))
try:
    from benchmarks.cases import GROUPS, cases_of
    from benchmarks.model import TINY, Case, Contender, Target
    from benchmarks.printing import case_text
    from benchmarks.running import Timing, largest_difference, run_case
finally:
    sys.path.remove(str(ROOT))

CASES = [case for group in GROUPS for case in cases_of(group)]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_contender_gives_the_values_of_the_reference(case):
    expected = np.atleast_1d(case.expected(TINY))
    for contender in case.contenders:
        if contender.installed:
            got = np.atleast_1d(contender.run(contender.prepare(TINY)))
            if not contender.other:
                assert largest_difference(got, expected) <= case.tolerance, contender.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_has_one_library_and_targets_that_it_knows(case):
    names = [each.name for each in case.contenders]
    assert [each.role for each in case.contenders].count("library") == 1
    assert len(set(names)) == len(names)
    assert {target.of for target in case.targets} <= {*names, ""}


@pytest.mark.slow
def test_the_command_prints_ratios_and_writes_them(tmp_path):
    told = tmp_path / "told.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--tiny", "--only", "load", "--json", told],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    print(done.stdout)  # noqa: T201 - the ratios, for whoever runs this test with -s
    assert "gapkit / limit" in done.stdout
    assert "peer / gapkit" in done.stdout
    assert "failed" not in done.stdout
    timings = json.loads(told.read_text(encoding="utf-8"))["results"][0]["timings"]
    assert timings[0]["name"] == "gapkit"
    assert timings[0]["cpu"]


def test_a_group_that_does_not_exist_is_named():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--only", "nothing"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "not nothing" in done.stderr


def nothing(_):
    return np.zeros(1)


def contender(name, role="peer", **more):
    return Contender(name, role, lambda size: size, nothing, **more)


def test_a_missing_peer_is_absent():
    case = Case("case", "Title", (contender("peer", needs="no_such_module"),), nothing)
    (timing,) = run_case(case, TINY, 1)
    assert timing.state == "absent"
    assert "absent" in case_text(case, [Timing("gapkit", "library", cpu=[1.0], wall=[1.0]), timing])


@pytest.mark.parametrize(
    ("got", "expected", "difference"),
    [
        ([1.0, 2.0], [1.0, 2.0, 3.0], 0.0),
        ([1.5], [1.0], 0.5),
        ([30.0], [20.0], 0.5),
        ([np.nan], [np.nan], 0.0),
        ([np.inf], [np.inf], 0.0),
        ([np.nan], [1.0], np.inf),
        ([], [1.0], np.inf),
        ([[1.0, 2.0]], [1.0], np.inf),
    ],
)
def test_the_difference_is_the_largest_of_the_rows_that_both_have(got, expected, difference):
    assert largest_difference(np.array(got), np.array(expected)) == difference


@pytest.mark.parametrize(
    ("library", "limit", "said"),
    [(2.0, 1.0, "2, met"), (4.0, 1.0, "4, missed"), (5.0, 1.0, "5, BEYOND 1.5 x the target")],
)
def test_targets_that_are_missed_by_far_are_marked(library, limit, said):
    contenders = (contender("gapkit", "library"), contender("read", "limit"))
    case = Case("case", "Title", contenders, nothing, targets=(Target("read", at_most=3),))
    timings = [
        Timing("gapkit", "library", cpu=[library], wall=[library]),
        Timing("read", "limit", cpu=[limit], wall=[limit]),
    ]
    assert f"target: at most 3 x read: {said}" in case_text(case, timings)


def test_a_peer_that_is_too_near_is_marked():
    contenders = (contender("gapkit", "library"), contender("loop"))
    case = Case("case", "Title", contenders, nothing, targets=(Target("loop", at_least=150),))
    timings = [
        Timing("gapkit", "library", cpu=[1.0], wall=[1.0]),
        Timing("loop", "peer", cpu=[60.0], wall=[60.0]),
    ]
    assert "target: loop at least 150 x gapkit: 60, BEYOND 1.5 x the target" in case_text(case, timings)


def test_values_that_differ_are_not_timed():
    (case,) = [case for case in CASES if case.name == "load-csv"]
    wrong = replace(case, contenders=case.contenders[:1], expected=lambda _: np.full(TINY.items, -1.0))
    (timing,) = run_case(wrong, TINY, 1)
    assert (timing.state, timing.cpu) == ("differs", [])
