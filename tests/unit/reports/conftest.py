"""Small studies for reports, their counts typed by hand."""

import pandas as pd
import pytest

import gapkit as gk


def column(ticked, n):
    return [1] * ticked + [0] * (n - ticked)


def study_of(counts, n=(100, 120), *, related=(), segment=None, **options):
    """Build a study; ``counts`` gives the ticks of consumers and of marketers by label."""
    consumers = pd.DataFrame({f"i{k}": column(ticks[0], n[0]) for k, ticks in enumerate(counts.values())})
    marketers = pd.DataFrame({f"i{k}": column(ticks[1], n[1]) for k, ticks in enumerate(counts.values())})
    items = [
        {"id": f"i{k}", "label": label, "consumer": f"i{k}", "marketer": f"i{k}"}
        | ({"comparable": "related"} if label in related else {})
        for k, label in enumerate(counts)
    ]
    segments = {}
    if segment is not None:
        consumers["age"] = segment
        segments = {"age": {"label": "Age", "consumer": "age"}}
    question = {
        "id": "q",
        "label": "What they want",
        "kind": "perception",
        "format": "multiple",
        "items": items,
    }
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="consumer",
        title=options.pop("title", "A small study"),
        questions=[question | options.pop("question", {})],
        segments=segments,
        sides=options.pop("sides", {"consumer": {"label": "Consumers"}, "marketer": {"label": "Marketers"}}),
        options=options,
    )
    return gk.open(survey)


@pytest.fixture(name="study_of")
def study_of_fixture():
    return study_of


@pytest.fixture
def two_items():
    return study_of({"Deals": (60, 30), "News": (40, 50)})
