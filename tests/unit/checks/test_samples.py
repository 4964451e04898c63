from __future__ import annotations

import pandas as pd
import pytest


def frame(weights=None):
    """200 respondents, half of them tick; with weights if given."""
    columns = {"a": [1, 0] * 100}
    return pd.DataFrame(columns if weights is None else columns | {"w": weights})


@pytest.fixture
def study(two_sides):
    return two_sides(frame(), frame())


def test_s01_fires_on_every_side_that_is_not_declared_random(study, with_sides, fired):
    told = with_sides(study, consumer={"sampling": "opt-in panel"}, marketer={"probability": True})
    assert fired(told, "S01") == ["consumer: opt-in panel"]


def test_s01_says_where_sampling_is_not_stated(study, fired):
    assert fired(study, "S01") == ["consumer: sampling not stated", "marketer: sampling not stated"]


def test_s02_fires_on_sides_without_weights(study, fired):
    assert fired(study, "S02") == ["consumer: no weights", "marketer: no weights"]


def test_s02_tells_that_the_other_side_is_weighted(two_sides, fired):
    study = two_sides(frame([1.0, 2.0] * 100), frame(), weight={"consumer": "w"})
    assert fired(study, "S02") == ["marketer: no weights, but Consumer weighted"]


@pytest.mark.parametrize(
    ("weights", "found"),
    [
        ([1.0] * 199 + [6.0], "design effect of the weights 1.1, largest weight 5.9 times the mean"),
        ([1.0] * 180 + [4.9] * 20, ""),
        ([1.0] * 100 + [0.01] * 100, ""),
        ([0.1] * 150 + [2.0] * 50, "design effect of the weights 3.0, largest weight 3.5 times the mean"),
    ],
)
def test_s03_fires_on_uneven_weights(two_sides, fired, weights, found):
    study = two_sides(frame(weights), frame(), weight={"consumer": "w"})
    assert fired(study, "S03") == ([f"consumer: {found}"] if found else [])


@pytest.mark.parametrize(
    ("consumer", "marketer", "rows"),
    [
        (
            ("2011-01-10", "2011-02-10"),
            ("2011-10-01",),
            ["marketer: 2011-10-01 (marketer), 2011-01-10 to 2011-02-10 (consumer)"],
        ),
        (("2011-01-10", "2011-06-30"), ("2011-10-01",), []),
        (("2011-01-10", "2011-12-30"), ("2011-10-01",), []),
        ((), ("2011-10-01",), []),
    ],
    ids=["nine months", "three months", "inside", "unknown"],
)
def test_s06_fires_where_fieldwork_is_more_than_six_months_apart(
    study, with_sides, fired, consumer, marketer, rows
):
    assert fired(with_sides(study, consumer={"dates": consumer}, marketer={"dates": marketer}), "S06") == rows
