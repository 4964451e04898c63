"""Estimates with replicate weights, against R survey: JK1, JKn, BRR, Fay, bootstrap, with and without mse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import logit

from gapkit.stats import (
    Replicates,
    design_share_limits,
    group_difference,
    linearised_means,
    rao_scott,
    replicate_covariance,
    replicate_df,
    to_student,
)
from gapkit.stats.types import Limits

FILE = "survey_replicates.json"
Z95 = 1.959963984540054


def design_of(case: Any, table: dict[str, Any]) -> Replicates:
    told = case.inputs["design"]
    names = [f"rw{r + 1:03}" for r in range(told["n_replicates"])]
    rscales = np.broadcast_to(np.asarray(told["rscales"], dtype=float), len(names))
    replicate = np.stack([table[name] for name in names], axis=1)
    return Replicates(table[told["weights"]], replicate, told["scale"], rscales, told["mse"])


def column_of(case: Any, table: dict[str, Any], name: str = "variable") -> Any:
    return table[case.inputs[name]].astype(float)


def se_of(c: Any) -> float:
    return float(np.sqrt(c[0, 0]))


@pytest.mark.cases(FILE, "replicate_mean")
def test_means_have_rs_errors(case: Any) -> None:
    table = case.table()
    design, y = design_of(case, table), column_of(case, table)
    mean, df = y @ design.weight / design.weight.sum(), replicate_df(design)
    se = se_of(replicate_covariance(lambda w: y @ w / w.sum(), design))
    case.expect(mean, "estimate")
    case.expect(se, "se")
    case.expect(df, "df")
    for limits, c in (("z", Z95), ("t", float(to_student(Z95, df)))):
        case.expect(mean - c * se, f"ci_lower_{limits}")
        case.expect(mean + c * se, f"ci_upper_{limits}")


@pytest.mark.cases(FILE, "replicate_total")
def test_totals_have_rs_errors(case: Any) -> None:
    table = case.table()
    design, y = design_of(case, table), column_of(case, table)
    case.expect(y @ design.weight, "estimate")
    case.expect(se_of(replicate_covariance(lambda w: y @ w, design)), "se")


@pytest.mark.cases(FILE, "replicate_ratio")
def test_ratios_have_rs_errors(case: Any) -> None:
    table = case.table()
    design = design_of(case, table)
    top, bottom = column_of(case, table, "numerator"), column_of(case, table, "denominator")
    case.expect(top @ design.weight / (bottom @ design.weight), "estimate")
    case.expect(se_of(replicate_covariance(lambda w: top @ w / (bottom @ w), design)), "se")


SHARES = {
    "replicate_proportion_ci_xlogit": "logit",
    "replicate_proportion_ci_beta": "korn-graubard",
    "replicate_proportion_ci_mean": "wald",
    "replicate_proportion_ci_asin": "arcsine",
}


@pytest.mark.cases(FILE, "replicate_proportion_ci_logit", *SHARES)
def test_shares_have_rs_intervals(case: Any) -> None:
    table = case.table()
    design, y = design_of(case, table), column_of(case, table)
    p, df = y @ design.weight / design.weight.sum(), replicate_df(design)
    limits: Limits
    if case.method.endswith("ci_logit"):  # R takes every replicate's share to log odds
        v = replicate_covariance(lambda w: logit(y @ w / w.sum()), design)[0, 0] * (p * (1 - p)) ** 2
        limits = design_share_limits(p, v, len(y), df, method="logit")
    else:
        v = replicate_covariance(lambda w: y @ w / w.sum(), design)[0, 0]
        limits = design_share_limits(p, v, len(y), df, method=SHARES[case.method])  # type: ignore[arg-type]
    case.expect(p, "estimate")
    case.expect(limits.low, "ci_lower")
    case.expect(limits.high, "ci_upper")
    case.expect(df, "df")


@pytest.mark.cases(FILE, "replicate_difference_by_glm")
def test_differences_equal_rs_regression(case: Any) -> None:
    table = case.table()
    design, y = design_of(case, table), column_of(case, table)
    side = column_of(case, table, "side")
    members = np.stack([side == 1, side == 0], axis=1)
    both = np.repeat(y[:, None], 2, axis=1)

    def means(w: Any) -> Any:
        return linearised_means(both, members, w).value

    got = group_difference(
        means(design.weight), replicate_covariance(means, design), replicate_df(design) - 1
    )
    case.expect(got.value, "diff")
    case.expect(got.se, "se")
    case.expect(got.df, "df_residual")
    case.expect(got.statistic, "statistic")
    case.expect(got.p_value, "p_value")


@pytest.mark.cases(FILE, "replicate_chisq_F")
def test_rao_scott_equals_rs(case: Any) -> None:
    table = case.table()
    design = design_of(case, table)
    row = np.unique(table[case.inputs["row"]], return_inverse=True)[1]
    col = np.unique(table[case.inputs["col"]], return_inverse=True)[1]
    shape = (row.max() + 1, col.max() + 1)
    cells = (row * shape[1] + col)[:, None] == np.arange(shape[0] * shape[1])

    def shares(w: Any) -> Any:
        return w @ cells / w.sum()

    c = replicate_covariance(shares, design)
    got = rao_scott(shares(design.weight).reshape(shape), c, len(cells), replicate_df(design))
    case.expect(got.statistic, "statistic")
    case.expect([got.df, got.df_denominator], "df")
    case.expect(got.p_value, "p_value")
