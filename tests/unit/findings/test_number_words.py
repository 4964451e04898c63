"""Gaps of ranks and numbers say their unit and which way is up."""

from __future__ import annotations

import pandas as pd
import pytest

import gapkit as gk
from gapkit.charts.captions import sign_rule
from gapkit.findings import findings
from gapkit.findings.headlines import headline
from gapkit.tables.captions import sign_rule as table_sign_rule

LABELS = {"consumer": "Consumers", "marketer": "Marketers", "a": "Price", "b": "Speed"}


def gaps(consumer, marketer, **keys):
    survey = gk.Survey.from_frames(
        {"consumer": pd.DataFrame(consumer), "marketer": pd.DataFrame(marketer)},
        reference="consumer",
        pairs={each: {"consumer": each, "marketer": each} for each in consumer},
        labels={name: label for name, label in LABELS.items() if name in (*consumer, "consumer", "marketer")},
        sides={"consumer": {"sensitive": False}, "marketer": {"sensitive": False}},
        **keys,
    )
    return gk.gap(gk.open(survey))


@pytest.fixture
def ranks():
    consumer = {"a": [1, 1, 1, 2] * 40, "b": [2, 2, 2, 1] * 40}
    marketer = {"a": [2, 2, 2, 1] * 40, "b": [1, 1, 1, 2] * 40}
    return gaps(consumer, marketer, format="rank", layout="rank")


def test_a_higher_mean_rank_is_later(ranks):
    claims = [each.claim for each in findings(ranks)]
    assert "Marketers rank “Price” 0.50 places later than Consumers do" in claims
    assert "Marketers rank “Speed” 0.50 places earlier than Consumers do" in claims


def test_the_headline_of_a_ranking_says_earlier_and_later(ranks):
    assert headline(ranks.rows, ranks.survey) == (
        "Marketers rank 1 of 2 items earlier than Consumers do and 1 later"
    )


def test_the_sign_rule_of_a_ranking_says_later(ranks):
    assert sign_rule(ranks.rows, ranks.survey) == (
        "Gap = Marketers minus Consumers, in places; above 0: Marketers rank it later."
    )
    assert table_sign_rule(ranks.rows[0], ranks.survey) == (
        "Gap = Marketers \u2212 Consumers, in places; positive: Marketers rank it later."
    )


def test_an_undecided_ranking_is_neither_higher_nor_lower():
    same = {"a": [1, 2] * 40, "b": [2, 1] * 40}
    claims = {each.claim for each in findings(gaps(same, same, format="rank", layout="rank"))}
    assert "Whether Marketers rank “Price” earlier or later the data cannot tell" in claims


def test_numbers_have_the_unit_of_the_question():
    told = gaps({"a": range(100)}, {"a": range(200, 300)}, format="number", unit="accounts", kind="opinion")
    assert findings(told)[0].claim == "Marketers are 200.00 accounts higher than Consumers on “Price”"
    assert sign_rule(told.rows, told.survey) == (
        "Gap = Marketers minus Consumers, in accounts; below 0: Marketers lower."
    )
