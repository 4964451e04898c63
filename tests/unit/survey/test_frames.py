"""A survey is described in Python with the words of the survey file."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gapkit.errors import SurveyError
from gapkit.survey import Column, Mean, Survey, TopBox

CONSUMERS = pd.DataFrame({"q5_1": [1, 0, 1], "w": [1.0, 2.0, 1.0]})
MARKETERS = pd.DataFrame({"q12_3": [0, 1]})
FRAMES = {"consumer": CONSUMERS, "marketer": MARKETERS}
PAIRS = {"deals": {"consumer": "q5_1", "marketer": "q12_3"}}


def test_frames_and_pairs_make_a_survey():
    survey = Survey.from_frames(FRAMES, reference="consumer", pairs=PAIRS)
    assert survey.sides["consumer"].data is CONSUMERS
    assert survey.pairs == (("marketer", "consumer"),)
    assert survey.questions[0].item("deals").columns == {
        "consumer": Column("q5_1"),
        "marketer": Column("q12_3"),
    }


def test_labels_are_given_by_id_or_made_of_it():
    survey = Survey.from_frames(
        FRAMES,
        reference="consumer",
        pairs=PAIRS,
        labels={"marketer": "Senior marketers", "deals": "Special savings"},
    )
    assert [side.label for side in survey.sides.values()] == ["Consumer", "Senior marketers"]
    assert survey.questions[0].item("deals").label == "Special savings"


def test_a_margin_is_in_points_as_in_the_file():
    survey = Survey.from_frames(FRAMES, reference="consumer", pairs=PAIRS, margin=5)
    assert survey.questions[0].margin == 0.05


def test_a_weight_may_stand_on_one_side():
    survey = Survey.from_frames(FRAMES, reference="consumer", pairs=PAIRS, weight={"consumer": "w"})
    assert (survey.sides["consumer"].weight, survey.sides["marketer"].weight) == ("w", None)


def test_the_keys_of_the_question_have_arguments():
    survey = Survey.from_frames(
        FRAMES, reference="consumer", pairs=PAIRS, question="trust", kind="self_image", format="scale",
        scale={"from": 1, "to": np.int64(5)}, measure="mean", text={"consumer": "How far?"}, base="asked",
    )  # fmt: skip
    question = survey.question("trust")
    assert question.measure == {"consumer": Mean(), "marketer": Mean()}
    assert (question.text, question.base["marketer"]) == ({"consumer": "How far?"}, "asked")
    assert question.asks == {"consumer": "experience", "marketer": "belief"}


def test_every_other_key_is_reached_through_tables():
    survey = Survey.from_frames(
        FRAMES,
        reference="consumer",
        sides={"consumer": {"strata": "s", "missing": (-99,)}},
        segments={"age": {"consumer": "age", "order": ("a", "b")}},
        questions=[
            {
                "id": "trust", "kind": "opinion", "format": "scale", "scale": {"from": 1, "to": 5},
                "items": [{"id": "x", "label": "X", "consumer": {"column": "q5_1", "reverse": True}}],
            }
        ],
        options={"analysis": {"conf_level": 0.9}, "synthetic": True},
    )  # fmt: skip
    assert (survey.sides["consumer"].strata, survey.sides["consumer"].missing) == ("s", (-99,))
    assert survey.segments["age"].order == ("a", "b")
    assert survey.questions[0].measure["consumer"] == TopBox(2)
    assert (survey.analysis.conf_level, survey.synthetic) == (0.9, True)


def test_one_side_may_be_published():
    survey = Survey.from_frames(
        {"consumer": CONSUMERS},
        reference="consumer",
        pairs={"deals": {"consumer": "q5_1"}},
        sides={"marketer": {"base": 132}},
        options={"published": [{"item": "deals", "side": "marketer", "percent": 27}]},
    )
    assert (survey.sides["marketer"].published, survey.sides["marketer"].base) == (True, 132)


def test_every_problem_is_told_at_once_by_its_key():
    with pytest.raises(SurveyError) as caught:
        Survey.from_frames(
            FRAMES,
            reference="consumers",
            pairs=PAIRS,
            labels={"deal": "Savings"},
            sides={"marketer": {"wieght": "w"}},
        )
    assert str(caught.value) == (
        "SurveyError: `labels` names `deal`, which is neither an item nor a side.\n"
        "  where: Survey.from_frames, labels.deal\n"
        "  hint:  did you mean `deals`?\n"
        "SurveyError: `wieght` is not a key of a side.\n"
        "  where: Survey.from_frames, sides.marketer.wieght\n"
        "  hint:  did you mean `weight`?\n"
        "SurveyError: `consumers` is not a side of this survey.\n"
        "  where: Survey.from_frames, reference\n"
        "  hint:  did you mean `consumer`?"
    )


def test_keys_of_a_question_without_pairs_are_not_ignored():
    question = {
        "id": "q", "kind": "opinion", "format": "multiple",
        "items": [{"id": "a", "label": "A", "consumer": "q5_1"}],
    }  # fmt: skip
    with pytest.raises(SurveyError, match="`items` must be a list of at least one item"):
        Survey.from_frames(FRAMES, reference="consumer", questions=[question], margin=5)


def test_frames_without_any_question_are_refused():
    with pytest.raises(SurveyError, match="`items` must be a list of at least one item"):
        Survey.from_frames(FRAMES, reference="consumer")
