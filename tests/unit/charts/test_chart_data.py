"""What a chart of gaps decides before anything is drawn."""

from dataclasses import replace
from math import isnan, nan

import pytest

from gapkit.charts import butterfly_data, dumbbell_data, paired_data
from gapkit.errors import OptionError

MINUS = "−"


def rows_of(data):
    return {row.item: row for row in data.rows}


def test_a_dumbbell_starts_with_the_largest_gap_whatever_its_sign(handmade):
    order = [row.item for row in dumbbell_data(handmade.cmo()).rows]
    assert order == [
        "special",
        "connect",
        "similar",
        "service",
        "exclusive",
        "incentives",
        "ideas",
        "content",
        "news",
    ]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("gap", "special", "news"),
        ("reference", "special", "content"),
        ("side", "content", "incentives"),
        ("survey", "special", "news"),
    ],
)
def test_every_order_starts_and_ends_as_named(handmade, sort, first, last):
    rows = dumbbell_data(handmade.cmo(), sort=sort).rows
    assert (rows[0].item, rows[-1].item) == (first, last)


def test_other_and_rows_without_a_gap_close_the_list(handmade):
    order = [row.item for row in dumbbell_data(handmade.doubtful()).rows]
    assert order[-1] == "k", "the item called Other, although its gap is the largest"
    assert order[:2] == ["a", "f"]
    assert set(order[-5:-1]) == {"d", "e", "h", "i"}, "no gap at all"


@pytest.mark.parametrize(
    ("item", "side", "reference", "gap", "interval", "verdict", "bold"),
    [
        ("special", "7%", "67%", f"{MINUS}60", f"{MINUS}65 to {MINUS}51", "under", True),
        ("content", "57%", "30%", "+27", "+14 to +39", "over", True),
        ("news", "40%", "46%", f"{MINUS}6", f"{MINUS}18 to +7", "undecided", False),
    ],
)
def test_a_row_prints_values_gap_interval_and_verdict(
    handmade, item, side, reference, gap, interval, verdict, bold
):
    row = rows_of(dumbbell_data(handmade.cmo()))[item]
    assert (row.side.text, row.reference.text) == (side, reference)
    assert (row.gap_text, row.interval_text, row.verdict, row.bold) == (gap, interval, verdict, bold)
    assert row.remark == ""


def test_a_bound_near_zero_is_printed_with_a_decimal_and_the_other_too(handmade):
    near = handmade.gap("a", "Near", handmade.estimate(47.0), family=(-5.8, -0.3), p=0.04)
    row = dumbbell_data(handmade.gaps([near])).rows[0]
    assert row.interval_text == f"{MINUS}5.8 to {MINUS}0.3"
    assert row.bold


@pytest.mark.parametrize(
    ("item", "remark"),
    [
        ("a", ""),
        ("b", "small base: n\u00a0=\u00a022"),
        ("c", ""),
        ("d", "Senior marketers: n<10"),
        ("e", "Senior marketers: n<10; Consumers: n<10"),
        ("g", "no spread: no test"),
        ("h", "asked of Consumers only"),
        ("i", "Senior marketers: no answers"),
    ],
)
def test_a_row_says_what_it_can_not_show(handmade, item, remark):
    assert rows_of(dumbbell_data(handmade.doubtful()))[item].remark == remark


@pytest.mark.parametrize(
    ("item", "remark"),
    [
        ("deals", "bases unknown; flagged from n\u00a0=\u00a037 each"),
        ("feedback", "bases unknown; no base would flag it"),
        ("service", "Social consumers: rank last"),
        ("exclusive", "Marketers: rank 6"),
        ("insights", "published for Marketers only"),
        ("trust", "Marketers: “most companies”; Social consumers: not published"),
    ],
)
def test_published_rows_say_what_the_source_lacks(handmade, item, remark):
    assert rows_of(dumbbell_data(handmade.pivot()))[item].remark == remark


def test_one_unknown_base_is_told_in_the_singular(handmade):
    row = handmade.gap(
        "a",
        "A",
        handmade.estimate(10.0, base=181.0),
        handmade.estimate(50.0, side="consumer", base=nan, status="no_base"),
        status="no_base",
        base_needed=17.0,
    )
    assert dumbbell_data(handmade.gaps([row])).rows[0].remark == "base unknown; flagged from n\u00a0=\u00a017"


def test_small_bases_and_related_pairs_are_hollow_and_only_there(handmade):
    rows = rows_of(dumbbell_data(handmade.doubtful()))
    hollow = {
        (item, value.role)
        for item, row in rows.items()
        for value in (row.side, row.reference)
        if value.hollow
    }
    assert hollow == {("b", "side"), ("f", "side"), ("f", "reference")}


def test_a_small_base_is_never_bold(handmade):
    flagged = handmade.gap(
        "a",
        "A",
        handmade.estimate(10.0, base=22.0, status="low_base"),
        family=(-60, -20),
        p=0.001,
        status="low_base",
    )
    assert not dumbbell_data(handmade.gaps([flagged])).rows[0].bold


def test_a_denoted_base_has_a_dagger_and_its_note(handmade):
    data = dumbbell_data(handmade.doubtful())
    assert rows_of(data)["c"].label == "Base below a hundred †"
    assert "† Base below 100." in data.notes


def test_suppressed_values_are_nowhere_in_the_data(handmade):
    data = dumbbell_data(handmade.doubtful())
    row = rows_of(data)["d"]
    assert isnan(row.side.value)
    assert isnan(row.side.base)
    assert (row.side.text, row.gap_text, row.interval_text) == ("", "", "")
    assert any(note.startswith("n<10: suppressed") for note in data.notes)


def test_a_butterfly_shows_ranks_with_ties_and_words_in_place(handmade):
    data = butterfly_data(handmade.pivot())
    rows = rows_of(data)
    assert [row.item for row in data.rows][:4] == ["deals", "rewards", "exclusive", "feedback"]
    assert (rows["deals"].side.rank, rows["new"].side.rank, rows["service"].side.rank) == ("=3", "=3", "#1")
    assert rows["service"].reference.words == "rank last"
    assert rows["insights"].reference.words == "not published"
    assert rows["exclusive"].side.words == "rank 6"
    assert rows["service"].remark == "", "the words stand in the bar's place"


def test_a_butterfly_ends_with_what_ranks_last(handmade):
    order = [row.item for row in butterfly_data(handmade.pivot()).rows]
    assert order[4:] == ["service", "insights", "new", "trust"]


def test_paired_bars_keep_the_words_of_a_missing_side_in_its_place(handmade):
    rows = rows_of(paired_data(handmade.doubtful()))
    assert rows["h"].side.words == "not asked"
    assert rows["d"].side.words == "n<10"
    assert rows["h"].remark == ""


@pytest.mark.parametrize("make", [dumbbell_data, butterfly_data, paired_data])
def test_percent_axes_run_from_0_to_100(handmade, make):
    axis = make(handmade.cmo()).groups[0].axis
    assert (axis.low, axis.high) == (0.0, 1.0)
    assert [text for _, text in axis.ticks] == ["0%", "25%", "50%", "75%", "100%"]


def test_shares_under_40_percent_have_a_shorter_axis_that_holds_their_intervals(handmade):
    low = handmade.gap(
        "a",
        "A",
        handmade.estimate(12.0, low=7, high=19),
        handmade.estimate(31.0, side="consumer", low=27, high=36),
    )
    axis = dumbbell_data(handmade.gaps([low])).groups[0].axis
    assert (axis.low, axis.high) == (0.0, 0.4)


def test_means_run_over_their_scale_and_bars_begin_at_its_lowest_answer(handmade):
    dots, bars = dumbbell_data(handmade.means()).groups[0].axis, paired_data(handmade.means()).groups[0].axis
    assert (dots.low, dots.high, bars.low, bars.high, bars.start) == (1.0, 5.0, 1.0, 5.0, 1.0)
    assert "Bars begin at 1, the lowest answer." in paired_data(handmade.means()).notes
    assert not any("begin at" in note for note in paired_data(handmade.cmo()).notes)
    assert [text for _, text in dots.ticks] == ["1", "2", "3", "4", "5"]


def test_nets_run_from_minus_100_to_100(handmade):
    net = handmade.gap(
        "a",
        "A",
        handmade.estimate(-22.0, measure="net2", low=-38, high=-5),
        handmade.estimate(31.0, side="consumer", measure="net2", low=27, high=35),
        measure="net2",
    )
    axis = dumbbell_data(handmade.gaps([net])).groups[0].axis
    assert [text for _, text in axis.ticks] == [f"{MINUS}100%", f"{MINUS}50%", "0%", "50%", "100%"]


def test_questions_are_stacked_with_headings_on_one_axis(handmade):
    first, second = handmade.question("q", label="First"), handmade.question("r", label="Second", text=False)
    rows = [*handmade.cmo().rows[:2], handmade.gap("x", "X", handmade.estimate(3.0), question="r")]
    low = replace(rows[2].of_reference, value=0.05)
    data = dumbbell_data(
        handmade.gaps([*rows[:2], replace(rows[2], of_reference=low)], handmade.survey(first, second))
    )
    assert [group.heading for group in data.groups] == ["First", "Second"]
    assert data.groups[0].axis == data.groups[1].axis
    assert data.headed


def test_one_question_can_be_chosen(handmade):
    rows = [handmade.cmo().rows[0], replace(handmade.cmo().rows[1], question="r")]
    study = handmade.survey(handmade.question("q"), handmade.question("r"))
    assert [row.item for row in dumbbell_data(handmade.gaps(rows, study), question="r").rows] == ["connect"]


def broken_down(handmade):
    rows = [
        replace(row, segment=segment, segment_by="age")
        for segment in ("18-24", "25-34")
        for row in handmade.cmo().rows
    ]
    return handmade.gaps(rows, handmade.survey(segments={"age": handmade.SEGMENT}))


def test_several_segments_need_a_choice_that_the_error_names(handmade):
    with pytest.raises(OptionError) as caught:
        dumbbell_data(broken_down(handmade))
    assert str(caught.value) == (
        "OptionError: `segment` must be one of `18-24`, `25-34`.\n"
        "  found: None\n"
        "  hint:  these gaps hold several: choose one with `segment` (`--segment` on the command line)."
    )


def test_a_segment_stands_in_the_title(handmade):
    assert dumbbell_data(broken_down(handmade), segment="25-34").title.startswith(
        "Age 25-34: Senior marketers"
    )


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"question": "z"}, "`question` must be one of `q`."),
        ({"segment": "men"}, "`segment` must be one of `all`."),
        ({"pair": ("a", "b")}, "`pair` must be one of `('marketer', 'consumer')`."),
        ({"sort": "up"}, "`sort` must be one of `gap`, `reference`, `side`, `survey`."),
    ],
)
def test_a_choice_that_does_not_exist_is_an_error(handmade, choice, message):
    with pytest.raises(OptionError) as caught:
        dumbbell_data(handmade.cmo(), **choice)
    assert caught.value.message == message


def test_the_subtitle_holds_both_wordings_the_unit_and_the_order(handmade):
    assert dumbbell_data(handmade.cmo()).subtitle == (
        "Consumers: “Why do you like a brand on Facebook?” "
        "Senior marketers: “Why do you think consumers like your brand?” "
        "%\u00a0choosing each item, largest gap first."
    )


def test_the_caption_names_sign_bases_intervals_family_and_dates(handmade):
    data = dumbbell_data(handmade.cmo())
    assert data.notes == (
        "Synthetic data: no real person answered.",
        "Gap = Senior marketers minus Consumers, in percentage points (pp); below 0: Senior marketers lower.",
        "n\u00a0=\u00a01,300 Consumers, 132 Senior marketers (those who were asked and answered).",
        "Bands: 95% interval of each side alone (Wilson).",
        (
            "95% CI of the gap: skewness-corrected score method, simultaneous over all 9 items (max-|t|); "
            "bold: it excludes 0."
        ),
    )
    assert data.source == "Source: CMO Council and Lithium, 2011; fieldwork 2011-10-01 to 2011-11-15."
    assert data.mark == "Synthetic data"


def test_an_unadjusted_interval_is_labelled_as_such(handmade):
    rows = [replace(row, adjust="none") for row in handmade.cmo().rows]
    data = dumbbell_data(handmade.gaps(rows, adjust=("none",)))
    assert data.interval_head == "95% CI, each"
    assert any("each item alone, not adjusted" in note for note in data.notes)


def test_weights_and_effective_bases_are_told(handmade):
    sides = {
        side: replace(each, weight="w" if side == "consumer" else None)
        for side, each in handmade.survey().sides.items()
    }
    row = handmade.gap(
        "a",
        "A",
        reference=handmade.estimate(50.0, side="consumer", base=1300.0, effective=1012.0),
        family=(-52, -28),
    )
    notes = dumbbell_data(handmade.gaps([row], handmade.survey(sides=sides))).notes
    assert (
        "n\u00a0=\u00a01,300 Consumers, 132 Senior marketers (those who were asked and answered); "
        "weighted, n is not; effective n 1,012 Consumers, 132 Senior marketers."
    ) in notes


def test_a_margin_is_explained(handmade):
    rows = [replace(row, margin=0.05) for row in handmade.cmo().rows]
    assert "Aligned: the whole CI lies within 5 points of 0." in dumbbell_data(handmade.gaps(rows)).notes


def test_unknown_bases_are_told_and_no_test_is_claimed(handmade):
    notes = dumbbell_data(handmade.pivot()).notes
    assert "The bases of both sides are unknown." in notes
    assert "No gap could be tested." in notes


def test_the_alt_text_names_type_finding_bases_and_largest_gap(handmade):
    assert dumbbell_data(handmade.cmo()).alt_text == (
        "Dumbbell chart of percentages for 9 items; n = 1,300 Consumers and 132 Senior marketers. "
        "Senior marketers underestimate 7 of 9 expectations and overestimate 1. "
        "Largest gap: Get special treatment for liking the brand, Consumers 67%, Senior marketers 7%, "
        f"gap {MINUS}60 percentage points (95% CI {MINUS}65 to {MINUS}51). All values are in the data table."
    )


def test_the_alt_text_gives_the_opposite_gap_where_there_is_room(handmade):
    rows = [
        handmade.gap("a", "A", family=(-52, -28), p=1e-6),
        handmade.gap("b", "B", handmade.estimate(60.0), family=(2, 18), p=0.01),
    ]
    text = dumbbell_data(handmade.gaps(rows), title="Both ways").alt_text
    assert "Largest opposite gap: B, Consumers 50%, Senior marketers 60%, gap +10 percentage points" in text


@pytest.mark.parametrize("study", ["cmo", "pivot", "doubtful", "means"])
@pytest.mark.parametrize("make", [dumbbell_data, butterfly_data, paired_data])
def test_alt_texts_are_at_most_350_characters(handmade, study, make):
    assert len(make(getattr(handmade, study)()).alt_text) <= 350


def test_alt_texts_stay_short_with_endless_labels_and_names(handmade):
    from gapkit.survey import Side

    sides = {
        "consumer": Side("consumer", "C" * 200, data="c"),
        "marketer": Side("marketer", "M" * 200, data="m"),
    }
    data = dumbbell_data(handmade.labelled("x" * 300, "y" * 300, sides=sides))
    assert len(data.alt_text) <= 350
    assert len(data.title) <= 90


def test_suppressed_and_small_bases_never_lead_the_alt_text(handmade):
    text = dumbbell_data(handmade.doubtful()).alt_text
    assert "Small base" not in text
    assert "Too few" not in text


def test_the_frame_holds_what_is_plotted_as_numbers(handmade):
    frame = dumbbell_data(handmade.cmo()).to_frame()
    first = frame.iloc[0]
    assert list(frame["item"])[:2] == ["special", "connect"]
    assert (first["value_side"], first["value_reference"]) == (0.07, 0.67)
    assert (first["gap_low"], first["gap_high"]) == (-0.65, -0.51)
    assert first["base_reference"] == 1300
    assert list(butterfly_data(handmade.cmo()).to_frame().columns) == list(frame.columns)


def test_a_title_of_ones_own_replaces_the_finding(handmade):
    assert dumbbell_data(handmade.cmo(), title="Mine\nalone").title == "Mine alone"


def one_sided(handmade):
    rows = [
        handmade.gap(item, item, handmade.estimate(status="one_sided", base=nan), status="one_sided")
        for item in ("hour", "day")
    ]
    return handmade.gaps(rows)


def test_a_question_of_one_side_claims_no_gap(handmade):
    data = dumbbell_data(one_sided(handmade))
    assert data.title == "Only Consumers have figures here: there is no gap"
    assert data.subtitle.endswith("choosing each item, in the order of the survey.")
    assert data.notes == (
        "n\u00a0=\u00a01,300 Consumers (those who were asked and answered).",
        "Bands: 95% interval of each side alone (Wilson).",
    )


def test_more_than_two_sides_need_a_choice_of_pair(handmade):
    rows = [*handmade.cmo().rows[:1], replace(handmade.cmo().rows[1], side="consumer", reference="marketer")]
    gaps = handmade.gaps(rows)
    with pytest.raises(OptionError) as caught:
        dumbbell_data(gaps)
    assert "`('marketer', 'consumer')`, `('consumer', 'marketer')`" in caught.value.message
    assert [row.item for row in dumbbell_data(gaps, pair=("marketer", "consumer")).rows] == ["special"]


def test_welch_is_named_for_means_and_nets(handmade):
    assert any("Welch’s method" in note for note in dumbbell_data(handmade.means()).notes)
    nets = [replace(row, measure="net2") for row in handmade.means().rows]
    notes = dumbbell_data(handmade.gaps(nets, handmade.means().survey)).notes
    assert any("Welch’s method" in note for note in notes)
