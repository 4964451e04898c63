"""What must hold of every profile: sides, items, weights and copies may be turned as one likes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import gapkit as gk

QUICK = settings(max_examples=6, deadline=None, derandomize=True)
ITEMS = list("abcde")
SYMMETRIC = [
    "p_value",
    "df",
    "typical_gap",
    "ci_low",
    "ci_high",
    "level",
    "mean_size",
    "noise_size",
    "true_spread",
]

seeds = st.integers(0, 10_000)


def frames(seed: int, n_consumers: int = 300, n_marketers: int = 90) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    shares = rng.choice([0.05, 0.3, 0.35, 0.6, 0.9], size=5)
    sides = {}
    for side, n in (("consumer", n_consumers), ("marketer", n_marketers)):
        own = np.clip(shares + rng.normal(0, rng.choice([0.0, 0.15]), 5), 0.02, 0.98)
        drawn = (rng.random((n, 1)) * 0.5 + rng.random((n, 5)) * 0.5 < own).astype(float)
        frame = pd.DataFrame(drawn, columns=ITEMS).assign(w=rng.lognormal(0, 0.5, n))
        frame.iloc[0, :5], frame.iloc[1, :5] = 0.0, 1.0
        sides[side] = frame
    return sides


def profiled(sides: dict[str, pd.DataFrame], reference: str = "consumer", items: list[str] = ITEMS):
    survey = gk.Survey.from_frames(
        sides,
        reference=reference,
        pairs={name: dict.fromkeys(sides, name) for name in items},
        weight="w",
        sides={side: {"sensitive": False} for side in sides},
    )
    return gk.profile(gk.gap(gk.open(survey)))


@QUICK
@given(seed=seeds)
def test_swapping_sides_keeps_the_size_and_flips_the_shrunk_gaps(seed):
    sides = frames(seed)
    one, two = profiled(sides), profiled(sides, "marketer")
    np.testing.assert_allclose(one.to_frame()[SYMMETRIC], two.to_frame()[SYMMETRIC], rtol=1e-7, atol=1e-12)
    first, second = one.items_frame(), two.items_frame()
    np.testing.assert_allclose(first["shrunk_gap"], -second["shrunk_gap"], rtol=1e-7, atol=1e-12)
    np.testing.assert_allclose(first["shrunk_low"], -second["shrunk_high"], rtol=1e-7, atol=1e-12)
    parts = [one.rows[0].spread + one.rows[0].shape, two.rows[0].spread + two.rows[0].shape]
    assert abs(parts[0] - parts[1]) < 1e-10


@QUICK
@given(seed=seeds)
def test_the_order_of_the_items_in_the_survey_changes_nothing(seed):
    sides = frames(seed)
    mixed = list(np.random.default_rng(seed).permutation(ITEMS))
    one, two = profiled(sides), profiled(sides, items=mixed)
    pd.testing.assert_frame_equal(one.to_frame(), two.to_frame(), rtol=1e-9)
    first, second = (each.items_frame().set_index("item") for each in (one, two))
    assert list(second.index) == mixed
    pd.testing.assert_frame_equal(first, second.loc[first.index], rtol=1e-8)


@QUICK
@given(seed=seeds, power=st.integers(-4, 4))
def test_scaling_the_weights_changes_nothing(seed, power):
    sides = frames(seed)
    scaled = {side: frame.assign(w=frame["w"] * 10.0**power) for side, frame in sides.items()}
    one, two = profiled(sides), profiled(scaled)
    pd.testing.assert_frame_equal(one.to_frame(), two.to_frame(), rtol=1e-7, atol=1e-11)


@QUICK
@given(seed=seeds)
def test_the_parts_sum_to_the_square_and_the_interval_holds_the_size(seed):
    row = profiled(frames(seed)).rows[0]
    parts = row.level + row.spread + row.shape
    assert abs(max(0.0, parts) - row.typical_gap**2) < 1e-12
    assert 0 <= row.ci_low <= row.ci_high
    assert row.ci_low <= row.typical_gap <= row.ci_high
    assert row.typical_gap <= np.sqrt((profiled(frames(seed)).items_frame()["gap"] ** 2).mean())
    assert 1 <= row.df <= row.items_tested == row.items == 5


@QUICK
@given(seed=seeds, item=st.sampled_from(ITEMS))
def test_the_same_answers_on_both_sides_of_an_item_only_add_noise(seed, item):
    sides = frames(seed)
    row = profiled({"consumer": sides["consumer"], "marketer": sides["consumer"]}).rows[0]
    assert (row.typical_gap, row.ci_low, row.mean_size, row.p_value) == (0.0, 0.0, 0.0, 1.0)
    alone = profiled({"consumer": sides["consumer"], "marketer": sides["consumer"]}, items=[item]).rows[0]
    assert alone.typical_gap == 0.0
