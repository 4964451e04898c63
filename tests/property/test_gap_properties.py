"""What must hold of every study: sides, weights and rows may be turned as one likes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gapkit as gk

NUMBERS = ["gap", "se", "ci_low", "ci_high", "ci_low_family", "ci_high_family", "p_value", "p_adjusted"]
QUICK = settings(max_examples=12, deadline=None, derandomize=True)


def frames(seed: int, n_consumers: int, n_marketers: int) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    shares = rng.choice([0.02, 0.1, 0.3, 0.6, 0.95], size=4)
    sides = {}
    for side, n in (("consumer", n_consumers), ("marketer", n_marketers)):
        drawn = rng.random((n, 4)) < np.clip(shares + rng.normal(0, 0.1, 4), 0.0, 1.0)
        frame = pd.DataFrame(drawn.astype(float), columns=list("abcd"))
        frame.loc[rng.random(n) < 0.05, "a"] = np.nan
        frame.iloc[0] = 0.0  # a column of ticks and blanks only would be refused
        sides[side] = frame.assign(
            w=rng.lognormal(0, 0.6, n), st=rng.integers(0, 3, n), cl=rng.integers(0, n // 4, n)
        )
    return sides


def compare(sides: dict[str, pd.DataFrame], reference: str = "consumer", **design: object) -> pd.DataFrame:
    survey = gk.Survey.from_frames(
        sides,
        reference=reference,
        pairs={name: dict.fromkeys(sides, name) for name in "abcd"},
        weight="w",
        sides=dict.fromkeys(sides, design),
        margin=5,
    )
    return gk.gap(gk.open(survey)).to_frame()


seeds = st.integers(0, 10_000)
bases = st.tuples(st.sampled_from([60, 300]), st.sampled_from([40, 132]))


@QUICK
@given(seed=seeds, n=bases)
def test_swapping_sides_flips_the_gap_and_mirrors_the_interval(seed, n):
    sides = frames(seed, *n)
    one, two = compare(sides), compare(sides, "marketer")
    np.testing.assert_allclose(one["gap"], -two["gap"], rtol=1e-12)
    np.testing.assert_allclose(one["ci_low_family"], -two["ci_high_family"], rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(one["p_adjusted"], two["p_adjusted"], rtol=1e-8)
    mirror = {"over": "under", "under": "over"}
    assert [mirror.get(word, word) for word in one["verdict"]] == list(two["verdict"])


@QUICK
@given(seed=seeds, power=st.integers(-6, 6))
def test_scaling_the_weights_changes_nothing(seed, power):
    sides = frames(seed, 300, 100)
    scaled = {side: frame.assign(w=frame["w"] * 10.0**power) for side, frame in sides.items()}
    one, two = compare(sides), compare(scaled)
    np.testing.assert_allclose(one[NUMBERS], two[NUMBERS], rtol=1e-8, atol=1e-11)


@QUICK
@given(seed=seeds)
def test_the_order_of_the_rows_changes_nothing(seed):
    sides = frames(seed, 300, 100)
    shuffled = {side: frame.sample(frac=1, random_state=seed) for side, frame in sides.items()}
    one, two = (compare(each, strata="st", psu="cl", lonely_psu="average") for each in (sides, shuffled))
    np.testing.assert_allclose(one[NUMBERS], two[NUMBERS], rtol=1e-8, atol=1e-11)


@QUICK
@given(seed=seeds, n=bases)
def test_one_decision_three_ways(seed, n):
    frame = compare(frames(seed, *n))
    frame = frame[frame["p_value"].notna()]
    outside = (frame["ci_low_family"] > 0) | (frame["ci_high_family"] < 0)
    assert (outside == (frame["p_adjusted"] < 0.05)).all()
    assert (((frame["ci_low"] > 0) | (frame["ci_high"] < 0)) == (frame["p_value"] < 0.05)).all()
    assert (frame["p_adjusted"] >= frame["p_value"]).all()
    assert (frame["ci_low_family"] <= frame["ci_low"]).all()
    assert (frame["ci_high"] <= frame["ci_high_family"]).all()
    assert frame["gap"].between(frame["ci_low"], frame["ci_high"]).all()


@QUICK
@given(seed=seeds)
def test_an_all_missing_row_changes_nothing(seed):
    sides = frames(seed, 300, 100)
    longer = {
        side: pd.concat([frame, frame.iloc[:1].assign(a=np.nan, b=np.nan, c=np.nan, d=np.nan)])
        for side, frame in sides.items()
    }
    one, two = compare(sides), compare(longer)
    np.testing.assert_allclose(one["gap"], two["gap"], rtol=1e-12)
    # one more respondent in the design moves n / (n - 1), nothing else
    np.testing.assert_allclose(one["se"], two["se"], rtol=1e-3)


@pytest.mark.parametrize("method", ["score", "mn", "newcombe"])
def test_every_method_is_coherent(method):
    sides = frames(7, 300, 60)
    survey = gk.Survey.from_frames(
        sides, reference="consumer", pairs={name: dict.fromkeys(sides, name) for name in "abcd"}
    )
    frame = gk.gap(gk.open(survey), method=method).to_frame()
    outside = (frame["ci_low_family"] > 0) | (frame["ci_high_family"] < 0)
    assert (outside == (frame["p_adjusted"] < 0.05)).all()
