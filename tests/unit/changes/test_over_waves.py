"""The trend of a gap over waves: the line by hand, panels, gaps that are missing."""

from __future__ import annotations

from math import isnan, sqrt

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.changes import TREND_COLUMNS
from gapkit.errors import OptionError, UnknownItemError

WAVES = ["2020", "2022", "2024"]


def answers(yes, n, name="q"):
    return pd.DataFrame({"id": range(n), name: [1] * yes + [0] * (n - yes)})


def study_of(consumers, marketers, waves=WAVES, side=None, **question):
    survey = gk.Survey.from_frames(
        {
            "consumer": dict(zip(waves, consumers, strict=True)),
            "marketer": dict(zip(waves, marketers, strict=True)),
        },
        reference="consumer",
        sides={"consumer": side or {}, "marketer": side or {}},
        options={"waves": waves},
        **{"pairs": {"deals": {"consumer": "q", "marketer": "q"}}, **question},
    )
    return gk.open(survey)


def rising(**options):
    consumers = [answers(300, 600)] * 3
    return study_of(consumers, [answers(yes, 200) for yes in (100, 120, 140)], **options)


def test_equal_bases_give_the_plain_line():
    row = gk.trends(gk.gap(rising()))["deals"]
    assert row.slope == pytest.approx(0.1)  # 0, 0.1, 0.2

    def smooth(x, n):
        return (x + 1) / (n + 2) * (1 - (x + 1) / (n + 2)) / n

    ends = [smooth(x, 200) + smooth(300, 600) for x in (100, 140)]
    assert row.se == pytest.approx(sqrt(sum(ends)) / 2)
    assert (row.first_wave, row.last_wave, row.waves) == ("2020", "2024", 3)
    assert (row.first_gap, row.last_gap) == (pytest.approx(0.0), pytest.approx(0.2))
    assert row.flagged


def test_times_are_the_unit_of_the_slope():
    gaps = gk.gap(rising())
    one, two = gk.trends(gaps)["deals"], gk.trends(gaps, times=[2020, 2022, 2024])["deals"]
    assert (two.slope, two.se, two.p_value) == (
        pytest.approx(one.slope / 2),
        pytest.approx(one.se / 2),
        pytest.approx(one.p_value),
    )


def test_swapping_the_sides_turns_the_trend_around():
    ups, flat = [answers(yes, 200) for yes in (100, 120, 140)], [answers(300, 600)] * 3
    one, two = (
        gk.trends(gk.gap(study_of(flat, ups)))["deals"],
        gk.trends(gk.gap(study_of(ups, flat)))["deals"],
    )
    assert (one.slope, one.ci_low) == (pytest.approx(-two.slope), pytest.approx(-two.ci_high))


def test_a_panel_is_surer_of_the_trend():
    # the same people answer in all waves, and 20 more of them say yes each time
    panel, apart = ({"panel": each, "id": "id"} for each in (True, False))
    one, two = (gk.trends(gk.gap(rising(side=side)))["deals"] for side in (panel, apart))
    assert one.slope == pytest.approx(two.slope, abs=0.02)
    assert one.se < 0.6 * two.se


def test_a_wave_without_a_gap_keeps_its_place_in_time():
    waves = ["a", "b", "c", "d"]
    few = answers(3, 6)
    marketers = [answers(100, 200), few, answers(140, 200), answers(160, 200)]
    told = gk.trends(gk.gap(study_of([answers(300, 600)] * 4, marketers, waves)))["deals"]
    assert (told.waves, told.slope) == (3, pytest.approx(0.1, abs=0.001))  # 0, -, 0.2, 0.3 at 1, 3, 4


def test_two_gaps_have_no_trend():
    marketers = [answers(100, 200), answers(3, 6), answers(140, 200)]
    row = gk.trends(gk.gap(study_of([answers(300, 600)] * 3, marketers)))["deals"]
    assert (row.status, row.waves, row.first_wave, isnan(row.slope)) == ("suppressed", 2, "", True)


def test_means_have_a_trend_in_scale_units():
    rng = np.random.default_rng(1)
    side = [pd.DataFrame({"q": np.clip(np.round(rng.normal(m, 1, 300)), 1, 5)}) for m in (2.5, 3.0, 3.5)]
    flat = [pd.DataFrame({"q": np.clip(np.round(rng.normal(3, 1, 300)), 1, 5)})] * 3
    study = study_of(flat, side, format="scale", scale={"from": 1, "to": 5}, measure="mean")
    row = gk.trends(gk.gap(study))["deals"]
    gaps = [a["q"].mean() - b["q"].mean() for a, b in zip(side, flat, strict=True)]
    assert row.slope == pytest.approx((gaps[2] - gaps[0]) / 2)
    error = sum(each["q"].var() / 300 for each in (side[0], side[2], flat[0], flat[2]))
    assert row.se == pytest.approx(sqrt(error) / 2)


def test_items_are_corrected_together():
    consumers = [pd.DataFrame({"q": [1, 0] * 300, "r": [1, 0] * 300})] * 3
    marketers = [
        pd.DataFrame({"q": [1] * yes + [0] * (200 - yes), "r": [1, 0] * 100}) for yes in (100, 108, 125)
    ]
    pairs = {name: {"consumer": name, "marketer": name} for name in "qr"}
    told = gk.trends(gk.gap(study_of(consumers, marketers, pairs=pairs)))
    assert told["q"].p_adjusted == pytest.approx(2 * told["q"].p_value)
    assert told["q"].family_size == 2


def test_columns_and_words():
    told = gk.trends(gk.gap(rising()))
    assert list(told.to_frame().columns) == list(TREND_COLUMNS)
    assert repr(told) == "<WaveTrends of 'Gap study': 1 trends, 1 flagged>"
    assert "Per step" in told._repr_html_()
    with pytest.raises(UnknownItemError, match="no row `nothing`"):
        _ = told["nothing"]


@pytest.mark.parametrize("times", [[1, 2], [1, 2, 2], [3, 2, 1], [1, 2, float("nan")]])
def test_times_must_fit_the_waves(times):
    with pytest.raises(OptionError, match="`times` must be 3 rising numbers, one per wave"):
        gk.trends(gk.gap(rising()), times=times)


def test_two_waves_have_a_change_and_no_trend():
    study = study_of([answers(300, 600)] * 2, [answers(100, 200)] * 2, ["a", "b"])
    with pytest.raises(OptionError) as caught:
        gk.trends(gk.gap(study))
    assert str(caught.value) == (
        "OptionError: `gaps` must be gaps of three waves or more.\n  found: gaps of 2 waves"
    )
