"""What small multiples show: panels of one kind on one scale."""

from dataclasses import replace

import pytest

from gapkit.charts import dumbbell, gap_forest, small_multiples, small_multiples_data
from gapkit.charts.grids import _joined
from gapkit.charts.words import Axis
from gapkit.errors import OptionError
from gapkit.gaps import Gaps


def test_a_panel_a_segment_in_one_order(handmade):
    data = small_multiples_data(handmade.split(handmade.cmo()))
    assert [cell.heading for cell in data.cells] == ["18-24", "25-34", "35-44"]
    orders = [[row.item for row in cell.data.rows] for cell in data.cells]
    assert orders[0] == orders[1] == orders[2]


def test_a_panel_a_question_where_nothing_is_split(handmade):
    study = handmade.survey(handmade.question("q", label="First"), handmade.question("r", label="Second"))
    rows = [handmade.gap("a", "A"), handmade.gap("b", "B", question="r")]
    data = small_multiples_data(handmade.gaps(rows, study), of="paired")
    assert [cell.heading for cell in data.cells] == ["First", "Second"]


def test_panels_share_their_scale(handmade):
    gaps = handmade.split(handmade.labelled("A"))
    rows = tuple(
        replace(row, gap=0.7, ci_low_family=0.6, ci_high_family=0.8) if row.segment == "25-34" else row
        for row in gaps.rows
    )
    data = small_multiples_data(Gaps(gaps.tally, rows, gaps.method), of="gap_forest")
    axes = [cell.data.groups[0].axis for cell in data.cells]
    assert axes[0] == axes[1] == axes[2]
    assert axes[0].low <= -0.4
    assert axes[0].high >= 0.8


def test_an_axis_that_holds_others_has_the_coarsest_numbers():
    fine = Axis(-0.3, 0.1, tuple((place / 10, str(place)) for place in range(-3, 2)))
    coarse = Axis(0.0, 1.0, ((0.0, "0"), (0.5, "50"), (1.0, "100")))
    joined = _joined([fine, coarse])
    assert (joined.low, joined.high) == (-0.3, 1.0)
    assert [text for _, text in joined.ticks] == ["0", "50", "100"]


def test_finished_charts_become_panels(handmade):
    charts = [dumbbell(handmade.many(2), title="One"), dumbbell(handmade.cmo(), title="Two")]
    data = small_multiples_data(charts, title="Both")
    assert data.title == "Both"
    assert [cell.heading for cell in data.cells] == ["One", "Two"]
    assert data.to_frame()["panel"].tolist() == ["One"] * 2 + ["Two"] * 9


def test_charts_of_two_kinds_are_refused(handmade):
    with pytest.raises(OptionError) as caught:
        small_multiples_data([dumbbell(handmade.cmo()), gap_forest(handmade.cmo())])
    assert str(caught.value) == (
        "OptionError: `results` must be charts of one kind.\n  found: dumbbell and gap_forest"
    )


def test_no_chart_is_refused():
    with pytest.raises(OptionError) as caught:
        small_multiples_data([])
    assert str(caught.value) == "OptionError: `results` must be charts of one kind.\n  found: no chart"


@pytest.mark.parametrize("columns", [0, 5])
def test_columns_have_limits(handmade, columns):
    with pytest.raises(OptionError) as caught:
        small_multiples_data(handmade.split(handmade.cmo()), columns=columns)
    assert str(caught.value) == f"OptionError: `columns` must be from 1 to 4.\n  found: {columns}"


def test_a_heat_map_is_no_panel(handmade):
    with pytest.raises(OptionError) as caught:
        small_multiples_data(handmade.split(handmade.cmo()), of="segment_heatmap")
    assert caught.value.message.startswith("`of` must be one of `dumbbell`, `butterfly`")


def test_panels_stand_beside_each_other(handmade):
    figure = small_multiples(handmade.split(handmade.labelled("A")), chrome=False).figure
    heads = {each.get_text(): each.get_position() for each in figure.axes[0].texts}
    assert heads["18-24"][1] == heads["25-34"][1]
    assert heads["25-34"][0] > heads["18-24"][0] + 3
    assert heads["35-44"][1] > heads["18-24"][1]
