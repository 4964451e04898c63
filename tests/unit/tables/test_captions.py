from __future__ import annotations

from dataclasses import replace
from math import nan

import pandas as pd
import pytest

import gapkit as gk
from gapkit.tables.captions import bases, caption, intervals, margin_rule


def test_a_caption_tells_the_sign_the_bases_and_the_intervals(gaps_of):
    gaps = gaps_of()
    assert caption(gaps.rows, gaps.survey, gaps.method) == (
        "Gap = Marketer \u2212 Consumer, in points; positive: Marketer higher.",
        "Bases (those who were asked and answered): Marketer 140; Consumer 800.",
        (
            "Intervals: 95%, skewness-corrected score method, simultaneous over the 2 items tested together "
            "(max-|t|); all verdicts hold together at 95%."
        ),
    )


def test_a_caption_without_adjustment_says_that_each_item_stands_alone(gaps_of):
    gaps = gaps_of(adjust="none", conf_level=0.975)
    assert intervals(gaps.rows, gaps.method) == (
        "Intervals: 97.5%, skewness-corrected score method, each item alone; p-values are not adjusted."
    )


def test_a_caption_names_segments_where_they_are_tested_together(gaps_of):
    gaps = gaps_of(adjust="bonferroni")
    method = replace(gaps.method, family="question+segment", gap_method="newcombe")
    assert intervals(gaps.rows, method) == (
        "Intervals: 95%, Newcombe’s method, simultaneous over the 2 items and segments tested together "
        "(Bonferroni); all verdicts hold together at 95%."
    )


def test_a_caption_says_when_nothing_was_tested(gaps_of):
    gaps = gaps_of()
    assert (
        intervals([replace(row, family_size=0) for row in gaps.rows], gaps.method)
        == "No item could be tested."
    )


def test_bases_that_differ_by_item_are_a_range(two_sides):
    consumers = pd.DataFrame({"a": [1, 0] * 100, "b": [1, 0] * 75 + [None] * 50})
    marketers = pd.DataFrame({"a": [1, 0] * 60, "b": [1, 0] * 60})
    gaps = gk.gap(two_sides(consumers, marketers))
    assert bases(gaps.rows, gaps.survey) == (
        "Bases (those who were asked and answered): Marketer 120; Consumer 150 to 200."
    )


def test_effective_bases_are_told_where_weights_lower_them(two_sides):
    consumers = pd.DataFrame({"a": [1, 0] * 100, "w": [1.0] * 100 + [3.0] * 100})
    marketers = pd.DataFrame({"a": [1, 0] * 60, "w": [1.0] * 120})
    gaps = gk.gap(two_sides(consumers, marketers, weight={"consumer": "w"}))
    assert bases(gaps.rows, gaps.survey) == (
        "Bases (those who were asked and answered): Marketer 120; Consumer 200 (effective 160)."
    )


@pytest.mark.parametrize(
    ("base", "text"), [(nan, "Consumer unknown"), (1300.0, "Consumer 1,300")], ids=["unknown", "known"]
)
def test_a_base_that_nobody_knows_is_unknown(gaps_of, base, text):
    gaps = gaps_of()
    rows = [
        replace(row, of_reference=replace(row.of_reference, base=base, effective_base=base))
        for row in gaps.rows
    ]
    assert bases(rows, gaps.survey) == f"Bases (those who were asked and answered): Marketer 140; {text}."


def test_a_side_that_was_not_asked_has_no_base(gaps_of):
    gaps = gaps_of()
    rows = [replace(row, of_reference=replace(row.of_reference, status="one_sided")) for row in gaps.rows]
    assert bases(rows, gaps.survey) == (
        "Bases (those who were asked and answered): Marketer 140; Consumer not asked."
    )


def test_the_margin_is_told_in_points(gaps_of):
    assert margin_rule(gaps_of(margin=0.05).rows) == "Aligned: the whole interval lies within \u00b15 points."


def test_no_margin_no_sentence(gaps_of):
    assert margin_rule(gaps_of().rows) == ""
