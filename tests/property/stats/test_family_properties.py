"""What must hold for every family and every adjustment."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gapkit.stats import (
    MaxT,
    adjust_p,
    coherent_limits,
    correlation,
    decide,
    gap_limits,
    gap_statistic,
    score_df,
)

few = settings(max_examples=25, deadline=None, derandomize=True)
seeds = st.integers(0, 10_000)
adjusts = st.sampled_from(["max-t", "bonferroni", "sidak", "none"])


def some_correlation(rng: np.random.Generator, items: int) -> Any:
    loads = rng.normal(size=(items, int(rng.integers(1, items + 3))))
    return correlation(loads @ loads.T)


@few
@given(seeds, st.integers(1, 8), adjusts, st.floats(0.7, 0.999))
def test_flag_p_and_interval_are_one_decision(seed: int, items: int, adjust: Any, conf_level: float) -> None:
    rng = np.random.default_rng(seed)
    n1, n2 = rng.uniform(5, 200, items), rng.uniform(50, 2000, items)
    p1, p2 = rng.random(items).round(2), rng.random(items).round(2)
    df = score_df(p1, n1, np.where(rng.random(items) < 0.5, 19, np.inf), p2, n2, np.inf)
    z = gap_statistic(p1, n1, p2, n2, method="score")
    family = decide(z, df, adjust=adjust, conf_level=conf_level, correlation=some_correlation(rng, items))
    alone = gap_limits(p1, n1, p2, n2, family.critical_single, method="score")
    joint = gap_limits(p1, n1, p2, n2, family.critical, method="score")
    assert ((joint.low <= alone.low) & (alone.high <= joint.high)).all()
    joint = coherent_limits(joint.low, joint.high, family.flagged, np.sign(z))
    alpha = 1 - conf_level
    assert ((family.p_adjusted < alpha) == family.flagged).all()
    assert (((joint.low > 0) | (joint.high < 0)) == family.flagged).all()
    assert ((joint.low <= p1 - p2) & (p1 - p2 <= joint.high)).all()
    assert (family.p_adjusted >= family.p_value).all()
    assert (family.critical >= family.critical_single).all()


@few
@given(seeds, st.integers(2, 7), st.data())
def test_a_copy_of_an_item_leaves_c_alone(seed: int, items: int, data: Any) -> None:
    r = some_correlation(np.random.default_rng(seed), items)
    copied = data.draw(st.integers(0, items - 1))
    order = [*range(items), copied]
    assert MaxT(r[np.ix_(order, order)]).critical(0.05) == MaxT(r).critical(0.05)


@few
@given(seeds, st.integers(1, 8))
def test_max_t_lies_between_one_item_and_independent_items(seed: int, items: int) -> None:
    r = some_correlation(np.random.default_rng(seed), items)
    z = np.linspace(0.1, 5, 40)
    one, some, most = MaxT(np.eye(1)).tail(z), MaxT(r).tail(z), MaxT(np.eye(items)).tail(z)
    assert ((one <= some) & (some <= most * (1 + 1e-12))).all()


@few
@given(seeds, st.integers(2, 7))
def test_order_of_items_hardly_moves_c(seed: int, items: int) -> None:
    rng = np.random.default_rng(seed)
    r, order = some_correlation(rng, items), rng.permutation(items)
    # The points are fixed, so another order is another sample of points.
    assert abs(MaxT(r[np.ix_(order, order)]).critical(0.05) - MaxT(r).critical(0.05)) < 0.004


@few
@given(
    st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), min_size=1, max_size=12),
    st.sampled_from(["bonferroni", "holm", "hochberg", "hommel", "bh", "by", "sidak", "holm-sidak"]),
    st.randoms(use_true_random=False),
)
def test_adjusting_never_lowers_p_nor_changes_the_order(p: list[float], method: Any, random: Any) -> None:
    raw, got = np.array(p), adjust_p(p, method)
    known = ~np.isnan(raw)
    assert (got[known] >= raw[known] * (1 - 1e-12)).all()
    assert (got[known] <= 1).all()
    by_raw = np.argsort(raw[known], kind="stable")
    assert (np.diff(got[known][by_raw]) >= -1e-15).all()
    order = list(range(len(p)))
    random.shuffle(order)
    assert np.array_equal(adjust_p(raw[order], method), got[order], equal_nan=True)
