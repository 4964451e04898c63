"""Headlines of gaps between two roles: a role's name is an answer, so it stands in quotes."""

from dataclasses import replace

from gapkit.charts import dumbbell_data
from gapkit.findings.headlines import headline
from gapkit.findings.list_headlines import role_headline
from gapkit.gaps import Gaps

ROLES = "“Say they know”", "“Have asked”"


def of(gaps, **changes):
    return role_headline([replace(row, **changes) for row in gaps.rows], gaps.survey)


def test_one_item_is_told_with_its_size(studies, tmp_path):
    gaps = studies.know(tmp_path)
    # of the 159 who answered both, 128 say they know and 63 have asked
    assert (
        dumbbell_data(gaps).title
        == "“Say they know” is 41 points above “Have asked” on “The social consumer”"
    )
    assert of(gaps, gap=-0.41, verdict="under").startswith("“Say they know” is 41 points below “Have asked”")


def test_undecided_and_aligned_items_are_told_as_such(studies, tmp_path):
    gaps = studies.know(tmp_path)
    assert of(gaps, verdict="undecided") == (
        "Whether “Say they know” is above or below “Have asked”, the data cannot tell"
    )
    assert of(gaps, verdict="aligned", margin=0.05) == (
        "“Say they know” and “Have asked” lie within 5 points of each other"
    )


def test_a_long_item_leaves_the_headline_short(studies, tmp_path):
    title = dumbbell_data(studies.know(tmp_path, "x" * 80)).title
    assert title == "“Say they know” is 41 points above “Have asked”"


def test_several_items_are_counted(studies, tmp_path):
    gaps = studies.know(tmp_path)
    rows = [replace(gaps.rows[0], item=item) for item in "abc"]
    told = "“Say they know” is above “Have asked” on"
    assert role_headline(rows, gaps.survey) == f"{told} all 3 items"
    rows[0] = replace(rows[0], verdict="undecided")
    assert role_headline(rows, gaps.survey) == f"{told} 2 of 3 items"
    rows[0] = replace(rows[0], verdict="", status="no_base")
    assert role_headline(rows, gaps.survey) == f"{told} all 2 tested items"


def test_sides_keep_the_headline_of_all_charts(handmade):
    gaps = handmade.cmo()
    assert role_headline(gaps.rows, gaps.survey) == headline(gaps.rows, gaps.survey)
    none = Gaps(gaps.tally, gaps.rows[:1], gaps.method).rows
    assert role_headline(none, gaps.survey) == headline(none, gaps.survey)
