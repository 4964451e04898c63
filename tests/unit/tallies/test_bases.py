"""Who counts for an item, under each base rule: small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk

# ten consumers: `a` was not shown to two of them, `b` was never left blank but once refused (9)
CONSUMERS = pd.DataFrame(
    {
        "a": [1, 1, 1, 0, 0, 0, 0, 0, None, None],
        "b": [1, 0, 0, 0, 0, 0, 0, 1, 0, 9],
    }
)
MARKETERS = pd.DataFrame({"a": [1, 0] * 50, "b": [1, 0] * 50})


def tallied(base: str, two_sides):
    study = two_sides(CONSUMERS, MARKETERS, base=base, missing=[9])
    return gk.tally(study)


@pytest.mark.parametrize(
    ("base", "item", "asked", "counted", "ticked"),
    [
        ("asked", "a", 8, 8, 3),
        ("asked", "b", 10, 9, 2),
        ("all", "a", 8, 10, 3),
        ("all", "b", 10, 10, 2),
        ("answered_any", "a", 8, 4, 3),
        ("answered_any", "b", 10, 4, 2),
    ],
)
def test_each_base_rule_counts_its_own_respondents(base, item, asked, counted, ticked, two_sides):
    # answered_any: respondents 1, 2, 3 and 8 ticked something; none of them refused
    study = two_sides(CONSUMERS, MARKETERS, base=base, missing=[9])
    part = gk.tally(study).part("items", "consumer")
    place = part.items.index(item)
    total = gk.tallies.measuring.tally_responses(study.sides["consumer"], part.question, part.measure, None)
    assert (total.asked[0, place], total.base[0, place], total.ticked[0, place]) == (asked, counted, ticked)
    assert total.value[0, place] == pytest.approx(ticked / counted)


def test_an_item_not_shown_to_some_keeps_its_right_share(two_sides):
    shown = np.ones(400, dtype=bool)
    shown[::20] = False
    answers = np.where(shown, np.arange(400) % 2, np.nan)
    consumers = pd.DataFrame({"a": answers, "b": np.arange(400) % 2})
    marketers = pd.DataFrame({"a": [1, 0] * 60, "b": [1, 0] * 60})
    estimate = gk.tally(two_sides(consumers, marketers)).estimate("items", "a", "consumer")
    # 380 were shown the item; every twentieth, all of them even places (answer 0), was not
    assert (estimate.base, estimate.value) == (380, pytest.approx(200 / 380))


def test_equal_weights_give_the_whole_base_as_effective_base(two_sides):
    consumers = pd.DataFrame({"a": [1, 0, 0] * 100, "w": [2.5] * 300})
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    estimate = gk.tally(two_sides(consumers, marketers, weight={"consumer": "w"})).estimate(
        "items", "a", "consumer"
    )
    assert estimate.effective_base == 300
    assert estimate.kish_base == pytest.approx(300)
    assert estimate.weighted_base == pytest.approx(750)


def test_weights_move_the_share_and_shrink_the_base(two_sides):
    consumers = pd.DataFrame({"a": [1] * 100 + [0] * 100, "w": [3.0] * 100 + [1.0] * 100})
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    estimate = gk.tally(two_sides(consumers, marketers, weight={"consumer": "w"})).estimate(
        "items", "a", "consumer"
    )
    assert estimate.value == pytest.approx(0.75)
    assert estimate.kish_base == pytest.approx(400**2 / (900 + 100))  # (sum w)^2 / sum w^2


def test_an_empty_item_is_nan_and_says_so(two_sides):
    consumers = pd.DataFrame({"a": [None] * 50, "b": [1, 0] * 25}, dtype=float)
    marketers = pd.DataFrame({"a": [1, 0] * 60, "b": [1, 0] * 60})
    estimate = gk.tally(two_sides(consumers, marketers)).estimate("items", "a", "consumer")
    assert np.isnan(estimate.value)
    assert np.isnan(estimate.se)
    assert estimate.status == "no_answers"
