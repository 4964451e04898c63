"""What a trend shows: both sides wave by wave, and the change of the gap."""

from dataclasses import replace
from math import isnan

import pandas as pd
import pytest

import gapkit as gk
from gapkit.charts import wave_trend, wave_trend_data
from gapkit.errors import OptionError
from gapkit.gaps import Gaps


@pytest.fixture(scope="module")
def gaps():
    """Three waves of two items; consumers fall, marketers rise."""

    def people(n, **ticks):
        return pd.DataFrame({name: [1] * count + [0] * (n - count) for name, count in ticks.items()})

    waves = ["2023", "2024", "2025"]
    survey = gk.Survey.from_frames(
        {
            "consumer": {w: people(1000, a=800 - 80 * k, b=500) for k, w in enumerate(waves)},
            "marketer": {w: people(200, a=60 + 30 * k, b=100 + k) for k, w in enumerate(waves)},
        },
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in "ab"},
        options={"waves": waves},
    )
    return gk.gap(gk.open(survey))


def test_values_are_those_of_the_results(gaps):
    frame = wave_trend_data(gaps).to_frame().set_index(["item", "wave", "role"])
    for row in gaps:
        for role, estimate in (("side", row.of_side), ("reference", row.of_reference)):
            told = frame.loc[(row.item, row.wave, role)]
            assert (told["value"], told["low"], told["high"], told["base"]) == (
                estimate.value,
                estimate.ci_low,
                estimate.ci_high,
                estimate.base,
            )


def test_the_change_is_that_of_the_last_wave_from_the_first(gaps):
    panel = wave_trend_data(gaps).panels[0]
    ends = Gaps(gaps.tally, tuple(row for row in gaps.rows if row.wave != "2024"), gaps.method)
    change = gk.wave_changes(ends)["a", "all"]
    assert change.before == "2023"
    assert (panel.change, panel.change_low, panel.change_high) == (
        change.change,
        change.ci_low,
        change.ci_high,
    )
    assert panel.change == pytest.approx(0.46), "-50 points to -4"
    assert panel.gap_text == "gap −4 pp (was −50)"
    assert panel.told.startswith("gap changed by +46 pp (95% CI +")


def test_the_title_tells_the_gap_that_surely_changed(gaps):
    assert wave_trend_data(gaps).title == "The gap on “A” narrows from −50 to −4 points"
    assert wave_trend_data(gaps, item="b").title == "The gap has not clearly changed from 2023 to 2025"


def test_one_item_has_its_sides_at_the_ends_of_the_lines(gaps):
    texts = [each.get_text() for each in wave_trend(gaps, item="a").figure.axes[0].texts]
    assert "Consumer 64%" in texts
    assert "Marketer 60%" in texts


def test_an_interval_is_drawn_for_both_sides_of_every_item(gaps):
    ribbons = [patch for patch in wave_trend(gaps).figure.axes[0].patches if patch.get_alpha()]
    assert len(ribbons) == 4


def test_a_wave_without_an_item_breaks_the_line(handmade):
    waves = handmade.over_waves(handmade.labelled("A"), ("1", "2", "3"))
    part = Gaps(waves.tally, tuple(row for row in waves.rows if row.wave != "2"), waves.method)
    other = replace(part.rows[0], item="z", label="Z", wave="2")
    data = wave_trend_data(Gaps(waves.tally, (*part.rows, other), waves.method))
    assert isnan(data.panels[0].side[1].value)
    assert data.panels[0].told == "change can't be told; 2: not asked"


def test_low_bases_are_hollow_and_suppressed_waves_told(handmade):
    panels = {panel.item: panel for panel in wave_trend_data(handmade.over_waves(handmade.doubtful())).panels}
    assert all(stop.hollow for stop in panels["b"].side)
    assert not any(stop.hollow for stop in panels["b"].reference)
    assert panels["d"].told == "change can't be told; Senior marketers: n<10"


@pytest.mark.parametrize(
    ("waves", "found"), [((), "gaps of a survey without `waves`"), (("1",), "gaps of wave 1")]
)
def test_less_than_two_waves_are_refused(handmade, waves, found):
    made = handmade.over_waves(handmade.cmo(), waves) if waves else handmade.cmo()
    with pytest.raises(OptionError) as caught:
        wave_trend_data(made)
    assert str(caught.value) == f"OptionError: `gaps` must be gaps of two waves or more.\n  found: {found}"


def test_an_unknown_item_is_an_error(gaps):
    with pytest.raises(OptionError) as caught:
        wave_trend_data(gaps, item="c")
    assert caught.value.message == "`item` must be one of `a`, `b`."
