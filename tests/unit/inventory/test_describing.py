"""What the inventory of a file tells."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import gapkit as gk
from gapkit.errors import MissingColumnError
from gapkit.inventory import Code, Column, Declared, Inventory
from gapkit.responses import DataSource


@pytest.fixture
def described(tmp_path):
    """Write columns as an SPSS file and describe it."""

    def build(columns, **options):
        path = tmp_path / "us.sav"
        pyreadstat.write_sav(pd.DataFrame(columns), path, **options)
        return gk.describe(path, isolate=False)

    return build


def test_answers_declared_missing_and_blank_are_counted_apart(described):
    column = described(
        {"q1": [1.0, 1.0, 2.0, 8.0, 9.0, 9.0, np.nan]},
        variable_value_labels={"q1": {1: "Yes", 2: "No", 8: "Don't know", 9: "Refused", 7: "Other"}},
        missing_ranges={"q1": [8, 9]},
        column_labels={"q1": "Do you?"},
        variable_measure={"q1": "nominal"},
    )["q1"]
    assert (column.label, column.measure, column.form) == ("Do you?", "nominal", "number")
    assert (column.answered, column.declared, column.blank, column.different) == (3, 3, 1, 4)
    assert column.codes == (
        Code("1", "Yes", 2),
        Code("2", "No", 1),
        Code("7", "Other", 0),
        Code("8", "Don't know", 1, "code"),
        Code("9", "Refused", 2, "code"),
    )
    assert column.missing == (Declared("8", "code", 1), Declared("9", "code", 2))


def test_ranges_are_told_with_their_counts(described):
    column = described({"q1": [1.0, 97.0, 99.0]}, missing_ranges={"q1": [{"lo": 97, "hi": float("inf")}]})[
        "q1"
    ]
    assert column.missing == (Declared("97 to highest", "range", 2),)


def test_numbers_answered_are_summed_up_without_the_missing(described):
    column = described({"q1": [1.0, 2.0, 99.0]}, missing_ranges={"q1": [99]})["q1"]
    assert (column.low, column.high, column.mean) == (1, 2, 1.5)
    assert isnan(described({"q1": [99.0]}, missing_ranges={"q1": [99]})["q1"].mean)


@pytest.mark.parametrize(
    "cells",
    [
        ["Ann", "Bob", "Cleo"],
        ["a story " * 20] * 4,
        [f"id {place}" for place in range(60)] * 2,
    ],
)
def test_open_texts_and_ids_are_counted_and_never_listed(cells):
    inventory = gk.describe(pd.DataFrame({"q1": cells}))
    assert inventory["q1"].codes == ()
    assert inventory["q1"].different == len(set(cells))
    assert cells[0] not in repr(inventory)


def test_measurements_are_summed_up_and_not_listed():
    column = gk.describe(pd.DataFrame({"age": np.arange(18, 80)}))["age"]
    assert (column.codes, column.low, column.high) == ((), 18, 79)


def test_a_column_that_is_not_there_is_refused(described):
    with pytest.raises(MissingColumnError, match=r"`us\.sav` has no column `q2`"):
        described({"q1": [1.0]})["q2"]


def test_a_file_without_rows_is_described(described):
    inventory = described({"q1": np.array([], float)}, variable_value_labels={"q1": {1: "Yes"}})
    assert inventory["q1"].codes == (Code("1", "Yes", 0),)
    assert "  no rows: what the file says of its columns is shown, statistics are not possible" in repr(
        inventory
    )


def test_the_lines_tell_all_of_it(described):
    inventory = described(
        {"q1": [1.0, 9.0, np.nan], "wt": [0.5, 1.0, 1.5]},
        variable_value_labels={"q1": {1: "Yes", 9: "Refused"}},
        missing_ranges={"q1": [9]},
        column_labels={"q1": "Do you?", "wt": ""},
        file_label="Tea",
    )
    lines = repr(inventory).splitlines()
    assert lines[0] == "us.sav: SPSS, 3 rows, 2 columns"
    assert lines[4:] == [
        "  Tea",
        "",
        "q1  Do you?",
        "    number, 1 answered, 1 declared missing, 1 blank or not asked",
        "      1  Yes            1",
        "      9  Refused        1  missing",
        "",
        "wt",
        "    number, 3 answered",
        "      0.5          1",
        "        1          1",
        "      1.5          1",
        "",
        "Likely weights (none is applied unless the survey file names it)",
        "  wt: called like a weight and mean 1.0000 (sums to 3)",
    ]


def test_the_frame_has_a_row_per_code(described):
    frame = described({"q1": [1.0, 2.0, 2.0]}).to_frame()
    assert frame[["column", "answer", "count"]].to_numpy().tolist() == [["q1", "1", 1], ["q1", "2", 2]]


def test_text_from_the_file_is_escaped_in_notebooks(described):
    html = described({"q1": [1.0]}, column_labels={"q1": "<script>alert(1)</script>"})._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


N = 400
RNG = np.random.default_rng(5)
NORMALISED = RNG.uniform(0.5, 1.5, N)
NORMALISED *= N / NORMALISED.sum()


@pytest.mark.parametrize(
    ("name", "cells", "likely"),
    [
        ("weight", NORMALISED, True),
        ("proj_wt", NORMALISED * 33_268.5, True),  # expands to a population
        ("x17", NORMALISED, True),  # the mean alone tells
        ("x17", NORMALISED * 3, False),
        ("weight", np.where(np.arange(N) == 3, np.nan, NORMALISED), False),  # not everybody has one
        ("weight", NORMALISED - 1, False),  # below 0
        ("bodyweight", RNG.integers(50, 110, N).astype(float), False),
        ("weight", np.ones(N), False),
        ("answer", RNG.integers(0, 3, N).astype(float), False),
    ],
)
def test_columns_that_may_be_weights_are_proposed(name, cells, likely):
    found = gk.describe(pd.DataFrame({name: cells})).weights
    assert [each.column for each in found] == ([name] if likely else [])


def test_a_body_weight_with_declared_missing_answers_is_no_weight(described):
    assert described({"weight": [70.5, 80.5, 998.0]}, missing_ranges={"weight": [998]}).weights == ()


def test_weights_that_differ_by_a_factor_say_so():
    found = gk.describe(pd.DataFrame({"a_wt": NORMALISED, "b_wt": NORMALISED * 50})).weights
    assert [each.evidence for each in found] == [
        "called like a weight and mean 1.0000 (sums to 400)",
        "called like a weight, sums to 20,000, not to the 400 rows and 50 times `a_wt`",
    ]


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        (
            ["1-5"] * 3 + ["Jun-25"] * 3,
            'answers that a spreadsheet may have made of ranges such as "6-25": dates in `q1`',
        ),
        ([1, 2, 5, 99], "numbers without a label that often stand for no answer: `q1` 99 (1)"),
        ([1, 2, -99, -99], "numbers without a label that often stand for no answer: `q1` -99 (2)"),
    ],
)
def test_answers_worth_a_look_are_told(cells, remark):
    assert remark in gk.describe(pd.DataFrame({"q1": cells})).remarks


@pytest.mark.parametrize("cells", [[1, 2, 50, 99], ["Jun-25", "Jul-3", "Jun-25", "Jul-3"]])
def test_plausible_answers_are_not_told(cells):
    assert gk.describe(pd.DataFrame({"q1": cells})).remarks == ()


def test_undeclared_answers_of_labelled_codes_are_told(described):
    remarks = described({"q1": [1.0, 3.0]}, variable_value_labels={"q1": {1: "Yes", 3: "Refused"}}).remarks
    assert len(remarks) == 1
    assert '3 "Refused"' in remarks[0]


def test_the_weight_of_the_file_comes_first_even_with_blanks(tmp_path):
    path = tmp_path / "us.sav"
    frame = pd.DataFrame({"a_wt": [0.5, 1.0, 1.5], "x": [2.0, np.nan, 3.0]})
    pyreadstat.write_sav(frame, path)
    content = bytearray(path.read_bytes())
    content[76] = 2  # WEIGHT BY x
    path.write_bytes(content)
    found = gk.describe(path, isolate=False).weights
    assert [(each.column, each.evidence) for each in found] == [
        ("x", "the file declares it as its weight and sums to 5, not to the 3 rows"),
        ("a_wt", "called like a weight and mean 1.0000 (sums to 3)"),
    ]


def test_names_cannot_steer_a_terminal():
    column = Column("q\x1b[2J\n1", answered=1)
    lines = repr(Inventory(DataSource("us.sav", "SPSS", "", 1), "", (column,)))
    assert "\x1b" not in lines
    assert "q\N{REPLACEMENT CHARACTER}[2J 1" in lines


def test_the_categories_of_a_frame_keep_their_order_and_those_nobody_chose():
    cells = pd.Categorical(["high", "low"], categories=["low", "high", "highest"], ordered=True)
    column = gk.describe(pd.DataFrame({"q1": cells}))["q1"]
    assert column.measure == "ordinal"
    assert column.different == 2


def test_ids_of_a_frame_that_no_float_holds_stay_apart():
    assert gk.describe(pd.DataFrame({"id": [2**53, 2**53 + 1]}))["id"].different == 2
