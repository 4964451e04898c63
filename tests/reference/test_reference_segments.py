"""Gaps over segments and waves: trend, heterogeneity, pooling, change, against R and metafor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gapkit.stats.adjusted_wald import wald_se
from gapkit.stats.cochran_q import heterogeneity
from gapkit.stats.contingency import homogeneity_test
from gapkit.stats.gap_differences import gap_difference
from gapkit.stats.logit_gaps import logit_interaction
from gapkit.stats.pooling import random_effects
from gapkit.stats.stratified import common_gap, common_odds_ratio
from gapkit.stats.trends import share_trend

FILE = "trend_heterogeneity.json"
TAU2 = {
    "random_effects_DL": "dersimonian-laird",
    "random_effects_REML": "reml",
    "random_effects_PM": "paule-mandel",
}


def segments(case: Any) -> list[Any]:
    assert case.inputs["columns"] == ["x1", "n1", "x2", "n2"]
    return list(np.array(case.inputs["segments"], dtype=float).T)


def gaps(case: Any) -> list[Any]:
    x1, n1, x2, n2 = segments(case)
    return [x1 / n1 - x2 / n2, wald_se(x1 / n1, n1, x2 / n2, n2) ** 2]


@pytest.mark.cases(FILE, "cochran_armitage_trend")
def test_trend_of_a_share(case: Any) -> None:
    x, n = (np.array(case.inputs[name]) for name in ("x", "n"))
    trend = share_trend(x, n, scores=case.inputs["score"])
    case.expect(trend.statistic, "z")
    case.expect(trend.statistic**2, "chi2")
    case.expect(trend.p_value, "p_value")
    case.expect(trend.slope, "slope")
    test = homogeneity_test(np.column_stack([x, n - x]))
    case.expect(test.statistic, "chi2_homogeneity")
    case.expect(test.df, "df_homogeneity")
    case.expect(test.p_value, "p_homogeneity")


@pytest.mark.cases(FILE, "heterogeneity_cochran_q_risk_difference")
def test_cochrans_q(case: Any, same_p: Callable[[float, float, float], None]) -> None:
    gap, variance = gaps(case)
    case.expect(gap, "diff")
    case.expect(variance, "variance")
    test = heterogeneity(gap, variance)
    case.expect(test.pooled, "pooled")
    case.expect(test.se, "se")
    case.expect(test.interval.low, "ci_lower")
    case.expect(test.interval.high, "ci_upper")
    case.expect(test.q, "Q")
    case.expect(test.df, "df")
    same_p(test.p_value, case.outputs["p_value"], case.tolerance)
    case.expect(100 * test.i2, "I2_percent")
    case.expect(test.h2, "H2")


@pytest.mark.cases(FILE, *TAU2)
def test_random_effects_are_metafors(case: Any) -> None:
    mean = random_effects(*gaps(case), method=TAU2[case.method])
    case.expect(mean.value, "pooled")
    case.expect(mean.se, "se")
    case.expect(mean.interval.low, "ci_lower")
    case.expect(mean.interval.high, "ci_upper")
    case.expect(mean.tau2, "tau2")
    case.expect(100 * mean.i2, "I2_percent")
    case.expect(mean.h2, "H2")
    case.expect(mean.q, "Q")


@pytest.mark.cases(FILE, "random_effects_DL_hartung_knapp")
def test_hartung_and_knapps_t(case: Any) -> None:
    mean = random_effects(*gaps(case), method="dersimonian-laird", hartung_knapp=True)
    case.expect(mean.value, "pooled")
    case.expect(mean.se, "se")
    case.expect(mean.interval.low, "ci_lower")
    case.expect(mean.interval.high, "ci_upper")
    case.expect(mean.p_value, "p_value")


@pytest.mark.cases(FILE, "cochran_mantel_haenszel")
def test_common_odds_ratio(case: Any, same_p: Callable[[float, float, float], None]) -> None:
    ratio = common_odds_ratio(*segments(case))
    case.expect(ratio.chi2, "chi2")
    same_p(ratio.p_value, case.outputs["p_value"], case.tolerance)
    case.expect(ratio.value, "common_or")
    case.expect(ratio.interval.low, "or_ci_lower")
    case.expect(ratio.interval.high, "or_ci_upper")


@pytest.mark.cases(FILE, "mantel_haenszel_risk_difference_sato")
def test_common_gap(case: Any) -> None:
    gap = common_gap(*segments(case))
    case.expect(gap.value, "rd")
    case.expect(gap.se, "se")
    case.expect(gap.interval.low, "ci_lower")
    case.expect(gap.interval.high, "ci_upper")


@pytest.mark.cases(FILE, "difference_in_gaps_two_independent_waves")
def test_change_of_a_gap(case: Any) -> None:
    before, after = (
        tuple(case.inputs[wave][name] for name in ("x1", "n1", "x2", "n2")) for wave in ("wave1", "wave2")
    )
    wald = gap_difference(after, before, method="wald")
    case.expect(wald.gap_other, "gap1")
    case.expect(wald.gap, "gap2")
    case.expect(wald.value, "change")
    case.expect(wald.p_value, "p_value")
    case.expect(wald.interval.low, "ci_lower")
    case.expect(wald.interval.high, "ci_upper")
    se = (wald.interval.high - wald.value) / 1.959963984540054  # type: ignore[operator]
    case.expect(se, "se")
    case.expect(wald.value / se, "z")
    mover = gap_difference(after, before, method="newcombe")
    case.expect(mover.interval.low, "mover_ci_lower")
    case.expect(mover.interval.high, "mover_ci_upper")
    logit = logit_interaction(after, before)
    case.expect(logit.value, "logit_interaction")
    case.expect(logit.se, "logit_interaction_se")
    case.expect(logit.p_value, "logit_interaction_p")
