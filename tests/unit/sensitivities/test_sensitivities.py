"""The same gaps under other choices, and how many verdicts hold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gapkit as gk


@pytest.fixture
def weighted(two_sides, answers):
    """Consumers with one weight of 20 and blanks; three items, one of them a related pair."""
    consumers = answers(400, [0.6, 0.3, 0.5], 1).assign(w=[20.0] + [0.5, 1.5] * 199 + [1.0])
    consumers.loc[:99, "i2"] = np.nan
    marketers = answers(80, [0.4, 0.3, 0.2], 2).assign(w=1.0)
    pairs = {name: {"consumer": name, "marketer": name} for name in ("i0", "i1", "i2")}
    pairs["i1"]["comparable"] = "related"
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers}, reference="consumer", pairs=pairs, weight="w"
    )
    return gk.open(survey)


@pytest.fixture
def panel(weighted):
    return gk.sensitivity(weighted)


def of(panel, item, variant):
    return next(row for row in panel if (row.item, row.variant) == (item, variant))


def test_every_other_choice_is_a_variant(panel):
    assert panel.variants == (
        'base "answered_any"',
        'base "all"',
        "weights off",
        "weights cut at 5 x mean",
        "weights cut at their 95% point",
        "related pairs dropped",
        "method mn",
        "method newcombe",
        "adjust none",
        "tick rate",
    )


def test_the_declared_choice_stands_first_and_does_not_count(panel, weighted):
    declared = {row.item: row for row in gk.gap(weighted)}
    for item in ("i0", "i1", "i2"):
        first = panel[item].rows[0]
        assert first.variant == "as declared"
        assert (first.gap, first.verdict) == (declared[item].gap, declared[item].verdict)
        assert not first.counted


def test_without_weights_the_gap_is_that_of_the_counts(panel, weighted):
    sides = weighted.sides
    shares = [
        sides[name].answers["items"].codes[:, 0].mean()  # i0 has no blanks
        for name in ("marketer", "consumer")
    ]
    assert of(panel, "i0", "weights off").gap == pytest.approx(shares[0] - shares[1])


def test_cut_weights_move_the_gap_toward_the_unweighted_one(panel):
    declared, cut, off = (
        of(panel, "i0", name).gap for name in ("as declared", "weights cut at 5 x mean", "weights off")
    )
    assert abs(cut - off) < abs(declared - off)


def test_another_base_rule_changes_the_base(panel):
    assert of(panel, "i2", "as declared").base_reference == 300
    assert of(panel, "i2", 'base "all"').base_reference == 400
    assert of(panel, "i2", 'base "answered_any"').base_reference < 400


def test_a_dropped_related_pair_leaves_the_family(panel, weighted):
    assert [row.item for row in panel if row.variant == "related pairs dropped"] == ["i0", "i2"]
    fewer = of(panel, "i0", "related pairs dropped")
    all_three = of(panel, "i0", "as declared")
    assert fewer.ci_high - fewer.ci_low < all_three.ci_high - all_three.ci_low
    assert fewer.gap == all_three.gap


@pytest.mark.parametrize("method", ["mn", "newcombe"])
def test_another_method_is_the_method_itself(panel, weighted, method):
    row = gk.gap(weighted, method=method)["i0", "all"]
    assert of(panel, "i0", f"method {method}").interval == row.family_interval


def test_without_adjustment_the_interval_is_that_of_the_item_alone(panel, weighted):
    assert of(panel, "i0", "adjust none").interval == gk.gap(weighted)["i0", "all"].interval


def test_holdings_count_the_variants_with_the_same_verdict(panel):
    for holding in panel.holdings:
        rows = [row for row in panel if row.item == holding.item and row.counted]
        assert holding.variants == len(rows)
        assert holding.holds == sum(row.verdict == holding.verdict for row in rows)
        assert {row.variant for row in holding.changes} == {
            row.variant for row in rows if row.verdict != holding.verdict
        }
    told = {each.item: each.variants for each in panel.holdings}
    assert told == {"i0": 9, "i1": 8, "i2": 9}


def test_the_sentence_names_the_variants_that_change_the_verdict(two_sides):
    # by hand: z is 0.14 / sqrt(0.53 x 0.47 / 50) = 1.98, beyond 1.96 alone, not beyond 2.24 of two items
    frame = {"a": [1] * 46 + [0] * 54, "b": [1, 0] * 50}
    study = two_sides(pd.DataFrame(frame), pd.DataFrame({**frame, "a": [1] * 60 + [0] * 40}))
    holding = gk.sensitivity(study).holdings[0]
    assert holding.sentence == "undecided holds in 3 of 4 variants; not with adjust none (over)"


def test_the_tick_rate_is_shown_and_never_counted(two_sides):
    # the marketers tick everything twice as often on the odds scale, so only one item stands out
    consumers = pd.DataFrame(
        {name: [1] * k + [0] * (900 - k) for name, k in zip("abc", (300, 300, 300), strict=True)}
    )
    marketers = pd.DataFrame(
        {name: [1] * k + [0] * (300 - k) for name, k in zip("abc", (200, 200, 100), strict=True)}
    )
    panel = gk.sensitivity(two_sides(consumers, marketers))
    ticks = {row.item: row for row in panel if row.variant == "tick rate"}
    assert sum(row.gap for row in ticks.values()) == pytest.approx(0, abs=1e-9)
    assert not any(row.counted for row in ticks.values())
    assert (ticks["a"].verdict, ticks["c"].verdict) == ("over", "under")
    assert "agree in sign for 3 of 3 items" in panel.notes[-1] or "for 2 of 3 items" in panel.notes[-1]


def test_what_changes_nothing_is_a_note(two_sides):
    frame = pd.DataFrame({"a": [1, 0] * 40})
    panel = gk.sensitivity(two_sides(frame, frame))
    assert panel.variants == ("method mn", "method newcombe", "adjust none")
    assert panel.notes == (
        'Base "answered_any" cannot be tried on items: some share would be 100% by rule.',
        "No side has weights: nothing to leave off or to trim.",
        "No pair is related: none to drop.",
    )


def test_ticks_and_blanks_cannot_be_read_as_asked(two_sides):
    frame = pd.DataFrame({"a": [1] * 20 + [None] * 60, "b": [None] * 10 + [1] * 70})
    panel = gk.sensitivity(two_sides(frame, frame, base="answered_any"))
    assert 'base "asked"' not in panel.variants
    assert panel.notes[0] == 'Base "asked" cannot be tried on items: some share would be 100% by rule.'


def test_a_suppressed_gap_stays_suppressed_in_every_variant(two_sides):
    consumers = pd.DataFrame({"a": [1, 0] * 40, "b": [1, 0] * 40})
    marketers = pd.DataFrame({"a": [1] * 4 + [0] * 3 + [None] * 33, "b": [1, 0] * 20})
    panel = gk.sensitivity(two_sides(consumers, marketers))
    hidden = panel["a"].to_frame()
    assert hidden["variant"].tolist() == ["as declared"]
    assert hidden[["gap", "ci_low", "ci_high", "base_side", "base_reference"]].isna().all().all()
    assert panel["a"].holdings[0].sentence == "no verdict to hold"


def test_a_break_has_one_row_per_segment(two_sides, answers):
    consumers = answers(600, [0.6, 0.3], 5).assign(age=["old", "young"] * 300)
    study = two_sides(consumers, answers(100, [0.2, 0.5], 6), segments={"age": {"consumer": "age"}})
    panel = gk.sensitivity(study, by="age")
    assert {(each.item, each.segment) for each in panel.holdings} == {
        (item, segment) for item in ("i0", "i1") for segment in ("old", "young")
    }


def test_published_figures_have_their_own_few_variants():
    panel = gk.sensitivity(gk.open("surveys/cmo_council_2011.toml"))
    assert panel.variants == (
        "related pairs dropped",
        "method mn",
        "method newcombe",
        "adjust none",
        "tick rate",
    )


def test_replicate_free_means_keep_only_their_variants(two_sides):
    scale = {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"}
    study = two_sides(pd.DataFrame({"a": [1, 2, 3, 4] * 10}), pd.DataFrame({"a": [3, 4, 5] * 10}), **scale)
    assert gk.sensitivity(study).variants == ("adjust none",)


def test_the_panel_is_text_html_and_a_frame(panel):
    assert repr(panel) == str(panel)
    assert str(panel).startswith("Gap study: do the verdicts hold?\n\nI0")
    assert "<table" in panel._repr_html_()
    frame = panel.to_frame()
    assert len(frame) == len(panel)
    assert json.loads(frame.to_json(orient="records"))[0]["variant"] == "as declared"
    with pytest.raises(gk.errors.UnknownItemError):
        _ = panel["nothing"]


def test_the_bundled_study_runs():
    panel = gk.sensitivity(gk.open(Path("surveys/social_brand.toml")))
    told = {each.item: each.sentence for each in panel.holdings}
    assert told["connect"] == "under holds in 7 of 7 variants"
