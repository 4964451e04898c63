"""Equivalence, textbook power, and planning on gapkit's own decision."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats.decision_power import decide_tables
from gapkit.stats.equivalence import EquivalenceMethod, mean_equivalence, proportion_equivalence
from gapkit.stats.fieldwork import Fieldwork
from gapkit.stats.planning import (
    power_curve,
    required_sample,
    smallest_detectable_gap,
)
from gapkit.stats.power import PowerMethod, h_power, mean_power, proportion_power
from gapkit.stats.sample_sizes import detectable_difference, mean_sample_size, proportion_sample_size

EQUIVALENCE = get_args(EquivalenceMethod)


# --- equivalence


@pytest.mark.parametrize("method", EQUIVALENCE)
@pytest.mark.parametrize("conf_level", [0.85, 0.95, 0.999])
def test_agreement_is_the_interval_inside_the_margin(method: Any, conf_level: float) -> None:
    x1, x2 = np.mgrid[0:26, 0:41]
    test = proportion_equivalence(x1, 25, x2, 40, margin=0.3, method=method, conf_level=conf_level)
    inside = (test.interval.low > -0.3) & (test.interval.high < 0.3)  # type: ignore[operator]
    clear = np.abs(test.p_value - (1 - conf_level)) > 1e-9  # type: ignore[operator]
    clear &= ~np.isnan(test.p_value)
    assert (inside == (test.p_value < 1 - conf_level))[clear].all()


@pytest.mark.parametrize("method", EQUIVALENCE)
def test_equivalence_mirrors(method: Any) -> None:
    there = proportion_equivalence(9, 10, 7, 12, margin=0.2, method=method)
    back = proportion_equivalence(7, 12, 9, 10, margin=0.2, method=method)
    assert there.p_value == pytest.approx(back.p_value)
    assert there.p_low == pytest.approx(back.p_high)
    assert there.interval.low == pytest.approx(-back.interval.high)  # type: ignore[operator]


@pytest.mark.parametrize("method", EQUIVALENCE)
def test_nobody_agrees_with_nobody(method: Any) -> None:
    test = proportion_equivalence([0, 0], [0, 4], [1, 0], [3, 0], margin=0.1, method=method)
    assert np.isnan([test.value, test.p_value, test.interval.low, test.interval.high]).all()


def test_constant_means_have_no_equivalence_test() -> None:
    test = mean_equivalence(3.0, 0.0, 9, 3.0, 0.0, 99, margin=0.5)
    assert test.value == 0
    assert np.isnan([test.p_value, test.interval.low, test.statistic_low]).all()


# --- textbook power


@pytest.mark.parametrize("method", get_args(PowerMethod))
def test_power_rises_to_1_and_falls_to_the_level(method: Any) -> None:
    power = proportion_power(0.5, [0.5, 0.6, 0.7, 0.999], 132, 1300, method=method)
    assert (np.diff(power) > 0).all()
    assert power[0] == pytest.approx(0.05)  # type: ignore[index]
    assert power[-1] == pytest.approx(1)  # type: ignore[index]


@pytest.mark.parametrize("method", get_args(PowerMethod))
def test_the_sample_has_the_power_it_was_asked_for(method: Any) -> None:
    n = proportion_sample_size([0.3, 0.02], [0.4, 0.05], power=0.9, method=method)
    np.testing.assert_allclose(
        proportion_power([0.3, 0.02], [0.4, 0.05], n, n, method=method), 0.9, rtol=1e-9
    )


def test_no_gap_needs_an_endless_sample() -> None:
    assert proportion_sample_size(0.4, 0.4) == np.inf
    assert mean_sample_size(0.0) == np.inf
    assert np.isnan(mean_sample_size(np.nan))


def test_power_of_means_is_1_far_out_and_the_level_at_0() -> None:
    assert mean_power([0.0, 100.0], 60, 300) == pytest.approx([0.05, 1.0])
    assert np.isnan(mean_power(0.5, 1, 1))


def test_nobody_asked_has_no_power() -> None:
    assert np.isnan([h_power(0.3, 0, 0), mean_power(0.3, 0, 0), proportion_power(0.2, 0.4, 0, 0)]).all()


def test_a_difference_that_cannot_be_shown_is_no_number() -> None:
    assert np.isnan(detectable_difference(0.95, 10, 10))


# --- planning


@pytest.mark.parametrize(
    ("items", "share", "gap", "power", "digits"),
    [
        (1, 0.5, 0.13, 0.82, 0.005),  # STATISTICS, section 11
        (12, 0.5, 0.13, 0.50, 0.005),
        (12, 0.10, 0.08, 0.41, 0.011),  # section 2 has c = 2.85 for 2.87 here
        (12, 0.02, 0.04, 0.36, 0.03),
    ],
)
def test_power_of_the_plans_that_were_published(
    items: int, share: float, gap: float, power: float, digits: float
) -> None:
    curve = power_curve(share, Fieldwork(132, 1300, items=items), gaps=gap)
    assert curve.exact
    assert curve.power[0] == pytest.approx(power, abs=digits)


def test_the_sum_over_tables_is_the_chance_counted_one_by_one() -> None:
    decision = decide_tables(6, 9, 0.05, 1.959963984540054)
    rng = np.random.default_rng(1)
    x1, x2 = rng.binomial(6, 0.8, 200_000), rng.binomial(9, 0.2, 200_000)
    assert decision.flagged is not None
    assert decision.power(0.8, 0.2) == pytest.approx(decision.flagged[x1, x2].mean(), abs=0.005)


def test_the_normal_form_continues_the_exact_one() -> None:
    exact = power_curve(0.5, Fieldwork(700, 1400), gaps=[0.05, 0.08])
    normal = power_curve(0.5, Fieldwork(720, 1400), gaps=[0.05, 0.08])
    assert (exact.exact, normal.exact) == (True, False)
    np.testing.assert_allclose(exact.power, normal.power, atol=0.03)


def test_design_effect_and_items_cost_power() -> None:
    plans = [Fieldwork(132, 1300), Fieldwork(132, 1300, deff=1.5), Fieldwork(132, 1300, deff=1.5, items=12)]
    gaps = [smallest_detectable_gap(0.4, plan).above for plan in plans]
    assert gaps == sorted(gaps)
    assert Fieldwork(198, 1300, deff=1.5).effective == (132, 1300)


def test_the_detectable_gap_has_the_power_it_was_asked_for() -> None:
    plan = Fieldwork(60, 600)
    gap = smallest_detectable_gap(0.3, plan, power=0.9)
    curve = power_curve(0.3, plan, gaps=[gap.above, gap.below])
    np.testing.assert_allclose(curve.power, 0.9, atol=1e-6)


def test_what_no_sample_shows_is_said() -> None:
    assert np.isnan(smallest_detectable_gap(0.02, Fieldwork(30, 1300)).below)
    assert np.isnan(power_curve(0.9, Fieldwork(30, 30), gaps=0.2).power[0])
    alone = required_sample(0.52, 0.5, Fieldwork(50, 50))
    assert (alone.base, alone.base_reference) == (np.inf, 50)


def test_a_required_sample_may_grow_with_the_reference() -> None:
    both = required_sample(0.6, 0.5, Fieldwork(100, 200), reference_grows=True)
    assert both.base_reference == 2 * both.base
    assert both.power >= 0.8
    assert both.base < required_sample(0.6, 0.5, Fieldwork(100, 300)).base


def test_default_curve_covers_every_possible_point() -> None:
    curve = power_curve(0.2, Fieldwork(40, 40))
    assert (curve.gap[0], curve.gap[-1]) == (-0.2, 0.5)
    assert not np.isnan(curve.power).any()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Fieldwork(1, 100), "`base` must be a finite number, 2 or more."),
        (lambda: Fieldwork(10, 100, deff=0), "`deff` must be a finite number, above 0."),
        (lambda: Fieldwork(10, 100, items=0), "`items` must be a finite number, 1 or more."),
        (lambda: Fieldwork(10, 100, conf_level=95), "`conf_level` must be from 0.70 to below 1."),
        (lambda: power_curve(1.2, Fieldwork(10, 100)), "`share_reference` must be from 0 to 1."),
        (
            lambda: smallest_detectable_gap(0.2, Fieldwork(10, 100), power=0.01),
            "`power` must be above 1 - conf_level and below 1.",
        ),
        (
            lambda: proportion_sample_size(0.1, 0.2, power=1),
            "`power` must be above 1 - conf_level and below 1.",
        ),
        (
            lambda: proportion_equivalence(1, 2, 1, 2, margin=0),
            "`margin` must be a finite number above 0.",
        ),
        (
            lambda: proportion_equivalence(1, 2, 1, 2, margin=0.1, conf_level=0.8),
            "`conf_level` must be from 0.85 to below 1.",
        ),
    ],
)
def test_impossible_plans_are_refused(call: Any, message: str) -> None:
    with pytest.raises(OptionError) as error:
        call()
    assert error.value.message == message
