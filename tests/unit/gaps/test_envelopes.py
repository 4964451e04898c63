"""What the rounding of printed percentages leaves open."""

from __future__ import annotations

import pandas as pd
import pytest

import gapkit as gk


@pytest.fixture
def gap_of(tmp_path):
    """The gap of two printed percentages, from a survey file."""

    def made(one: float, two: float, n1: int, n2: int):
        path = tmp_path / "x.toml"
        path.write_text(
            f"""
gapkit = 1
title = "Printed"
reference = "consumer"
published = [
  {{ item = "deals", side = "marketer", percent = {one} }},
  {{ item = "deals", side = "consumer", percent = {two} }},
]
[sides.consumer]
label = "Consumers"
base = {n2}
[sides.marketer]
label = "Marketers"
base = {n1}
[[questions]]
id = "why"
kind = "perception"
format = "multiple"
items = [{{ id = "deals", label = "Deals" }}]
""",
            encoding="utf-8",
        )
        return gk.gap(gk.open(path))["deals", "all"]

    return made


def test_the_envelope_is_the_reach_of_all_counts_that_round_to_the_figures(gap_of):
    # 34 % of 50 is 17 people exactly; 50 % of 201 is 100 or 101 people (49.75 and 50.25)
    gap = gap_of(34, 50, 50, 201)
    reach = [gk.stats.proportion_gap(17, 50, count, 201).interval for count in (100, 101)]
    assert gap.envelope_low == pytest.approx(min(each.low for each in reach), rel=1e-9)
    assert gap.envelope_high == pytest.approx(max(each.high for each in reach), rel=1e-9)


def test_a_gap_on_the_edge_depends_on_rounding(gap_of):
    # 27 % of 132 is 35 or 36 people; against 36 % of 1,300 one is flagged and the other is not
    gap = gap_of(27, 36, 132, 1300)
    ends = [
        gk.stats.proportion_gap(count, 132, other, 1300).p_value for count in (35, 36) for other in (462, 474)
    ]
    assert min(ends) < 0.05 < max(ends)
    assert "depends_on_rounding" in gap.flags


def test_a_clear_gap_does_not(gap_of):
    assert "depends_on_rounding" not in gap_of(7, 67, 132, 1300).flags


def test_an_unknown_base_has_no_envelope_and_respondents_have_none(two_sides):
    frame = pd.DataFrame({"a": [1, 0] * 60})
    gap = gk.gap(two_sides(frame, frame))["a", "all"]
    assert gap.envelope_low != gap.envelope_low
