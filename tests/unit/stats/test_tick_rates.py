"""Tick-rate adjustment: definitions, error propagation and refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import expit, logit

from gapkit.errors import OptionError
from gapkit.stats.share_vectors import ShareVector
from gapkit.stats.tick_rates import tick_rate_adjustment

P1, P2 = np.array([0.4, 0.5, 0.5, 0.15]), np.array([0.2, 0.3, 0.5, 0.1])


def smoothed(p: Any, n: float) -> Any:
    return (p * n + 0.5) / (n + 1)


def adjusted(p1: Any, p2: Any) -> Any:
    shift = brentq(lambda m: expit(logit(p2) + m).sum() - p1.sum(), -30, 30, xtol=1e-14)
    return p1 - expit(logit(p2) + shift)


def test_adjusted_gaps_are_those_after_the_shift_and_sum_to_0() -> None:
    result = tick_rate_adjustment(ShareVector(P1, 132), ShareVector(P2, 1300))
    np.testing.assert_allclose(result.value, adjusted(smoothed(P1, 132), smoothed(P2, 1300)), atol=1e-12)
    assert result.value.sum() == pytest.approx(0, abs=1e-12)
    assert result.log_odds.sum() == pytest.approx(0, abs=1e-12)


def test_errors_are_those_of_the_derivative() -> None:
    c1, c2 = np.full((4, 4), 2e-4), np.full((4, 4), -1e-5)
    side, reference = ShareVector(P1, 132, c1), ShareVector(P2, 1300, c2)
    s1, s2 = smoothed(P1, 132), smoothed(P2, 1300)
    step = 1e-6 * np.eye(4)
    j1 = np.array([(adjusted(s1 + h, s2) - adjusted(s1 - h, s2)) / 2e-6 for h in step]).T
    j2 = np.array([(adjusted(s1, s2 + h) - adjusted(s1, s2 - h)) / 2e-6 for h in step]).T
    variance = np.diagonal(j1 @ side.matrix() @ j1.T + j2 @ reference.matrix() @ j2.T)
    result = tick_rate_adjustment(side, reference)
    np.testing.assert_allclose(result.se, np.sqrt(variance), rtol=1e-6)


def test_a_side_that_only_ticks_more_has_no_adjusted_gap() -> None:
    more = expit(logit(smoothed(P2, 1300)) + 0.8)
    side = ShareVector((more * 1301 - 0.5) / 1300, 1300)
    result = tick_rate_adjustment(side, ShareVector(P2, 1300))
    np.testing.assert_allclose(result.value, 0, atol=1e-9)
    assert (result.raw > 0).all()
    assert (result.p_adjusted > 0.9).all()
    assert result.shift == pytest.approx(0.8, abs=1e-9)


def test_interval_and_adjusted_p_are_one_decision() -> None:
    for level in (0.7, 0.95, 0.999):
        result = tick_rate_adjustment(ShareVector(P1, 132), ShareVector(P2, 1300), conf_level=level)
        excludes = (result.interval.low > 0) | (result.interval.high < 0)  # type: ignore[operator]
        assert (excludes == (result.p_adjusted < 1 - level)).all()
        assert (result.p_adjusted >= result.p_value).all()


def test_nobody_ticked_an_item_and_there_is_still_a_number() -> None:
    result = tick_rate_adjustment(ShareVector([0.0, 0.5, 1.0], 40), ShareVector([0.2, 0.3, 0.5], 1300))
    assert np.isfinite([result.value, result.se, result.p_value]).all()


@pytest.mark.parametrize(
    ("side", "reference", "message"),
    [
        (ShareVector([0.4, 0.5], 50), ShareVector([0.4, 0.5], 50), "`share` must be three items or more."),
        (
            ShareVector([0.4, 0.5, 0.6], 29),
            ShareVector([0.4, 0.5, 0.6], 50),
            "`base` must be 30 or more for every item.",
        ),
        (
            ShareVector([0.4, np.nan, 0.6], 50),
            ShareVector([0.4, 0.5, 0.6], 50),
            "`share` must be known for every item of the list.",
        ),
        (
            ShareVector([0.4, 0.5, 0.6], 50),
            ShareVector([0.4, 0.5], 50),
            "`share`, `base`, `share_reference`, `base_reference` must have shapes that broadcast.",
        ),
    ],
)
def test_lists_that_cannot_be_adjusted_are_refused(side: Any, reference: Any, message: str) -> None:
    with pytest.raises(OptionError) as error:
        tick_rate_adjustment(side, reference)
    assert error.value.message == message
