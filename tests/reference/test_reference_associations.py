"""Correlations, rank correlations and concordance, against R stats, effectsize and Page's formula."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats import (
    friedman,
    kendall,
    page,
    pearson,
    pearson_interval,
    spearman,
    spearman_interval,
)

TESTS = {
    "kendall_tau_b_exact": (kendall, "exact"),
    "kendall_tau_b_asymptotic": (kendall, "asymptotic"),
    "kendall_tau_b_asymptotic_cc": (kendall, "corrected"),
    "spearman_rho_exact": (spearman, "exact"),
    "spearman_rho_asymptotic": (spearman, "asymptotic"),
    "spearman_rho_asymptotic_cc": (spearman, "corrected"),
}
FILE = "rank_association.json"


@pytest.mark.cases(FILE, *TESTS)
def test_rank_correlations_equal_rs(case: Any, same_p: Any) -> None:
    function, test = TESTS[case.method]
    got = function(case.inputs["x"], case.inputs["y"], test=test)  # type: ignore[operator]
    case.expect(got.value, "estimate")
    case.expect(got.statistic, "statistic")
    same_p(got.p_value, case.outputs["p_value"], case.tolerance)


@pytest.mark.cases(FILE, "spearman_rho_ci_fisher", "spearman_rho_ci_bonett_wright")
def test_intervals_of_rho_equal_their_formula(case: Any) -> None:
    method = "fisher" if case.method.endswith("fisher") else "bonett-wright"
    rho = spearman(case.inputs["x"], case.inputs["y"]).value
    interval = spearman_interval(rho, len(case.inputs["x"]), method=method)  # type: ignore[arg-type]
    case.expect(rho, "estimate")
    case.expect(interval.low, "ci_lower")
    case.expect(interval.high, "ci_upper")


@pytest.mark.cases(FILE, "pearson_r")
def test_pearson_equals_rs(case: Any) -> None:
    got = pearson(case.inputs["x"], case.inputs["y"])
    interval = pearson_interval(got.value, len(case.inputs["x"]))
    for value, name in (
        (got.value, "estimate"),
        (got.statistic, "statistic"),
        (got.df, "df"),
        (got.p_value, "p_value"),
    ):
        case.expect(value, name)
    if "ci_lower" in case.outputs:
        case.expect(interval.low, "ci_lower")
        case.expect(interval.high, "ci_upper")


@pytest.mark.cases(FILE, "friedman")
def test_friedman_and_kendalls_w_equal_rs(case: Any) -> None:
    got = friedman(case.inputs["ratings"])
    case.expect(got.chi2, "chi2")
    case.expect(got.df, "df")
    case.expect(got.p_value, "p_value")
    case.expect(got.w, "kendalls_w")
    case.expect(got.mean_correlation, "mean_rank_correlation")


@pytest.mark.cases(FILE, "page_trend")
def test_pages_l_equals_its_formula(case: Any) -> None:
    got = page(case.inputs["ratings"], case.inputs["predicted_order"])
    case.expect(got.statistic, "L")
    case.expect(got.mean, "mean")
    case.expect(got.variance, "variance")
    case.expect(got.z, "z")
    case.expect(got.p_value, "p_value_asymptotic")
    if "p_value_exact" in case.outputs:
        case.expect(got.p_exact, "p_value_exact")
    else:
        assert np.isnan(got.p_exact)  # tied ranks
