"""Covariance from strata and PSUs, on designs small enough for a pencil."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.errors.design import DesignError, LonelyPSUError
from gapkit.stats import (
    Design,
    covariance,
    degrees_of_freedom,
    influence,
    influences,
    mean_covariance,
    reference_df,
    weighted_means,
)

ONES = np.ones(6)
U = np.array([[1.0], [-1.0], [2.0], [-2.0], [3.0], [-3.0]])


def test_rows_are_psus_by_default() -> None:
    assert covariance(U, Design(ONES)) == pytest.approx(6 / 5 * 28)


def test_strata_are_centred_apart() -> None:
    design = Design(ONES, stratum=np.array([0, 0, 0, 1, 1, 1]))
    first = 3 / 2 * ((1 - 2 / 3) ** 2 + (-1 - 2 / 3) ** 2 + (2 - 2 / 3) ** 2)
    second = 3 / 2 * ((-2 + 2 / 3) ** 2 + (3 + 2 / 3) ** 2 + (-3 + 2 / 3) ** 2)
    assert covariance(U, design) == pytest.approx(first + second)
    assert degrees_of_freedom(design) == 4


def test_psus_are_summed_first() -> None:
    design = Design(ONES, psu=np.array([5, 5, 5, 8, 8, 9]))  # totals 2, 1, -3
    assert covariance(U, design) == pytest.approx(3 / 2 * 14)
    assert degrees_of_freedom(design) == 2


def test_the_same_psu_code_in_two_strata_is_two_psus() -> None:
    design = Design(ONES, stratum=np.array([0, 0, 0, 1, 1, 1]), psu=np.array([1, 1, 2, 1, 2, 2]))
    # totals 0, 2 | -2, 0
    assert covariance(U, design) == pytest.approx(2 * 2 + 2 * 2)
    assert degrees_of_freedom(design) == 2


def test_finite_population_shrinks_the_variance() -> None:
    design = Design(ONES, fpc=np.full(6, 24.0))
    assert covariance(U, design) == pytest.approx(0.75 * 6 / 5 * 28)
    assert covariance(U, Design(ONES, fpc=np.full(6, np.inf))) == pytest.approx(6 / 5 * 28)


def test_a_population_asked_whole_has_no_variance() -> None:
    assert covariance(U, Design(ONES, fpc=np.full(6, 6.0))) == 0


def test_a_population_smaller_than_its_sample_is_refused() -> None:
    with pytest.raises(DesignError) as error:
        Design(ONES, stratum=np.array([0, 0, 0, 0, 4, 4]), fpc=np.array([9.0, 9, 9, 9, 1, 1]))
    assert error.value.where == "stratum `4`"


LONELY = np.array([0, 0, 0, 1, 1, 2])
"""Strata with sums of squares 3/2 * 14/3 = 7 and 25, and a lonely row of -3."""


@pytest.mark.parametrize(
    ("rule", "variance"),
    [("remove", 32), ("certainty", 32), ("adjust", 32 + 9), ("average", 32 * 3 / 2)],
)
def test_lonely_psus_follow_their_rule(rule: Any, variance: float) -> None:
    assert covariance(U, Design(ONES, stratum=LONELY, lonely_psu=rule)) == pytest.approx(variance)


def test_lonely_psus_fail_by_default_and_are_named() -> None:
    with pytest.raises(LonelyPSUError) as error:
        covariance(U, Design(ONES, stratum=LONELY))
    assert error.value.strata == (2,)
    assert error.value.where == "stratum `2`"
    for option in ("fail", "adjust", "average", "remove", "certainty"):
        assert f'"{option}"' in error.value.hint


def test_a_lonely_psu_taken_whole_is_certain() -> None:
    fpc = np.array([9.0, 9, 9, 9, 9, 1])
    design = Design(ONES, stratum=LONELY, fpc=fpc)
    assert covariance(U, design) == pytest.approx(7 * 6 / 9 + 25 * 7 / 9)


@pytest.mark.parametrize("rule", ["fail", "remove", "certainty", "average"])
def test_one_respondent_has_no_variance_rather_than_0(rule: Any) -> None:
    assert np.isnan(covariance(U[:1], Design(ONES[:1], lonely_psu=rule))).all()


def test_only_named_psus_give_finite_degrees_of_freedom() -> None:
    assert reference_df(Design(ONES, stratum=LONELY)) == np.inf
    assert reference_df(Design(ONES, psu=np.array([5, 5, 5, 8, 8, 9]))) == 2


def test_routed_items_have_their_own_base() -> None:
    y = np.array([[1.0, 1], [0, np.nan], [1, 0], [0, 1]])
    base = ~np.isnan(y)
    w = np.array([1.0, 2, 3, 2])
    means = weighted_means(y, base, w)
    assert means.value == pytest.approx([0.5, 0.5])
    assert means.total == pytest.approx([8, 6])
    u = influence(y, base, w)
    assert u[:, 0] == pytest.approx([1 / 16, -1 / 8, 3 / 16, -1 / 8])
    assert u[:, 1] == pytest.approx([1 / 12, 0, -1 / 4, 1 / 6])


def test_an_item_nobody_was_asked_has_no_number() -> None:
    y, base = np.ones((4, 2)), np.array([[True, False]] * 4)
    assert np.isnan(weighted_means(y, base, np.ones(4)).value).tolist() == [False, True]
    c = mean_covariance(y, base, Design(np.ones(4)))
    assert np.isnan(c).tolist() == [[False, True], [True, True]]


@pytest.mark.parametrize("psu", [None, np.arange(1000) // 7])
@pytest.mark.parametrize("stratum", [None, np.arange(1000) % 3 // 2])
def test_blocks_do_not_show(psu: Any, stratum: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    y, w = rng.random((1000, 4)) < 0.3, rng.lognormal(size=1000)
    base = rng.random((1000, 4)) < 0.9
    design = Design(w, stratum=stratum, psu=psu)
    whole = covariance(influence(y, base, w), design)
    monkeypatch.setattr(influences, "BLOCK_CELLS", 50)
    assert mean_covariance(y, base, design) == pytest.approx(whole, rel=1e-12)
