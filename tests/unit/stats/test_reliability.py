"""Reliability: edges and invariances."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats import (
    cronbach_alpha,
    difference_reliability,
    intraclass_correlations,
    mcdonald_omega,
)


def scale(n: int = 200, k: int = 5) -> np.ndarray:
    rng = np.random.default_rng(6)
    return np.round(3 + rng.normal(size=(n, 1)) + rng.normal(size=(n, k)) * np.linspace(0.6, 1.4, k))


@pytest.mark.parametrize("measure", [cronbach_alpha, mcdonald_omega])
def test_order_sign_and_scale_of_the_answers_do_not_matter(measure: Any) -> None:
    y = scale()
    value = measure(y).value
    rng = np.random.default_rng(1)
    for other in (y[rng.permutation(len(y))], y[:, rng.permutation(5)], 6 - y, 1e6 * y, 1e-6 * y):
        assert measure(other).value == pytest.approx(value, rel=1e-7)


def test_both_fits_of_omega_are_near_the_truth() -> None:
    true = 25 / (25 + (np.linspace(0.6, 1.4, 5) ** 2).sum() + 5 / 12)  # answers are rounded
    for fit in ("ml", "minres"):
        assert mcdonald_omega(scale(20_000), fit=fit).value == pytest.approx(true, abs=0.02)  # type: ignore[arg-type]


def test_alpha_of_all_items_is_the_third_intraclass_correlation_of_means() -> None:
    assert intraclass_correlations(scale()).value[5] == pytest.approx(cronbach_alpha(scale()).value)
    feldt, icc = cronbach_alpha(scale()).interval, intraclass_correlations(scale()).interval
    assert icc.low[5] == pytest.approx(feldt.low)  # type: ignore[index]
    assert icc.high[5] == pytest.approx(feldt.high)  # type: ignore[index]


def test_respondents_with_a_gap_are_left_out() -> None:
    y = scale()
    holes = np.vstack([y, np.full((3, 5), np.nan)])
    holes[-1, :4] = 1.0
    assert cronbach_alpha(holes).value == cronbach_alpha(y).value
    assert cronbach_alpha(holes).base == 200


@pytest.mark.parametrize(
    "answers",
    [np.zeros((0, 3)), np.ones((1, 3)), np.ones((20, 3)), np.tile([1.0, 2.0, 3.0], (20, 1))],
)
def test_nobody_or_no_spread_is_no_reliability(answers: np.ndarray) -> None:
    alpha, omega = cronbach_alpha(answers), mcdonald_omega(answers)
    assert np.isnan([alpha.value, alpha.interval.low, alpha.se, alpha.lambda6]).all()
    assert np.isnan(alpha.item_rest).all()
    assert np.isnan(omega.value)
    assert np.isnan(intraclass_correlations(answers).value).all()


def test_one_item_that_does_not_vary_leaves_alpha_but_no_correlations() -> None:
    y = scale(k=3)
    y[:, 0] = 2
    alpha = cronbach_alpha(y)
    assert np.isfinite(alpha.value)
    assert np.isnan([alpha.standardised, alpha.item_rest[0], alpha.lambda6]).all()
    assert np.isnan(mcdonald_omega(y).value)


def test_two_items_have_no_one_factor_model() -> None:
    assert np.isnan(mcdonald_omega(scale(k=2)).value)
    assert np.isnan(cronbach_alpha(scale(k=2)).without_item).all()


def test_copies_of_an_item_have_no_proper_model() -> None:
    y = scale(k=3)
    copies = np.column_stack([y[:, 0], y[:, 0], y[:, 1], y[:, 2]])
    assert np.isnan(mcdonald_omega(copies).value)
    assert np.isnan(cronbach_alpha(copies).lambda6)


def test_one_item_is_no_scale() -> None:
    for measure in (cronbach_alpha, mcdonald_omega, intraclass_correlations):
        with pytest.raises(OptionError, match="two items or more"):
            measure([[1.0], [2.0]])


def test_a_difference_of_independent_scores_is_as_reliable_as_they_are() -> None:
    assert difference_reliability(1, 0.8, 1, 0.8, 0) == pytest.approx(0.8)
    assert difference_reliability(1, 0.8, 1, 0.8, 0.8) == pytest.approx(0, abs=1e-12)
    assert difference_reliability(2, 0.9, 1, 0.7, 0.3) == pytest.approx(
        difference_reliability(1, 0.7, 2, 0.9, 0.3)
    )
    assert np.isnan(difference_reliability(0, 0.9, 0, 0.7, 0.3))
    assert np.isnan(difference_reliability(1, 0.9, 1, 0.9, 1.0))
