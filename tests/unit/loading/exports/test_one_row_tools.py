"""Google Forms, LimeSurvey, Typeform and Jisc: one header row each, with habits of their own."""

from __future__ import annotations

import pytest

from gapkit.loading.exports.recognising import TOOLS
from gapkit.loading.joined_options import joined_cells
from gapkit.loading.table import ResponseSet

GOOGLE = (
    "Timestamp,Which do you use?,Rate [Price],Rate [Speed]\n"
    "2019/10/13 11:50:46 PM GMT+5:30,Tea (green, black);Water,4,5\n"
    "2019/10/13 11:52:46 PM GMT+5:30,Water,3,\n"
).replace("Tea (green, black);Water", '"Tea (green, black);Water"')

LIME_CODES = (
    "id;submitdate;lastpage;startlanguage;seed;Q1[SQ001];Q1[SQ002];Q1[other];Q2\n"
    "1;1980-01-01 00:00:00;5;en;77;Y;;;A1\n"
    "2;1980-01-01 00:00:00;5;en;78;Y;Y;tea;A2\n"
    "3;;2;en;79;;;;\n"
)


def test_google_forms_is_told_by_its_timestamp(read):
    table = read(GOOGLE)
    assert table.source.format == "Google Forms"
    assert (table.columns["Rate [Speed]"].question, table.columns["Rate [Speed]"].label) == ("Rate", "Speed")


@pytest.mark.parametrize("first", ["Zeitstempel", "Horodateur", "Marca temporal"])
def test_google_forms_speaks_other_languages(read, first):
    assert read(GOOGLE.replace("Timestamp", first)).source.format == "Google Forms"


def test_a_timestamp_that_holds_no_moment_is_no_google_form(read):
    assert read("Timestamp,q1\n17,1\n").source.format == "CSV"


def test_joined_checkboxes_are_cut_at_the_separator_that_gives_options(kept_apart, counts):
    table = kept_apart("pandas-user-survey/pandas-2019.csv.gz", "its licence is not stated")
    assert (table.source.format, len(table), len(table.names)) == ("Google Forms", 1249, 32)
    apis = joined_cells(table.columns["Which pandas APIs do you use?"])
    assert apis.separator == ";"
    assert "reshape (concat, merge, join, pivot, melt, etc.)" in apis.options
    systems = joined_cells(table.columns["What Operating Systems do you use?"])
    assert dict(systems.options) == {"Linux": 769, "Windows": 752, "MacOS": 534, "BSD": 4}
    assert (systems.write_ins, systems.base) == (5, 1236)


def test_limesurvey_by_codes(read, counts):
    table = read(LIME_CODES)
    assert table.source.format == "LimeSurvey"
    assert table.sets == (ResponseSet("Q1", "dichotomous", ("Q1[SQ001]", "Q1[SQ002]"), "", "Y"),)
    assert table.remarks[1:] == (
        "1 interview is partial, without a submit date",
        "Submit dates of 1980-01-01 come from an anonymised survey: they are no dates",
    )


def test_limesurvey_with_a_byte_order_mark_and_quotes(read):
    quoted = "\n".join(";".join(f'"{cell}"' for cell in line.split(";")) for line in LIME_CODES.splitlines())
    table = read(b"\xef\xbb\xbf" + quoted.encode())
    assert (table.names[0], table.source.notes[3]) == ("id", "delimiter semicolon")


def test_limesurvey_by_wording(read):
    table = read(
        "Response ID,Date submitted,Last page,Start language,Seed,Uses? [Tea],Uses? [Water]\n"
        "1,2024-01-02 10:00:00,3,en,5,Yes,No\n2,,1,en,6,,\n"
    )
    assert table.source.format == "LimeSurvey"
    assert table.sets == (
        ResponseSet("Uses?", "dichotomous", ("Uses? [Tea]", "Uses? [Water]"), "Uses?", "Yes"),
    )
    assert "1 interview is partial, without a submit date" in table.remarks


@pytest.mark.parametrize(("country", "rows", "width"), [("de", 325, 248), ("uk", 253, 245)])
def test_limesurvey_by_codes_and_wording(kept_apart, country, rows, width):
    table = kept_apart(f"rse-survey/rse-2017-{country}.csv", "BSD-3-Clause, 400 KB")
    assert (table.source.format, len(table), len(table.names)) == ("LimeSurvey", rows, width)
    assert table.names[0] == "column 1"
    cells = table.columns["fund2[3]" if country == "de" else "fund2[SQ003]"]
    assert (
        cells.question
        == "Which of the following sources are used to pay for your effort as an RSE/equivalent?"
    )


def test_byte_order_marks_inside_values_are_dropped(kept_apart, counts):
    table = kept_apart("rse-survey/rse-2017-de.csv", "BSD-3-Clause, 440 KB")
    assert "1 (None at all)" in counts(table, "likert0[time3can]")
    assert not any("\ufeff" in str(cell) for cells in table.columns.values() for cell in cells.distinct)


def test_the_raw_heading_names_a_column_too(kept_apart):
    table = kept_apart("rse-survey/rse-2017-uk.csv", "BSD-3-Clause, 360 KB")
    assert "rse1" in table.names


def test_typeform_keeps_four_columns_called_other_apart(kept_apart, counts):
    table = kept_apart("freecodecamp/fcc-2016-part1.csv", "ODbL")
    assert (table.source.format, len(table), len(table.names)) == ("Typeform", 15653, 51)
    assert [name for name in table.names if name.startswith("Other")] == [
        f"Other ({place})" for place in range(1, 5)
    ]
    assert (
        "`Other` heads columns 5, 19, 31, 37: they are called `Other (1)`, `Other (2)` and so on"
        in table.remarks
    )
    assert counts(table, "EdX")["EdX"] > 0
    assert [(each.columns[0], each.columns[-1]) for each in table.sets] == [
        ("coffee-and-codes", "None (1)"),
        ("EdX", "DevTips"),
        ("Code Newbie", "None (2)"),
    ]


def test_jisc_takes_wording_and_labels_from_the_key_beside_it(found):
    name = "jisc/results-for-idrc-surveyin-2021-03-05-0807.en.csv"
    table = found(name)
    assert (table.source.format, len(table), len(table.names)) == ("Jisc", 68, 378)
    assert table.columns["Q2"].label == "What gender do you identify with?"
    assert table.columns["Q2"].labels == {"1": "male", "2": "female", "3": "other"}
    assert (table.columns["Q9_2"].label, table.columns["Q9_2"].labels) == (
        "Experimental data",
        {"1": "Experimental data"},
    )
    assert table.columns["Q11_1_a_1"].question.endswith(" - non-digital formats (ie. lab books)")
    assert table.columns["Q11_1_a_1"].label == "During research"
    assert table.sets[0].columns == ("Q9_1", "Q9_2", "Q9_3", "Q9_4")


def test_jisc_without_its_key_says_what_is_lacking(read):
    table = read("URN,Q1,Q2_1,Q2_2,CompletionDate\n1,2,1,0,2021-01-01\n2,1,0,0,2021-01-01\n")
    assert table.remarks == (
        "Jisc export of codes: a key file beside it (its name holds `key`) gives wording and labels",
    )
    assert table.sets == (ResponseSet("Q2", "dichotomous", ("Q2_1", "Q2_2"), "", "1"),)


def test_a_key_of_another_survey_is_passed_over(read, tmp_path):
    (tmp_path / "key.csv").write_text("Q7,Another question\n1,Yes\n")
    assert read("URN,Q1,Q2,CompletionDate\n1,2,1,x\n").remarks[0].startswith("Jisc export of codes")


@pytest.mark.parametrize("form", sorted(TOOLS))
def test_every_tool_can_be_forced_and_refuses_other_files(read, told, form):
    assert told(read, "q1,q2\n1,2\n", format=form).startswith(
        f"ExportError: `us.csv` must have the header rows of `{form}`"
    )
