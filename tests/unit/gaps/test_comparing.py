"""What `gap` says of a study: values, families, statuses, words."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.gaps import COLUMNS

# DESIGN section 4: "Gaps.to_frame() columns, always all of them"
DESIGNED = (  # noqa: SIM905 - as the design page lists them
    "survey question item label kind comparable measure segment_by segment wave side reference "
    "value_side value_reference "
    "gap se df ci_low ci_high conf_level p_value ci_low_family ci_high_family p_adjusted "
    "adjust family_size verdict margin effect_size rank_side rank_reference base_side base_reference "
    "weighted_base_side weighted_base_reference effective_base_side effective_base_reference base_needed "
    "envelope_low envelope_high status flags"
).split()


@pytest.fixture
def study(two_sides, answers):
    return two_sides(answers(1300, [0.6, 0.3, 0.46, 0.02], 1), answers(132, [0.1, 0.57, 0.4, 0.0], 2))


def test_the_frame_has_the_designed_columns_whatever_is_asked(study):
    assert list(COLUMNS) == DESIGNED
    for options in ({}, {"adjust": "none"}, {"method": "newcombe"}, {"margin": 0.05}):
        assert list(gk.gap(study, **options).to_frame()) == DESIGNED


def test_a_published_table_comes_out_of_respondents(two_sides):
    # 56/70 v 48/80 and its corrected interval: STATISTICS, score interval
    consumers = pd.DataFrame({"a": [1] * 48 + [0] * 32})
    marketers = pd.DataFrame({"a": [1] * 56 + [0] * 14})
    gap = gk.gap(two_sides(consumers, marketers))["a", "all"]
    assert (gap.ci_low, gap.ci_high) == (pytest.approx(0.0534, abs=5e-5), pytest.approx(0.3398, abs=5e-5))
    plain = gk.gap(two_sides(consumers, marketers), method="mn")["a", "all"]
    assert (plain.ci_low, plain.ci_high) == (pytest.approx(0.0528, abs=5e-5), pytest.approx(0.3382, abs=5e-5))


@pytest.mark.parametrize("adjust", ["max-t", "bonferroni", "sidak"])
def test_flagged_means_the_simultaneous_interval_excludes_zero(study, adjust):
    for row in gk.gap(study, adjust=adjust):
        outside = row.ci_low_family > 0 or row.ci_high_family < 0
        assert outside == (row.p_adjusted < 1 - row.conf_level) == row.flagged
        assert row.p_adjusted >= row.p_value
        assert row.ci_low_family <= row.ci_low <= row.gap <= row.ci_high <= row.ci_high_family


def test_without_adjustment_both_intervals_are_one(study):
    for row in gk.gap(study, adjust="none"):
        assert (row.ci_low_family, row.ci_high_family) == (row.ci_low, row.ci_high)
        assert row.p_adjusted == row.p_value


def test_both_shares_zero_are_no_evidence_of_a_gap(two_sides):
    zero = pd.DataFrame({"a": [0] * 200, "b": [1, 0] * 100})
    gap = gk.gap(two_sides(zero, zero.iloc[:50]))["a", "all"]
    assert (gap.gap, gap.p_value, gap.verdict) == (0.0, 1.0, "undecided")


def test_margin_gives_the_four_verdicts(two_sides):
    n = 20000
    consumers = pd.DataFrame({"same": [1, 0] * (n // 2), "over": [1] + [0] * (n - 1), "under": [1] * n})
    marketers = pd.DataFrame(dict.fromkeys(("same", "over", "under"), [1, 0] * (n // 2)))
    verdicts = {row.item: row.verdict for row in gk.gap(two_sides(consumers, marketers), margin=0.05)}
    assert verdicts == {"same": "aligned", "over": "over", "under": "under"}
    small = gk.gap(two_sides(consumers.iloc[:200], marketers.iloc[:40]), margin=0.05)
    assert small["same", "all"].verdict == "undecided"


def test_swapping_the_reference_flips_every_sign(two_sides, answers):
    consumers, marketers = answers(500, [0.6, 0.3, 0.1], 3), answers(90, [0.2, 0.5, 0.1], 4)
    one = gk.gap(two_sides(consumers, marketers)).to_frame()
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="marketer",
        pairs={name: {"consumer": name, "marketer": name} for name in consumers},
    )
    two = gk.gap(gk.open(survey)).to_frame()
    for column in ("gap", "effect_size"):
        np.testing.assert_allclose(one[column], -two[column], rtol=1e-12)
    np.testing.assert_allclose(one["ci_low_family"], -two["ci_high_family"], rtol=1e-9)
    np.testing.assert_allclose(one["ci_high"], -two["ci_low"], rtol=1e-9)
    np.testing.assert_allclose(one["p_adjusted"], two["p_adjusted"], rtol=1e-9)


def test_by_segment_the_side_without_it_stands_with_its_total(two_sides, answers):
    consumers = answers(600, [0.6, 0.3], 5).assign(age=["old", "young"] * 300)
    marketers = answers(100, [0.2, 0.5], 6)
    study = two_sides(consumers, marketers, segments={"age": {"label": "Age", "consumer": "age"}})
    gaps = gk.gap(study, by="age")
    assert [(row.item, row.segment) for row in gaps] == [
        ("i0", "old"), ("i1", "old"), ("i0", "young"), ("i1", "young"),
    ]  # fmt: skip
    assert {row.of_side.base for row in gaps} == {100}
    assert {row.of_reference.base for row in gaps} == {300}
    young = consumers[consumers["age"] == "young"]
    assert gaps["i1", "young"].of_reference.value == pytest.approx(young["i1"].mean())


def test_an_unknown_segment_says_which_there_are(study):
    with pytest.raises(gk.errors.OptionError) as caught:
        gk.gap(study, by="age")
    assert caught.value.message == "`by` needs a segment, and the survey has none."
    assert caught.value.found == "'age'"


def test_an_unknown_item_is_told(study):
    with pytest.raises(gk.errors.UnknownItemError) as caught:
        gk.gap(study)["nothing"]
    assert caught.value.message == "The results have no row `nothing` in segment `all`."


def test_results_are_readable_in_a_notebook(study):
    gaps = gk.gap(study)
    for shown in (study, gaps.tally, gaps):
        html = shown._repr_html_()
        assert html.startswith("<table")
        assert html.endswith("</table>")


def test_labels_are_escaped_in_a_notebook(two_sides):
    frame = pd.DataFrame({"a": [1, 0] * 60})
    survey = gk.Survey.from_frames(
        {"consumer": frame, "marketer": frame},
        reference="consumer",
        pairs={"a": {"label": "<script>alert(1)</script>", "consumer": "a", "marketer": "a"}},
    )
    assert "<script>" not in gk.gap(gk.open(survey))._repr_html_()


@pytest.mark.parametrize("adjust", ["max-t-stepdown", "holm", "hochberg", "hommel", "bh", "by"])
def test_with_stepwise_choices_verdicts_follow_the_flags(adjust, two_sides, answers):
    # shares apart by 1 to 20 points: some are flagged by the steps and not by the intervals
    shares = [0.30, 0.32, 0.36, 0.40, 0.44, 0.48]
    study = two_sides(answers(900, [0.30] * 6, 11), answers(300, shares, 12))
    for row in gk.gap(study, adjust=adjust):
        assert (row.verdict in ("over", "under")) == row.flagged
        if row.ci_low_family > 0 or row.ci_high_family < 0:
            assert row.flagged


def test_holm_flags_what_its_p_values_say(two_sides, answers):
    study = two_sides(answers(900, [0.3] * 4, 13), answers(300, [0.3, 0.36, 0.39, 0.42], 14))
    rows = sorted(gk.gap(study, adjust="holm"), key=lambda row: row.p_value)
    highest = 0.0
    for place, row in enumerate(rows):
        highest = max(highest, min(1.0, (4 - place) * row.p_value))  # Holm 1979
        assert row.p_adjusted == pytest.approx(highest, rel=1e-9)


def test_agreement_item_by_item_needs_only_its_own_interval(two_sides):
    # 10 equal items on 900 and 300: together none can be shown to agree within 7 points, alone each can
    n, items = 900, [f"i{k}" for k in range(10)]
    consumers = pd.DataFrame(
        {name: np.roll([1] * (n // 10) + [0] * (n - n // 10), k * 37) for k, name in enumerate(items)}
    )
    marketers = consumers.iloc[::3]
    by = {
        rule: [row.verdict for row in gk.gap(
            two_sides(consumers, marketers, options={"analysis": {"aligned_by": rule}}), margin=0.045)]
        for rule in ("interval", "tost")
    }  # fmt: skip
    assert set(by["interval"]) == {"undecided"}
    assert set(by["tost"]) == {"aligned"}


def test_a_gap_outside_its_own_interval_never_happens(two_sides, answers):
    study = two_sides(answers(200, [0.5, 0.1], 15), answers(60, [0.4, 0.0], 16))
    for row in gk.gap(study, conf_level=0.7):
        assert row.ci_low <= row.gap <= row.ci_high
