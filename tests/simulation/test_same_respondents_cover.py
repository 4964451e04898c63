"""Intervals of two answers of the same respondents, and of dyads, hold as often as they say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk

RUNS = 400
SURE = 3.3 * np.sqrt(0.05 * 0.95 / RUNS)
"""Distance from 95% that chance alone exceeds once in a thousand tests."""


def same_respondents(rng, n, weighted):
    latent = rng.normal(size=(n, 1))
    answers = latent + rng.normal(size=(n, 4)) > np.array([0.0, 0.6, -0.4, 0.2])
    frame = pd.DataFrame(answers.astype(int), columns=["a1", "a2", "b1", "b2"])
    frame["w"] = rng.lognormal(0.0, 0.5, n) if weighted else 1.0
    roles = {name: {"side": "marketer", "label": name} for name in ("know", "asked")}
    items = [{"id": name, "label": name, "know": f"{name}1", "asked": f"{name}2"} for name in "ab"]
    question = {"id": "q", "kind": "knowledge", "format": "multiple", "roles": roles, "reference": "asked"}
    survey = gk.Survey.from_frames(
        {"consumer": pd.DataFrame({"q": [1, 0]}), "marketer": frame},
        reference="consumer",
        sides={"marketer": {"weight": "w", "sensitive": False}},
        questions=[{**question, "items": items}],
    )
    return gk.gap(gk.open(survey)).to_frame()


@pytest.mark.slow
@pytest.mark.parametrize("weighted", [False, True])
def test_both_family_intervals_of_the_same_respondents_hold_together(weighted):
    from scipy.special import ndtr

    share = ndtr(-np.array([0.0, 0.6, -0.4, 0.2]) / np.sqrt(2))
    truth = np.array([share[0] - share[1], share[2] - share[3]])
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(RUNS):
        frame = same_respondents(rng, 150, weighted)
        held += bool(((frame["ci_low_family"] <= truth) & (truth <= frame["ci_high_family"])).all())
    assert abs(held / RUNS - 0.95) < SURE


@pytest.mark.slow
def test_the_interval_between_dyads_holds():
    rng = np.random.default_rng(12)
    held = 0
    for _ in range(RUNS):
        appeal = rng.uniform(0.2, 0.8, 40)
        sides = {}
        for side, per, shift in (("consumer", 20, 0.0), ("marketer", 6, 0.1)):
            brand = np.repeat(np.arange(40), per)
            answers = rng.random(40 * per) < appeal[brand] + shift
            sides[side] = pd.DataFrame({"brand": brand, "q": answers.astype(int)})
        survey = gk.Survey.from_frames(
            sides,
            reference="consumer",
            pairs={"q": {"consumer": "q", "marketer": "q"}},
            sides={name: {"dyad": "brand", "sensitive": False} for name in sides},
        )
        row = gk.gap(gk.open(survey)).rows[0]
        held += row.ci_low <= 0.1 <= row.ci_high
    assert abs(held / RUNS - 0.95) < SURE
