"""The line through estimates that vary together."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats import joint_trend, mean_trend

Y = np.array([0.1, 0.3, 0.2, 0.5])
C = np.diag([0.01, 0.02, 0.01, 0.03])


def test_without_correlation_it_is_the_line_by_bases():
    one = joint_trend(Y, C, [50, 40, 90, 30], scores=[1, 2, 4, 8])
    two = mean_trend(Y, [50, 40, 90, 30], [C], [np.inf], scores=[1, 2, 4, 8])
    assert (one.slope, one.se, one.p_value) == (
        pytest.approx(two.slope),
        pytest.approx(two.se),
        pytest.approx(two.p_value),
    )


def test_with_equal_bases_and_one_variance_it_is_aitkens_estimate():
    rho = np.array([[1.0, 0.6, 0.1], [0.6, 1.0, 0.3], [0.1, 0.3, 1.0]])
    design = np.column_stack([np.ones(3), [1, 2, 3]])
    y, c = np.array([1.0, 1.8, 2.1]), 0.04 * rho
    inverse = np.linalg.inv(c)
    joint = np.linalg.inv(design.T @ inverse @ design)
    told = joint_trend(y, c, [1, 1, 1])
    assert told.slope == pytest.approx((joint @ design.T @ inverse @ y)[1])
    assert told.se == pytest.approx(np.sqrt(joint[1, 1]))


def test_estimates_that_move_as_one_count_as_independent():
    told = joint_trend([1.0, 2.0, 3.0], np.full((3, 3), 0.04), [1, 1, 1])
    assert told.slope == pytest.approx(1.0)
    assert isnan(told.p_value)  # a common error leaves no slope in doubt


def test_the_interval_excludes_0_exactly_when_the_test_says_so():
    for level in (0.8, 0.9, 0.95, 0.99):
        told = joint_trend(Y, C, [1, 1, 1, 1], df=12, conf_level=level)
        assert (told.interval.low > 0 or told.interval.high < 0) == (told.p_value < 1 - level)


def test_a_missing_value_has_no_line():
    assert isnan(joint_trend([1.0, np.nan, 2.0], np.eye(3), [1, 1, 1]).slope)


@pytest.mark.parametrize(
    ("values", "covariance", "options", "message"),
    [
        ([1.0], np.eye(1), {}, "`values` must be two values or more, in order.\n  found: shape (1,)"),
        ([1.0, 2.0], np.eye(3), {}, "must have shapes that broadcast"),
        ([1.0, 2.0], np.eye(2), {"scores": [1, 1]}, "`scores` must be at different positions."),
        ([1.0, 2.0], np.eye(2), {"conf_level": 0.5}, "`conf_level`"),
    ],
)
def test_bad_input_is_told(values, covariance, options, message):
    with pytest.raises(OptionError) as caught:
        joint_trend(values, covariance, np.ones(len(values)), **options)
    assert message in str(caught.value)
