"""Rank sets, shifts, tau and top places: small cases by hand, edges, and what must always hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from gapkit.errors import OptionError
from gapkit.stats import (
    Design,
    kendall_tau,
    mean_covariance,
    rank_sets,
    rank_shift,
    rank_tau,
    side_level,
    top_chance,
    top_overlap,
)

SIDE = side_level(0.95)
C3 = np.eye(3) * 0.0004


def test_two_items_are_one_normal_test() -> None:
    sets = rank_sets([0.5, 0.4], np.eye(2) * 0.001)
    assert sets.critical == pytest.approx(1.96, abs=0.01)  # 16384 points
    d = np.sqrt(0.002) * 1.94
    assert rank_sets([0.4 + d, 0.4], np.eye(2) * 0.001).high.tolist() == [2, 2]
    d = np.sqrt(0.002) * 1.98
    assert rank_sets([0.4 + d, 0.4], np.eye(2) * 0.001).high.tolist() == [1, 2]


def test_three_independent_items_have_tukeys_critical_value() -> None:
    critical = rank_sets([0.5, 0.4, 0.3], C3).critical
    assert critical == pytest.approx(3.314 / np.sqrt(2), abs=0.01)  # studentised range, 3 groups, df inf


def test_the_null_variance_of_shares_makes_pairs_harder_to_decide() -> None:
    c = np.eye(2) * 0.001
    d = np.sqrt(0.002) * 1.98
    assert rank_sets([0.4 + d, 0.4], c).undecided.sum() == 0
    assert rank_sets([0.4 + d, 0.4], c, [100, 100]).undecided.sum() == 2
    assert rank_sets([0.9, 0.4], c, [100, 100]).undecided.sum() == 0


def test_few_psus_have_wider_tails() -> None:
    few = rank_sets([0.5, 0.4, 0.3], C3, df=5)
    many = rank_sets([0.5, 0.4, 0.3], C3)
    assert few.critical > many.critical + 0.5


def test_ties_and_copies_are_undecided_not_refused() -> None:
    c = np.ones((3, 3)) * 0.001
    sets = rank_sets([0.4, 0.4, 0.4], c, [100] * 3)
    assert sets.low.tolist() == [1, 1, 1]
    assert sets.high.tolist() == [3, 3, 3]
    assert np.isnan(sets.critical)


def test_items_that_do_not_rank_change_nothing() -> None:
    c = np.full((4, 4), np.nan)
    keep = [0, 2, 3]
    c[np.ix_(keep, keep)] = C3
    sets = rank_sets([0.6, np.nan, 0.3, 0.28], c, [600, np.nan, 600, 600])
    alone = rank_sets([0.6, 0.3, 0.28], C3, [600] * 3)
    assert sets.high[keep].tolist() == alone.high.tolist()
    assert sets.critical == alone.critical
    assert np.isnan([sets.rank[1], sets.low[1], sets.high[1]]).all()
    assert not sets.undecided[1].any()


@pytest.mark.parametrize("values", [[], [0.4], [np.nan, np.nan]])
def test_nothing_to_compare_is_no_error(values: list[float]) -> None:
    sets = rank_sets(values, np.eye(len(values)) * 0.01)
    assert np.isnan(sets.critical)
    assert sets.above.sum() == 0


def test_values_without_a_variance_are_undecided() -> None:
    sets = rank_sets([0.4, 0.6], np.full((2, 2), np.nan), [1, 1])
    assert sets.high.tolist() == [2, 2]


def test_shapes_and_levels_are_checked() -> None:
    with pytest.raises(OptionError, match="must have shapes that broadcast"):
        rank_sets([0.4, 0.6], C3)
    with pytest.raises(OptionError, match="`conf_level` must be from"):
        rank_sets([0.4, 0.6, 0.1], C3, conf_level=95)
    with pytest.raises(OptionError, match="same items"):
        rank_shift(rank_sets([0.4, 0.6], C3[:2, :2]), rank_sets([0.4, np.nan], C3[:2, :2]))
    with pytest.raises(OptionError, match="`k` must be from 1 to 3"):
        top_overlap(rank_sets([0.4, 0.6, 0.1], C3), rank_sets([0.4, 0.6, 0.1], C3), 4)


@pytest.mark.parametrize("seed", range(6))
def test_what_holds_for_every_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    y = rng.random((150, 7)) < rng.random(7)
    z = rng.random((900, 7)) < rng.random(7)
    sides = []
    for answers in (y, z):
        p, n = answers.mean(axis=0), len(answers)
        c = mean_covariance(answers, np.ones_like(answers), Design(np.ones(n)))
        single = rank_sets(p, c, np.full(7, n), conf_level=SIDE)
        down = rank_sets(p, c, np.full(7, n), conf_level=SIDE, stepdown=True)
        assert ((single.low <= single.rank) & (single.rank <= single.high)).all()
        assert ((single.low <= down.low) & (down.high <= single.high)).all()
        assert not (single.above & single.above.T).any()
        mirrored = rank_sets(1 - p, c, np.full(7, n), conf_level=SIDE)
        assert (mirrored.above == single.above.T).all()
        sides.append(single)
    shift, back = rank_shift(*sides), rank_shift(*sides[::-1])
    assert (shift.low == -back.high).all()
    assert (shift.value == -back.value).all()
    assert ((shift.low <= shift.value) & (shift.value <= shift.high)).all()
    tau = rank_tau(*sides, y.mean(axis=0), z.mean(axis=0))
    assert tau.interval.low <= tau.value <= tau.interval.high
    assert tau.interval.level == 0.95
    assert tau.value == pytest.approx(kendall_tau(y.mean(axis=0), z.mean(axis=0)))
    for k in range(1, 8):
        top = top_overlap(*sides, k)
        assert top.interval.low <= top.value <= top.interval.high


def test_all_ranks_open_say_nothing() -> None:
    vague = rank_sets([0.41, 0.4, 0.39], C3, conf_level=SIDE)
    tau = rank_tau(vague, vague, [3, 2, 1], [3, 2, 1])
    assert (tau.interval.low, tau.interval.high) == (-1, 1)
    assert top_overlap(vague, vague, 2).interval.low == 1  # two of three: at least one is shared
    assert rank_shift(vague, vague).low.tolist() == [-2, -2, -2]


def test_chance_of_the_top_is_the_normal_one() -> None:
    chance = top_chance([0.5, 0.45], np.eye(2) * 0.001, 1)
    below = 0.5 + 0.5 * np.sign(0.05) * (2 * _phi(0.05 / np.sqrt(0.002)) - 1)
    assert chance == pytest.approx([below, 1 - below], abs=0.003)
    assert top_chance([0.5, np.nan, 0.4], np.eye(3) * 0.001, 5)[[0, 2]].tolist() == [1, 1]
    assert np.isnan(top_chance([np.nan], [[1.0]], 1)).all()


def _phi(x: float) -> float:
    from scipy.special import ndtr

    return float(ndtr(x))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shares", "least", "most", "width"),
    [
        # STATISTICS, section 5: 700 runs, 96.3 / 100 / 99.4 %; widths of the mean rank set 10, 3.8, 6.8.
        ([0.4] * 10, 0.94, 0.99, (9.5, 10)),
        (np.linspace(0.1, 0.9, 10).tolist(), 0.99, 1.0, (3.2, 4.4)),
        ([0.03] * 8 + [0.3, 0.5], 0.975, 1.0, (6.2, 7.4)),
    ],
)
def test_rank_sets_cover_every_rank(shares: list[float], least: float, most: float, width: Any) -> None:
    rng, runs, good, widths = np.random.default_rng(7), 200, 0, 0.0
    cuts, true = ndtri(shares), np.asarray(shares)
    for _ in range(runs):
        latent = np.sqrt(0.3) * rng.normal(size=(132, 1)) + np.sqrt(0.7) * rng.normal(size=(132, 10))
        y = latent < cuts
        c = mean_covariance(y, np.ones_like(y), Design(np.ones(132)))
        sets = rank_sets(y.mean(axis=0), c, np.full(10, 132.0))
        good += not (sets.above & (true[:, None] <= true)).any()
        widths += (sets.high - sets.low + 1).mean() / runs
    assert least <= good / runs <= most
    assert width[0] <= widths <= width[1]
