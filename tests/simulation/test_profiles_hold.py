"""Size of the profile test, coverage of the typical gap and of shrunk gaps: STATISTICS, section 6."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from gapkit.stats import (
    Design,
    correlation,
    gap_covariance,
    mean_covariance,
    profile_test,
    score_z,
    shrunk_gaps,
    smoothed_variance,
    typical_gap,
)


def answers(rng: np.random.Generator, n: int, shares: Any) -> np.ndarray:
    """Draw 0/1 answers that share one latent score of correlation 0.3."""
    latent = np.sqrt(0.3) * rng.normal(size=(n, 1)) + np.sqrt(0.7) * rng.normal(size=(n, len(shares)))
    return latent < ndtri(shares)


def covariance_of(y: np.ndarray) -> np.ndarray:
    return mean_covariance(y, np.ones_like(y), Design(np.ones(len(y))))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shares", "n", "most"),
    [
        (np.linspace(0.1, 0.7, 12), 132, 0.075),  # 5.3 %
        (np.linspace(0.1, 0.7, 12), 30, 0.055),  # 3.6 %
        (np.full(12, 0.02), 30, 0.02),  # 0.6 %
        (np.repeat([0.02, 0.4], 20), 132, 0.05),  # 2.7 %
    ],
)
def test_equal_profiles_are_rejected_in_about_5_percent(shares: Any, n: int, most: float) -> None:
    rng, runs, rejected = np.random.default_rng(3), 500, 0
    for _ in range(runs):
        y, x = answers(rng, n, shares), answers(rng, 1300, shares)
        r = correlation(covariance_of(y) + covariance_of(x))
        z = score_z(y.mean(axis=0), n, x.mean(axis=0), 1300)
        rejected += profile_test(z, r).p_value < 0.05
    assert rejected / runs <= most


@pytest.mark.slow
@pytest.mark.parametrize(
    ("gaps", "typical", "least"),
    [
        (np.zeros(10), 1.1, 0.965),  # D 1.1, coverage 98.3
        (np.eye(10)[0] * 0.3, 9.4, 0.94),  # 9.4, 96.7
        (np.full(10, 0.05), 4.3, 0.89),  # 4.3, 92.1
        (np.full(10, 0.10), 9.8, 0.925),  # 9.8, 95.1
        (np.linspace(-0.2, 0.2, 10), 12.7, 0.97),  # 12.7, 99.2
    ],
)
def test_the_typical_gap_is_covered_and_not_inflated(gaps: Any, typical: float, least: float) -> None:
    rng, runs, covered, mean, shown = np.random.default_rng(4), 400, 0, 0.0, 0
    true = np.sqrt((gaps**2).mean())
    reference = np.full(10, 0.5)
    for _ in range(runs):
        y, x = answers(rng, 132, reference + gaps), answers(rng, 1300, reference)
        r = correlation(covariance_of(y) + covariance_of(x))
        p, q = y.mean(axis=0), x.mean(axis=0)
        c = gap_covariance(smoothed_variance(p, 132) + smoothed_variance(q, 1300), r)
        gap = typical_gap(p, q, c)
        covered += gap.interval.low <= true <= gap.interval.high
        mean += 100 * gap.value / runs
        shown += gap.interval.low > 0
    assert covered / runs >= least
    assert mean == pytest.approx(typical, abs=0.5)
    if not gaps.any():
        assert shown / runs < 0.04  # under 3 %


@pytest.mark.slow
@pytest.mark.parametrize(
    ("items", "tau", "rho", "least", "widest"),
    [
        (12, 0.03, 0.0, 0.92, 11.4),  # 94 %, 10.8 points wide where raw intervals have 16.7
        (12, 0.03, 0.17, 0.93, 13.1),  # 95, 12.5: the table's latent 0.3 is 0.17 between 0/1 answers
        (12, 0.10, 0.17, 0.93, 16.4),  # 95, 15.8
        (40, 0.00, 0.17, 0.96, 9.6),  # 99, 7.7
    ],
)
def test_shrunk_gaps_cover_and_the_largest_is_not_overstated(
    items: int, tau: float, rho: float, least: float, widest: float
) -> None:
    rng, runs = np.random.default_rng(5), 300
    se = 0.167 / (2 * 1.96)
    r = np.full((items, items), rho) + (1 - rho) * np.eye(items)
    root = np.linalg.cholesky(r) * se
    covered, wide, over, raw = 0.0, 0.0, 0.0, 0.0
    for _ in range(runs):
        true = 0.05 + tau * rng.normal(size=items)
        g = true + root @ rng.normal(size=items)
        shrunk = shrunk_gaps(g, r * se**2)
        low, high = shrunk.interval.low, shrunk.interval.high
        covered += ((low <= true) & (true <= high)).mean() / runs
        wide += 100 * (high - low).mean() / runs
        largest = np.argmax(g)
        over += 100 * (shrunk.value[largest] - true[largest]) / runs
        raw += 100 * (g[largest] - true[largest]) / runs
    assert covered >= least
    assert wide <= widest
    assert raw > 2  # the table has 2.4 to 8.7 for raw gaps, 0.0 to 0.9 for shrunk ones
    assert abs(over) < 1.2
