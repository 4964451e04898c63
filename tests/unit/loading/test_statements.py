"""Published figures are taken with their doubts, or refused by row."""

# ruff: noqa: E501, Q003 - one case a line reads best

from __future__ import annotations

from hashlib import sha256
from math import inf, isnan

import pytest

from gapkit.errors import StatementError, SurveyError
from gapkit.loading.statements import load_statements
from gapkit.survey.reading import read_survey

SURVEY = """\
gapkit = 1
title = "Printed"
reference = "consumer"
published = "published.csv"

[sides.consumer]
label = "Consumers"

[sides.marketer]
label = "Marketers"
base = 132
base_qualifier = "at_least"
deff = 1.5

[segments.age]
label = "Age"
order = ["18-24", "25+"]

[[questions]]
id = "why"
kind = "perception"
format = "multiple"
items = [ { id = "deals", label = "Deals" }, { id = "news", label = "News" } ]

[[questions]]
id = "do"
kind = "delivery"
format = "multiple"
items = [ { id = "deals", label = "Deals" } ]
"""

COMPLETE = ["why,news,consumer,46", "why,deals,consumer,43", "do,deals,consumer,50"]
"""Rows that give every item a figure."""


@pytest.fixture
def load(tmp_path):
    """Load one side from a survey file and the lines of its statements."""

    def loaded(lines, side="marketer", survey=SURVEY):
        (tmp_path / "x.toml").write_text(survey, encoding="utf-8")
        (tmp_path / "published.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_statements(read_survey(tmp_path / "x.toml"), side)

    return loaded


@pytest.fixture
def one(load):
    """Load one row of the marketers' statements, its head given."""

    def loaded(head, row):
        return load([f"question,item,side,{head}", f"why,news,marketer,{row}"]).statements[0]

    return loaded


@pytest.fixture
def refused(load):
    """Load rows that are wrong and return what is told."""

    def told(lines, side="marketer"):
        with pytest.raises(StatementError) as caught:
            load(lines, side)
        return str(caught.value)

    return told


def test_a_percent_is_a_share_on_the_side_s_base(one):
    found = one("percent", "43")
    assert (found.value, found.base, found.base_qualifier, found.deff) == (0.43, 132, "at_least", 1.5)
    assert (found.question, found.item, found.side, found.row) == ("why", "news", "marketer", 2)


def test_a_base_of_the_row_comes_before_the_side_s(one):
    found = one("percent,base,deff", "43,120,2")
    assert (found.base, found.base_qualifier, found.deff) == (120, "exact", 2)


def test_a_side_without_a_base_leaves_it_unknown(load):
    found = load(["question,item,side,percent", *COMPLETE], side="consumer")
    assert all(isnan(each.base) for each in found.statements)


@pytest.mark.parametrize(
    ("head", "row", "rounding"),
    [
        ("percent", "43", "integer"),
        ("percent", "43.0", "one_decimal"),
        ("percent", "34.8", "one_decimal"),
        ("percent,rounding", "76,truncated", "truncated"),
        ("percent,rounding", "76,one_decimal", "one_decimal"),
        ("count", "56", "none"),
    ],
)
def test_the_rounding_follows_from_the_digits_as_written(one, head, row, rounding):
    assert one(head, row).rounding == rounding


def test_a_count_is_a_share_of_its_base(one):
    assert one("count,base", "9,36").value == 0.25


def test_a_rank_may_stand_beside_a_percent(one):
    found = one("percent,rank", "53,3")
    assert (found.value, found.rank) == (0.53, 3)


def test_a_mean_stands_in_units_of_the_question(one):
    found = one("mean,sd,base", "178,240.5,144")
    assert (found.value, found.sd, found.base, found.is_mean, found.rounding) == (
        178,
        240.5,
        144,
        True,
        "none",
    )


def test_a_mean_without_a_spread_is_taken(one):
    found = one("mean", "178")
    assert found.value == 178
    assert isnan(found.sd)


@pytest.mark.parametrize(
    ("asked", "limits"),
    [
        ('format = "scale"\nscale = { from = 1, to = 7 }\nmeasure = "mean"', "from 1 to 7"),
        ('format = "number"\nlimits = [0, 8]', "from 0 to 8"),
        ('format = "points"\ntotal = 8', "from 0 to 8"),
        ('format = "rank"\nlayout = "rank"', "from 1 to 2"),
    ],
)
def test_a_mean_must_be_possible(load, asked, limits):
    survey = SURVEY.replace('format = "multiple"', asked, 1)
    with pytest.raises(StatementError) as caught:
        load(["question,item,side,mean", "why,news,marketer,9"], survey=survey)
    assert str(caught.value) == (
        f'StatementError: `mean` must be {limits}.\n  where: published.csv, row 2, mean\n  found: "9"'
    )


def test_the_last_rank_is_infinite(one):
    found = one("rank", "last")
    assert found.rank == inf
    assert isnan(found.value)


def test_words_stand_alone(one):
    found = one("words", '"few, if any"')
    assert found.words == "few, if any"
    assert isnan(found.value)
    assert isnan(found.rank)


def test_doubts_and_sources_are_kept(one):
    found = one("percent,qualifier,source,confidence,note,alternate", "60,below,Page,B,nearly 60,true")
    assert (found.qualifier, found.source, found.confidence, found.note, found.alternate) == (
        "below", "Page", "B", "nearly 60", True,
    )  # fmt: skip


def test_a_segment_is_named_by_segment_and_answer(one):
    assert one("percent,segment", "38,age = 18-24").segment == "age=18-24"


def test_a_segment_never_has_the_base_of_the_whole_side(one):
    assert isnan(one("percent,segment", "38,age=18-24").base)
    assert one("percent,segment,base", "38,age=18-24,260").base == 260


def test_the_question_may_be_left_out_where_the_item_is_unique(load):
    assert load(["item,side,percent", "news,marketer,40"]).statements[0].question == "why"


def test_an_alternate_may_stand_beside_the_figure_in_use(load):
    lines = ["question,item,side,percent,alternate", "why,news,marketer,57,", "why,news,marketer,60,true"]
    assert [each.alternate for each in load(lines).statements] == [False, True]


def test_rows_of_the_other_side_are_left_to_it(load):
    lines = ["question,item,side,percent", "why,news,marketer,40", "why,deals,consumer,430"]
    assert len(load(lines).statements) == 1


def test_blank_rows_are_skipped_and_counted(load):
    lines = ["question,item,side,percent", "", ",,,", "why,news,marketer,40"]
    assert load(lines).statements[0].row == 4


def test_the_source_names_the_file_and_its_hash(tmp_path, load):
    source = load(["question,item,side,percent", "why,news,marketer,40"]).source
    assert (source.name, source.format, source.rows) == ("published.csv", "published", 1)
    assert source.sha256 == sha256((tmp_path / "published.csv").read_bytes()).hexdigest()


def test_a_byte_order_mark_is_no_part_of_the_head(tmp_path, load):
    load(["question,item,side,percent", "why,news,marketer,40"])
    path = tmp_path / "published.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_statements(read_survey(tmp_path / "x.toml"), "marketer").statements[0].value == 0.4


def test_texts_are_cleaned(one):
    assert one("percent,note", "40,a\x1bb").note == "a\N{REPLACEMENT CHARACTER}b"


def test_rows_may_stand_in_the_survey_file(load):
    rows = """published = [
  { question = "why", item = "deals", side = "consumer", percent = 43 },
  { item = "news", side = "marketer", percent = 57.0, alternate = false },
]"""
    found = load(
        [], survey=SURVEY.replace('published = "published.csv"', rows).split('\n[[questions]]\nid = "do"')[0]
    )
    assert [(each.value, each.rounding, each.row) for each in found.statements] == [(0.57, "one_decimal", 2)]


def test_an_inline_row_is_told_by_its_number(load):
    rows = 'published = [ { item = "news", side = "marketer", percent = 570 }, { item = "deals", side = "consumer", words = "few" } ]'
    with pytest.raises(StatementError) as caught:
        load(
            [],
            survey=SURVEY.replace('published = "published.csv"', rows).split('\n[[questions]]\nid = "do"')[0],
        )
    assert caught.value.message == "`percent` must be from 0 to 100."
    assert caught.value.where.endswith("x.toml, published row 1, percent")


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("percent", "100.5", "`percent` must be from 0 to 100.\n  where: published.csv, row 2, percent\n  found: \"100.5\""),
        ("percent", "-1", "`percent` must be from 0 to 100.\n  where: published.csv, row 2, percent\n  found: \"-1\""),
        ("percent", "57%", "`percent` must be from 0 to 100.\n  where: published.csv, row 2, percent\n  found: \"57%\""),
        ("percent", "nan", "`percent` must be from 0 to 100.\n  where: published.csv, row 2, percent\n  found: \"nan\""),
        ("percent,base", "50,0", "`base` must be a number above 0.\n  where: published.csv, row 2, base\n  found: \"0\""),
        ("percent,qualifier", "50,nearly", "`qualifier` must be one of `exact`, `about`, `below`, `at_least`, `at_most`.\n  where: published.csv, row 2, qualifier\n  found: \"nearly\"\n  hint:  known: `exact`, `about`, `below`, `at_least`, `at_most`."),
        ("percent,alternate", "50,yes", "`alternate` must be true or false.\n  where: published.csv, row 2, alternate\n  found: \"yes\""),
        ("percent,segment", "50,sex=f", "The survey has no segment `sex`.\n  where: published.csv, row 2, segment\n  hint:  known: `age`."),
        ("percent,segment", "50,age=18", "Segment `age` has no answer \"18\".\n  where: published.csv, row 2, segment\n  hint:  known: `18-24`, `25+`."),
        ("percent,segment", "50,age", "`segment` must be like age=18-24.\n  where: published.csv, row 2, segment\n  found: \"age\""),
        ("percent,rank", ",0", "`rank` must be a number from 1, or last.\n  where: published.csv, row 2, rank\n  found: \"0\""),
        ("percent,note", ",x", "A statement must have `percent`, `count`, `mean`, `rank` or `words`.\n  where: published.csv, row 2"),
        ("count,base", "9,8", "`count` must not be above its base.\n  where: published.csv, row 2, count\n  found: 9 of 8"),
        ("rank,rounding", "1,integer", "`rounding` must stand beside the figure that it is about.\n  where: published.csv, row 2, rounding"),
        ("mean", "few", "`mean` must be a number.\n  where: published.csv, row 2, mean\n  found: \"few\""),
        ("mean,sd", "4.2,-1", "`sd` must be a number from 0.\n  where: published.csv, row 2, sd\n  found: \"-1\""),
        ("percent,sd", "42,1", "`sd` must stand beside the figure that it is about.\n  where: published.csv, row 2, sd"),
        ("percent,wave", "43,2023", "`wave` must not stand in a survey without `waves`.\n  where: published.csv, row 2, wave\n  found: \"2023\"\n  hint:  name them, in order: `waves = [\"2023\", \"2024\"]`."),
        ("percent,joint", "43,20", "`joint` must stand in a question with two roles.\n  where: published.csv, row 2, joint\n  hint:  it is the percentage saying yes to both of them."),
    ],
)  # fmt: skip
def test_a_cell_that_is_wrong_is_told_with_its_row(refused, head, row, told):
    assert refused([f"question,item,side,{head}", f"why,news,marketer,{row}"]) == f"StatementError: {told}"


def test_two_figures_in_one_row_are_refused(refused):
    assert refused(["question,item,side,percent,count", "why,news,marketer,50,66"]) == (
        "StatementError: A statement must hold one figure, or a percent and a rank.\n"
        "  where: published.csv, row 2\n"
        "  found: `percent`, `count`\n"
        "  hint:  give the other one a row of its own with `alternate`, or put it into `note`."
    )


def test_the_same_figure_twice_is_refused(refused):
    assert refused(["question,item,side,percent", "why,news,marketer,40", "why,news,marketer,41"]) == (
        "StatementError: `news` of side `marketer` must not be stated twice.\n"
        "  where: published.csv, row 3\n"
        "  found: row 2 states it too\n"
        "  hint:  mark the figure that is not to be used with `alternate`."
    )


def test_every_problem_is_told_at_once(refused):
    lines = [
        "question,item,side,percent",
        "why,new,marketer,40",
        ",deals,marketer,40",
        "how,deals,marketer,400",
    ]
    assert refused(lines) == (
        "StatementError: Question `why` has no item `new`.\n"
        "  where: published.csv, row 2, item\n"
        "  hint:  did you mean `news`?\n"
        "StatementError: Item `deals` is in `why`, `do`.\n"
        "  where: published.csv, row 3, item\n"
        "  hint:  say which one in the column `question`.\n"
        "StatementError: The survey has no question `how`.\n"
        "  where: published.csv, row 4, question\n"
        "  hint:  known: `why`, `do`.\n"
        "StatementError: `percent` must be from 0 to 100.\n"
        "  where: published.csv, row 4, percent\n"
        '  found: "400"'
    )


def test_rows_of_no_side_are_told_once_with_the_first_side(load, refused):
    lines = ["question,item,side,percent", *COMPLETE, "why,news,marketer,40", "why,news,markter,41"]
    assert refused(lines, "consumer") == (
        "StatementError: `markter` is not a side of this survey.\n"
        "  where: published.csv, row 6, side\n"
        "  hint:  did you mean `marketer`?"
    )
    assert len(load(lines, "marketer").statements) == 1


def test_an_item_that_nothing_is_stated_of_is_told(refused):
    assert refused(["question,item,side,percent", *COMPLETE[:2]], "consumer") == (
        "StatementError: Item `deals` of question `do` is on no side.\n"
        "  where: published.csv\n"
        "  hint:  state a figure for it, give it a column, or take it out."
    )


def test_a_side_that_nothing_is_stated_of_is_told(refused):
    assert refused(["question,item,side,percent", *COMPLETE]) == (
        "StatementError: Side `marketer` has no `data`, and no published statement is about it.\n"
        "  where: published.csv"
    )


def test_an_unknown_column_is_told_with_the_nearest_one(refused):
    assert refused(["question,item,side,percnt", "why,news,marketer,40"]) == (
        "StatementError: `percnt` is not a column of published statements.\n"
        "  where: published.csv, row 1\n"
        "  hint:  did you mean `percent`?"
    )


def test_a_row_with_a_cell_too_many_is_told(refused):
    assert refused(["question,item,side,words", "why,news,marketer,few, if any"]) == (
        "StatementError: A row must have one cell per column.\n"
        "  where: published.csv, row 2\n"
        "  found: 5 cells for 4 columns\n"
        "  hint:  a text with a comma in it stands in quotes."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The published statements can't be read."),
        (b"item,side\nx,caf\xe9\n", "The published statements can't be read."),
        (b'item,side\n"x,y\n', "The published statements can't be read."),
        (b"item\n" + b"x\n" * 20_001, "Published statements must have at most 20,000 rows."),
        (b"x" * (5 << 20), "Published statements must have at most 4,194,304 bytes."),
        (b"x" * 200_000, "The published statements can't be read."),
    ],
    ids=["empty", "latin", "quote", "rows", "bytes", "cell"],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, load, content, message):
    load(["question,item,side,percent", "why,news,marketer,40"])
    (tmp_path / "published.csv").write_bytes(content)
    with pytest.raises(StatementError) as caught:
        load_statements(read_survey(tmp_path / "x.toml"), "marketer")
    assert caught.value.message == message


def test_thousands_of_wrong_rows_are_told_as_a_hundred(load):
    lines = ["question,item,side,percent", *["why,nws,marketer,400"] * 5000]
    with pytest.raises(StatementError) as caught:
        load(lines)
    assert len(caught.value.problems) == 101
    assert caught.value.problems[-1].message == "There are more problems."


def test_a_figure_of_a_side_with_data_is_refused(tmp_path, load):
    (tmp_path / "c.csv").write_text("q\n", encoding="utf-8")
    survey = SURVEY.replace('label = "Consumers"', 'label = "Consumers"\ndata = "c.csv"')
    with pytest.raises(StatementError) as caught:
        load(["question,item,side,percent", "why,news,marketer,1", *COMPLETE], survey=survey)
    assert caught.value.problems[0].block() == (
        "StatementError: Side `consumer` has `data`, so its published figures would never be used.\n"
        "  where: published.csv, row 3, side\n"
        "  hint:  mark them with `alternate`, or take the side's `data` out."
    )


def test_a_side_that_the_survey_does_not_have_is_told(load):
    with pytest.raises(SurveyError, match="`boss` is not a side of this survey"):
        load(["question,item,side,percent", "why,news,marketer,1"], side="boss")


WAVES = SURVEY.replace('reference = "consumer"', 'reference = "consumer"\nwaves = ["2023", "2024"]')


def test_a_figure_of_a_tracker_has_its_wave(load):
    lines = ["question,item,side,percent,wave", "why,news,marketer,40,2023", "why,news,marketer,45,2024"]
    lines += [f"{line},2023" for line in COMPLETE]
    assert [(each.wave, each.value) for each in load(lines, survey=WAVES).statements] == [
        ("2023", 0.40),
        ("2024", 0.45),
    ]


@pytest.mark.parametrize(
    ("wave", "told"),
    [
        ("", "A statement must have `wave`.\n  where: published.csv, row 2, wave"),
        ("2025", "`2025` is not a wave of this survey.\n  where: published.csv, row 2, wave\n  hint:  did you mean `2024`?"),
    ],
)  # fmt: skip
def test_a_figure_of_no_wave_is_refused(load, wave, told):
    lines = ["question,item,side,percent,wave", f"why,news,marketer,40,{wave}"]
    lines += [f"{line},2023" for line in COMPLETE]
    with pytest.raises(StatementError) as caught:
        load(lines, survey=WAVES)
    assert str(caught.value) == f"StatementError: {told}"
