from __future__ import annotations

import json

import pandas as pd
import pytest

import gapkit as gk
from gapkit.checks import check_of
from gapkit.errors import GapkitError, OptionError
from gapkit.opening import with_data_problems
from gapkit.tables import problems_json

FILE = """
gapkit = 1
title = "Small"
reference = "consumer"
{more}
[sides.consumer]
label = "Consumers"
{consumer}
[sides.marketer]
label = "Marketers"
{marketer}
[[questions]]
id = "why"
kind = "perception"
format = "multiple"
{question}
items = [ {items} ]
"""

COLUMNS = '{ id = "a", label = "A", consumer = "a", marketer = "a" }'
DATA = {
    "consumer": 'data = "c.csv"',
    "marketer": 'data = "m.csv"',
    "more": "",
    "question": "",
    "items": COLUMNS,
}
PRINTED = {
    "consumer": "base = 40",
    "marketer": "base = 40",
    "question": "",
    "items": '{ id = "a", label = "A" }',
}
ROWS = """
published = [
  {{ side = "consumer", item = "a", {row} }},
  {{ side = "marketer", item = "a", percent = 50 }},
]
"""
USUAL = "a,w,f\n1,1,x\n0,1,y\n"


def refused(
    folder, consumer: str = USUAL, marketer: str = USUAL, side: str = "", more: str = ""
) -> GapkitError:
    """The problem of a study with these data, and further keys on both sides and above them."""
    (folder / "c.csv").write_text(consumer, encoding="utf-8")
    (folder / "m.csv").write_text(marketer, encoding="utf-8")
    keys = {each: f"{DATA[each]}\n{side}" for each in ("consumer", "marketer")}
    return refusal(folder, **{**DATA, **keys, "more": more})


def refusal(folder, **keys: str) -> GapkitError:
    """The problem of a survey file."""
    path = folder / "study.toml"
    path.write_text(FILE.format(**keys), encoding="utf-8")
    with pytest.raises(GapkitError) as caught:
        gk.open(path)
    return caught.value


@pytest.mark.parametrize(
    ("check_id", "keys"),
    [
        ("S04", {"consumer": "a,w\n1,-1\n0,1\n", "side": 'weight = "w"'}),
        ("S04", {"consumer": "a,w\n1,\n0,1\n", "side": 'weight = "w"'}),
        ("S04", {"consumer": "a,w\n1,0\n0,0\n", "side": 'weight = "w"'}),
        ("Q12", {"consumer": "a,w\n1,1\n,1\n"}),
        ("T04", {"marketer": "a,w,f\n1,1,p\n0,1,q\n", "side": 'dyad = "f"'}),
    ],
    ids=[
        "negative weight",
        "missing weight",
        "no weight above 0",
        "ticks and blanks only",
        "no dyad in common",
    ],
)
def test_what_loading_refuses_stands_under_the_check_that_it_is(tmp_path, check_id, keys):
    told = json.loads(problems_json(refused(tmp_path, **keys)))
    assert [each["id"] for each in told["results"]] == [check_id]


@pytest.mark.parametrize("row", ["percent = 143", "count = 41"], ids=["above 100", "above its base"])
def test_a_published_share_that_cannot_be_is_v01(tmp_path, row):
    error = refusal(tmp_path, **PRINTED, more=ROWS.format(row=row))
    assert {check_of(each) for each in error.problems} == {"V01"}


def test_scales_that_nobody_matched_are_q03():
    frame = pd.DataFrame({"a": [1, 2, 3] * 20})
    scale = {"consumer": {"from": 1, "to": 5}, "marketer": {"from": 1, "to": 7}}
    with pytest.raises(GapkitError) as caught:
        gk.Survey.from_frames(
            {"consumer": frame, "marketer": frame},
            reference="consumer",
            pairs={"a": {"consumer": "a", "marketer": "a"}},
            format="scale",
            scale=scale,
        )
    assert check_of(caught.value) == "Q03"


def test_any_other_problem_keeps_its_own_name():
    assert check_of(OptionError("`by` must be one of `age`.")) == ""


def test_problems_of_the_file_and_of_its_data_are_told_together(tmp_path):
    error = refused(tmp_path, consumer="a,w\n1,1\n5,1\n", more='accept = { Q99 = "why" }')
    assert [type(each).__name__ for each in error.problems] == ["QuestionError"]
    told = with_data_problems(error).problems
    assert [type(each).__name__ for each in told] == ["QuestionError", "UnknownAnswerError"]


def test_data_of_a_side_with_a_problem_of_its_own_are_not_read(tmp_path):
    error = refused(tmp_path, consumer="a,w\n1,1\n5,1\n", side='labl = "x"')
    assert {type(each).__name__ for each in with_data_problems(error).problems} == {"SurveyError"}
