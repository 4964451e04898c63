"""What must hold for any two answers of the same respondents."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import gapkit as gk

QUICK = settings(max_examples=20, deadline=None)
seeds = st.integers(0, 10_000)
MIRROR = [("gap", "gap"), ("ci_low", "ci_high"), ("ci_low_family", "ci_high_family")]


def people(seed, n=90):
    rng = np.random.default_rng(seed)
    latent = rng.normal(size=(n, 1))
    answers = latent + rng.normal(size=(n, 4)) > rng.uniform(-1, 1, 4)
    frame = pd.DataFrame(answers.astype(int), columns=["a1", "a2", "b1", "b2"])
    return frame.assign(w=rng.uniform(0.5, 2.0, n))


def compared(frame, reference="asked", weight=None):
    roles = {name: {"side": "marketer", "label": name} for name in ("know", "asked")}
    items = [{"id": name, "label": name, "know": f"{name}1", "asked": f"{name}2"} for name in ("a", "b")]
    question = {"id": "q", "kind": "knowledge", "format": "multiple", "roles": roles, "items": items}
    survey = gk.Survey.from_frames(
        {"consumer": pd.DataFrame({"q": [1, 0]}), "marketer": frame},
        reference="consumer",
        sides={"marketer": {"sensitive": False, **({"weight": weight} if weight else {})}},
        questions=[{**question, "reference": reference}],
    )
    return gk.gap(gk.open(survey)).to_frame()


@QUICK
@given(seed=seeds, weight=st.sampled_from([None, "w"]))
def test_swapping_roles_flips_the_sign_and_keeps_p(seed, weight):
    one, two = compared(people(seed), weight=weight), compared(people(seed), "know", weight=weight)
    for name, mirrored in MIRROR:
        np.testing.assert_allclose(one[name], -two[mirrored], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(
        one[["p_value", "p_adjusted", "se"]], two[["p_value", "p_adjusted", "se"]], rtol=1e-9
    )


@QUICK
@given(seed=seeds, weight=st.sampled_from([None, "w"]))
def test_the_order_of_respondents_changes_nothing(seed, weight):
    frame = people(seed)
    shuffled = frame.sample(frac=1, random_state=seed).reset_index(drop=True)
    numbers = ["gap", "se", "ci_low_family", "ci_high_family", "p_adjusted"]
    np.testing.assert_allclose(
        compared(frame, weight=weight)[numbers],
        compared(shuffled, weight=weight)[numbers],
        rtol=1e-9,
        atol=1e-12,
    )


@QUICK
@given(seed=seeds, scale=st.sampled_from([1e-6, 3.0, 1e6]))
def test_the_scale_of_the_weights_changes_nothing(seed, scale):
    frame = people(seed)
    numbers = ["gap", "se", "ci_low_family", "ci_high_family", "p_adjusted"]
    one, two = (compared(each, weight="w")[numbers] for each in (frame, frame.assign(w=frame["w"] * scale)))
    np.testing.assert_allclose(one, two, rtol=1e-9, atol=1e-12)


@QUICK
@given(seed=seeds, weight=st.sampled_from([None, "w"]))
def test_an_interval_excludes_0_exactly_where_it_is_flagged(seed, weight):
    frame = compared(people(seed), weight=weight)
    excluded = (frame["ci_low_family"] > 0) | (frame["ci_high_family"] < 0)
    assert (excluded == (frame["p_adjusted"] < 0.05)).all()
    assert (frame["p_adjusted"] >= frame["p_value"]).all()
    assert (frame["ci_low_family"] <= frame["ci_low"]).all()
