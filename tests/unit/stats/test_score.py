"""The score statistic and its limits."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gapkit.stats import score_df, score_limits, score_z
from gapkit.stats.score import restricted_share

Z95 = 1.959963984540054


@pytest.mark.parametrize(
    ("table", "corrected", "low", "high"),
    [
        ((56, 70, 48, 80), False, 0.0528, 0.3382),  # published: Newcombe 1998, Table II, a
        ((5, 56, 0, 29), False, -0.0326, 0.1933),  # published: Newcombe 1998, Table II, d
        ((56, 70, 48, 80), True, 0.0534, 0.3398),  # STATISTICS, section 2
        ((5, 56, 0, 29), True, -0.0186, 0.1867),
        ((60, 132, 1000, 1300), True, -0.4012, -0.2263),
    ],
)
def test_limits_have_their_known_values(
    table: tuple[int, int, int, int], corrected: bool, low: float, high: float
) -> None:
    x1, n1, x2, n2 = table
    limits = score_limits(x1 / n1, n1, x2 / n2, n2, Z95, corrected=corrected)
    assert limits.low == pytest.approx(low, abs=0.00005)
    assert limits.high == pytest.approx(high, abs=0.00005)


def test_without_n_over_n_minus_1_the_limits_are_gart_and_nams() -> None:
    """Gart and Nam 1990: 7/25 v 2/25 gives [-0.014, 0.414]; theirs is solved here by brute force."""

    def plain(delta: float) -> float:
        t2 = brute_force_share(7, 25, 2, 25, delta)
        t1 = t2 + delta
        v = t1 * (1 - t1) / 25 + t2 * (1 - t2) / 25
        third = t1 * (1 - t1) * (1 - 2 * t1) / 625 - t2 * (1 - t2) * (1 - 2 * t2) / 625
        s, a = (0.2 - delta) / v**0.5, third / (6 * v**1.5)
        return s if abs(a) < 1e-10 else (-1 + np.sqrt(1 + 4 * a * (a + s))) / (2 * a)

    low, high = crossing(plain, -0.9, 0.2, Z95), crossing(plain, 0.2, 0.9, -Z95)
    assert (low, high) == (pytest.approx(-0.014, abs=0.0005), pytest.approx(0.414, abs=0.0005))
    ours = score_limits(7 / 25, 25, 2 / 25, 25, Z95)
    assert ours.low < low
    assert ours.high > high  # N / (N - 1) widens
    assert ours.low == pytest.approx(low, abs=0.005)
    assert ours.high == pytest.approx(high, abs=0.005)


def crossing(f: object, low: float, high: float, value: float) -> float:
    """Where a falling function takes a value."""
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > value else (low, middle)  # type: ignore[operator]
    return low


def brute_force_share(x1: float, n1: float, x2: float, n2: float, delta: float) -> float:
    """Maximise the likelihood by golden section: no cubic involved."""

    def log_likelihood(t2: float) -> float:
        parts = ((x1, n1, t2 + delta), (x2, n2, t2))
        total = 0.0
        for x, n, t in parts:
            for count, chance in ((x, t), (n - x, 1 - t)):
                total += count * np.log(max(chance, 1e-300)) if count else 0.0
        return total

    low, high = max(0.0, -delta), min(1.0, 1.0 - delta)
    ratio = (5**0.5 - 1) / 2
    for _ in range(100):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if log_likelihood(left) < log_likelihood(right):
            low = left
        else:
            high = right
    return (low + high) / 2


@pytest.mark.parametrize("delta", [-0.7, -0.2, -0.013, 0.0, 0.004, 0.3, 0.85])
@pytest.mark.parametrize(
    "table",
    [(56, 70, 48, 80), (5, 56, 0, 29), (0, 10, 0, 20), (10, 10, 0, 20), (60.4, 97.3, 1.7, 812.9)],
)
def test_restricted_share_maximises_the_likelihood(
    table: tuple[float, float, float, float], delta: float
) -> None:
    x1, n1, x2, n2 = table
    got = restricted_share(*(np.asarray(v) for v in (x1 / n1, n1, x2 / n2, n2, delta)))
    # A flat maximum is found by its values only to about the root of the rounding error.
    assert got == pytest.approx(brute_force_share(x1, n1, x2, n2, delta), abs=2e-7)


@pytest.mark.parametrize("corrected", [True, False])
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_two_sides_at_the_same_end_do_not_differ(share: float, corrected: bool) -> None:
    assert score_z(share, 10, share, 12, corrected=corrected) == 0
    limits = score_limits(share, 10, share, 12, Z95, corrected=corrected)
    assert limits.low < 0 < limits.high


def test_a_gap_without_variance_is_infinitely_far_from_any_other() -> None:
    assert score_z(1.0, 10, 0.0, 10, 1.0) == 0
    assert score_z(0.5, 10, 0.5, 10, 1.0) == -np.inf


def test_statistic_at_the_gap_itself_is_below_1() -> None:
    rng = np.random.default_rng(7)
    n1, n2 = rng.integers(2, 60, (2, 3000))
    p1, p2 = rng.integers(0, n1 + 1) / n1, rng.integers(0, n2 + 1) / n2
    assert np.abs(score_z(p1, n1, p2, n2, p1 - p2)).max() <= 0.76


def test_statistic_grows_with_the_count() -> None:
    z = score_z(np.arange(1, 31) / 30, 30, 0.2, 1300)
    assert all(first < second for first, second in pairwise(z))


def test_unknown_numbers_stay_unknown_without_a_warning() -> None:
    assert np.isnan(score_z([np.nan, 0.5, 0.5], [10, np.nan, 10], 0.5, [10, 10, np.nan])).all()
    limits = score_limits([np.nan, 0.5, 0.5], [10, np.nan, 10], 0.5, 10, [Z95, Z95, np.nan])
    assert np.isnan([limits.low, limits.high]).all()


@pytest.mark.parametrize("corrected", [True, False])
def test_the_statistic_at_the_limits_is_the_critical_value(corrected: bool) -> None:
    rng = np.random.default_rng(8)
    n1, n2, c = rng.uniform(2, 500, 3000), rng.uniform(2, 1500, 3000), rng.uniform(1, 5, 3000)
    p1, p2 = rng.beta(0.5, 0.5, (2, 3000))
    p1[:300], p2[200:500], p2[400:600] = 0.0, 0.0, 1.0
    limits = score_limits(p1, n1, p2, n2, c, corrected=corrected)
    inside = (limits.low > -1 + 1e-6) & (limits.high < 1 - 1e-6)  # nearer the ends variance vanishes
    assert inside.sum() > 2000
    table = [each[inside] for each in (p1, n1, p2, n2)]
    # The cubic's root loses digits where a share is 0 and the bases are far apart.
    assert score_z(*table, limits.low[inside], corrected=corrected) == pytest.approx(c[inside], rel=1e-5)
    assert score_z(*table, limits.high[inside], corrected=corrected) == pytest.approx(-c[inside], rel=1e-5)


def test_limits_of_swapped_sides_are_mirrored_to_the_last_bit() -> None:
    limits, swapped = score_limits(0.31, 40, 0.22, 900, Z95), score_limits(0.22, 900, 0.31, 40, Z95)
    assert (limits.low, limits.high) == (-swapped.high, -swapped.low)


def test_each_item_has_its_own_critical_value() -> None:
    limits = score_limits(0.5, 100, 0.4, 100, [[1.5], [3.0]])
    assert limits.low.shape == (2, 1)
    assert limits.low[0] > limits.low[1]


def test_degrees_of_freedom_are_infinite_without_clusters() -> None:
    assert score_df(0.3, 50, np.inf, 0.2, 500, np.inf) == np.inf


def test_degrees_of_freedom_follow_satterthwaite() -> None:
    v1, v2 = (0.5 * 0.5) / 98, (0.25 * 0.75) / 198  # (x + 1) / (n + 2) is 1/2 and 1/4
    expected = (v1 + v2) ** 2 / (v1**2 / 19)
    assert score_df(49 / 98, 98, 19, 49 / 198, 198, np.inf) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("table", "delta", "z"),
    [
        ((1.0, 5, 1.0, 1e7), 3.7352416026396296e-08, -0.61116621),
        ((1 / 600_000, 600_000, 0.0, 2), 2.1163671858346985e-06, -0.23944380341),
        ((1.0, 1e7, 0.0001, 5), 0.9999999778419352, -1.50183710170),
        ((0.0001, 10, 0.0, 100_000), 2.5954536357919884e-08, 1.96235901),
        ((1e-07, 1e7, 0.0001, 5), 6.028030136747762e-05, -39.9905239),
    ],
)
def test_statistic_keeps_its_digits_where_one_base_dwarfs_the_other(
    table: tuple[float, float, float, float], delta: float, z: float
) -> None:
    """Expected: the cubic's root by bisection with 60 digits (mpmath)."""
    assert score_z(*table, delta, corrected=False) == pytest.approx(z, rel=2e-8)
