"""Pairs of a study that a person should look at."""

from __future__ import annotations

import pandas as pd
import pytest

import gapkit as gk
from gapkit.proposing import review_pairs
from gapkit.tables import pair_results, pair_text

TICKS = pd.DataFrame({"a": [1, 0] * 40, "b": [0, 1] * 40, "c": [1, 1, 2, 5] * 20})
FEWER = pd.DataFrame({"m": [1, 0] * 30, "n": [0, 1] * 30, "s": [1, 2, 3, 7] * 15})


def study(**question):
    whole = {"id": "q", "kind": "opinion", "format": "multiple", **question}
    return gk.open(gk.Survey.from_frames({"fan": TICKS, "staff": FEWER}, reference="fan", questions=[whole]))


def found(**question):
    return [(row.item, row.findings) for row in review_pairs(study(**question))]


ONE = {"id": "x", "label": "Low prices", "fan": "a", "staff": "m"}
SCALES = {"fan": {"from": 1, "to": 5}, "staff": {"from": 1, "to": 7}}
MATCHED = {"match": "boxes", "measure": {"fan": "top2", "staff": "top3"}}


def test_a_plain_pair_is_not_told():
    assert found(items=[ONE]) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"items": [ONE, {"id": "y", "label": "News", "staff": "n"}]}, [("y", ("not asked of `fan`",))]),
        (
            {"items": [ONE, {"id": "y", "label": "News", "fan": "a", "staff": "n", "comparable": "related"}]},
            [
                ("x", ("`a` of `fan` is read by `q, y` too",)),
                ("y", ("`a` of `fan` is read by `q, x` too", "graded related")),
            ],
        ),
        (
            {"items": [ONE], "base": {"fan": "asked", "staff": "all"}},
            [("", ("base of `staff`: all, of `fan`: asked",))],
        ),
        (
            {
                "format": "scale",
                "scale": SCALES,
                **MATCHED,
                "items": [{**ONE, "fan": {"column": "c", "reverse": True}, "staff": "s"}],
            },
            [
                (
                    "",
                    (
                        "7 points (1 1 … 7 7) of `staff`, 5 points (1 1 … 5 5) of `fan`",
                        "measured as top3 of `staff`, as top2 of `fan`",
                    ),
                ),
                ("x", ("reversed on `fan`",)),
            ],
        ),
        (
            {"items": [{**ONE, "note": "Paired by wording (71 %), not confirmed."}]},
            [("x", ("proposed by wording, not confirmed",))],
        ),
    ],
    ids=["unmatched", "duplicated", "differently based", "differently scaled and reversed", "unconfirmed"],
)
def test_what_a_person_should_look_at_is_told(question, told):
    assert found(**question) == told


def test_both_wordings_stand_beside_each_other():
    texts = {"fan": "I want low prices", "staff": "They want low prices"}
    rows = review_pairs(study(items=[{**ONE, "comparable": "shifted", "text": texts}]))
    assert pair_text(rows) == (
        "Pairs to look at: unmatched, reversed, or asked, scaled or based differently\n"
        "  q, x: graded shifted\n"
        "       fan    I want low prices\n"
        "       staff  They want low prices\n"
    )
    (result,) = pair_results(rows)
    assert (result["id"], result["level"], result["title"]) == ("pair", "N", "graded shifted")


def test_nothing_to_look_at_is_no_text():
    assert pair_text(()) == ""
