from __future__ import annotations

from dataclasses import replace

import pytest

from gapkit.gaps import Gaps
from gapkit.tables import markdown_table
from gapkit.tables.markdown import escaped


def test_a_table_has_headings_rows_and_caption_and_bold_flagged_gaps(gaps_of):
    assert markdown_table(gaps_of()) == (
        "# Gap study\n\n"
        "## Items\n\n"
        "| Item | Marketer | Consumer | Gap, points | Simultaneous 95% interval | p adj. | Verdict |\n"
        "| :--- | ---: | ---: | ---: | ---: | ---: | :--- |\n"
        "| Deals | 80% | 60% | **+20** | +11 to +28 | \\< .001 | over |\n"
        "| News | 36% | 38% | \u22122 | \u221211 to +8 | .896 | undecided |\n\n"
        "Gap = Marketer \u2212 Consumer, in points; positive: Marketer higher.  \n"
        "Bases (those who were asked and answered): Marketer 140; Consumer 800.  \n"
        "Intervals: 95%, skewness-corrected score method, simultaneous over the 2 items tested together "
        "(max-\\|t\\|); all verdicts hold together at 95%.  \n"
        "Checks: S02 a side without weights.\n"
    )


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("a | b", "a \\| b"),
        ("two\nlines", "two lines"),
        ("*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"),
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("![x](http://y)", "\\!\\[x\\](http://y)"),
        ("$5 to $10 & more", "\\$5 to \\$10 \\& more"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_text_from_data_is_no_markup(label, text):
    assert escaped(label) == text


def test_a_pipe_in_a_label_does_not_make_a_column(gaps_of):
    gaps = gaps_of()
    rows = (replace(gaps.rows[0], label="a | b"), *gaps.rows[1:])
    line = markdown_table(Gaps(gaps.tally, rows, gaps.method)).splitlines()[6]
    assert line == "| a \\| b | 80% | 60% | **+20** | +11 to +28 | \\< .001 | over |"
