from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from math import isinf, isnan

import pytest

from gapkit.gaps import COLUMNS, Gaps
from gapkit.tables import csv_text
from gapkit.tables.csv_lines import guarded


def rows_of(text):
    return list(csv.DictReader(StringIO(text)))


def test_the_columns_are_those_of_the_frame(gaps_of):
    assert tuple(csv_text(gaps_of()).splitlines()[0].split(",")) == COLUMNS


def test_numbers_read_back_exactly(gaps_of):
    gaps = gaps_of()
    assert [float(row["gap"]) for row in rows_of(csv_text(gaps))] == [row.gap for row in gaps]


def test_no_number_is_an_empty_cell_and_infinity_is_inf(gaps_of):
    gaps = gaps_of()
    row = rows_of(csv_text(gaps))[0]
    assert isnan(gaps.rows[0].margin)
    assert row["margin"] == ""
    assert isinf(gaps.rows[0].df)
    assert row["df"] == "inf"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\uff1d", "\u3000@", "\uff0b"])
def test_a_text_that_begins_like_a_formula_is_guarded(start):
    assert guarded(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize("text", ["deals", "18-24", "", "a=b", "'quoted'"])
def test_any_other_text_stays(text):
    assert guarded(text) == text


def test_labels_are_guarded_and_negative_numbers_are_not(gaps_of):
    gaps = gaps_of()
    guilty = replace(gaps.rows[1], label='=HYPERLINK("http://x","y")')
    row = rows_of(csv_text(Gaps(gaps.tally, (guilty,), gaps.method)))[0]
    assert row["label"] == '\'=HYPERLINK("http://x","y")'
    assert row["gap"].startswith("-0.017")
