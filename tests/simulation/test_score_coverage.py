"""Coverage of the default interval where a weighted side of 132 meets a reference of 1,300."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.stats import effective_base, gap_limits, kish

RUNS = 2000
Z95 = 1.959963984540054


def simulated_side(rng: np.random.Generator, n: int, share: float, spread: float) -> list[np.ndarray]:
    """Share and effective base in every run, with lognormal weights apart from the answers."""
    w = rng.lognormal(0, spread, (RUNS, n))
    y = rng.random((RUNS, n)) < share
    total = w.sum(axis=1)
    p = (w * y).sum(axis=1) / total
    u = w * (y - p[:, None]) / total[:, None]
    v = n / (n - 1) * (u**2).sum(axis=1)
    n_k = kish(total, (w**2).sum(axis=1))
    return [p, effective_base(p, v, n, n_k)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("share", "reference", "least", "most"),
    [
        # 2,000 runs: plus or minus 1.5 points around what STATISTICS, section 2, saw (92.6 and up).
        (0.5, 0.5, 0.935, 0.965),
        (0.4, 0.5, 0.935, 0.965),
        (0.1, 0.2, 0.935, 0.970),
        (0.02, 0.02, 0.935, 1.0),  # over-covers: a rare answer on few respondents
    ],
)
def test_95_percent_intervals_cover_about_95_percent(
    share: float, reference: float, least: float, most: float
) -> None:
    rng = np.random.default_rng(20_240_501)
    p1, n1 = simulated_side(rng, 132, share, 0.64)  # weights of deff 1.5
    p2, n2 = simulated_side(rng, 1300, reference, 0.0)
    limits = gap_limits(p1, n1, p2, n2, Z95, method="score")
    gap = share - reference
    assert least <= ((limits.low <= gap) & (gap <= limits.high)).mean() <= most
