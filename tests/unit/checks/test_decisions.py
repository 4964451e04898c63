from __future__ import annotations

import pandas as pd

import gapkit as gk


def ticks(*counts, n=200):
    """Frame of n respondents in which so many tick each item."""
    return pd.DataFrame({f"i{place}": [1] * count + [0] * (n - count) for place, count in enumerate(counts)})


def test_t01_fires_on_several_unadjusted_tests(two_sides, fired):
    study = two_sides(ticks(100, 90, 80, 70), ticks(90, 90, 90, 90))
    assert fired(study, "T01", gk.gap(study, adjust="none")) == [
        "items, marketer: 4 tests: 0.2 false flags expected if no gap is real"
    ]


def test_t01_does_not_fire_on_adjusted_tests_or_on_one(two_sides, fired):
    several, one = two_sides(ticks(100, 90), ticks(90, 90)), two_sides(ticks(100), ticks(90))
    assert fired(several, "T01") == []
    assert fired(one, "T01", gk.gap(one, adjust="none")) == []


def test_t02_fires_on_a_flagged_gap_below_the_margin(two_sides, fired):
    study = two_sides(ticks(5000, n=10000), ticks(5300, n=10000))
    assert fired(study, "T02", gk.gap(study, margin=0.035)) == [
        "items, i0, marketer: gap +3.0: flagged, yet smaller than the margin of 3.5 points"
    ]


def test_t02_fires_on_a_large_gap_that_is_not_flagged(two_sides, fired):
    study = two_sides(ticks(92), ticks(80))
    assert fired(study, "T02", gk.gap(study, margin=0.05)) == [
        "items, i0, marketer: gap \u22126: as large as the margin of 5 points, yet not flagged"
    ]


def test_t02_needs_a_margin(two_sides, fired):
    assert fired(two_sides(ticks(92), ticks(80)), "T02") == []


def test_t07_fires_on_a_tie_that_is_ranked(published, fired):
    study = published(
        ("marketer", "deals", "percent = 53, rank = 3"),
        ("marketer", "news", "percent = 53, rank = 4"),
        ("consumer", "deals", "percent = 83"),
    )
    assert fired(study, "T07") == ["why, deals, marketer: 53% at rank 3, `news` with the same at rank 4"]


def test_t07_does_not_fire_on_a_shared_rank(published, fired):
    study = published(
        ("marketer", "deals", "percent = 53, rank = 3"),
        ("marketer", "news", "percent = 53, rank = 3"),
        ("consumer", "deals", "percent = 83"),
    )
    assert fired(study, "T07") == []


def test_t08_fires_on_small_expected_counts(two_sides, fired):
    # pooled share (4 + 6) / 400 = 2.5%; 200 * 2.5% = 5 is not few, 180 * 10 / 380 = 4.7 is
    assert fired(two_sides(ticks(4), ticks(6)), "T08") == []
    assert fired(two_sides(ticks(4), ticks(6, n=180)), "T08") == [
        "items, i0, marketer: smallest expected count 4.7"
    ]


def test_t08_fires_on_shares_of_0_and_100(two_sides, fired):
    assert fired(two_sides(ticks(0), ticks(60)), "T08") == [
        "items, i0, marketer: smallest expected count 30.0"
    ]


def test_t11_fires_where_all_gaps_point_one_way_and_reports_the_components(two_sides, fired):
    study = two_sides(ticks(100, 80, 60), ticks(140, 120, 100))
    assert fired(study, "T11") == [
        (
            "items, marketer: all 3 gaps positive; elevation +20 points, "
            "spread 1.00 times the reference's, profile correlation 1.00"
        )
    ]


def test_t11_does_not_fire_on_mixed_gaps_or_on_two_items(two_sides, fired):
    assert fired(two_sides(ticks(100, 80, 60), ticks(140, 120, 50)), "T11") == []
    assert fired(two_sides(ticks(100, 80), ticks(140, 120)), "T11") == []


def test_t11_says_where_there_is_no_profile(two_sides, fired):
    study = two_sides(ticks(100, 100, 100), ticks(140, 120, 120))
    assert fired(study, "T11") == [
        (
            "items, marketer: all 3 gaps positive; elevation +13 points, "
            "no profile: one side's values are all alike"
        )
    ]
