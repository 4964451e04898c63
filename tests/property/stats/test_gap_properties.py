"""What must hold for every gap of two shares."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gapkit.stats import (
    gap_limits,
    gap_statistic,
    proportion,
    proportion_gap,
    score_df,
    score_limits,
    score_z,
)
from gapkit.stats.gap_methods import GAP_KERNELS, ProportionGapMethod

few = settings(max_examples=60, deadline=None, derandomize=True)
shares = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1).map(lambda p: round(p, 6)))
bases = st.floats(2, 5000).map(lambda n: round(n, 3))
levels = st.floats(1.04, 4.5)
methods = st.sampled_from(["score", "mn", "newcombe"])
all_methods = st.sampled_from(get_args(ProportionGapMethod))


@st.composite
def tables(draw: Any) -> tuple[int, int, int, int]:
    n1, n2 = draw(st.integers(1, 200)), draw(st.integers(1, 2000))
    return draw(st.integers(0, n1)), n1, draw(st.integers(0, n2)), n2


@few
@given(shares, bases, shares, bases, levels, methods)
@example(0.3, 50.0, 0.3, 50.0, 1.96, "score")
@example(0.0, 12.0, 0.0, 900.0, 1.96, "score")
def test_swapping_the_sides_changes_the_sign_and_nothing_else(
    p1: float, n1: float, p2: float, n2: float, c: float, method: Any
) -> None:
    there, back = (
        gap_limits(p1, n1, p2, n2, c, method=method),
        gap_limits(p2, n2, p1, n1, c, method=method),
    )
    assert there.low == -back.high
    assert there.high == -back.low
    assert gap_statistic(p1, n1, p2, n2, method=method) == -gap_statistic(p2, n2, p1, n1, method=method)
    assert score_df(p1, n1, 19, p2, n2, 130) == score_df(p2, n2, 130, p1, n1, 19)


@few
@given(shares, bases, shares, bases, levels, all_methods)
def test_every_method_mirrors_when_the_sides_swap(
    p1: float, n1: float, p2: float, n2: float, c: float, method: Any
) -> None:
    kernel = GAP_KERNELS[method]
    one, two = np.array([p1, n1]), np.array([p2, n2])
    there, back = kernel.limits(*one, *two, c), kernel.limits(*two, *one, c)
    assert np.isclose(there.low, -back.high, rtol=0, atol=1e-12)
    assert np.isclose(there.high, -back.low, rtol=0, atol=1e-12)
    z = kernel.statistic(*one, *two), kernel.statistic(*two, *one)
    assert np.isclose(z[0], -z[1], rtol=1e-12, equal_nan=True)


@few
@given(shares, bases, shares, bases, st.floats(-0.99, 0.99))
def test_swapping_the_sides_mirrors_every_trial_gap(
    p1: float, n1: float, p2: float, n2: float, delta: float
) -> None:
    assert score_z(p1, n1, p2, n2, delta) == -score_z(p2, n2, p1, n1, -delta)


@few
@given(shares, bases, shares, bases, levels, methods)
def test_interval_holds_the_gap_and_grows_with_c(
    p1: float, n1: float, p2: float, n2: float, c: float, method: Any
) -> None:
    near = gap_limits(p1, n1, p2, n2, c, method=method)
    far = gap_limits(p1, n1, p2, n2, c + 0.5, method=method)
    assert -1 <= far.low <= near.low <= p1 - p2 <= near.high <= far.high <= 1


@few
@given(shares, bases, shares, bases, levels, st.booleans())
def test_score_interval_excludes_0_exactly_when_the_statistic_does(
    p1: float, n1: float, p2: float, n2: float, c: float, corrected: bool
) -> None:
    limits = score_limits(p1, n1, p2, n2, c, corrected=corrected)
    z = score_z(p1, n1, p2, n2, corrected=corrected)
    if abs(abs(z) - c) > 1e-9:
        assert (limits.low > 0 or limits.high < 0) == (abs(z) > c)


@few
@given(tables(), st.floats(0.7, 0.999), all_methods)
def test_door_never_lets_interval_and_p_disagree(
    table: tuple[int, int, int, int], conf_level: float, method: Any
) -> None:
    gap = proportion_gap(*table, method=method, conf_level=conf_level)
    excludes = gap.interval.low > 0 or gap.interval.high < 0
    assert excludes == (gap.p_value < 1 - conf_level)
    if method != "agresti-caffo":  # its interval is centred on a gap nearer to 0
        assert gap.interval.low <= gap.value <= gap.interval.high


@few
@given(
    tables(),
    st.floats(0.7, 0.999),
    st.sampled_from(["wilson", "wilson-cc", "clopper-pearson", "mid-p", "agresti-coull", "wald", "arcsine"]),
)
def test_an_interval_of_one_share_mirrors_the_opposite_answer(
    table: tuple[int, int, int, int], conf_level: float, method: Any
) -> None:
    x, n, *_ = table
    yes = proportion(x, n, method=method, conf_level=conf_level)
    no = proportion(n - x, n, method=method, conf_level=conf_level)
    assert yes.interval.low <= yes.value <= yes.interval.high
    assert np.isclose(yes.interval.low, 1 - no.interval.high, rtol=0, atol=1e-12)
