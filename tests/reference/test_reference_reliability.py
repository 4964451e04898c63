"""Reliability of scales, against psych and lavaan."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats import cronbach_alpha, intraclass_correlations, mcdonald_omega, schmid_leiman_omega

FILE = "reliability.json"


def answers(case: Any) -> Any:
    table = case.table()
    return np.stack([table[item] for item in case.inputs["items"]], axis=1)


@pytest.mark.cases(FILE, "cronbach_alpha")
def test_alpha_equals_psychs(case: Any) -> None:
    got = cronbach_alpha(answers(case), conf_level=case.inputs["conf_level"])
    for value, name in (
        (got.base, "n"),
        (got.items, "k"),
        (got.value, "alpha"),
        (got.standardised, "alpha_standardized"),
        (got.mean_correlation, "mean_interitem_r"),
        (got.interval.low, "feldt_ci_lower"),
        (got.interval.high, "feldt_ci_upper"),
        (got.se, "duhachek_ase"),
        (got.normal_interval.low, "duhachek_ci_lower"),
        (got.normal_interval.high, "duhachek_ci_upper"),
        (got.item_rest, "item_rest_correlation"),
        (got.lambda6, "guttman_lambda6"),
    ):
        case.expect(value, name)
    if case.outputs["alpha_if_dropped"] is None:
        assert np.isnan(got.without_item).all()
    else:
        case.expect(got.without_item, "alpha_if_dropped")


@pytest.mark.cases(FILE, "mcdonald_omega_one_factor_ml", "mcdonald_omega_total_one_factor_minres")
def test_omega_equals_lavaans_and_psychs(case: Any) -> None:
    fit: Any = "ml" if case.method.endswith("ml") else "minres"
    got = mcdonald_omega(answers(case), fit=fit)
    case.expect(got.value, "omega")
    case.expect(got.loadings, "loadings")
    if fit == "ml":
        case.expect(got.residuals, "residual_variances")


@pytest.mark.cases(FILE, "mcdonald_omega_schmid_leiman")
def test_hierarchical_omega_equals_psychs(case: Any) -> None:
    items = answers(case)
    got = schmid_leiman_omega(items, factors=case.outputs["n_factors"])
    case.expect(got.hierarchical, "omega_hierarchical")
    case.expect(got.total, "omega_total")
    assert got.identified == (items.shape[1] > 5)


@pytest.mark.cases(FILE, "intraclass_correlation")
def test_intraclass_correlations_equal_psychs(case: Any) -> None:
    got = intraclass_correlations(answers(case), conf_level=case.inputs["conf_level"])
    assert list(got.kind) == case.outputs["type"]
    case.expect(got.value, "icc")
    case.expect(got.statistic, "F")
    case.expect(got.df, "df1")
    case.expect(got.df_denominator, "df2")
    case.expect(got.p_value, "p")
    case.expect(got.interval.low, "ci_lower")
    case.expect(got.interval.high, "ci_upper")
