"""Intervals of one share and of a gap of two, against R and printed tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gapkit.stats import (
    critical_value,
    newcombe_limits,
    proportion,
    proportion_gap,
    score_limits,
    score_z,
)

METHODS = {
    "one_proportion_wilson": "wilson",
    "one_proportion_wilson_cc": "wilson-cc",
    "one_proportion_clopper_pearson": "clopper-pearson",
    "one_proportion_midp": "mid-p",
    "one_proportion_wald": "wald",
    "one_proportion_wald_cc": "wald-cc",
    "one_proportion_agresti_coull": "agresti-coull",
    "one_proportion_jeffreys": "jeffreys",
    "one_proportion_logit": "logit",
    "one_proportion_arcsine": "arcsine",
}
PRINTED = 0.00005 + 1e-12
"""Printed values have four decimals."""


@pytest.mark.cases("one_proportion.json", *METHODS)
def test_one_share_has_the_limits_of_its_method(case: Any) -> None:
    x, n, level = (case.inputs[name] for name in ("x", "n", "conf_level"))
    got = proportion(x, n, method=METHODS[case.method], conf_level=level)
    case.expect(got.value, "estimate")
    for name, limit in (("lower", got.interval.low), ("upper", got.interval.high)):
        case.expect(limit, f"ci_{name}")
        if f"published_ci_{name}_4dp" in case.outputs:
            case.expect(limit, f"published_ci_{name}_4dp", tolerance=PRINTED)


def sides(case: Any) -> list[float]:
    return [case.inputs[name] for name in ("x1", "n1", "x2", "n2")]


# The other methods of two samples are in test_reference_two_samples.py.
@pytest.mark.cases("two_proportions.json", "two_proportions_miettinen_nurminen")
def test_uncorrected_score_interval_is_miettinen_and_nurminens(
    case: Any, same_p: Callable[[float, float, float], None]
) -> None:
    x1, n1, x2, n2 = sides(case)
    level = case.inputs["conf_level"]
    limits = score_limits(x1 / n1, n1, x2 / n2, n2, critical_value(level), corrected=False)
    gap = proportion_gap(x1, n1, x2, n2, method="mn", conf_level=level)
    case.expect(gap.value, "diff")
    case.expect(gap.statistic, "z_delta0")
    case.expect(score_z(x1 / n1, n1, x2 / n2, n2, corrected=False), "z_delta0")
    for name, kernel, door in (
        ("lower", limits.low, gap.interval.low),
        ("upper", limits.high, gap.interval.high),
    ):
        case.expect(kernel, f"ci_{name}")
        case.expect(door, f"ci_{name}")
        if f"published_ci_{name}_4dp" in case.outputs:
            case.expect(kernel, f"published_ci_{name}_4dp", tolerance=PRINTED)
    same_p(gap.p_value, case.outputs["p_value_delta0"], case.tolerance)


@pytest.mark.cases("two_proportions.json", "two_proportions_newcombe", "two_proportions_newcombe_cc")
def test_newcombe_interval_is_method_10_or_11(case: Any) -> None:
    x1, n1, x2, n2 = sides(case)
    c = critical_value(case.inputs["conf_level"])
    continuity = case.method.endswith("_cc")
    limits = newcombe_limits(x1 / n1, n1, x2 / n2, n2, c, continuity=continuity)
    for name, limit in (("lower", limits.low), ("upper", limits.high)):
        case.expect(limit, f"ci_{name}")
        if f"published_ci_{name}_4dp" in case.outputs:
            case.expect(limit, f"published_ci_{name}_4dp", tolerance=PRINTED)


@pytest.mark.cases("two_proportions.json", "two_proportions_newcombe")
def test_newcombe_gap_has_the_same_interval(case: Any) -> None:
    gap = proportion_gap(*sides(case), method="newcombe", conf_level=case.inputs["conf_level"])
    case.expect(gap.interval.low, "ci_lower")
    case.expect(gap.interval.high, "ci_upper")
    excludes = gap.interval.low > 0 or gap.interval.high < 0
    assert (gap.p_value < 1 - case.inputs["conf_level"]) == excludes
    assert np.sign(gap.statistic) == np.sign(gap.value)
