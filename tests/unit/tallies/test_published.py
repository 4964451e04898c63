"""Published figures in a tally: by segment where the source prints segments, else the total."""

from __future__ import annotations

import pandas as pd
import pytest

import gapkit as gk

CONSUMERS = pd.DataFrame({"q": [1, 0] * 100, "age": ["young"] * 100 + ["old"] * 100})
TOTAL = {"item": "q", "side": "marketer", "percent": 40, "base": 120}


@pytest.fixture
def gaps_by_age():
    """Compare consumers by age with what was published about marketers."""

    def build(*published):
        survey = gk.Survey.from_frames(
            {"consumer": CONSUMERS},
            reference="consumer",
            pairs={"q": {"consumer": "q"}},
            sides={"marketer": {"label": "Marketers"}},
            segments={"age": {"consumer": "age", "order": ["young", "old"]}},
            options={"published": [TOTAL, *published]},
        )
        return gk.gap(gk.open(survey), by="age")

    return build


def test_a_side_published_without_segments_stands_with_its_total(gaps_by_age):
    gaps = gaps_by_age()
    assert [gaps["q", age].of_side.value for age in ("young", "old")] == [0.4, 0.4]


def test_figures_of_segments_are_set_beside_their_segments(gaps_by_age):
    young = {**TOTAL, "percent": 30, "base": 50, "segment": "age=young"}
    old = {**TOTAL, "percent": 55, "base": 70, "segment": "age=old"}
    gaps = gaps_by_age(young, old)
    assert [gaps["q", age].of_side.value for age in ("young", "old")] == [0.3, 0.55]
    assert gaps["q", "old"].gap == pytest.approx(0.05)


def test_a_segment_that_nobody_published_is_on_one_side(gaps_by_age):
    gaps = gaps_by_age({**TOTAL, "percent": 30, "base": 50, "segment": "age=young"})
    assert gaps["q", "young"].status == "ok"
    assert gaps["q", "old"].status == "one_sided"
