"""Gaps of two sides on one design, as R's regressions and tables see them; the rest of weight quality."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats import (
    Design,
    covariance,
    degrees_of_freedom,
    design_effect,
    group_difference,
    kish,
    linearised_means,
    linearised_variances,
    rao_scott,
)

FILE = "survey_gaps.json"


def design_of(case: Any, table: dict[str, Any]) -> Design:
    def codes(name: str) -> Any:
        column = case.inputs[name]
        plain = column is None or column.startswith("none")
        return None if plain else np.unique(table[column], return_inverse=True)[1]

    fpc = None if case.inputs["fpc"] is None else table[case.inputs["fpc"]]
    return Design(table[case.inputs["weights"]], codes("strata"), codes("ids"), fpc)


def sides_of(case: Any, table: dict[str, Any], design: Design) -> Any:
    """Means of marketer and consumer, and their covariance."""
    y = np.repeat(table[case.inputs["variable"]][:, None], 2, axis=1)
    side = table[case.inputs["side"]]
    members = np.stack([side == 1, side == 0], axis=1) & ~np.isnan(y)
    means = linearised_means(y, members, design.weight)
    return means.value, covariance(means.influence, design)


@pytest.mark.cases(FILE, "gap_combined_design_glm")
def test_the_gap_equals_rs_regression(case: Any) -> None:
    table = case.table()
    design = design_of(case, table)
    df = degrees_of_freedom(design)
    got = group_difference(*sides_of(case, table, design), df - 1)
    for value, names in (
        (got.value, ("diff",)),
        (got.se, ("se",)),
        (got.df, ("df_residual", "svyttest_df")),
        (df, ("df_design",)),
        (got.statistic, ("statistic", "svyttest_statistic")),
        (got.p_value, ("p_value", "svyttest_p_value")),
        (got.interval.low, ("ci_lower",)),
        (got.interval.high, ("ci_upper",)),
    ):
        for name in names:
            case.expect(value, name)


@pytest.mark.cases(FILE, "gap_combined_design_logit")
def test_the_odds_ratio_equals_rs_regression(case: Any) -> None:
    table = case.table()
    design = design_of(case, table)
    got = group_difference(*sides_of(case, table, design), degrees_of_freedom(design) - 1, odds=True)
    case.expect(got.value, "log_or")
    case.expect(got.se, "se")
    case.expect(got.df, "df_residual")
    case.expect(got.p_value, "p_value")
    case.expect(np.exp(got.value), "odds_ratio")
    case.expect(np.exp(got.interval.low), "or_ci_lower")
    case.expect(np.exp(got.interval.high), "or_ci_upper")


@pytest.mark.cases(FILE, "gap_combined_design_rao_scott")
def test_the_table_of_side_and_answer_equals_rs(case: Any) -> None:
    table = case.table()
    design = design_of(case, table)
    y, side = table[case.inputs["variable"]], table[case.inputs["side"]]
    cells = (2 * y + side)[:, None] == np.arange(4)
    shares = linearised_means(cells, np.ones_like(cells), design.weight)
    c = covariance(shares.influence, design)
    got = rao_scott(shares.value.reshape(2, 2), c, len(y), degrees_of_freedom(design))
    case.expect(got.statistic, "statistic")
    case.expect([got.df, got.df_denominator], "df")
    case.expect(got.p_value, "p_value")


@pytest.mark.cases("weights_quality.json", "weight_quality")
def test_weights_are_described_as_kish_does(case: Any) -> None:
    table = case.table()
    w, y = table["w"], table["score"][:, None]
    n, n_k, base = len(w), kish(w.sum(), (w**2).sum()), np.ones_like(y, dtype=bool)
    p = linearised_means(table["y"][:, None], base, w).value[0]
    score = linearised_means(y, base, w)
    variance = covariance(score.influence, Design(w))[0, 0]
    simple = np.sqrt(p * (1 - p) / n_k)
    case.expect(n, "n")
    case.expect(w.sum(), "sum")
    case.expect(n / n_k, "kish_deff")
    case.expect(n / n_k - 1, "cv2_population")
    case.expect(w.max() / w.mean(), "max_over_mean")
    case.expect(simple, "se_kish_approx")
    case.expect(1.959963984540054 * simple, "moe95_kish")
    deff = design_effect(variance, linearised_variances(y, base, w).value[0], (w > 0).sum())
    case.expect(deff, "deff_score_with_replacement")
