"""Answer codes counted several columns at once."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.responses import Answers
from gapkit.tallies import counting
from gapkit.tallies.counting import count_asked, count_codes


def sheet(people, columns, labels, segments, order="F"):
    """Codes from -2 on, segments from -1 on, and weights."""
    rng = np.random.default_rng(people + columns)
    codes = np.array(rng.integers(-2, labels, (people, columns)), dtype=np.int16, order=order)
    names = tuple(f"c{place}" for place in range(columns))
    words = tuple(f"l{place}" for place in range(labels))
    answers = Answers(codes, names, (0.0,) * labels, words)
    return answers, rng.integers(-1, segments, people).astype(np.int16), rng.lognormal(0, 0.4, people)


@pytest.mark.parametrize(
    ("people", "columns", "labels", "segments", "order"),
    [
        (500, 7, 2, 3, "F"),
        (500, 9, 5, 3, "C"),
        (300, 3, 12, 1, "F"),
        (40, 2, 2, 30_000, "F"),
        (0, 2, 2, 2, "F"),
    ],
)
def test_counts_are_those_of_counting_one_by_one(people, columns, labels, segments, order):
    answers, segment, weight = sheet(people, columns, labels, segments, order)
    got = count_codes(answers, answers.codes, segment, segments, weight)
    expected = np.zeros((3, segments, columns, labels))
    for row in range(people):
        for column, code in enumerate(answers.codes[row]):
            if segment[row] >= 0 and code >= 0:
                expected[:, segment[row], column, code] += (1, weight[row], weight[row] ** 2)
    assert got.n.tolist() == expected[0].tolist()
    assert np.abs(got.w - expected[1]).max() < 1e-12
    assert np.abs(got.w2 - expected[2]).max() < 1e-12


def test_without_weights_all_three_are_counts():
    answers, segment, weight = sheet(200, 5, 3, 2)
    got = count_codes(answers, answers.codes, segment, 2, np.ones_like(weight))
    assert got.n.sum() > 0
    assert got.n.tolist() == got.w.tolist() == got.w2.tolist()


def test_who_was_asked_has_no_blank():
    answers, segment, _ = sheet(300, 6, 2, 3)
    expected = [
        [((segment == place) & (column != -1)).sum() for column in answers.codes.T] for place in range(3)
    ]
    assert count_asked(answers.codes, segment, 3).tolist() == expected


def test_blocks_do_not_show(monkeypatch):
    answers, segment, weight = sheet(1000, 6, 2, 3)
    whole = count_codes(answers, answers.codes, segment, 3, weight)
    monkeypatch.setattr(counting, "BLOCK_ROWS", 64)
    cut = count_codes(answers, answers.codes, segment, 3, weight)
    assert cut.n.tolist() == whole.n.tolist()
    assert cut.w == pytest.approx(whole.w, rel=1e-13)
