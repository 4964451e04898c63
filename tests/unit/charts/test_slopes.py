"""What a rank slope shows: places, ties, rank sets, and what does not rank."""

from math import isnan

import pytest

from gapkit.charts import rank_slope, rank_slope_data
from gapkit.errors import OptionError


def climbs(data):
    return {climb.item: climb for each in data.lists for climb in each.climbs}


def test_ranks_and_sets_are_those_of_the_results(handmade):
    results = handmade.ranked(handmade.cmo())
    frame = rank_slope_data(results).to_frame().set_index("item")
    for row in results:
        told = frame.loc[row.item]
        assert (told["rank_side"], told["rank_reference"]) == (row.rank_side, row.rank_reference)
        assert (told["rank_low_side"], told["rank_high_reference"]) == (
            row.rank_low_side,
            row.rank_high_reference,
        )
        assert told["shift"] == row.shift


def test_ties_are_marked_and_stand_below_each_other(handmade):
    told = climbs(rank_slope_data(handmade.ranked(handmade.cmo())))
    assert told["special"].reference.rank_text == told["exclusive"].reference.rank_text == "=1"
    assert (told["special"].reference.slot, told["exclusive"].reference.slot) == (0, 1)
    assert told["content"].side.rank_text == "1"


def test_lines_are_strong_from_two_places_and_dashed_where_sets_overlap(handmade):
    told = climbs(rank_slope_data(handmade.ranked(handmade.cmo(), sets=1)))
    content = told["content"]
    assert (content.side.rank, content.reference.rank) == (1.0, 9.0)
    assert content.moved
    assert not content.dashed
    assert not content.hollow
    connect = told["connect"]
    assert (connect.side.rank, connect.reference.rank) == (6.0, 4.0)
    assert connect.moved
    assert connect.dashed, "5 to 7 and 3 to 5 share a place"
    assert connect.hollow


def test_unknown_sets_are_dashed_and_say_so(handmade):
    data = rank_slope_data(handmade.ranked(handmade.pivot(), sets=None))
    assert all(climb.dashed for climb in climbs(data).values())
    assert data.set_head == ""
    assert any("the sets are unknown (published figures)" in note for note in data.notes)


def test_last_is_a_place(handmade):
    told = climbs(rank_slope_data(handmade.ranked(handmade.pivot(), sets=None)))
    assert told["service"].reference.rank_text == "5"


def test_items_without_a_place_are_listed_with_the_reason(handmade):
    data = rank_slope_data(handmade.ranked(handmade.doubtful()))
    (lists,) = data.lists
    assert "A related question (related, not the same question)" in lists.unranked
    assert "Too few marketers answered (Senior marketers: n<10)" in lists.unranked
    texts = " ".join(
        each.get_text() for each in rank_slope(handmade.ranked(handmade.doubtful())).figure.axes[0].texts
    )
    assert "Not ranked: Too few marketers answered" in texts


def test_the_title_tells_the_surest_move(handmade):
    assert rank_slope_data(handmade.ranked(handmade.cmo())).title == (
        "“Content is agreeable” ranks first with Senior marketers but ninth with Consumers"
    )
    assert rank_slope_data(handmade.ranked(handmade.cmo(), sets=9)).title == (
        "No item surely ranks differently with Senior marketers and Consumers"
    )


def test_alt_text_says_both_ranks(handmade):
    alt = rank_slope_data(handmade.ranked(handmade.cmo())).alt_text
    assert "Content is agreeable is ranked 1 by Senior marketers and 9 by Consumers." in alt


def test_values_missing_on_a_side_have_no_text(handmade):
    told = climbs(rank_slope_data(handmade.ranked(handmade.pivot(), sets=None)))
    assert isnan(told["service"].reference.value)
    assert told["service"].reference.text == ""


def test_an_unknown_question_is_an_error(handmade):
    with pytest.raises(OptionError) as caught:
        rank_slope_data(handmade.ranked(handmade.cmo()), question="x")
    assert caught.value.message == "`question` must be one of `q`."
