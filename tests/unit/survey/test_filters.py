"""The language of `where`: which rows count, and what it refuses."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gapkit.errors import SurveyError
from gapkit.survey.filters import MAX_DEPTH, parse_filter

PEOPLE = pd.DataFrame(
    {
        "country": ["US", "UK", " US ", None, "us", ""],
        "age": [17, 18, 64, np.nan, 99, 40],
        "income": ["1000", "2500.5", "-3", "", None, "1e3"],
        "mixed": ["1", "two", "3", "", None, "6"],
        "brand name": ["a", "b", "a", "a", "b", "b"],
    }
)


def rows(text, frame=PEOPLE, **options):
    return np.flatnonzero(parse_filter(text).mask(frame, **options)).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('country == "US"', [0, 2]),
        ("country == 'US'", [0, 2]),
        ('country != "US"', [1, 3, 4, 5]),
        ('not country == "US"', [1, 3, 4, 5]),
        ('country in ("US", "UK")', [0, 1, 2]),
        ("country is blank", [3, 5]),
        ("not country is blank", [0, 1, 2, 4]),
        ("age >= 18", [1, 2, 4, 5]),
        ("age > 18", [2, 4, 5]),
        ("age < 18", [0]),
        ("age <= 18", [0, 1]),
        ("age == 64", [2]),
        ("age in (17, 64.0)", [0, 2]),
        ("age is blank", [3]),
        ("income > 999", [0, 1, 5]),
        ("income == -3", [2]),
        ('mixed == "3"', [2]),
        ('`brand name` == "b" and age > 20', [4, 5]),
        ('country == "UK" or country == "US" and age > 20', [1, 2]),
        ('(country == "UK" or country == "US") and age > 20', [2]),
        ('not country == "US" and age > 20', [4, 5]),
        ("not (age > 20 or age is blank)", [0, 1]),
        ('country=="US"and age<20', [0]),
    ],
)
def test_a_filter_keeps_its_rows(text, expected):
    assert rows(text) == expected


def test_a_declared_missing_answer_is_blank():
    assert rows("age >= 18", missing=(99,)) == [1, 2, 5]
    assert rows("age is blank", missing=(99,)) == [3, 4]


def test_a_column_is_numeric_but_for_its_missing_answers():
    assert rows("mixed >= 3", missing=("two",)) == [2, 5]


def test_a_text_is_compared_with_value_labels_too():
    coded = pd.DataFrame({"country": [1.0, 2.0, 1.0, np.nan]})
    labels = {"country": {1.0: "US", 2.0: "UK"}}
    assert rows('country == "US"', coded, labels=labels) == [0, 2]
    assert rows("country == 2", coded, labels=labels) == [1]


def test_a_text_is_compared_with_the_text_of_a_number():
    assert rows('code == "7"', pd.DataFrame({"code": [7, 8]})) == [0]


def test_categories_and_nullable_numbers_are_read():
    frame = pd.DataFrame({"a": pd.Categorical(["x", "y", None]), "b": pd.array([1, None, 3], dtype="Int64")})
    assert rows('a == "x" or b > 2', frame) == [0, 2]
    assert rows("b is blank", frame) == [1]


def test_a_frame_without_rows_keeps_none():
    assert rows('country == "US" and age > 1', PEOPLE.iloc[:0]) == []


def test_a_filter_leaves_the_frame_as_it_was():
    before = PEOPLE.copy(deep=True)
    parse_filter('country == "US" or income > 5').mask(PEOPLE)
    pd.testing.assert_frame_equal(PEOPLE, before)


def test_a_filter_names_its_columns_once_each():
    assert parse_filter("b > 1 and (a is blank or not b < 5)").columns == ("b", "a")


@pytest.mark.parametrize(
    ("text", "position", "expected", "found"),
    [
        ("", 1, "a column", "the end"),
        ("age", 4, "==, !=, <, <=, >, >=, `in` or `is blank`", "the end"),
        ("age = 3", 5, "==, !=, <, <=, >, >=, `in` or `is blank`", "`=`"),
        ("age > ", 7, "a number", "the end"),
        ('age > "3"', 7, "a number", '`"3"`'),
        ("age == US", 8, "a number or a text in quotes", "`US`"),
        ("(age > 3", 9, "`)`", "the end"),
        ("age > 3)", 8, "`and`, `or` or the end", "`)`"),
        ("age > 3 age > 4", 9, "`and`, `or` or the end", "`age`"),
        ("age in 3", 8, "`(`", "`3`"),
        ("age in ()", 9, "a number or a text in quotes", "`)`"),
        ("age in (1 2)", 11, "`,` or `)`", "`2`"),
        ("age is not blank", 8, "`blank`", "`not`"),
        ("3 == age", 1, "a column", "`3`"),
        ("and == 3", 1, "a column", "`and`"),
        ('country == "US', 12, "a column, a sign, a number or a text in quotes", '`"`'),
        ("age > 3; drop", 8, "a column, a sign, a number or a text in quotes", "`;`"),
        ("__import__('os').system('x')", 17, "a column, a sign, a number or a text in quotes", "`.`"),
        ("system('x')", 7, "==, !=, <, <=, >, >=, `in` or `is blank`", "`(`"),
        ("age + 1 > 3", 5, "a column, a sign, a number or a text in quotes", "`+`"),
        ("age > 1_000", 7, "a column, a sign, a number or a text in quotes", "`1`"),
    ],
)
def test_a_filter_that_can_not_be_read_is_told_with_its_place(text, position, expected, found):
    with pytest.raises(SurveyError) as caught:
        parse_filter(text)
    assert caught.value.message == f"The filter can't be read at character {position}: expected {expected}."
    assert caught.value.found == found


def test_an_unknown_column_is_told_with_the_nearest_one():
    with pytest.raises(SurveyError) as caught:
        rows('contry == "US" and aeg > 3')
    assert str(caught.value) == (
        "SurveyError: The filter names a column `contry` that the data do not have.\n"
        "  hint:  did you mean `country`?\n"
        "SurveyError: The filter names a column `aeg` that the data do not have.\n"
        "  hint:  did you mean `age`?"
    )


@pytest.mark.parametrize("text", ["country > 3", "country == 3", "mixed < 3", "country in ('US', 3)"])
def test_a_number_beside_a_text_column_is_refused(text):
    with pytest.raises(SurveyError, match="with a number, but the column holds text"):
        rows(text)


@pytest.mark.parametrize("text", ["(" * 5000 + "a > 1" + ")" * 4000, "not " * 2000 + "a > 1"])
def test_a_filter_nested_too_deeply_is_refused(text):
    with pytest.raises(SurveyError) as caught:
        parse_filter(text)
    assert caught.value.message == f"A filter must have at most {MAX_DEPTH} levels of brackets and `not`."


def test_a_filter_of_ten_thousand_characters_is_the_longest():
    with pytest.raises(SurveyError) as caught:
        parse_filter("a > 1" + " " * 10_000)
    assert caught.value.message == "A filter must have at most 10,000 characters."


def test_many_conditions_in_a_row_are_no_nesting():
    assert rows(" or ".join(["age == 17"] * 500)) == [0]
