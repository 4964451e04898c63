from __future__ import annotations

from dataclasses import replace

import pytest

from gapkit.gaps import Gaps
from gapkit.tables import text_table
from gapkit.tables.terminal import cell_width

TABLE = """\
Gap study

Items

Item   Marketer  Consumer    Gap,  Simultaneous  p adj.  Verdict
                           points  95% interval
-----  --------  --------  ------  ------------  ------  ---------
Deals       80%       60%     +20    +11 to +28  < .001  over
News        36%       38%      \u22122     \u221211 to +8    .896  undecided

Gap = Marketer \u2212 Consumer, in points; positive: Marketer higher.
Bases (those who were asked and answered): Marketer 140; Consumer 800.
Intervals: 95%, skewness-corrected score method, simultaneous over the 2 items tested together \
(max-|t|); all verdicts hold together at 95%.
Checks: S02 a side without weights.
"""


def labelled(gaps, label, place=0):
    rows = list(gaps.rows)
    rows[place] = replace(rows[place], label=label)
    return Gaps(gaps.tally, tuple(rows), gaps.method)


def test_a_table_shows_questions_rows_and_caption(gaps_of):
    assert text_table(gaps_of()) == TABLE


@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_wider_than_the_terminal(gaps_of, width):
    text = text_table(labelled(gaps_of(), "Special savings " * 8), width=width)
    assert max(cell_width(line) for line in text.splitlines()) <= width


def test_a_word_longer_than_its_column_is_broken_and_not_lost(gaps_of):
    text = text_table(labelled(gaps_of(), "x" * 50), width=80)
    assert text.count("x") == 50 + text_table(gaps_of(), width=80).count("x")


def test_only_flagged_gaps_are_bold_and_columns_stay_aligned(gaps_of):
    text = text_table(gaps_of(), bold=True)
    assert text.replace("\x1b[1m+20\x1b[0m", "+20") == TABLE


def test_escapes_in_a_label_do_not_reach_the_terminal(gaps_of):
    text = text_table(labelled(gaps_of(), "\x1b]8;;http://x\x07Deals\x1b[31m\nnext"))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "Deals\ufffd[31m next" in text


def test_rich_markup_in_a_label_stays_text(gaps_of):
    assert "[bold]Deals[/bold] [link=http://x]" in text_table(
        labelled(gaps_of(), "[bold]Deals[/bold] [link=http://x]")
    )


def test_wide_characters_take_two_columns(gaps_of):
    lines = text_table(labelled(gaps_of(), "\u5024\u5f15\u304d")).splitlines()
    row = next(line for line in lines if line.startswith("\u5024"))
    other = next(line for line in lines if line.startswith("News"))
    assert cell_width(row.partition("80%")[0]) == cell_width(other.partition("36%")[0])


def noted(gaps, *flags):
    rows = tuple(replace(row, flags=each) for row, each in zip(gaps.rows, flags, strict=True))
    return Gaps(gaps.tally, rows, gaps.method)


def test_notes_stand_in_the_table_where_there_is_room(gaps_of):
    text = text_table(noted(gaps_of(), ("related",), ()), width=120)
    assert "over       related, not the same question\n" in text


def test_notes_become_footnotes_where_there_is_none(gaps_of):
    doubtful = noted(gaps_of(), ("related", "beyond_margin"), ("related", "beyond_margin"))
    text = text_table(doubtful, width=85)
    assert text.count("  [1]\n") == 2
    assert "\n\n[1] related, not the same question; beyond the margin\n\nGap = " in text
