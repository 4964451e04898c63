"""What `contrasts` says of gaps in segments: differences, trends, heterogeneity, pooling."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, sqrt

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.contrasting import COLUMNS, ITEM_COLUMNS, SEGMENT_COLUMNS

AGES = {"label": "Age", "consumer": "age"}

PUBLISHED = """
gapkit = 1
title = "Published"
reference = "consumer"
published = [
  { item = "deals", side = "consumer", percent = 60, base = 400 },
  { item = "deals", side = "marketer", percent = 50, base = 100 },
]
[sides.consumer]
label = "Consumers"
[sides.marketer]
label = "Marketers"
[segments.age]
label = "Age"
order = ["young", "old"]
[[questions]]
id = "expect"
kind = "perception"
format = "multiple"
items = [ { id = "deals", label = "Deals" } ]
"""


def ticks(**counts: tuple[int, int]) -> pd.DataFrame:
    """Build one item by segment: so many ticks of so many respondents each."""
    parts = [
        pd.DataFrame({"a": [1] * many + [0] * (n - many), "age": name}) for name, (many, n) in counts.items()
    ]
    return pd.concat(parts, ignore_index=True)


def by_age(two_sides, consumers, marketers, order=(), side=False, **options):
    age = AGES | ({"order": list(order)} if order else {}) | ({"marketer": "age"} if side else {})
    return gk.gap(two_sides(consumers, marketers, segments={"age": age}), by="age", **options)


def smoothed(count: float, n: float) -> float:
    """STATISTICS, 2.6: V = p(1 - p) / n at p = (x + 1) / (n + 2)."""
    p = (count + 1) / (n + 2)
    return p * (1 - p) / n


def test_where_one_side_is_split_its_segments_are_compared(two_sides):
    # 56/70 v 48/80 and its interval: STATISTICS, section 2; the reference is split, so signs turn
    consumers = ticks(young=(48, 80), old=(56, 70))
    for marketers in ([1, 0] * 60, [1] * 90 + [0] * 10):
        gaps = by_age(two_sides, consumers, pd.DataFrame({"a": marketers}), order=("young", "old"))
        row = gk.contrasts(gaps)["a", "old", "young"]
        assert row.difference == pytest.approx(-0.2)
        assert (row.ci_low, row.ci_high) == pytest.approx((-0.3398, -0.0534), abs=5e-5)
        assert "shared_total" in row.flags
        assert isnan(row.correlation)
        assert row.interval.level == 0.95


def test_where_the_side_is_split_signs_stay(two_sides):
    marketers = ticks(young=(48, 80), old=(56, 70))
    segments = {"age": {"label": "Age", "marketer": "age", "order": ["young", "old"]}}
    study = two_sides(pd.DataFrame({"a": [1, 0] * 60}), marketers, segments=segments)
    found = gk.contrasts(gk.gap(study, by="age"))
    row = found["a", "old", "young"]
    assert (row.ci_low, row.ci_high) == pytest.approx((0.0534, 0.3398), abs=5e-5)
    assert found.items[0].slope == pytest.approx(0.2)


def test_where_both_sides_are_split_errors_add_like_vectors(two_sides):
    # Zou and Donner 2008 on Newcombe's limits of both gaps: -0.1386 (-0.2585, -0.0155)
    consumers = ticks(first=(610, 1300), second=(640, 1250))
    marketers = ticks(first=(90, 132), second=(75, 128))
    gaps = by_age(two_sides, consumers, marketers, order=("first", "second"), side=True, method="newcombe")
    row = gk.contrasts(gaps)["a", "second", "first"]
    one, two = gaps["a", "first"], gaps["a", "second"]
    low = sqrt((two.gap - two.ci_low) ** 2 + (one.ci_high - one.gap) ** 2)
    high = sqrt((two.ci_high - two.gap) ** 2 + (one.gap - one.ci_low) ** 2)
    assert (row.ci_low, row.ci_high) == pytest.approx(
        (two.gap - one.gap - low, two.gap - one.gap + high), rel=1e-10
    )
    assert (row.difference, row.ci_low, row.ci_high) == pytest.approx((-0.1386, -0.2585, -0.0155), abs=5e-5)
    assert (row.correlation, row.df) == (0.0, np.inf)
    assert row.p_value < 0.05


def test_p_values_and_intervals_agree(two_sides):
    rng = np.random.default_rng(1)
    consumers = ticks(**{name: (int(rng.integers(30, 70)), 100) for name in "abcde"})
    marketers = ticks(**{name: (int(rng.integers(10, 30)), 40) for name in "abcde"})
    for side in (True, False):
        gaps = by_age(two_sides, consumers, marketers, side=side)
        for row in gk.contrasts(gaps):
            assert (row.p_value < 0.05) == (row.ci_low > 0 or row.ci_high < 0)
            assert row.ci_low <= row.difference <= row.ci_high
            assert row.p_adjusted >= row.p_value


def test_the_trend_of_one_split_side_is_cochran_and_armitages(two_sides):
    # R, prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82)): p = 0.004132
    names = ("w", "x", "y", "z")
    counts = dict(zip(names, ((83, 86), (90, 93), (129, 136), (70, 82)), strict=True))
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    (item,) = gk.contrasts(by_age(two_sides, ticks(**counts), marketers, order=names)).items
    assert item.slope_p_value == pytest.approx(0.004132, abs=5e-7)
    assert item.slope == pytest.approx(0.0334, abs=5e-5)  # marketers minus consumers: the sign turns
    assert 0 < item.slope_low < item.slope < item.slope_high
    assert (item.segments, item.slope_df) == (4, np.inf)


def test_the_trend_of_a_gap_weighs_segments_by_base(two_sides):
    names = ("x", "y", "z")
    c = dict(zip(names, ((50, 100), (60, 100), (60, 200)), strict=True))
    m = dict(zip(names, ((20, 50), (30, 50), (25, 50)), strict=True))
    (item,) = gk.contrasts(by_age(two_sides, ticks(**c), ticks(**m), order=names, side=True)).items
    weight = np.array([1 / (1 / 50 + 1 / c[name][1]) for name in names])
    gaps = np.array([m[name][0] / m[name][1] - c[name][0] / c[name][1] for name in names])
    score = np.array([1.0, 2.0, 3.0])
    away = score - np.average(score, weights=weight)
    line = weight * away / (weight * away**2).sum()
    variance = np.array([smoothed(*m[name]) + smoothed(*c[name]) for name in names])
    assert item.slope == pytest.approx(line @ gaps, rel=1e-10)
    assert item.slope_se == pytest.approx(sqrt(line**2 @ variance), rel=1e-10)


def test_without_an_order_there_is_no_trend(two_sides):
    (item,) = gk.contrasts(
        by_age(two_sides, ticks(young=(48, 80), old=(56, 70)), pd.DataFrame({"a": [1, 0] * 60}))
    ).items
    assert isnan(item.slope)
    assert not isnan(item.q)


@pytest.mark.parametrize("side", [True, False])
def test_heterogeneity_is_cochrans_q_of_the_split_sides(two_sides, side):
    c = {"x": (50, 100), "y": (60, 100), "z": (60, 200), "u": (90, 150)}
    m = {"x": (20, 50), "y": (30, 50), "z": (25, 50), "u": (10, 40)}
    marketers = ticks(**m) if side else pd.DataFrame({"a": [1, 0] * 60})
    (item,) = gk.contrasts(by_age(two_sides, ticks(**c), marketers, side=side)).items
    of_side = {name: m[name][0] / m[name][1] if side else 0.5 for name in c}
    gap = np.array([of_side[name] - c[name][0] / c[name][1] for name in c])
    variance = np.array([smoothed(*c[name]) + (smoothed(*m[name]) if side else 0.0) for name in c])
    mean = np.average(gap, weights=1 / variance)
    q = ((gap - mean) ** 2 / variance).sum()
    assert (item.q, item.q_df) == pytest.approx((q, 3), rel=1e-10)
    assert item.i2 == pytest.approx(max(0.0, 1 - 3 / q), rel=1e-10)


def test_pooled_gaps_carry_the_variance_of_a_shared_total(two_sides):
    c = {"x": (50, 100), "y": (60, 100), "z": (60, 200), "u": (90, 150)}
    found = gk.contrasts(by_age(two_sides, ticks(**c), pd.DataFrame({"a": [1, 0] * 60}), order=tuple(c)))
    gap = np.array([0.5 - x / n for x, n in c.values()])
    joint = np.diag([smoothed(*each) for each in c.values()]) + smoothed(60, 120)
    shrunk = gk.stats.shrunk_gaps(gap, joint)
    assert [each.pooled_gap for each in found.pooled] == pytest.approx(shrunk.value.tolist(), rel=1e-9)
    assert [each.pooled_high for each in found.pooled] == pytest.approx(
        np.asarray(shrunk.interval.high).tolist(), rel=1e-9
    )
    assert found.items[0].common_gap == pytest.approx(shrunk.common, rel=1e-9)


def test_three_segments_are_not_pooled(two_sides):
    found = gk.contrasts(
        by_age(two_sides, ticks(x=(5, 30), y=(9, 30), z=(20, 30)), pd.DataFrame({"a": [1, 0] * 60}))
    )
    assert all(isnan(each.pooled_gap) for each in found.pooled)


def test_suppressed_segments_are_in_nothing(two_sides):
    c = {"x": (50, 100), "y": (60, 100), "z": (2, 6), "u": (3, 7), "v": (90, 150), "w": (100, 140)}
    shown = ("x", "y", "v", "w")
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    found = gk.contrasts(by_age(two_sides, ticks(**c), marketers, order=tuple(c)))
    hidden = [row for row in found if {row.segment, row.against} & {"z", "u"}]
    assert {row.status for row in hidden} == {"suppressed"}
    frame = found.to_frame()
    frame = frame[frame["status"] == "suppressed"]
    assert len(frame) == 9
    assert frame[["difference", "ci_low", "ci_high", "p_value", "p_adjusted", "df"]].isna().all(axis=None)
    assert set(frame["family_size"]) == {0}
    assert {row.family_size for row in found if row.status == "ok"} == {6}
    assert [each.segment for each in found.pooled if isnan(each.pooled_gap)] == ["z", "u"]
    (item,) = found.items
    assert (item.segments, item.q_df, item.status) == (4, 3, "ok")
    # the trend keeps the places 1, 2, 5 and 6 of the shown segments
    p, n = (np.array(each) for each in zip(*((c[s][0] / c[s][1], c[s][1]) for s in shown), strict=True))
    assert item.slope == pytest.approx(-np.polyfit([1, 2, 5, 6], p, 1, w=np.sqrt(n))[0], rel=1e-9)


def test_p_values_are_corrected_by_holm_over_the_question(two_sides):
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    consumers = ticks(x=(50, 100), y=(62, 100), z=(80, 100))
    found = gk.contrasts(by_age(two_sides, consumers, marketers))
    p = sorted(row.p_value for row in found)
    by_hand = [3 * p[0], max(3 * p[0], 2 * p[1]), max(3 * p[0], 2 * p[1], p[2])]
    assert sorted(row.p_adjusted for row in found) == pytest.approx(by_hand)
    assert {(row.adjust, row.family_size) for row in found} == {("holm", 3)}
    plain = gk.contrasts(by_age(two_sides, consumers, marketers, adjust="none"))
    assert [row.p_adjusted for row in plain] == [row.p_value for row in plain]
    assert plain.method.adjust == "none"


def test_psus_that_span_segments_correlate_the_gaps(two_sides):
    rng = np.random.default_rng(5)
    psu = rng.integers(0, 20, 600)
    young = rng.random(600) < 0.5
    consumers = pd.DataFrame(
        {
            "a": (rng.random(600) < np.linspace(0.2, 0.8, 20)[psu]).astype(int),
            "age": np.where(young, "young", "old"),
            "cl": psu,
        }
    )
    marketers = ticks(young=(30, 60), old=(25, 60))
    segments = {"age": AGES | {"marketer": "age", "order": ["young", "old"]}}
    study = two_sides(consumers, marketers, segments=segments, sides={"consumer": {"psu": "cl"}})
    row = gk.contrasts(gk.gap(study, by="age"))["a", "old", "young"]
    totals = {}
    for name in ("old", "young"):
        part = consumers["age"] == name
        inside = np.where(part, consumers["a"] - consumers["a"][part].mean(), 0.0) / part.sum()
        totals[name] = np.bincount(psu, weights=inside)
    of_psus = np.cov(np.stack([totals["old"], totals["young"]])) * 20
    # each respondent is a PSU on the marketers' side, so its segments have variances only
    noise = np.diag([25 * 35 / 60**2 / 60, 0.25 / 60]) * 120 / 119
    joint = of_psus + noise
    rho = joint[0, 1] / sqrt(joint[0, 0] * joint[1, 1])
    assert rho > 0.2
    assert row.correlation == pytest.approx(rho, rel=1e-9)
    assert 19 < row.df < np.inf
    assert (row.p_value < 0.05) == (row.ci_low > 0 or row.ci_high < 0)


def test_few_psus_widen_the_interval_of_one_split_side(two_sides):
    consumers = ticks(young=(48, 80), old=(56, 70)).assign(cl=np.arange(150) % 6)
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    study = two_sides(consumers, marketers, segments={"age": AGES}, sides={"consumer": {"psu": "cl"}})
    (row,) = gk.contrasts(gk.gap(study, by="age"))
    assert 5 <= row.df <= 10
    assert (row.p_value < 0.05) == (row.ci_low > 0 or row.ci_high < 0)


@pytest.mark.parametrize("split", [True, False])
def test_means_are_compared_by_student(two_sides, split):
    rng = np.random.default_rng(2)
    consumers = pd.DataFrame({"a": rng.integers(1, 6, 120), "age": ["x", "y"] * 60})
    marketers = pd.DataFrame({"a": rng.integers(2, 6, 90), "age": ["x", "y", "y"] * 30})
    age = {"label": "Age", "consumer": "age", "order": ["x", "y"]} | ({"marketer": "age"} if split else {})
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="consumer",
        pairs={"a": {"consumer": "a", "marketer": "a"}},
        format="scale",
        scale={"from": 1, "to": 5},
        measure="mean",
        segments={"age": age},
    )
    found = gk.contrasts(gk.gap(gk.open(survey), by="age"))
    (row,), (item,) = found.rows, found.items
    parts = [("y", 1), ("x", -1)]
    sides = [(consumers, -1)] + ([(marketers, 1)] if split else [])
    value, variance = 0.0, 0.0
    for frame, sign in sides:
        for name, turn in parts:
            answers = frame["a"][frame["age"] == name]
            n = len(frame)
            value += sign * turn * answers.mean()
            # a segment is a domain: the factor is n / (n - 1) of the whole side
            variance += answers.var(ddof=0) / len(answers) * n / (n - 1)
    assert row.difference == pytest.approx(value, rel=1e-10)
    half = (row.ci_high - row.ci_low) / 2
    t = gk.stats.critical_value(0.95, row.df)
    assert half == pytest.approx(float(t) * sqrt(variance), rel=1e-9)
    assert 30 < row.df < 210
    # a line through two segments is their difference
    assert item.slope == pytest.approx(value, rel=1e-9)
    assert item.slope_se == pytest.approx(sqrt(variance), rel=1e-9)
    assert item.q == pytest.approx(value**2 / variance, rel=1e-9)


def test_segments_of_unknown_covariance_are_taken_as_independent(two_sides):
    consumers, marketers = ticks(young=(240, 400), old=(120, 300)), pd.DataFrame({"a": [1, 0] * 50})
    known = by_age(two_sides, consumers, marketers, order=("young", "old")).tally
    parts = tuple(replace(part, covariance=None) for part in known.parts)  # as published figures are
    found = gk.contrasts(gk.gap(replace(known, parts=parts)))
    row = found["a", "old", "young"]
    plain = gk.stats.proportion_gap(240, 400, 120, 300)
    assert (row.ci_low, row.ci_high) == pytest.approx((plain.interval.low, plain.interval.high), rel=1e-9)
    assert {"no_covariance", "shared_total"} <= set(row.flags)
    variance = smoothed(240, 400) + smoothed(120, 300)
    assert found.items[0].q == pytest.approx(0.2**2 / variance, rel=1e-9)


def test_questions_that_nobody_has_by_segment_are_named(tmp_path):
    path = tmp_path / "study.toml"
    path.write_text(PUBLISHED, encoding="utf-8")
    found = gk.contrasts(gk.gap(gk.open(path), by="age"))
    assert found.not_split == ("expect",)
    assert (found.rows, found.items, found.pooled) == ((), (), ())
    assert list(found.to_frame()) == list(COLUMNS)


def test_against_compares_every_segment_with_one(two_sides):
    consumers = ticks(x=(50, 100), y=(62, 100), z=(80, 100))
    gaps = by_age(two_sides, consumers, pd.DataFrame({"a": [1, 0] * 60}))
    pairs = [(row.segment, row.against) for row in gk.contrasts(gaps, against="y")]
    assert pairs == [("x", "y"), ("z", "y")]
    assert [(row.segment, row.against) for row in gk.contrasts(gaps)] == [
        ("y", "x"), ("z", "x"), ("z", "y"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("choose", "against", "message", "found"),
    [
        ("total", None, "`gaps` must be compared by a segment.", "gaps of the total"),
        ("one", None, "`gaps` must be gaps of two segments or more.", "`x` only"),
        ("all", "q", "`against` must be one of `x`, `y`.", "'q'"),
    ],
)
def test_gaps_that_cannot_be_contrasted_are_refused(two_sides, choose, against, message, found):
    consumers, marketers = ticks(x=(50, 100), y=(62, 100)), pd.DataFrame({"a": [1, 0] * 60})
    gaps = by_age(two_sides, consumers, marketers)
    chosen = {
        "total": gk.gap(two_sides(consumers[["a"]], marketers)),
        "one": gaps.only(segment="x"),
        "all": gaps,
    }[choose]
    with pytest.raises(gk.errors.OptionError) as caught:
        gk.contrasts(chosen, against=against)
    assert (caught.value.message, caught.value.found) == (message, found)


def test_the_frames_have_the_same_columns_whatever_is_asked(two_sides):
    consumers, marketers = ticks(x=(50, 100), y=(62, 100)), pd.DataFrame({"a": [1, 0] * 60})
    for options in ({}, {"conf_level": 0.9}, {"method": "mn"}):
        found = gk.contrasts(by_age(two_sides, consumers, marketers, **options))
        assert list(found.to_frame()) == list(COLUMNS)
        assert list(found.items_frame()) == list(ITEM_COLUMNS)
        assert list(found.segments_frame()) == list(SEGMENT_COLUMNS)


def test_results_are_looked_up_by_item_and_segments(two_sides):
    consumers, marketers = ticks(x=(50, 100), y=(90, 100)), pd.DataFrame({"a": [1, 0] * 60})
    found = gk.contrasts(by_age(two_sides, consumers, marketers))
    assert found["a", "y", "x"] is found.rows[0]
    assert found["a", "y", "x"].flagged
    part = found["a"]
    assert (len(part), part.items, part.pooled) == (1, found.items, found.pooled)
    assert repr(found) == "<Contrasts of 'Gap study' by age: 1 differences, 1 flagged>"
    assert found._repr_html_().startswith("<table")
    assert found.exclusions == found.gaps.exclusions
    for key in ("nothing", ("a", "x", "y")):
        with pytest.raises(gk.errors.UnknownItemError):
            found[key]
