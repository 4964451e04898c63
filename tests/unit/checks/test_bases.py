from __future__ import annotations

import pandas as pd
import pytest

import gapkit as gk
from gapkit.checks import check
from gapkit.checks.bases import detectable_gap


def study_of(two_sides, consumers, marketers):
    """A study with so many respondents; six in ten tick."""
    frames = [
        pd.DataFrame({"a": ([1] * 6 + [0] * 4) * (n // 10) + [1] * (n % 10)}) for n in (consumers, marketers)
    ]
    return two_sides(*frames)


def test_b01_fires_on_a_value_without_a_base(published, fired):
    study = published(
        ("consumer", "deals", "percent = 83"), ("marketer", "deals", "percent = 53"), consumer=""
    )
    assert fired(study, "B01") == ["why, deals, consumer: 83%, base not stated"]


@pytest.mark.parametrize(
    ("marketers", "level", "row"),
    [
        (8, "W", "items, a, marketer: suppressed"),
        (20, "W", "items, a, marketer: base 20"),
        (90, "N", "items, a, marketer: base 90"),
    ],
)
def test_b02_fires_below_each_threshold(two_sides, marketers, level, row):
    found = [each for each in check(study_of(two_sides, 200, marketers)) if each.id == "B02"]
    assert [(each.level, [one.text for one in each.rows]) for each in found] == [(level, [row])]


def test_b02_does_not_fire_on_100(two_sides, fired):
    assert fired(study_of(two_sides, 200, 100), "B02") == []


def test_b02_tells_what_the_weights_leave(two_sides, fired):
    consumers = pd.DataFrame({"a": [1, 0] * 60, "w": [1.0] * 60 + [9.0] * 60})
    marketers = pd.DataFrame({"a": [1, 0] * 60, "w": [1.0] * 120})
    study = two_sides(consumers, marketers, weight={"consumer": "w"})
    assert fired(study, "B02") == ["items, a, consumer: base 120, 73 after weighting (Kish)"]


def test_b02_looks_at_the_segments_it_is_given(two_sides, fired):
    consumers = pd.DataFrame({"a": [1, 0] * 100, "age": ["18-24"] * 20 + ["25+"] * 180})
    marketers = pd.DataFrame({"a": [1, 0] * 100, "age": ["x"] * 200})
    study = two_sides(consumers, marketers, segments={"age": {"label": "Age", "consumer": "age"}})
    assert fired(study, "B02", gk.gap(study, by="age")) == ["items, a, consumer, 18-24: base 20"]


def test_b03_fires_beyond_5_to_1_and_prints_the_smallest_detectable_gap(two_sides, fired):
    assert fired(study_of(two_sides, 1300, 132), "B03") == [
        "items, marketer: effective bases 132 and 1,300: smallest detectable gap near 13 points"
    ]


def test_b03_does_not_fire_at_5_to_1(two_sides, fired):
    assert fired(study_of(two_sides, 500, 100), "B03") == []


def test_the_smallest_detectable_gap_is_the_textbook_one():
    # (1.959964 + 0.841621) * sqrt(0.25 / 100 + 0.25 / 100), Fleiss, Levin and Paik 2003, without correction
    assert detectable_gap(100, 100, 0.95) == pytest.approx(0.198102, abs=1e-6)


def test_b06_fires_on_a_base_that_is_a_lower_bound(published, fired):
    study = published(
        ("consumer", "deals", "percent = 83"),
        ("marketer", "deals", "percent = 53"),
        marketer='base = 120\nbase_qualifier = "at_least"',
    )
    assert fired(study, "B06") == ["why, deals, marketer: at least 120, used as 120"]


def test_b07_fires_where_another_source_has_another_value_or_base(published, fired):
    study = published(
        ("consumer", "deals", "percent = 83"),
        ("consumer", "deals", "percent = 80, alternate = true"),
        ("marketer", "deals", "percent = 53"),
        ("marketer", "deals", "percent = 53, base = 900, alternate = true"),
    )
    assert fired(study, "B07") == [
        "why, deals, consumer: value 83% here, 80% elsewhere",
        "why, deals, marketer: base 1,000 here, 900 elsewhere",
    ]


def test_b07_does_not_fire_where_sources_agree(published, fired):
    study = published(
        ("consumer", "deals", "percent = 83"),
        ("consumer", "deals", "percent = 83, alternate = true"),
        ("marketer", "deals", "percent = 53"),
    )
    assert fired(study, "B07") == []
