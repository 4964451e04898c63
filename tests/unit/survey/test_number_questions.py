"""Questions answered by numbers, points, ranks, or in formats that differ by side."""

from __future__ import annotations

import pandas as pd
import pytest

import gapkit as gk
from gapkit.errors import GapkitError
from gapkit.survey import Column, Mean, MeanRank, Median, RankedFirst, RankedTop

NUMBER = """
[[questions]]
id = "accounts"
kind = "opinion"
format = "number"
unit = "accounts"
limits = [0, 1000]
items = [{ id = "acc", label = "Accounts owned", consumer = "n_acc", marketer = "n_guess" }]
"""
RANK = """
[[questions]]
id = "priorities"
kind = "perception"
format = "rank"
layout = "item"
columns = { consumer = ["p1", "p2"], marketer = ["r1", "r2"] }
items = [
  { id = "price", label = "Price", consumer = 1, marketer = "Price" },
  { id = "speed", label = "Speed", consumer = 2, marketer = ["Speed", "Fast"] },
]
"""
POINTS = """
[[questions]]
id = "budget"
kind = "perception"
format = "points"
total = 100
items = [{ id = "ads", label = "Ads", consumer = "c1", marketer = "m1" }]
"""
MIXED = """
[[questions]]
id = "useful"
kind = "perception"
format = { consumer = "multiple", marketer = "single" }
column.marketer = "m"
items = [
  { id = "a", label = "A", consumer = { column = "c", code = 2 }, marketer = [1, 2] },
  { id = "b", label = "B", consumer = "c2", marketer = 3 },
]
"""


def question(study, text):
    return gk.read_survey(study.with_more(text)).questions[-1]


def told(study, text):
    with pytest.raises(GapkitError) as caught:
        gk.read_survey(study.with_more(text))
    return str(caught.value)


def test_a_number_question_has_unit_limits_and_the_mean(study):
    read = question(study, NUMBER)
    assert (read.format, read.unit, read.limits) == ("number", "accounts", (0, 1000))
    assert read.measure == {"consumer": Mean(), "marketer": Mean()}
    assert read.item("acc").columns["marketer"] == Column("n_guess")


def test_a_ranking_by_place_has_columns_and_answers(study):
    read = question(study, RANK)
    assert read.layout == {"consumer": "item", "marketer": "item"}
    assert read.columns == {"consumer": ("p1", "p2"), "marketer": ("r1", "r2")}
    assert read.item("speed").answers == {"consumer": (2,), "marketer": ("Speed", "Fast")}
    assert read.measure["consumer"] == MeanRank()


def test_the_sides_of_a_ranking_may_be_laid_out_in_different_ways(study):
    text = RANK.replace('layout = "item"', 'layout = { consumer = "rank", marketer = "item" }')
    text = text.replace('consumer = ["p1", "p2"], ', "").replace("consumer = 1", 'consumer = "q1"')
    read = question(study, text.replace("consumer = 2", 'consumer = "q2"'))
    assert read.item("price").columns == {"consumer": Column("q1")}
    assert read.item("price").answers == {"marketer": ("Price",)}


@pytest.mark.parametrize(
    ("name", "measure"),
    [("mean_rank", MeanRank()), ("first", RankedFirst()), ("top2", RankedTop(2))],
)
def test_a_ranking_has_three_kinds_of_measure(study, name, measure):
    text = RANK.replace('layout = "item"', f'layout = "item"\nmeasure = "{name}"')
    assert question(study, text).measure["marketer"] == measure


def test_a_number_may_be_summarised_by_its_median(study):
    assert question(study, NUMBER + 'measure = "median"\n').measure["consumer"] == Median()


def test_formats_may_differ_by_side(study):
    read = question(study, MIXED)
    assert (read.format_on("consumer"), read.format_on("marketer")) == ("multiple", "single")
    assert (read.column, read.item("a").columns) == ({"marketer": "m"}, {"consumer": Column("c", code=2)})
    assert read.item("a").answers == {"marketer": (1, 2)}


def test_one_format_for_every_side_is_that_format(study):
    text = POINTS.replace('"points"', '{ consumer = "points", marketer = "points" }')
    read = question(study, text)
    assert (read.format, read.formats, read.total) == ("points", {}, 100)


@pytest.mark.parametrize(
    ("text", "old", "new", "first"),
    [
        (NUMBER, "[0, 1000]", "[1000, 0]", "`limits` must be the lowest and the highest number."),
        (NUMBER, "[0, 1000]", "[0]", "`limits` must be a list of at least 2."),
        (NUMBER, "limits =", 'base = "all"\nlimits =', '`base` must be "asked" in a number question.'),
        (NUMBER, "limits =", 'measure = "top2"\nlimits =', '`measure` must be "mean" or "median".'),
        (
            NUMBER,
            "limits =",
            'measure = { consumer = "mean", marketer = "median" }\nlimits =',
            "`measure` must be the same for all sides of this question.",
        ),
        (POINTS, "total = 100\n", "", "`total` is missing."),
        (POINTS, "total = 100", "total = 0", "`total` must be more than 0."),
        (POINTS, "total = 100", 'measure = "median"\ntotal = 100', '`measure` must be "mean".'),
        (RANK, 'layout = "item"\n', "", "`layout` is missing."),
        (RANK, '"item"', '"place"', "`layout` must be one of `rank`, `item`."),
        (RANK, ', marketer = ["r1", "r2"]', "", "`columns.marketer` is missing."),
        (RANK, '["r1", "r2"]', '["r1", "r1"]', "Two places must not have the same column `r1`."),
        (
            RANK,
            '["r1", "r2"]',
            '["r1", "r2", "r3"]',
            "`columns.marketer` must not name more places than there are items.",
        ),
        (
            RANK,
            "consumer = 2",
            "consumer = 1",
            "One answer of `consumer` must not mean both `price` and `speed`.",
        ),
        (
            RANK,
            'layout = "item"',
            'layout = "item"\nmeasure = "top3"',
            '`measure` must be "mean_rank" or "first" or "top1" or "top2".',
        ),
        (
            MIXED,
            "column.marketer",
            "column.consumer",
            "The items name answers of `marketer`, but `column` must name its column too.",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_the_format_is_told(study, text, old, new, first):
    assert told(study, text.replace(old, new, 1)).splitlines()[0].partition(": ")[2] == first


def test_a_check_that_does_not_exist_cannot_be_accepted(study):
    path = study.with_change('reference = "consumer"', 'reference = "consumer"\naccept = { Q92 = "why not" }')
    with pytest.raises(GapkitError) as caught:
        gk.read_survey(path)
    assert str(caught.value) == (
        "QuestionError: `Q92` is no check.\n"
        "  where: surveys/x.toml, line 4, accept.Q92\n"
        "  hint:  did you mean `Q12`?"
    )


def test_one_column_cut_in_two_ways_is_refused(study):
    cut = '{ column = "q", contains = "%s", separator = "%s" }'
    path = study.write(
        study.write()
        .read_text(encoding="utf-8")
        .replace('"q5_1"', cut % ("a", ";"))
        .replace('"q5_4"', cut % ("b", ","))
    )
    with pytest.raises(GapkitError) as caught:
        gk.read_survey(path)
    assert str(caught.value).splitlines()[0] == (
        "QuestionError: `separator` must be the same for every item in column `q`."
    )


def test_frames_take_every_key_of_the_new_formats():
    frames = {side: pd.DataFrame({"x": [1]}) for side in ("consumer", "marketer")}
    pairs = {"x": {"consumer": "x", "marketer": "x"}}
    build = gk.Survey.from_frames
    number = build(frames, reference="consumer", pairs=pairs, format="number", unit="trips", limits=(0, 9))
    assert (number.questions[0].unit, number.questions[0].limits) == ("trips", (0, 9))
    points = build(frames, reference="consumer", pairs=pairs, format="points", total=10)
    assert points.questions[0].total == 10
    ranks = build(frames, reference="consumer", pairs=pairs, format="rank", layout="rank")
    assert ranks.questions[0].layout["marketer"] == "rank"
    scale = {"consumer": {"from": 1, "to": 5}, "marketer": {"from": 1, "to": 7}}
    rescaled = build(frames, reference="consumer", pairs=pairs, format="scale", scale=scale, match="rescale")
    assert (rescaled.questions[0].match, rescaled.questions[0].measure["consumer"]) == ("rescale", Mean())
