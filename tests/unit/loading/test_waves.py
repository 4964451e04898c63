"""Waves: from one file or several to respondents that know theirs."""

from __future__ import annotations

import pandas as pd
import pytest

from gapkit.loading import load
from gapkit.responses import Exclusion
from gapkit.survey import Replication, Segment, Side, Survey
from gapkit.survey.filters import parse_filter

WAVES = ("2023", "2024")


@pytest.fixture
def load_waves(multiple):
    """Load data wave by wave, or with a wave column."""

    def build(data, *questions, segment=None, **design):
        sides = {"us": Side("us", "Us", **design), "them": Side("them", "Them")}
        segments = {segment.id: segment} if segment else {}
        asked = questions or (multiple("q1"),)
        survey = Survey("Test", "them", sides, asked, segments=segments, waves=WAVES)
        if not isinstance(data, pd.DataFrame | dict):
            return load(data, survey, side="us")
        frames = isinstance(data, dict) and isinstance(next(iter(data.values())), dict)
        given = {wave: pd.DataFrame(each) for wave, each in data.items()} if frames else pd.DataFrame(data)
        return load(given, survey, side="us")

    return build


def test_a_wave_column_tells_the_wave_of_every_respondent(load_waves):
    loaded = load_waves({"q1": [1, 0, 1], "year": [2024, 2023, 2024]}, wave="year")
    assert loaded.waves == WAVES
    assert loaded.wave.tolist() == [0, 1, 1]
    assert loaded.answers["likes"].codes.T.tolist() == [[0, 1, 1]]


def test_value_labels_may_tell_the_wave(write_sav, load_waves):
    path = write_sav({"q1": [1.0, 0.0], "y": [1.0, 2.0]}, variable_value_labels={"y": {1: "2024", 2: "2023"}})
    assert load_waves(path, wave="y").answers["likes"].codes.T.tolist() == [[0, 1]]


def test_one_file_a_wave_is_put_together_in_the_survey_s_order(load_waves):
    loaded = load_waves({"2024": {"q1": [1, 1]}, "2023": {"q1": [0]}})
    assert loaded.wave.tolist() == [0, 1, 1]
    assert loaded.answers["likes"].codes.T.tolist() == [[0, 1, 1]]


def test_a_wave_alone_has_its_own_respondents(load_waves):
    loaded = load_waves(
        {"2023": {"q1": [0], "w": [2.0]}, "2024": {"q1": [1, 1], "w": [3.0, 4.0]}}, weight="w"
    )
    alone = loaded.in_wave("2024")
    assert (alone.respondents, alone.weight.tolist()) == (2, [3.0, 4.0])
    assert alone.answers["likes"].codes.T.tolist() == [[1, 1]]


def test_a_side_may_be_absent_from_a_wave(load_waves):
    assert load_waves({"2024": {"q1": [1, 1]}}).in_wave("2023").respondents == 0


def test_exclusions_are_told_by_wave(load_waves):
    data = {"2023": {"q1": [1, 0], "c": ["US", "DE"]}, "2024": {"q1": [1], "c": ["US"]}}
    loaded = load_waves(data, where=parse_filter('c == "US"'))
    reason = 'outside the side\'s filter: c == "US"'
    assert loaded.exclusions == (Exclusion("us", reason, 1, wave="2023"),)
    assert loaded.in_wave("2024").exclusions == ()


def test_ids_may_come_again_in_another_wave_but_not_in_the_same(load_waves, told):
    twice = {"q1": [1, 1, 1], "year": [2023, 2024, 2024], "id": [7, 7, 7]}
    assert told(load_waves, twice, wave="year", id_column="id") == (
        "DuplicateRespondentError: `id` must be different for every respondent.\n"
        "  where: data frame, rows 1, 2\n"
        "  found: 2 rows share 1 id\n"
        '  hint:  `duplicates = "first"` or `"last"` of the side keeps one row of each.'
    )


def test_equal_ids_are_one_person_in_a_panel_only(load_waves):
    data = {"2023": {"q1": [1, 0], "id": [5, 9]}, "2024": {"q1": [1, 1], "id": [9, 6]}}
    assert load_waves(data, id_column="id").person is None
    assert load_waves(data, id_column="id", panel=True).person.tolist() == [0, 2, 2, 1]


def test_strata_and_psus_of_one_name_are_one_in_all_waves(load_waves):
    data = {
        "2023": {"q1": [1, 0, 1, 0], "st": ["n", "n", "s", "s"], "cl": [1, 2, 1, 2]},
        "2024": {"q1": [1, 0, 1, 0], "st": ["s", "s", "n", "n"], "cl": [1, 2, 1, 3]},
    }
    loaded = load_waves(data, strata="st", psu="cl")
    assert loaded.stratum.tolist() == [0, 0, 1, 1, 1, 1, 0, 0]
    # n1 n2 s1 s2 | s1 s2 n1 n3, numbered n1 n2 n3 s1 s2
    assert loaded.psu.tolist() == [0, 1, 3, 4, 3, 4, 0, 2]


def test_segments_of_all_waves_are_one_list(load_waves):
    age = Segment("age", "Age", {"us": "age"})
    data = {"2023": {"q1": [1, 0], "age": ["a", "c"]}, "2024": {"q1": [1, 0, 1], "age": ["a", "b", "c"]}}
    found = load_waves(data, segment=age).segments["age"]
    assert found.labels == ("a", "b", "c")
    assert found.codes.tolist() == [0, 2, 0, 1, 2]


def test_every_wave_has_its_own_replicate_weights(load_waves):
    wave = {"q1": [1, 0], "w": [1, 1], "rw1": [2, 0], "rw2": [0, 2]}
    loaded = load_waves(
        {"2023": wave, "2024": {**wave, "rw1": [0, 2], "rw2": [2, 0]}},
        weight="w",
        replicates=Replication("rw*", "brr"),
    )
    assert loaded.in_wave("2024").replicates["2024"].design.replicate.tolist() == [[0, 2], [2, 0]]


def test_a_panel_s_replicates_must_be_as_many_in_every_wave(load_waves, told):
    wave = {"id": [1, 2], "q1": [1, 0], "w": [1, 1], "rw1": [2, 0], "rw2": [0, 2]}
    data = {"2023": wave, "2024": {**wave, "rw3": [1, 1]}}
    design = {"weight": "w", "replicates": Replication("rw*", "brr"), "id_column": "id", "panel": True}
    assert told(load_waves, data, **design) == (
        "WeightError: Every wave of a side must have the same number of replicate weights.\n"
        "  found: 3 in data frame, 2 in the wave before"
    )


def test_the_rows_of_all_waves_are_expected_together(load_waves, told):
    data = {"2023": {"q1": [1, 0]}, "2024": {"q1": [1]}}
    assert load_waves(data, n_expected=3).respondents == 3
    assert told(load_waves, data, n_expected=4) == (
        "LoadError: `data frame, data frame` must have the 4 rows of `n_expected`.\n  found: 3 rows"
    )


def test_a_respondent_without_a_wave_is_refused(load_waves, told):
    assert told(load_waves, {"q1": [1, 0], "year": [2023, None]}, wave="year") == (
        "LoadError: `year` must be filled for every respondent: it is the wave.\n"
        "  where: data frame, row 1\n"
        "  found: 1 blank or missing cell"
    )


def test_a_wave_that_the_survey_does_not_have_is_refused(load_waves, told):
    assert told(load_waves, {"q1": [1, 0, 1], "year": [2023, 2022, 2022]}, wave="year") == (
        "UnknownAnswerError: `year` has 2 cells of no wave.\n"
        "  where: data frame, rows 1, 2\n"
        "  found: 2022 (twice); known are `2023`, `2024`\n"
        "  hint:  name every wave in `waves`, or keep the others out with `where` of the side."
    )


def test_other_waves_may_be_kept_out_with_the_filter(load_waves):
    columns = {"q1": [1, 0], "year": [2023, 2022]}
    assert load_waves(columns, wave="year", where=parse_filter("year >= 2023")).respondents == 1


def test_problems_of_every_wave_are_told_at_once(load_waves, told):
    message = told(load_waves, {"2023": {"q1": [7]}, "2024": {"q2": [1]}})
    assert [line for line in message.splitlines() if "Error" in line] == [
        "MissingColumnError: `data frame` has no column `q1`.",
        "UnknownAnswerError: `q1` has 1 answer neither ticked nor unticked.",
    ]


def test_a_filter_that_keeps_nobody_is_refused(load_waves, told):
    columns = {"q1": [1, 0], "year": [2023, 2024]}
    assert told(load_waves, columns, wave="year", where=parse_filter("q1 > 5")) == (
        "LoadError: `data frame` must hold at least one respondent.\n"
        "  found: nobody is left after the exclusions\n"
        "  hint:  look at `where`, the weights and `missing` of the side."
    )


def test_a_source_is_told_wave_by_wave(tmp_path, multiple):
    for wave in WAVES:
        (tmp_path / f"{wave}.csv").write_text("q1\n1\n0\n", encoding="utf-8")
    survey = Survey("Test", "them", {"us": Side("us", "Us")}, (multiple("q1"),), waves=WAVES)
    source = load({wave: tmp_path / f"{wave}.csv" for wave in WAVES}, survey, side="us").source
    assert (source.name, source.format, source.rows) == ("2023.csv, 2024.csv", "CSV", 4)
    assert source.waves["2024"].name == "2024.csv"
    assert "2023.csv: encoding utf-8" in source.notes


def test_one_file_without_a_wave_column_is_refused(load_waves, told):
    assert told(load_waves, {"q1": [1, 0]}) == (
        "LoadError: The data of side `us` must come wave by wave.\n"
        "  found: one file or frame, and no `wave` column\n"
        '  hint:  load({"2023": ..., "2024": ...}, survey, side=\'us\')'
    )


def test_data_of_a_wave_that_the_survey_does_not_have_are_refused(load_waves, told):
    assert told(load_waves, {"2022": {"q1": [1]}}) == (
        "LoadError: The data of side `us` must come from waves of the survey: `2023`, `2024`.\n"
        "  found: `2022`"
    )


def test_data_wave_by_wave_are_refused_where_the_survey_has_none(survey_of, multiple, told):
    data = {"2023": pd.DataFrame({"q1": [1]})}
    assert told(load, data, survey_of(multiple("q1")), side="us") == (
        "LoadError: The data of side `us` must be one file or frame: the survey has no `waves`.\n"
        "  found: data by wave"
    )
