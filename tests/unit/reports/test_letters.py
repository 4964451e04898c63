"""Letters of a tab book, against p-values worked out by hand."""

from dataclasses import replace
from math import erfc, nan, sqrt

import pytest

import gapkit as gk
from gapkit.reports.letters import p_of, segment_letters, side_letters


def cells(study_of, ticks, n):
    """Estimates of one item in segments of these sizes, with these many ticks."""
    segment = [f"s{k}" for k, size in enumerate(n) for _ in range(size)]
    answers = [int(j < ticked) for ticked, size in zip(ticks, n, strict=True) for j in range(size)]
    study = study_of({"Deals": (0, 30)}, n=(sum(n), 120), segment=segment)
    study.survey.sides["consumer"].data["i0"] = answers
    gaps = gk.gap(gk.open(study.survey), by="age")
    return [row.of_reference for row in gaps]


def two_sample_p(first, n, second, m):
    """The pooled z test of two shares, uncorrected."""
    pooled = (first + second) / (n + m)
    z = (first / n - second / m) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return erfc(abs(z) / sqrt(2))


def test_a_p_value_is_that_of_two_shares(study_of):
    first, second, *_ = cells(study_of, (60, 45), (100, 100))
    # The score statistic has N / (N - 1) in its variance and a small correction for skewness
    assert p_of(first, second) == pytest.approx(two_sample_p(60, 100, 45, 100), rel=0.02)


def test_capitals_stand_for_five_percent_and_small_letters_for_ten(study_of):
    # 60 v 45 of 100: p = .034; 60 v 48: .089; 48 v 45: .67
    assert segment_letters(cells(study_of, (60, 45, 48), (100, 100, 100))) == ("Bc", "", "")


def test_small_bases_have_no_letters_and_give_none(study_of):
    assert segment_letters(cells(study_of, (90, 8, 30), (100, 20, 100))) == ("C", "", "")


def test_means_are_compared_by_welch(study_of):
    first, second = cells(study_of, (60, 45), (100, 100))
    one = replace(first, measure="mean", value=3.0, se=0.3, df=10.0)
    two = replace(second, measure="mean", value=2.0, se=0.4, df=20.0)
    # t = 1 / 0.5 = 2, df = 0.5^4 / (0.3^4 / 10 + 0.4^4 / 20) = 29.9; two-sided p = .0547
    assert p_of(one, two) == pytest.approx(0.0547, abs=2e-4)
    assert segment_letters([one, two]) == ("b", "")


def test_the_higher_side_has_the_letter_of_the_other_by_the_adjusted_p(two_items):
    row = gk.gap(two_items).rows[0]
    assert side_letters(replace(row, gap=0.2, p_adjusted=0.01)) == ("B", "")
    assert side_letters(replace(row, gap=-0.2, p_adjusted=0.07)) == ("", "a")
    assert side_letters(replace(row, gap=-0.2, p_adjusted=0.2)) == ("", "")
    assert side_letters(replace(row, p_adjusted=nan)) == ("", "")
    assert side_letters(replace(row, gap=0.2, p_adjusted=0.01, status="low_base")) == ("", "")
