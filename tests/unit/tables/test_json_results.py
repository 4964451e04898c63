from __future__ import annotations

import json
from dataclasses import replace
from math import inf, nan

import gapkit as gk
from gapkit.gaps import COLUMNS, Gaps
from gapkit.tables import json_text
from gapkit.tables.json_results import GAP_SCHEMA


def no_constant(name):
    raise AssertionError(name)


def read(text):
    """Parse strictly: NaN and Infinity are no JSON."""
    return json.loads(text, parse_constant=no_constant)


def test_the_object_has_schema_version_warnings_and_results(gaps_of):
    told = read(json_text(gaps_of(), ["2 respondents weigh 0"]))
    assert list(told) == ["schema", "version", "warnings", "results"]
    assert told["schema"] == GAP_SCHEMA
    assert told["version"] == gk.__version__
    assert told["warnings"] == ["2 respondents weigh 0"]
    assert len(told["results"]) == 2


def test_a_result_has_the_columns_of_the_frame_in_full_precision(gaps_of):
    gaps = gaps_of()
    result = read(json_text(gaps))["results"][0]
    assert tuple(result) == COLUMNS
    assert result["ci_low_family"] == gaps.rows[0].ci_low_family


def test_nan_and_infinities_are_null(gaps_of):
    gaps = gaps_of()
    row = replace(gaps.rows[0], gap=nan, base_needed=inf, df=-inf, status="suppressed")
    result = read(json_text(Gaps(gaps.tally, (row,), gaps.method)))["results"][0]
    assert (result["gap"], result["base_needed"], result["df"]) == (None, None, None)
    assert result["status"] == "suppressed"


def test_the_schema_says_what_null_means():
    assert (
        "a number that is not finite (NaN: not computed; infinity, as in df or base_needed) is null"
        in GAP_SCHEMA
    )


def test_synthetic_data_are_told_among_the_warnings(gaps_of):
    gaps = gaps_of()
    study = replace(gaps.tally.study, survey=replace(gaps.survey, synthetic=True))
    marked = Gaps(replace(gaps.tally, study=study), gaps.rows, gaps.method)
    assert read(json_text(marked))["warnings"] == ["Synthetic data: no real person answered."]
