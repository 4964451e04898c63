"""Two answers of the same respondents: one statistic for interval, p and verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.stats import mcnemar_test

ROLES = {
    "know": {"side": "marketer", "label": "Say they know"},
    "asked": {"side": "marketer", "label": "Have asked"},
}


def table(both, first, second, neither):
    """Respondents of a two-by-two table, as two columns of ticks."""
    counts = [both, first, second, neither]
    return pd.DataFrame({"q1": np.repeat([1, 1, 0, 0], counts), "q2": np.repeat([1, 0, 1, 0], counts)})


def study(marketers, *, question=None, **keys):
    """Study of one question with two roles of the marketers, beside consumers nobody compares."""
    asked = {
        "id": "know_asked",
        "kind": "knowledge",
        "format": "multiple",
        "roles": ROLES,
        "reference": "asked",
        "items": [{"id": "customer", "label": "The customer", "know": "q1", "asked": "q2"}],
    }
    consumers = pd.DataFrame({"q": [1, 0] * 200})
    sides = {"marketer": {"sensitive": False, **keys}}
    return gk.open(
        gk.Survey.from_frames(
            {"consumer": consumers, "marketer": marketers},
            reference="consumer",
            sides=sides,
            questions=[asked | (question or {})],
        )
    )


PIVOT = (58, 81, 5, 37)
"""139 of 181 know, 63 have asked, 58 both: domain/DEMO_STUDIES, D2."""


def test_the_gap_of_know_and_asked_has_tangos_interval():
    row = gk.gap(study(table(*PIVOT)))["customer", "all"]
    assert (row.side, row.reference, row.flags) == ("know", "asked", ("same_respondents",))
    assert row.gap == pytest.approx(76 / 181)
    assert row.verdict == "over"
    assert row.together.base == 181
    assert (row.together.both, row.together.higher, row.together.lower) == (58, 81, 5)


def test_interval_p_and_verdict_are_one_decision():
    for first, second in [(12, 2), (10, 3), (9, 3), (8, 2), (7, 1), (5, 0), (4, 0), (0, 0)]:
        row = gk.gap(study(table(20, first, second, 30)))["customer", "all"]
        excluded = row.ci_low_family > 0 or row.ci_high_family < 0
        assert excluded == row.flagged == (row.p_adjusted < 0.05) == (row.verdict == "over")


def test_mcnemars_mid_p_agrees_where_it_is_not_near_the_line():
    for first, second in [(20, 2), (15, 12), (3, 2), (30, 5)]:
        row = gk.gap(study(table(20, first, second, 30)))["customer", "all"]
        assert row.flagged == (mcnemar_test(first, second).p_value < 0.05)


def test_nobody_changed_is_a_gap_of_0_with_an_interval():
    row = gk.gap(study(table(20, 0, 0, 30)))["customer", "all"]
    assert (row.gap, row.p_value, row.status, row.verdict) == (0.0, 1.0, "ok", "undecided")
    # the score interval of 0 changes of 50: c^2 / (n + c^2)
    assert (row.ci_low, row.ci_high) == pytest.approx((-3.8415 / 53.8415, 3.8415 / 53.8415), abs=1e-4)


def test_only_respondents_who_answered_both_count():
    marketers = table(20, 12, 2, 16).astype(float)
    marketers.loc[0, "q1"] = np.nan
    marketers.loc[49, "q2"] = np.nan
    gaps = gk.gap(study(marketers))
    row = gaps["customer", "all"]
    assert (row.of_side.base, row.of_reference.base, row.together.base) == (48, 48, 48)
    assert row.gap == pytest.approx(row.of_side.value - row.of_reference.value)
    assert [(each.side, each.item, each.count) for each in gaps.exclusions] == [
        ("know", "customer", 1),
        ("asked", "customer", 1),
    ]


def test_who_says_nothing_is_counted_apart():
    marketers = table(20, 12, 2, 16).astype(object)
    marketers["q2"] = marketers["q2"].replace({1: "Yes", 0: "No"})
    marketers["q1"] = marketers["q1"].replace({1: "Yes", 0: "No"})
    marketers.loc[40:45, "q2"] = "Don't know"
    marketers.loc[44:47, "q1"] = "Don't know"
    question = {"ticked": "Yes", "unticked": "No", "missing": "Don't know"}
    told = gk.gap(study(marketers, question=question))["customer", "all"].together
    assert (told.silent_side, told.silent_reference, told.silent_both) == (4, 6, 2)


def test_equal_weights_change_nothing_and_unequal_ones_make_a_linearised_difference():
    marketers = table(*PIVOT)
    plain = gk.gap(study(marketers))["customer", "all"]
    equal = gk.gap(study(marketers.assign(w=3.0), weight="w"))["customer", "all"]
    assert (equal.ci_low, equal.ci_high, equal.p_value) == (plain.ci_low, plain.ci_high, plain.p_value)
    weights = np.where(marketers["q1"] == 1, 1.0, 2.0)
    row = gk.gap(study(marketers.assign(w=weights), weight="w"))["customer", "all"]
    d = (marketers["q1"] - marketers["q2"]).to_numpy()
    mean = (weights * d).sum() / weights.sum()
    u = weights * (d - mean) / weights.sum()
    se = np.sqrt(181 / 180 * (u**2).sum())
    assert (row.gap, row.se, row.df) == pytest.approx((mean, se, 180))


def test_clustered_respondents_are_compared_firm_by_firm():
    marketers = table(*PIVOT).sample(frac=1, random_state=1).assign(firm=np.arange(181) % 20)
    row = gk.gap(study(marketers, psu="firm"))["customer", "all"]
    d = (marketers["q1"] - marketers["q2"]).groupby(marketers["firm"])
    t = (d.sum() - d.size() * 76 / 181) / 181
    assert row.se == pytest.approx(np.sqrt(20 / 19 * ((t - t.mean()) ** 2).sum()))
    assert row.df == 19


def test_means_are_compared_by_the_paired_t():
    rng = np.random.default_rng(3)
    first = rng.integers(1, 6, 80)
    marketers = pd.DataFrame({"q1": first, "q2": np.clip(first + rng.integers(-1, 2, 80), 1, 5)})
    scale = {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"}
    row = gk.gap(study(marketers, question=scale))["customer", "all"]
    d = marketers["q1"] - marketers["q2"]
    assert (row.gap, row.se, row.df) == pytest.approx((d.mean(), d.std() / np.sqrt(80), 79))
    assert (row.together.higher, row.together.lower) == ((d > 0).sum(), (d < 0).sum())


def test_roles_of_two_sides_are_independent_samples():
    roles = {"know": ROLES["know"], "want": {"side": "consumer", "label": "Want"}}
    question = {
        "roles": roles,
        "reference": "want",
        "items": [{"id": "customer", "label": "C", "know": "q1", "want": "q"}],
    }
    row = gk.gap(study(table(*PIVOT), question=question))["customer", "all"]
    alone = gk.stats.proportion_gap(139, 181, 200, 400)
    assert row.flags == ()
    assert (row.ci_low, row.ci_high) == pytest.approx((alone.interval.low, alone.interval.high))


PUBLISHED = """
gapkit = 1
title = "Know and asked"
reference = "consumer"
published = [
  {{ question = "q", item = "deals", side = "consumer", percent = 60, base = 100 }},
  {{ question = "q", item = "deals", side = "marketer", percent = 60 }},
  {{ question = "ka", item = "customer", side = "know", percent = {know} }},
  {{ question = "ka", item = "customer", side = "asked", percent = 35{more} }},
]
[sides.consumer]
label = "Consumers"
[sides.marketer]
label = "Marketers"
base = 181
[[questions]]
id = "q"
kind = "perception"
format = "multiple"
items = [ {{ id = "deals", label = "Deals" }} ]
[[questions]]
id = "ka"
kind = "knowledge"
format = "multiple"
roles = {{ know = {{ side = "marketer", label = "Know" }}, asked = {{ side = "marketer", label = "Asked" }} }}
reference = "asked"
items = [ {{ id = "customer", label = "The customer" }} ]
"""


@pytest.fixture
def published(tmp_path):
    """Read a study of printed percentages: what marketers know, and the joint share where it is given."""

    def read(know, more=""):
        path = tmp_path / "x.toml"
        path.write_text(PUBLISHED.format(know=know, more=more), encoding="utf-8")
        return gk.gap(gk.open(path)).only(question="ka").rows[0]

    return read


@pytest.mark.parametrize(
    ("know", "flag"),
    [(77, "any_overlap_shows_it"), (40, "depends_on_overlap"), (35, "no_overlap_shows_it")],
)
def test_margins_alone_are_not_tested_but_bounded(published, know, flag):
    row = published(know)
    assert (row.status, row.verdict, row.family_size) == ("margins_only", "", 0)
    assert row.flags == ("same_respondents", flag)
    assert np.isnan([row.p_value, row.ci_low, row.ci_low_family]).all()
    bounds = gk.stats.paired_bounds(know / 100, 0.35, 181, conf_level=0.95)
    assert (row.envelope_low, row.envelope_high) == pytest.approx((bounds.widest.low, bounds.widest.high))
    assert row.gap == pytest.approx(know / 100 - 0.35)


def test_a_joint_figure_gives_the_paired_result(published):
    row = published(77, ", joint = 32")
    same = gk.stats.paired_gap(0.32 * 181, 0.45 * 181, 0.03 * 181, 0.20 * 181)
    assert (row.status, row.adjust, row.verdict) == ("ok", "bonferroni", "over")
    assert (row.ci_low, row.ci_high) == pytest.approx((same.interval.low, same.interval.high))


def test_a_joint_figure_that_cannot_be_is_refused(published):
    with pytest.raises(gk.errors.GapkitError) as caught:
        published(77, ", joint = 60")
    head, where, *rest = str(caught.value).split("\n")
    assert head == (
        "StatementError: `joint` must lie between 12 and 35: the figures of the two roles allow no other."
    )
    assert where.endswith("x.toml, published row 4, joint")
    assert rest == [
        "  found: 60",
        "  hint:  it is the percentage of everybody saying yes to both, of the same base.",
    ]


def test_a_paired_row_is_explained_by_its_own_statistic():
    text = str(gk.gap(study(table(*PIVOT))).explain("customer"))
    assert "Tango's score statistic" in text
    assert "z = 8.195291" in text  # (81 - 5) / sqrt 86
    assert "p of McNemar's exact mid-p test" in text


def test_other_tools_are_not_asked_about_the_same_respondents():
    with pytest.raises(gk.errors.OptionError) as caught:
        gk.gap(study(table(*PIVOT))).explain("customer", like="spss")
    assert str(caught.value) == (
        "OptionError: `like` must be left out for the same respondents and for dyads.\n"
        "  found: spss\n"
        "  hint:  its sides are no independent samples."
    )


def test_profiles_leave_the_same_respondents_out():
    assert len(gk.profile(gk.gap(study(table(*PIVOT))))) == 0
