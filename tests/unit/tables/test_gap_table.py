from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest

from gapkit.gaps import Gaps
from gapkit.tables import gap_table
from gapkit.tables.notes import notes


@pytest.fixture
def gaps(gaps_of):
    return gaps_of()


def with_row(gaps, place, **changes):
    """The gaps with one row changed."""
    rows = list(gaps.rows)
    rows[place] = replace(rows[place], **changes)
    return Gaps(gaps.tally, tuple(rows), gaps.method)


def with_survey(gaps, **changes):
    """The gaps with another survey."""
    study = replace(gaps.tally.study, survey=replace(gaps.survey, **changes))
    return Gaps(replace(gaps.tally, study=study), gaps.rows, gaps.method)


def test_a_row_tells_item_values_gap_interval_p_and_verdict(gaps):
    assert gap_table(gaps).blocks[0].rows[0].cells == (
        "Deals",
        "80%",
        "60%",
        "+20",
        "+11 to +28",
        "< .001",
        "over",
    )


def test_the_heads_name_the_sides_and_say_that_the_interval_is_simultaneous(gaps):
    assert [head.text for head in gap_table(gaps).blocks[0].heads] == [
        "Item",
        "Marketer",
        "Consumer",
        "Gap, points",
        "Simultaneous 95% interval",
        "p adj.",
        "Verdict",
    ]


def test_the_heads_promise_nothing_simultaneous_without_adjustment(gaps_of):
    heads = gap_table(gaps_of(adjust="none")).blocks[0].heads
    assert [head.text for head in heads[4:6]] == ["95% interval", "p"]


def test_a_flagged_row_says_so(gaps):
    assert [row.flagged for row in gap_table(gaps).blocks[0].rows] == [True, False]


def test_the_notes_column_stands_only_where_there_are_notes(gaps):
    noted = with_row(gaps, 0, flags=("denoted",))
    assert [head.text for head in gap_table(noted).blocks[0].heads][-1] == "Notes"
    assert [row.cells[-1] for row in gap_table(noted).blocks[0].rows] == ["n < 100", ""]


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"status": "no_base", "base_needed": 37.0}, "base unknown; flagged from n = 37"),
        ({"status": "no_base", "base_needed": inf}, "base unknown; no base would flag it"),
        ({"status": "no_base", "base_needed": nan}, "base unknown: no test"),
        ({"status": "suppressed"}, "suppressed: base too small"),
        ({"status": "low_base", "flags": ("small_base",)}, "small base"),
        ({"status": "rank_only"}, "rank only"),
        ({"status": "no_spread"}, "no spread: no test"),
        ({"flags": ("denoted",)}, "n < 100"),
        ({"flags": ("related",)}, "related, not the same question"),
        ({"flags": ("small_difference",)}, "differs from 0, yet within the margin"),
        ({"flags": ("beyond_margin", "related")}, "beyond the margin; related, not the same question"),
        ({"flags": ("some_new_flag",)}, "some new flag"),
        ({"flags": ("depends_on_rounding",)}, "flagged or not, as the figures are rounded"),
    ],
)
def test_a_note_tells_the_doubt(gaps, changes, note):
    assert notes(replace(gaps.rows[0], **changes), gaps.survey) == note


def one_sided(gaps, *silent):
    row = gaps.rows[0]
    sides = {name: replace(getattr(row, name), status="one_sided", value=nan) for name in silent}
    return replace(row, status="one_sided", **sides)


def test_an_item_on_one_side_names_the_side_that_was_asked(gaps):
    assert notes(one_sided(gaps, "of_reference"), gaps.survey) == "asked of Marketer only"


def test_an_item_on_one_side_is_published_for_it_where_the_other_has_no_respondents(gaps):
    sides = {**gaps.survey.sides, "consumer": replace(gaps.survey.sides["consumer"], data=None)}
    assert notes(one_sided(gaps, "of_reference"), replace(gaps.survey, sides=sides)) == (
        "published for Marketer only"
    )


def test_an_item_on_no_side_says_so(gaps):
    assert notes(one_sided(gaps, "of_side", "of_reference"), gaps.survey) == "on neither side"


def test_a_side_with_a_rank_only_shows_the_rank(gaps):
    lone = replace(gaps.rows[0].of_side, value=nan, rank=inf, status="rank_only")
    assert gap_table(with_row(gaps, 0, of_side=lone)).blocks[0].rows[0].cells[1] == "rank last"


def test_a_side_with_words_only_shows_the_words(gaps):
    lone = replace(gaps.rows[0].of_side, value=nan, words="most companies", status="words_only")
    assert gap_table(with_row(gaps, 0, of_side=lone)).blocks[0].rows[0].cells[1] == "most companies"


def test_a_row_without_a_number_has_dashes_never_zeros(gaps):
    empty = replace(gaps.rows[0].of_side, value=nan)
    numbers = dict.fromkeys(("gap", "ci_low_family", "ci_high_family", "p_adjusted"), nan)
    bare = with_row(gaps, 0, of_side=empty, verdict="", status="suppressed", **numbers)
    assert gap_table(bare).blocks[0].rows[0].cells[1:] == (
        "\u2013",
        "60%",
        "\u2013",
        "\u2013",
        "\u2013",
        "\u2013",
        "suppressed: base too small",
    )


def test_synthetic_data_mark_the_title_every_block_and_the_end(gaps):
    table = gap_table(with_survey(gaps, synthetic=True))
    assert table.title == "Gap study [SYNTHETIC DATA]"
    assert [block.title for block in table.blocks] == ["Items [SYNTHETIC DATA]"]
    assert table.caption == ("Synthetic data: no real person answered.",)


def test_the_source_stands_at_the_end(gaps):
    assert gap_table(with_survey(gaps, source="Pivot, 2012")).caption == ("Source: Pivot, 2012",)


def test_the_wording_of_each_side_and_whom_it_was_put_to_stand_above_the_table(gaps):
    question = replace(
        gaps.survey.questions[0],
        text={"consumer": "Why do you like a brand?"},
        asked_of={"consumer": "Facebook users", "marketer": "brand managers"},
    )
    table = gap_table(with_survey(gaps, questions=(question,)))
    assert table.blocks[0].wording == (
        "Marketer (brand managers)",
        "Consumer (Facebook users): Why do you like a brand?",
    )


def test_questions_stand_apart(gaps):
    other = replace(gaps.survey.questions[0], id="other", label="Other")
    both = with_survey(gaps, questions=(*gaps.survey.questions, other))
    table = gap_table(with_row(both, 1, question="other"))
    assert [block.title for block in table.blocks] == ["Items", "Other"]


def test_the_gap_is_found_even_where_a_side_is_called_so(gaps):
    sides = {**gaps.survey.sides, "marketer": replace(gaps.survey.sides["marketer"], label="Gap Inc")}
    block = gap_table(with_survey(gaps, sides=sides)).blocks[0]
    assert block.heads[block.gap_column].text == "Gap, points"
