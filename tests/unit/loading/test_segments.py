"""Answers of a segment's order that the data do not have."""

from __future__ import annotations

import pytest

from gapkit.errors import UnseenAnswerWarning
from gapkit.survey import Segment


def test_an_answer_that_the_data_write_in_another_way_is_an_error(load_frame, multiple, told):
    segment = Segment("age", "Age", {"us": "a"}, order=("18-24", "25+"))
    columns = {"q1": [1, 0], "a": ["18 \u2013 24", "25+"]}
    assert told(load_frame, columns, multiple("q1"), segment=segment) == (
        "SegmentError: `order` of segment `age` must name its answers as the data write them.\n"
        "  where: data frame, column `a`\n"
        '  found: "18 \u2013 24" in the data, "18-24" in `order`'
    )


def test_an_answer_that_nobody_gave_is_told_with_the_nearest_left_out(load_frame, multiple):
    segment = Segment("sex", "Sex", {"us": "a"}, order=("Femal", "Male"))
    columns = {"q1": [1, 0], "a": ["Female", "Male"]}
    words = (
        '`order` of segment `sex` names "Femal", which nobody gave in `a`; '
        'nearest among the answers that are left out: "Female".'
    )
    with pytest.warns(UnseenAnswerWarning) as caught:
        us = load_frame(columns, multiple("q1"), segment=segment)
    assert [str(each.message) for each in caught] == [words]
    assert [each.count for each in us.exclusions] == [1]


def test_an_order_that_leaves_nothing_out_needs_nobody_in_every_answer(load_frame, multiple):
    segment = Segment("sex", "Sex", {"us": "a"}, order=("Female", "Male"))
    us = load_frame({"q1": [1, 0], "a": ["Female", "Female"]}, multiple("q1"), segment=segment)
    assert us.exclusions == ()
