"""Qualtrics exports, legacy, Insights and modern, with and without their definition."""

from __future__ import annotations

import json

import pytest

from gapkit.loading.table import ResponseSet

MODERN = (
    "StartDate,Status,Finished,ResponseId,Q1,Q2_1,Q2_4,Q2_4_TEXT,Q3_1,Q3_2\n"
    'Anfangsdatum,Antworttyp,Fertig,Antwort-ID,"How often?<br>Think",Why? - Price,Why? - Other,'
    "Why? - Other - Text,Rate - Well-made,Rate - Well-priced\n"
    + ",".join(
        '"' + json.dumps(each).replace('"', '""') + '"'
        for each in (
            {"ImportId": "startDate", "timeZone": "America/Denver"},
            {"ImportId": "status"},
            {"ImportId": "finished"},
            {"ImportId": "_recordId"},
            {"ImportId": "QID1"},
            {"ImportId": "QID2", "choiceId": "1"},
            {"ImportId": "QID2", "choiceId": "4"},
            {"ImportId": "QID2_4_TEXT"},
            {"ImportId": "QID3_1"},
            {"ImportId": "QID3_2"},
        )
    )
    + "\n2024-01-02,IP Address,True,R_1,3,1,,,5,-99\n2024-01-02,IP Address,False,R_2,-99,1,1,my own,4,\n"
    "2024-01-02,Survey Preview,True,R_3,1,,1,,4,2\n"
)


def test_the_third_row_tells_a_modern_export_whatever_language_the_second_is_in(read):
    table = read(MODERN)
    assert (table.source.format, len(table), table.remarks[0]) == (
        "Qualtrics",
        3,
        "Qualtrics export, 3 header rows",
    )


def test_question_and_part_are_told_apart(read):
    columns = read(MODERN).columns
    assert (columns["Q1"].question, columns["Q1"].label) == ("", "How often? Think")
    assert (columns["Q2_1"].question, columns["Q2_1"].label) == ("Why?", "Price")
    assert (columns["Q3_2"].question, columns["Q3_2"].label) == ("Rate", "Well-priced")


def test_columns_that_are_ticked_or_blank_are_one_set_without_what_was_written_in(read):
    assert read(MODERN).sets == (ResponseSet("Q2", "dichotomous", ("Q2_1", "Q2_4"), "Why?", "1"),)


def test_seen_but_unanswered_is_kept_apart_from_not_asked(read, counts):
    table = read(MODERN)
    assert counts(table, "Q3_2") == {"-99": 1, "2": 1, None: 1}
    assert [(each.low, each.kind) for each in table.columns["Q3_2"].missing] == [("-99", "unanswered")]
    assert table.columns["Q3_1"].missing == ()


def test_previews_and_broken_off_interviews_are_counted(read):
    preview, unfinished = read(MODERN).remarks[1:]
    assert preview == (
        "1 of Status Survey Preview: Qualtrics writes 0 or IP Address for real interviews, 1 for previews,"
        " 2 for tests; `where` of the side can leave them out"
    )
    assert unfinished == "1 interview is not finished (column `Finished`)"


def test_they_are_counted_even_where_nobody_asks_for_the_column(read):
    table = read(MODERN, wanted=["Q1"])
    assert set(table.columns) == {"Q1"}
    assert len(table.remarks) == 3


def test_a_column_may_be_named_by_its_id(read, counts):
    table = read(MODERN, wanted=["QID2-4"])
    assert counts(table, "QID2-4") == {"1": 2, None: 1}


def test_single_quotes_of_insights_are_read_and_never_run(found):
    table = found("qualtrics-tools/Multiple_Answer_MC_Questions (Insights).csv")
    assert (table.source.format, len(table), len(table.names)) == ("Qualtrics", 5, 36)
    assert [each.name for each in table.sets] == ["Q2", "Q4", "Q3", "Q5", "mc_question_five"]


def test_a_legacy_export_has_two_header_rows_real_names_and_an_empty_last_column(found):
    table = found("qualtrics-tools/Multiple_Answer_MC_Questions.csv")
    assert (len(table), len(table.names)) == (5, 35)
    assert table.names[:3] == ("ResponseID", "ResponseSet", "Name")
    assert table.remarks[0] == "Qualtrics export, legacy, 2 header rows"
    assert "V1" in found("qualtrics-tools/Multiple_Answer_MC_Questions.csv", wanted=["V1"]).columns


@pytest.mark.parametrize(("old", "new"), [("Q4_1", "Q4_10"), ("Q5_4", "Q5_11"), ("Q3_4", "Q3_4")])
def test_both_exports_of_a_survey_pair_by_id_where_their_names_differ(found, old, new):
    legacy = found("qualtrics-tools/Multiple_Answer_MC_Questions.csv", wanted=[old]).columns[old]
    insights = found("qualtrics-tools/Multiple_Answer_MC_Questions (Insights).csv", wanted=[new]).columns[new]
    assert (legacy.label, legacy.question) == (insights.label, insights.question)
    told = {"Q4_1": "QID5-1", "Q5_4": "QID6-4", "Q3_4": "QID3-4"}[old]
    for name in ("Multiple_Answer_MC_Questions.csv", "Multiple_Answer_MC_Questions (Insights).csv"):
        by_id = found(f"qualtrics-tools/{name}", wanted=[told]).columns[told]
        assert by_id.codes.tolist() == (legacy if "(" not in name else insights).codes.tolist()


@pytest.mark.parametrize("kind", ["Insights", "Legacy"])
def test_the_definition_beside_the_file_gives_labels_of_recoded_values(found, kind):
    table = found(f"qualtrics-tools/No_Basis_for_Evaluation ({kind}).csv")
    assert "Value labels are those of No_Basis_for_Evaluation.qsf" in table.remarks
    assert table.columns["Q1"].labels == {
        "1": "Great",
        "2": "In the middle",
        "3": "Awful",
        "-1": "No opinion",
    }
    assert table.columns["Q3_2"].labels == {
        "1": "Like",
        "2": "Neither like nor dislike",
        "3": "Dislike",
        "-1": "No Opinion",
    }
    assert (table.columns["Q3_2"].label, table.columns["Q3_2"].question) == (
        "Cucumbers",
        "Indicate how you feel about the following vegetables",
    )


def test_exclusive_answers_recoded_below_zero_stay_columns_of_the_set(found):
    table = found("qualtrics-tools/No_Basis_for_Evaluation (Insights).csv")
    assert table.sets[0].columns == ("Q2_1", "Q2_2", "Q2_3", "Q2_-1", "Q2_-2")
    assert table.columns["Q2_-1"].label == "No basis for evaluation"


def test_answers_that_look_like_none_are_told_and_not_masked(found):
    table = found("qualtrics-tools/No_Basis_for_Evaluation (Insights).csv")
    assert any(each.startswith('-1 "No opinion" looks like no answer') for each in table.remarks)
    assert table.columns["Q1"].missing == ()


def test_a_definition_that_is_none_is_told(read, told, tmp_path):
    (tmp_path / "us.qsf").write_text("[]")
    assert told(read, MODERN) == (
        "ExportError: `us.qsf` must be a Qualtrics survey definition: it lies beside the data.\n"
        "  found: other content\n"
        "  hint:  export it again, or take it out of the folder."
    )


def test_code_in_the_third_row_is_not_run(read):
    row = "\"{'ImportId': __import__('os').system('touch ran')}\""
    table = read(f"A,B\nText,Text\n{row},{row}\n1,2\n")
    assert (table.source.format, table.names) == ("Qualtrics", ("A", "B"))


def test_the_survey_file_forces_the_tool(read, told):
    assert read(MODERN, format="qualtrics").source.format == "Qualtrics"
    assert told(read, "q1,q2\n1,2\n", format="qualtrics") == (
        "ExportError: `us.csv` must have the header rows of `qualtrics`, as the survey file says.\n"
        "  hint:  leave `format` out of `read`, or use `csv` with `header_rows`."
    )
    assert len(read(MODERN, format="csv")) == 5
