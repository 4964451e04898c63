"""Exact tests, ratios and the chi-square test of two independent shares."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

import numpy as np
import pytest
from scipy.special import comb

from gapkit.errors import OptionError
from gapkit.stats.exact_tests import ExactMethod, exact_test
from gapkit.stats.proportion_tests import prop_test
from gapkit.stats.ratios import OddsRatioMethod, odds_ratio, risk_ratio

EXACT = get_args(ExactMethod)
UNCONDITIONAL = ("boschloo", "barnard-pooled", "barnard-unpooled")


@pytest.mark.parametrize("method", EXACT)
def test_exact_tests_take_numbers_and_arrays(method: Any) -> None:
    one = exact_test(9, 10, 3, 10, method=method)
    many = exact_test([[9], [3]], 10, [3, 9], 10, method=method)
    assert type(one.p_value) is float
    assert many.p_value.shape == (2, 2)  # type: ignore[union-attr]
    assert many.p_value[0, 0] == one.p_value  # type: ignore[index]


@pytest.mark.parametrize("method", EXACT)
def test_swapping_the_sides_swaps_the_tails(method: Any) -> None:
    x1, x2 = np.mgrid[0:7:2, 0:10:3]
    there = exact_test(x1, 6, x2, 9, method=method)
    back = exact_test(x2, 9, x1, 6, method=method)
    np.testing.assert_allclose(there.p_value, back.p_value, rtol=1e-9)
    np.testing.assert_allclose(there.p_less, back.p_greater, rtol=1e-9)


@pytest.mark.parametrize("method", EXACT)
def test_the_opposite_answer_has_the_same_two_sided_p(method: Any) -> None:
    x1, x2 = np.mgrid[0:7:2, 0:10:3]
    yes = exact_test(x1, 6, x2, 9, method=method)
    no = exact_test(6 - x1, 6, 9 - x2, 9, method=method)
    np.testing.assert_allclose(yes.p_value, no.p_value, rtol=1e-9)


@pytest.mark.parametrize("method", UNCONDITIONAL)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.85])
def test_an_unconditional_test_never_rejects_more_often_than_its_level(method: Any, share: float) -> None:
    n1, n2 = 7, 12
    x1, x2 = np.mgrid[0 : n1 + 1, 0 : n2 + 1]
    chance = comb(n1, x1) * share**x1 * (1 - share) ** (n1 - x1)
    chance = chance * comb(n2, x2) * share**x2 * (1 - share) ** (n2 - x2)
    p = exact_test(x1, n1, x2, n2, method=method).p_value
    for alpha in (0.01, 0.05, 0.2):
        assert chance[p <= alpha].sum() <= alpha + 1e-9  # type: ignore[operator]


def test_fishers_p_of_a_small_table_is_counted_by_hand() -> None:
    # 3 of 4 against 0 of 3, margin 3: the chances of 0, 1, 2, 3 are 1, 12, 18, 4 of 35
    test = exact_test(3, 4, 0, 3)
    assert test.p_greater == pytest.approx(4 / 35)
    assert test.p_value == pytest.approx(5 / 35)
    assert exact_test(3, 4, 0, 3, method="fisher-mid-p").p_value == pytest.approx(3 / 35)


@pytest.mark.parametrize("method", EXACT)
def test_exact_tests_of_nobody_have_no_p(method: Any) -> None:
    test = exact_test([0, 0], [0, 4], [1, 0], [3, 0], method=method)
    assert np.isnan([test.p_value, test.p_less, test.p_greater, test.p_doubled]).all()


@pytest.mark.parametrize("method", EXACT)
def test_equal_shares_at_the_end_prove_nothing(method: Any) -> None:
    test = exact_test([0, 6], 6, [0, 9], 9, method=method)
    assert (np.asarray(test.p_doubled) == 1).all()


@pytest.mark.parametrize(
    ("arguments", "method", "message"),
    [
        ((1.5, 4, 1, 3), "fisher", "`count` must be a whole number for an exact test."),
        ((1, 4, 1, 3.5), "boschloo", "`base_reference` must be a whole number for an exact test."),
        ((5, 4, 1, 3), "fisher", "`count` must be from 0 to its `base`."),
        (
            (1, 5000, 1, 5000),
            "boschloo",
            "`base` must be small enough for this method: (base + 1) x (base_reference + 1) up to 4 million.",
        ),
        ((1, 4, 1, 3), "score", f"`method` must be one of {', '.join(f'`{name}`' for name in EXACT)}."),
    ],
)
def test_exact_tests_refuse_by_name(arguments: Any, method: Any, message: str) -> None:
    with pytest.raises(OptionError) as error:
        exact_test(*arguments, method=method)
    assert error.value.message == message


@pytest.mark.parametrize("method", get_args(OddsRatioMethod))
def test_odds_ratio_of_swapped_sides_is_the_reciprocal(method: Any) -> None:
    there, back = odds_ratio(9, 10, 3, 10, method=method), odds_ratio(3, 10, 9, 10, method=method)
    assert there.value == pytest.approx(1 / back.value, rel=1e-9)
    assert there.interval.low == pytest.approx(1 / back.interval.high, rel=1e-9)


@pytest.mark.parametrize(
    ("table", "value"),
    [((0, 4, 2, 4), 0.0), ((4, 4, 2, 4), np.inf), ((0, 4, 0, 4), np.nan), ((0, 0, 1, 4), np.nan)],
)
def test_woolf_has_no_interval_where_a_cell_is_empty(table: Any, value: float) -> None:
    ratio = odds_ratio(*table)
    np.testing.assert_equal(ratio.value, value)
    assert np.isnan([ratio.se_log, ratio.interval.low, ratio.interval.high]).all()


def test_risk_ratio_has_no_interval_where_a_count_is_0() -> None:
    ratio = risk_ratio([0, 2, 0, 0], [4, 4, 4, 0], [2, 0, 0, 1], 4)
    np.testing.assert_equal(ratio.value, [0, np.inf, np.nan, np.nan])
    assert np.isnan([ratio.interval.low, ratio.interval.high]).all()


def test_prop_test_of_nobody_is_no_number() -> None:
    test = prop_test([0, 0], [0, 4], [0, 0], [4, 4])
    assert np.isnan([test.chi2, test.p_value]).all()
    np.testing.assert_equal(test.interval.low, [np.nan, 0])


@pytest.mark.parametrize(("alternative", "continuity"), [*product(["less", "greater"], [True, False])])
def test_one_sided_p_values_mirror(alternative: Any, continuity: bool) -> None:
    other = "greater" if alternative == "less" else "less"
    there = prop_test(9, 10, 3, 10, alternative=alternative, continuity=continuity)
    back = prop_test(3, 10, 9, 10, alternative=other, continuity=continuity)
    assert there.p_value == back.p_value
    assert there.interval.low == -back.interval.high  # type: ignore[operator]


def test_tiny_shares_in_a_million_keep_their_digits() -> None:
    test = exact_test(3, 1_000_000, 19, 1_000_000)
    # binomial(22, 1/2) is the limit of the conditional law
    limit = 2 * sum(comb(22, k) for k in range(4)) / 2**22
    assert test.p_value == pytest.approx(limit, rel=1e-3)
