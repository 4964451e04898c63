"""Effective bases."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.stats import (
    Design,
    covariance,
    effective_base,
    influence,
    kish,
    korn_graubard,
    linearised_base,
)


def test_kish_is_the_square_of_the_sum_over_the_sum_of_squares() -> None:
    assert kish(10.0, 30.0) == pytest.approx(10 / 3)
    assert np.isnan(kish(0.0, 0.0))


@pytest.mark.parametrize("weight", [1.0, 0.1, 1e-6, 7.3e5])
@pytest.mark.parametrize("ticks", [1, 37, 99])
def test_equal_weights_are_worth_every_respondent(weight: float, ticks: int) -> None:
    y, w = (np.arange(100) < ticks).astype(float)[:, None], np.full(100, weight)
    v = covariance(influence(y, np.ones_like(y, dtype=bool), w), Design(w))[0, 0]
    assert effective_base(ticks / 100, v, 100, kish(w.sum(), (w**2).sum())) == 100


def at(n_l: float, p: float, n: float) -> float:
    """The variance that makes a share of p on n respondents worth n_L."""
    return n * p * (1 - p) / ((n - 1) * n_l)


def test_a_base_below_kishs_is_believed() -> None:
    assert effective_base(0.5, at(60, 0.5, 100), 100, 80) == pytest.approx(60)


def test_a_base_above_kishs_is_believed_as_far_as_the_rarer_answer_proves() -> None:
    # m = 50 * 0.4 = 20: half of the gain on the log scale
    assert effective_base(0.4, at(72, 0.4, 100), 100, 50) == pytest.approx(60)
    assert effective_base(0.6, at(72, 0.6, 100), 100, 50) == pytest.approx(60)


def test_no_base_exceeds_the_respondents() -> None:
    assert effective_base(0.5, at(5000, 0.5, 1000), 1000, 900) == 1000


def test_shares_at_the_end_fall_back_on_kish() -> None:
    assert effective_base([0.0, 1.0, 1 - 1e-16], [0, 0, 1e-33], 100, 80).tolist() == [80, 80, 80]


def test_on_a_clustered_side_they_borrow_the_median_loss() -> None:
    variance = [0.0, at(40, 0.5, 100), at(20, 0.5, 100), at(160, 0.5, 100)]
    got = effective_base([0.0, 0.5, 0.5, 0.5], variance, 100, 80, clustered=True)
    assert got[0] == pytest.approx(80 / 2)  # losses 2, 4, 0.5


def test_a_median_gain_is_not_borrowed() -> None:
    got = effective_base([0.0, 0.5], [0.0, at(95, 0.5, 100)], 100, 80, clustered=True)
    assert got[0] == 80


def test_nothing_known_is_no_base() -> None:
    got = effective_base([np.nan, 0.5, 0.5], [0.1, np.nan, 0.1], 100, [80, 80, np.nan])
    assert np.isnan(got).all()
    assert np.isnan(linearised_base(0.0, 0.0, 100))


def test_few_psus_cut_the_base_of_one_share() -> None:
    # R 4.2.2: (qt(.975, 499) / qt(.975, 19))^2 = (1.964729 / 2.093024)^2
    assert korn_graubard(400.0, 500, 19) == pytest.approx(400 * (1.964729 / 2.093024) ** 2, rel=1e-6)
    assert korn_graubard(400.0, 500, np.inf) == 400
    assert np.isnan(korn_graubard(400.0, 500, 0))
