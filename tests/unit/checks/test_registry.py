from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from gapkit.checks import CHECKS, check


@pytest.fixture
def study(two_sides):
    return two_sides(pd.DataFrame({"a": [1, 0] * 100}), pd.DataFrame({"a": [1, 0] * 100}))


@pytest.mark.parametrize("each", CHECKS, ids=lambda each: f"{each.id}-{each.find.__name__}")
def test_every_check_has_an_id_a_level_a_title_and_advice(each):
    assert re.fullmatch(r"[BQSTVLR]\d\d", each.id)
    assert each.level in ("E", "W", "N")
    assert not each.title.endswith(".")
    assert each.what_to_do.endswith(".")
    assert each.find.__doc__.startswith(f"{each.id}: ")


def test_an_accepted_check_carries_the_reason(study, changed):
    taken = changed(study, accept={"S02": "both are censuses"})
    assert {each.id: each.accepted for each in check(taken)}["S02"] == "both are censuses"


def test_an_accepted_error_no_longer_stops(study, changed):
    question = study.survey.questions[0]
    wrong = replace(question, asks={"consumer": "opinion", "marketer": "opinion"})
    for accept, stops in (({}, [True]), ({"Q06": "as asked in 2011"}, [False])):
        told = check(changed(study, questions=(wrong,), accept=accept))
        assert [each.stops for each in told if each.id == "Q06"] == stops


def test_checks_come_in_the_order_of_the_list(study):
    order = [each.id for each in CHECKS]
    places = [order.index(each.id) for each in check(study)]
    assert places == sorted(places)
