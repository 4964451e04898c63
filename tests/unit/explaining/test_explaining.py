"""An explanation can be recomputed by hand, step by step, and hides what must stay hidden."""

from __future__ import annotations

from math import asin, sqrt
from statistics import NormalDist

import pandas as pd
import pytest

import gapkit as gk

NORMAL = NormalDist()


@pytest.fixture
def published_table(two_sides):
    """56/70 v 48/80: the table of STATISTICS, section 2."""
    consumers = pd.DataFrame({"a": [1] * 48 + [0] * 32})
    marketers = pd.DataFrame({"a": [1] * 56 + [0] * 14})
    return two_sides(consumers, marketers)


@pytest.fixture
def weighted(two_sides):
    """Consumers weigh 1 or 2; sum w = 60, sum w^2 = 100, sum w y = 20."""
    consumers = pd.DataFrame({"a": [1] * 10 + [0] * 10 + [1] * 5 + [0] * 15, "w": [1] * 20 + [2] * 20})
    marketers = pd.DataFrame({"a": [1] * 15 + [0] * 15, "w": [1] * 30})
    return two_sides(consumers, marketers, weight="w")


@pytest.fixture(scope="module")
def social():
    return gk.gap(gk.open("surveys/social_brand.toml"))


def test_the_steps_lead_from_the_answers_to_the_verdict(published_table):
    told = gk.gap(published_table).explain("a")
    sides = [f"{name}_{role}" for role in ("side", "reference") for name in SIDE_STEPS]
    rest = ["gap", "score", "law", "p_value", "interval", "family", "verdict"]
    assert [step.name for step in told] == ["question", *sides, *rest]


SIDE_STEPS = ("counts", "weights", "variance", "effective_base")


def test_the_score_statistic_of_the_published_table(published_table):
    # S: prop.test(c(56, 48), c(70, 80), correct = FALSE) of R 4.2.2 has chi2 7.02341137123746; S^2 is
    # that times (N - 1) / N
    score = gk.gap(published_table).explain("a")["score"].numbers
    assert score["S"] ** 2 == pytest.approx(7.02341137123746 * 149 / 150, rel=1e-12)
    assert (score["p"], score["x1"], score["x2"]) == (pytest.approx(104 / 150), 56, 48)
    third = score["p"] * (1 - score["p"]) * (1 - 2 * score["p"]) * (1 / 70**2 - 1 / 80**2)
    a = third / (6 * score["V"] ** 1.5)
    assert score["A"] == pytest.approx(a)
    assert score["z"] == pytest.approx((-1 + sqrt(1 + 4 * a * (a + score["S"]))) / (2 * a))


def test_the_uncorrected_statistic_is_s_itself(published_table):
    score = gk.gap(published_table, method="mn").explain("a")["score"].numbers
    assert score["z"] == score["S"]
    assert "A" not in score


def test_the_interval_holds_every_gap_that_is_not_beyond_c(published_table):
    # limits: STATISTICS, section 2
    interval = gk.gap(published_table).explain("a")["interval"].numbers
    assert interval["ci_low"] == pytest.approx(0.0534, abs=5e-5)
    assert interval["ci_high"] == pytest.approx(0.3398, abs=5e-5)
    assert interval["z at ci_low"] == pytest.approx(1.959963984540054)
    assert interval["z at ci_high"] == pytest.approx(-1.959963984540054)


def test_weights_and_variance_by_hand(weighted):
    told = gk.gap(weighted).explain("a")
    counts, weights = told["counts_reference"].numbers, told["weights_reference"].numbers
    assert (counts["n"], counts["chose it"], counts["sum w"], counts["sum w y"]) == (40, 15, 60, 20)
    assert (weights["sum w^2"], weights["n_K"]) == (100, 36)
    assert weights["deff (Kish)"] == pytest.approx(40 / 36)
    assert (weights["least / mean"], weights["largest / mean"]) == (
        pytest.approx(2 / 3),
        pytest.approx(4 / 3),
    )
    # sum (w (y - p) / sum w)^2 = (10 x 4/9 + 10 x 1/9 + 4 x (5 x 4/9 + 15 x 1/9)) / 3600, times 40 / 39
    assert told["variance_reference"].numbers["v"] == pytest.approx(190 / 9 / 3600 * 40 / 39)


def test_the_effective_base_by_hand(weighted):
    base = gk.gap(weighted).explain("a")["effective_base_reference"].numbers
    assert base["n_L"] == pytest.approx(800 * 9 / 190)  # 40 x 2/9 / (39 v)
    assert base["m"] == pytest.approx(12)
    assert base["n_eff"] == pytest.approx(36 * (20 / 19) ** (12 / 32))


def test_bases_under_the_other_rules(two_sides):
    consumers = pd.DataFrame({"a": [1] * 20 + [None] * 40, "b": [None] * 20 + [1] * 10 + [0] * 30})
    marketers = pd.DataFrame({"a": [1, 0] * 15, "b": [1, 0] * 15})
    sides = {"marketer": {"sensitive": False}}
    study = two_sides(consumers, marketers, base="answered_any", sides=sides)
    counts = gk.gap(study).explain("a")["counts_reference"]
    told = {name: value for name, value in counts.numbers.items() if name.startswith("n")}
    assert told == {"n": 30, 'n under "asked"': 20, 'n under "all"': 60}


def test_every_row_of_the_bundled_study_can_be_recomputed(social):
    for row in social:
        told = social.explain(row.item)
        if not row.family_size:
            continue
        for role, side in (("side", row.of_side), ("reference", row.of_reference)):
            n = told[f"effective_base_{role}"].numbers
            n_l = n["n"] * side.value * (1 - side.value) / ((n["n"] - 1) * side.se**2)
            proved = n["n_K"] * (n_l / n["n_K"]) ** (n["m"] / (n["m"] + 20))
            assert n["n_eff"] == pytest.approx(min(n["n"], n_l if n_l <= n["n_K"] else proved), rel=1e-9)
        z = told["score"].numbers["z"]
        assert told["p_value"].numbers["p_value"] == pytest.approx(2 * NORMAL.cdf(-abs(z)), rel=1e-6)
        family = told["family"].numbers
        assert family["c of one item"] < family["c of this item"] < family["c by Bonferroni"]
        assert family["p_adjusted"] == row.p_adjusted
        assert told["verdict"].numbers["verdict"] == row.verdict


def test_one_c_serves_all_items_of_a_family(social):
    cs = [social.explain(row.item)["family"].numbers["c"] for row in social.rows_of(question="delivery")]
    assert cs == pytest.approx([cs[0]] * 4, rel=1e-9)


@pytest.mark.parametrize("method", ["score", "mn", "newcombe"])
def test_c_by_bonferroni_is_the_normals(two_sides, answers, method):
    study = two_sides(answers(300, [0.6, 0.3, 0.5], 1), answers(80, [0.4, 0.3, 0.5], 2))
    gaps = gk.gap(study, adjust="bonferroni", method=method)
    for row in gaps:
        told = gaps.explain(row.item)["family"].numbers
        assert told["c"] == pytest.approx(NORMAL.inv_cdf(1 - 0.05 / 6), rel=1e-9)
        assert told["p_adjusted"] == pytest.approx(min(1, 3 * row.p_value))


def test_few_psus_keep_their_own_tails(two_sides, answers):
    consumers = answers(400, [0.6, 0.3], 1).assign(cl=[k % 10 for k in range(400)])
    marketers = answers(100, [0.4, 0.3], 2).assign(cl=[k % 8 for k in range(100)])
    sides = {"consumer": {"psu": "cl"}, "marketer": {"psu": "cl"}}
    told = gk.gap(two_sides(consumers, marketers, sides=sides)).explain("i0")
    law, family = told["law"].numbers, told["family"].numbers
    assert (law["d1"], law["d2"]) == (7, 9)
    by_hand = (law["V1"] + law["V2"]) ** 2 / (law["V1"] ** 2 / 7 + law["V2"] ** 2 / 9)
    assert law["nu"] == pytest.approx(by_hand)
    assert family["c of this item"] > family["c"]
    assert told["effective_base_side"].numbers["d"] == 7


def test_a_mean_is_explained_by_welch(two_sides):
    scale = {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"}
    study = two_sides(pd.DataFrame({"a": [1, 2, 3, 4] * 10}), pd.DataFrame({"a": [3, 4, 5] * 10}), **scale)
    welch = gk.gap(study).explain("a")["welch"].numbers
    # variances 50/39 and 20/29 of the sample
    se1, se2 = sqrt(20 / 29 / 30), sqrt(50 / 39 / 40)
    assert (welch["se1"], welch["se2"]) == (pytest.approx(se1), pytest.approx(se2))
    assert welch["t"] == pytest.approx(1.5 / sqrt(se1**2 + se2**2))
    assert (welch["d1"], welch["d2"]) == (29, 39)


def test_a_share_of_nothing_is_explained(two_sides):
    consumers, marketers = pd.DataFrame({"a": [0] * 80 + [1] * 20}), pd.DataFrame({"a": [0] * 40})
    told = gk.gap(two_sides(consumers, marketers)).explain("a")
    assert told["effective_base_side"].numbers["n_eff"] == 40
    assert "n_eff = n_K" in told["effective_base_side"].rules[1]


def test_two_sides_at_zero_have_no_evidence(two_sides):
    zero = pd.DataFrame({"a": [0] * 50})
    told = gk.gap(two_sides(zero, zero)).explain("a")
    assert told["score"].numbers["z"] == 0
    assert told["p_value"].numbers["p_value"] == 1


def test_a_suppressed_gap_says_so_and_nothing_else(two_sides):
    consumers, marketers = pd.DataFrame({"a": [0, 1] * 50}), pd.DataFrame({"a": [1] * 7})
    gaps = gk.gap(two_sides(consumers, marketers))
    told = gaps.explain("a")
    assert [step.name for step in told] == ["question", "status"]
    assert "7" not in str(told["status"])
    assert "50" not in str(told)
    for like in ("spss", "wincross", "r-survey"):
        with pytest.raises(gk.errors.OptionError) as caught:
            gaps.explain("a", like=like)
        assert caught.value.hint == "the row's status is `suppressed`."


def test_a_row_without_a_test_says_why(social):
    told = social.explain("be_heard")
    assert [step.name for step in told][-1] == "status"
    assert told.title == "Be heard: asked on one side only"


def test_a_published_figure_without_base_says_what_base_it_needs():
    gaps = gk.gap(gk.open("surveys/pivot_2012.toml"))
    row = next(each for each in gaps if each.status == "no_base")
    told = gaps.explain(row.item, question=row.question)
    assert told["status"].numbers["base_needed"] == row.base_needed


def test_a_published_figure_cannot_go_through_r():
    gaps = gk.gap(gk.open("surveys/cmo_council_2011.toml"))
    row = next(each for each in gaps if each.family_size)
    assert gaps.explain(row.item, question=row.question, like="spss")["like"].numbers["pairs of columns"] == 1
    with pytest.raises(gk.errors.OptionError, match="left out for figures from print"):
        gaps.explain(row.item, question=row.question, like="r-survey")


def test_one_row_of_several_must_be_named(two_sides, answers):
    consumers = answers(600, [0.6, 0.3], 5).assign(age=["old", "young"] * 300)
    study = two_sides(consumers, answers(100, [0.2, 0.5], 6), segments={"age": {"consumer": "age"}})
    gaps = gk.gap(study, by="age")
    with pytest.raises(gk.errors.UnknownItemError, match="2 rows `i0`"):
        gaps.explain("i0")
    told = gaps.explain("i0", segment="young")
    assert told["counts_reference"].numbers["n"] == 300
    assert told["counts_side"].numbers["n"] == 100
    young = consumers[consumers["age"] == "young"]["i0"]
    assert told["counts_reference"].numbers["value"] == pytest.approx(young.mean())
    with pytest.raises(gk.errors.UnknownItemError):
        gaps.explain("nothing")


def test_spss_prints_the_pooled_test_of_weighted_counts(published_table):
    # R 4.2.2: prop.test(c(56, 48), c(70, 80), correct = FALSE)
    told = gk.gap(published_table).explain("a", like="spss")["like"].numbers
    assert told["z"] ** 2 == pytest.approx(7.02341137123746, rel=1e-12)
    assert told["p_value"] == pytest.approx(0.008045081368196564, rel=1e-9)
    assert told["p by Bonferroni"] == told["p_value"]
    assert told["letter at .05"] == "yes"


def test_spss_rounds_weighted_counts_in_each_cell(two_sides):
    # 12 x 0.7 = 8.4 ticks and 20 x 0.7 = 14 others become 8 and 14
    consumers = pd.DataFrame({"a": [1] * 12 + [0] * 20, "w": [0.7] * 32})
    marketers = pd.DataFrame({"a": [1] * 15 + [0] * 15, "w": [1] * 30})
    told = gk.gap(two_sides(consumers, marketers, weight="w")).explain("a", like="spss")["like"].numbers
    assert (told["count, reference"], told["base, reference"]) == (8, 22)
    assert told["share, reference"] == pytest.approx(8 / 22)


def test_wincross_tests_on_effective_bases(weighted):
    told = gk.gap(weighted).explain("a", like="wincross")["like"].numbers
    assert (told["effective base, side"], told["effective base, reference"]) == (30, 36)
    p = (30 * 0.5 + 36 / 3) / 66
    pooled = (1 / 6) / sqrt(p * (1 - p) * (1 / 30 + 1 / 36))
    unpooled = (1 / 6) / sqrt(0.25 / 30 + (2 / 9) / 36)
    assert (told["z, pooled"], told["z, unpooled"]) == (pytest.approx(pooled), pytest.approx(unpooled))
    assert told["p, pooled"] == pytest.approx(2 * NORMAL.cdf(-pooled), rel=1e-9)


@pytest.mark.parametrize("like", ["spss", "wincross", "r-survey"])
def test_every_recipe_names_its_sources_and_why_it_differs(weighted, like):
    step = gk.gap(weighted).explain("a", like=like)["like"]
    assert step.source
    assert any("gapkit" in rule for rule in step.rules)


def test_tables_of_percents_have_no_means(two_sides):
    scale = {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"}
    frame = pd.DataFrame({"a": [1, 2, 3, 4] * 10})
    with pytest.raises(gk.errors.OptionError) as caught:
        gk.gap(two_sides(frame, frame, **scale)).explain("a", like="spss")
    assert caught.value.hint == 'for means there is `like="r-survey"`.'


def test_an_unknown_tool_is_refused(published_table):
    with pytest.raises(gk.errors.OptionError, match="`like` must be one of `spss`, `wincross`, `r-survey`"):
        gk.gap(published_table).explain("a", like="excel")


def test_an_explanation_is_text_html_and_a_frame(two_sides):
    frame = pd.DataFrame({"a": [1, 0] * 40})
    told = gk.gap(two_sides(frame, frame, labels={"a": "<b>\x1b[31mA</b>"})).explain("a")
    assert "\x1b" not in str(told)
    assert repr(told) == str(told)
    assert "<b>" not in told._repr_html_()
    assert "&lt;b&gt;" in told._repr_html_()
    table = told.to_frame()
    assert list(table) == ["step", "title", "name", "value", "word"]
    assert len(table) == sum(len(step.numbers) for step in told)
    assert len(told) == len(told.steps)


def test_an_unknown_step_is_refused(published_table):
    with pytest.raises(gk.errors.OptionError, match="`step` must be one of `question`"):
        _ = gk.gap(published_table).explain("a")["nothing"]


def test_effect_size_is_told(published_table):
    row = gk.gap(published_table)["a", "all"]
    h = 2 * asin(sqrt(0.8)) - 2 * asin(sqrt(0.6))
    told = gk.gap(published_table).explain("a")["gap"].numbers
    assert told["effect_size"] == row.effect_size == pytest.approx(h)
