"""The further methods for two independent shares, against R and printed tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gapkit.stats import critical_value, proportion_gap, two_sided_p
from gapkit.stats.adjusted_wald import wald_se
from gapkit.stats.effects import cohens_h, cohens_h_limits
from gapkit.stats.exact_tests import exact_test
from gapkit.stats.proportion_tests import prop_test
from gapkit.stats.ratios import odds_ratio, risk_ratio
from gapkit.stats.unconditional import orderings, region_chance

PRINTED = 0.00005 + 1e-12
"""Printed values have four decimals."""

GAPS = {
    "two_proportions_wald": "wald",
    "two_proportions_newcombe": "newcombe",
    "two_proportions_newcombe_cc": "newcombe-cc",
    "two_proportions_agresti_caffo": "agresti-caffo",
    "two_proportions_haldane": "haldane",
    "two_proportions_jeffreys_perks": "jeffreys-perks",
    "two_proportions_miettinen_nurminen": "mn",
    "two_proportions_mee": "mee",
}
PROP_TESTS = {
    f"two_proportions_prop_test{tail}{correction}": (alternative, bool(correction))
    for tail, alternative in (("", "two-sided"), ("_less", "less"), ("_greater", "greater"))
    for correction in ("", "_cc")
}
UNCONDITIONAL = {
    "two_proportions_boschloo": "boschloo",
    "two_proportions_barnard_pooled": "barnard-pooled",
    "two_proportions_barnard_unpooled": "barnard-unpooled",
}


def sides(case: Any) -> list[float]:
    return [case.inputs[name] for name in ("x1", "n1", "x2", "n2")]


@pytest.mark.cases("two_proportions.json", *GAPS)
def test_gap_has_the_limits_of_its_method(case: Any) -> None:
    gap = proportion_gap(*sides(case), method=GAPS[case.method], conf_level=case.inputs["conf_level"])
    case.expect(gap.value, "diff")
    case.expect(gap.share, "estimate1")
    case.expect(gap.share_reference, "estimate2")
    for name, limit in (("lower", gap.interval.low), ("upper", gap.interval.high)):
        case.expect(limit, f"ci_{name}")
        if f"published_ci_{name}_4dp" in case.outputs:
            case.expect(np.clip(limit, -1, 1), f"published_ci_{name}_4dp", tolerance=PRINTED)


@pytest.mark.cases("two_proportions.json", "two_proportions_wald")
def test_wald_tests_are_the_unpooled_and_the_pooled_z(case: Any) -> None:
    x1, n1, x2, n2 = sides(case)
    gap = proportion_gap(x1, n1, x2, n2, method="wald", conf_level=case.inputs["conf_level"])
    case.expect(wald_se(x1 / n1, n1, x2 / n2, n2), "se")
    case.expect(gap.statistic, "z_unpooled")
    case.expect(two_sided_p(gap.statistic), "p_value_unpooled")
    case.expect(gap.p_value, "p_value_unpooled")
    pooled = prop_test(x1, n1, x2, n2, continuity=False)
    case.expect(math.copysign(math.sqrt(pooled.chi2), pooled.value), "z_pooled")  # type: ignore[arg-type]
    case.expect(pooled.p_value, "p_value_pooled")


@pytest.mark.cases("two_proportions.json", *PROP_TESTS)
def test_chi_square_is_prop_tests(case: Any) -> None:
    alternative, continuity = PROP_TESTS[case.method]
    test = prop_test(
        *sides(case),
        alternative=alternative,
        continuity=continuity,
        conf_level=case.inputs["conf_level"],
    )
    case.expect(test.value, "diff")
    case.expect(test.chi2, "chi2")
    case.expect(test.p_value, "p_value")
    case.expect(test.interval.low, "ci_lower")
    case.expect(test.interval.high, "ci_upper")


@pytest.mark.cases("two_proportions.json", "two_proportions_cohens_h")
def test_cohens_h_is_the_gap_of_angles(case: Any) -> None:
    x1, n1, x2, n2 = sides(case)
    limits = cohens_h_limits(x1 / n1, n1, x2 / n2, n2, critical_value(case.inputs["conf_level"]))
    case.expect(cohens_h(x1 / n1, x2 / n2), "h")
    case.expect(limits.low, "ci_lower")
    case.expect(limits.high, "ci_upper")


@pytest.mark.cases("two_proportions.json", "two_proportions_risk_ratio_katz")
def test_risk_ratio_is_katzs(case: Any) -> None:
    ratio = risk_ratio(*sides(case), conf_level=case.inputs["conf_level"])
    expect_ratio(case, ratio, "ratio")


@pytest.mark.cases("two_proportions.json", "two_proportions_odds_ratio_woolf")
def test_odds_ratio_is_woolfs(case: Any) -> None:
    ratio = odds_ratio(*sides(case), conf_level=case.inputs["conf_level"])
    expect_ratio(case, ratio, "odds_ratio")


@pytest.mark.cases("two_proportions.json", "two_proportions_odds_ratio_haldane_anscombe")
def test_odds_ratio_with_half_an_answer_more(case: Any) -> None:
    ratio = odds_ratio(*sides(case), method="haldane-anscombe", conf_level=case.inputs["conf_level"])
    expect_ratio(case, ratio, "odds_ratio")


def expect_ratio(case: Any, ratio: Any, name: str) -> None:
    case.expect(ratio.value, name)
    case.expect(ratio.se_log, "se_log")
    case.expect(ratio.interval.low, "ci_lower")
    case.expect(ratio.interval.high, "ci_upper")


@pytest.mark.cases("two_proportions.json", "two_proportions_fisher_exact")
def test_fisher_has_three_p_values_and_an_odds_ratio(
    case: Any, same_p: Callable[[float, float, float], None]
) -> None:
    test = exact_test(*sides(case), method="fisher")
    for name in ("p_value", "p_less", "p_greater"):
        same_p(getattr(test, name), case.outputs[name], case.tolerance)
    ratio = odds_ratio(*sides(case), method="conditional", conf_level=case.inputs["conf_level"])
    case.expect(ratio.value, "conditional_or")
    case.expect(ratio.interval.low, "ci_lower")
    case.expect(ratio.interval.high, "ci_upper")


@pytest.mark.cases("two_proportions.json", "two_proportions_fisher_midp")
def test_fisher_mid_p_counts_half_of_the_table(
    case: Any, same_p: Callable[[float, float, float], None]
) -> None:
    test = exact_test(*sides(case), method="fisher-mid-p")
    same_p(test.p_value, case.outputs["two_sided_min_likelihood"], case.tolerance)
    same_p(test.p_doubled, case.outputs["two_sided_doubled"], case.tolerance)
    same_p(test.p_less, case.outputs["less"], case.tolerance)
    same_p(test.p_greater, case.outputs["greater"], case.tolerance)


@pytest.mark.cases("two_proportions.json", *UNCONDITIONAL)
def test_unconditional_p_is_the_worst_over_common_shares(case: Any) -> None:
    test = exact_test(*sides(case), method=UNCONDITIONAL[case.method])
    for name, got in (
        ("p_value", test.p_value),
        ("p_less", test.p_less),
        ("p_greater", test.p_greater),
        ("two_sided_doubled", test.p_doubled),
    ):
        case.expect(got, name)


@pytest.mark.cases("two_proportions.json", *UNCONDITIONAL)
def test_the_worst_common_share_of_the_record_is_as_bad_as_ours(case: Any) -> None:
    x1, n1, x2, n2 = sides(case)
    farness = orderings(int(n1), int(n2), UNCONDITIONAL[case.method]).two_sided
    region = farness >= farness[int(x1), int(x2)] - 1e-9
    share = np.array([case.outputs["nuisance_at_sup"]])
    case.expect(region_chance(region, share)[0], "p_value")
