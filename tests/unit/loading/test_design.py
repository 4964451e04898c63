"""Who counts on a side: filters, ids, weights, strata, PSUs."""

from __future__ import annotations

from math import inf, nan

import pandas as pd
import pytest

import gapkit as gk
from gapkit import errors
from gapkit.errors import ExtremeWeightWarning
from gapkit.responses import Exclusion
from gapkit.survey import Segment
from gapkit.survey.filters import parse_filter


def test_rows_outside_the_filter_are_left_out_and_counted(load_frame):
    columns = {"q1": [1, 0, 1], "country": ["US", "DE", "US"]}
    loaded = load_frame(columns, where=parse_filter('country == "US"'))
    assert loaded.respondents == 2
    assert loaded.exclusions == (Exclusion("us", 'outside the side\'s filter: country == "US"', 1),)
    assert loaded.source.rows == 3


def test_a_filter_sees_value_labels(write_sav, survey_of, multiple):
    from gapkit.loading import load

    path = write_sav({"q1": [1.0, 0.0], "c": [1.0, 2.0]}, variable_value_labels={"c": {1: "US", 2: "DE"}})
    loaded = load(path, survey_of(multiple("q1"), where=parse_filter('c == "DE"')), side="us")
    assert loaded.answers["likes"].codes.tolist() == [[0]]


def test_a_filter_that_keeps_nobody_is_refused(load_frame, told):
    assert told(load_frame, {"q1": [1, 0]}, where=parse_filter("q1 > 5")) == (
        "LoadError: `data frame` must hold at least one respondent.\n"
        "  found: nobody is left after the exclusions\n"
        "  hint:  look at `where`, the weights and `missing` of the side."
    )


def test_a_filter_with_a_number_on_a_column_of_text_is_refused(load_frame, told):
    columns = {"q1": [1, 0], "age": ["old", "young"]}
    assert told(load_frame, columns, where=parse_filter("age >= 18")) == (
        "SurveyError: The filter compares `age` with a number, but the column holds text.\n"
        "  where: data frame, `where` of side `us`\n"
        '  hint:  to compare texts, write the answer in quotes: "18".'
    )


def test_a_declared_missing_code_is_blank_to_a_filter(write_sav, survey_of, multiple):
    from gapkit.loading import load

    path = write_sav({"q1": [1.0, 0.0], "c": [9.0, 2.0]}, missing_ranges={"c": [9]})
    loaded = load(path, survey_of(multiple("q1"), where=parse_filter("not c is blank")), side="us")
    assert loaded.answers["likes"].codes.tolist() == [[0]]


def test_row_numbers_are_those_of_the_file_after_a_filter(load_text, survey_of, multiple, told):
    survey = survey_of(multiple("q1"), where=parse_filter("age >= 18"))
    assert "us.csv, row 4\n" in told(load_text, "q1,age\n1,17\n0,30\n5,31\n", survey)


def test_another_number_of_rows_than_expected_is_refused(load_frame, told):
    assert told(load_frame, {"q1": [1, 0]}, n_expected=1300) == (
        "LoadError: `data frame` must have the 1,300 rows of `n_expected`.\n  found: 2 rows"
    )


def test_duplicate_ids_are_refused_without_naming_them(load_text, survey_of, multiple, told):
    survey = survey_of(multiple("q1"), id_column="id")
    assert told(load_text, "id,q1\nann,1\nbob,0\nann,1\ncyd,1\nbob,1\nann,0\n", survey) == (
        "DuplicateRespondentError: `id` must be different for every respondent.\n"
        "  where: us.csv, rows 2, 3, 4, 6, 7\n"
        "  found: 5 rows share 2 ids\n"
        '  hint:  `duplicates = "first"` or `"last"` of the side keeps one row of each.'
    )


@pytest.mark.parametrize(("which", "kept"), [("first", [[1, 0, 1]]), ("last", [[0, 0, 1]])])
def test_one_row_of_each_respondent_is_kept_in_the_order_of_the_file(load_frame, which, kept):
    columns = {"id": [7, 7, 8, 9], "q1": [1, 0, 0, 1]}
    loaded = load_frame(columns, id_column="id", duplicates=which)
    assert loaded.answers["likes"].codes.T.tolist() == kept
    reason = f"further row of a respondent, the {which} one is kept"
    assert loaded.exclusions == (Exclusion("us", reason, 1),)


def test_long_whole_number_ids_are_not_rounded_together(load_frame):
    loaded = load_frame({"id": [2**60, 2**60 + 1], "q1": [1, 0]}, id_column="id")
    assert loaded.respondents == 2


def test_a_blank_id_is_refused(load_frame, told):
    assert told(load_frame, {"id": ["a", None], "q1": [1, 0]}, id_column="id") == (
        "DuplicateRespondentError: `id` must be filled for every respondent: it is the id.\n"
        "  where: data frame, row 1\n"
        "  found: 1 blank cell"
    )


def test_negative_missing_and_infinite_weights_are_refused_at_once(load_frame, told):
    columns = {"q1": [1] * 5, "w": [1.0, -1.0, nan, inf, -2.0]}
    assert told(load_frame, columns, weight="w") == (
        "WeightError: `w` must not be negative: it is the weight.\n"
        "  where: data frame, rows 1, 4\n"
        "  found: 2 negative weights\n"
        "WeightError: `w` must be finite: it is the weight.\n"
        "  where: data frame, row 3\n"
        "  found: 1 infinite weight\n"
        "WeightError: `w` must be filled for every respondent: it is the weight.\n"
        "  where: data frame, row 2\n"
        "  found: 1 missing weight\n"
        '  hint:  `missing_weights = "drop"` of the side leaves them out, with their count.'
    )


def test_missing_weights_are_dropped_with_their_count_where_the_survey_file_says_so(load_frame):
    loaded = load_frame({"q1": [1, 0, 1], "w": [1.0, nan, 2.0]}, weight="w", missing_weights="drop")
    assert loaded.weight.tolist() == [1.0, 2.0]
    assert loaded.exclusions == (Exclusion("us", "no weight", 1),)


def test_weights_of_zero_leave_the_base_with_a_warning(load_frame):
    with pytest.warns(
        ExtremeWeightWarning, match="1 respondent has weight 0 on side `us` and left the base."
    ):
        loaded = load_frame({"q1": [1, 0], "w": [0, 2]}, weight="w")
    assert loaded.respondents == 1
    assert loaded.exclusions == (Exclusion("us", "weight 0", 1),)


def test_weights_of_zero_for_all_are_refused(load_frame, told):
    assert told(load_frame, {"q1": [1, 0], "w": [0, 0]}, weight="w") == (
        "WeightError: `w` must be positive for somebody: it is the weight.\n"
        "  where: data frame, column `w`\n"
        "  found: no weight above 0"
    )


def test_a_weight_that_is_text_is_refused_with_its_row(load_text, survey_of, multiple, told):
    assert told(load_text, "q1,w\n1,1.5\n0,heavy\n", survey_of(multiple("q1"), weight="w")) == (
        "LoadError: `w` must hold numbers: it is the weight.\n  where: us.csv, row 3\n  found: 1 cell of text"
    )


def test_psu_codes_may_start_again_in_each_stratum(load_frame):
    columns = {"q1": [1, 0, 1, 0], "s": ["N", "N", "S", "S"], "p": [1, 2, 1, 2]}
    loaded = load_frame(columns, strata="s", psu="p")
    assert loaded.stratum.tolist() == [0, 0, 1, 1]
    assert loaded.psu.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(("key", "use"), [("strata", "stratum"), ("psu", "PSU")])
def test_a_blank_stratum_or_psu_is_refused(load_frame, told, key, use):
    assert told(load_frame, {"q1": [1, 0], "s": ["N", None]}, **{key: "s"}) == (
        f"LoadError: `s` must be filled for every respondent: it is the {use}.\n"
        "  where: data frame, row 1\n"
        "  found: 1 blank or missing cell"
    )


def test_population_sizes_are_kept(load_frame):
    sizes = [90, 90, 40, 40]
    loaded = load_frame({"q1": [1, 0, 1, 0], "s": [1, 1, 2, 2], "n": sizes}, strata="s", fpc="n")
    assert loaded.fpc.tolist() == sizes


@pytest.mark.parametrize(
    ("sizes", "rule", "rows"),
    [
        ([90, 80, 40], "the same population size in all rows of a stratum", "row 1"),
        ([1, 1, 40], "at least the number sampled in the stratum", "rows 0, 1"),
        ([-5, -5, 40], "a positive population size", "rows 0, 1"),
    ],
)
def test_population_sizes_that_cannot_be_are_refused(load_frame, told, sizes, rule, rows):
    columns = {"q1": [1, 0, 1], "s": [1, 1, 2], "n": sizes}
    message = told(load_frame, columns, strata="s", fpc="n")
    assert message == f"LoadError: `n` must be {rule}.\n  where: data frame, {rows}"


def test_a_side_without_a_design_has_none(load_frame):
    loaded = load_frame({"q1": [1, 0]})
    assert (loaded.weight, loaded.stratum, loaded.psu, loaded.fpc) == (None, None, None, None)


# --- segments ---------------------------------------------------------------------------------


def segment(**options):
    return Segment("age", "Age", {"us": "band"}, **options)


def coded(loaded):
    return loaded.segments["age"].labels, loaded.segments["age"].codes.tolist()


def test_segments_stand_in_the_order_of_the_survey_file(load_frame):
    loaded = load_frame({"q1": [1, 0], "band": ["old", "young"]}, segment=segment(order=("young", "old")))
    assert coded(loaded) == (("young", "old"), [1, 0])


def test_segments_without_an_order_are_sorted_numbers_as_numbers(load_frame):
    loaded = load_frame({"q1": [1, 0, 1], "band": [10, 9, 10]}, segment=segment())
    assert coded(loaded) == (("9", "10"), [1, 0, 1])


def test_segments_are_matched_by_value_labels(write_sav, survey_of, multiple):
    from gapkit.loading import load

    path = write_sav(
        {"q1": [1.0, 0.0], "band": [1.0, 2.0]}, variable_value_labels={"band": {1: "old", 2: "young"}}
    )
    loaded = load(path, survey_of(multiple("q1"), segment=segment(order=("young", "old"))), side="us")
    assert coded(loaded) == (("young", "old"), [1, 0])


def test_segments_are_merged(load_frame):
    bands = ["18-24", "45-54", "55+", "25-34"]
    made = segment(order=("18-24", "25-34", "45+"), merge={"45+": ("45-54", "55+")})
    loaded = load_frame({"q1": [1] * 4, "band": bands}, segment=made)
    assert coded(loaded) == (("18-24", "25-34", "45+"), [0, 2, 2, 1])


def test_answers_outside_the_order_are_counted_and_stay_in_the_total(load_frame):
    columns = {"q1": [1, 0, 1, 1], "band": ["old", "young", "unborn", None]}
    loaded = load_frame(columns, segment=segment(order=("young", "old")))
    assert coded(loaded)[1] == [1, 0, -1, -1]
    assert loaded.respondents == 4
    assert loaded.exclusions == (
        Exclusion("us", "Age: answer not among the segments shown", 1),
        Exclusion("us", "Age: no answer, so in no segment", 1),
    )


def test_a_segment_nobody_is_in_stays(load_frame):
    loaded = load_frame({"q1": [1], "band": ["old"]}, segment=segment(order=("young", "old")))
    assert coded(loaded) == (("young", "old"), [1])


def test_a_column_of_ids_is_no_segment(load_frame, told):
    columns = {"q1": [1] * 600, "band": [f"SYN-{row}" for row in range(600)]}
    assert told(load_frame, columns, segment=segment()) == (
        "LoadError: Segment `age` must have at most 500 values.\n"
        "  where: data frame, column `band`\n"
        "  found: 600 values\n"
        "  hint:  name the wanted ones in `order`, or put them together with `merge`."
    )


def test_a_stratum_with_one_psu_is_named_and_the_options_are_told():
    frame = pd.DataFrame({"q": [1, 0, 1], "st": ["north", "north", "south"]})
    with pytest.raises(errors.LonelyPSUError) as caught:
        gk.open(
            gk.Survey.from_frames(
                {"a": frame, "b": frame.iloc[:2]},
                reference="a",
                pairs={"q": {"a": "q", "b": "q"}},
                sides={"a": {"strata": "st"}},
            )
        )
    assert caught.value.message == "A stratum must have two or more PSUs to have a variance."
    assert caught.value.where == "data frame, stratum `south`"
    assert "lonely_psu" in caught.value.hint
