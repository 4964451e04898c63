"""Means, verdicts, ranks, adjustments and published bases at their edges."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats import (
    adjust_p,
    base_needed,
    cohens_h,
    hedges_g,
    mean_gap,
    ranks,
    score_z,
    tied,
    two_stage_bh,
    verdict,
)


@pytest.mark.parametrize(
    ("value", "se", "reference"),
    [(3.0, 0.0, 3.0), (3.0, 0.0, 4.0), (0.3, 1e-17, 0.1 + 0.2), (0.0, 0.0, 0.0), (0.0, 1e-17, 2.0)],
)
def test_two_constant_sides_have_no_test(value: float, se: float, reference: float) -> None:
    gap = mean_gap(value, se, 10, reference, 0.0, 20)
    assert gap.se == 0
    assert np.isnan([gap.statistic, gap.p_value, gap.df]).all()
    assert gap.value == value - reference


def test_one_constant_side_leaves_the_test_to_the_other() -> None:
    gap = mean_gap(3.0, 0.0, 10, 4.0, 0.5, 20)
    assert gap.statistic == -2
    assert gap.df == 20


@pytest.mark.parametrize(
    ("low", "high", "margin", "word", "small", "beyond"),
    [
        (np.nan, np.nan, 0.05, "", False, False),
        (-0.04, 0.04, 0.05, "aligned", False, False),
        (0.01, 0.04, 0.05, "aligned", True, False),
        (-0.05, 0.04, 0.05, "undecided", False, False),
        (0.01, 0.06, 0.05, "over", False, False),
        (0.05, 0.09, 0.05, "over", False, True),
        (-0.09, -0.05, 0.05, "under", False, True),
        (-0.09, -0.01, 0.05, "under", False, False),
        (0.0, 0.2, 0.0, "undecided", False, False),
        (5e-324, 0.2, 0.0, "over", False, False),
        (-0.2, -0.1, 0.0, "under", False, False),
        (-0.2, 0.1, 0.0, "undecided", False, False),
    ],
)
def test_one_region_has_one_word(
    low: float, high: float, margin: float, word: str, small: bool, beyond: bool
) -> None:
    got = verdict(low, high, margin)
    assert (got.verdict, got.small_difference, got.beyond_margin) == (word, small, beyond)


def test_ties_share_the_best_rank() -> None:
    assert ranks([0.4, 0.7, 0.4, 0.1, 0.7]).tolist() == [3, 1, 3, 5, 1]
    assert tied([0.4, 0.7, 0.4, 0.1, 0.7]).tolist() == [True, True, True, False, True]


def test_nothing_to_rank_is_no_rank() -> None:
    assert np.isnan(ranks([np.nan, np.nan])).all()
    assert not tied([np.nan, np.nan]).any()
    assert ranks([]).size == 0


METHODS = (
    "bonferroni",
    "holm",
    "hochberg",
    "hommel",
    "bh",
    "by",
    "sidak",
    "holm-sidak",
    "two-stage-bh",
)


@pytest.mark.parametrize("method", METHODS)
def test_missing_p_values_are_not_counted(method: Any) -> None:
    p = np.array([0.01, np.nan, 0.04, 0.2, np.nan, 0.003])
    got = adjust_p(p, method)
    assert np.isnan(got).tolist() == np.isnan(p).tolist()
    assert got[~np.isnan(p)].tolist() == adjust_p(p[~np.isnan(p)], method).tolist()


@pytest.mark.parametrize("method", METHODS)
def test_no_p_values_are_no_problem(method: Any) -> None:
    assert adjust_p([], method).size == 0
    assert np.isnan(adjust_p([np.nan], method)).all()


def test_two_stages_of_nothing_reject_nothing() -> None:
    result = two_stage_bh([0.9, np.nan, 0.8])
    assert (result.rejected.tolist(), result.stage1_rejections, result.m0_hat) == (
        [False] * 3,
        0,
        2,
    )


@pytest.mark.parametrize("p", [[-0.1, 0.5], [0.5, 1.1]])
def test_impossible_p_values_are_refused(p: list[float]) -> None:
    with pytest.raises(OptionError, match="`p` must be from 0 to 1"):
        adjust_p(p, "holm")


@pytest.mark.parametrize(
    ("p1", "n1", "p2", "n2"),
    [
        (0.6, np.nan, 0.5, 1300),
        (0.6, 132, 0.4, np.nan),
        (0.6, np.nan, 0.5, np.nan),
        (0.02, np.nan, 0.1, 900),
    ],
)
def test_base_needed_is_the_first_that_flags(p1: float, n1: float, p2: float, n2: float) -> None:
    n = np.arange(2, 5000.0)
    z = score_z(p1, n if np.isnan(n1) else n1, p2, n if np.isnan(n2) else n2)
    first = n[np.abs(z) > 2.5][0]
    assert base_needed(p1, n1, p2, n2, 2.5) == first


@pytest.mark.parametrize(
    ("p1", "n1", "p2", "n2", "expected"),
    [
        (0.5, np.nan, 0.5, np.nan, np.inf),
        (0.51, np.nan, 0.5, 30, np.inf),
        (0.0, np.nan, 0.0, np.nan, np.inf),
        (0.6, 100, 0.5, 100, np.nan),
        (np.nan, np.nan, 0.5, 100, np.nan),
    ],
)
def test_base_needed_says_when_there_is_none(
    p1: float, n1: float, p2: float, n2: float, expected: float
) -> None:
    assert base_needed(p1, n1, p2, n2, 1.96) == pytest.approx(expected, nan_ok=True)


def test_effect_sizes_are_antisymmetric_and_silent_at_the_edges() -> None:
    assert cohens_h(0.3, 0.1) == -cohens_h(0.1, 0.3)
    assert cohens_h(1.0, 0.0) == pytest.approx(np.pi)
    assert np.isnan(hedges_g([1.0, 1.0], [0.0, 1.0], [5, 1], [0.0, 1.0], [5, 1])).all()
