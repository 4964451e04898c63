"""What a forest shows: gaps, both intervals, the margin, p-values."""

from dataclasses import replace
from math import isnan

import pytest

from gapkit.charts import gap_forest, gap_forest_data
from gapkit.gaps import Gaps


def with_margin(gaps, margin):
    return Gaps(gaps.tally, tuple(replace(row, margin=margin) for row in gaps.rows), gaps.method)


def test_values_are_those_of_the_results(handmade):
    gaps = handmade.cmo()
    frame = gap_forest_data(gaps, sort="survey").to_frame()
    results = gaps.to_frame()
    assert frame["gap"].tolist() == results["gap"].tolist()
    assert frame["gap_low"].tolist() == results["ci_low_family"].tolist()
    assert frame["alone_high"].tolist() == results["ci_high"].tolist()
    assert frame["p_adjusted"].tolist() == results["p_adjusted"].tolist()


def test_a_square_is_filled_where_the_interval_clears_the_margin(handmade):
    rows = {row.item: row for row in gap_forest_data(with_margin(handmade.cmo(), 0.15)).rows}
    assert not rows["special"].hollow, "-65 to -51 lies beyond 15 points"
    assert rows["content"].hollow, "14 to 39 reaches 15 points"
    assert rows["content"].bold, "and is flagged all the same"
    assert rows["news"].hollow, "-18 to 7 holds 0"


def test_without_a_margin_zero_decides(handmade):
    rows = {row.item: row for row in gap_forest_data(handmade.cmo()).rows}
    assert [item for item, row in rows.items() if row.hollow] == ["news"]


def test_small_bases_and_related_pairs_are_hollow(handmade):
    rows = {row.item: row for row in gap_forest_data(handmade.doubtful()).rows}
    assert rows["b"].hollow
    assert rows["f"].hollow
    assert not rows["a"].hollow


def test_the_axis_holds_zero_margin_and_every_interval(handmade):
    data = gap_forest_data(with_margin(handmade.labelled("A"), 0.05))
    axis = data.groups[0].axis
    assert axis.low <= -0.40
    assert axis.high >= 0.05
    assert "0" in [text for _, text in axis.ticks]


def test_p_values_are_printed_where_an_item_was_tested(handmade):
    rows = {row.item: row for row in gap_forest_data(handmade.doubtful()).rows}
    assert rows["a"].last == "< .001"
    assert rows["c"].last == ".010"
    assert rows["d"].last == ""
    assert gap_forest_data(handmade.doubtful()).last_head == "p adj."


def test_suppressed_and_one_sided_rows_stay_visible(handmade):
    rows = {row.item: row for row in gap_forest_data(handmade.doubtful()).rows}
    assert isnan(rows["d"].gap)
    assert rows["d"].remark == "Senior marketers: n<10"
    assert rows["h"].remark == "asked of Consumers only"


@pytest.mark.parametrize(("case", "words"), [("cmo", 2), ("means", 2), ("labelled", 1)])
def test_the_direction_is_said_in_words(handmade, case, words):
    gaps = handmade.labelled("A") if case == "labelled" else getattr(handmade, case)()
    texts = [each.get_text() for each in gap_forest(gaps).figure.axes[0].texts]
    assert sum(each in ("← Senior marketers lower", "Senior marketers higher →") for each in texts) == words


def test_the_margin_is_named(handmade):
    texts = [each.get_text() for each in gap_forest(with_margin(handmade.cmo(), 0.05)).figure.axes[0].texts]
    assert "within ±5 points: aligned" in texts


def test_notes_tell_the_two_lines_apart(handmade):
    notes = gap_forest_data(with_margin(handmade.cmo(), 0.05)).notes
    assert "Thick lines: each item alone; thin lines: all items together." in notes
    assert any(note == "Outlined marks: the thin line reaches the margin." for note in notes)


def test_the_margin_is_named_in_the_unit_of_the_question(handmade):
    whole = handmade.means()
    rows = tuple(replace(row, margin=0.25, unit="e-mails") for row in whole.rows if row.measure == "mean")
    drawn = [
        each.get_text() for each in gap_forest(Gaps(whole.tally, rows, whole.method)).figure.axes[0].texts
    ]
    assert "within ±0.25 e-mails: aligned" in drawn


def test_of_mean_ranks_the_directions_are_earlier_and_later(handmade):
    gaps = handmade.cmo()
    rows = tuple(replace(row, measure="mean_rank") for row in gaps.rows)
    data = gap_forest_data(Gaps(gaps.tally, rows, gaps.method))
    assert data.directions == ("Senior marketers earlier", "Senior marketers later")
