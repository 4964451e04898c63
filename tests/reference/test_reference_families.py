"""Adjusted p-values and max-t, against R stats, mutoss and multcomp."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats import (
    MaxT,
    adjust_p,
    correlation,
    decide,
    student_critical,
    student_tail,
    two_stage_bh,
)

METHODS = {
    "p_adjust_bonferroni": "bonferroni",
    "p_adjust_holm": "holm",
    "p_adjust_hochberg": "hochberg",
    "p_adjust_hommel": "hommel",
    "p_adjust_BH": "bh",
    "p_adjust_BY": "by",
    "p_adjust_sidak_single_step": "sidak",
    "p_adjust_sidak_step_down": "holm-sidak",
}


@pytest.mark.cases("multiplicity.json", *METHODS)
def test_adjusted_p_values_equal_rs(case: Any) -> None:
    p = np.array(case.inputs["p"], dtype=float)
    case.expect(adjust_p(p, METHODS[case.method]), "adjusted")


@pytest.mark.cases("multiplicity.json", "two_stage_bh_bky2006")
def test_two_stage_procedure_rejects_what_the_paper_does(case: Any) -> None:
    p, alpha = case.inputs["p"], case.inputs["alpha"]
    result = two_stage_bh(p, alpha=alpha)
    assert result.rejected.tolist() == case.outputs["rejected"]
    assert result.stage1_rejections == case.outputs["stage1_rejections"]
    assert result.m0_hat == case.outputs["m0_hat"]
    assert (adjust_p(p, "two-stage-bh") <= alpha).tolist() == case.outputs["rejected"]


@pytest.mark.cases("multiplicity.json", "max_t_single_step_and_simultaneous_ci")
def test_the_multivariate_t_equals_multcomp(case: Any) -> None:
    c, df = np.array(case.inputs["covariance"]), float(case.inputs["df"])
    gap, se = np.array(case.inputs["estimate"]), np.sqrt(np.diagonal(c))
    family = MaxT(correlation(c))
    critical = student_critical(family, 1 - case.inputs["conf_level"], df)
    # 8192 fixed points give c to 0.002 and p to 0.6 % (STATISTICS, section 3), multcomp 1e-4.
    case.expect(critical, "critical_value_95", tolerance=0.002 / 2)
    case.expect(gap - critical * se, "ci_lower", tolerance=2e-4)
    case.expect(gap + critical * se, "ci_upper", tolerance=2e-4)
    p = student_tail(family, abs(gap / se), df)
    assert np.abs(p - np.array(case.outputs["p_single_step"])).max() < 0.005
    if "p_single_step_quadrature" in case.outputs:  # deterministic: also the far tail can be compared
        assert np.abs(p / np.array(case.outputs["p_single_step_quadrature"]) - 1).max() < 0.006


# With finite df gapkit gives each item its own t at the family's normal level, which is another law.
@pytest.mark.cases("multiplicity.json", "max_t_single_step_and_simultaneous_ci", only={"df": "Inf"})
def test_max_t_equals_multcomp(case: Any) -> None:
    c = np.array(case.inputs["covariance"])
    gap, se = np.array(case.inputs["estimate"]), np.sqrt(np.diagonal(c))
    family = decide(
        gap / se,
        np.inf,
        adjust="max-t",
        conf_level=case.inputs["conf_level"],
        correlation=correlation(c),
    )
    # 8192 fixed points give c to 0.002 and p to 0.6 % (STATISTICS, section 3), multcomp 1e-4.
    case.expect(family.c, "critical_value_95", tolerance=0.002 / 2)
    case.expect(gap - family.critical * se, "ci_lower", tolerance=2e-4)
    case.expect(gap + family.critical * se, "ci_upper", tolerance=2e-4)
    p = np.array(case.outputs["p_single_step"])
    assert np.abs(family.p_adjusted - p).max() < 0.005
    if "p_single_step_quadrature" in case.outputs:  # deterministic: also the far tail can be compared
        p = np.array(case.outputs["p_single_step_quadrature"])
        assert np.abs(MaxT(correlation(c)).tail(abs(gap / se)) / p - 1).max() < 0.006
    assert family.flagged.tolist() == (p < 1 - case.inputs["conf_level"]).tolist()
