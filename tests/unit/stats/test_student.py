"""Tails of Student's t and the normal."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.stats import critical_value, to_normal, to_student, two_sided_p
from gapkit.stats.student import agreeing_p


@pytest.mark.parametrize(
    ("z", "p"),
    [  # R 4.2.2: 2 * pnorm(-z)
        (1.959963984540054, 0.05),
        (5.0, 5.733031437583869e-07),
        (12.0, 3.552964224155306e-33),
        (-12.0, 3.552964224155306e-33),
    ],
)
def test_far_normal_tails_keep_their_digits(z: float, p: float) -> None:
    assert two_sided_p(z) == pytest.approx(p, rel=1e-12)


@pytest.mark.parametrize(
    ("t", "df", "p"),
    [  # closed forms: df 1 is 1 - 2/pi atan(t), df 2 is 1 - t / sqrt(2 + t^2)
        (1.0, 1, 0.5),
        (1000.0, 1, 2 / np.pi * np.arctan(1 / 1000.0)),
        (3.0, 2, 1 - 3 / np.sqrt(11)),
    ],
)
def test_student_tails_have_their_closed_forms(t: float, df: float, p: float) -> None:
    assert two_sided_p(t, df) == pytest.approx(p, rel=1e-10)


def test_infinite_df_is_the_normal() -> None:
    assert to_student(2.5, np.inf) == 2.5
    assert to_normal(-2.5, np.inf) == -2.5
    assert two_sided_p(2.5, np.inf) == two_sided_p(2.5)


@pytest.mark.parametrize("df", [2.5, 19, 1e4, 1e9])
@pytest.mark.parametrize("c", [1.04, 2.8, 6.0])
def test_student_and_normal_equivalents_undo_each_other(c: float, df: float) -> None:
    assert to_normal(-to_student(c, df), df) == pytest.approx(-c, rel=1e-9)


def test_critical_values_are_the_tables() -> None:
    assert critical_value(0.95, [1, 10, np.inf]) == pytest.approx([12.706, 2.228, 1.960], abs=0.0005)


def test_unknown_statistics_have_no_p() -> None:
    assert np.isnan(two_sided_p([np.nan, 1.0], [5, np.nan])).all()


def test_rounding_cannot_part_p_from_the_decision() -> None:
    p = agreeing_p([0.05, 0.0499, 0.2, 0.01, np.nan], [True, False, False, True, False], 0.05)
    assert (p < 0.05).tolist() == [True, False, False, True, False]
    assert p[2:4].tolist() == [0.2, 0.01]
