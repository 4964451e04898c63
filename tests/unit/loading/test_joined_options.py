"""Options joined in one cell: which separator, which options, what was written in."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.loading.cells import Cells
from gapkit.loading.joined_options import joined_cells, options_of


def column(*answers):
    distinct = list(dict.fromkeys(answers))
    return Cells(np.array([distinct.index(each) for each in answers], np.int32), np.array(distinct, object))


@pytest.mark.parametrize("separator", [";", ", ", "|", "\n", " / "])
def test_every_usual_separator_is_found(separator):
    answers = [
        separator.join(each) for each in (["Tea", "Milk"], ["Tea"], ["Milk", "Juice"], ["Juice", "Tea"])
    ]
    told = joined_cells(column(*answers))
    assert (told.separator, dict(told.options), told.base) == (
        separator,
        {"Tea": 3, "Milk": 2, "Juice": 2},
        4,
    )


def test_a_comma_does_not_cut_where_a_semicolon_does():
    told = joined_cells(column("A (b, c);D", "D", "A (b, c)", "D;E, F", "E, F"))
    assert set(told.options) == {"A (b, c)", "D", "E, F"}


def test_a_comma_in_brackets_does_not_cut():
    assert options_of("reshape (concat, [merge, join]), GroupBy", ", ") == [
        "reshape (concat, [merge, join])",
        "GroupBy",
    ]


def test_rare_texts_are_written_in():
    told = joined_cells(
        column(*["Linux;Windows"] * 300, *["Windows"] * 300, *["Linux"] * 300, "Linux;raspberry")
    )
    assert dict(told.options) == {"Linux": 601, "Windows": 600}
    assert (told.write_ins, told.texts, told.base) == (1, 1, 901)


@pytest.mark.parametrize(
    "answers",
    [
        ("Yes", "No"),
        ("honest, kind and loyal", "honest, kind, and loyal") * 5,
        ("$50,000 - $99,999", "$0 - $24,999", "$150,000+") * 5,
        ("18,5", "17,5", "18,0", "5,18") * 5,
        tuple(f"I like it, because of reason {place}, truly" for place in range(20)),
    ],
)
def test_other_columns_are_not_taken_for_joined_ones(answers):
    assert joined_cells(column(*answers)) is None


def test_an_empty_column_joins_nothing():
    assert joined_cells(Cells(np.array([-1, -1], np.int32), np.array([], object))) is None


def test_an_option_named_twice_in_a_cell_counts_once():
    assert joined_cells(column("Tea;Tea;Milk", "Tea", "Milk")).options == {"Tea": 2, "Milk": 2}
