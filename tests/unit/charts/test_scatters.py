"""What the two scatters show: points, crosses, quarters, and labels or numbers."""

from dataclasses import replace

import pytest

from gapkit.charts import agreement, agreement_data, priority, priority_data
from gapkit.errors import OptionError
from gapkit.gaps import Gaps


def points(data):
    return {point.item: point for point in data.points}


def test_points_stand_at_the_values_with_each_sides_interval(handmade):
    gaps = handmade.cmo()
    told = points(agreement_data(gaps))
    for row in gaps:
        point = told[row.item]
        assert (point.x, point.y) == (row.of_reference.value, row.of_side.value)
        assert (point.x_low, point.y_high) == (row.of_reference.ci_low, row.of_side.ci_high)


def test_points_are_filled_where_flagged(handmade):
    told = points(agreement_data(handmade.cmo()))
    assert [item for item, point in told.items() if point.hollow] == ["news"]
    assert {point.hue for point in told.values()} == {"reference", "side", "muted"}
    assert told["content"].hue == "side"
    doubtful = points(agreement_data(handmade.doubtful()))
    assert doubtful["b"].hollow, "small base"
    assert doubtful["f"].hollow, "related"


def test_both_axes_are_alike(handmade):
    data = agreement_data(handmade.cmo())
    assert data.x_axis == data.y_axis
    assert (data.x_axis.low, data.x_axis.high) == (0.0, 1.0)


def test_rows_without_a_point_are_listed(handmade):
    data = agreement_data(handmade.doubtful())
    assert "Asked of consumers (asked of Consumers only)" in data.pointless
    drawn = " ".join(each.get_text() for each in agreement(handmade.doubtful()).figure.axes[0].texts)
    assert "Without a point: Too few marketers answered" in drawn


def test_up_to_twenty_points_labels_stand_beside_them(handmade):
    drawn = [each.get_text() for each in agreement(handmade.many(3)).figure.axes[0].texts]
    assert not any(each in ("1", "2", "3") for each in drawn)


def test_beyond_twenty_points_the_rest_is_numbered_with_a_key(handmade):
    rows = list(handmade.many(30).rows)
    rows[10:] = [replace(row, p_adjusted=0.5, ci_high_family=0.1, verdict="undecided") for row in rows[10:]]
    drawn = [each.get_text() for each in agreement(handmade.gaps(rows)).figure.axes[0].texts]
    assert "20" in drawn, "twenty are not flagged, so they have numbers"
    assert any(each.startswith("Item 29, as long as such labels are (") for each in drawn), "in the key"


def test_questions_of_different_units_need_a_choice(handmade):
    mean = replace(handmade.means().rows[0], question="r")
    study = handmade.survey(handmade.question("q"), handmade.question("r"))
    with pytest.raises(OptionError) as caught:
        agreement_data(handmade.gaps([handmade.gap("a", "A"), mean], study))
    assert str(caught.value) == (
        "OptionError: `question` must be one of `q`, `r`.\n  found: None\n"
        "  hint:  these questions have different units: choose one with `question` "
        "(`--question` on the command line)."
    )


def test_the_cross_is_the_median_of_the_reference(handmade):
    data = priority_data(handmade.cmo())
    assert data.cross == 0.50, "of 67, 60, 63, 50, 67, 46, 41, 30 and 46"
    assert data.cross_name == "median: 50%"
    assert any(note == "Dashed line: 50% of Consumers, the median of the items shown." for note in data.notes)


def test_a_cross_given_is_told_as_given(handmade):
    data = priority_data(handmade.cmo(), cross=0.55)
    assert data.cross_name == "line: 55%"
    assert "Dashed line: 55% of Consumers, as given." in data.notes


def test_points_are_filled_where_their_quarter_is_sure(handmade):
    told = points(priority_data(handmade.cmo()))
    assert not told["special"].hollow
    assert told["service"].hollow, "50% stands on the line"
    assert told["news"].hollow, "its gap holds 0"


def test_a_gap_that_reaches_the_margin_leaves_the_quarter_open(handmade):
    gaps = handmade.cmo()
    wide = Gaps(gaps.tally, tuple(replace(row, margin=0.23) for row in gaps.rows), gaps.method)
    told = points(priority_data(wide))
    assert told["ideas"].hollow, "-38 to -22 reaches 23 points"
    assert not told["special"].hollow


def test_points_of_the_quarters_have_gap_and_family_interval(handmade):
    gaps = handmade.cmo()
    told = points(priority_data(gaps))
    for row in gaps:
        assert (told[row.item].y, told[row.item].y_low) == (row.gap, row.ci_low_family)


def test_low_gaps_stand_on_top(handmade):
    figure = priority(handmade.cmo(), chrome=False).figure
    drawn = {each.get_text(): each.get_position()[1] for each in figure.axes[0].texts}
    assert drawn["FIX FIRST"] < drawn["KEEP"], "y runs downwards"
    assert drawn["−50"] < drawn["+25"]


def test_the_title_counts_what_is_sure(handmade):
    assert priority_data(handmade.cmo()).title == (
        "4 of 9 items are wanted more than most and clearly underrated"
    )


def test_points_in_the_very_corner_have_a_number_of_their_own(handmade):
    full = {"low": 97.0, "high": 100.0}
    rows = [
        handmade.gap(
            f"i{place}",
            f"Item {place}",
            handmade.estimate(100.0, **full),
            handmade.estimate(100.0, side="consumer", base=1300.0, **full),
            family=(-2.0, 2.0),
            p=1.0,
        )
        for place in range(2)
    ]
    drawn = [each.get_text() for each in agreement(handmade.gaps(rows), chrome=False).figure.axes[0].texts]
    assert drawn.count("–") == 0
    assert sum(each in ("1", "2") for each in drawn) >= 2


@pytest.mark.parametrize("draw", [agreement, priority])
def test_where_no_item_has_a_point_no_empty_field_is_drawn(handmade, draw):
    silent = handmade.estimate(status="one_sided", base=float("nan"))
    chart = draw(handmade.gaps([handmade.gap("a", "A", silent, status="one_sided")]), chrome=False)
    assert chart.figure.get_size_inches()[1] < 1
    drawn = [each.get_text() for each in chart.figure.axes[0].texts]
    assert drawn == ["Without a point: A (asked of Consumers only)."]


def mean_ranks(handmade):
    made = handmade.gaps([handmade.gap("a", "A", family=(-50, -30), p=0.001), handmade.gap("b", "B")])
    rows = tuple(
        replace(
            row,
            measure="mean_rank",
            of_side=replace(row.of_side, measure="mean_rank", value=3.0, ci_low=2.5, ci_high=3.5),
            of_reference=replace(row.of_reference, measure="mean_rank", value=1.5, ci_low=1.2, ci_high=1.8),
        )
        for row in made.rows
    )
    return Gaps(made.tally, rows, made.method)


def test_of_mean_ranks_the_parts_say_earlier_and_later(handmade):
    corners = {each.corner: each.strong for each in agreement_data(mean_ranks(handmade)).corners}
    assert corners == {"top left": "Senior marketers later", "bottom right": "Senior marketers earlier"}


def test_priorities_of_mean_ranks_are_refused(handmade):
    with pytest.raises(OptionError) as caught:
        priority_data(mean_ranks(handmade))
    assert str(caught.value) == (
        "NothingToDrawError: `priority` needs a measure of which more is wanted more; a low mean rank is "
        "wanted most.\n  found: `q`\n"
        "  hint:  draw the gaps of `gk.RankedTop(1)`, or `agreement` and `rank_slope` of mean ranks."
    )
