from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import gapkit as gk
from gapkit.checks import CHECKS, check, warned
from gapkit.checks.travelling import SHORT
from gapkit.tables import text_table

SPEC = importlib.util.spec_from_file_location("studies", Path(__file__).with_name("studies.py"))
made = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(made)

TEXTS = {"consumer": "Give feedback on products", "marketer": "Learn about products"}


@pytest.fixture
def gaps():
    """Two items, one of them worded differently; nobody is weighted."""
    answers = {"a": [1, 0] * 100, "b": [1, 0] * 100}
    return gk.gap(made.asked(answers, answers, items={"a": {"text": TEXTS}}))


def test_a_warning_stands_under_what_it_is_about(gaps):
    assert warned(gaps, gaps.rows) == "Checks: Q01 wordings differ; S02 a side without weights."
    assert warned(gaps, gaps.rows_of(item="b")) == "Checks: S02 a side without weights."


def test_charts_and_tables_carry_it(gaps):
    assert "Checks: Q01 wordings differ; S02 a side without weights." in gk.charts.dumbbell_data(gaps).notes
    assert "Checks: Q01 wordings differ; S02 a side without weights.\n" in text_table(gaps)


def test_nothing_is_said_where_nothing_fires(tmp_path):
    rows = (
        ("consumer", "deals", "percent = 40, base = 900"),
        ("marketer", "deals", "percent = 53, base = 800"),
    )
    gaps = gk.gap(made.told(tmp_path, *rows, consumer="", marketer=""))
    assert warned(gaps, gaps.rows) == ""


def test_a_break_is_not_said_to_have_bases_that_only_whole_sides_have():
    answers = made.aged({"18": (100, 50), "35": (100, 40)})
    study = made.asked({**answers, "a": [None] * 100 + answers["a"][100:]}, answers, **made.AGES)
    whole, by_age = gk.gap(study), gk.gap(study, by="age")
    assert "B05 a conditional base against a full one" in warned(whole, whole.rows)
    assert warned(by_age, by_age.rows) == "Checks: S02 a side without weights."


def test_only_errors_and_warnings_travel():
    assert {each.level for each in CHECKS if each.id in SHORT} == {"E", "W"}
    assert set(SHORT) <= {each.id for each in CHECKS}


def test_lowered_thresholds_are_printed_with_their_reason(tmp_path):
    low = '[low_base]\nsuppress = 5\nreason = "a census of branches"'
    study = made.told(
        tmp_path, ("consumer", "a", "percent = 40"), ("marketer", "a", "percent = 50"), after=low
    )
    said = "Low bases: hidden below 5, marked below 30, denoted below 100 (a census of branches)."
    assert said in text_table(gk.gap(study))
    assert said in gk.charts.dumbbell_data(gk.gap(study)).notes


def test_families_of_two_waves_are_told_apart():
    waves = {"2023": (60, 40), "2024": (60, 40)}
    sides = {side: {"a": [], "b": [], "year": []} for side in ("consumer", "marketer")}
    for year, (yes, no) in waves.items():
        for columns in sides.values():
            columns["a"] += [1] * yes + [0] * no
            columns["b"] += [0] * yes + [1] * no
            columns["year"] += [year] * 100
    pairs = {item: dict.fromkeys(sides, item) for item in ("a", "b")}
    study = made.asked(
        *sides.values(),
        pairs=pairs,
        sides={side: {"wave": "year"} for side in sides},
        options={"waves": list(waves), "analysis": {"adjust": "none"}},
    )
    fired = {each.id: each for each in check(study, gaps=gk.gap(study))}
    assert [row.wave for row in fired["T01"].rows] == list(waves)
    assert [row.wave for row in {each.id: each for each in check(study)}["T01"].rows] == ["2024"]
