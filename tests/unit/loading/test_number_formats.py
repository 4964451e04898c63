"""Numbers, points, rankings and joined cells, coded row by row."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from gapkit.responses import BLANK, MISSING, Exclusion
from gapkit.survey import Column, Item, Question


def asked(kind, *columns, **options):
    """Build a question of a format with a column per item on side ``us``."""
    items = tuple(Item(each, each.upper(), columns={"us": Column(each)}) for each in columns)
    return Question("q", "opinion", kind, "Q", items, **options)


def ranked(*columns, answers=("Price", "Speed", "Help"), **options):
    """Build a ranking with a column per place."""
    items = tuple(Item(each.lower(), each, answers={"us": (each,)}) for each in answers)
    return Question(
        "q", "opinion", "rank", "Q", items, layout={"us": "item"}, columns={"us": columns}, **options
    )


def joined(*options, separator=";", **more):
    """Build a question whose ticks stand in one cell of column ``q1``."""
    items = tuple(
        Item(f"i{place}", each, columns={"us": Column("q1", contains=each, separator=separator)})
        for place, each in enumerate(options)
    )
    return Question("q", "opinion", "multiple", "Q", items, **more)


def test_numbers_are_kept_beside_who_gave_one(load_text, survey_of):
    survey = survey_of(asked("number", "a", limits=(0, 10), missing={"us": (99,)}))
    told = load_text("a\n3\n2.5\n\n99\n", survey).answers["q"]
    assert told.codes[:, 0].tolist() == [0, 0, BLANK, MISSING]
    assert told.numbers[:, 0] == pytest.approx([3, 2.5, nan, nan], nan_ok=True)


def test_a_blank_number_is_no_answer(load_frame):
    told = load_frame({"a": [1.0, None]}, asked("number", "a")).answers["q"]
    assert told.codes[:, 0].tolist() == [0, BLANK]


def test_a_number_outside_its_limits_is_told_with_its_rows(load_text, survey_of, told):
    survey = survey_of(asked("number", "a", limits=(0, 10)))
    assert told(load_text, "a\n3\n11\n-1\n", survey) == (
        "NumberAnswerError: `a` has 2 answers outside 0 to 10.\n"
        "  where: us.csv, rows 3, 4\n"
        "  found: 11 (once), -1 (once)\n"
        '  hint:  if one means "don\'t know", add it to `missing` of the question.'
    )


def test_a_text_in_place_of_a_number_is_told(load_frame, told):
    message = told(load_frame, {"a": [1.0, "many"], "b": [np.inf, 2.0]}, asked("number", "a", "b"))
    assert message == (
        "NumberAnswerError: `a` must hold numbers: it has 1 other answer.\n"
        "  where: data frame, row 1\n"
        '  found: "many" (once)\n'
        '  hint:  if one means "don\'t know", add it to `missing` of the question.\n'
        "NumberAnswerError: `b` must hold numbers: it has 1 other answer.\n"
        "  where: data frame, row 0\n"
        '  found: "inf" (once)\n'
        '  hint:  if one means "don\'t know", add it to `missing` of the question.'
    )


def test_points_that_miss_the_total_are_left_out_with_their_count(load_frame):
    frame = {"a": [60.0, 50.0, None, 100.0], "b": [40.0, 40.0, None, None]}
    us = load_frame(frame, asked("points", "a", "b", total=100))
    answers = us.answers["q"]
    assert answers.codes.tolist() == [[0, 0], [MISSING, MISSING], [BLANK, BLANK], [0, 0]]
    assert answers.numbers[3].tolist() == [100, 0]  # nothing is left for the blank
    assert us.exclusions == (Exclusion("us", "points that do not sum to 100", 1, question="q"),)


def test_points_with_another_total_throughout_are_an_error(load_frame, told):
    message = told(load_frame, {"a": [6.0, 5.0], "b": [4.0, 5.0]}, asked("points", "a", "b", total=100))
    assert message == (
        "NumberAnswerError: The points of question `q` sum to 100 for nobody.\n"
        "  where: data frame\n"
        "  found: sums 10 (twice)\n"
        "  hint:  `total` must be the sum that respondents were given."
    )


def test_points_below_zero_are_an_error(load_frame, told):
    message = told(load_frame, {"a": [110.0], "b": [-10.0]}, asked("points", "a", "b", total=100))
    assert message.splitlines()[0] == "NumberAnswerError: `b` has 1 answer outside 0 and more."


def test_items_that_were_not_ranked_share_the_places_left(load_frame):
    question = asked("rank", "a", "b", "c", "d", layout={"us": "rank"})
    frame = {"a": [1, 4, None], "b": [2, 1, None], "c": [None, 2, None], "d": [None, 3, None]}
    told = load_frame(frame, question).answers["q"]
    assert told.codes.tolist() == [[0, 1, 4, 4], [3, 0, 1, 2], [BLANK] * 4]
    assert told.numbers[:2].tolist() == [[1, 2, 3.5, 3.5], [4, 1, 2, 3]]
    assert np.isnan(told.numbers[2]).all()
    assert told.labels == ("Place 1", "Place 2", "Place 3", "Place 4", "Not ranked")


def test_a_place_that_was_skipped_is_a_place_left(load_frame):
    question = asked("rank", "a", "b", "c", layout={"us": "rank"})
    told = load_frame({"a": [1], "b": [3], "c": [None]}, question).answers["q"]
    assert told.numbers.tolist() == [[1, 3, 2]]


def test_both_layouts_of_a_ranking_say_the_same(load_frame):
    by_rank = asked("rank", "price", "speed", "help", layout={"us": "rank"})
    ranks = load_frame({"price": [1, 2], "speed": [2, None], "help": [3, 1]}, by_rank).answers["q"]
    places = {"p1": ["Price", "Help"], "p2": ["Speed", "Price"], "p3": ["Help", None]}
    items = load_frame(places, ranked("p1", "p2", "p3")).answers["q"]
    assert items.codes.tolist() == ranks.codes.tolist()
    assert items.numbers.tolist() == ranks.numbers.tolist() == [[1, 2, 3], [2, 3, 1]]
    assert items.columns == ranks.columns


def test_a_ranking_that_contradicts_itself_is_left_out_with_its_count(load_frame):
    us = load_frame({"p1": ["Price", "Speed"], "p2": ["Price", "Help"]}, ranked("p1", "p2"))
    assert us.answers["q"].codes[0].tolist() == [MISSING] * 3
    reason = "one place given to two items, or one item in two places"
    assert us.exclusions == (Exclusion("us", reason, 1, question="q"),)
    question = asked("rank", "a", "b", layout={"us": "rank"})
    assert load_frame({"a": [1, 1], "b": [1, 2]}, question).exclusions == us.exclusions


def test_a_rank_beyond_the_last_place_is_told(load_frame, told):
    question = asked("rank", "a", "b", layout={"us": "rank"})
    assert told(load_frame, {"a": [0, 1], "b": [1, 2]}, question) == (
        "NumberAnswerError: `a` has 1 rank outside 1 to 2.\n"
        "  where: data frame, row 0\n"
        "  found: 0 (once)\n"
        '  hint:  if one means "not ranked", add it to `missing` of the question.'
    )


def test_an_item_that_nobody_named_in_the_file_is_told(load_frame, told):
    message = told(load_frame, {"p1": ["Price", "Prize"]}, ranked("p1"))
    assert message.splitlines()[:3] == [
        "UnknownAnswerError: `p1` has 1 answer of no item.",
        "  where: data frame, row 1",
        '  found: "Prize" (once)',
    ]


def test_a_joined_cell_ticks_every_option_it_holds(load_frame):
    cells = ["Deals, offers;Content", "Content; Deals, offers ", "Content", None, "No answer", ""]
    question = joined("Deals, offers", "Content", missing={"us": ("No answer",)})
    told = load_frame({"q1": cells}, question).answers["q"].codes
    assert told.tolist() == [[1, 1], [1, 1], [0, 1], [BLANK] * 2, [MISSING] * 2, [BLANK] * 2]


def test_an_option_may_hold_the_separator(load_frame):
    question = joined("Tea, black", "Tea", "Coffee", separator=", ")
    told = load_frame({"q1": ["Tea, black, Coffee", "Tea, Coffee"]}, question).answers["q"].codes
    assert told.tolist() == [[1, 0, 1], [0, 1, 1]]


def test_an_option_is_found_whole(load_frame):
    told = load_frame({"q1": ["Deals", "Deals and more"]}, joined("Deals", "More")).answers["q"].codes
    assert told.tolist() == [[1, 0], [0, 0]]


def test_write_ins_are_counted_and_leave_the_other_ticks(load_frame):
    question = joined("Deals", "Content", unticked={"us": ("None of these",)})
    us = load_frame({"q1": ["Deals;my own idea", "None of these", "Content"]}, question)
    assert us.answers["q"].codes.tolist() == [[1, 0], [0, 0], [0, 1]]
    reason = "answers that no item names (write-ins); their other ticks count"
    assert us.exclusions == (Exclusion("us", reason, 1, question="q"),)


def test_a_misspelt_option_is_told_with_the_nearest(load_frame, told):
    message = told(load_frame, {"q1": ["Give ideas;Deals", "Deals"]}, joined("Give idea", "Deals"))
    assert message == (
        'NumberAnswerError: No cell of `q1` contains "Give idea".\n'
        "  where: data frame, column `q1`\n"
        '  found: nearest: "Give ideas"\n'
        "  hint:  `contains` must be the option as the data file writes it."
    )


def test_numbers_of_codes_are_joined_too(load_text, survey_of):
    told = load_text('q1\n"1,3"\n3\n', survey_of(joined("1", "3", separator=","))).answers["q"].codes
    assert told.tolist() == [[1, 1], [0, 1]]
