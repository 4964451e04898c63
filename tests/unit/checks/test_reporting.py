from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import gapkit as gk


@pytest.fixture
def study(two_sides):
    return two_sides(pd.DataFrame({"a": [1, 0] * 100}), pd.DataFrame({"a": [1, 0] * 100}))


def named(study, name):
    """The study with a consumer file of this name."""
    side = study.sides["consumer"]
    sides = {**study.sides, "consumer": replace(side, source=replace(side.source, name=name))}
    return replace(study, sides=sides)


def test_r01_fires_on_synthetic_data_in_an_unmarked_study(study, fired):
    assert fired(named(study, "synthetic_consumers.sav"), "R01") == [
        "consumer: synthetic_consumers.sav, but `synthetic` is not true"
    ]


def test_r01_does_not_fire_on_a_marked_study(study, changed, fired):
    assert fired(changed(named(study, "synthetic_consumers.sav"), synthetic=True), "R01") == []


def test_r02_fires_on_what_no_caption_can_name(study, fired):
    assert fired(study, "R02") == [
        "no source",
        "consumer: no fieldwork dates",
        "marketer: no fieldwork dates",
        "items, consumer: no question text",
        "items, marketer: no question text",
    ]


def test_r02_does_not_ask_for_the_text_of_a_question_that_a_side_was_not_put(fired):
    frame = pd.DataFrame({"a": [1, 0] * 100})
    common = {"kind": "opinion", "format": "multiple", "text": {"consumer": "Why?"}}
    survey = gk.Survey.from_frames(
        {"consumer": frame, "marketer": frame},
        reference="consumer",
        questions=[
            {**common, "id": "both", "items": [{"id": "a", "label": "A", "consumer": "a", "marketer": "a"}]},
            {**common, "id": "one", "items": [{"id": "a", "label": "A", "consumer": "a"}]},
        ],
    )
    rows = fired(gk.open(survey), "R02")
    assert [row for row in rows if "text" in row] == ["both, marketer: no question text"]
