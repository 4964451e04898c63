"""Text files: what is read, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.loading.notation import recognised_decimal, recognised_delimiter
from gapkit.loading.text import cell_counts
from gapkit.survey import Column, ReadOptions


def codes(responses, question="likes"):
    return responses.answers[question].codes.T.tolist()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised(load_text, delimiter):
    content = "id,q1,q2\n1,1,0\n2,0,1\n".replace(",", delimiter)
    assert codes(load_text(content)) == [[1, 0]]


def test_a_decimal_comma_beside_semicolons_is_recognised(load_text, survey_of, multiple):
    loaded = load_text("q1;w\n1;1,5\n0;0,5\n", survey_of(multiple("q1"), weight="w"))
    assert loaded.weight.tolist() == [1.5, 0.5]
    assert loaded.source.notes == (
        "recognised as CSV from its content",
        "encoding utf-8",
        "delimiter semicolon",
        "decimal mark ,",
    )


def test_the_survey_file_forces_delimiter_and_decimal_mark(load_text, survey_of, multiple):
    survey = survey_of(multiple("q1"), weight="w", read=ReadOptions(delimiter=";", decimal=","))
    assert load_text("q1;w\n1;2\n0;3\n", survey).weight.tolist() == [2.0, 3.0]


def test_a_comma_between_digits_is_no_decimal_mark_where_commas_cut_cells():
    assert recognised_decimal([np.array(["1,5"], object)], ",") == "."


def test_quoted_cells_may_hold_delimiters_quotes_and_newlines(load_text, survey_of, multiple):
    question = multiple("q1", ticked={"us": ('He said "yes, sir"',)}, unticked={"us": ("two lines",)})
    loaded = load_text('q1,q2\n"He said ""yes, sir""",1\n"two\nlines",0\n', survey_of(question))
    assert codes(loaded) == [[1, 0]]


def test_only_an_empty_cell_is_blank(load_text, survey_of, multiple):
    words = ("NA", "None", "null", "nan", "N/A", "No", "-")
    content = "q1,q2\n" + "".join(f"{word},1\n" for word in words) + ",1\n  ,1\nYes,1\n"
    loaded = load_text(content, survey_of(multiple("q1", ticked={"us": ("Yes",)}, unticked={"us": words})))
    assert codes(loaded) == [[0] * 7 + [-1, -1, 1]]


def test_na_can_be_a_tick(load_text, survey_of, multiple):
    loaded = load_text(
        "q1\nNA\nNo\n", survey_of(multiple("q1", ticked={"us": ("NA",)}, unticked={"us": ("No",)}))
    )
    assert codes(loaded) == [[1, 0]]


def test_a_column_is_numeric_beside_answers_declared_missing(load_text, survey_of, multiple):
    loaded = load_text("q1\n1\n0\nRefused\n", survey_of(multiple("q1", missing={"us": ("Refused",)})))
    assert codes(loaded) == [[1, 0, -2]]


def test_one_text_makes_a_column_text_so_numbers_no_longer_match(load_text, told):
    assert told(load_text, "q1\n1\n0\nmaybe\n") == (
        "UnknownAnswerError: `q1` has 3 answers neither ticked nor unticked.\n"
        "  where: us.csv, rows 2, 3, 4\n"
        '  found: "1" (once), "0" (once), "maybe" (once); known are 1 (ticked) and 0 (unticked)\n'
        "  hint:  name every answer in `ticked`, `unticked` or `missing` of the question."
    )


def test_leading_zeros_stay_in_texts(load_text, survey_of, multiple):
    question = multiple("q1", ticked={"us": ("01",)}, unticked={"us": ("1",)})
    assert codes(load_text("q1\n01\n1\n", survey_of(question))) == [[1, 0]]


def test_a_byte_order_mark_is_no_part_of_the_first_name(load_text):
    assert codes(load_text(b"\xef\xbb\xbfq1,q2\n1,1\n0,1\n")) == [[1, 0]]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_every_newline_is_read(load_text, newline):
    assert codes(load_text("q1,q2\n1,1\n0,1\n".replace("\n", newline))) == [[1, 0]]


def test_blank_rows_are_no_respondents_and_keep_row_numbers_right(load_text, told):
    assert "us.csv, row 5\n" in told(load_text, "q1,q2\n1,1\n\n0,1\n7,1\n\n")


def test_in_a_file_of_one_column_a_blank_row_is_a_blank_cell(load_text):
    assert codes(load_text("q1\n1\n\n0\n")) == [[1, -1, 0]]


def test_rows_of_another_length_are_refused(load_text, told):
    assert told(load_text, "id,q1,q2\n1,1,0\n2,1\n3,1,0,9\n4,1\n") == (
        "LoadError: 3 rows of `us.csv` must have 3 cells like the header.\n"
        "  where: us.csv, rows 3, 4, 5\n"
        "  found: 2 cells (twice), 4 cells (once)\n"
        "  hint:  a cell that holds the delimiter must stand in double quotes."
    )


def test_rows_of_another_length_are_refused_among_quoted_cells(load_text, told):
    assert "us.csv, row 3\n" in told(load_text, 'id,q1\n"1",1\n"2",1,1\n')


def test_two_columns_of_one_name_are_refused(load_text, told):
    assert told(load_text, "q1,q2,q1\n1,1,1\n") == (
        "LoadError: `us.csv` must have different names for different columns.\n"
        "  where: us.csv, header\n"
        "  found: `q1` more than once\n"
        "  hint:  rename them in the file."
    )


def test_columns_without_a_name_are_passed_over(load_text):
    assert codes(load_text(",q1,\n0,1,\n1,0,\n")) == [[1, 0]]


def test_the_first_column_is_no_index(load_text):
    assert codes(load_text("q1,q2\n1,5\n0,6\n")) == [[1, 0]]


def test_latin_1_is_refused_with_a_guess(load_text, told):
    assert told(load_text, "q1,stadt\n1,Köln\n0,Genève\n".encode("latin-1")) == (
        "LoadError: `us.csv` must be UTF-8 text.\n"
        "  where: us.csv, row 2\n"
        "  found: byte 0xF6\n"
        '  hint:  it may be cp1252: `read = { encoding = "cp1252" }` of the side.'
    )


def test_the_survey_file_names_the_encoding(load_text, survey_of, multiple):
    question = multiple("q1", ticked={"us": ("Köln",)}, unticked={"us": ("Genève",)})
    survey = survey_of(question, read=ReadOptions(encoding="latin-1"))
    assert codes(load_text("q1\nKöln\nGenève\n".encode("latin-1"), survey)) == [[1, 0]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_a_guess(load_text, told, encoding):
    message = told(load_text, "q1,q2\n1,1\n0,1\n".encode(encoding))
    assert f'`read = {{ encoding = "{encoding}" }}`' in message


def test_an_unknown_encoding_is_refused(load_text, told, survey_of, multiple):
    survey = survey_of(multiple("q1"), read=ReadOptions(encoding="klingon"))
    assert told(load_text, "q1\n1\n", survey) == (
        "LoadError: `us.csv` can't be read in an unknown encoding.\n  found: klingon"
    )


def test_nul_characters_are_refused(load_text, told):
    assert told(load_text, b"q1,q2\n1,1\n\x000,1\n") == (
        "LoadError: `us.csv` must be text without NUL characters.\n"
        "  where: us.csv, row 3\n"
        "  hint:  the file may be damaged, or no text file."
    )


def test_a_quote_that_does_not_close_is_refused(load_text, told):
    assert told(load_text, 'q1,q2\n1,"open\n0,1\n') == (
        "LoadError: `us.csv` must have double quotes in pairs.\n"
        "  where: us.csv, row 2\n"
        "  found: unexpected end of data"
    )


def test_a_header_alone_is_refused(load_text, told):
    assert told(load_text, "q1,q2\n") == (
        "LoadError: `us.csv` must hold at least one respondent.\n  found: a header and no rows"
    )


@pytest.mark.parametrize(
    ("body", "delimiter"),
    [
        (b"id;weight\n1;0,5\n2;1,5\n", ";"),
        (b"a,b\n1;2,3;4\n", ","),
        (b"alone\n1\n", ","),
        (b'"a;b",c\n1,2\n', ","),
        (b"a|b;c|d\n1|2;3|4\n", "|"),
    ],
)
def test_delimiters_are_told_apart(body, delimiter):
    assert recognised_delimiter(body) == delimiter


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        (b"a,b\n1,2\n", [2, 2]),
        (b"a,b\n1,2", [2, 2]),
        (b"a\n\n,\n,,", [1, 0, 2, 3]),
        (b"\n\na\n", [0, 0, 1]),
    ],
)
def test_cells_are_counted_per_row(body, counts):
    assert cell_counts(body, b",").tolist() == counts


def test_an_answer_of_one_column_may_be_the_tick_of_an_item(load_text, survey_of, multiple):
    loaded = load_text("q1\nA\nB\n\nC\n", survey_of(multiple(Column("q1", code="B"))))
    assert codes(loaded) == [[0, 1, -1, 0]]
