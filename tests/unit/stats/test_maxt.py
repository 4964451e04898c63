"""The distribution of the largest |Z|."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy.special import ndtr, roots_legendre

from gapkit.stats import MaxT, correlation, maxt

Z95 = 1.959963984540054


def equicorrelated(items: int, rho: float) -> np.ndarray:
    return np.full((items, items), rho) + (1 - rho) * np.eye(items)


def exact_tail(c: float, items: int, rho: float) -> float:
    """One-factor integral: given the common factor the items are independent."""
    x, w = roots_legendre(2000)
    x, w = 9 * x, 9 * w * np.exp(-((9 * x) ** 2) / 2) / np.sqrt(2 * np.pi)
    scale, shift = np.sqrt(1 - rho), np.sqrt(rho) * x
    outside = np.minimum(ndtr((-c - shift) / scale) + ndtr((shift - c) / scale), 1 - 1e-16)
    return float(w @ -np.expm1(items * np.log1p(-outside)))


EXACT = [  # STATISTICS, section 3: J, rho, exact c, error at 4096 and at 16384 points
    (5, 0.3, 2.55025, -0.0003, -0.0002),
    (12, 0.7, 2.65028, 0.0000, 0.0003),
    (40, 0.3, 3.17541, 0.0008, -0.0000),
    (40, 0.9, 2.56719, 0.0010, -0.0005),
    (100, 0.3, 3.41625, 0.0015, 0.0002),
]


@pytest.mark.parametrize(("items", "rho", "exact", "error", "_"), EXACT)
def test_critical_value_has_the_stated_error(
    items: int, rho: float, exact: float, error: float, _: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maxt, "POINTS", 4096)
    assert MaxT(equicorrelated(items, rho)).critical(0.05) - exact == pytest.approx(error, abs=0.00006)


@pytest.mark.parametrize(("items", "rho", "exact", "_", "error"), EXACT[:3])
def test_more_points_come_closer(
    items: int, rho: float, exact: float, _: float, error: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maxt, "POINTS", 16384)
    assert MaxT(equicorrelated(items, rho)).critical(0.05) - exact == pytest.approx(error, abs=0.00006)


@pytest.mark.parametrize(("items", "rho", "exact", "_", "__"), EXACT)
def test_critical_value_is_within_0_002(items: int, rho: float, exact: float, _: float, __: float) -> None:
    assert MaxT(equicorrelated(items, rho)).critical(0.05) == pytest.approx(exact, abs=0.002)


@pytest.mark.parametrize(("items", "rho"), [(5, 0.3), (12, 0.7), (40, 0.9)])
def test_tail_is_right_far_out(items: int, rho: float) -> None:
    far = MaxT(equicorrelated(items, rho)).tail([2.5, 4.0, 5.0, 6.0])
    exact = [exact_tail(c, items, rho) for c in (2.5, 4.0, 5.0, 6.0)]
    # Half a percent: what 8192 points give.
    assert far == pytest.approx(exact, rel=0.006)


def test_one_item_is_the_normal() -> None:
    alone = MaxT(np.eye(1))
    assert alone.critical(0.05) == pytest.approx(Z95, abs=1e-12)
    assert alone.tail(12.0) == pytest.approx(3.552964224155306e-33, rel=1e-12)


def test_independent_items_are_sidaks() -> None:
    family = MaxT(np.eye(12))
    assert family.tail(3.0) == pytest.approx(1 - (1 - 2 * ndtr(-3.0)) ** 12, rel=1e-12)
    assert family.tail(family.critical(0.05)) == pytest.approx(0.05, rel=1e-12)


def test_tail_runs_from_1_to_0_and_never_rises() -> None:
    tail = MaxT(equicorrelated(6, 0.5)).tail(np.linspace(0, 45, 2001))
    assert tail[0] == 1
    assert tail[-1] == 0
    assert (np.diff(tail) <= 1e-15).all()


def test_many_levels_have_the_tails_of_a_few() -> None:
    family, levels = MaxT(equicorrelated(6, 0.4)), np.random.default_rng(4).uniform(0, 5, 200)
    few = [family.tail(some) for some in np.split(levels, 20)]
    assert family.tail(levels.reshape(20, 10)) == pytest.approx(np.stack(few), rel=1e-12)


def test_the_tail_at_c_is_alpha() -> None:
    family = MaxT(equicorrelated(9, 0.4))
    assert [family.tail(family.critical(alpha)) for alpha in (0.3, 0.05, 1e-4)] == pytest.approx(
        [0.3, 0.05, 1e-4], rel=1e-8
    )


def test_unknown_c_has_no_tail() -> None:
    assert np.isnan(MaxT(equicorrelated(3, 0.5)).tail([np.nan])).all()
    assert np.isnan(MaxT(np.eye(3)).tail(np.nan))


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_copy_of_an_item_leaves_c_alone(sign: float) -> None:
    r = equicorrelated(5, 0.4)
    loads = np.vstack([np.eye(5), sign * np.eye(5)[2:3]])
    assert MaxT(loads @ r @ loads.T).critical(0.05) == MaxT(r).critical(0.05)


def test_all_copies_are_one_item() -> None:
    assert MaxT(np.ones((7, 7))).critical(0.05) == pytest.approx(Z95, abs=1e-12)


def test_singular_correlation_needs_no_ridge() -> None:
    """Single choice: four shares that add to 1; Monte Carlo with 400,000 draws as a witness."""
    share = np.array([0.4, 0.3, 0.2, 0.1])
    c = np.diag(share) - np.outer(share, share)
    draws = np.random.default_rng(3).multivariate_normal(np.zeros(4), correlation(c), 400_000, method="eigh")
    witness = np.quantile(np.abs(draws).max(axis=1), 0.95)
    assert MaxT(correlation(c)).critical(0.05) == pytest.approx(witness, abs=0.015)


def test_items_without_variance_correlate_with_none() -> None:
    r = correlation([[4.0, 2.0, 0.0], [2.0, 1.0, 0.3], [0.0, 0.3, 0.0]])
    assert r.tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def test_forty_items_take_well_below_a_second() -> None:
    start = time.process_time()
    MaxT(equicorrelated(40, 0.3)).critical(0.05)
    assert time.process_time() - start < 1.5  # about 0.2 on an idle core
