"""What must hold of gaps in segments: sides, segments and weights may be turned as one likes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gapkit as gk

QUICK = settings(max_examples=3, deadline=None, derandomize=True)
ITEMS = ["a", "b"]
AGES = ["x", "y", "z", "u"]
ENDS = ["difference", "ci_low", "ci_high"]

seeds = st.integers(0, 10_000)
splits = pytest.mark.parametrize("split", [True, False])


def frames(seed: int) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    sides = {}
    for side, n in (("consumer", 320), ("marketer", 160)):
        age = rng.permutation(np.arange(n) % 4)
        share = rng.choice([0.1, 0.4, 0.9], size=(4, 2))
        drawn = (rng.random((n, 2)) < share[age]).astype(float)
        frame = pd.DataFrame(drawn, columns=ITEMS).assign(w=rng.lognormal(0, 0.4, n), age=np.array(AGES)[age])
        sides[side] = frame
    return sides


def contrasted(sides, *, split, reference="consumer", order=AGES, against=None):
    age = {"label": "Age", "consumer": "age", "order": list(order)} | ({"marketer": "age"} if split else {})
    survey = gk.Survey.from_frames(
        sides,
        reference=reference,
        pairs={name: dict.fromkeys(sides, name) for name in ITEMS},
        weight="w",
        segments={"age": age},
        sides={side: {"sensitive": False} for side in sides},
    )
    return gk.contrasts(gk.gap(gk.open(survey), by="age"), against=against)


@splits
@QUICK
@given(seed=seeds)
def test_swapping_sides_flips_differences_and_slopes(split, seed):
    sides = frames(seed)
    one, two = (contrasted(sides, split=split, reference=name) for name in ("consumer", "marketer"))
    first, second = one.to_frame(), two.to_frame()
    np.testing.assert_allclose(first["difference"], -second["difference"], atol=1e-12)
    np.testing.assert_allclose(first["ci_low"], -second["ci_high"], rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(first["p_adjusted"], second["p_adjusted"], rtol=1e-7)
    first, second = one.items_frame(), two.items_frame()
    np.testing.assert_allclose(first["slope"], -second["slope"], rtol=1e-9, atol=1e-12)
    same = ["slope_p_value", "q", "q_df", "q_p_value", "i2"]
    np.testing.assert_allclose(first[same], second[same], rtol=1e-7, atol=1e-12)
    np.testing.assert_allclose(
        one.segments_frame()["pooled_gap"], -two.segments_frame()["pooled_gap"], rtol=1e-7, atol=1e-10
    )


@splits
@QUICK
@given(seed=seeds)
def test_turning_the_segments_round_flips_differences_and_slopes(split, seed):
    sides = frames(seed)
    one, two = contrasted(sides, split=split), contrasted(sides, split=split, order=AGES[::-1])
    for row in one:
        other = two[row.item, row.against, row.segment]
        assert other.difference == pytest.approx(-row.difference, abs=1e-12)
        assert (other.ci_low, other.ci_high) == pytest.approx(
            (-row.ci_high, -row.ci_low), rel=1e-8, abs=1e-10
        )
        assert other.p_value == pytest.approx(row.p_value, rel=1e-7)
    first, second = one.items_frame(), two.items_frame()
    np.testing.assert_allclose(first["slope"], -second["slope"], rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(first["q"], second["q"], rtol=1e-8)


@splits
@QUICK
@given(seed=seeds, power=st.integers(-4, 4))
def test_scaling_the_weights_changes_nothing(split, seed, power):
    sides = frames(seed)
    scaled = {side: frame.assign(w=frame["w"] * 10.0**power) for side, frame in sides.items()}
    one, two = contrasted(sides, split=split), contrasted(scaled, split=split)
    for name in ("to_frame", "items_frame", "segments_frame"):
        pd.testing.assert_frame_equal(getattr(one, name)(), getattr(two, name)(), rtol=1e-6, atol=1e-10)


@splits
@QUICK
@given(seed=seeds)
def test_one_decision_two_ways_and_differences_add_up(split, seed):
    found = contrasted(frames(seed), split=split)
    frame = found.to_frame()
    outside = (frame["ci_low"] > 0) | (frame["ci_high"] < 0)
    assert (outside == (frame["p_value"] < 0.05)).all()
    assert (frame["p_adjusted"] >= frame["p_value"]).all()
    assert frame["difference"].between(frame["ci_low"], frame["ci_high"]).all()
    for item in ITEMS:
        steps = [found[item, later, earlier].difference for earlier, later in pairwise(AGES)]
        assert found[item, "u", "x"].difference == pytest.approx(sum(steps), abs=1e-12)
    items = found.items_frame()
    assert items["i2"].between(0, 1).all()
    assert (((items["slope_low"] > 0) | (items["slope_high"] < 0)) == (items["slope_p_value"] < 0.05)).all()


@QUICK
@given(seed=seeds)
def test_a_side_that_is_not_split_changes_no_difference(seed):
    sides = frames(seed)
    other = sides | {"marketer": sides["marketer"].assign(a=lambda side: 1 - side["a"])}
    one, two = (contrasted(each, split=False).to_frame() for each in (sides, other))
    np.testing.assert_allclose(one[ENDS], two[ENDS], rtol=1e-9, atol=1e-12)


@QUICK
@given(seed=seeds)
def test_naming_a_segment_to_compare_with_changes_its_differences_by_sign_only(seed):
    sides = frames(seed)
    every, chosen = contrasted(sides, split=True), contrasted(sides, split=True, against="z")
    assert {row.against for row in chosen} == {"z"}
    assert every["a", "u", "z"].p_value == pytest.approx(chosen["a", "u", "z"].p_value)
    assert every["a", "z", "x"].difference == pytest.approx(-chosen["a", "x", "z"].difference)
