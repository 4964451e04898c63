"""The whole profile: one test, the typical gap, shrunk gaps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from gapkit.errors import OptionError
from gapkit.stats import gap_covariance, profile_test, shrunk_gaps, typical_gap


def equicorrelated(items: int, rho: float) -> np.ndarray:
    return np.full((items, items), rho) + (1 - rho) * np.eye(items)


def test_independent_items_are_a_plain_chi_square() -> None:
    test = profile_test([2.0, np.nan, 1.0], np.eye(3))
    assert (test.statistic, test.df, test.items) == (5.0, 2.0, 2)
    assert test.p_value == pytest.approx(stats.chi2.sf(5, 2), rel=1e-12)


def test_copies_of_one_item_are_one_item() -> None:
    test = profile_test([2.0, 2.0, 2.0], np.ones((3, 3)))
    assert test.df == 1
    assert test.p_value == pytest.approx(2 * stats.norm.sf(2), rel=1e-12)


def test_no_items_no_test() -> None:
    assert np.isnan(profile_test([np.nan], [[1.0]]).p_value)
    with pytest.raises(OptionError, match="`z`, `correlation`"):
        profile_test([1.0, 2.0], [[1.0]])


def test_infinite_statistics_reject_surely() -> None:
    assert profile_test([np.inf, 0.0], np.eye(2)).p_value == 0


@pytest.mark.parametrize("seed", range(5))
def test_the_parts_sum_to_the_square(seed: int) -> None:
    rng = np.random.default_rng(seed)
    p1, p2 = rng.random((2, 8))
    c = equicorrelated(8, 0.2) * 0.001
    gap = typical_gap(p1, p2, c)
    square = ((p1 - p2) ** 2).mean() - np.trace(c) / 8
    assert gap.level + gap.spread + gap.shape == pytest.approx(square, abs=1e-15)
    assert gap.value == pytest.approx(np.sqrt(square))
    assert gap.level == pytest.approx((p1 - p2).mean() ** 2 - c.sum() / 64)
    s1, s2, r = p1.std(), p2.std(), np.corrcoef(p1, p2)[0, 1]
    assert gap.spread / gap.shape == pytest.approx((s1 - s2) ** 2 / (2 * s1 * s2 * (1 - r)))
    assert gap.noise_size == pytest.approx(np.sqrt(2 / np.pi) * np.sqrt(0.001))
    back, order = typical_gap(p2, p1, c), rng.permutation(8)
    shuffled = typical_gap(p1[order], p2[order], c[np.ix_(order, order)])
    for other in (back, shuffled):
        assert (other.value, other.level) == pytest.approx((gap.value, gap.level))
        assert (other.spread, other.shape) == pytest.approx((gap.spread, gap.shape))
        assert other.interval.low == pytest.approx(gap.interval.low, abs=1e-9)


def test_the_interval_inverts_the_noncentral_chi_square() -> None:
    g = np.array([0.2, 0.1, -0.1])
    c = np.diag([0.001, 0.002, 0.003])
    gap = typical_gap(0.5 + g, np.full(3, 0.5), c)
    h = g @ c @ g - np.trace(c @ c)
    q = g @ g - np.trace(c)
    a = max(np.trace(c @ c) / np.trace(c), (np.trace(c @ c) + 2 * h) / (np.trace(c) + 2 * q))
    for limit, p in ((gap.interval.low, 0.975), (gap.interval.high, 0.025)):
        assert stats.ncx2.cdf(g @ g / a, np.trace(c) / a, limit**2 * 3 / a) == pytest.approx(p, abs=1e-6)


def test_noise_alone_shows_no_typical_gap() -> None:
    gap = typical_gap([0.51, 0.5, 0.49], [0.5, 0.5, 0.5], np.eye(3) * 0.001)
    assert gap.value == 0
    assert gap.interval.low == 0
    assert gap.interval.high >= 0


def test_huge_gaps_on_tiny_noise_still_have_limits() -> None:
    gap = typical_gap(np.full(40, 0.9), np.full(40, 0.1), np.eye(40) * 1e-8)
    assert gap.interval.low == pytest.approx(0.8, rel=1e-3)
    assert gap.interval.high == pytest.approx(0.8, rel=1e-3)


@pytest.mark.parametrize("items", [0, 1, 2])
def test_few_items_have_what_they_can(items: int) -> None:
    gap = typical_gap(np.full(items, 0.6), np.full(items, 0.4), np.eye(items) * 0.001)
    assert np.isnan(gap.value) == (items == 0)
    if items == 1:
        assert (gap.spread, gap.shape) == (0, 0)
    empty = typical_gap([0.6, np.nan], [0.4, 0.5], np.diag([0.001, np.nan]))
    assert empty.items == 1


def test_no_variance_is_no_number() -> None:
    gap = typical_gap([0.6, 0.5], [0.4, 0.4], np.full((2, 2), np.nan))
    assert np.isnan([gap.value, gap.interval.low, gap.level]).all()
    assert np.isnan(typical_gap([0.6, 0.5], [0.4, 0.4], np.zeros((2, 2))).interval.low)


def by_dense_matrices(g: np.ndarray, c: np.ndarray) -> Any:
    """STATISTICS, section 6, letter by letter."""
    one, taus = np.ones(len(g)), np.linspace(0, 4 * max(g.std(ddof=1), np.sqrt(np.diag(c)).max()), 81)
    rows = []
    for tau in taus:
        s = c + tau**2 * np.eye(len(g))
        i = np.linalg.inv(s)
        mu = one @ i @ g / (one @ i @ one)
        r = g - mu
        logw = -0.5 * (np.linalg.slogdet(s)[1] + np.log(one @ i @ one) + r @ i @ r)
        b = tau**2 * i
        u = 1 - b @ one
        rows.append((logw, mu + b @ r, np.diag(tau**2 * (np.eye(len(g)) - b)) + u**2 / (one @ i @ one)))
    logw, mean, variance = (np.array(each) for each in zip(*rows, strict=True))
    w = np.exp(logw - logw.max())
    return w / w.sum(), mean, np.sqrt(variance)


@pytest.mark.parametrize("rho", [0.0, 0.4])
def test_shrinking_is_the_stated_mixture(rho: float) -> None:
    g = np.array([0.2, 0.05, 0.02, -0.04, 0.01, 0.3])
    c = equicorrelated(6, rho) * 0.003
    shrunk = shrunk_gaps(g, c)
    w, mean, sd = by_dense_matrices(g, c)
    assert shrunk.value == pytest.approx(w @ mean, rel=1e-9)
    for limits, p in ((shrunk.interval.low, 0.025), (shrunk.interval.high, 0.975)):
        assert w @ stats.norm.cdf(limits, mean, sd) == pytest.approx(np.full(6, p), abs=1e-9)
    back = shrunk_gaps(-g, c)
    assert back.value == pytest.approx(-shrunk.value)
    assert back.interval.low == pytest.approx(-shrunk.interval.high)


def test_a_single_choice_question_has_a_singular_covariance_and_shrinks_all_the_same() -> None:
    p = np.array([0.1, 0.2, 0.3, 0.25, 0.15])
    c = (np.diag(p) - np.outer(p, p)) / 100
    shrunk = shrunk_gaps([0.05, -0.03, 0.02, -0.06, 0.02], c)
    assert np.isfinite(shrunk.value).all()
    assert shrunk.value.sum() == pytest.approx(0, abs=1e-9)
    assert ((shrunk.interval.low < shrunk.value) & (shrunk.value < shrunk.interval.high)).all()


def test_too_few_gaps_are_not_shrunk() -> None:
    shrunk = shrunk_gaps([0.2, 0.1, np.nan, 0.3], np.eye(4) * 0.001)
    assert np.isnan(shrunk.value).all()
    assert np.isnan(shrunk.spread)


def test_shrunk_gaps_stay_possible() -> None:
    shrunk = shrunk_gaps([0.99, 0.98, 0.97, 0.99], np.eye(4) * 0.01)
    assert shrunk.interval.high.max() == 1


def test_gap_covariance_keeps_its_variances() -> None:
    c = gap_covariance([0.01, 0.04], equicorrelated(2, 0.5))
    assert c == pytest.approx(np.array([[0.01, 0.01], [0.01, 0.04]]))


@pytest.mark.parametrize("shift", [0.1, 0.0, -0.3])
def test_profiles_that_are_exactly_parallel_differ_in_level_alone(shift: float) -> None:
    reference = np.array([0.31, 0.47, 0.52, 0.63])
    size = typical_gap(reference + shift, reference, 0.001 * np.eye(4))
    # independent gaps: level bears a quarter of the noise, spread and shape one and two quarters
    assert size.level == pytest.approx(shift**2 - 0.00025, abs=1e-12)
    assert (size.spread, size.shape) == (pytest.approx(-0.00025), pytest.approx(-0.0005))
    assert size.level + size.spread + size.shape == pytest.approx(shift**2 - 0.001, abs=1e-12)
