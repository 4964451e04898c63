"""Sides set beside each other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from gapkit.errors import GapkitError
from gapkit.loading import load
from gapkit.pairing import pair
from gapkit.survey import Column, Item, Mean, Question, Scale, Side, Survey, TopBox

SIDES = ("consumer", "marketer")


def survey_of(question):
    return Survey("Likes", "consumer", {side: Side(side, side.title()) for side in SIDES}, (question,))


def loaded(survey):
    frame = pd.DataFrame({"q1": [1, 0, 1]})
    return {side: load(frame, survey, side=side) for side in SIDES}


@pytest.fixture
def likes():
    both = {side: Column("q1") for side in SIDES}
    return Question("likes", "opinion", "multiple", "Likes", (Item("tea", "Tea", columns=both),))


@pytest.fixture
def scales():
    """Build a scale question with a scale and a measure per side."""

    def build(points, measures):
        both = {side: Column("q1") for side in SIDES}
        scale = {side: Scale(each, ("",) * len(each)) for side, each in zip(SIDES, points, strict=True)}
        items = (Item("tea", "Tea", columns=both),)
        measure = dict(zip(SIDES, measures, strict=True))
        return Question("trust", "opinion", "scale", "Trust", items, scale=scale, measure=measure)

    return build


def told(*sides, **options):
    with pytest.raises(GapkitError) as caught:
        pair(*sides, **options)
    return str(caught.value)


def test_sides_are_given_in_any_order_and_stand_in_the_survey_s(likes):
    survey = survey_of(likes)
    sides = loaded(survey)
    study = pair(sides["marketer"], sides["consumer"])
    assert list(study.sides) == ["consumer", "marketer"]
    assert study.sides["marketer"] is sides["marketer"]
    assert study.survey is survey


def test_a_side_that_is_not_given_is_told(likes):
    assert told(loaded(survey_of(likes))["consumer"]) == (
        "PairingError: Every side of the survey must be given: `marketer` missing.\n  found: `consumer`"
    )


def test_a_side_given_twice_is_told(likes):
    sides = loaded(survey_of(likes))
    assert told(sides["consumer"], sides["consumer"], sides["marketer"]) == (
        "PairingError: Side `consumer` must be given once."
    )


def test_sides_of_another_survey_are_told(likes):
    one = survey_of(likes)
    other = replace(one, title="Other")
    assert told(loaded(one)["consumer"], loaded(other)["marketer"]) == (
        "PairingError: Every side must be loaded with the same survey.\n"
        "  where: side `marketer`\n"
        "  found: `Likes`, `Other`\n"
        "  hint:  read the survey file once and pass that object to every `load`."
    )


def test_a_survey_file_read_twice_is_the_same_survey(likes):
    one = replace(survey_of(likes), source_text="gapkit = 1")
    sides = [loaded(one)["consumer"], loaded(replace(one))["marketer"]]
    assert list(pair(*sides).sides) == ["consumer", "marketer"]


def test_something_else_than_a_side_is_refused():
    assert told(pd.DataFrame()) == (
        "PairingError: Only loaded sides can be paired.\n"
        "  found: DataFrame\n"
        "  hint:  `load` returns respondents, `open` does everything in one call."
    )


def test_no_sides_make_no_study():
    assert told() == "PairingError: A study must have sides.\n  hint:  pair(marketers, consumers)"


def test_sides_without_a_common_item_are_refused(likes):
    items = tuple(Item(side, side, columns={side: Column("q1")}) for side in SIDES)
    sides = loaded(survey_of(replace(likes, items=items)))
    assert told(*sides.values()) == (
        "UnmatchedItemError: Some item must be on the reference side and on another side.\n"
        "  found: every item is on one of `consumer`, `marketer` only\n"
        "  hint:  give an item its column, or its answer, on both sides."
    )


def test_boxes_of_different_scales_are_paired(scales):
    question = scales([(0, 1), (0, 1, 2)], [TopBox(1), TopBox(2)])
    assert list(pair(*loaded(survey_of(question)).values()).sides) == ["consumer", "marketer"]


def test_means_of_different_scales_are_refused(scales):
    sides = loaded(survey_of(scales([(0, 1), (0, 1, 2)], [Mean(), Mean()])))
    assert told(*sides.values()) == (
        "ScaleMismatchError: Question `trust` must have one scale on every side to compare means.\n"
        "  found: 0-1 on `consumer`, 0-2 on `marketer`\n"
        '  hint:  compare boxes (`match = "boxes"` and `measure.SIDE = "top2"`), or both from 0 to 100 '
        '(`match = "rescale"`).'
    )


def test_a_box_beside_a_mean_is_refused(scales):
    sides = loaded(survey_of(scales([(0, 1), (0, 1)], [TopBox(1), Mean()])))
    assert told(*sides.values()) == (
        "ScaleMismatchError: Question `trust` must be measured in the same way on every side.\n"
        "  found: top1 on `consumer`, mean on `marketer`\n"
        "  hint:  boxes may differ in size, but a box is never compared with a mean or a net."
    )
