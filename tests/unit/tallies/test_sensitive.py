"""Sides whose respondents might be recognised: what is masked, and what must go with it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.tallies.complements import breaks_of, joint_complement

OPTIONS = {"low_base": {"suppress": 5, "flag": 5, "denote": 5, "reason": "small on purpose"}}


def ticks(yes, n):
    return [1] * yes + [0] * (n - yes)


def gap_of(yes, n, two_sides, **keys):
    marketers = pd.DataFrame({"a": ticks(yes, n), "b": ticks(n // 2, n)})
    consumers = pd.DataFrame({"a": [1, 0] * 200, "b": [1, 0] * 200})
    return gk.gap(two_sides(consumers, marketers, sides={"marketer": keys} if keys else None))


@pytest.mark.parametrize(
    ("yes", "n", "words"),
    [(1, 40, "<13%"), (4, 58, "<9%"), (4, 99, "<6%"), (0, 20, "<5%"), (29, 29, ">95%")],
)
def test_a_share_of_a_few_people_is_a_bound(yes, n, words, two_sides):
    row = gap_of(yes, n, two_sides)["a", "all"]
    assert (row.status, row.verdict, row.of_side.status, row.of_side.words) == ("masked", "", "masked", words)
    frame = gap_of(yes, n, two_sides)["a"].to_frame()
    hidden = ["value_side", "gap", "se", "ci_low", "ci_high", "ci_low_family", "p_value", "p_adjusted"]
    assert frame[[*hidden, "effective_base_side", "effect_size", "rank_side"]].isna().all(axis=None)


@pytest.mark.parametrize(("yes", "n"), [(5, 40), (4, 100), (0, 30), (30, 30), (0, 60)])
def test_other_shares_are_shown(yes, n, two_sides):
    row = gap_of(yes, n, two_sides)["a", "all"]
    assert row.status in ("ok", "low_base")
    assert row.of_side.value == yes / n


def test_a_side_that_is_not_sensitive_shows_every_share(two_sides):
    assert gap_of(3, 60, two_sides, sensitive=False)["a", "all"].of_side.value == 0.05


def test_a_large_side_is_sensitive_where_the_survey_file_says_so(two_sides):
    marketers = pd.DataFrame({"a": ticks(150, 300), "age": ["x"] * 250 + ["y"] * 50})
    marketers.loc[250:252, "a"] = 1
    marketers.loc[253:, "a"] = 0
    consumers = pd.DataFrame({"a": [1, 0] * 200})
    segments = {"age": {"label": "Age", "marketer": "age"}}
    told = {}
    for sensitive in (False, True):
        study = two_sides(
            consumers, marketers, segments=segments, sides={"marketer": {"sensitive": sensitive}}
        )
        told[sensitive] = [row.of_side.words for row in gk.gap(study, by="age")]
    assert told == {False: ["", ""], True: ["withheld", "<10%"]}


def test_a_masked_item_stays_in_its_family(two_sides):
    gaps = gap_of(3, 60, two_sides)
    assert gaps["b", "all"].family_size == 2


def test_one_respondent_must_not_decide_a_cell(two_sides):
    weights = np.ones(60)
    weights[0] = 25.0  # 25 of 84: more than a quarter, and Kish's base is 10.3
    marketers = pd.DataFrame({"a": ticks(30, 60), "w": weights})
    consumers = pd.DataFrame({"a": [1, 0] * 200})
    study = two_sides(consumers, marketers, weight={"marketer": "w"})
    assert gk.gap(study)["a", "all"].status == "suppressed"


def two_breaks(two_sides):
    """Ages 8, 40, 60, 80: the first hidden for its base; wide ages join the first and the third."""
    ages = np.repeat(["a", "b", "c", "d"], [8, 40, 60, 80])
    consumers = pd.DataFrame({"q": np.arange(188) % 2, "age": ages})
    segments = {
        "narrow": {"label": "Age", "consumer": "age"},
        "wide": {"label": "Wide age", "consumer": "age", "merge": {"a or c": ["a", "c"]}},
    }
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": pd.DataFrame({"q": [1, 0] * 150})},
        reference="consumer",
        pairs={"i": {"consumer": "q", "marketer": "q"}},
        segments=segments,
    )
    return gk.open(survey)


def test_two_breaks_on_one_column_do_not_give_a_hidden_group_away(two_sides):
    study = two_breaks(two_sides)
    shown = {}
    for by in ("narrow", "wide"):
        for row in gk.gap(study, by=by):
            if row.status != "suppressed":
                shown[by, row.segment] = row.of_reference.base
    # "a or c" less "c" is the hidden "a": one of the two is not shown
    assert not {("wide", "a or c"), ("narrow", "c")} <= set(shown)


def test_what_is_hidden_for_others_says_so(two_sides):
    ages = np.repeat(["a", "b", "c"], [5, 40, 155])
    consumers = pd.DataFrame({"a": np.arange(200) % 2, "age": ages})
    marketers = pd.DataFrame({"a": [1, 0] * 150})
    study = two_sides(consumers, marketers, segments={"age": {"label": "Age", "consumer": "age"}})
    gaps = gk.gap(study, by="age")
    rows = {row.segment: row for row in gaps}
    told = str(gaps.explain(rows["b"].item, segment="b"))
    assert "hidden so that others can't be computed back" in told
    assert "base too small" not in told
    assert rows["a"].flags == ()
    assert rows["a"].of_reference.words == ""
    assert rows["b"].flags == ("complement",)
    assert rows["b"].of_reference.words == "hidden so that others can\u2019t be computed back"
    assert rows["c"].status == "ok"


@pytest.mark.parametrize("sizes", list(product([3, 12, 40], repeat=4))[::7])
def test_nothing_hidden_follows_from_what_two_breaks_show(sizes):
    codes = np.repeat(np.arange(4), sizes).astype(np.int16)
    wide = np.array([0, 1, 0, 2], dtype=np.int16)[codes]
    breaks = breaks_of([codes, wide], [4, 3], np.ones(len(codes), dtype=bool))
    hidden = breaks.bases < 10
    gone = joint_complement(breaks, hidden, 10)
    assert (gone >= hidden).all()
    known = np.vstack([np.ones(len(breaks.sizes)), breaks.members[~gone]])
    for group in breaks.members[gone]:
        solved = np.linalg.lstsq(known.T, group.astype(float), rcond=None)[0]
        assert not np.allclose(known.T @ solved, group)
