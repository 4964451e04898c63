"""Gaps of means and their sizes, against R's t.test and effect sizes from its formulas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats import hedges_g, mean_gap, to_student


# The other methods of means_ordinal.json: test_reference_ordered_answers.py.
@pytest.mark.cases("means_ordinal.json", "welch_t")
def test_gap_of_means_is_welchs(case: Any) -> None:
    sides = []
    for values in marketers_and_consumers(case):
        sides += [values.mean(), values.std(ddof=1) / np.sqrt(len(values)), len(values) - 1]
    gap = mean_gap(*sides)
    level = case.inputs["conf_level"]
    half = to_student(
        {0.90: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004}[level], gap.df
    )
    case.expect(gap.value, "diff")
    case.expect(gap.se, "se")
    case.expect(gap.df, "df")
    case.expect(gap.statistic, "statistic")
    case.expect(gap.p_value, "p_value")
    case.expect(gap.value - half * gap.se, "ci_lower")
    case.expect(gap.value + half * gap.se, "ci_upper")


@pytest.mark.cases("means_ordinal.json", "cohens_d_pooled")
def test_hedges_g_has_the_exact_correction(case: Any) -> None:
    x, y = marketers_and_consumers(case)
    got = hedges_g(x.mean() - y.mean(), x.std(ddof=1), len(x), y.std(ddof=1), len(y))
    case.expect(got, "hedges_g")


def marketers_and_consumers(case: Any) -> list[Any]:
    table = case.table()
    consumer, marketer = np.unique(table["side"])
    return [table["value"][table["side"] == side] for side in (marketer, consumer)]
