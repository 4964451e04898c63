"""Tests and sizes for means and ordered answers: edges, and what must hold whatever the answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapkit.errors import OptionError
from gapkit.stats import (
    Design,
    Sample,
    answer_sums,
    cliffs_delta,
    common_counts,
    covariance,
    hodges_lehmann,
    kruskal_wallis,
    mann_whitney,
    mean_covariance,
    mean_test,
    paired_mean_test,
    paired_standardised_gap,
    placements,
    proportional_odds,
    sample_of,
    sign_test,
    signed_rank,
    standardised_gap,
    superiority,
)

few = settings(max_examples=15, deadline=None, derandomize=True)
scales = st.lists(st.integers(0, 12), min_size=5, max_size=5).filter(lambda c: sum(c) > 2)


def numbers(result: Any) -> list[float]:
    """Every number of a result beyond its first, intervals too."""
    flat: list[float] = []
    for name in result.__slots__[1:]:
        value = getattr(result, name)
        flat += [value.low, value.high] if hasattr(value, "low") else [float(value)]
    return flat


@few
@given(scales, scales)
def test_swapping_sides_mirrors_everything(first: list[int], second: list[int]) -> None:
    a, b = answer_sums(first), answer_sums(second)
    for method in ("t", "normal", "logit-t", "logit-normal"):
        one, other = superiority(a, b, method=method), superiority(b, a, method=method)
        assert one.value == pytest.approx(1 - other.value)
        assert one.interval.low == pytest.approx(1 - other.interval.high, nan_ok=True)
        assert one.p_value == pytest.approx(other.p_value, nan_ok=True)
    for kind in ("normal", "t", "fisher"):
        delta, back = cliffs_delta(a, b, method=kind), cliffs_delta(b, a, method=kind)
        assert delta.interval.low == pytest.approx(-back.interval.high, nan_ok=True)
        assert delta.higher == pytest.approx(back.lower)
    for test in ("asymptotic", "corrected", "exact"):
        u, v = mann_whitney(first, second, test=test), mann_whitney(second, first, test=test)
        assert u.u == v.u_reference
        assert u.p_value == pytest.approx(v.p_value, nan_ok=True)
    model, mirror = proportional_odds(first, second), proportional_odds(second, first)
    assert model.log_odds == pytest.approx(-mirror.log_odds, abs=1e-7, nan_ok=True)
    assert model.profile.low == pytest.approx(-mirror.profile.high, abs=1e-6, nan_ok=True)


@few
@given(scales, scales)
def test_reversing_the_scale_mirrors_everything(first: list[int], second: list[int]) -> None:
    a, b = answer_sums(first), answer_sums(second)
    x, y = answer_sums(first[::-1]), answer_sums(second[::-1])
    one, other = superiority(a, b), superiority(x, y)
    assert one.value == pytest.approx(1 - other.value)
    assert one.p_value == pytest.approx(other.p_value, nan_ok=True)
    model, mirror = proportional_odds(first, second), proportional_odds(first[::-1], second[::-1])
    assert model.log_odds == pytest.approx(-mirror.log_odds, abs=1e-7, nan_ok=True)
    assert model.se == pytest.approx(mirror.se, nan_ok=True)
    assert kruskal_wallis([first, second]).statistic == pytest.approx(
        kruskal_wallis([first[::-1], second[::-1]]).statistic, nan_ok=True
    )


@few
@given(scales, scales)
def test_two_groups_of_kruskal_wallis_are_mann_whitney(first: list[int], second: list[int]) -> None:
    assert kruskal_wallis([first, second]).p_value == pytest.approx(
        mann_whitney(first, second).p_value, nan_ok=True
    )


@few
@given(scales, scales, st.sampled_from([0.9, 0.95, 0.99]))
def test_the_interval_excludes_a_half_exactly_when_p_says_so(
    first: list[int], second: list[int], level: float
) -> None:
    for method in ("t", "normal", "logit-t", "logit-normal"):
        got = superiority(answer_sums(first), answer_sums(second), method=method, conf_level=level)
        excludes = got.interval.low > 0.5 or got.interval.high < 0.5
        assert excludes == (got.p_value < 1 - level)


@pytest.mark.parametrize("factor", [1e-6, 0.3, 1e6])
def test_scaling_the_weights_changes_nothing(factor: float) -> None:
    w, s, n = np.array([3.0, 7, 4, 6]), np.array([4.0, 9, 5, 9]), 15
    other = answer_sums([4, 4, 9, 3])
    one = superiority(answer_sums(w, s, n), other)
    two = superiority(answer_sums(w * factor, s * factor**2, n), other)
    assert numbers(one) == pytest.approx(numbers(two), rel=1e-9)
    odds = proportional_odds(w * factor, [4, 4, 9, 3]).log_odds
    assert np.isfinite(odds)


def test_weighted_sums_give_the_linearised_variance() -> None:
    rng = np.random.default_rng(2)
    codes, w = rng.integers(0, 5, 80), rng.lognormal(0, 0.5, 80)
    other = np.array([5.0, 8, 9, 4, 2])
    sums = answer_sums(np.bincount(codes, w, 5), np.bincount(codes, w**2, 5), 80)
    scores, base = placements(other)[codes][:, None], np.ones((80, 1), dtype=bool)
    own = mean_covariance(scores, base, Design(w))[0, 0]
    back = 1 - placements(np.bincount(codes, w, 5))[np.repeat(np.arange(5), other.astype(int))]
    reference = back.var(ddof=1) / len(back)
    assert superiority(sums, answer_sums(other)).se == pytest.approx(np.sqrt(own + reference))


def test_many_items_at_once_are_one_by_one() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.integers(1, 20, (2, 3, 5))
    whole = superiority(answer_sums(a), answer_sums(b))
    test = mann_whitney(a, b, test="exact")
    for item in range(3):
        one = superiority(answer_sums(a[item]), answer_sums(b[item]))
        assert whole.p_value[item] == one.p_value
        assert test.p_value[item] == mann_whitney(a[item], b[item], test="exact").p_value


DEGENERATE = [([5, 0, 0], [0, 0, 7]), ([5, 0, 0], [9, 0, 0]), ([1, 0, 0], [4, 3, 2]), ([0, 0, 0], [4, 3, 2])]


@pytest.mark.parametrize(("first", "second"), DEGENERATE)
def test_no_overlap_no_spread_or_nobody_has_no_test(first: list[int], second: list[int]) -> None:
    for method in ("t", "normal", "logit-t", "logit-normal"):
        got = superiority(answer_sums(first), answer_sums(second), method=method)
        assert np.isnan([got.statistic, got.p_value, got.interval.low, got.interval.high]).all()
    if sum(first) != 1:  # one respondent among others still fits a model
        model = proportional_odds(first, second)
        assert np.isnan([model.log_odds, model.se, model.p_value, model.profile.low]).all()


def test_all_alike_or_nobody_has_no_rank_test() -> None:
    for test in ("asymptotic", "corrected"):
        assert np.isnan(mann_whitney([5, 0], [9, 0], test=test).p_value)
        assert np.isnan(mann_whitney([0, 0], [9, 1], test=test).p_value)
    assert np.isnan(mann_whitney([0, 0], [9, 1], test="exact").p_value)
    assert mann_whitney([5, 0], [9, 0], test="exact").p_value == 1
    assert np.isnan(kruskal_wallis([[5, 0], [9, 0]]).statistic)
    assert np.isnan(kruskal_wallis([[5, 1], [0, 0]]).p_value)
    assert np.isnan(hodges_lehmann(common_counts([], [1, 2])).value)
    assert np.isnan([signed_rank([0, 0]).p_value, sign_test([0]).p_value]).all()


@pytest.mark.parametrize(
    "sample", [Sample(3.0, 0.0, 5), Sample(3.0, 1.0, 1), Sample(np.nan, np.nan, 0), Sample(3.0, np.nan, 1)]
)
def test_means_without_spread_or_base_have_no_test(sample: Sample) -> None:
    constant = Sample(2.0, 0.0, 9)
    for result in (
        mean_test(sample, constant),
        mean_test(sample, constant, equal_spread=True),
        paired_mean_test(sample),
    ):
        assert np.isnan([result.statistic, result.p_value, result.interval.low]).all()
    for size in (
        *(standardised_gap(sample, constant, by=by) for by in ("pooled", "average", "reference")),
        paired_standardised_gap(sample),
    ):
        assert np.isnan([size.value, size.interval.low, size.corrected]).all()


def test_samples_leave_out_missing_answers_per_item() -> None:
    y = np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, np.nan], [6.0, 4.0]])
    sample = sample_of(y)
    assert np.asarray(sample.mean).tolist() == [3, 4]
    assert np.asarray(sample.n).tolist() == [3, 1]
    assert np.isnan(sample.sd).tolist() == [False, True]


def test_a_size_far_from_0_still_has_its_interval() -> None:
    size = standardised_gap(Sample(100.0, 1.0, 400), Sample(50.0, 1.0, 400))
    assert size.interval.low < 50 < size.interval.high


def test_exact_tests_refuse_what_they_cannot_count() -> None:
    with pytest.raises(OptionError, match="`test` must be countable"):
        mann_whitney([500, 500], [500, 500], test="exact")
    with pytest.raises(OptionError, match="`test` must be countable"):
        signed_rank(np.arange(1, 3000), test="exact")
    with pytest.raises(OptionError, match="`weight` must be 0 or more"):
        answer_sums([-1, 2])
    with pytest.raises(OptionError, match="`test` must be one of"):
        mann_whitney([1, 2], [2, 1], test="normal")  # type: ignore[arg-type]


def test_shifts_of_large_samples_use_the_normal_distribution() -> None:
    rng = np.random.default_rng(0)
    shift = hodges_lehmann(common_counts(rng.integers(1, 8, 900), rng.integers(1, 8, 900)))
    assert shift.interval.low <= shift.value <= shift.interval.high


def test_leverage_gives_the_models_own_standard_error_back() -> None:
    first, second = np.array([5, 10, 40, 45]), np.array([20, 30, 30, 20])
    model = proportional_odds(first, second)
    side = np.repeat([0, 1], [100, 100])
    codes = np.concatenate([np.repeat(np.arange(4), second), np.repeat(np.arange(4), first)])
    u = model.leverage[side, codes][:, None]
    assert u.sum() == pytest.approx(0, abs=1e-9)
    assert np.sqrt(covariance(u, Design(np.ones(200)))[0, 0]) == pytest.approx(model.se, rel=0.1)
