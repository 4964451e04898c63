"""What charts of answers, steps and words show, before anything is drawn."""

from dataclasses import replace
from math import isnan

import pandas as pd
import pytest

import gapkit as gk
from gapkit.charts import (
    Theme,
    cascade,
    cascade_data,
    distribution_data,
    funnel_data,
    horseshoe_data,
    know_asked_data,
    likert_data,
    statements_data,
)
from gapkit.errors import OptionError
from gapkit.errors.charts import NothingToDrawError
from gapkit.gaps import Gaps


def test_a_likert_bar_holds_the_shares_counted_by_hand(studies):
    consumer, marketer = likert_data(studies.scales()).rows[0].bars
    assert consumer.shares == pytest.approx((10 / 200, 16 / 200, 34 / 200, 82 / 200, 58 / 200))
    assert (consumer.low_text, consumer.middle_text, consumer.high_text) == ("13%", "17", "70%")
    assert marketer.shares == pytest.approx((0.09, 0.21, 0.34, 0.27, 0.09))
    assert (marketer.texts, marketer.high_text) == (("9", "21", "34", "27", "9"), "36%")


def test_totals_are_added_up_before_they_are_rounded(studies):
    bar = likert_data(studies.scales(marketers=(124, 124, 252, 250, 250))).rows[0].bars[1]
    assert (bar.texts[0], bar.texts[1], bar.low_text) == ("12", "12", "25%")  # 12.4 + 12.4 = 24.8


def test_shares_below_five_percent_are_not_printed(studies):
    bar = likert_data(studies.scales(marketers=(4, 21, 34, 27, 14))).rows[0].bars[1]
    assert bar.texts == ("", "21", "34", "27", "14")


def test_weights_move_the_shares_and_bases_stay_people():
    people = pd.DataFrame({"q": [1] * 50 + [5] * 50, "w": [3.0] * 50 + [1.0] * 50})
    survey = gk.Survey.from_frames(
        {"consumer": people, "marketer": people},
        reference="consumer",
        pairs={"a": {"consumer": "q", "marketer": "q"}},
        format="scale",
        scale={"from": 1, "to": 5},
        weight={"consumer": "w"},
    )
    consumer, marketer = likert_data(gk.gap(gk.open(survey))).rows[0].bars
    assert (consumer.shares[0], marketer.shares[0]) == pytest.approx((0.75, 0.5))
    assert consumer.base == 100


def test_likert_totals_have_wilson_intervals(studies):
    marketer = likert_data(studies.scales()).rows[0].bars[1]
    assert marketer.high_ends == pytest.approx((0.2727, 0.4576), abs=5e-5)  # 36 of 100 by Wilson's formula


def test_rows_are_sorted_by_the_reference_s_upper_half(studies):
    rows = likert_data(studies.scales(["a"] * 8)).rows
    highs = [row.bars[0].high for row in rows]
    assert highs == sorted(highs, reverse=True)
    assert [row.item for row in likert_data(studies.scales(["a"] * 3), sort="survey").rows] == [
        "i0",
        "i1",
        "i2",
    ]


def test_a_suppressed_side_says_so_and_a_small_one_is_hollow(studies):
    few = likert_data(studies.scales(marketers=(2, 2, 2, 1, 1))).rows[0].bars[1]
    assert (few.words, few.shares) == ("n<10", ())
    assert likert_data(studies.scales(marketers=(5, 5, 5, 5, 5))).rows[0].bars[1].hollow


def test_an_even_scale_has_no_middle(studies):
    people = pd.DataFrame({"q": [1, 2, 3, 4] * 30})
    survey = gk.Survey.from_frames(
        {"consumer": people, "marketer": people},
        reference="consumer",
        pairs={"a": {"consumer": "q", "marketer": "q"}},
        format="scale",
        scale={"from": 1, "to": 4},
    )
    data = likert_data(gk.gap(gk.open(survey)))
    assert (data.groups[0].middle_head, data.rows[0].bars[0].middle_text) == ("", "")
    assert (data.rows[0].bars[0].low, data.rows[0].bars[0].high) == (0.5, 0.5)


def test_a_likert_chart_without_a_scale_says_what_it_needs(handmade):
    with pytest.raises(NothingToDrawError) as caught:
        likert_data(handmade.cmo())
    assert str(caught.value) == "NothingToDrawError: `likert` needs a question with a scale.\n  found: `q`"
    with pytest.raises(OptionError):
        likert_data(handmade.cmo())


def test_a_wrong_style_is_told(studies):
    with pytest.raises(OptionError, match="`style` must be one of"):
        likert_data(studies.scales(), style="round")


def test_a_distribution_holds_every_number_once(studies):
    consumer, marketer = distribution_data(studies.scales()).panels[0].curves
    assert consumer.given.numbers == (1, 2, 3, 4, 5)
    assert consumer.given.counts == (10, 16, 34, 82, 58)
    assert consumer.value == pytest.approx((10 + 32 + 102 + 328 + 290) / 200)
    assert marketer.text == "Marketer: mean 3.06 (2.84 to 3.28), n\u00a0=\u00a0100"


def test_the_axis_of_a_scale_is_the_whole_scale_and_bins_are_whole(studies):
    gaps = studies.scales()
    axis = distribution_data(gaps).panels[0].axis
    assert (axis.low, axis.high, axis.ticks[0]) == (1, 5, (1, "1"))
    bins = distribution_data(gaps, shape="histogram").panels[0]
    assert (bins.axis.low, bins.axis.high) == (0.5, 5.5)
    assert bins.heights[-1] == (1.0, "41%")  # 82 of 200 consumers say 4


def numbers(consumers, marketers):
    survey = gk.Survey.from_frames(
        {"consumer": pd.DataFrame({"q": consumers}), "marketer": pd.DataFrame({"q": marketers})},
        reference="consumer",
        pairs={"hours": {"consumer": "q", "marketer": "q"}},
        format="number",
        unit="hours",
    )
    return gk.gap(gk.open(survey))


def test_a_far_number_ends_no_axis_and_is_told():
    panel = distribution_data(numbers([*range(1, 500), 9000], list(range(1, 301)))).panels[0]
    assert panel.axis.high == 500
    assert panel.remark == "Beyond the axis: Consumer 0.2%."


def test_medians_are_marked_where_asked_for():
    curve = (
        distribution_data(numbers([*range(1, 100)], list(range(101))), centre="median").panels[0].curves[0]
    )
    assert curve.value == 50
    assert curve.text.startswith("Consumer: median 50")


def test_a_distribution_is_the_same_twice(studies):
    from gapkit.charts import distribution

    gaps = studies.scales()
    for shape in ("ecdf", "histogram", "box"):
        assert distribution(gaps, shape=shape).to_svg() == distribution(gaps, shape=shape).to_svg()


def test_a_funnel_finds_each_step_s_base(studies):
    consumers, marketers = funnel_data(studies.steps()).sides
    assert [(step.item, step.parent, step.refused) for step in consumers.steps] == [
        ("a", "", False),
        ("b", "a", False),
        ("c", "a", False),
        ("d", "a", True),
    ]
    assert [step.text for step in consumers.steps] == ["29%", "32%", "51%", "86%"]  # as Maritz printed
    assert [step.base for step in consumers.steps] == [1298, 375, 375, 923]
    assert consumers.steps[1].reached == pytest.approx(120 / 1298)
    assert consumers.steps[3].reached == pytest.approx(794 / 1298)
    assert [step.words for step in marketers.steps] == ["", "not asked", "not asked", "not asked"]


def test_a_funnel_s_title_follows_the_steps(studies):
    assert funnel_data(studies.steps()).title == "29% of Consumer: “Answered”; 32% of those: “Loved”"


def test_steps_may_be_put_in_order(studies):
    data = funnel_data(studies.steps(), items=["c", "a"])
    assert [step.item for step in data.sides[0].steps] == ["c", "a"]


def test_know_and_asked_count_yes_no_and_silence_apart(studies, tmp_path):
    data = know_asked_data(studies.know(tmp_path))
    know, asked = data.rows[0].bars
    assert (know.label, know.yes_text, know.no_text) == ("Say they know", "81%", "19%")  # 128 of 159
    assert (asked.yes_text, asked.silent_text) == ("40%", "12%")  # 63 of 159; 22 of 181
    assert data.title == "Say they know: 81%; Have asked: 40%"
    assert data.rows[0].crossed == (
        "44% of 159 who answered both: “Say they know” but not “Have asked”; 3% the other way round."
    )
    assert (data.rows[0].share_higher, data.rows[0].share_lower) == pytest.approx((70 / 159, 5 / 159))


def test_know_and_asked_of_two_sides_cross_nothing(handmade):
    row = know_asked_data(handmade.cmo()).rows[0]
    assert (row.crossed, isnan(row.share_higher)) == ("", True)


def test_the_gaps_of_a_cascade_add_up(studies, tmp_path):
    item = cascade_data(studies.chain(tmp_path)).items[0]
    assert (item.first.value, item.last.value) == (0.8, 0.3)
    assert [link.row.gap for link in item.links] == pytest.approx([-0.3, -0.1, -0.1])
    assert item.whole.gap == pytest.approx(sum(link.row.gap for link in item.links))
    assert [(link.start, link.end) for link in item.links] == [(0.8, 0.5), (0.5, 0.4), (0.4, 0.3)]


def test_a_cascade_s_title_names_the_largest_clear_gap(studies, tmp_path):
    title = cascade_data(studies.chain(tmp_path)).title
    assert title == "“Deals” loses most from “Consumers want” to “Marketers believe”: −30 points"


def longer(gaps, items):
    """The same chain for so many items."""
    rows = [
        replace(row, item=f"i{place}", label=f"Item {place}") for place in range(items) for row in gaps.rows
    ]
    return Gaps(gaps.tally, tuple(rows), gaps.method)


def test_a_cascade_of_five_items_fits_a_page_and_one_has_more_room(studies, tmp_path):
    gaps = studies.chain(tmp_path)
    one, five = (cascade(longer(gaps, count), chrome=False).figure.get_size_inches()[1] for count in (1, 5))
    assert five < Theme().page.tallest
    assert one > five / 4, "rows stand farther apart where there are few"


def test_the_last_row_of_a_cascade_has_the_gap_from_end_to_end(studies, tmp_path):
    texts = cascade(studies.chain(tmp_path), chrome=False).figure.axes[0].texts
    heights = {each.get_text(): each.get_position()[1] for each in texts}
    assert heights["= Consumers experience"] == pytest.approx(heights["\u221250"], abs=0.02)


def test_a_long_item_leaves_a_cascade_s_title_short(studies, tmp_path):
    title = cascade_data(studies.chain(tmp_path, "x" * 80)).title
    assert title == "The largest step is from “Consumers want” to “Marketers believe”: −30 points"


def test_a_cascade_needs_a_chain(handmade):
    with pytest.raises(NothingToDrawError) as caught:
        cascade_data(handmade.cmo())
    assert caught.value.message == "`cascade` needs a question that is a chain."
    assert caught.value.hint == "name its steps in `roles` and say `chain = true`."


def test_a_horseshoe_opens_as_far_as_the_typical_gap(handmade):
    gaps = handmade.gaps([handmade.gap("a", "A"), handmade.gap("b", "B")])
    data = horseshoe_data(gaps)
    assert (data.opening, data.opening_text) == (pytest.approx(0.4), "40 points")  # 10 against 50, twice
    assert [item.place for item in data.items] == [0.25, 0.75]
    assert [item.reach for item in data.items] == pytest.approx([-0.4, -0.4])


def test_a_horseshoe_of_the_same_respondents_is_drawn(studies, tmp_path):
    data = horseshoe_data(studies.know(tmp_path))
    assert data.opening_detail == "typical gap (root mean square), sampling noise in it"
    assert data.opening_text == "41 points"


def test_a_horseshoe_of_many_items_keeps_the_largest_in_their_order(handmade):
    data = horseshoe_data(handmade.many(40))
    assert [item.row.item for item in data.items] == [f"i{place}" for place in range(16)]
    assert "The 16 largest of 40 gaps are shown." in data.notes


def test_a_horseshoe_without_a_gap_says_so(handmade):
    from gapkit.charts import horseshoe

    silent = handmade.estimate(status="one_sided", base=float("nan"))
    chart = horseshoe(handmade.gaps([handmade.gap("a", "A", silent, status="one_sided")]))
    assert (chart.data.opening_text, chart.data.opening_detail) == ("unknown", "no gap can be computed")


def test_statements_make_up_no_number(handmade):
    printed = handmade.pivot()  # noqa: PD010 - no frame
    cards = {card.item: [said.quote for said in card.sides] for card in statements_data(printed).cards}
    assert cards["trust"] == ["not published", "“most companies”"]
    assert cards["service"] == ["ranked last", "59%"]
    assert cards["deals"] == ["83%", "53%"]


@pytest.mark.parametrize(
    "decide", [horseshoe_data, know_asked_data, funnel_data, statements_data], ids=lambda each: each.__name__
)
def test_alt_texts_are_short_whole_sentences_and_frames_hold_every_item(handmade, decide):
    for gaps in (handmade.cmo(), handmade.doubtful()):
        data = decide(gaps)
        assert len(data.alt_text) <= 350
        assert data.alt_text.endswith((".", "…"))
        assert set(data.to_frame()["item"]) == {row.item for row in gaps.rows}


@pytest.mark.parametrize("decide", [likert_data, distribution_data], ids=lambda each: each.__name__)
def test_frames_of_answers_hold_every_item(studies, decide):
    assert set(decide(studies.scales()).to_frame()["item"]) == {"i0", "i1"}


def test_answers_of_a_few_who_might_be_recognised_are_not_shown(studies):
    gaps = studies.scales(marketers=(3, 20, 20, 20, 20))
    assert likert_data(gaps).rows[0].bars[1].words == "fewer than 5 people gave some answer"
    curve = distribution_data(gaps).panels[0].curves[1]
    assert (curve.given, curve.text) == (None, "Marketer: fewer than 5 people gave some answer")


def test_outer_numbers_of_those_who_might_be_recognised_are_not_shown():
    data = distribution_data(numbers(list(range(300)), list(range(100))))
    consumer, marketer = data.panels[0].curves
    assert (consumer.given.numbers[0], consumer.given.numbers[-1]) == (0, 299)  # 300: nobody stands out
    assert (marketer.given.numbers[0], marketer.given.numbers[-1]) == (9, 89)
    assert sum(marketer.given.counts) == 100
    assert "Marketer: nothing outside the 10th and 90th percentile is shown, nor anybody." in data.notes
