"""Questions, sides, waves and segments are kept apart wherever gaps are looked at together."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import gapkit as gk
from gapkit.gaps import Gaps
from gapkit.groups import COUNTED, NOT_COUNTED, largest_gap, status_of
from gapkit.options import Status

SCALE = {"format": "scale", "scale": {"from": 1, "to": 5}}


@pytest.fixture
def two_waves(two_sides, answers):
    """The gaps of two waves, and those of each wave alone."""
    alone = []
    for seed, wave in enumerate(("2023", "2024")):
        sides = [answers(n, [0.6, 0.3, 0.2, 0.4], seed + n) for n in (300, 120)]
        sides[0]["age"] = ["x", "y"] * 150
        gaps = gk.gap(two_sides(*sides, segments={"age": {"label": "Age", "consumer": "age"}}), by="age")
        tally = replace(
            gaps.tally, parts=tuple(replace(part, wave=wave) for part in gaps.tally.parts), waves=(wave,)
        )
        alone.append(Gaps(tally, tuple(replace(row, wave=wave) for row in gaps), gaps.method))
    parts = alone[0].tally.parts + alone[1].tally.parts
    both = replace(alone[0].tally, parts=parts, waves=("2023", "2024"))
    return Gaps(both, alone[0].rows + alone[1].rows, alone[0].method), alone


@pytest.mark.parametrize(
    ("look", "key"),
    [
        (gk.rankings, ("i0", "x")),
        (gk.profile, ("items", "x")),
        (gk.contrasts, ("i0", "y", "x")),
    ],
)
def test_waves_are_looked_at_one_by_one(two_waves, look, key):
    gaps, alone = two_waves
    together, apart = look(gaps), [look(each) for each in alone]
    pd.testing.assert_frame_equal(
        together.to_frame(), pd.concat([each.to_frame() for each in apart], ignore_index=True)
    )
    for wave, each in zip(("2023", "2024"), apart, strict=True):
        assert repr(together[*key, wave]) == repr(each[key])
    with pytest.raises(gk.errors.UnknownItemError) as caught:
        together[key]
    assert caught.value.message == f"The results have 2 rows `{key[0]}`."
    assert "2023; " in caught.value.found


def test_every_status_counts_or_does_not():
    assert set(COUNTED) | set(NOT_COUNTED) == set(Status.__args__)
    assert not set(COUNTED) & set(NOT_COUNTED)


def test_a_whole_with_a_low_base_says_so(two_sides, answers):
    rows = gk.gap(two_sides(answers(300, [0.5], 1), answers(25, [0.5], 2))).rows
    assert status_of(rows) == "low_base"
    assert status_of([replace(rows[0], status=each) for each in ("one_sided", "suppressed")]) == "suppressed"


@pytest.mark.parametrize(("measure", "most"), [("top2", 1.0), ("net2", 2.0), ("mean", 4.0)])
def test_no_gap_is_larger_than_the_scale_is_long(measure, most):
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5] * 20})
    survey = gk.Survey.from_frames(
        {"consumer": frame, "marketer": frame},
        reference="consumer",
        pairs={"a": {"consumer": "a", "marketer": "a"}},
        measure=measure,
        **SCALE,
    )
    assert largest_gap(gk.tally(gk.open(survey)).parts[0]) == most
