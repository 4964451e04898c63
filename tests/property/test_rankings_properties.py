"""What must hold of every order: sides, items, weights and rows may be turned as one likes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import gapkit as gk

QUICK = settings(max_examples=5, deadline=None, derandomize=True)
ITEMS = list("abcde")
NUMBERS = [
    "rank_side",
    "rank_low_side",
    "rank_high_side",
    "top_chance_side",
    "shift",
    "shift_low",
    "shift_high",
]
SWAPPED = [name.replace("side", "reference") for name in NUMBERS[:4]]

seeds = st.integers(0, 10_000)


def frames(seed: int, n_consumers: int = 300, n_marketers: int = 90) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    shares = rng.choice([0.05, 0.3, 0.35, 0.6, 0.9], size=5)
    sides = {}
    for side, n in (("consumer", n_consumers), ("marketer", n_marketers)):
        own = np.clip(shares + rng.normal(0, 0.1, 5), 0.01, 0.99)
        drawn = (rng.random((n, 1)) * 0.5 + rng.random((n, 5)) * 0.5 < own).astype(float)
        frame = pd.DataFrame(drawn, columns=ITEMS).assign(w=rng.lognormal(0, 0.5, n))
        frame.iloc[0, :5], frame.iloc[1, :5] = 0.0, 1.0
        sides[side] = frame
    return sides


def ranked(sides: dict[str, pd.DataFrame], reference: str = "consumer", items: list[str] = ITEMS):
    survey = gk.Survey.from_frames(
        sides, reference=reference, pairs={name: dict.fromkeys(sides, name) for name in items}, weight="w"
    )
    return gk.rankings(gk.gap(gk.open(survey)))


@QUICK
@given(seed=seeds)
def test_swapping_sides_turns_every_shift_round(seed):
    sides = frames(seed)
    one, two = ranked(sides), ranked(sides, "marketer")
    first, second = one.to_frame(), two.to_frame()
    np.testing.assert_array_equal(first[NUMBERS[:4]], second[SWAPPED])
    np.testing.assert_array_equal(first["shift"], -second["shift"])
    np.testing.assert_array_equal(first["shift_low"], -second["shift_high"])
    assert list(first["moved"]) == list(second["moved"])
    a, b = one.agreements[0], two.agreements[0]
    assert (a.tau, a.tau_low, a.tau_high, a.overlap, a.overlap_low, a.overlap_high) == (
        b.tau, b.tau_low, b.tau_high, b.overlap, b.overlap_low, b.overlap_high,
    )  # fmt: skip


@QUICK
@given(seed=seeds)
def test_the_order_of_the_items_in_the_survey_changes_nothing(seed):
    sides = frames(seed)
    mixed = list(np.random.default_rng(seed).permutation(ITEMS))
    one = ranked(sides).to_frame().set_index("item")
    two = ranked(sides, items=mixed).to_frame().set_index("item")
    assert list(two.index) == mixed
    pd.testing.assert_frame_equal(one, two.loc[one.index])


@QUICK
@given(seed=seeds, power=st.integers(-4, 4))
def test_scaling_the_weights_changes_nothing(seed, power):
    sides = frames(seed)
    scaled = {side: frame.assign(w=frame["w"] * 2.0**power) for side, frame in sides.items()}
    np.testing.assert_array_equal(ranked(sides).to_frame()[NUMBERS], ranked(scaled).to_frame()[NUMBERS])


@QUICK
@given(seed=seeds)
def test_sets_hold_their_rank_and_limits_their_shift(seed):
    found = ranked(frames(seed))
    frame = found.to_frame()
    for side in ("side", "reference"):
        rank, low, high = (frame[f"rank_{part}{side}"] for part in ("", "low_", "high_"))
        assert ((low <= rank) & (rank <= high) & (low >= 1) & (high <= 5)).all()
        tied = frame[f"tied_{side}"].map(lambda text: len(text.split(",")) if text else 0)
        assert (high - low == tied).all()
        assert frame[f"top_chance_{side}"].between(0, 1).all()
        assert frame[f"top_chance_{side}"].sum() >= 3 - 1e-9
    assert (frame["shift"] == frame["rank_side"] - frame["rank_reference"]).all()
    assert ((frame["shift_low"] <= frame["shift"]) & (frame["shift"] <= frame["shift_high"])).all()
    outside = (frame["shift_low"] > 0) | (frame["shift_high"] < 0)
    assert (frame["moved"] == outside).all()
    (agreement,) = found.agreements
    assert agreement.overlap_low <= agreement.overlap <= agreement.overlap_high
    assert -1 <= agreement.tau_low <= agreement.tau_high <= 1


@QUICK
@given(seed=seeds)
def test_more_confidence_never_makes_a_rank_set_shorter(seed):
    sides = frames(seed)
    survey = gk.Survey.from_frames(
        sides, reference="consumer", pairs={name: dict.fromkeys(sides, name) for name in ITEMS}
    )
    study = gk.open(survey)
    loose, strict = (gk.rankings(gk.gap(study, conf_level=level)).to_frame() for level in (0.8, 0.99))
    assert (strict["rank_low_side"] <= loose["rank_low_side"]).all()
    assert (strict["rank_high_side"] >= loose["rank_high_side"]).all()
