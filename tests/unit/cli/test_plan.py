"""`gapkit plan` on the command line."""

from __future__ import annotations

import json

import pytest


def test_plan_prints_what_two_samples_can_show(run):
    told = run("plan", "--marketers", 132, "--consumers", 1300, "--items", 12, "--deff", 1.2)
    assert told.exit_code == 0
    assert told.stderr == ""
    lines = told.stdout.splitlines()
    assert lines[0] == "132 marketers beside 1,300 consumers."
    assert lines[1] == "Effective bases 110 and 1,083 (design effect 1.2)."
    assert told.stdout.endswith("\n")


def test_the_sides_may_have_other_names(run):
    told = run("plan", "--n-side", 132, "--n-reference", 1300, "--side-name", "dealers")
    assert told.stdout.startswith("132 dealers beside 1,300 reference.\n")


def test_shares_power_gap_and_margin_are_percent_and_points(run):
    told = run(
        "plan", "--marketers", 132, "--consumers", 1300, "--share", 40, "--power", 90, "--gap", -10,
        "--margin", 5, "--conf-level", 90, "--json",
    )  # fmt: skip
    result = json.loads(told.stdout)["results"][0]
    assert (result["share_reference"], result["power"], result["conf_level"]) == (0.4, 0.9, 0.9)
    assert result["wish"]["gap"] == -0.1
    assert result["agreement"]["margin"] == 0.05


def test_json_is_one_object_with_the_warnings(run):
    told = run("plan", "--marketers", 132, "--consumers", 1300, "--items", 12, "--margin", 5, "--json")
    whole = json.loads(told.stdout)
    assert list(whole) == ["schema", "version", "warnings", "results"]
    assert whole["warnings"][0].startswith("A margin of 5 points can never give `aligned` here")
    result = whole["results"][0]
    assert result["agreement"]["possible"] is False
    assert result["wish"] is None
    curve = {round(100 * each["gap"]): each["power"] for each in result["curve"]}
    assert curve[13] == pytest.approx(0.50, abs=0.005)  # STATISTICS 11


def test_a_gap_that_cannot_be_shown_is_null(run):
    told = run("plan", "--n-side", 20, "--n-reference", 1300, "--share", 2, "--json")
    assert json.loads(told.stdout)["results"][0]["detectable_below"] is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--n-side", 132], "--consumers or --n-reference is needed"),
        (["--n-side", 132, "--marketers", 9, "--consumers", 9], "--marketers or --n-side not both"),
        (["--n-side", 132, "--consumers", 9, "--share", 500], "less than or equal to 100"),
    ],
)
def test_wrong_usage_is_told(run, options, message):
    told = run("plan", *options)
    assert told.exit_code == 2
    assert message in told.stderr


def test_what_cannot_be_planned_is_an_error(run):
    told = run("plan", "--marketers", 132, "--consumers", 1300, "--gap", 80)
    assert told.exit_code == 1
    assert told.stderr.startswith("OptionError: `gap` must be a share apart from 0")
