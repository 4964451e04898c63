"""Equivalence and power, against R and its package pwr."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats.effects import cohens_h
from gapkit.stats.equivalence import mean_equivalence, proportion_equivalence
from gapkit.stats.power import h_power, mean_power, proportion_power
from gapkit.stats.sample_sizes import detectable_difference, mean_sample_size, proportion_sample_size

FILE = "equivalence_power.json"
SHARES = {
    "tost_two_proportions_wald": "wald",
    "tost_two_proportions_farrington_manning": "farrington-manning",
    "tost_two_proportions_miettinen_nurminen": "mn",
}


def get(case: Any, *names: str) -> list[Any]:
    return [case.inputs[name] for name in names]


def expect_equivalence(case: Any, test: Any, letter: str) -> None:
    case.expect(test.value, "diff")
    case.expect(test.statistic_low, f"{letter}_lower")
    case.expect(test.statistic_high, f"{letter}_upper")
    case.expect(test.p_low, "p_lower")
    case.expect(test.p_high, "p_upper")
    case.expect(test.p_value, "p_value")
    case.expect(test.interval.low, "ci90_lower")
    case.expect(test.interval.high, "ci90_upper")
    assert test.interval.level == pytest.approx(0.90)


@pytest.mark.cases(FILE, *SHARES, only={"alpha": 0.05})
def test_equivalence_of_shares(case: Any) -> None:
    test = proportion_equivalence(
        *get(case, "x1", "n1", "x2", "n2"), margin=case.inputs["margin"], method=SHARES[case.method]
    )
    expect_equivalence(case, test, "z")


@pytest.mark.cases(FILE, "tost_means_welch", only={"alpha": 0.05})
def test_equivalence_of_means(case: Any) -> None:
    table = case.table()
    sides: list[float] = []
    for side in (1, 0):  # codes of "marketer" and "consumer", in the order of the alphabet
        values = table["value"][table["side"] == side]
        sides += [values.mean(), values.std(ddof=1) / np.sqrt(len(values)), len(values) - 1]
    test = mean_equivalence(*sides, margin=case.inputs["margin"])
    expect_equivalence(case, test, "t")


@pytest.mark.cases(FILE, "power_two_proportions", only={"alpha": 0.05})
def test_power_of_two_shares(case: Any) -> None:
    n, p1, p2, strict = get(case, "n_per_group", "p1", "p2", "strict")
    case.expect(proportion_power(p1, p2, n, n, both_tails=strict), "power")


@pytest.mark.cases(FILE, "power_two_proportions_arcsine_unequal_n", only={"alpha": 0.05})
def test_power_on_the_arcsine_scale(case: Any) -> None:
    one_sided = case.inputs["alternative"] == "greater"
    case.expect(h_power(*get(case, "h", "n1", "n2"), one_sided=one_sided), "power")


@pytest.mark.cases(FILE, "sample_size_two_proportions", only={"alpha": 0.05})
def test_sample_for_two_shares(case: Any) -> None:
    p1, p2, power = get(case, "p1", "p2", "power")
    case.expect(proportion_sample_size(p1, p2, power=power, both_tails=False), "n_per_group")


@pytest.mark.cases(FILE, "sample_size_two_proportions_arcsine", only={"alpha": 0.05})
def test_sample_on_the_arcsine_scale(case: Any) -> None:
    p1, p2, power = get(case, "p1", "p2", "power")
    case.expect(cohens_h(p2, p1), "h")
    case.expect(proportion_sample_size(p1, p2, power=power, method="arcsine"), "n_per_group")


@pytest.mark.cases(FILE, "minimum_detectable_difference_unequal_n", only={"alpha": 0.05})
def test_smallest_difference_that_a_z_test_shows(case: Any) -> None:
    p2, n1, n2, power = get(case, "p2", "n1", "n2", "power")
    for method, name in (("arcsine", "mdd_h"), ("pooled", "mdd_pooled_z"), ("unpooled", "mdd_unpooled_z")):
        case.expect(detectable_difference(p2, n1, n2, power=power, method=method), name)
    p1 = p2 + detectable_difference(p2, n1, n2, power=power, method="arcsine")
    case.expect(p1, "p1_above_from_h")
    case.expect(cohens_h(p1, p2), "h")
    case.expect(cohens_h(p1, p2), "h_pwr", tolerance=5e-5)  # pwr's root search stops early


@pytest.mark.cases(FILE, "power_two_sample_t", only={"alpha": 0.05})
def test_power_of_two_means(case: Any) -> None:
    n, delta, sd = get(case, "n_per_group", "delta", "sd")
    case.expect(mean_power(delta / sd, n, n), "power")


@pytest.mark.cases(FILE, "power_two_sample_t_unequal_n", only={"alpha": 0.05})
def test_power_of_two_means_of_unequal_samples(case: Any) -> None:
    case.expect(mean_power(*get(case, "d", "n1", "n2")), "power")


@pytest.mark.cases(FILE, "sample_size_two_sample_t", only={"alpha": 0.05})
def test_sample_for_two_means(case: Any) -> None:
    d, power = get(case, "d", "power")
    case.expect(mean_sample_size(d, power=power), "n_per_group")
