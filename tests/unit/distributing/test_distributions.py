"""Whole lists of answers, against scipy and figures worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import gapkit as gk


def people(counts: list[int], **more: Any) -> pd.DataFrame:
    return pd.DataFrame({"q": np.repeat(np.arange(1, len(counts) + 1), counts)} | more)


def scale(consumer: pd.DataFrame, marketer: pd.DataFrame, points: int, **more: Any) -> Any:
    survey = gk.Survey.from_frames(
        {"consumer": consumer, "marketer": marketer},
        reference="consumer",
        pairs={"honest": {"consumer": "q", "marketer": "q"}},
        format="scale",
        scale={"from": 1, "to": points},
        **more,
    )
    return gk.distributions(gk.gap(gk.open(survey)))


def single(consumer: list[int], marketer: list[int], **more: Any) -> Any:
    survey = gk.Survey.from_frames(
        {"consumer": people(consumer), "marketer": people(marketer)},
        reference="consumer",
        format="single",
        column="q",
        pairs={f"a{code}": {"consumer": code, "marketer": code} for code in range(1, len(consumer) + 1)},
        **more,
    )
    return gk.distributions(gk.gap(gk.open(survey)))


def test_a_single_choice_has_pearsons_chi_square() -> None:
    table = [[56, 72, 73, 20], [30, 20, 60, 10]]
    row = single(*table)["items"]
    expected = stats.chi2_contingency(table, correction=False)
    assert row.pearson == pytest.approx(expected.statistic, rel=1e-12)
    assert row.v == pytest.approx(np.sqrt(expected.statistic / 341), rel=1e-12)
    # Second order on a simple random sample: F with about 3 and 3 x 339 degrees of freedom.
    assert row.p_value == pytest.approx(expected.pvalue, rel=0.1)
    assert row.v_low < row.v < row.v_high
    assert np.isnan(row.superiority)


def test_residuals_are_the_adjusted_ones() -> None:
    table = np.array([[56, 72, 73, 20], [30, 20, 60, 10]])
    told = single(*table.tolist())
    shares = told.answers_of(told["items"])
    n = table.sum()
    expected = np.outer(table.sum(1), table.sum(0)) / n
    by_hand = (table - expected) / np.sqrt(
        expected * np.outer(1 - table.sum(1) / n, 1 - table.sum(0) / n)
    )  # Haberman 1973
    # The worth of a sample is counted with n - 1 in its variance, hence a thousandth apart.
    assert [each.residual for each in shares] == pytest.approx(by_hand[1], rel=5e-3)
    assert sum(each.share_side for each in shares) == pytest.approx(1)


def test_shares_hold_together_by_goodmans_intervals() -> None:
    told = single([56, 72, 73], [56, 72, 73])
    shares = told.answers_of(told["items"])
    # Goodman 1965 for (56, 72, 73), R DescTools: 0.2103 0.3595; 0.2818 0.4423; 0.2863 0.4472.
    assert [each.low_side for each in shares] == pytest.approx([0.210, 0.282, 0.287], abs=1e-3)
    assert [each.high_side for each in shares] == pytest.approx([0.360, 0.442, 0.447], abs=1e-3)
    assert told["items"].overlap == pytest.approx(1)
    assert told["items"].p_value == pytest.approx(1)


def test_superiority_is_brunner_and_munzels() -> None:
    low, high = [20, 30, 30, 20], [5, 10, 40, 45]
    row = scale(people(low), people(high), 4)["honest"]
    answers = [np.repeat(np.arange(4), each) for each in (high, low)]
    expected = stats.brunnermunzel(*answers)
    assert row.superiority_p == pytest.approx(expected.pvalue, rel=1e-9)
    assert row.superiority == pytest.approx(0.705, abs=5e-4)
    assert row.superiority_p_adjusted == row.superiority_p
    assert row.mann_whitney_p == pytest.approx(
        stats.mannwhitneyu(*answers, method="asymptotic", use_continuity=False).pvalue, rel=1e-9
    )
    # 100 respondents a side: cumulative shares .05 .15 .55 against .20 .50 .80.
    assert row.distance == pytest.approx(0.15 + 0.35 + 0.25)
    assert row.overlap == pytest.approx(0.05 + 0.10 + 0.30 + 0.20)
    assert row.odds_ratio > 1


def test_swapping_the_sides_mirrors_superiority() -> None:
    one = scale(people([20, 30, 30]), people([5, 10, 40]), 3)["honest"]
    other = scale(people([5, 10, 40]), people([20, 30, 30]), 3)["honest"]
    assert other.superiority == pytest.approx(1 - one.superiority)
    assert other.superiority_low == pytest.approx(1 - one.superiority_high)
    assert (other.superiority_p, other.p_value) == pytest.approx((one.superiority_p, one.p_value))
    assert other.odds_ratio == pytest.approx(1 / one.odds_ratio)


@pytest.mark.parametrize("factor", [1e-6, 3.7, 1e6])
def test_the_size_of_weights_does_not_matter(factor: float) -> None:
    rng = np.random.default_rng(5)
    weight = rng.uniform(0.5, 2, 80)
    told = [
        scale(people([20, 30, 30], w=weight * each), people([5, 10, 40]), 3, weight={"consumer": "w"})[
            "honest"
        ]
        for each in (1.0, factor)
    ]
    for name in ("superiority", "superiority_p", "p_value", "v", "pearson", "distance"):
        assert getattr(told[1], name) == pytest.approx(getattr(told[0], name), rel=1e-8)
    assert np.isnan(told[0].mann_whitney_p)


def test_clusters_widen_the_interval() -> None:
    consumer = people([40, 60, 60], firm=np.repeat(np.arange(16), 10))
    alone = scale(consumer, people([10, 20, 80]), 3)["honest"]
    firms = scale(consumer, people([10, 20, 80]), 3, sides={"consumer": {"psu": "firm"}})["honest"]
    assert firms.superiority == pytest.approx(alone.superiority)
    assert firms.superiority_high - firms.superiority_low > 1.5 * (
        alone.superiority_high - alone.superiority_low
    )
    assert firms.p_value > alone.p_value


def test_answers_off_the_scale_leave_the_list() -> None:
    consumer = people([20, 30, 30])
    with_off = pd.concat([consumer, pd.DataFrame({"q": [8] * 50})], ignore_index=True)
    more: dict[str, Any] = {
        "consumer": {"from": 1, "to": 3, "off_scale": [8]},
        "marketer": {"from": 1, "to": 3},
    }
    survey = gk.Survey.from_frames(
        {"consumer": with_off, "marketer": people([5, 10, 40])},
        reference="consumer",
        pairs={"honest": {"consumer": "q", "marketer": "q"}},
        format="scale",
        scale=more["consumer"],
    )
    row = gk.distributions(gk.gap(gk.open(survey)))["honest"]
    plain = scale(consumer, people([5, 10, 40]), 3)["honest"]
    assert row.superiority == pytest.approx(plain.superiority)
    assert row.base_reference == 80


def test_every_segment_has_its_row() -> None:
    consumer = people([40, 60, 60], age=np.tile(["young", "old"], 80))
    survey = gk.Survey.from_frames(
        {"consumer": consumer, "marketer": people([10, 20, 80])},
        reference="consumer",
        pairs={"honest": {"consumer": "q", "marketer": "q"}},
        format="scale",
        scale={"from": 1, "to": 3},
        segments={"age": {"label": "Age", "consumer": "age"}},
    )
    told = gk.distributions(gk.gap(gk.open(survey), by="age"))
    assert [(row.segment, row.base_reference, row.base_side) for row in told] == [
        ("old", 80, 110),
        ("young", 80, 110),
    ]
    young = scale(consumer[consumer["age"] == "young"], people([10, 20, 80]), 3)["honest"]
    assert told["honest", "young"].superiority == pytest.approx(young.superiority)
    assert told["honest", "young"].superiority_p == pytest.approx(
        young.superiority_p, rel=0.1
    )  # a domain: 160/159, not 80/79


def test_a_hidden_side_has_no_list() -> None:
    row = scale(people([2, 3, 3]), people([5, 10, 40]), 3)["honest"]
    assert row.status == "suppressed"
    assert np.isnan([row.superiority, row.p_value, row.v, row.overlap, row.base_reference]).all()


def test_frames_have_all_columns() -> None:
    told = single([56, 72, 73], [30, 20, 60])
    assert len(told.to_frame()) == 1
    assert told.answer_frame()["answer"].tolist() == ["A1", "A2", "A3"]
    assert repr(told) == "<Distributions of 'Gap study': 1 lists of answers>"
    assert "Cramér" in told._repr_html_()
