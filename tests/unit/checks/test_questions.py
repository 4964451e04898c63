from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import gapkit as gk


@pytest.fixture
def study(two_sides):
    """One question, 200 and 200 respondents."""
    return two_sides(pd.DataFrame({"a": [1, 0] * 100}), pd.DataFrame({"a": [1, 0] * 100}))


def asking(study, changed, kind, **asks):
    """The study with its question's kind, and what each side is asked."""
    return changed(study, questions=(replace(study.survey.questions[0], kind=kind, asks=asks),))


def scales(**measures):
    """A scale question with other boxes on each side."""
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5] * 40})
    survey = gk.Survey.from_frames(
        {"consumer": frame, "marketer": frame},
        reference="consumer",
        questions=[
            {
                "id": "trust",
                "kind": "opinion",
                "format": "scale",
                "scale": {"from": 1, "to": 5},
                "measure": measures,
                "items": [{"id": "a", "label": "A", "consumer": "a", "marketer": "a"}],
            }
        ],
    )
    return gk.open(survey)


def test_q03_fires_where_the_boxes_differ(fired):
    assert fired(scales(consumer="top2", marketer="top1"), "Q03") == [
        "trust, marketer: top1 of 5 points (marketer) against top2 of 5 points (consumer)"
    ]


def test_q03_does_not_fire_on_equal_boxes(fired):
    assert fired(scales(consumer="top2", marketer="top2"), "Q03") == []


def test_q06_fires_where_practice_is_called_perception(study, changed, fired):
    wrong = asking(study, changed, "perception", consumer="expectation", marketer="practice")
    assert fired(wrong, "Q06") == [
        "items, marketer: practice (marketer) against expectation (consumer) is called perception"
    ]


@pytest.mark.parametrize(
    ("kind", "consumer", "marketer"),
    [
        ("perception", "expectation", "belief"),
        ("perception", "practice", "belief"),
        ("delivery", "expectation", "practice"),
        ("self_image", "experience", "belief"),
        ("opinion", "opinion", "opinion"),
        ("knowledge", "knowledge", "practice"),
    ],
)
def test_q06_does_not_fire_on_a_pair_that_fits(study, changed, fired, kind, consumer, marketer):
    assert fired(asking(study, changed, kind, consumer=consumer, marketer=marketer), "Q06") == []


def test_q07_fires_on_practice_that_a_side_states_itself(study, changed, fired):
    delivery = asking(study, changed, "delivery", consumer="expectation", marketer="practice")
    assert fired(delivery, "Q07") == ["items, marketer: what Marketer say they do"]


def test_q07_does_not_fire_on_beliefs(study, fired):
    assert fired(study, "Q07") == []


def test_q11_fires_on_an_item_that_one_side_has(published, fired):
    study = published(
        ("consumer", "deals", "percent = 83"),
        ("marketer", "deals", "percent = 53"),
        ("marketer", "news", "percent = 40"),
    )
    assert fired(study, "Q11") == ["why, news, consumer: no figure on this side"]
