"""Gaps over segments and waves: edges, and what must hold whatever the numbers."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from scipy.special import chdtrc, ndtr

from gapkit.errors import OptionError
from gapkit.stats.cochran_q import heterogeneity
from gapkit.stats.gap_differences import gap_difference, mover_limits
from gapkit.stats.gap_methods import ProportionGapMethod
from gapkit.stats.logit_gaps import logit_interaction
from gapkit.stats.pooling import Tau2Method, random_effects
from gapkit.stats.score import smoothed_variance
from gapkit.stats.share_vectors import ShareVector
from gapkit.stats.stratified import common_gap, common_odds_ratio
from gapkit.stats.trends import gap_trend, mean_trend, share_trend
from gapkit.stats.types import Limits

METHODS = get_args(ProportionGapMethod)
AFTER, BEFORE = (75, 128, 640, 1250), (90, 132, 610, 1300)


# --- trend


def test_trend_does_not_depend_on_origin_and_follows_the_unit_of_scores() -> None:
    x, n = [40, 52, 61, 70], [132, 130, 128, 131]
    one, ten = share_trend(x, n), share_trend(x, n, scores=[110, 120, 130, 140])
    assert ten.slope == pytest.approx(one.slope / 10)
    assert ten.p_value == pytest.approx(one.p_value)
    back = share_trend(x[::-1], n[::-1])
    assert back.statistic == pytest.approx(-one.statistic)


@pytest.mark.parametrize("count", [[0, 0, 0], [10, 12, 9]])
def test_a_share_that_never_varies_has_no_trend_test(count: Any) -> None:
    trend = share_trend(count, [10, 12, 9])
    assert trend.slope == pytest.approx(0, abs=1e-12)
    assert np.isnan([trend.statistic, trend.p_value, trend.interval.low]).all()


def test_a_segment_of_nobody_has_no_part_in_a_trend() -> None:
    there = share_trend([5, 0, 9], [20, 0, 20], scores=[1, 2, 3])
    assert there.p_value == pytest.approx(share_trend([5, 9], [20, 20], scores=[1, 3]).p_value)
    assert np.isnan(share_trend([5, 0], [20, 0]).p_value)


def test_gap_trend_of_independent_segments_is_least_squares() -> None:
    p1, n1, p2, n2 = [0.3, 0.5, 0.4], [60, 80, 40], [0.2, 0.3, 0.1], [300, 200, 100]
    trend = gap_trend(ShareVector(p1, n1), ShareVector(p2, n2))
    weight = 1 / (1 / np.array(n1) + 1 / np.array(n2))
    slope = np.polyfit([1, 2, 3], np.subtract(p1, p2), 1, w=np.sqrt(weight))[0]
    assert trend.slope == pytest.approx(slope)
    line = weight * (np.arange(3) - weight @ np.arange(3) / weight.sum())
    line /= line @ np.arange(3)
    variance = smoothed_variance(np.array(p1), np.array(n1)) + smoothed_variance(np.array(p2), np.array(n2))
    assert trend.se == pytest.approx(np.sqrt(line**2 @ variance))
    assert trend.p_value == pytest.approx(2 * ndtr(-abs(trend.slope / trend.se)))


def test_gap_trend_mirrors_and_keeps_the_few_clusters() -> None:
    side = ShareVector([0.3, 0.5, 0.4], 50, np.full((3, 3), 1e-3), 19)
    reference = ShareVector([0.2, 0.0, 0.1], 400, df=130)
    there, back = gap_trend(side, reference), gap_trend(reference, side)
    assert there.slope == pytest.approx(-back.slope)
    assert there.interval.low == pytest.approx(-back.interval.high)  # type: ignore[operator]
    assert 19 < there.df < 149


def test_gap_trend_with_an_empty_segment_is_no_number() -> None:
    trend = gap_trend(ShareVector([0.3, np.nan], [50, 0]), ShareVector([0.2, 0.1], 400))
    assert np.isnan([trend.slope, trend.se, trend.p_value, trend.interval.low]).all()


# --- heterogeneity and pooling


def test_covariance_without_covariances_is_cochrans_q() -> None:
    gap, variance = [0.3, 0.1, 0.2], np.array([0.01, 0.02, 0.015])
    plain, matrix = heterogeneity(gap, variance), heterogeneity(gap, np.diag(variance))
    assert plain == matrix
    nearly = heterogeneity(gap, np.diag(variance) + 1e-12 * (1 - np.eye(3)))
    assert nearly.p_value == pytest.approx(plain.p_value, rel=1e-6)


def test_a_shared_reference_cancels_from_heterogeneity() -> None:
    # common variance 0.03 of the reference total adds nothing to differences between segments
    gap, own = [0.3, 0.1, 0.25], 0.01
    test = heterogeneity(gap, own * np.eye(3) + 0.03)
    assert test.df == pytest.approx(2)
    spread = np.sum((np.array(gap) - np.mean(gap)) ** 2)
    assert test.p_value == pytest.approx(chdtrc(2, spread / own))


@pytest.mark.parametrize(
    ("gap", "variance"), [([0.1], [0.01]), ([0.1, np.nan], [1, 1]), ([0.1, 0.2], [1, 0])]
)
def test_nothing_to_compare_is_no_number(gap: Any, variance: Any) -> None:
    test = heterogeneity(gap, variance)
    assert np.isnan([test.p_value, test.df, test.h2]).all()
    for method in get_args(Tau2Method):
        mean = random_effects(gap, variance, method=method)
        assert np.isnan([mean.value, mean.se, mean.tau2, mean.p_value, mean.interval.low]).all()


@pytest.mark.parametrize("method", get_args(Tau2Method))
def test_equal_gaps_have_no_variance_between_them(method: Any) -> None:
    mean = random_effects([0.2, 0.2, 0.2], [0.01, 0.02, 0.03], method=method)
    assert (mean.tau2, mean.i2, mean.q) == (0, 0, pytest.approx(0, abs=1e-20))
    assert mean.value == pytest.approx(0.2)


@pytest.mark.parametrize("method", get_args(Tau2Method))
def test_random_effects_mirror(method: Any) -> None:
    gap, variance = np.array([0.3, -0.1, 0.2]), [0.01, 0.02, 0.015]
    there, back = random_effects(gap, variance, method=method), random_effects(-gap, variance, method=method)
    assert there.value == pytest.approx(-back.value)
    assert there.tau2 == pytest.approx(back.tau2)


# --- strata


def test_strata_with_one_side_say_nothing() -> None:
    strata = ([12, 3, 8], [20, 5, 19], [44, 0, 60], [110, 0, 120])
    without = ([12, 8], [20, 19], [44, 60], [110, 120])
    assert common_odds_ratio(*strata) == common_odds_ratio(*without)
    assert common_gap(*strata) == common_gap(*without)


def test_one_stratum_has_its_own_gap_and_odds_ratio() -> None:
    assert common_gap([9], [10], [3], [10]).value == pytest.approx(0.6)
    assert common_odds_ratio([9], [10], [3], [10]).value == pytest.approx(9 * 7 / 3)


def test_common_results_mirror() -> None:
    there = common_gap([12, 8], [20, 19], [44, 60], [110, 120])
    back = common_gap([44, 60], [110, 120], [12, 8], [20, 19])
    assert there.value == pytest.approx(-back.value)
    assert there.se == pytest.approx(back.se)


@pytest.mark.parametrize("strata", [([0, 0], [4, 0], [0, 1], [9, 3]), ([], [], [], [])])
def test_strata_that_cannot_tell_are_no_number(strata: Any) -> None:
    ratio, gap = common_odds_ratio(*strata), common_gap(*strata)
    assert np.isnan([ratio.value, ratio.p_value, ratio.interval.low, ratio.chi2]).all()
    assert np.isnan(gap.p_value)


# --- differences of gaps


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("conf_level", [0.7, 0.95, 0.999])
def test_difference_agrees_with_its_p_and_mirrors(method: Any, conf_level: float) -> None:
    x1, x2 = np.mgrid[0:13:2, 0:31:5]
    first, second = (x1, 12, x2, 30), (4, 12, 15, 30)
    there = gap_difference(first, second, method=method, conf_level=conf_level)
    back = gap_difference(second, first, method=method, conf_level=conf_level)
    excludes = (there.interval.low > 0) | (there.interval.high < 0)  # type: ignore[operator]
    assert (excludes == (there.p_value < 1 - conf_level)).all()
    np.testing.assert_allclose(there.interval.low, -back.interval.high, atol=1e-9)  # type: ignore[operator]
    np.testing.assert_allclose(there.p_value, back.p_value, rtol=1e-6)


def test_the_level_at_which_a_limit_touches_0_is_p() -> None:
    change = gap_difference(AFTER, BEFORE)
    touching = gap_difference(AFTER, BEFORE, conf_level=1 - change.p_value)  # type: ignore[operator]
    assert touching.interval.high == pytest.approx(0, abs=1e-9)


def test_p_is_continuous_where_its_rule_changes() -> None:
    near = gap_difference((np.arange(525, 545), 1000, 400, 1000), (500, 1000, 400, 1000)).p_value
    steps = np.diff(near)
    assert (steps < 0).all()
    assert np.abs(np.diff(steps)).max() < 0.01


def test_shared_respondents_make_a_change_surer() -> None:
    apart = gap_difference(AFTER, BEFORE)
    panel = gap_difference(AFTER, BEFORE, correlation=0.6)
    assert panel.p_value < apart.p_value  # type: ignore[operator]
    assert panel.interval.low > apart.interval.low  # type: ignore[operator]


@pytest.mark.parametrize("method", METHODS)
def test_no_change_has_p_1_and_nobody_has_none(method: Any) -> None:
    same = gap_difference(AFTER, AFTER, method=method)
    assert (same.value, same.p_value) == (0, 1)
    none = gap_difference((0, 0, 5, 10), BEFORE, method=method)
    assert np.isnan([none.value, none.p_value, none.interval.low, none.interval.high]).all()


def test_logit_interaction_needs_every_cell() -> None:
    change = logit_interaction([[0, 9], 10, 3, 10], (6, 7, 2, 7))  # type: ignore[arg-type]
    assert np.isnan([change.value[0], change.se[0], change.p_value[0]]).all()  # type: ignore[index]
    assert not np.isnan(change.value[1])  # type: ignore[index]


def test_mover_with_full_correlation_takes_errors_off_each_other() -> None:
    part = Limits(np.array(0.1), np.array(0.3))
    limits = mover_limits(0.2, part, 0.2, part, 1.0)
    assert limits.low == limits.high == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gap_difference(AFTER, BEFORE, correlation=2), "`correlation` must be from -1 to 1."),
        (lambda: gap_difference((9, 8, 1, 2), BEFORE), "`count` must be from 0 to its `base`."),
        (
            lambda: gap_difference(([1, 2], 3, 1, 2), ([1, 2, 3], 3, 1, 2)),
            "`first`, `second` must have shapes that broadcast.",
        ),
        (lambda: share_trend([3], [4]), "`count` must be two ordered segments or more."),
        (
            lambda: share_trend([3, 1], 4, scores=[1, 2, 3]),
            "`count`, `scores` must have shapes that broadcast.",
        ),
        (
            lambda: gap_trend(ShareVector([0.1, 1.2], 50), ShareVector([0.1, 0.2], 50)),
            "`share` must be from 0 to 1.",
        ),
        (lambda: heterogeneity([], []), "`gap` must be one segment or more."),
        (lambda: heterogeneity([0.1, 0.2], np.eye(3)), "`covariance` must be 2 variances or 2 x 2."),
        (
            lambda: random_effects([0.1, 0.2], [1.0]),
            "`gap`, `variance` must have shapes that broadcast.",
        ),
    ],
)
def test_impossible_segments_are_refused(call: Any, message: str) -> None:
    with pytest.raises(OptionError) as error:
        call()
    assert error.value.message == message


def test_the_trend_of_means_is_the_weighted_line_with_satterthwaites_df() -> None:
    gaps, weight = np.array([1.0, 1.5, 1.7, 2.4]), np.array([40.0, 60.0, 50.0, 30.0])
    first, second = np.diag([0.02, 0.01, 0.03, 0.04]), 0.001 + 0.02 * np.eye(4)
    trend = mean_trend(gaps, weight, [first, second], [30.0, 90.0])
    slope, _ = np.polyfit([1, 2, 3, 4], gaps, 1, w=np.sqrt(weight))
    away = weight * (np.arange(1, 5) - np.average(np.arange(1, 5), weights=weight))
    line = away / (away @ np.arange(1, 5))
    v1, v2 = (line**2) @ first.diagonal(), 0.02 * (line**2).sum()  # the line sums to 0: 0.001 cancels
    assert trend.slope == pytest.approx(slope, rel=1e-12)
    assert trend.se == pytest.approx(np.sqrt(v1 + v2), rel=1e-12)
    assert trend.df == pytest.approx((v1 + v2) ** 2 / (v1**2 / 30 + v2**2 / 90), rel=1e-12)


def test_the_trend_of_means_without_variance_has_no_test() -> None:
    trend = mean_trend([1.0, 2.0], [1.0, 1.0], [np.zeros((2, 2))], [9.0])
    assert trend.slope == 1.0
    assert np.isnan([trend.statistic, trend.p_value, trend.interval.low, trend.interval.high]).all()
