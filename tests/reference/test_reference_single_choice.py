"""Single-choice answers: simultaneous intervals and tests of tables, against R."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gapkit.stats.contingency import homogeneity_test, mean_score_test
from gapkit.stats.cramer import cramers_v, noncentrality_limits
from gapkit.stats.exact_tables import fisher_freeman_halton
from gapkit.stats.multinomial import simultaneous_shares

FILE = "multinomial.json"
SHARES = {
    "multinomial_ci_goodman": "goodman",
    "multinomial_ci_bonferroni_wilson": "goodman",
    "multinomial_ci_quesenberry_hurst": "quesenberry-hurst",
    "multinomial_ci_sison_glaz": "sison-glaz",
}
EXACT = 1e-9
"""V itself needs no search; only effectsize's limits do."""


@pytest.mark.cases(FILE, *SHARES)
def test_shares_have_the_limits_of_their_method(case: Any) -> None:
    level = case.inputs["conf_level"]
    shares = simultaneous_shares(case.inputs["counts"], method=SHARES[case.method], conf_level=level)
    if "estimate" in case.outputs:
        case.expect(shares.value, "estimate")
    case.expect(shares.interval.low, "ci_lower")
    case.expect(shares.interval.high, "ci_upper")


@pytest.mark.cases(FILE, "chi_square_homogeneity")
def test_chi_square_and_residuals(case: Any, same_p: Callable[[float, float, float], None]) -> None:
    test = homogeneity_test(case.inputs["table"])
    case.expect(test.statistic, "chi2")
    case.expect(test.df, "df")
    same_p(test.p_value, case.outputs["p_value"], case.tolerance)  # type: ignore[arg-type]
    case.expect(test.expected_min, "expected_min")
    case.expect(test.residuals, "adjusted_residuals")


@pytest.mark.cases(FILE, "likelihood_ratio_g_test")
def test_likelihood_ratio(case: Any, same_p: Callable[[float, float, float], None]) -> None:
    test = homogeneity_test(case.inputs["table"], method="g")
    case.expect(test.statistic, "g")
    case.expect(test.df, "df")
    same_p(test.p_value, case.outputs["p_value"], case.tolerance)  # type: ignore[arg-type]


@pytest.mark.cases(FILE, "cramers_v", "cramers_v_bias_corrected")
def test_cramers_v_is_effectsizes(case: Any) -> None:
    corrected = case.method.endswith("bias_corrected")
    v = cramers_v(case.inputs["table"], corrected=corrected)
    case.expect(v.value, "v", tolerance=EXACT)
    case.expect(v.interval.low, "ci_lower_two_sided")
    case.expect(v.interval.high, "ci_upper_two_sided")
    above = cramers_v(case.inputs["table"], corrected=corrected, alternative="greater")
    case.expect(above.interval.low, "ci_lower_one_sided")
    assert above.interval.high == 1


@pytest.mark.cases(FILE, "cramers_v_noncentral_chisq_ci")
def test_cramers_v_limits_are_the_noncentral_chi_squares(case: Any) -> None:
    test, v = homogeneity_test(case.inputs["table"]), cramers_v(case.inputs["table"])
    limits = noncentrality_limits(test.statistic, test.df, 0.025)
    case.expect(limits.low, "ncp_lower")
    case.expect(limits.high, "ncp_upper")
    case.expect(v.value, "v")
    case.expect(v.interval.low, "ci_lower")
    scale = np.sum(case.inputs["table"]) * (min(np.shape(case.inputs["table"])) - 1)
    case.expect(np.sqrt(limits.high / scale), "ci_upper")
    assert v.interval.high == pytest.approx(min(1, case.outputs["ci_upper"]), abs=case.tolerance)


@pytest.mark.cases(FILE, "linear_by_linear_mean_score_test")
def test_mean_scores(case: Any, same_p: Callable[[float, float, float], None]) -> None:
    test = mean_score_test(*case.inputs["table"])
    case.expect(test.statistic, "z")
    case.expect(test.statistic**2, "m2")  # type: ignore[operator]
    same_p(test.p_value, case.outputs["p_value"], case.tolerance)  # type: ignore[arg-type]


@pytest.mark.cases(FILE, "fisher_freeman_halton_exact")
def test_exact_test_of_a_table(case: Any, same_p: Callable[[float, float, float], None]) -> None:
    same_p(fisher_freeman_halton(case.inputs["table"]), case.outputs["p_value"], case.tolerance)
