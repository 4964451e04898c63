"""Weighted shares, their standard errors and gaps on complex designs, against R survey."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats import (
    Design,
    covariance,
    degrees_of_freedom,
    influence,
    kish,
    mean_covariance,
    mean_gap,
    proportions,
    to_student,
    weighted_means,
    wilson,
)

Z95 = 1.959963984540054


@pytest.mark.cases("weights_quality.json", "weight_quality")
def test_weighted_share_has_r_surveys_standard_error(case: Any) -> None:
    table = case.table()
    w, y = table["w"], np.stack([table["y"], table["score"]], axis=1)
    design, base = Design(w), np.ones_like(y, dtype=bool)
    means = weighted_means(y, base, w).value
    se = np.sqrt(np.diagonal(covariance(influence(y, base, w), design)))
    n_k = kish(w.sum(), (w**2).sum())
    limits = wilson(means[0], n_k, Z95)
    case.expect(means[0], "weighted_proportion")
    case.expect(means[1], "weighted_mean_score")
    case.expect(se[0], "se_linearised")
    case.expect(se[1], "se_mean_score")
    case.expect(degrees_of_freedom(design), "df")
    case.expect(n_k, "kish_n_eff")
    case.expect(limits.low, "wilson_on_kish_lower")
    case.expect(limits.high, "wilson_on_kish_upper")


INTERVALS = {
    "weighted_proportion_ci_logit": "logit",
    "weighted_proportion_ci_xlogit": "logit",
    "weighted_proportion_ci_mean": "wald",
    "weighted_proportion_ci_asin": "arcsine",
}


@pytest.mark.cases("weights_quality.json", *INTERVALS)
def test_weighted_share_has_r_surveys_intervals(case: Any) -> None:
    table = case.table()
    w, y = table["w"], table["y"][:, None]
    base, design = np.ones_like(y, dtype=bool), Design(table["w"])
    p = weighted_means(y, base, w).value[0]
    v = covariance(influence(y, base, w), design)[0, 0]
    c = to_student(Z95, degrees_of_freedom(design))
    limits = proportions.KERNELS[INTERVALS[case.method]](p, p * (1 - p) / v, c)
    # R fits a logistic model by iteration, to about 1e-9 of the estimate.
    case.expect(limits.low, "ci_lower")
    case.expect(limits.high, "ci_upper")


@pytest.mark.cases("weights_quality.json", "weighted_proportion_ci_beta")
def test_korn_graubard_interval_is_clopper_pearson_on_the_cut_base(case: Any) -> None:
    table = case.table()
    w, y = table["w"], table["y"][:, None]
    base, design = np.ones_like(y, dtype=bool), Design(table["w"])
    p = weighted_means(y, base, w).value[0]
    v = covariance(influence(y, base, w), design)[0, 0]
    n = proportions.korn_graubard(p * (1 - p) / v, len(w), degrees_of_freedom(design))
    limits = proportions.KERNELS["clopper-pearson"](p, n, np.asarray(Z95))
    case.expect(limits.low, "ci_lower")
    case.expect(limits.high, "ci_upper")


def design_of(case: Any, table: dict[str, Any], rows: Any) -> Design:
    """The record's design over some rows."""

    def codes(name: str) -> Any:
        column = case.inputs[name]
        plain = column is None or column.startswith("none")
        return None if plain else np.unique(table[column][rows], return_inverse=True)[1]

    fpc = case.inputs["fpc"]
    return Design(
        table[case.inputs["weights"]][rows],
        stratum=codes("strata"),
        psu=codes("ids"),
        fpc=None if fpc is None else table[fpc][rows],
    )


@pytest.mark.cases("survey_gaps.json", "gap_two_independent_designs")
def test_gap_of_two_designs_adds_the_variances_of_the_sides(case: Any) -> None:
    table = case.table()
    estimates = []
    for value, name in ((1, "1"), (0, "0")):
        rows = table[case.inputs["side"]] == value
        design = design_of(case, table, rows)
        y = table[case.inputs["variable"]][rows, None]
        base = ~np.isnan(y)
        mean = weighted_means(y, base, design.weight).value[0]
        se = np.sqrt(mean_covariance(y, base, design)[0, 0])
        df = degrees_of_freedom(design)
        for got, output in ((mean, "estimate"), (se, "se"), (df, "df")):
            case.expect(got, f"{output}{name}")
        estimates += [mean, se, df]
    gap = mean_gap(*estimates)
    case.expect(gap.value, "diff")
    case.expect(gap.se, "se")
    case.expect(gap.df, "df_satterthwaite")
    case.expect(gap.statistic, "z")
    case.expect(gap.p_value, "p_t_satterthwaite")


# Regressions and tables on one combined design: test_reference_one_design.py.
@pytest.mark.cases("survey_gaps.json", "gap_combined_design_contrast")
def test_gap_on_one_design_counts_what_the_sides_share(case: Any) -> None:
    table = case.table()
    design = design_of(case, table, slice(None))
    y = np.repeat(table[case.inputs["variable"]][:, None], 2, axis=1)
    side = table[case.inputs["side"]]
    base = np.stack([side == 1, side == 0], axis=1) & ~np.isnan(y)
    means = weighted_means(y, base, design.weight).value
    c = covariance(influence(y, base, design.weight), design)
    case.expect(means[0] - means[1], "diff")
    case.expect(np.sqrt(c[0, 0] + c[1, 1] - 2 * c[0, 1]), "se")
    case.expect(c[0, 1], "covariance_of_sides")
    case.expect(degrees_of_freedom(design), "df_design")


LONELY = [
    ("adjust", "api00", 16.74842216454954),
    ("average", "api00", 20.497821120152835),
    ("remove", "api00", 16.736400861072923),
    ("certainty", "api00", 16.736400861072923),
    ("adjust", "high00", 0.06362360381122135),
    ("average", "high00", 0.07781137083902302),
    ("remove", "high00", 0.06353271824736166),
    ("certainty", "high00", 0.06353271824736166),
]
"""Rule, variable and standard error: survey_estimates.json, R survey 4.1.1, svymean."""


@pytest.mark.parametrize(("rule", "variable", "se"), LONELY)
def test_lonely_psus_are_treated_as_r_survey_treats_them(
    rule: Any, variable: str, se: float, read: Any
) -> None:
    table = read("lonely_psu.csv")
    y = table[variable][:, None]
    base = np.ones_like(y, dtype=bool)
    design = Design(table["pw"], stratum=table["stype"], lonely_psu=rule)
    got = np.sqrt(covariance(influence(y, base, design.weight), design)[0, 0])
    assert got == pytest.approx(se, rel=1e-9)
    assert degrees_of_freedom(design) == 63
