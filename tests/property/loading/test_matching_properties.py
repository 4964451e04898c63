"""What holds for any answers."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from gapkit.loading import load
from gapkit.loading.cells import text_number
from gapkit.loading.layouts import cell_counts
from gapkit.loading.text import read_text
from gapkit.responses import DataSource
from gapkit.survey import Column, Item, Question, ReadOptions, Side, Survey

ITEM = (Item("tea", "Tea", columns={"us": Column("q")}),)
LIKES = Question("likes", "opinion", "multiple", "Likes", ITEM, base={"us": "all"})
SURVEY = Survey("Test", "us", {"us": Side("us", "Us")}, (LIKES,))

cells = st.sampled_from([0.0, 1.0, None])
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


def codes(column):
    return load(pd.DataFrame({"q": column}), SURVEY, side="us").answers["likes"].codes[:, 0].tolist()


@given(st.lists(cells, min_size=1, max_size=30), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_is_the_order_of_codes(column, chance):
    pairs = list(zip(column, codes(column), strict=True))
    chance.shuffle(pairs)
    assert codes([cell for cell, _ in pairs]) == [code for _, code in pairs]


@given(st.lists(st.tuples(words, words), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_written_table_is_read_cell_by_cell(rows):
    body = pd.DataFrame(rows, columns=["a", "b"]).to_csv(index=False, lineterminator="\n").encode()
    plain = ReadOptions(format="csv", encoding="utf-8", delimiter=",", decimal=".", header_rows=1)
    table = read_text(body, DataSource("us.csv", "CSV", "", rows=0), plain, wanted=None)
    for place, name in enumerate(("a", "b")):
        column = table.columns[name]
        texts = ["" if code < 0 else column.distinct[code] for code in column.codes]
        wanted = [row[place] if row[place].replace("\ufeff", "").split() else "" for row in rows]
        assert texts == wanted


@given(st.lists(st.lists(st.sampled_from(["", "1", "ab"]), min_size=1, max_size=5), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_cells_are_counted_as_they_were_written(rows):
    body = "\n".join(",".join(row) for row in rows).encode()
    wanted = [0 if row == [""] else len(row) for row in rows]
    counted = cell_counts(body, b",").tolist() if body else []
    assert counted == wanted[: len(counted)]
    assert not any(wanted[len(counted) :])


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=60, deadline=None)
def test_every_printed_number_is_read_back(number):
    assert text_number(repr(number), ".") == number
