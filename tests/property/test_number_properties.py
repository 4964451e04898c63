"""What must hold for gaps of numbers and ranks, whatever the answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gapkit as gk

ITEMS = ("a", "b", "c")
FEW = {"suppress": 1, "flag": 1, "denote": 1, "reason": "small samples"}


def side(seed, people, *, ranks):
    """Return answers and weights of one side, some of them missing."""
    rng = np.random.default_rng(seed)
    if ranks:
        order = rng.permuted(np.tile(np.arange(1.0, 4.0), (people, 1)), axis=1)
        told = np.where(order <= rng.integers(1, 4, (people, 1)), order, np.nan)
    else:
        told = rng.poisson(rng.uniform(1, 6), (people, 3)) + rng.integers(0, 2, (people, 3)) / 2
        told = np.where(rng.random(told.shape) < 0.1, np.nan, told)
    frame = pd.DataFrame(told, columns=list(ITEMS))
    return frame.assign(w=rng.uniform(0.5, 2, people))


def gaps(consumer, marketer, *, ranks, measure, reference="consumer"):
    """Return the gaps of two frames as a frame."""
    survey = gk.Survey.from_frames(
        {"consumer": consumer, "marketer": marketer},
        reference=reference,
        pairs={item: {"consumer": item, "marketer": item} for item in ITEMS},
        format="rank" if ranks else "number",
        layout="rank" if ranks else None,
        weight="w",
        measure=measure,
        sides={"consumer": {"sensitive": False}, "marketer": {"sensitive": False}},
        options={"low_base": FEW},
    )
    return gk.gap(gk.open(survey)).to_frame().set_index("item")


@pytest.mark.parametrize("measure", ["mean", "median", "mean_rank"])
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), people=st.integers(15, 60))
def test_gaps_of_numbers_hold_what_gaps_must(measure, seed, people):
    ranks = measure == "mean_rank"
    consumer, marketer = side(seed, people, ranks=ranks), side(seed + 1, people + 9, ranks=ranks)
    told = gaps(consumer, marketer, ranks=ranks, measure=measure)

    mirrored = gaps(consumer, marketer, ranks=ranks, measure=measure, reference="marketer")
    np.testing.assert_allclose(mirrored["gap"], -told["gap"], atol=1e-12)
    np.testing.assert_allclose(mirrored["ci_low_family"], -told["ci_high_family"], atol=1e-9)

    numbers = ["gap", "se", "ci_low", "ci_high", "ci_low_family", "ci_high_family", "p_adjusted"]
    shuffled = consumer.sample(frac=1, random_state=seed).assign(w=lambda each: each["w"] * 7.5)
    same = gaps(shuffled, marketer, ranks=ranks, measure=measure)
    np.testing.assert_allclose(same[numbers].astype(float), told[numbers].astype(float), atol=1e-9)

    tested = told[told["family_size"] > 0]
    excluded = (tested["ci_low_family"] > 0) | (tested["ci_high_family"] < 0)
    assert (excluded == (tested["p_adjusted"] < 0.05)).all()
    assert (tested["p_adjusted"] >= tested["p_value"] - 1e-12).all()
