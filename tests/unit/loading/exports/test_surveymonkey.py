"""SurveyMonkey exports: two header rows, filled to the right."""

from __future__ import annotations

from gapkit.loading.table import ResponseSet

TWO_ROWS = (
    "Respondent ID,Start Date,Which tea?,,,How much?,Trust,\n"
    ",,Green,Black,Other (please specify),Response,Shop,Brand\n"
    "1,05/01/2024,Green,,,3,High,Low\n"
    "2,05/01/2024,Green,Black,Oolong,4,Low,Low\n"
)


def test_the_question_fills_the_blanks_to_its_right(read):
    assert read(TWO_ROWS).names == (
        "Respondent ID",
        "Start Date",
        "Which tea? [Green]",
        "Which tea? [Black]",
        "Which tea? [Other (please specify)]",
        "How much?",
        "Trust [Shop]",
        "Trust [Brand]",
    )


def test_question_and_option_are_kept_apart(read):
    cells = read(TWO_ROWS).columns["Which tea? [Black]"]
    assert (cells.question, cells.label) == ("Which tea?", "Black")


def test_columns_that_repeat_their_option_are_one_set(read):
    table = read(TWO_ROWS.replace(",Oolong,", ",Other (please specify),"))
    assert table.sets == (
        ResponseSet("Which tea?", "dichotomous", table.names[2:5], "Which tea?", counted=None),
    )


def test_the_second_header_row_is_no_respondent(found, counts):
    table = found("fivethirtyeight/steak-risk-survey.csv")
    assert (table.source.format, len(table)) == ("SurveyMonkey", 550)
    assert counts(table, "Do you eat steak?") == {"Yes": 430, "No": 109, None: 11}


def test_markup_is_taken_out_of_a_question_and_its_raw_form_still_names_it(read, found):
    raw = "Would you play?<br>Think"
    table = read(f"Respondent ID,{raw}\n,Response\n1,A\n", wanted=[raw, "Would you play? Think"])
    assert set(table.columns) == {raw, "Would you play? Think"}
    assert "<br>" not in "".join(found("fivethirtyeight/steak-risk-survey.csv").names)


def test_a_respondent_without_an_id_is_no_header(read):
    table = read("id,q1\n,Yes\n2,No\n")
    assert (table.source.format, len(table)) == ("CSV", 2)


def test_answers_with_commas_stay_whole(kept_apart, counts):
    table = kept_apart("fivethirtyeight/comma-survey.csv", "CC BY 4.0, 270 KB")
    assert (table.source.format, len(table)) == ("SurveyMonkey", 1129)
    assert counts(table, "In your opinion, which sentence is more gramatically correct?") == {
        "It's important for a person to be honest, kind and loyal.": 488,
        "It's important for a person to be honest, kind, and loyal.": 641,
    }


def test_options_of_a_flattened_export_are_sets(kept_apart, counts):
    table = kept_apart("jupyter/jupyter-2020-all_responses.csv", "CC0, 2 MB")
    assert (len(table), len(table.names)) == (1135, 216)
    assert (table.sets[0].columns[1], table.sets[0].counted, len(table.sets[0].columns)) == (
        "3. R.",
        None,
        19,
    )
    assert counts(table, "3. R.") == {"R.": 184, None: 951}
    assert counts(table, next(name for name in table.names if name.startswith("7a2"))) == {
        "Yes.": 160,
        "No.": 267,
        "Neutral.": 197,
        "Does not apply.": 310,
        None: 201,
    }


def test_spaces_that_do_not_break_match_plain_ones_and_stay_for_display(kept_apart):
    table = kept_apart("jupyter/jupyter-2020-all_responses.csv", "CC0, 2 MB")
    assert "4. Tutor/ teaching assistant." in table.names
    assert table.columns["4. Tutor/ teaching assistant."].label == "Tutor/\u00a0teaching assistant."
