"""Weighting one side to known shares, from its segments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.errors import DesignError, OptionError
from gapkit.weighting import calibrate, describe_weights, poststratify, rake, trim

TARGETS = {"age": {"18-24": 0.3, "25-44": 0.3, "45+": 0.4}, "sex": {"f": 0.5, "m": 0.5}}


@pytest.fixture
def side() -> Any:
    rng = np.random.default_rng(8)
    n = 300
    frame = pd.DataFrame(
        {
            "q": rng.integers(0, 2, n),
            "age": rng.choice(["18-24", "25-44", "45+"], n, p=[0.15, 0.55, 0.3]),
            "sex": rng.choice(["f", "m"], n, p=[0.7, 0.3]),
            "w": rng.lognormal(0, 0.3, n),
        }
    )
    survey = gk.Survey.from_frames(
        {"consumer": frame, "marketer": frame.iloc[:60]},
        reference="consumer",
        pairs={"q": {"consumer": "q", "marketer": "q"}},
        sides={"consumer": {"weight": "w"}},
        segments={
            "age": {"consumer": "age", "marketer": "age"},
            "sex": {"consumer": "sex", "marketer": "sex"},
        },
    )
    return gk.load(frame, survey, side="consumer")


def shares(responses: Any, segment: str) -> dict[str, float]:
    codes = responses.segments[segment]
    weight = responses.weight
    return {label: weight[codes.codes == k].sum() / weight.sum() for k, label in enumerate(codes.labels)}


@pytest.mark.parametrize(
    "weigh",
    [
        lambda side: rake(side, TARGETS),
        lambda side: calibrate(side, TARGETS),
        lambda side: calibrate(side, TARGETS, distance="raking"),
        lambda side: calibrate(side, TARGETS, distance="logit", bounds=(0.2, 4)),
        lambda side: calibrate(side, TARGETS, bounds=(0.3, 3)),
    ],
)
def test_every_way_meets_the_targets_and_keeps_the_sum(side: Any, weigh: Any) -> None:
    done = weigh(side)
    for segment, target in TARGETS.items():
        assert shares(done.responses, segment) == pytest.approx(target, abs=1e-8)
    assert done.responses.weight.sum() == pytest.approx(side.weight.sum())
    assert done.calibration.factor == pytest.approx(done.responses.weight / side.weight)
    assert done.after.deff > done.before.deff > 1


def test_raking_by_distance_is_raking(side: Any) -> None:
    one, other = rake(side, TARGETS), calibrate(side, TARGETS, distance="raking")
    assert one.responses.weight == pytest.approx(other.responses.weight, rel=1e-7)


def test_cells_are_met_one_by_one(side: Any) -> None:
    cells = {(a, s): p * q for a, p in TARGETS["age"].items() for s, q in TARGETS["sex"].items()}
    done = poststratify(side, cells, by=("age", "sex"))
    assert shares(done.responses, "age") == pytest.approx(TARGETS["age"])
    assert done.method == "post-stratified by age x sex"
    one = rake(side, {"age": TARGETS["age"]})
    same = poststratify(side, {(a,): p for a, p in TARGETS["age"].items()}, by=("age",))
    assert one.responses.weight == pytest.approx(same.responses.weight)


def test_what_was_loaded_stays_as_it_was(side: Any) -> None:
    before = side.weight.copy()
    rake(side, TARGETS)
    trim(side, upper=1.2)
    assert (side.weight == before).all()


def test_trimming_keeps_the_sum_and_says_what_it_did(side: Any) -> None:
    done = trim(side, lower=0.5, upper=2)
    assert done.responses.weight.sum() == pytest.approx(side.weight.sum())
    assert done.after.deff < done.before.deff
    assert done.method == "trimmed at 0.5 and 2 times the mean weight"
    assert repr(done).startswith("<Weighting of ")


@pytest.mark.parametrize("factor", [1e-6, 1e6])
def test_scaling_the_base_weights_scales_the_result(side: Any, factor: float) -> None:
    from dataclasses import replace

    scaled = rake(replace(side, weight=side.weight * factor), TARGETS)
    assert scaled.responses.weight / factor == pytest.approx(rake(side, TARGETS).responses.weight, rel=1e-9)


@pytest.mark.parametrize(
    ("targets", "error", "message"),
    [
        ({}, OptionError, "`targets` must be shares of one segment or more."),
        ({"town": {"a": 1.0}}, OptionError, "`targets` must be one of `age`, `sex`."),
        ({"sex": {"f": 50, "m": 50}}, OptionError, "`targets.sex` must be shares that sum to 1."),
        ({"sex": {"f": 1.5, "m": -0.5}}, OptionError, "`targets.sex` must be shares that sum to 1."),
        ({"sex": {"f": 0.5, "x": 0.5}}, OptionError, "`targets.sex` must be one of `f`, `m`."),
    ],
)
def test_impossible_targets_are_refused(side: Any, targets: Any, error: Any, message: str) -> None:
    with pytest.raises(error) as caught:
        rake(side, targets)
    assert caught.value.message == message


def test_respondents_without_a_target_are_counted(side: Any) -> None:
    with pytest.raises(DesignError, match=r"respondents are in no category of `sex`"):
        rake(side, {"sex": {"f": 1.0}})
    with pytest.raises(DesignError, match=r"in no category of `age x sex`"):
        poststratify(side, {("18-24", "f"): 1.0}, by=("age", "sex"))


def test_bounds_too_narrow_are_told() -> None:
    from gapkit.stats import Limits
    from gapkit.stats import calibrate as calibrate_weights

    x = np.repeat(np.eye(2), [90, 10], axis=0)
    narrow = Limits(np.asarray(0.9), np.asarray(1.1))
    for distance in ("linear", "raking", "logit"):
        with pytest.raises(DesignError, match="can't be brought to their targets"):
            calibrate_weights(np.ones(100), x, [50, 50], distance=distance, bounds=narrow)
    with pytest.raises(OptionError, match="`bounds` must be below 1 and above 1"):
        calibrate_weights(np.ones(100), x, [50, 50], distance="logit")


def test_contradicting_margins_are_told() -> None:
    from gapkit.stats import rake as rake_weights

    same = np.array([0, 0, 1, 1])
    with pytest.raises(DesignError, match="can't be brought to their targets"):
        rake_weights(np.ones(4), [same, same], [[1, 3], [3, 1]])
    with pytest.raises(OptionError, match="`totals` must be the same sum"):
        rake_weights(np.ones(4), [same, same], [[2, 2], [3, 3]])
    with pytest.raises(DesignError, match="can't be brought to their targets"):
        rake_weights(np.ones(4), [same], [[2, 2, 1]])


def test_nobody_has_no_design_effect() -> None:
    report = describe_weights([0.0, 0.0])
    assert report.base == 0
    assert np.isnan(report.deff)


def test_a_tally_leaves_out_what_the_totals_already_tell() -> None:
    young, old = [1] * 30 + [0] * 10, [1] * 12 + [0] * 48
    guests = pd.DataFrame({"q": young + old, "age": ["young"] * 40 + ["old"] * 60})
    survey = gk.Survey.from_frames(
        {"guest": guests, "host": pd.DataFrame({"q": [1, 0] * 150})},
        reference="guest",
        pairs={"tea": {"guest": "q", "host": "q"}},
        segments={"age": {"label": "Age", "guest": "age"}},
    )
    study = gk.open(survey)
    done = poststratify(study.sides["guest"], {("old",): 0.5, ("young",): 0.5}, by=["age"])
    (plain, known) = (
        gk.tally(gk.pair(side, study.sides["host"])).estimate("items", "tea", "guest")
        for side in (replace(done.responses, calibration=None), done.responses)
    )
    assert known.value == plain.value == pytest.approx(0.5 * 0.75 + 0.5 * 0.2)
    # By hand: 100/99 times the sum over cells of (share/n)^2 n p (1 - p), cells of 40 and 60.
    variance = 100 / 99 * (0.25 * 0.75 * 0.25 / 40 + 0.25 * 0.2 * 0.8 / 60)
    assert known.se == pytest.approx(variance**0.5, rel=1e-9)
    assert known.se < plain.se
    assert known.effective_base > plain.effective_base
    told = gk.tally(gk.pair(done.responses, study.sides["host"])).method["variance"]
    assert told == "Guest: Taylor linearisation, weights brought to known totals; Host: Taylor linearisation"
