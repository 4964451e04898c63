"""Answers and their codes."""

from __future__ import annotations

from math import isnan, nan

import pytest

from gapkit.loading.cells import NOTHING, Cells, MissingRange, faces
from gapkit.survey import Column


def codes(responses, question="likes"):
    return responses.answers[question].codes.T.tolist()


# --- multiple ---------------------------------------------------------------------------------


def test_ticks_are_1_and_0_by_default(load_frame):
    assert codes(load_frame({"q1": [1, 0, 1]})) == [[1, 0, 1]]


def test_ticks_have_values_and_labels(load_frame):
    answers = load_frame({"q1": [1, 0]}).answers["likes"]
    assert (answers.columns, answers.values, answers.labels) == (
        ("q1",),
        (0.0, 1.0),
        ("Not ticked", "Ticked"),
    )


def test_a_blank_cell_of_a_multiple_question_is_not_asked(load_frame):
    assert codes(load_frame({"q1": [1, None, 0]})) == [[1, -1, 0]]


def test_an_item_not_shown_to_some_keeps_its_own_base(load_frame, multiple):
    shown_to_all, not_to_5_percent = [1, 0] * 20, [None, None] + [1, 0] * 19
    answers = load_frame({"a": shown_to_all, "b": not_to_5_percent}, multiple("a", "b")).answers["likes"]
    assert (answers.codes >= 0).sum(axis=0).tolist() == [40, 38]


@pytest.mark.parametrize("base", ["answered_any", "all"])
def test_ticks_beside_blanks_only_stand_where_the_base_says_what_a_blank_is(load_frame, multiple, base):
    loaded = load_frame({"q1": [1, None, 1]}, multiple("q1", base={"us": base}))
    assert codes(loaded) == [[1, -1, 1]]


def test_ticks_beside_blanks_only_are_refused_under_base_asked(load_frame, told):
    assert told(load_frame, {"q1": [1, None, 1]}) == (
        "LoadError: `q1` holds ticks and blanks only: every share would be 100 %.\n"
        "  where: data frame, question `likes`, item `q1`\n"
        '  found: 2 ticks, no answer that means "not ticked"\n'
        '  hint:  say what a blank means: `base = "answered_any"` (no, if another item is ticked)'
        ' or `base = "all"` (no).'
    )


def test_everybody_may_tick(load_frame):
    assert codes(load_frame({"q1": [1, 1]})) == [[1, 1]]


def test_nobody_may_answer(load_frame):
    assert codes(load_frame({"q1": [None, nan]})) == [[-1, -1]]


def test_a_star_ticks_any_text_that_is_not_unticked(load_frame, multiple):
    question = multiple("q1", ticked={"us": ("*",)}, unticked={"us": ("Not selected",)})
    loaded = load_frame({"q1": ["Deals", "Not selected", None, "Deals"]}, question)
    assert codes(loaded) == [[1, 0, -1, 1]]


def test_a_star_leaves_missing_answers_missing(load_frame, multiple):
    question = multiple("q1", ticked={"us": ("*",)}, unticked={"us": ("No",)}, missing={"us": ("Refused",)})
    assert codes(load_frame({"q1": ["Deals", "No", "Refused"]}, question)) == [[1, 0, -2]]


def test_one_code_of_a_column_is_the_tick_and_every_other_answer_is_none(load_frame, multiple):
    question = multiple(Column("q1", code=3), missing={"us": (9,)})
    assert codes(load_frame({"q1": [3, 1, None, 9, 2]}, question)) == [[1, 0, -1, -2, 0]]


def test_an_answer_that_is_neither_ticked_nor_unticked_is_refused(load_frame, told):
    assert told(load_frame, {"q1": [1, 2, 0, 2, 7]}) == (
        "UnknownAnswerError: `q1` has 3 answers neither ticked nor unticked.\n"
        "  where: data frame, rows 1, 3, 4\n"
        "  found: 2 (twice), 7 (once); known are 1 (ticked) and 0 (unticked)\n"
        "  hint:  name every answer in `ticked`, `unticked` or `missing` of the question."
    )


def test_open_text_and_lists_of_ids_are_never_printed(load_frame, told):
    story = "My own story, " * 5
    assert "found: a text of 69 characters (once); known" in told(load_frame, {"q1": [story]})
    assert "found: 40 different answers; known" in told(
        load_frame, {"q1": [f"SYN-{row}" for row in range(40)]}
    )


def test_problems_of_every_column_are_told_at_once(load_frame, multiple, told):
    message = told(load_frame, {"a": [1, 5], "b": [0, 6]}, multiple("a", "b"))
    assert message.count("UnknownAnswerError") == 2


def test_missing_answers_of_the_side_hold_in_every_question(load_frame):
    assert codes(load_frame({"q1": [1, 0, -99]}, missing=(-99,))) == [[1, 0, -2]]


# --- single -----------------------------------------------------------------------------------


def test_a_single_choice_is_the_place_of_its_item(load_frame, single):
    answers = load_frame({"q1": [2, 1, 4, 3]}, single((1,), (2,), (3, 4))).answers["choice"]
    assert answers.codes.tolist() == [[1], [0], [2], [2]]
    assert answers.columns == ("choice",)
    assert answers.labels == ("Item 0", "Item 1", "Item 2")
    assert all(isnan(value) for value in answers.values)


def test_a_single_choice_of_no_item_is_refused(load_frame, single, told):
    assert told(load_frame, {"q1": ["Yes", "No", "Maybe"]}, single(("Yes",), ("No",))) == (
        "UnknownAnswerError: `q1` has 1 answer of no item.\n"
        "  where: data frame, row 2\n"
        '  found: "Maybe" (once)\n'
        "  hint:  together the items are the whole: add an item, or add the answer to `missing`."
    )


def test_a_single_choice_may_be_missing_or_blank(load_frame, single):
    question = single(("Yes",), ("No",), missing={"us": ("Don't know",)})
    assert codes(load_frame({"q1": ["Yes", "Don't know", None]}, question), "choice") == [[0, -2, -1]]


def test_items_of_the_other_side_keep_their_places(load_frame, single):
    assert codes(load_frame({"q1": [2, 1]}, single((1,), (), (2,))), "choice") == [[2, 0]]


# --- scales -----------------------------------------------------------------------------------


def test_a_scale_is_the_place_of_its_point(load_frame, scale):
    answers = load_frame({"q1": [1, 3, 2]}, scale()).answers["trust"]
    assert answers.codes.T.tolist() == [[0, 2, 1]]
    assert (answers.values, answers.labels) == ((1.0, 2.0, 3.0), ("Low", "Middle", "High"))


def test_labels_stand_for_points(load_frame, scale):
    assert codes(load_frame({"q1": ["High", " Low ", "Middle"]}, scale()), "trust") == [[2, 0, 1]]


def test_a_reversed_column_is_turned(load_frame, scale):
    assert codes(load_frame({"q1": [1, 2, 3]}, scale(reverse=True)), "trust") == [[2, 1, 0]]


def test_off_scale_answers_follow_the_points_without_a_value(load_frame, scale):
    answers = load_frame({"q1": [1, 8, 9]}, scale(off=(8,), missing=(9,))).answers["trust"]
    assert answers.codes.T.tolist() == [[0, 3, -2]]
    assert answers.labels == ("Low", "Middle", "High", "8")
    assert answers.values[:3] == (1.0, 2.0, 3.0)
    assert isnan(answers.values[3])


def test_an_answer_outside_the_scale_is_refused(load_frame, scale, told):
    assert told(load_frame, {"q1": [1, 9, 3, 9, "n/a"]}, scale()) == (
        "UnknownAnswerError: `q1` has 3 answers outside its 1-3 scale.\n"
        "  where: data frame, rows 1, 3, 4\n"
        '  found: 9 (twice), "n/a" (once)\n'
        '  hint:  if one means "don\'t know", add it to `missing` of the question; '
        "if it belongs to the base but not on the scale, to `off_scale`."
    )


def test_a_label_that_is_not_on_the_scale_is_refused(load_text, survey_of, scale, told):
    assert told(load_text, "q1\nLow\nVery low\n", survey_of(scale())).startswith(
        "UnknownAnswerError: `q1` has 1 answer outside its 1-3 scale.\n  where: us.csv, row 3\n"
    )


def test_case_is_kept(load_frame, scale, told):
    assert "outside its 1-3 scale" in told(load_frame, {"q1": ["low"]}, scale())


# --- matching ---------------------------------------------------------------------------------


def cells(*distinct, **options):
    import numpy as np

    return Cells(np.arange(len(distinct), dtype=np.int32), np.array(distinct, object), **options)


@pytest.mark.parametrize(
    ("answer", "matched"),
    [
        (1, [True, False, False]),
        ("1", [True, True, False]),
        ("Yes", [False, False, True]),
        (" Yes", [False, False, True]),
        ("YES", [False, False, False]),
    ],
)
def test_a_number_matches_numbers_and_a_text_matches_texts(answer, matched):
    assert faces(cells(1.0, "1", "Yes")).matching(answer).tolist() == matched


def test_a_text_matches_value_labels_only_where_no_cell_has_the_text():
    both = cells(1.0, "Yes", labels={1.0: "Yes"})
    assert faces(both).matching("Yes").tolist() == [False, True]
    assert faces(cells(1.0, labels={1.0: "Yes"})).matching("Yes").tolist() == [True]


@pytest.mark.parametrize("text", ["Caf\u00e9  au\u00a0lait", "Cafe\u0301 au lait", "\ufeffCafé au lait "])
def test_texts_are_compared_composed_trimmed_and_with_single_spaces(text):
    assert faces(cells(text)).matching("Café au lait").tolist() == [True]


def test_declared_missing_codes_ranges_and_texts_are_told():
    declared = (MissingRange(9.0, 9.0), MissingRange(float("-inf"), -1.0), MissingRange("X", "X"))
    found = faces(cells(1.0, 9.0, -5.0, "X", "Y", missing=declared))
    assert found.declared.tolist() == [False, True, True, True, False]


def test_a_row_with_nothing_matches_nothing():
    import numpy as np

    assert not faces(Cells(np.array([NOTHING], np.int32), np.array([], object))).matching(1).any()
