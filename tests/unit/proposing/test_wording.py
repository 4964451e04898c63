"""Wordings as they are compared."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.proposing.scores import assigned, comparable_of, likeness
from gapkit.proposing.wording import folded, is_negated, numbers, plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Trust in brands", "trust in brands"),
        ("  TRUST\u00a0in   brands!! ", "trust in brands"),
        ("<b>Trust</b> in<br>brands", "trust in brands"),
        ("Trust in brands &amp; shops", "trust in brands shops"),
        ("Q12. Trust in brands", "trust in brands"),
        ("3) Trust in brands", "trust in brands"),
        ("Trust in brands (Select all that apply)", "trust in brands"),
        ("Trust in brands - please tick all that apply", "trust in brands"),
        ("Trust in ${e://Field/brand}", "trust in"),
        ("ﬁne “quotes”", "fine quotes"),
        ("They don’t listen", "they do not listen"),
        ("", ""),
    ],
)
def test_markup_numbering_and_instructions_are_no_part_of_a_wording(written, read):
    assert plain(written) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I like its content", "They like their content"),
        ("Your brand listens to you", "My brand listens to me"),
        ("Brands listen to customers", "The brand listens to me"),
        ("Do you think that consumers want deals?", "I want deals"),
        ("Reply within two hours", "Reply within 2 hours"),
    ],
)
def test_who_speaks_of_whom_does_not_count(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("text", "negated"),
    [("They listen", False), ("They never listen", True), ("They can't listen", True), ("Not never", False)],
)
def test_a_negation_is_seen(text, negated):
    assert is_negated(text) is negated


def test_numbers_are_compared_as_digits():
    assert numbers("Within two days or 24 hours") == {"2", "24"}


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Special savings", "special savings", 100, 100),
        ("I like their content", "They like our content", 97, 97),
        ("They listen", "They do not listen", 0, 75),
        ("Reply within 1 hour", "Reply within 24 hours", 0, 75),
        ("People management", "Management", 0, 88),
        ("Special savings", "Opening hours", 0, 50),
        ("", "Opening hours", 0, 0),
    ],
)
def test_only_equal_wordings_score_100(one, other, least, most):
    assert least <= likeness([one], [other])[0, 0] <= most


@pytest.mark.parametrize(
    ("one", "other", "score", "grade"),
    [
        ("Content", "Content", 100, "same"),
        ("I like their content", "They like our content", 97, "shifted"),
        ("Hand-over plan for the project", "Handover plan for the project", 94, "same"),
        ("Special savings", "Special savings or events", 80, "related"),
        ("They listen", "They do not listen", 95, "related"),
        ("Reply within 1 hour", "Reply within 24 hours", 95, "related"),
    ],
)
def test_the_grade_of_a_pair(one, other, score, grade):
    assert comparable_of(one, other, score) == grade


def test_pairs_are_one_to_one_and_have_the_highest_sum():
    assert assigned(np.array([[90.0, 80.0], [85.0, 61.0]]), 60) == [(0, 1), (1, 0)]


def test_what_is_not_alike_enough_is_no_pair():
    assert assigned(np.array([[90.0, 59.0], [59.0, 59.0]]), 60) == [(0, 0)]


def test_equal_wordings_pair_in_their_order():
    scores = likeness(["other", "other", "other"], ["other", "other", "other"])
    assert assigned(scores, 60) == [(0, 0), (1, 1), (2, 2)]
