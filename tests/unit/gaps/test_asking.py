"""What gaps answer when they are asked for a row, or printed."""

from __future__ import annotations

import pandas as pd
import pytest

import gapkit as gk
from gapkit.errors import UnknownItemError

AGES = ["young", "old"] * 60


@pytest.fixture
def study():
    """One item of two sides that both know ages."""
    frames = {
        "consumer": pd.DataFrame({"q": [1, 1, 0, 0] * 30, "age": AGES}),
        "marketer": pd.DataFrame({"m": [1, 1, 1, 0] * 30, "age": AGES}),
    }
    survey = gk.Survey.from_frames(
        frames,
        reference="consumer",
        pairs={"content": {"consumer": "q", "marketer": "m"}},
        segments={"age": {"consumer": "age", "marketer": "age", "order": ["young", "old"]}},
    )
    return gk.open(survey)


def test_a_wrong_item_gets_the_nearest_name(study):
    with pytest.raises(UnknownItemError) as told:
        gk.gap(study)["contnet", "all"]
    assert told.value.message == "The results have no row `contnet` in segment `all`."
    assert told.value.hint == "did you mean `content`?"


def test_a_wrong_segment_gets_the_list(study):
    with pytest.raises(UnknownItemError) as told:
        gk.gap(study, by="age")["content", "all"]
    assert told.value.hint == "the segments are `young`, `old`."


def test_one_item_is_one_item(study):
    assert repr(gk.gap(study)).endswith(": 1 item, 1 flagged>")


def test_printed_gaps_are_a_table(study):
    lines = str(gk.gap(study)).splitlines()
    assert lines[2].split()[:3] == ["Question", "Item", "Segment"]
    assert len(lines) == 5
    assert "+25" in lines[4].split()


def test_a_printed_tally_is_a_table(study):
    lines = str(gk.tally(study)).splitlines()
    assert set(lines[3]) == {"-", " "}
    assert len(lines) == 6
