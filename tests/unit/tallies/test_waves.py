"""Waves in a tally: samples of their own, and what a panel shares between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.errors import OptionError
from gapkit.stats import Design, covariance, influence
from gapkit.tallies.model import SideTally
from gapkit.tallies.published import NUMBERS

WAVES = ["2023", "2024"]


@pytest.fixture
def study_of():
    """Build a study whose consumers are given wave by wave."""

    def build(consumers, marketers=None, *, segments=None, **keys):
        items = [name for name in next(iter(consumers.values())) if name in ("a", "b")]
        plain = pd.DataFrame(dict.fromkeys(items, [1, 0] * 40))
        survey = gk.Survey.from_frames(
            {"consumer": consumers, "marketer": marketers or dict.fromkeys(WAVES, plain)},
            reference="consumer",
            pairs={name: {"consumer": name, "marketer": name} for name in items},
            sides={"consumer": keys},
            segments=segments,
            options={"waves": WAVES},
        )
        return gk.open(survey)

    return build


def drawn(n: int, seed: int) -> pd.DataFrame:
    """Weighted answers in strata and PSUs, by age."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "a": rng.integers(0, 2, n),
            "b": rng.integers(0, 2, n),
            "w": rng.uniform(0.5, 2, n),
            "st": np.arange(n) % 2,
            "cl": np.arange(n) // 10,
            "age": np.where(rng.random(n) < 0.5, "young", "old"),
        }
    )


DESIGNS = [{}, {"weight": "w"}, {"weight": "w", "strata": "st"}, {"strata": "st", "psu": "cl"}]


@pytest.mark.parametrize("by", [None, "age"])
@pytest.mark.parametrize("keys", DESIGNS, ids=["plain", "weighted", "strata", "psus"])
def test_a_wave_stands_as_if_it_were_alone(study_of, two_sides, keys, by):
    waves = {"2023": drawn(200, 1), "2024": drawn(260, 2)}
    age = {"age": {"consumer": "age"}}
    both = gk.tally(study_of(waves, segments=age, **keys), by=by)
    plain = pd.DataFrame({"a": [1, 0] * 40, "b": [1, 0] * 40})
    for wave, frame in waves.items():
        alone = gk.tally(two_sides(frame, plain, segments=age, sides={"consumer": keys}), by=by)
        part, expected = both.part("items", "consumer", wave), alone.part("items", "consumer")
        assert isinstance(part, SideTally)
        for name in (*NUMBERS, "covariance"):
            # PSUs are numbered in another order, and so summed up in another
            np.testing.assert_allclose(getattr(part, name), getattr(expected, name), rtol=1e-12)


def test_the_last_wave_is_the_one_that_stands_for_all(study_of):
    tally = gk.tally(study_of({"2023": drawn(200, 1), "2024": drawn(260, 2)}))
    assert tally.waves == ("2023", "2024")
    assert tally.estimate("items", "a", "consumer").base == 260
    assert tally.part("items", "consumer").wave == "2024"


def test_one_wave_may_be_tallied_alone(study_of):
    study = study_of({"2023": drawn(200, 1), "2024": drawn(260, 2)})
    alone = gk.tally(study, wave="2023")
    assert alone.waves == ("2023",)
    assert (
        alone.estimates
        == gk.tally(study).in_wave("2023").estimates
        == gk.tally(study.in_wave("2023")).estimates
    )
    assert study.latest().sides["consumer"].respondents == 260


def test_a_wave_that_the_survey_does_not_have_is_refused(study_of):
    study = study_of({"2023": drawn(200, 1), "2024": drawn(260, 2)})
    with pytest.raises(OptionError) as caught:
        gk.tally(study, wave="2025")
    assert str(caught.value) == "OptionError: `wave` must be one of `2023`, `2024`.\n  found: '2025'"


def test_a_survey_without_waves_has_none_to_tally(two_sides):
    with pytest.raises(OptionError) as caught:
        gk.tally(two_sides(drawn(50, 1), drawn(50, 2)), wave="2025")
    assert str(caught.value) == (
        "OptionError: `wave` needs waves, and the survey has none.\n"
        "  found: '2025'\n"
        '  hint:  name them in the survey file: `waves = ["2023", "2024"]`.'
    )


def test_the_frame_has_a_row_for_every_wave(study_of):
    frame = gk.tally(study_of({"2023": drawn(200, 1), "2024": drawn(260, 2)})).to_frame()
    consumers = frame[(frame["side"] == "consumer") & (frame["item"] == "a")]
    assert consumers["wave"].tolist() == WAVES
    assert consumers["base"].tolist() == [200, 260]


def test_a_side_that_was_not_asked_in_a_wave_says_so(study_of):
    plain = pd.DataFrame({"a": [1, 0] * 40, "b": [1, 0] * 40})
    tally = gk.tally(study_of({"2023": drawn(200, 1), "2024": drawn(260, 2)}, {"2024": plain}))
    assert tally.estimate("items", "a", "marketer", wave="2023").status == "one_sided"
    assert tally.estimate("items", "a", "marketer", wave="2024").base == 80


# forty people in both waves: 15 yes and yes, 5 yes and no, 10 no and yes, 10 no and no
FIRST = [1] * 20 + [0] * 20
SECOND = [1] * 15 + [0] * 5 + [1] * 10 + [0] * 10


def panel(first=FIRST, second=SECOND, **columns):
    """The same people in both waves, the second time in another order."""
    waves = {"2023": pd.DataFrame({"id": range(40), "a": first, **columns})}
    return waves | {"2024": pd.DataFrame({"id": range(40), "a": second, **columns})[::-1]}


def overlap(study, by=None):
    """Return the covariance of the consumers' waves."""
    return gk.tally(study, by=by).part("items", "consumer", "2024").overlap["2023"]


def test_a_panel_s_waves_covary_over_its_people(study_of):
    # (p11 - p1 p2) / (n - 1)
    expected = (15 / 40 - 0.5 * 0.625) / 39
    assert overlap(study_of(panel(), id="id", panel=True)) == pytest.approx(expected, rel=1e-12)


def test_the_same_answers_twice_vary_as_one(study_of):
    tally = gk.tally(study_of(panel(second=FIRST), id="id", panel=True))
    part = tally.part("items", "consumer", "2024")
    assert part.overlap["2023"] == pytest.approx(part.covariance, rel=1e-12)


def test_people_who_left_or_came_share_nothing(study_of):
    # twenty of the forty come again, and thirty are new; u is (y - p) / n
    waves = panel()
    new = pd.DataFrame({"id": range(100, 130), "a": [1, 0, 0] * 10})
    waves["2024"] = pd.concat([waves["2024"][waves["2024"]["id"] < 20], new])
    p1, p2 = 0.5, (15 + 10) / 50
    shared = sum((FIRST[k] - p1) * (SECOND[k] - p2) for k in range(20)) / (40 * 50)
    expected = shared * np.sqrt(40 / 39 * 50 / 49)
    assert overlap(study_of(waves, id="id", panel=True)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("keys", [{"id": "id"}, {}], ids=["ids", "no ids"])
def test_waves_that_are_no_panel_share_nobody(study_of, keys):
    assert gk.tally(study_of(panel(), **keys)).part("items", "consumer", "2024").overlap == {}


def test_a_panel_of_psus_covaries_over_them(study_of):
    # eight households of five people in two strata
    cl, st = np.arange(40) // 5, np.arange(40) // 20
    design = Design(np.ones(80), stratum=np.tile(st, 2), psu=np.tile(cl, 2))
    y = np.zeros((80, 2))
    y[:40, 0], y[40:, 1] = FIRST, SECOND
    base = np.repeat([[True, False], [False, True]], 40, axis=0)
    joint = covariance(influence(y, base, design.weight), design)
    study = study_of(panel(st=st, cl=cl), id="id", panel=True, strata="st", psu="cl")
    assert overlap(study) == pytest.approx(joint[0, 1], rel=1e-10)


def test_a_panel_s_replicates_covary_in_both_waves(study_of):
    # a delete-one jackknife is the linearised covariance
    raised = 40 / 39 * (1 - np.eye(40))
    columns = {"w": 1.0, **{f"rw{k:02}": raised[:, k] for k in range(40)}}
    replicates = {"columns": "rw*", "method": "jk1"}
    study = study_of(panel(**columns), id="id", panel=True, weight="w", replicates=replicates)
    assert overlap(study) == pytest.approx((15 / 40 - 0.5 * 0.625) / 39, rel=1e-10)


def test_segments_of_a_panel_covary_with_themselves(study_of):
    age = np.where(np.arange(40) % 2, "young", "old")
    study = study_of(panel(age=age), id="id", panel=True, segments={"age": {"consumer": "age"}})
    joint = overlap(study, by="age")
    first, second = np.array(FIRST)[age == "old"], np.array(SECOND)[age == "old"]
    correlation = np.corrcoef(first, second)[0, 1]
    tally = gk.tally(study, by="age")
    se = [tally.estimate("items", "a", "consumer", "old", wave).se for wave in WAVES]
    assert joint[0, 0] == pytest.approx(correlation * se[0] * se[1], rel=1e-10)
    assert joint[0, 1] == pytest.approx(0, abs=1e-15)


def test_what_a_suppressed_cell_shares_is_hidden(study_of):
    age = np.where(np.arange(40) < 5, "young", "old")
    study = study_of(panel(age=age), id="id", panel=True, segments={"age": {"consumer": "age"}})
    assert np.isnan(overlap(study, by="age")).all()
