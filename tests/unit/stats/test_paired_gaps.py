"""Two answers of the same respondents: gaps, McNemar's test, and margins alone."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapkit.errors import OptionError
from gapkit.stats.margins import paired_bounds
from gapkit.stats.mcnemar import McNemarMethod, mcnemar_test
from gapkit.stats.paired_gaps import paired_gap
from gapkit.stats.paired_methods import PairedGapMethod

METHODS = get_args(PairedGapMethod)
cells = st.integers(0, 60)


@pytest.mark.parametrize("method", METHODS)
def test_numbers_give_floats_and_arrays_broadcast(method: Any) -> None:
    assert type(paired_gap(20, 12, 2, 16, method=method).p_value) is float
    assert paired_gap([20, 4], 12, 2, [[16], [1]], method=method).value.shape == (2, 2)  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(cells, cells, cells, cells, st.sampled_from(METHODS), st.sampled_from([0.7, 0.95, 0.999]))
def test_interval_agrees_with_p_and_mirrors(
    a: int, b: int, c: int, d: int, method: Any, conf_level: float
) -> None:
    if a + b + c + d == 0:
        return
    gap = paired_gap(a, b, c, d, method=method, conf_level=conf_level)
    back = paired_gap(a, c, b, d, method=method, conf_level=conf_level)
    excludes = gap.interval.low > 0 or gap.interval.high < 0
    assert excludes == (gap.p_value < 1 - conf_level)
    assert gap.interval.low == pytest.approx(-back.interval.high, abs=1e-12)  # type: ignore[operator]
    np.testing.assert_allclose(gap.p_value, back.p_value, rtol=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_nobody_asked_is_no_number(method: Any) -> None:
    gap = paired_gap(0, 0, 0, 0, method=method)
    assert np.isnan([gap.value, gap.statistic, gap.p_value, gap.interval.low, gap.interval.high]).all()


@pytest.mark.parametrize("method", ["tango", "wald"])
def test_nobody_changed_is_no_test(method: Any) -> None:
    gap = paired_gap(30, 0, 0, 12, method=method)
    assert gap.value == 0
    assert np.isnan([gap.statistic, gap.p_value]).all()


@pytest.mark.parametrize("method", get_args(McNemarMethod))
def test_mcnemar_of_no_change_has_no_p(method: Any) -> None:
    test = mcnemar_test(0, 0, method=method)
    assert np.isnan([test.p_value, test.p_less, test.p_greater, test.odds_ratio]).all()
    assert np.isnan([test.interval.low, test.interval.high]).all()


@pytest.mark.parametrize("method", get_args(McNemarMethod))
def test_mcnemar_mirrors(method: Any) -> None:
    there, back = mcnemar_test(12, 2, method=method), mcnemar_test(2, 12, method=method)
    assert there.p_value == pytest.approx(back.p_value, rel=1e-12)
    assert there.p_less == pytest.approx(back.p_greater, rel=1e-12)


def test_tango_and_mcnemar_are_one_test() -> None:
    assert paired_gap(20, 12, 2, 16).p_value == pytest.approx(
        mcnemar_test(12, 2, method="asymptotic").p_value, rel=1e-12
    )


def test_exact_mcnemar_counts_people() -> None:
    with pytest.raises(OptionError) as error:
        mcnemar_test(1.5, 2)
    assert error.value.message == "`first_only` must be a whole number for an exact test."


@pytest.mark.parametrize("method", METHODS)
def test_bounds_hold_every_table_with_the_same_margins(method: Any) -> None:
    n, x1, x2 = 40, 26, 18
    bounds = paired_bounds(x1 / n, x2 / n, n, method=method)
    overlap = np.arange(x1 + x2 - n, x2 + 1)
    gap = paired_gap(overlap, x1 - overlap, x2 - overlap, n - x1 - x2 + overlap, method=method)
    assert bounds.p_low == pytest.approx(np.min(gap.p_value))
    assert bounds.p_high == pytest.approx(np.max(gap.p_value))
    assert bounds.widest.low == pytest.approx(np.min(gap.interval.low))
    assert bounds.widest.high == pytest.approx(np.max(gap.interval.high))
    assert (bounds.changed_low, bounds.changed_high) == pytest.approx((8 / 40, 36 / 40))


@pytest.mark.parametrize(
    ("shares", "n", "decision"),
    [
        ((0.9, 0.1), 100, "holds"),
        ((0.50, 0.49), 100, "fails"),
        ((0.6, 0.5), 100, "depends on the overlap"),
        ((0.6, 0.5), 0, ""),
    ],
)
def test_margins_may_decide_or_not(shares: Any, n: float, decision: str) -> None:
    assert paired_bounds(*shares, n).decision == decision


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1.2, 0.5, 10), "`share_1` must be from 0 to 1."),
        ((0.5, 0.5, -1), "`n` must be a finite number, 0 or more."),
        (([0.1, 0.2], [0.1, 0.2, 0.3], 9), "`share_1`, `share_2`, `n` must have shapes that broadcast."),
    ],
)
def test_impossible_margins_are_refused(arguments: Any, message: str) -> None:
    with pytest.raises(OptionError) as error:
        paired_bounds(*arguments)
    assert error.value.message == message
