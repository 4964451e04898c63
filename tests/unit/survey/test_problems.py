"""What is wrong with a survey file is told with line, key path and what to do, all at once."""

# ruff: noqa: E501, Q000 - one case a line reads best

from __future__ import annotations

import pytest

from gapkit.errors import DyadError, ScaleError, SurveyError
from gapkit.survey.reading import read_survey


def told(path, error=SurveyError):
    with pytest.raises(error) as caught:
        read_survey(path)
    return str(caught.value)


def test_a_value_of_the_wrong_type_is_told_with_its_rule(study):
    assert told(study.with_change('weight = "weight"', "weight = 5")) == (
        "SurveyError: `weight` must be the name of a column.\n"
        "  where: surveys/x.toml, line 8, sides.consumer.weight\n"
        "  found: 5"
    )


def test_an_unknown_key_is_told_with_the_nearest_one(study):
    assert told(study.with_change('weight = "weight"', 'weigth = "weight"')) == (
        "SurveyError: `weigth` is not a key of a side.\n"
        "  where: surveys/x.toml, line 8, sides.consumer.weigth\n"
        "  hint:  did you mean `weight`?"
    )


def test_a_missing_key_is_told_at_its_table(study):
    assert told(study.with_change('label = "Senior marketers"\n', "")) == (
        "SurveyError: `label` is missing.\n"
        "  where: surveys/x.toml, line 10, sides.marketer.label\n"
        "  hint:  a side must have it."
    )


def test_a_missing_data_file_is_told_with_the_nearest_one(study):
    assert told(study.with_change("../data/marketers.csv", "../data/marketer.csv")) == (
        "SurveyError: The file does not exist.\n"
        "  where: surveys/x.toml, line 12, sides.marketer.data\n"
        '  found: "../data/marketer.csv"\n'
        "  hint:  that folder has `marketers.csv`."
    )


def test_an_item_on_no_side_is_told_by_its_id(study):
    path = study.with_change(', consumer = "q5_4", marketer = "q12_1"', "")
    assert told(path) == (
        "SurveyError: Item `content` is on no side.\n"
        "  where: surveys/x.toml, line 20, questions.why_like.items.content\n"
        "  hint:  give its column on `consumer`, `marketer`."
    )


def test_a_column_of_an_unknown_side_is_told_with_the_nearest_side(study):
    assert told(study.with_change('marketer = "q12_1"', 'marketers = "q12_1"')) == (
        "SurveyError: `marketers` is neither a key of an item nor a side.\n"
        "  where: surveys/x.toml, line 20, questions.why_like.items.content.marketers\n"
        "  hint:  did you mean `marketer`?"
    )


def test_several_problems_are_told_at_once_in_the_order_of_the_file(study):
    text = study.with_change('weight = "weight"', 'weigth = "weight"').read_text(encoding="utf-8")
    text = text.replace("marketers.csv", "2012.sav").replace('id = "content"', 'id = "deals"')
    assert told(study.write(text)) == (
        "SurveyError: `weigth` is not a key of a side.\n"
        "  where: surveys/x.toml, line 8, sides.consumer.weigth\n"
        "  hint:  did you mean `weight`?\n"
        "SurveyError: The file does not exist.\n"
        "  where: surveys/x.toml, line 12, sides.marketer.data\n"
        '  found: "../data/2012.sav"\n'
        "  hint:  paths are relative to the survey file.\n"
        "SurveyError: Two items of a question must not have the id `deals`.\n"
        "  where: surveys/x.toml, line 20, questions.why_like.items.deals.id"
    )


def test_a_missing_label_does_not_hide_the_side_s_other_problems(study):
    path = study.with_change('label = "Senior marketers"\ndata = "../data/marketers.csv"', 'data = "no.csv"')
    assert [line for line in told(path).splitlines() if "Error" in line] == [
        "SurveyError: `label` is missing.",
        "SurveyError: The file does not exist.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "first", "where"),
    [
        ("gapkit = 1", "gapkit = 2", "`gapkit` must be 1, the version of the grammar.", "line 1, gapkit"),
        ("gapkit = 1", "gapkit = true", "`gapkit` must be 1, the version of the grammar.", "line 1, gapkit"),
        ("gapkit = 1\n", "", "`gapkit` is missing.", "gapkit"),
        ('"Social brand"', '" "', "`title` must be a text that is not empty.", "line 2, title"),
        ('"consumer"\n', '"boss"\n', "`boss` is not a side of this survey.", "line 3, reference"),
        ("[sides.marketer]", "[sides.Marketer]", "The id of a side must be made of a-z, 0-9 and _, and not start with _.", "line 10, sides.Marketer"),
        ("[sides.marketer]", "[sides.label]", "A side must not be called `label`: the survey file has a key of that name.", "line 10, sides.label"),
        ('weight = "weight"', "n_expected = 0", "`n_expected` must be at least 1.", "line 8, sides.consumer.n_expected"),
        ('weight = "weight"', "n_expected = 1.5", "`n_expected` must be a whole number.", "line 8, sides.consumer.n_expected"),
        ('weight = "weight"', "probability = 1", "`probability` must be true or false.", "line 8, sides.consumer.probability"),
        ('weight = "weight"', "missing = [true]", "`missing` must be an answer (a number or a text) or a list of answers.", "line 8, sides.consumer.missing"),
        ('weight = "weight"', "base = 130", "`base` must not stand on a side with `data`: it is the base of published statements.", "line 8, sides.consumer.base"),
        ('weight = "weight"', 'read = { encoding = "utf-9" }', "`encoding` must be the name of a text encoding, such as utf-8.", "line 8, sides.consumer.read.encoding"),
        ('weight = "weight"', "read = { sheet = 1 }", "`sheet` must be a text.", "line 8, sides.consumer.read.sheet"),
        ('weight = "weight"', "read = { header_rows = 0 }", "`header_rows` must be at least 1.", "line 8, sides.consumer.read.header_rows"),
        ('weight = "weight"', "where = 'age > '", "The filter can't be read at character 7: expected a number.", "line 8, sides.consumer.where"),
        ('data = "../data/marketers.csv"\n', "", "Side `marketer` must have `data` or published statements.", "line 10, sides.marketer"),
        ('"../data/marketers.csv"', '{ "2023" = "../data/marketers.csv" }', "A table in `data` must not stand in a survey without `waves`.", "line 12, sides.marketer.data"),
        ('"../data/marketers.csv"', '{ "2023" = 1 }', "`data.2023` must be a text.", "line 12, sides.marketer.data.2023"),
        ('weight = "weight"', 'wave = "year"', "`wave` must not stand in a survey without `waves`.", "line 8, sides.consumer.wave"),
        ('weight = "weight"', 'id = "id"\npanel = true', "`panel` must not stand in a survey without `waves`.", "line 9, sides.consumer.panel"),
        ('weight = "weight"', 'panel = true', "`panel` must stand beside `id`: equal ids are the same people.", "line 8, sides.consumer.panel"),
        ('weight = "weight"', 'replicates = "rw*"', "`replicates` must be a table.", "line 8, sides.consumer.replicates"),
        ('weight = "weight"', 'replicates = { columns = "rw*" }', "`method` is missing.", "line 8, sides.consumer.replicates.method"),
        ('weight = "weight"', 'replicates = { columns = "rw*", method = "jk2" }', "`method` must be one of `brr`, `fay`, `jk1`, `jkn`, `bootstrap`.", "line 8, sides.consumer.replicates.method"),
        ('weight = "weight"', 'replicates = { columns = "rw*", method = "brr" }', "`replicates` must stand beside `weight`, the weight of the full sample.", "line 8, sides.consumer.replicates"),
        ('"why_like"', '"Why"', "The id of a question must be made of a-z, 0-9 and _, and not start with _.", "line 15, questions.Why.id"),
        ('"perception"', '"perceived"', "`kind` must be one of `perception`, `delivery`, `knowledge`, `experience`, `self_image`, `opinion`.", "line 16, questions.why_like.kind"),
        ('"multiple"', '"open"', "`format` must be one of `multiple`, `single`, `scale`, `number`, `rank`, `points`.", "line 17, questions.why_like.format"),
        ('format = "multiple"\n', "", "`format` is missing.", "line 14, questions.why_like.format"),
        ('format = "multiple"', 'format = { consumer = "single" }', "`format.marketer` is missing.", "line 17, questions.why_like.format"),
        ('format = "multiple"', 'format = { consumer = "single", marketer = "scale" }', "Formats that differ by side must be multiple and single.", "line 17, questions.why_like.format"),
        ('format = "multiple"', 'format = { consumer = "single", marketer = "open" }', "`format` must be one of `multiple`, `single`, `scale`, `number`, `rank`, `points`.", "line 17, questions.why_like.format.marketer"),
        ('consumer = "q5_4"', 'consumer = "q5_1"', "Items `deals` and `content` must not have the same column `q5_1`.", "line 20, questions.why_like.items.content.consumer"),
        ('id = "content"', 'id = "-content"', "The id of an item must be made of a-z, 0-9 and _, and not start with _.", "line 20, questions.why_like.items.-content.id"),
        ('consumer = "q5_4"', "consumer = 4", "`consumer` must be the name of a column.", "line 20, questions.why_like.items.content.consumer"),
        ('consumer = "q5_4"', 'consumer = { column = "q6", contains = "a" }', "`contains` must go with `separator`.", "line 20, questions.why_like.items.content.consumer"),
        ('consumer = "q5_4"', 'consumer = { column = "q6", separator = ";" }', "`separator` must go with `contains`.", "line 20, questions.why_like.items.content.consumer"),
        ('consumer = "q5_4"', 'consumer = { column = "q6", contains = "a", separator = ";", code = 1 }', "A column must not have both `code` and `contains`.", "line 20, questions.why_like.items.content.consumer"),
        ('consumer = "q5_4"', 'consumer = { column = "q6", reverse = true }', "`reverse` is not a key of a column.", "line 20, questions.why_like.items.content.consumer.reverse"),
        ('label = "Content"', 'label = "Content", comparable = "alike"', "`comparable` must be one of `same`, `shifted`, `related`.", "line 20, questions.why_like.items.content.comparable"),
    ],
)  # fmt: skip
def test_a_problem_is_told_where_it_stands(study, old, new, first, where):
    message, place = told(study.with_change(old, new)).splitlines()[:2]
    assert message.partition(": ")[2] == first
    assert place == f"  where: surveys/x.toml, {where}"


@pytest.mark.parametrize(
    ("key", "first", "where"),
    [
        ("roles = {}", "A question must have at least two roles.", "roles"),
        ('reference = "know"', "`reference` of a question must stand beside `roles`.", "reference"),
        ("chain = true", "`chain` of a question must stand beside `roles`.", "chain"),
        ('text.boss = "Why?"', "`boss` is not a side of this survey.", "text.boss"),
        ("text.consumer = 5", "`text.consumer` must be a text.", "text.consumer"),
        ("margin = 0", "`margin` must be more than 0.", "margin"),
        ("margin = nan", "`margin` must be a finite number.", "margin"),
        ("margin = 100", "`margin` must be below 100 points.", "margin"),
        ('measure = "top2"', '`measure` must be "share" in a multiple question.', "measure"),
        ('base = "asked_all"', "`base` must be one of `asked`, `answered_any`, `all`.", "base"),
        ('asks.consumer = "wish"', "`asks.consumer` must be one of `expectation`, `belief`, `practice`, `experience`, `knowledge`, `opinion`.", "asks.consumer"),
        ('ticked = ["Yes", "No"]\nunticked = "No"', "One answer of `consumer` must not mean both `ticked` and `unticked`.", "unticked"),
        ("ticked = 0", "One answer of `consumer` must not mean both `ticked` and `unticked`.", "ticked"),
        ("column = 'q'", "`column` is not a key of a multiple question.", "column"),
    ],
)  # fmt: skip
def test_a_problem_of_a_question_is_told_where_it_stands(study, key, first, where):
    path = study.with_change('format = "multiple"\n', f'format = "multiple"\n{key}\n')
    message, place = told(path).splitlines()[:2]
    assert message.partition(": ")[2] == first
    line = 19 if where == "unticked" else 18
    assert place == f"  where: surveys/x.toml, line {line}, questions.why_like.{where}"


@pytest.mark.parametrize(
    ("more", "first", "where"),
    [
        ("[[claims]]\n", "`text` is missing.", "line 22, claims[1].text"),
        ("[analysis]\nconf_level = 95\n", "`conf_level` must be below 1.", "line 23, analysis.conf_level"),
        ("[analysis]\nconf_level = 0.5\n", "`conf_level` must be at least 0.7.", "line 23, analysis.conf_level"),
        ('[analysis]\nadjust = "tukey"\n', "`adjust` must be one of `max-t`, `max-t-stepdown`, `bonferroni`, `sidak`, `holm`, `hochberg`, `hommel`, `bh`, `by`, `none`.", "line 23, analysis.adjust"),
        ('[analysis]\naligned_by = "guess"\n', "`aligned_by` must be one of `interval`, `tost`.", "line 23, analysis.aligned_by"),
        ("[analysis]\nmargin = -5\n", "`margin` must be more than 0.", "line 23, analysis.margin"),
        ("[low_base]\nflag = 20\n", "`flag` must not be lowered without `reason`.", "line 22, low_base"),
        ('[low_base]\nsuppress = 50\nreason = "x"\n', "`suppress`, `flag` and `denote` must ascend.", "line 22, low_base"),
        ('[report]\nby = ["age"]\n', "`age` is not a segment of this survey.", "line 23, report.by[1]"),
        ('[report]\ntheme = "none.toml"\n', "The file does not exist.", "line 23, report.theme"),
        ('[segments.age]\nlabel = "Age"\n', "Segment `age` is on no side.", "line 22, segments.age"),
        ('[segments.age]\nlabel = "Age"\nboss = "a"\n', "`boss` is neither a key of a segment nor a side.", "line 24, segments.age.boss"),
        ('[segments.age]\nlabel = "Age"\nconsumer = "a"\norder = [1, 1]\n', "`order` must not hold the same answer twice.", "line 25, segments.age.order"),
        ('[segments.age]\nlabel = "Age"\nconsumer = "a"\nmerge = { x = [1, 2], y = 2 }\n', "One answer of `age` must not mean both `x` and `y`.", "line 25, segments.age.merge.y"),
        ('[method]\nlimits = "x"\n', "`limits` is not a key of `[method]`.", "line 23, method.limits"),
        ('[sides.boss]\nlabel = "B"\nbase = 10\n', "Side `boss` must have `data` or published statements.", "line 22, sides.boss"),
    ],
)  # fmt: skip
def test_a_problem_of_another_table_is_told_where_it_stands(study, more, first, where):
    message, place = told(study.with_more(more)).splitlines()[:2]
    assert message == f"SurveyError: {first}"
    assert place == f"  where: surveys/x.toml, {where}"


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ('waves = "2023"', "`waves` must be a list."),
        ('waves = [2023]', "`waves` must be a text."),
        ('waves = ["Wave 1"]', "The id of a wave must be made of a-z, 0-9 and _, and not start with _."),
        ('waves = ["2023", "2023"]', "Two waves must not have the id `2023`."),
        ('compare = [["marketer", "boss"]]', "`boss` is not a side of this survey."),
        ('compare = [["marketer", "consumer"]]', "`compare` must name further pairs of two sides; marketer and consumer is none."),
        ('compare = [["marketer"]]', "`compare` must be a list of at least 2."),
        ('accept = { q2 = "x" }', "`q2` must be the id of a check, such as Q02."),
        ('accept = { Q02 = "" }', "`Q02` must be a text that is not empty."),
        ('published = "../data/consumers.csv"', "`published` speaks for no side: every side has `data`."),
    ],
)  # fmt: skip
def test_a_problem_of_the_top_level_is_told_where_it_stands(study, key, first):
    message, place = told(study.with_change("gapkit = 1\n", f"gapkit = 1\n{key}\n")).splitlines()[:2]
    assert message == f"SurveyError: {first}"
    assert place.startswith(f"  where: surveys/x.toml, line 2, {key.partition(' ')[0]}")


SINGLE = """
[[questions]]
id = "reply"
kind = "delivery"
format = "single"
column = { consumer = "q9", marketer = "q31" }
items = [
  { id = "hour", label = "Hour", consumer = 1, marketer = [1, 2] },
  { id = "day", label = "Day", consumer = 2, marketer = 3 },
]
"""


@pytest.mark.parametrize(
    ("old", "new", "first", "where"),
    [
        ("consumer = 2", "consumer = [1, 2]", "One answer of `consumer` must not mean both `hour` and `day`.", "line 30, questions.reply.items.day.consumer"),
        ("[1, 2]", "[1, 1]", "`marketer` must not hold the same answer twice.", "line 29, questions.reply.items.hour.marketer"),
        (', marketer = "q31"', "", "The items name answers of `marketer`, but `column` must name its column too.", "line 23, questions.reply"),
        ("consumer = 2", "consumer = { column = 2 }", "`consumer` must be an answer (a number or a text) or a list of answers.", "line 30, questions.reply.items.day.consumer"),
        ("column =", "boss.column = 1\ncolumn =", "`boss` is not a key of a single question.", "line 27, questions.reply.boss"),
    ],
)  # fmt: skip
def test_a_problem_of_a_single_choice_is_told_where_it_stands(study, old, new, first, where):
    message, place = told(study.with_more(SINGLE.replace(old, new, 1))).splitlines()[:2]
    assert message == f"SurveyError: {first}"
    assert place == f"  where: surveys/x.toml, {where}"


SCALE = """
[[questions]]
id = "trust"
kind = "self_image"
format = "scale"
scale = { from = 1, to = 5, off_scale = 8, missing = [9] }
items = [ { id = "honest", label = "Is honest", consumer = "q4", marketer = "m2" } ]
"""


@pytest.mark.parametrize(
    ("old", "new", "first", "where"),
    [
        ("from = 1", "from = 5", "A scale's `from` must be below its `to`.", "scale"),
        ("to = 5", 'to = 5, labels = ["a", "b"]', "A scale must have one label per point.", "scale"),
        ("off_scale = 8", "off_scale = 3", "An answer must not be in its points and `off_scale` of one scale.", "scale"),
        ("[9]", "[8]", "An answer must not be in `off_scale` and `missing` of one scale.", "scale"),
        ("scale =", "scale.consumer =", "The question must have a scale for `marketer`.", "scale"),
        ("scale =", 'measure = "top6"\nscale =', "`top6` must not take more points than the scale has.", "measure"),
        ("scale =", 'measure = "best"\nscale =', '`measure` must be "topN", "bottomN", "netN" or "mean".', "measure"),
        ("scale =", 'scale.marketer = { from = 1, to = 7 }\nscale.consumer =', "The sides' scales differ, so the question must say how they are matched.", "scale"),
        ("scale =", 'match = "boxes"\nscale.marketer = { from = 1, to = 7 }\nscale.consumer =', 'Matched scales (`match = "boxes"`) must say the boxes of each side.', "match"),
    ],
)  # fmt: skip
def test_a_problem_of_a_scale_is_told_where_it_stands(study, old, new, first, where):
    text = SCALE.replace(old, new, 1)
    message, place = told(study.with_more(text), ScaleError).splitlines()[:2]
    assert message == f"ScaleError: {first}"
    assert place == f"  where: surveys/x.toml, line 27, questions.trust.{where}"


def test_boxes_of_rescaled_scales_are_refused(study):
    text = SCALE.replace("scale =", 'match = "rescale"\nmeasure = "top2"\nscale =', 1)
    assert told(study.with_more(text)).splitlines()[0] == (
        'QuestionError: `match = "rescale"` must go with `measure = "mean"`.'
    )


def test_dyads_on_one_side_alone_are_refused(study):
    path = study.with_change('weight = "weight"', 'dyad = "brand"')
    assert told(path, DyadError) == (
        "DyadError: `dyad` must stand on two sides at least.\n"
        "  where: surveys/x.toml, line 8, sides.consumer.dyad\n"
        "  found: on `consumer` only\n"
        "  hint:  a key of one side alone is a `psu`."
    )


def test_one_side_alone_is_refused(study):
    text = study.write().read_text(encoding="utf-8")
    cut = text.index("[sides.marketer]"), text.index("[[questions]]")
    text = (
        (text[: cut[0]] + text[cut[1] :])
        .replace(', marketer = "q12_3"', "")
        .replace(', marketer = "q12_1"', "")
    )
    assert told(study.write(text)).splitlines()[0] == "SurveyError: A survey must have at least two sides."


def test_a_hundred_problems_are_told_and_the_rest_counted(study):
    more = "".join(f"k{number} = 1\n" for number in range(150))
    with pytest.raises(SurveyError) as caught:
        read_survey(study.write(more + study.write().read_text(encoding="utf-8")))
    assert len(caught.value.problems) == 101
    assert caught.value.problems[-1].message == "There are 50 more problems."
