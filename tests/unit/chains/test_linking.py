"""A chain of roles: its links, the whole way, and that they add up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.chains import COLUMNS

ROLES = {
    "want": {"side": "consumer", "label": "Wanted"},
    "believed": {"side": "marketer", "label": "Believed"},
    "got": {"side": "consumer", "label": "Experienced"},
}


def ticks(yes, n):
    return [1] * yes + [0] * (n - yes)


@pytest.fixture
def study():
    yes = {"w1": 210, "g1": 120, "w2": 90, "g2": 90}
    consumers = pd.DataFrame({name: ticks(count, 300) for name, count in yes.items()})
    marketers = pd.DataFrame({"b1": ticks(130, 260), "b2": ticks(156, 260)})
    items = [
        {"id": "help", "label": "Help", "want": "w1", "believed": "b1", "got": "g1"},
        {"id": "deals", "label": "Deals", "want": "w2", "believed": "b2", "got": "g2"},
    ]
    question = {"id": "way", "kind": "experience", "format": "multiple", "chain": True}
    return gk.open(
        gk.Survey.from_frames(
            {"consumer": consumers, "marketer": marketers},
            reference="consumer",
            questions=[question | {"roles": ROLES, "items": items}],
        )
    )


def test_links_add_up_to_the_whole_way(study):
    way = gk.chain(study)
    assert [(step.gap.item, step.number, round(step.gap.gap, 10)) for step in way] == [
        ("help", 1, -0.2), ("help", 2, -0.1), ("help", 0, -0.3),
        ("deals", 1, 0.3), ("deals", 2, -0.3), ("deals", 0, 0.0),
    ]  # fmt: skip
    assert [step.whole for step in way["help"]] == [False, False, True]
    assert repr(way) == "<Chain Wanted → Believed → Experienced: 2 items, 6 steps, 4 flagged>"


def test_the_frame_has_its_columns_whatever_is_asked(study):
    frame = gk.chain(study, "way").to_frame()
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["of"].unique()) == [2]
    links = frame[frame["step"] > 0].groupby("item", sort=False)["gap"].sum()
    whole = frame[frame["step"] == 0].set_index("item")["gap"]
    np.testing.assert_allclose(links, whole, atol=1e-12)


def test_gaps_of_a_study_serve_too_and_the_decisions_are_theirs(study):
    gaps = gk.gap(study)
    way = gk.chain(gaps)
    assert {id(step.gap) for step in way} <= {id(row) for row in gaps}
    assert "Wanted 70%" in way._repr_html_()


def test_a_study_without_a_chain_says_so(two_sides):
    frame = pd.DataFrame({"a": [1, 0] * 150})
    with pytest.raises(gk.errors.OptionError) as caught:
        gk.chain(two_sides(frame, frame))
    assert str(caught.value) == (
        "OptionError: `question` must be a question with `chain = true`.\n  found: no chain"
    )


def test_a_survey_is_no_study(study):
    with pytest.raises(gk.errors.OptionError) as caught:
        gk.chain(study.survey)
    assert str(caught.value) == (
        "OptionError: The first argument must be a study.\n"
        "  found: a Survey\n"
        "  hint:  `gk.open(survey)` loads its data first."
    )
