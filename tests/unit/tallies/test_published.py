"""Published figures in a tally: by segment where the source prints segments, else the total."""

from __future__ import annotations

from math import isnan

import pandas as pd
import pytest
from scipy.stats import ttest_ind_from_stats

import gapkit as gk
from gapkit.checks import check
from gapkit.errors import ScaleMismatchError

CONSUMERS = pd.DataFrame({"q": [1, 0] * 100, "age": ["young"] * 100 + ["old"] * 100})
TOTAL = {"item": "q", "side": "marketer", "percent": 40, "base": 120}


@pytest.fixture
def gaps_by_age():
    """Compare consumers by age with what was published about marketers."""

    def build(*published):
        survey = gk.Survey.from_frames(
            {"consumer": CONSUMERS},
            reference="consumer",
            pairs={"q": {"consumer": "q"}},
            sides={"marketer": {"label": "Marketers"}},
            segments={"age": {"consumer": "age", "order": ["young", "old"]}},
            options={"published": [TOTAL, *published]},
        )
        return gk.gap(gk.open(survey), by="age")

    return build


def test_a_side_published_without_segments_stands_with_its_total(gaps_by_age):
    gaps = gaps_by_age()
    assert [gaps["q", age].of_side.value for age in ("young", "old")] == [0.4, 0.4]


def test_figures_of_segments_are_set_beside_their_segments(gaps_by_age):
    young = {**TOTAL, "percent": 30, "base": 50, "segment": "age=young"}
    old = {**TOTAL, "percent": 55, "base": 70, "segment": "age=old"}
    gaps = gaps_by_age(young, old)
    assert [gaps["q", age].of_side.value for age in ("young", "old")] == [0.3, 0.55]
    assert gaps["q", "old"].gap == pytest.approx(0.05)


def test_a_segment_that_nobody_published_is_on_one_side(gaps_by_age):
    gaps = gaps_by_age({**TOTAL, "percent": 30, "base": 50, "segment": "age=young"})
    assert gaps["q", "young"].status == "ok"
    assert gaps["q", "old"].status == "one_sided"


def printed(question, rows):
    """Compare two published sides of one question."""
    sides = {"consumer": {"label": "Consumers"}, "firm": {"label": "Firms"}}
    survey = gk.Survey.from_frames(
        {},
        reference="consumer",
        sides=sides,
        questions=[{"id": "q", "kind": "opinion", "items": [{"id": "x", "label": "X"}], **question}],
        options={"published": [{"item": "x", **row} for row in rows]},
    )
    return gk.open(survey)


NUMBER = {"format": "number", "unit": "accounts"}
CONSUMERS_MEAN = {"side": "consumer", "mean": 61, "sd": 20, "base": 80}
FIRMS_MEAN = {"side": "firm", "mean": 70.5, "sd": 31, "base": 40}


def test_two_printed_means_with_spread_and_base_are_compared_as_welch_does():
    row = gk.gap(printed(NUMBER, [CONSUMERS_MEAN, FIRMS_MEAN]))["x", "all"]
    welch = ttest_ind_from_stats(70.5, 31, 40, 61, 20, 80, equal_var=False)
    assert (row.gap, row.status, row.measure) == (9.5, "ok", "mean")
    assert row.p_value == pytest.approx(welch.pvalue, rel=1e-9)
    of_firms, of_consumers = 31**2 / 40, 20**2 / 80
    df = (of_firms + of_consumers) ** 2 / (of_firms**2 / 39 + of_consumers**2 / 79)
    assert row.df == pytest.approx(df, rel=1e-12)


def test_a_design_effect_widens_the_interval_of_a_printed_mean():
    tallies = [gk.tally(printed(NUMBER, [{**CONSUMERS_MEAN, "deff": deff}, FIRMS_MEAN])) for deff in (1, 4)]
    plain, clustered = (each.estimate("q", "x", "consumer", "all") for each in tallies)
    assert plain.se == pytest.approx(20 / 80**0.5)
    assert clustered.se == pytest.approx(2 * plain.se)


def test_a_printed_mean_without_a_spread_has_a_gap_and_no_test():
    study = printed(NUMBER, [{"side": "consumer", "mean": 61, "base": 80}, FIRMS_MEAN])
    row = gk.gap(study)["x", "all"]
    assert (row.gap, row.status) == (9.5, "no_spread")
    assert isnan(row.ci_low)
    assert isnan(row.p_value)
    assert {each.id for each in check(study)} >= {"T12"}


def test_a_printed_mean_without_a_base_needs_none_that_shares_would_need():
    row = gk.gap(printed(NUMBER, [{"side": "consumer", "mean": 61, "sd": 20}, FIRMS_MEAN]))["x", "all"]
    assert (row.gap, row.status) == (9.5, "no_base")
    assert isnan(row.base_needed)


def test_a_mean_is_not_set_against_a_share():
    shares = {"format": "multiple"}
    with pytest.raises(ScaleMismatchError) as caught:
        gk.gap(printed(shares, [{"side": "consumer", "percent": 61}, {"side": "firm", "mean": 61}]))
    assert str(caught.value) == (
        "ScaleMismatchError: Question `q` must be measured by means to take a published mean.\n"
        "  found: means on `firm`, measure `share`\n"
        '  hint:  write `measure = "mean"`, or give the published figures a question of their own.'
    )


def test_a_segment_without_a_base_is_not_bounded_by_the_base_of_the_whole_side():
    roles = {role: {"side": "consumer", "label": role.title()} for role in ("expected", "received")}
    question = {
        "id": "q",
        "kind": "experience",
        "format": "multiple",
        "roles": roles,
        "reference": "expected",
    }
    survey = gk.Survey.from_frames(
        {},
        reference="consumer",
        sides={"consumer": {"label": "Consumers"}},
        segments={"age": {"label": "Age", "order": ["18-24", "55+"]}},
        questions=[{**question, "items": [{"id": "x", "label": "X"}]}],
        options={
            "published": [
                {"item": "x", "side": "expected", "percent": 49, "base": 1298},
                {"item": "x", "side": "expected", "percent": 65, "segment": "age=55+"},
                {"item": "x", "side": "received", "percent": 29, "base": 1298},
            ]
        },
    )
    study = gk.open(survey)
    assert gk.gap(study)["x", "all"].status == "margins_only"
    row = gk.gap(study, by="age")["x", "55+"]
    assert (row.status, row.bounds) == ("no_base", None)
    assert "any_overlap_shows_it" not in row.flags
