"""Means, medians and ranks of small samples that can be checked by hand."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import gapkit as gk
from gapkit.checks import check
from gapkit.errors import GapkitError

RANKS = {"a": [1, 2, 1], "b": [2, 1, None], "c": [3, None, None]}
"""Mean ranks 4/3, (2 + 1 + 2.5) / 3 and (3 + 3 + 2.5) / 3."""


def study(consumer, marketer, kind, *items, weight=None, base=None, **keys):
    """Open a study of two frames whose items are columns of the same names."""
    survey = gk.Survey.from_frames(
        {"consumer": pd.DataFrame(consumer), "marketer": pd.DataFrame(marketer)},
        reference="consumer",
        format=kind,
        pairs={each: {"consumer": each, "marketer": each} for each in items},
        weight=weight,
        base=base,
        sides={"consumer": {"sensitive": False}, "marketer": {"sensitive": False}},
        options={"low_base": {"suppress": 1, "flag": 1, "denote": 1, "reason": "checked by hand"}},
        **keys,
    )
    return gk.open(survey)


def test_a_mean_counts_everybody_who_gave_a_number():
    told = gk.tally(
        study(
            {"y": [1, 2, 6, None], "w": [1, 1, 2, 5]}, {"y": [4, 4]}, "number", "y", weight={"consumer": "w"}
        )
    )
    mean = told.estimate("items", "y", "consumer")
    assert (mean.value, mean.base, mean.weighted_base) == (3.75, 3, 4)
    assert mean.kish_base == pytest.approx(16 / 6)
    assert mean.spread == pytest.approx(sqrt((1 * 2.75**2 + 1 * 1.75**2 + 2 * 2.25**2) / 4))


def test_the_gap_of_two_means_is_tested_by_welch():
    rng = np.random.default_rng(3)
    y, x = rng.gamma(2, 3, 60), rng.gamma(2, 4, 40)
    row = gk.gap(study({"y": y}, {"y": x}, "number", "y", unit="trips"))["y", "all"]
    expected = stats.ttest_ind(x, y, equal_var=False)
    assert row.p_value == pytest.approx(expected.pvalue, rel=1e-9)
    assert (row.measure, row.unit) == ("mean", "trips")


def test_the_median_lies_where_half_of_the_weights_lie():
    told = gk.tally(
        study(
            {"y": [1, 2, 6, 7], "w": [1, 1, 1, 3]}, {"y": [1, 2, 6, 7]}, "number", "y",
            weight={"consumer": "w"}, measure="median",
        )
    )  # fmt: skip
    assert told.estimate("items", "y", "consumer").value == 6.5  # 3 of 6 lie at or below 6
    assert told.estimate("items", "y", "marketer").value == 4


def test_the_standard_error_of_a_median_is_the_width_of_woodruffs_interval():
    y = np.arange(1.0, 101.0)
    told = gk.tally(study({"y": y}, {"y": y[::-1]}, "number", "y"), measure=gk.Median())
    t = stats.t.ppf(0.975, 99)
    half = t * sqrt(0.25 / 99)  # 0.0997: from the 41st to the 60th of 100 answers
    assert (0.40 < 0.5 - half < 0.41, 0.59 < 0.5 + half < 0.60) == (True, True)
    for each in told:
        assert (each.value, each.df) == (50.5, 99)
        assert each.se == pytest.approx((60 - 41) / (2 * t))


def test_many_equal_answers_leave_the_median_as_sure_as_it_is():
    near = [1] * 46 + [2] * 34 + [9] * 20  # the share at or below 2 is 0.8, yet 1 may be the median
    sure = [1] * 10 + [2] * 80 + [9] * 10
    told = gk.tally(study({"y": near}, {"y": sure}, "number", "y", measure="median"))
    assert told.estimate("items", "y", "consumer").se > 0
    assert told.estimate("items", "y", "marketer").se == 0


def test_mean_ranks_share_the_places_left_and_rank_from_below():
    gaps = gk.gap(study(RANKS, RANKS, "rank", "a", "b", "c", layout="rank"))
    values = [each.of_side.value for each in gaps]
    assert values == pytest.approx([4 / 3, 5.5 / 3, 8.5 / 3])
    assert [each.of_side.rank for each in gaps] == [1, 2, 3]
    assert {each.unit for each in gaps} == {"places"}


@pytest.mark.parametrize(
    ("measure", "shares"),
    [
        (gk.RankedFirst(), [2 / 3, 1 / 3, 0]),
        (gk.RankedTop(2), [1, 2 / 3, 0]),
        (gk.RankedTop(3), [1, 2 / 3, 1 / 3]),
    ],
    ids=["first", "top2", "top3"],
)
def test_shares_of_a_ranking_count_places_that_were_given(measure, shares):
    told = gk.tally(study(RANKS, RANKS, "rank", "a", "b", "c", layout="rank"), measure=measure)
    assert [each.value for each in told if each.side == "consumer"] == pytest.approx(shares)
    assert [each.base for each in told] == [3] * 6


def test_a_ranking_of_everybody_counts_who_ranked_nothing():
    silent = {name: [*column, None] for name, column in RANKS.items()}
    told = gk.tally(study(silent, RANKS, "rank", "a", "b", "c", layout="rank", base={"consumer": "all"}))
    first = told.estimate("items", "a", "consumer")
    assert (first.value, first.base) == ((1 + 2 + 1 + 2) / 4, 4)


def test_rescaled_scales_run_from_0_to_100():
    scale = {"consumer": {"from": 1, "to": 5}, "marketer": {"from": 1, "to": 7}}
    both = study({"y": [1, 3, 5]}, {"y": [4, 4, 7]}, "scale", "y", scale=scale, match="rescale")
    row = gk.gap(both)["y", "all"]
    assert (row.of_reference.value, row.of_side.value) == (50, pytest.approx(200 / 3))
    assert row.unit == "points of 100"


def test_points_are_averaged_in_points():
    both = study(
        {"a": [60, 80], "b": [40, 20]}, {"a": [50, 10], "b": [50, None]}, "points", "a", "b", total=100
    )
    row = gk.gap(both)["a", "all"]
    assert (row.of_reference.value, row.of_side.value, row.of_side.base) == (70, 50, 1)


def test_a_measure_leaves_other_formats_alone():
    both = study({"y": [1, 2, 3]}, {"y": [1, 2, 3]}, "number", "y", measure="median")
    for other in (gk.TopBox(2), gk.MeanRank(), gk.RankedTop(1)):
        assert gk.tally(both, measure=other).cells.keys() == gk.tally(both).cells.keys()
        assert {each.measure for each in gk.tally(both, measure=other)} == {"median"}


@pytest.mark.parametrize(
    ("keys", "measure", "message"),
    [
        ({}, gk.Mean(), "`measure` must be of one scale, and those of `items` differ."),
        ({}, gk.TopBox(6), "`measure` must be of at most 5 points of `items`."),
    ],
)
def test_a_measure_that_cannot_be_compared_is_refused(keys, measure, message):
    scale = {"consumer": {"from": 1, "to": 5}, "marketer": {"from": 1, "to": 7}}
    boxes = {"match": "boxes", "measure": {"consumer": "top2", "marketer": "top3"}} | keys
    both = study({"y": [1, 3, 5]}, {"y": [4, 4, 7]}, "scale", "y", scale=scale, **boxes)
    with pytest.raises(GapkitError) as caught:
        gk.tally(both, measure=measure)
    assert caught.value.message == message


def test_a_median_by_segment_is_the_median_of_the_segment():
    frame = {"y": [1, 2, 3, 10, 20, 30], "age": ["x"] * 3 + ["y"] * 3}
    both = study(
        frame, frame, "number", "y", measure="median",
        segments={"age": {"label": "Age", "consumer": "age", "marketer": "age"}},
    )  # fmt: skip
    told = gk.tally(both, by="age")
    assert [told.estimate("items", "y", "marketer", each).value for each in ("x", "y")] == [2, 20]


def test_formats_that_differ_stop_the_check_unless_they_are_accepted():
    def fired(**options):
        survey = gk.Survey.from_frames(
            {"consumer": pd.DataFrame({"a": [1, 0] * 60}), "marketer": pd.DataFrame({"m": [1, 2, 2] * 40})},
            reference="consumer",
            questions=[
                {
                    "id": "q", "kind": "perception", "column": {"marketer": "m"},
                    "format": {"consumer": "multiple", "marketer": "single"},
                    "items": [
                        {"id": "x", "label": "X", "consumer": "a", "marketer": 1},
                        {"id": "y", "label": "Y", "marketer": 2},
                    ],
                }
            ],
            options=options,
        )  # fmt: skip
        both = gk.open(survey)
        assert gk.gap(both)["x", "all"].gap == pytest.approx(1 / 3 - 1 / 2)
        return next(each for each in check(both) if each.id == "Q02")

    assert [row.text for row in fired().rows] == ["q: multiple (consumer) against single (marketer)"]
    assert fired().stops
    assert not fired(accept={"Q02": "marketers could tick one only"}).stops


def test_medians_of_the_same_respondents_vary_together():
    frame = pd.DataFrame({"y": range(40), "x": range(1, 41)})
    survey = gk.Survey.from_frames(
        {"consumer": frame, "marketer": frame},
        reference="consumer",
        sides={"consumer": {"sensitive": False}, "marketer": {"sensitive": False}},
        questions=[
            {
                "id": "q", "kind": "knowledge", "format": "number", "measure": "median", "reference": "asked",
                "roles": {
                    "know": {"side": "marketer", "label": "Know"},
                    "asked": {"side": "marketer", "label": "Asked"},
                },
                "items": [{"id": "i", "label": "I", "know": "x", "asked": "y"}],
            }
        ],
    )  # fmt: skip
    row = gk.gap(gk.open(survey))["i", "all"]
    assert (row.gap, row.of_side.se > 0) == (1, True)
    assert row.se == pytest.approx(0, abs=1e-9)  # everybody moved by one: the two medians go together


def test_a_published_percentage_is_never_set_against_a_mean():
    survey = gk.Survey.from_frames(
        {"consumer": pd.DataFrame({"y": [1, 2, 3]})},
        reference="consumer",
        format="number",
        pairs={"y": {"consumer": "y"}},
        sides={"marketer": {"label": "Marketers"}},
        options={"published": [{"item": "y", "side": "marketer", "percent": 43, "base": 100}]},
    )
    with pytest.raises(GapkitError) as caught:
        gk.gap(gk.open(survey))
    assert str(caught.value) == (
        "ScaleMismatchError: Question `items` must not set a published percentage against another measure.\n"
        "  found: percentages on `marketer`, measure `mean`\n"
        "  hint:  give the published figures a question of their own."
    )


def test_no_tool_prints_a_test_of_two_medians():
    gaps = gk.gap(study({"y": range(40)}, {"y": range(30, 80)}, "number", "y", measure="median"))
    assert "half of the weights lie at or below it" in str(gaps.explain("y"))
    with pytest.raises(GapkitError) as caught:
        gaps.explain("y", like="r-survey")
    assert caught.value.message == "`like` must be left out for medians."
