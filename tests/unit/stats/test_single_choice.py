"""Single-choice answers: simultaneous intervals and tests of tables, at the edges."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats.contingency import HomogeneityMethod, homogeneity_test, mean_score_test
from gapkit.stats.cramer import cramers_v
from gapkit.stats.exact_tables import fisher_freeman_halton
from gapkit.stats.exact_tests import exact_test
from gapkit.stats.multinomial import SimultaneousMethod, simultaneous_shares

SHARES = get_args(SimultaneousMethod)


@pytest.mark.parametrize("method", SHARES)
def test_rows_are_questions(method: Any) -> None:
    many = simultaneous_shares([[56, 72, 73], [2, 1, 4]], method=method)
    for row, counts in enumerate([[56, 72, 73], [2, 1, 4]]):
        one = simultaneous_shares(counts, method=method)
        np.testing.assert_array_equal(many.interval.low[row], one.interval.low)  # type: ignore[index]
        np.testing.assert_array_equal(many.interval.high[row], one.interval.high)  # type: ignore[index]


@pytest.mark.parametrize("method", SHARES)
def test_order_of_answers_does_not_matter(method: Any) -> None:
    there = simultaneous_shares([5, 11, 19, 30, 58], method=method).interval.low
    back = simultaneous_shares([58, 30, 19, 11, 5], method=method).interval.low
    np.testing.assert_allclose(there, back[::-1], rtol=1e-12)  # type: ignore[index]


@pytest.mark.parametrize("method", SHARES)
def test_nobody_answered_is_no_number(method: Any) -> None:
    shares = simultaneous_shares([0, 0, 0], method=method)
    assert np.isnan([shares.value, shares.interval.low, shares.interval.high]).all()


def test_one_respondent_has_no_sison_glaz_interval() -> None:
    shares = simultaneous_shares([1, 0, 0], method="sison-glaz")
    assert np.isnan([shares.interval.low, shares.interval.high]).all()


@pytest.mark.parametrize("method", get_args(HomogeneityMethod))
@pytest.mark.parametrize("table", [[[0, 0], [3, 4]], [[0, 5], [0, 4]], [[0, 0], [0, 0]]])
def test_an_empty_group_or_answer_has_no_test(method: Any, table: Any) -> None:
    test, v = homogeneity_test(table, method=method), cramers_v(table)
    assert np.isnan([test.statistic, test.p_value]).all()
    assert np.isnan([v.value, v.interval.low, v.interval.high]).all()
    assert np.isnan(fisher_freeman_halton(table))


def test_tables_stack() -> None:
    stack = [[[20, 31, 9], [44, 50, 30]], [[1, 3, 4], [6, 6, 5]]]
    both = homogeneity_test(stack)
    for row, table in enumerate(stack):
        assert both.p_value[row] == homogeneity_test(table).p_value  # type: ignore[index]
        assert cramers_v(stack).interval.high[row] == cramers_v(table).interval.high  # type: ignore[index]


@pytest.mark.parametrize("corrected", [False, True])
def test_cramers_v_of_complete_disagreement_is_1(corrected: bool) -> None:
    v = cramers_v([[30, 0], [0, 30]], corrected=corrected)
    assert v.value == pytest.approx(1)
    assert v.interval.high == 1


def test_residuals_of_two_groups_are_opposite() -> None:
    residuals = homogeneity_test([[4, 9, 26], [104, 221, 390]]).residuals
    np.testing.assert_allclose(residuals[0], -residuals[1], rtol=1e-12)


def test_mean_score_mirrors_and_ignores_the_units_of_scores() -> None:
    there = mean_score_test([1, 3, 4, 7, 5], [6, 6, 5, 3, 2], scores=[0, 25, 50, 75, 100])
    back = mean_score_test([6, 6, 5, 3, 2], [1, 3, 4, 7, 5])
    assert there.statistic == pytest.approx(-back.statistic)  # type: ignore[operator]


@pytest.mark.parametrize("counts", [[0, 0, 0], [0, 7, 0]])
def test_mean_score_without_spread_or_people_is_no_number(counts: Any) -> None:
    test = mean_score_test(counts, [0, 4, 0])
    assert np.isnan([test.statistic, test.p_value]).all()


@pytest.mark.parametrize("table", [[[9, 1], [3, 7]], [[5, 51], [0, 29]], [[1, 0], [0, 1]]])
def test_freeman_and_halton_of_two_answers_is_fishers(table: Any) -> None:
    (a, b), (c, d) = table
    assert fisher_freeman_halton(table) == pytest.approx(exact_test(a, a + b, c, c + d).p_value, rel=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: fisher_freeman_halton([[400, 300, 500, 200], [300, 600, 400, 300]]),
            "`table` must be small enough to lay out: 5 million tables with its margins.",
        ),
        (
            lambda: fisher_freeman_halton([[1.5, 2], [3, 4]]),
            "`table` must be a whole number for an exact test.",
        ),
        (
            lambda: homogeneity_test([3, 4]),
            "`table` must be counts of two groups or more, one a row.",
        ),
        (lambda: simultaneous_shares([3]), "`counts` must be counts of two answers or more."),
        (lambda: simultaneous_shares([3, -1]), "`counts` must be a finite number, 0 or more."),
        (
            lambda: mean_score_test([3, 4], [1, 2, 3]),
            "`counts`, `counts_reference`, `scores` must have shapes that broadcast.",
        ),
    ],
)
def test_impossible_tables_are_refused(call: Any, message: str) -> None:
    with pytest.raises(OptionError) as error:
        call()
    assert error.value.message == message
