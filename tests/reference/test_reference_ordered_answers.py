"""Tests and sizes for means and ordered answers, against R stats, exactRankTests, ordinal and coin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats import (
    answer_sums,
    cliffs_delta,
    common_counts,
    hodges_lehmann,
    kruskal_wallis,
    mann_whitney,
    mean_test,
    paired_mean_test,
    paired_standardised_gap,
    placements,
    proportional_odds,
    sample_of,
    sign_test,
    signed_rank,
    small_sample_correction,
    standardised_gap,
    superiority,
)

FILE = "means_ordinal.json"


def sides(case: Any) -> list[Any]:
    """The marketers' values and the consumers'."""
    table = case.table()
    consumer, marketer = np.unique(table["side"])
    return [table["value"][table["side"] == side] for side in (marketer, consumer)]


def summaries(case: Any) -> list[Any]:
    return [sample_of(x) for x in sides(case)]


def differences(case: Any) -> Any:
    table = case.table()
    return table["guess"] - table["own"]


def sums_of(case: Any) -> list[Any]:
    return [answer_sums(row) for row in common_counts(*sides(case)).counts]


T_TESTS: dict[str, dict[str, Any]] = {
    "welch_t": {},
    "welch_t_less": {"alternative": "less"},
    "welch_t_greater": {"alternative": "greater"},
    "student_t_pooled": {"equal_spread": True},
}


@pytest.mark.cases(FILE, *T_TESTS)
def test_t_tests_equal_rs(case: Any, same_p: Any) -> None:
    got = mean_test(*summaries(case), conf_level=case.inputs["conf_level"], **T_TESTS[case.method])
    expect_t(case, got, same_p)
    if "se" in case.outputs:
        case.expect(got.value, "diff")
        case.expect(got.se, "se")


@pytest.mark.cases(FILE, "paired_t")
def test_the_paired_t_test_equals_rs(case: Any, same_p: Any) -> None:
    d = differences(case)
    got = paired_mean_test(sample_of(d), conf_level=case.inputs["conf_level"])
    expect_t(case, got, same_p)
    case.expect(got.value, "diff")
    case.expect(got.se, "se")


def expect_t(case: Any, got: Any, same_p: Any) -> None:
    case.expect(got.statistic, "statistic")
    case.expect(got.df, "df")
    case.expect(got.interval.low, "ci_lower")
    case.expect(got.interval.high, "ci_upper")
    same_p(got.p_value, case.outputs["p_value"], case.tolerance)


@pytest.mark.cases(FILE, "mann_whitney_asymptotic", "mann_whitney_asymptotic_cc", "mann_whitney_exact")
def test_mann_whitney_equals_rs(case: Any, same_p: Any) -> None:
    tests = {"cc": "corrected", "exact": "exact", "asymptotic": "asymptotic"}
    test: Any = tests[case.method.rsplit("_", 1)[1]]
    counts = common_counts(*sides(case)).counts
    got = mann_whitney(*counts, test=test)
    case.expect(got.u, "U_x")
    same_p(got.p_value, case.outputs["p_value"], case.tolerance)
    if test == "exact":
        for alternative in ("less", "greater"):
            one = mann_whitney(*counts, test=test, alternative=alternative)
            same_p(one.p_value, case.outputs[f"p_{alternative}"], case.tolerance)
    else:
        case.expect(got.u_reference, "U_y")


@pytest.mark.cases(FILE, "kruskal_wallis")
def test_kruskal_wallis_equals_rs(case: Any) -> None:
    got = kruskal_wallis(common_counts(*sides(case)).counts)
    case.expect(got.statistic, "statistic")
    case.expect(got.df, "df")
    case.expect(got.p_value, "p_value")


@pytest.mark.cases(FILE, "hodges_lehmann_shift_exact")
def test_the_shift_equals_rs(case: Any) -> None:
    got = hodges_lehmann(common_counts(*sides(case)), conf_level=case.inputs["conf_level"])
    case.expect(got.value, "estimate")
    case.expect(got.interval.low, "ci_lower")
    case.expect(got.interval.high, "ci_upper")


@pytest.mark.cases(FILE, "brunner_munzel")
def test_superiority_equals_brunner_and_munzels_formula(case: Any) -> None:
    level, out = case.inputs["conf_level"], case.outputs
    sums = sums_of(case)
    got = {
        method: superiority(*sums, method=method, conf_level=level)
        for method in ("t", "normal", "logit-t", "logit-normal")
    }
    case.expect(got["t"].value, "p_superiority_x")
    case.expect(1 - np.array(got["t"].value), "estimate_p_x_lt_y")
    case.expect(got["t"].se, "se")
    if got["t"].se == 0:  # the sides do not overlap: R says infinite or NaN, gapkit says nothing
        assert out["df"] == "NaN"
        assert all(np.isnan([x.statistic, x.p_value, x.interval.low]).all() for x in got.values())
        return
    case.expect(-np.array(got["t"].statistic), "statistic")  # R looks at the reference's superiority
    case.expect(got["t"].df, "df")
    case.expect(got["t"].p_value, "p_value")
    case.expect(got["normal"].p_value, "p_value_normal")
    case.expect(got["t"].interval.low, "p_superiority_x_ci_lower")
    case.expect(got["t"].interval.high, "p_superiority_x_ci_upper")
    for method, name in (
        ("t", ""),
        ("normal", "_normal"),
        ("logit-t", "_logit_t"),
        ("logit-normal", "_logit_z"),
    ):
        case.expect(1 - np.array(got[method].interval.high), f"ci_lower{name}")
        case.expect(1 - np.array(got[method].interval.low), f"ci_upper{name}")


@pytest.mark.cases(FILE, "cliffs_delta", "cliffs_delta_effectsize")
def test_cliffs_delta_equals_its_formula(case: Any) -> None:
    level, sums = case.inputs["conf_level"], sums_of(case)
    methods = {"normal": "_normal", "t": "_t"} if case.method == "cliffs_delta" else {"fisher": ""}
    for method, name in methods.items():
        got = cliffs_delta(*sums, method=method, conf_level=level)  # type: ignore[arg-type]
        case.expect(got.value, "delta")
        if abs(got.value) == 1:  # type: ignore[arg-type]
            assert np.isnan([got.interval.low, got.interval.high]).all()  # effectsize: 1 to 1
        else:
            case.expect(got.interval.low, f"ci_lower{name}")
            case.expect(got.interval.high, f"ci_upper{name}")
        if case.method == "cliffs_delta":
            case.expect(got.variance, "variance")
            case.expect(got.higher, "p_x_gt_y")
            case.expect(got.lower, "p_x_lt_y")
            case.expect(got.tied, "p_tie")


@pytest.mark.cases(FILE, "cohens_d_pooled")
def test_cohens_d_and_hedges_g_invert_the_noncentral_t(case: Any) -> None:
    got = standardised_gap(*summaries(case), conf_level=case.inputs["conf_level"])
    expect_d(case, got)
    case.expect(small_sample_correction(case.outputs["df"]), "J")


@pytest.mark.cases(FILE, "cohens_d_paired_dz")
def test_the_paired_size_inverts_the_noncentral_t(case: Any) -> None:
    d = differences(case)
    got = paired_standardised_gap(sample_of(d), conf_level=case.inputs["conf_level"])
    expect_d(case, got)
    case.expect(small_sample_correction(len(d) - 1), "J")


@pytest.mark.cases(FILE, "cohens_d_unpooled_average_sd")
def test_the_size_with_unequal_spreads_equals_effectsizes(case: Any) -> None:
    # effectsize stops its search early: its limits leave 2.48 % and not 2.5 % in the tail.
    expect_d(case, standardised_gap(*summaries(case), by="average"), tolerance=5e-4)


@pytest.mark.cases(FILE, "glass_delta")
def test_glass_delta_equals_effectsizes(case: Any) -> None:
    got = standardised_gap(*summaries(case), by="reference")
    case.expect(got.value, "delta")
    case.expect(got.interval.low, "ci_lower")
    case.expect(got.interval.high, "ci_upper")


def expect_d(case: Any, got: Any, *, tolerance: float | None = None) -> None:
    case.expect(got.value, "d")
    case.expect(got.corrected, "hedges_g")
    case.expect(got.interval.low, "ci_lower", tolerance=tolerance)
    case.expect(got.interval.high, "ci_upper", tolerance=tolerance)
    case.expect(got.corrected_interval.low, "g_ci_lower", tolerance=tolerance)
    case.expect(got.corrected_interval.high, "g_ci_upper", tolerance=tolerance)


@pytest.mark.cases(FILE, "proportional_odds_logit")
def test_proportional_odds_equal_ordinals(case: Any, same_p: Any) -> None:
    got = proportional_odds(*common_counts(*sides(case)).counts)
    case.expect(got.log_odds, "log_or")
    case.expect(np.exp(got.log_odds), "odds_ratio")
    case.expect(got.se, "se")
    case.expect(got.statistic, "z")
    same_p(got.p_value, case.outputs["p_value_wald"], case.tolerance)
    case.expect(got.interval.low, "ci_lower_wald")
    case.expect(got.interval.high, "ci_upper_wald")
    case.expect(got.profile.low, "ci_lower_profile", tolerance=1e-4)  # ordinal interpolates by a spline
    case.expect(got.profile.high, "ci_upper_profile", tolerance=1e-4)
    case.expect(got.log_likelihood, "loglik")
    case.expect(got.likelihood_ratio, "lr_chi2")
    case.expect(got.thresholds, "thresholds")
    case.expect(got.log_odds, "polr_log_or", tolerance=1e-4)  # finite-difference Hessian
    case.expect(got.se, "polr_se", tolerance=1e-4)


WILCOXON = {
    "wilcoxon_signed_rank_asymptotic": "asymptotic",
    "wilcoxon_signed_rank_asymptotic_cc": "corrected",
    "wilcoxon_signed_rank_exact": "exact",
    "wilcoxon_signed_rank_pratt": "pratt",
}


@pytest.mark.cases(FILE, *WILCOXON)
def test_signed_ranks_equal_rs(case: Any, same_p: Any) -> None:
    got = signed_rank(differences(case), test=WILCOXON[case.method])  # type: ignore[arg-type]
    case.expect(*((got.v, "V") if "V" in case.outputs else (got.z, "Z")))
    same_p(got.p_value, case.outputs["p_value"], case.tolerance)


@pytest.mark.cases(FILE, "sign_test_exact")
def test_the_sign_test_equals_rs(case: Any) -> None:
    got = sign_test(differences(case))
    case.expect(got.positive, "n_positive")
    case.expect(got.differences, "n_nonzero")
    case.expect(got.p_value, "p_value")


@pytest.mark.cases(FILE, "brunner_munzel")
def test_placements_as_scores_give_the_same_chance(case: Any) -> None:
    first, second = common_counts(*sides(case)).counts
    case.expect(placements(second) @ first / first.sum(), "p_superiority_x")
