"""Which answers are the points of a scale, and in what order."""

from __future__ import annotations

import pytest

from gapkit.proposing.ladders import numbered, order_of
from gapkit.proposing.model import Ladder
from gapkit.proposing.scales import of_codes, of_numbers, of_texts, pooled

IN_ORDER = [
    ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
    ["Very dissatisfied", "Somewhat dissatisfied", "Neutral", "Somewhat satisfied", "Very satisfied"],
    ["Never", "Rarely", "Sometimes", "Often", "Always"],
    ["Not at all", "A little", "Somewhat", "Much", "Very much"],
    ["Very poor", "Poor", "Fair", "Good", "Excellent"],
    ["Not at all important", "Not too important", "Somewhat important", "Very important"],
    ["Very unlikely", "Unlikely", "Neutral", "Likely", "Very likely"],
    ["Not at all masculine", "Not very masculine", "Somewhat masculine", "Very masculine"],
]


@pytest.mark.parametrize("labels", IN_ORDER, ids=lambda labels: labels[-1])
def test_the_words_of_a_scale_give_its_order(labels):
    found = order_of(list(reversed(labels)))
    assert found is not None
    assert [label for _, label in sorted(zip(found, reversed(labels), strict=True))] == labels


@pytest.mark.parametrize(
    "labels",
    [["Red", "Green", "Blue"], ["Yes", "No"], ["Agree", "Agree"], ["Own house", "Rented flat", "Other"]],
)
def test_other_answers_have_no_order(labels):
    assert order_of(labels) is None


@pytest.mark.parametrize(
    ("texts", "points"),
    [
        (["1 (None at all)", "2", "10 (All my time)"], [1, 2, 10]),
        (["5 - Mostly others", "0 - Mostly me", "3"], [0, 3, 5]),
        (["18-24", "25-34", "35-44"], None),
        (["2019", "2020", "2021"], None),
    ],
)
def test_texts_that_begin_with_their_number(texts, points):
    found = numbered(texts)
    assert (None if found is None else list(found)) == points


def test_codes_that_run_from_high_to_low_are_reversed():
    labels = dict(enumerate(reversed(IN_ORDER[0]), 1))
    assert of_codes(labels) == Ladder(1, 5, tuple(IN_ORDER[0]), reverse=True)


def test_ends_alone_name_a_scale():
    found = of_codes({1: "Awful", 2: "", 3: "", 4: "", 5: "", 6: "", 7: "Great"})
    assert found == Ladder(1, 7, ("Awful", "2", "3", "4", "5", "6", "Great"))


def test_codes_of_other_things_are_no_scale():
    assert of_codes({1: "Red", 2: "Green", 3: "Blue"}) is None


def test_few_bare_numbers_of_one_column_are_counts_and_of_a_battery_a_scale():
    assert of_numbers([1, 2, 3], alone=True) is None
    assert of_numbers([1, 2, 3], alone=False) == Ladder(1, 3, sure=False)


def test_a_point_that_one_side_never_chose_is_added_in_each_side_s_spelling():
    whole = of_texts(IN_ORDER[0])
    assert whole is not None
    both = pooled(of_texts([each.upper() for each in IN_ORDER[0][1:]]), whole)
    assert both is not None
    assert both[0].labels == (IN_ORDER[0][0], *(each.upper() for each in IN_ORDER[0][1:]))
    assert both[1].labels == tuple(IN_ORDER[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [(Ladder(1, 5), Ladder(1, 7)), (Ladder(1, 5, tuple("abcde")), Ladder(1, 4, tuple("abcd")))],
)
def test_scales_of_other_lengths_are_never_one(one, other):
    assert pooled(one, other) is None
