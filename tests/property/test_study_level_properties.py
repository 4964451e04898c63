"""What must hold for any study that is looked at as a whole."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import gapkit as gk

QUICK = settings(max_examples=12, deadline=None)
seeds = st.integers(0, 10_000)
ROLES = ("expected", "perceived")


def people(seed, n=80):
    rng = np.random.default_rng(seed)
    latent = rng.normal(size=(n, 1))
    points = np.clip(np.round(3 + latent + rng.normal(size=(n, 4))), 1, 5)
    frame = pd.DataFrame(points, columns=[f"{role}_{item}" for role in ROLES for item in "ab"])
    frame = frame.mask(rng.random(frame.shape) < 0.05)
    return frame.assign(w=rng.uniform(0.5, 2.0, n), c=rng.integers(0, 15, n))


def study_of(frame, *, swapped=False, design=None):
    roles = {name: {"side": "customer", "label": name} for name in ROLES}
    items = [{"id": each, "label": each, **{role: f"{role}_{each}" for role in ROLES}} for each in "ab"]
    question = {"id": "q", "kind": "experience", "format": "scale", "scale": {"from": 1, "to": 5}}
    reference = "perceived" if swapped else "expected"
    survey = gk.Survey.from_frames(
        {"customer": frame, "staff": pd.DataFrame({"x": [1]})},
        reference="customer",
        sides={"customer": {"sensitive": False, **(design or {})}},
        questions=[{**question, "roles": roles, "reference": reference, "items": items}],
    )
    return gk.open(survey)


DESIGNS = st.sampled_from([{}, {"weight": "w"}, {"psu": "c"}, {"weight": "w", "psu": "c"}])


@QUICK
@given(seed=seeds, design=DESIGNS)
def test_swapping_roles_turns_scores_round(seed, design):
    frame = people(seed)
    one, two = (
        gk.servqual(study_of(frame, swapped=each, design=design)).to_frame() for each in (False, True)
    )
    for name, mirrored in (("score", "score"), ("ci_low", "ci_high"), ("ci_low_family", "ci_high_family")):
        np.testing.assert_allclose(one[name], -two[mirrored], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(one["p_adjusted"], two["p_adjusted"], rtol=1e-9)


@QUICK
@given(seed=seeds, factor=st.sampled_from([1e-6, 1e-3, 7.0, 1e6]))
def test_the_scale_of_the_weights_changes_nothing(seed, factor):
    frame = people(seed)
    told = [
        gk.servqual(study_of(each, design={"weight": "w"})).to_frame()
        for each in (frame, frame.assign(w=factor * frame["w"]))
    ]
    for name in ("score", "se", "ci_low_family", "p_adjusted", "effective_base"):
        np.testing.assert_allclose(told[0][name], told[1][name], rtol=1e-9)


@QUICK
@given(seed=seeds, design=DESIGNS)
def test_the_order_of_the_rows_changes_nothing(seed, design):
    frame = people(seed)
    mixed = frame.sample(frac=1, random_state=seed)
    for call, names in (
        (gk.servqual, ["score", "se", "ci_low_family"]),
        (gk.disconfirmation, ["better", "better_low", "net_low", "p_adjusted"]),
        (gk.reliability, ["alpha", "ci_low", "base"]),
    ):
        one, two = (call(study_of(each, design=design)).to_frame() for each in (frame, mixed))
        np.testing.assert_allclose(one[names], two[names], rtol=1e-9, atol=1e-12)


@QUICK
@given(seed=seeds, design=DESIGNS)
def test_better_worse_and_alike_are_everybody(seed, design):
    for row in gk.disconfirmation(study_of(people(seed), design=design)):
        assert abs(row.better + row.as_expected + row.worse - 1) < 1e-12
        assert abs(row.net - (row.better - row.worse)) < 1e-12
        assert row.better_low <= row.better <= row.better_high
        assert (row.net_low > 0 or row.net_high < 0) == (row.p_value < 0.05)


@QUICK
@given(seed=seeds, cross=st.sampled_from(["mean", "median", "midpoint"]))
def test_a_sure_quarter_is_the_nominal_one_and_clear_of_both_lines(seed, cross):
    axes = {"importance": ("q", "expected"), "performance": ("q", "perceived"), "measure": gk.Mean()}
    for row in gk.priorities(study_of(people(seed)), cross=cross, **axes):
        sure = all(
            not getattr(row, f"{each}_low") <= getattr(row, f"{each}_line") <= getattr(row, f"{each}_high")
            for each in ("importance", "performance")
        )
        assert sure == (row.quadrant != "undecided")
        assert row.quadrant in (row.nominal, "undecided")


def beliefs(seed, flip=False):
    rng = np.random.default_rng(seed)
    names = list("abcd")
    consumers = pd.DataFrame((rng.random((120, 4)) < rng.uniform(0.1, 0.9, 4)).astype(int), columns=names)
    marketers = pd.DataFrame((rng.random((60, 4)) < 0.5).astype(int), columns=names)
    if flip:
        consumers, marketers = 1 - consumers, 1 - marketers
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in names},
        sides={"marketer": {"sensitive": False}},
    )
    return gk.accuracy(gk.open(survey)).to_frame().set_index("component")


@QUICK
@given(seed=seeds)
def test_turning_every_answer_round_negates_elevation_and_keeps_the_rest(seed):
    one, two = beliefs(seed), beliefs(seed, flip=True)
    assert abs(one.loc["elevation", "mean"] + two.loc["elevation", "mean"]) < 1e-12
    for name in ("spread", "profile", "concordance"):
        assert abs(one.loc[name, "mean"] - two.loc[name, "mean"]) < 1e-9
        assert abs(one.loc[name, "se"] - two.loc[name, "se"]) < 1e-9


def test_guessers_are_right_half_of_the_time():
    # 60 guessers on 20 surveys: the mean concordance of pure guessing is 0.5
    told = [beliefs(seed).loc["concordance"] for seed in range(20)]
    inside = sum(row["ci_low"] <= 0.5 <= row["ci_high"] for row in told)
    assert abs(np.mean([row["mean"] for row in told]) - 0.5) < 0.03
    assert inside >= 16  # of 20 at 95 %: fewer in 1 of 400 runs
