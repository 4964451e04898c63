"""Gaps in waves: a family a wave, rows that know theirs, and the last wave alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.errors import OptionError, UnknownItemError

WAVES = ["2023", "2024"]


def answers(n: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    age = np.where(rng.random(n) < 0.5, "young", "old")
    return pd.DataFrame({"a": rng.random(n) < 0.4, "b": rng.random(n) < 0.6, "age": age}).astype(
        {"a": int, "b": int}
    )


CONSUMERS = {"2023": answers(200, 1), "2024": answers(260, 2)}
MARKETERS = {"2023": answers(90, 3), "2024": answers(120, 4)}


def study_of(consumers=CONSUMERS, marketers=MARKETERS, **options):
    """Build a study of two items in two waves."""
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in "ab"},
        segments={"age": {"consumer": "age", "marketer": "age"}},
        options={"waves": WAVES, **options},
    )
    return gk.open(survey)


def same_rows(frame: pd.DataFrame, other: pd.DataFrame) -> None:
    columns = [name for name in frame if name != "wave"]
    pd.testing.assert_frame_equal(frame[columns].reset_index(drop=True), other[columns])


@pytest.mark.parametrize("options", [{}, {"by": "age"}, {"by": "age", "family": "question+segment"}])
def test_every_wave_is_decided_as_if_it_were_alone(two_sides, options):
    gaps = gk.gap(study_of(), **options)
    for wave in WAVES:
        segments = {"age": {"consumer": "age", "marketer": "age"}}
        alone = gk.gap(two_sides(CONSUMERS[wave], MARKETERS[wave], segments=segments), **options)
        frame = gaps.to_frame()
        same_rows(frame[frame["wave"] == wave], alone.to_frame())


def test_rows_are_in_the_order_of_pair_wave_segment_and_item():
    rows = [(row.wave, row.segment, row.item) for row in gk.gap(study_of(), by="age")]
    assert rows == [(wave, age, item) for wave in WAVES for age in ("old", "young") for item in "ab"]


def test_one_wave_may_be_asked_for():
    gaps = gk.gap(study_of(), wave="2023")
    assert gaps.waves == ("2023",)
    same_rows(gaps.to_frame(), gk.gap(study_of()).only(wave="2023").to_frame())


def test_the_last_wave_alone_has_its_own_tally():
    latest = gk.gap(study_of()).latest()
    assert latest.waves == latest.tally.waves == ("2024",)
    assert latest.tally.study.sides["consumer"].respondents == 260
    assert latest.tally.estimate("items", "a", "consumer").base == 260


def test_without_waves_all_gaps_are_the_latest(two_sides):
    gaps = gk.gap(two_sides(CONSUMERS["2023"], MARKETERS["2023"]))
    assert gaps.waves == ()
    assert gaps.latest() is gaps
    assert gaps.to_frame()["wave"].tolist() == ["", ""]


def test_a_side_that_was_not_asked_in_a_wave_leaves_the_other_one_sided():
    gaps = gk.gap(study_of(marketers={"2024": MARKETERS["2024"]}))
    frame = gaps.to_frame()
    assert frame.groupby("wave")["status"].unique().map(list).to_dict() == {
        "2023": ["one_sided"],
        "2024": ["ok"],
    }
    assert frame[frame["wave"] == "2023"]["gap"].isna().all()
    assert frame[frame["wave"] == "2023"]["base_reference"].tolist() == [200, 200]


def test_one_row_is_found_by_item_segment_and_wave():
    gaps = gk.gap(study_of())
    assert gaps["a", "all", "2023"].wave == "2023"
    with pytest.raises(UnknownItemError) as caught:
        gaps["a", "all"]
    assert str(caught.value) == (
        "UnknownItemError: The results have 2 rows `a`.\n"
        "  found: items, marketer, 2023; items, marketer, 2024\n"
        '  hint:  name the rest too: `gaps.rows_of(item="...", question="...", side="...", wave="...")`.'
    )


def test_a_wave_is_not_asked_of_a_tally():
    with pytest.raises(OptionError) as caught:
        gk.gap(gk.tally(study_of()), wave="2023")
    assert str(caught.value) == (
        "OptionError: `by, wave, measure` must be given to `tally`.\n  found: given with a Tally"
    )


def test_the_gaps_of_waves_say_so_in_a_notebook():
    gaps = gk.gap(study_of())
    assert repr(gaps).startswith("<Gaps of 'Gap study' in 2 waves: 4 items, ")
    assert '<th scope="col">Wave</th>' in gaps._repr_html_()
    assert '<th scope="col">Wave</th>' not in gk.gap(gk.open(survey_without_waves()))._repr_html_()


def survey_without_waves():
    return gk.Survey.from_frames(
        {"consumer": CONSUMERS["2023"], "marketer": MARKETERS["2023"]},
        reference="consumer",
        pairs={"a": {"consumer": "a", "marketer": "a"}},
    )


def test_published_waves_are_gaps_of_their_own():
    published = [
        {"item": item, "side": "marketer", "percent": percent, "base": 150, "wave": wave}
        for wave, figures in {"2023": (50, 60), "2024": (45, 65)}.items()
        for item, percent in zip("ab", figures, strict=True)
    ]
    survey = gk.Survey.from_frames(
        {"consumer": CONSUMERS},
        reference="consumer",
        pairs={name: {"consumer": name} for name in "ab"},
        sides={"marketer": {"label": "Marketers"}},
        options={"waves": WAVES, "published": published},
    )
    frame = gk.gap(gk.open(survey)).to_frame()
    assert frame["value_side"].tolist() == [0.5, 0.6, 0.45, 0.65]
    assert frame["wave"].tolist() == ["2023", "2023", "2024", "2024"]
