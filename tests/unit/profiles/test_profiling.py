"""What `profile` says of a question: the test, the typical gap, the shrunk gaps."""

from __future__ import annotations

from math import isnan, pi, sqrt

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.profiles import COLUMNS, ITEM_COLUMNS

PROFILE_COLUMNS = (  # noqa: SIM905 - as the guide lists them
    "survey question label measure segment_by segment wave side reference items_tested statistic df "
    "p_value items typical_gap ci_low ci_high conf_level level spread shape mean_size noise_size common_gap "
    "true_spread status flags"
).split()


def ticks(n: int, *counts: int) -> pd.DataFrame:
    """Build a frame with so many ticks per item, in another order of respondents for each."""
    rng = np.random.default_rng(n)
    columns = [rng.permutation([1] * many + [0] * (n - many)) for many in counts]
    return pd.DataFrame(dict(zip("abcdefgh", columns, strict=False)))


def whole(study):
    (row,) = gk.profile(gk.gap(study)).rows
    return row


def smoothed(count: float, n: float) -> float:
    """STATISTICS, 2.6: V = p(1 - p) / n at p = (x + 1) / (n + 2)."""
    p = (count + 1) / (n + 2)
    return p * (1 - p) / n


def test_one_item_is_tested_as_its_gap_is(two_sides):
    study = two_sides(ticks(80, 48), ticks(70, 56))
    row, gap = whole(study), gk.gap(study)["a", "all"]
    assert row.p_value == pytest.approx(gap.p_value, rel=1e-10)
    assert (row.df, row.items_tested) == (1.0, 1)


def test_copies_of_an_item_add_nothing_to_the_test(two_sides):
    consumers, marketers = ticks(80, 48), ticks(70, 56)
    one = whole(two_sides(consumers, marketers))
    many = whole(two_sides(*(side.assign(b=side["a"], c=side["a"]) for side in (consumers, marketers))))
    assert many.df == pytest.approx(1.0)
    assert many.p_value == pytest.approx(one.p_value, rel=1e-9)
    assert many.typical_gap == pytest.approx(one.typical_gap, rel=1e-12)


def test_the_typical_gap_is_the_root_mean_square_without_its_noise(two_sides):
    side, reference = (60, 30, 90), (240, 200, 80)
    row = whole(two_sides(ticks(400, *reference), ticks(120, *side)))
    gaps = [x / 120 - y / 400 for x, y in zip(side, reference, strict=True)]
    noise = [smoothed(x, 120) + smoothed(y, 400) for x, y in zip(side, reference, strict=True)]
    square = sum(gap**2 - v for gap, v in zip(gaps, noise, strict=True)) / 3
    assert row.typical_gap == pytest.approx(sqrt(square), rel=1e-10)
    assert row.mean_size == pytest.approx(sum(map(abs, gaps)) / 3, rel=1e-12)
    assert row.noise_size == pytest.approx(sqrt(2 / pi) * sum(map(sqrt, noise)) / 3, rel=1e-10)
    assert row.level + row.spread + row.shape == pytest.approx(square, rel=1e-9)
    assert 0 < row.ci_low < row.typical_gap < row.ci_high


def test_equal_sides_have_no_typical_gap(two_sides):
    row = whole(two_sides(ticks(400, 100, 200, 300, 40), ticks(200, 50, 100, 150, 20)))
    assert (row.typical_gap, row.ci_low, row.mean_size) == (0.0, 0.0, 0.0)
    assert row.p_value > 0.9
    assert row.noise_size > 0


def test_a_side_that_is_higher_on_every_item_differs_in_level(two_sides):
    row = whole(two_sides(ticks(4000, 800, 1600, 2400), ticks(4000, 1600, 2400, 3204)))
    assert row.typical_gap == pytest.approx(0.2, abs=0.01)
    assert row.level == pytest.approx(0.04, abs=0.001)
    assert abs(row.spread) + abs(row.shape) < 0.0005


def test_another_order_of_items_is_a_difference_of_shape(two_sides):
    row = whole(two_sides(ticks(4000, 800, 1600, 2400), ticks(4000, 2400, 1600, 804)))
    assert row.shape == pytest.approx(row.typical_gap**2, rel=0.01)
    # gaps +40, 0, -40 points: the root mean square is 40 * sqrt(2/3)
    assert row.typical_gap == pytest.approx(0.4 * sqrt(2 / 3), abs=0.002)


def test_the_pieces_are_put_together_from_the_answers(two_sides, answers):
    shares = [0.6, 0.4, 0.3, 0.2, 0.1]
    consumers, marketers = answers(400, shares, 1), answers(120, [0.5, 0.45, 0.35, 0.1, 0.3], 2)
    found = gk.profile(gk.gap(two_sides(consumers, marketers)))
    p, q = marketers.mean().to_numpy(), consumers.mean().to_numpy()
    linearised = np.cov(marketers.T) / 120 + np.cov(consumers.T) / 400
    sd = np.sqrt(np.diag(linearised))
    r = linearised / np.outer(sd, sd)
    variance = np.array([smoothed(x * 120, 120) + smoothed(y * 400, 400) for x, y in zip(p, q, strict=True)])
    c = r * np.sqrt(np.outer(variance, variance))
    size = gk.stats.typical_gap(p, q, c)
    test = gk.stats.profile_test(gk.stats.score_z(p, 120, q, 400), r)
    shrunk = gk.stats.shrunk_gaps(p - q, c)
    (row,) = found
    assert (row.typical_gap, row.ci_low, row.ci_high) == pytest.approx(
        (size.value, size.interval.low, size.interval.high), rel=1e-9
    )
    assert (row.statistic, row.df, row.p_value) == pytest.approx(
        (test.statistic, test.df, test.p_value), rel=1e-9
    )
    assert [each.shrunk_gap for each in found.items] == pytest.approx(shrunk.value.tolist(), rel=1e-8)
    assert [each.shrunk_low for each in found.items] == pytest.approx(
        np.asarray(shrunk.interval.low).tolist(), rel=1e-8
    )
    assert (row.common_gap, row.true_spread) == pytest.approx((shrunk.common, shrunk.spread), rel=1e-8)


def test_the_largest_gap_is_pulled_in_and_raw_gaps_stand_beside(two_sides):
    study = two_sides(ticks(300, 150, 150, 150, 150, 150), ticks(60, 40, 33, 30, 29, 27))
    gaps = gk.gap(study)
    items = {each.item: each for each in gk.profile(gaps).items}
    assert 0 < items["a"].shrunk_gap < items["a"].gap
    assert [each.gap for each in items.values()] == [row.gap for row in gaps]
    assert [each.ci_low for each in items.values()] == [row.ci_low for row in gaps]


def test_fewer_than_four_items_are_not_shrunk(two_sides):
    found = gk.profile(gk.gap(two_sides(ticks(100, 50, 40, 30), ticks(90, 50, 40, 30))))
    assert all(isnan(each.shrunk_gap) for each in found.items)
    assert isnan(found.rows[0].common_gap)


def study_of(consumers, marketers, pairs, **options):
    sides = {"consumer": consumers, "marketer": marketers}
    return gk.open(gk.Survey.from_frames(sides, reference="consumer", pairs=pairs, **options))


def test_suppressed_and_one_sided_items_leave_everything_before_it_is_computed(answers):
    consumers, marketers = answers(300, [0.6, 0.5, 0.3, 0.2, 0.4], 1), answers(120, [0.3] * 6, 2)
    consumers.loc[6:, "i4"] = np.nan  # six answers
    both = {name: {"consumer": name, "marketer": name} for name in ("i0", "i1", "i2", "i3")}
    more = both | {"low": {"consumer": "i4", "marketer": "i4"}, "one": {"marketer": "i5"}}
    small, large = (gk.profile(gk.gap(study_of(consumers, marketers, pairs))) for pairs in (both, more))
    pd.testing.assert_frame_equal(small.to_frame(), large.to_frame())
    pd.testing.assert_frame_equal(small.items_frame(), large.items_frame().iloc[:4])
    low, one = large.items[4:]
    assert (low.status, one.status) == ("suppressed", "one_sided")
    assert all(isnan(each.gap) and isnan(each.shrunk_gap) for each in (low, one))


def test_related_pairs_stay_in_the_test_and_leave_the_sizes(answers):
    consumers, marketers = answers(300, [0.6, 0.5, 0.3, 0.2, 0.4], 1), answers(120, [0.3] * 5, 2)
    both = {name: {"consumer": name, "marketer": name} for name in consumers}
    graded = both | {"i4": both["i4"] | {"comparable": "related"}}
    four = {name: both[name] for name in ("i0", "i1", "i2", "i3")}
    rows = {
        name: whole(study_of(consumers, marketers, pairs))
        for name, pairs in (("all", both), ("graded", graded), ("four", four))
    }
    assert rows["graded"].p_value == rows["all"].p_value
    assert (rows["graded"].items_tested, rows["graded"].items) == (5, 4)
    assert rows["graded"].typical_gap == rows["four"].typical_gap
    assert rows["graded"].ci_high == rows["four"].ci_high
    assert "related" in rows["graded"].flags
    items = gk.profile(gk.gap(study_of(consumers, marketers, graded))).items
    assert [isnan(each.shrunk_gap) for each in items] == [False] * 4 + [True]


def test_a_suppressed_segment_is_told_and_shows_nothing(two_sides):
    consumers = ticks(300, 150, 90, 60, 120)
    consumers["age"] = ["a"] * 150 + ["b"] * 137 + ["c"] * 8 + ["d"] * 5
    segments = {"age": {"label": "Age", "consumer": "age"}}
    found = gk.profile(gk.gap(two_sides(consumers, ticks(100, 40, 30, 50, 60), segments=segments), by="age"))
    assert [row.status for row in found] == ["ok", "ok", "suppressed", "suppressed"]
    hidden = found.to_frame().iloc[2:]
    numbers = ["p_value", "typical_gap", "ci_low", "ci_high", "level", "mean_size", "common_gap", "statistic"]
    assert hidden[numbers].isna().all(axis=None)
    assert list(hidden["items"]) == [0, 0]


def test_means_are_summarised_in_scale_units():
    rng = np.random.default_rng(3)
    consumers = pd.DataFrame(rng.integers(1, 6, (200, 4)), columns=list("abcd"))
    marketers = pd.DataFrame(np.clip(rng.integers(1, 6, (80, 4)) + 1, 1, 5), columns=list("abcd"))
    pairs = {name: {"consumer": name, "marketer": name} for name in "abcd"}
    study = study_of(consumers, marketers, pairs, format="scale", scale={"from": 1, "to": 5}, measure="mean")
    row = whole(study)
    gaps = marketers.mean() - consumers.mean()
    noise = marketers.var() / 80 + consumers.var() / 200
    assert row.typical_gap == pytest.approx(sqrt((gaps**2 - noise).mean()), rel=1e-10)
    assert row.measure == "mean"
    assert 0 < row.p_value < 0.01
    assert all(abs(each.shrunk_gap) < 4 for each in gk.profile(gk.gap(study)).items)


def test_published_figures_have_a_size_and_neither_test_nor_interval():
    found = gk.profile(gk.gap(gk.open("surveys/cmo_council_2011.toml")))
    row = found["why_like", "all"]
    assert "no_covariance" in row.flags
    assert row.typical_gap > 0
    assert row.items_tested == 0
    rest = (row.p_value, row.ci_low, row.ci_high, row.level, row.spread, row.shape, row.common_gap)
    assert all(map(isnan, rest))
    assert all(isnan(each.shrunk_gap) for each in found.items)


def test_an_unknown_base_gives_no_profile():
    row = gk.profile(gk.gap(gk.open("surveys/pivot_2012.toml")))["expectations", "all"]
    assert (row.status, row.items) == ("no_base", 0)
    assert isnan(row.typical_gap)


def test_the_frames_have_the_same_columns_whatever_is_asked(two_sides):
    study = two_sides(ticks(100, 60, 30), ticks(80, 20, 50))
    for options in ({}, {"conf_level": 0.9}, {"method": "newcombe"}):
        found = gk.profile(gk.gap(study, **options))
        assert list(found.to_frame()) == list(COLUMNS)
        assert sorted(found.to_frame()) == sorted(PROFILE_COLUMNS)
        assert list(found.items_frame()) == list(ITEM_COLUMNS)
    assert found.method.gap_method == "newcombe"


def test_results_are_looked_up_by_question(two_sides):
    found = gk.profile(gk.gap(two_sides(ticks(100, 60, 30), ticks(80, 20, 50))))
    assert found["items", "all"] is found.rows[0]
    assert found["items"].items == found.items
    assert list(found) == list(found.rows)
    assert len(found) == 1
    assert repr(found) == "<Profiles of 'Gap study': 1, with 2 gaps>"
    assert found._repr_html_().startswith("<table")
    assert found.exclusions == found.gaps.exclusions
    assert found.rows[0].interval.level == 0.95
    for key in ("nothing", ("items", "old")):
        with pytest.raises(gk.errors.UnknownItemError):
            found[key]
