"""Two answers of the same respondents, against R and printed examples."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats.mcnemar import mcnemar_test
from gapkit.stats.paired_gaps import paired_gap
from gapkit.stats.paired_methods import phi

GAPS = {
    "paired_proportions_tango": "tango",
    "paired_proportions_newcombe_paired": "newcombe",
    "paired_proportions_newcombe_paired_m8": "newcombe-8",
    "paired_proportions_wald": "wald",
    "paired_proportions_agresti_min": "agresti-min",
    "paired_proportions_bonett_price": "bonett-price",
}


def cells(case: Any) -> list[float]:
    return [case.inputs[name] for name in "abcd"]


@pytest.mark.cases("paired_proportions.json", *GAPS)
def test_paired_gap_has_the_limits_of_its_method(case: Any) -> None:
    level = case.inputs["conf_level"]
    gap = paired_gap(*cells(case), method=GAPS[case.method], conf_level=level)
    case.expect(gap.value, "diff")
    for name, limit in (("lower", gap.interval.low), ("upper", gap.interval.high)):
        case.expect(limit, f"ci_{name}")
        if f"published_ci_{name}" in case.outputs:
            half_a_digit = 0.5 * 10.0 ** -case.outputs["published_decimals"] + 1e-12
            case.expect(limit, f"published_ci_{name}", tolerance=half_a_digit)


@pytest.mark.cases(
    "paired_proportions.json", "paired_proportions_newcombe_paired", "paired_proportions_newcombe_paired_m8"
)
def test_newcombes_correlation(case: Any) -> None:
    table = [np.array(float(value)) for value in cells(case)]
    case.expect(phi(*table, corrected=not case.method.endswith("m8")), "phi")


@pytest.mark.cases("paired_proportions.json", "paired_proportions_wald")
def test_wald_standard_error_is_half_its_width(case: Any) -> None:
    gap = paired_gap(*cells(case), method="wald", conf_level=case.inputs["conf_level"])
    c = (case.outputs["ci_upper"] - case.outputs["diff"]) / (case.outputs["se"] or 1)
    case.expect((gap.interval.high - gap.value) / (c or 1), "se")  # type: ignore[operator]


@pytest.mark.cases("paired_proportions.json", "paired_proportions_mcnemar", "paired_proportions_mcnemar_cc")
def test_mcnemars_chi_square(case: Any) -> None:
    method = "corrected" if case.method.endswith("_cc") else "asymptotic"
    test = mcnemar_test(case.inputs["b"], case.inputs["c"], method=method)
    case.expect(test.chi2, "chi2")
    case.expect(test.p_value, "p_value")


@pytest.mark.cases("paired_proportions.json", "paired_proportions_mcnemar_exact")
def test_exact_mcnemar_is_the_binomial(case: Any) -> None:
    level = case.inputs["conf_level"]
    test = mcnemar_test(case.inputs["b"], case.inputs["c"], method="exact", conf_level=level)
    for name in ("p_value", "p_less", "p_greater", "odds_ratio"):
        case.expect(getattr(test, name), name)
    case.expect(test.interval.low, "or_ci_lower")
    case.expect(test.interval.high, "or_ci_upper")


@pytest.mark.cases("paired_proportions.json", "paired_proportions_mcnemar_midp")
def test_mid_p_takes_off_the_chance_of_the_table(case: Any) -> None:
    case.expect(mcnemar_test(case.inputs["b"], case.inputs["c"]).p_value, "p_value")
