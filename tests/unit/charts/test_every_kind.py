"""What holds of every chart: one registry, the same bytes twice, words without colours, a mark, a frame."""

import re
from dataclasses import replace

import pytest

import gapkit as gk
from gapkit.charts import KINDS
from gapkit.errors import OptionError
from gapkit.gaps import Gaps

MADE = {
    "dumbbell": lambda _, gaps: gk.charts.dumbbell(gaps),
    "butterfly": lambda _, gaps: gk.charts.butterfly(gaps),
    "paired": lambda _, gaps: gk.charts.paired(gaps),
    "gap_forest": lambda _, gaps: gk.charts.gap_forest(gaps),
    "rank_slope": lambda made, gaps: gk.charts.rank_slope(made.ranked(gaps)),
    "agreement": lambda _, gaps: gk.charts.agreement(gaps),
    "priority": lambda _, gaps: gk.charts.priority(gaps),
    "segment_heatmap": lambda made, gaps: gk.charts.segment_heatmap(made.split(gaps), total=gaps),
    "wave_trend": lambda made, gaps: gk.charts.wave_trend(made.over_waves(gaps)),
    "small_multiples": lambda made, gaps: gk.charts.small_multiples(made.split(gaps)),
}
COLOURS = re.compile(r"\b(blue|orange|grey|gray|red|green|colou?r(s|ed)?)\b", re.IGNORECASE)


@pytest.mark.parametrize("name", list(KINDS))
def test_every_kind_is_exported_with_its_data(name):
    assert {name, f"{name}_data"} <= set(gk.charts.__all__)
    assert getattr(gk.charts, name).__module__ == f"gapkit.charts.{KINDS[name].module}"
    assert callable(getattr(gk.charts, f"{name}_data"))


def test_an_unknown_name_of_the_charts_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"module 'gapkit\.charts' has no attribute 'pie'"):
        _ = gk.charts.pie


@pytest.mark.parametrize("name", list(MADE))
@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_two_runs_give_the_same_bytes(handmade, tmp_path, name, ending):
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    MADE[name](handmade, handmade.means()).save(first)
    MADE[name](handmade, handmade.means()).save(second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", list(MADE))
@pytest.mark.parametrize("case", ["cmo", "pivot", "doubtful", "means"])
def test_alt_texts_are_short_whole_and_name_no_colour(handmade, name, case):
    chart = MADE[name](handmade, getattr(handmade, case)())
    assert len(chart.alt_text) <= 350
    assert chart.alt_text.startswith(KINDS[name].words)
    assert chart.alt_text.endswith("All values are in the data table.")
    assert not COLOURS.search(chart.alt_text)
    assert chart.title.rstrip(".") in chart.alt_text
    assert len(chart.title) <= 90


@pytest.mark.parametrize("name", list(MADE))
def test_synthetic_data_are_marked_and_real_data_are_not(handmade, name):
    marked = [each.get_text() for each in MADE[name](handmade, handmade.cmo()).figure.axes[0].texts]
    assert marked.count("Synthetic data") == 1
    plain = [each.get_text() for each in MADE[name](handmade, handmade.doubtful()).figure.axes[0].texts]
    assert "Synthetic data" not in plain


@pytest.mark.parametrize("name", list(MADE))
def test_every_drawn_text_chooses_fonts(handmade, name):
    chart = MADE[name](handmade, handmade.labelled("Größe", "قياس", "大きさ", "† ‡ ½"))
    known = frozenset().union(*chart.data.texts())
    drawn = frozenset().union(*(each.get_text() for each in chart.figure.axes[0].texts))
    assert {each for each in drawn - known if not each.isascii()} <= set("…←→↑±"), "the drawing's own signs"


@pytest.mark.parametrize("name", list(MADE))
def test_the_frame_names_items_and_their_status(handmade, name):
    frame = MADE[name](handmade, handmade.doubtful()).data.to_frame()
    assert {"item", "label"} <= set(frame.columns)
    assert frame["item"].isin(list("abcdefghijk")).all()


@pytest.mark.parametrize("name", list(MADE))
def test_a_title_given_replaces_the_finding(handmade, name):
    gaps = handmade.cmo()
    made = {
        "rank_slope": lambda: gk.charts.rank_slope(handmade.ranked(gaps), title="Ours"),
        "segment_heatmap": lambda: gk.charts.segment_heatmap(handmade.split(gaps), title="Ours"),
        "wave_trend": lambda: gk.charts.wave_trend(handmade.over_waves(gaps), title="Ours"),
        "small_multiples": lambda: gk.charts.small_multiples(handmade.split(gaps), title="Ours"),
    }
    chart = made.get(name, lambda: getattr(gk.charts, name)(gaps, title="Ours"))()
    assert chart.title == "Ours"


def test_pages_share_the_axis_of_all_rows(handmade):
    whole = handmade.labelled("A", "B")
    high = handmade.gap("c", "C", handmade.estimate(90.0), family=(30, 50), p=1e-9)
    low = handmade.gap(
        "d", "D", handmade.estimate(4.0), handmade.estimate(6.0, side="consumer"), family=(-9, 5), p=0.6
    )
    gaps = Gaps(whole.tally, (high, low), whole.method)
    page = Gaps(whole.tally, (low,), whole.method)
    for data_of in (gk.charts.dumbbell_data, gk.charts.paired_data):
        assert data_of(page).groups[0].axis.high < 0.4
        assert data_of(gaps).groups[0].axis.high == 1.0
        assert data_of(page, beside=gaps).groups[0].axis == data_of(gaps).groups[0].axis


def test_several_sides_without_a_choice_name_the_option(handmade):
    rows = [*handmade.cmo().rows[:1], replace(handmade.cmo().rows[1], side="consumer", reference="marketer")]
    with pytest.raises(OptionError) as caught:
        gk.charts.gap_forest(handmade.gaps(rows))
    assert caught.value.hint == (
        "these gaps hold several: choose one with `pair` (`--side` on the command line)."
    )
