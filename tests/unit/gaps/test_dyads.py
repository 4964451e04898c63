"""Brands or firms named on both sides: pairs, clustered inference."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk


def study(consumers, marketers, **sides):
    names = {
        name: {"dyad": "brand", "sensitive": False} | sides.get(name, {}) for name in ("consumer", "marketer")
    }
    return gk.open(
        gk.Survey.from_frames(
            {"consumer": consumers, "marketer": marketers},
            reference="consumer",
            pairs={"deals": {"consumer": "q", "marketer": "q"}},
            sides=names,
        )
    )


def brands(n, per, seed, effect):
    rng = np.random.default_rng(seed)
    key = np.repeat(np.arange(n), per)
    return pd.DataFrame(
        {"brand": [f"b{k:02}" for k in key], "q": (rng.random(n * per) < effect[key]).astype(int)}
    )


EFFECT = np.clip(0.5 + 0.3 * np.sin(np.arange(40)), 0.05, 0.95)


def test_the_difference_is_clustered_by_brand_over_both_sides():
    consumers, marketers = brands(40, 25, 1, EFFECT), brands(40, 6, 2, EFFECT)
    row = gk.gap(study(consumers, marketers))["deals", "all"]
    p1, p2 = marketers["q"].mean(), consumers["q"].mean()
    one = ((marketers["q"] - p1) / len(marketers)).groupby(marketers["brand"]).sum()
    two = ((consumers["q"] - p2) / len(consumers)).groupby(consumers["brand"]).sum()
    t = one - two
    se = np.sqrt(40 / 39 * ((t - t.mean()) ** 2).sum())
    assert (row.gap, row.se, row.df) == pytest.approx((p1 - p2, se, 39))
    assert row.flags == ("dyads",)


def test_pairs_that_agree_are_compared_more_sharply_than_independent_clusters():
    consumers, marketers = brands(40, 25, 1, EFFECT), brands(40, 6, 2, EFFECT)
    row = gk.gap(study(consumers, marketers))["deals", "all"]
    assert row.se < np.hypot(row.of_side.se, row.of_reference.se)


def test_brands_of_equal_size_give_the_paired_t_of_their_means():
    consumers, marketers = brands(30, 10, 5, EFFECT), brands(30, 10, 6, EFFECT)
    row = gk.gap(study(consumers, marketers))["deals", "all"]
    d = marketers.groupby("brand")["q"].mean() - consumers.groupby("brand")["q"].mean()
    assert (row.gap, row.se) == pytest.approx((d.mean(), d.std() / np.sqrt(30)))


def test_brands_on_one_side_only_leave_with_their_count():
    consumers, marketers = brands(40, 25, 1, EFFECT), brands(38, 6, 2, EFFECT)
    made = study(consumers, marketers)
    assert [(each.side, each.count, each.reason) for each in made.exclusions] == [
        ("consumer", 50, "`brand` on this side only (2 of 40: b38, b39)")
    ]
    assert gk.gap(made)["deals", "all"].of_reference.base == 950


def test_a_sensitive_side_does_not_name_its_brands():
    made = study(brands(38, 25, 1, EFFECT), brands(40, 6, 2, EFFECT), marketer={"sensitive": True})
    assert made.exclusions[0].reason == "`brand` on this side only (2 of 40)"


def test_sides_without_a_common_brand_make_no_study():
    marketers = brands(10, 6, 2, EFFECT)
    marketers["brand"] = "x" + marketers["brand"]
    with pytest.raises(gk.errors.DyadError) as caught:
        study(brands(10, 25, 1, EFFECT), marketers)
    assert str(caught.value) == (
        "DyadError: The sides `consumer`, `marketer` must share at least one key in `dyad`.\n"
        "  hint:  keys are compared as they are written: case, spaces and zeros count."
    )


def test_a_blank_brand_is_an_error_with_its_row():
    marketers = brands(10, 6, 2, EFFECT)
    marketers.loc[3, "brand"] = None
    with pytest.raises(gk.errors.LoadError, match="dyad"):
        study(brands(10, 25, 1, EFFECT), marketers)


def test_the_order_of_rows_changes_nothing():
    consumers, marketers = brands(40, 25, 1, EFFECT), brands(40, 6, 2, EFFECT)
    first = gk.gap(study(consumers, marketers)).to_frame()
    shuffled = (each.sample(frac=1, random_state=4).reset_index(drop=True) for each in (consumers, marketers))
    second = gk.gap(study(*shuffled)).to_frame()
    numbers = ["gap", "se", "df", "ci_low", "ci_high", "p_value"]
    np.testing.assert_allclose(second[numbers], first[numbers], rtol=1e-10)
