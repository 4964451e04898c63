"""Text files: what is read, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from gapkit.loading.cells import faces
from gapkit.loading.layouts import cell_counts
from gapkit.loading.notation import recognised_decimal, recognised_delimiter
from gapkit.loading.readers.registry import read_file
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
        '  found: byte 0xF6, in cp1252 the text "Köln"\n'
        '  hint:  it may be cp1252: `read = { encoding = "cp1252" }` of the side.'
    )


def test_the_survey_file_names_the_encoding(load_text, survey_of, multiple):
    question = multiple("q1", ticked={"us": ("Köln",)}, unticked={"us": ("Genève",)})
    survey = survey_of(question, read=ReadOptions(encoding="latin-1"))
    assert codes(load_text("q1\nKöln\nGenève\n".encode("latin-1"), survey)) == [[1, 0]]


def test_a_byte_order_mark_tells_utf_16_for_certain(load_text):
    loaded = load_text("q1,q2\n1,1\n0,1\n".encode("utf-16"))
    assert codes(loaded) == [[1, 0]]
    assert "encoding utf-16" in loaded.source.notes


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_refused_with_a_guess(load_text, told, encoding):
    message = told(load_text, "q1,q2\n1,1\n0,1\n".encode(encoding))
    assert f'`read = {{ encoding = "{encoding}" }}`' in message


def test_an_unknown_encoding_is_refused(load_text, told, survey_of, multiple):
    survey = survey_of(multiple("q1"), read=ReadOptions(encoding="klingon"))
    assert told(load_text, "q1\n1\n", survey) == (
        "LoadError: `us.csv` can't be read in an unknown encoding.\n  found: klingon\n"
        "  hint:  `utf-8`, `cp1252`, `utf-16` and others that Python knows."
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
        "  found: unexpected end of data\n"
        "  hint:  the file is cut off, or a quote inside a cell must be doubled."
    )


def test_a_header_alone_is_refused(load_text, told):
    assert told(load_text, "q1,q2\n") == (
        "LoadError: `us.csv` must hold at least one respondent.\n  found: a header and no rows\n"
        "  hint:  export the data again, or give the file with the answers."
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


# What is read beyond the plainest file, and what is said about it.


@pytest.fixture
def read(tmp_path):
    """Read text or bytes as a file, all of it."""

    def build(content, *, wanted=None, **options):
        path = tmp_path / "us.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(path, ReadOptions(**options), wanted=wanted)

    return build


def texts(table, name):
    cells = table.columns[name]
    return [cells.distinct[code] if code >= 0 else None for code in cells.codes]


def test_comment_lines_before_the_header_are_skipped_and_told(read):
    table = read("# exported on Friday\n# by us, for us\nid,q1\n1,Yes\n")
    assert table.names == ("id", "q1")
    assert table.remarks == ("2 comment lines before the header were skipped",)
    assert table.rows.tolist() == [4]


def test_a_header_that_begins_with_a_hash_is_no_comment(read):
    assert read("#,q1\n1,Yes\n2,No\n").names == ("#", "q1")


def test_the_line_that_tells_excel_the_delimiter_is_followed(read):
    table = read("sep=;\nid;q1\n1;a,b\n")
    assert (table.names, table.rows.tolist()) == (("id", "q1"), [3])
    assert table.remarks == ("the first line, `sep=`, gives the delimiter",)


def test_columns_of_one_name_are_numbered_and_told(read):
    table = read("Other,q1,Other\n1,2,3\n")
    assert table.names == ("Other (1)", "q1", "Other (2)")
    assert table.remarks == (
        "`Other` heads columns 1, 3: they are called `Other (1)`, `Other (2)` and so on",
    )
    assert texts(table, "Other (2)") == ["3"]


def test_a_column_without_a_name_is_called_by_its_place_and_an_empty_last_one_is_none(read):
    table = read(",q1,\n7,1,\n8,0,\n")
    assert table.names == ("column 1", "q1")
    assert table.remarks == ("column 1 has no name: it is called `column 1`",)


def test_rows_that_all_end_with_one_more_delimiter_are_read(read):
    table = read("id,q1\n1,Yes,\n2,No,\n")
    assert texts(table, "q1") == ["Yes", "No"]
    assert table.remarks == (
        "every row ends with one delimiter more than the header: the empty cells were passed over",
    )


def test_a_cell_beyond_the_header_is_refused(read, told):
    assert told(read, "id,q1\n1,Yes,\n2,No,x\n") == (
        "LoadError: 1 row of `us.csv` must have 2 cells like the header.\n"
        "  where: us.csv, row 3\n"
        "  found: 3 cells (once)\n"
        "  hint:  a cell that holds the delimiter must stand in double quotes."
    )


def test_a_file_that_is_cut_off_is_told(read, told):
    assert told(read, "id,q1,q2\n1,2,3\n2,3") == (
        "ExportError: `us.csv` is cut off: its last row must have 3 cells like the header.\n"
        "  where: us.csv, row 3\n"
        "  found: 2 cells and no end of line\n"
        "  hint:  copy or export it again."
    )


def test_a_last_row_without_its_end_is_told(read):
    assert read("id,q1\n1,2\n2,3").remarks == (
        "the last row has no end of line: some programs write so, or the file is cut off",
    )


def test_a_header_alone_is_a_table_without_rows(read):
    table = read("id,q1\n")
    assert (len(table), table.names, texts(table, "q1")) == (0, ("id", "q1"), [])


def test_a_very_long_cell_is_read(read):
    long = "x" * 300_000
    table = read(f'id,q1\n1,"{long}"\n')
    assert texts(table, "q1") == [long]


def test_python_forgets_how_long_cells_may_be(read):
    usual = csv.field_size_limit()
    read('id,q1\n1,"x"\n')
    assert csv.field_size_limit() == usual


def test_newlines_in_cells_do_not_move_rows(read, told):
    assert "us.csv, row 3\n" in told(read, 'id,q1\n1,"two\nlines"\n2\n3,x\n')


@pytest.mark.parametrize("word", ["NA", "N/A", "n/a", "-", "."])
def test_words_for_no_answer_stay_answers_and_are_told(read, word):
    table = read(f"id,q1\n1,{word}\n2,Yes\n")
    assert texts(table, "q1") == [word, "Yes"]
    assert table.remarks == (f'"{word}" looks like no answer and is not declared: 1 answer in `q1`',)
    assert table.columns["q1"].missing == ()


def test_letters_that_were_garbled_before_are_told(read):
    assert len(read("id,q1\n1,FranceÊ\n2,Spain\n").remarks) == 1
    assert len(read("id,q1\n1,cafÃ©\n").remarks) == 1
    assert read("id,q1\n1,Êtes-vous là\n2,CAFÉ\n").remarks == ()


def test_semicolons_and_decimal_commas_are_recognised_together():
    path = Path(__file__).parents[2] / "data" / "exports" / "basicr" / "survey.csv"
    table = read_file(path, ReadOptions())
    assert (len(table), len(table.names)) == (237, 12)
    assert table.source.notes[2:] == ("delimiter semicolon", "decimal mark ,")
    height = faces(table.columns["Height"], ["NA"]).numbers[table.columns["Height"].codes]
    assert np.nanmean(height) == pytest.approx(172.38086, abs=5e-6)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Müller’s Café"),
        ("mac-roman", "Müller, Genève"),
        ("cp949", "매우 만족한다"),
        ("cp932", "とても満足"),
    ],
)
def test_other_encodings_are_refused_with_the_first_text_and_a_guess(read, told, encoding, text):
    message = told(read, f'id,q1\n1,"{text}"\n'.encode(encoding))
    assert f'hint:  it may be {encoding}: `read = {{ encoding = "{encoding}" }}` of the side.' in message
    assert f'in {encoding} the text "{text.split()[0].split("’")[0].rstrip(",")}' in message
    assert texts(read(f'id,q1\n1,"{text}"\n'.encode(encoding), encoding=encoding), "q1") == [text]


def test_header_rows_can_be_said(read):
    table = read("Trust,,Age\nShop,Brand,\n5,4,33\n", header_rows=2)
    assert (table.names, len(table)) == (("Trust [Shop]", "Trust [Brand]", "Age"), 1)


def test_more_header_rows_than_rows_are_refused(read, told):
    assert told(read, "q1\n", header_rows=2) == (
        "ExportError: `us.csv` must have the 2 header rows that the survey file says."
    )
