"""Answers that look like "no answer" are told and never masked."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.loading.cells import Cells, MissingRange
from gapkit.loading.undeclared import undeclared


def texts(*answers):
    return Cells(np.arange(len(answers), dtype=np.int32), np.array(answers, object), decimal=".")


@pytest.mark.parametrize(
    "answer",
    [
        "Don't know",
        "don’t know / not sure",
        "Refused",
        "Prefer not to say",
        "Not applicable",
        "N/A - skip, don't know.",
        "DK/NS",
        "(Not stated)",
        "Weiß nicht",
        "keine Angabe",
        "-",
        ".",
        "NA",
    ],
)
def test_words_for_no_answer_are_told(answer):
    assert undeclared({"q1": texts("Yes", answer)}) == (
        f'"{answer}" looks like no answer and is not declared: 1 answer in `q1`',
    )


@pytest.mark.parametrize(
    "answer", ["No", "None of these", "I don't know anybody there", "Don’t know how, I just go"]
)
def test_other_answers_are_not(answer):
    assert undeclared({"q1": texts("Yes", answer)}) == ()


def test_what_the_file_declares_is_not_told():
    cells = Cells(
        np.array([0, 1], np.int32),
        np.array([1.0, 9.0]),
        labels={9.0: "Refused"},
        missing=(MissingRange(9.0, 9.0),),
    )
    assert undeclared({"q1": cells}) == ()


def test_one_remark_tells_of_all_columns():
    columns = {f"q{place}": texts("Yes", "Refused") for place in range(6)}
    (told,) = undeclared(columns)
    assert told.endswith("is not declared: 6 answers in `q0`, `q1`, `q2`, `q3` and 2 more columns")


def test_an_answer_that_nobody_gave_is_not_told():
    cells = Cells(np.array([0], np.int32), np.array(["Yes", "Refused"], object))
    assert undeclared({"q1": cells}) == ()
