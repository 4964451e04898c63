"""What a small base may show, and that nothing hidden can be computed back."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

import gapkit as gk


def study_by_age(sizes, two_sides):
    """Consumers in segments of the given sizes, every third a tick; 120 marketers."""
    ages = np.repeat([f"age{k}" for k in range(len(sizes))], sizes)
    consumers = pd.DataFrame({"a": (np.arange(len(ages)) % 3 == 0).astype(int), "age": ages})
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    segments = {"age": {"label": "Age", "consumer": "age"}}
    return two_sides(consumers, marketers, segments=segments)


@pytest.mark.parametrize(
    ("n", "status", "flags"),
    [(9, "suppressed", ()), (10, "low_base", ("small_base",)), (29, "low_base", ("small_base",)),
     (30, "ok", ("denoted",)), (99, "ok", ("denoted",)), (100, "ok", ())],
)  # fmt: skip
def test_the_three_thresholds(n, status, flags, two_sides):
    consumers = pd.DataFrame({"a": [1] + [0] * (n - 1)})
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    gap = gk.gap(two_sides(consumers, marketers, sides={"consumer": {"sensitive": False}}))["a", "all"]
    assert (gap.status, gap.flags) == (status, flags)
    assert np.isnan(gap.gap) == (status == "suppressed")


def test_the_stricter_of_both_bases_decides(two_sides):
    # 40 respondents, one with nearly all the weight: Kish's base is near 1
    consumers = pd.DataFrame({"a": [1, 0] * 20, "w": [1000.0] + [1.0] * 39})
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    study = two_sides(consumers, marketers, weight={"consumer": "w"})
    assert gk.gap(study)["a", "all"].status == "suppressed"


def test_a_lone_suppressed_segment_takes_the_next_smallest_with_it(two_sides):
    gaps = gk.gap(study_by_age([5, 40, 60, 80], two_sides), by="age")
    assert [row.status for row in gaps] == ["suppressed", "suppressed", "ok", "ok"]


def test_two_suppressed_segments_that_hold_ten_stay_two(two_sides):
    gaps = gk.gap(study_by_age([5, 9, 60, 80], two_sides), by="age")
    assert [row.status for row in gaps] == ["suppressed", "suppressed", "ok", "ok"]


def test_two_tiny_segments_take_a_third_with_them(two_sides):
    gaps = gk.gap(study_by_age([2, 3, 60, 80], two_sides), by="age")
    assert [row.status for row in gaps] == ["suppressed", "suppressed", "suppressed", "ok"]


def test_a_suppressed_row_holds_no_number(two_sides):
    frame = gk.gap(study_by_age([5, 40, 60, 80], two_sides), by="age").to_frame()
    hidden = frame[frame["status"] == "suppressed"]
    allowed = {"conf_level", "margin", "family_size", "value_side", "rank_side", "base_side",
               "weighted_base_side", "effective_base_side"}  # fmt: skip
    numbers = hidden.select_dtypes("number").drop(columns=list(allowed))
    assert numbers.isna().all(axis=None)


@pytest.mark.parametrize("sizes", list(product([0, 3, 9, 12, 40], repeat=3)))
def test_no_hidden_segment_follows_from_the_total(sizes, two_sides):
    if sum(sizes) < 10:
        return
    study = study_by_age(list(sizes), two_sides)
    part = gk.tally(study, by="age").part("items", "consumer")
    shown = dict(zip(part.segments, [s for s in sizes if s], strict=True))
    hidden = [
        shown[name] for place, name in enumerate(part.segments) if part.status[place, 0] == "suppressed"
    ]
    assert all(size >= 10 for name, size in shown.items() if part.status[part.place(name), 0] != "suppressed")
    assert not hidden or len(shown) == len(hidden) or (len(hidden) >= 2 and sum(hidden) >= 10)


def test_a_few_respondents_in_no_shown_segment_hide_a_segment_too(two_sides):
    # the total less the shown segments would be the six whose age is blank
    ages = ["young"] * 90 + ["old"] * 84 + [None] * 6
    consumers = pd.DataFrame({"a": (np.arange(180) % 3 == 0).astype(int), "age": ages})
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    study = two_sides(consumers, marketers, segments={"age": {"label": "Age", "consumer": "age"}})
    gaps = gk.gap(study, by="age")
    assert {row.segment: row.status for row in gaps} == {"old": "suppressed", "young": "ok"}


def test_many_respondents_in_no_shown_segment_hide_nothing(two_sides):
    ages = ["young"] * 90 + ["old"] * 84 + [None] * 40
    consumers = pd.DataFrame({"a": (np.arange(214) % 3 == 0).astype(int), "age": ages})
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    study = two_sides(consumers, marketers, segments={"age": {"label": "Age", "consumer": "age"}})
    assert {row.status for row in gk.gap(study, by="age")} == {"ok"}
