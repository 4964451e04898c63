"""A survey file becomes a survey, with defaults, units and cleaned texts."""

# ruff: noqa: E501 - one case a line reads best

from __future__ import annotations

import pytest

from gapkit.errors import SurveyError
from gapkit.survey import BottomBox, Column, Mean, Net, Scale, Share, TopBox
from gapkit.survey.reading import read_survey

SCALE = """
[[questions]]
id = "trust"
kind = "self_image"
format = "scale"
{key}
scale = {{ from = 1, to = {to} }}
items = [ {{ id = "honest", label = "Is honest", consumer = "q4", marketer = {{ column = "m2", reverse = true }} }} ]
"""


def scale_question(study, key="", to=5):
    return read_survey(study.with_more(SCALE.format(key=key, to=to))).questions[1]


def test_a_plain_file_gives_its_sides_in_order(study):
    survey = read_survey(study.write())
    assert (survey.title, survey.reference, list(survey.sides)) == (
        "Social brand",
        "consumer",
        ["consumer", "marketer"],
    )
    assert survey.pairs == (("marketer", "consumer"),)


def test_data_paths_are_relative_to_the_file_and_resolved(study):
    survey = read_survey(study.write())
    assert survey.sides["consumer"].data == (study.folder / "data" / "consumers.csv").resolve()


def test_an_item_keeps_its_column_on_each_side(study):
    item = read_survey(study.write()).question("why_like").item("deals")
    assert item.columns == {"consumer": Column("q5_1"), "marketer": Column("q12_3")}


def test_a_multiple_question_has_ticks_of_1_and_0_and_shares_of_who_was_asked(study):
    question = read_survey(study.write()).question("why_like")
    assert question.ticked == {"consumer": (1,), "marketer": (1,)}
    assert question.unticked == {"consumer": (0,), "marketer": (0,)}
    assert question.base == {"consumer": "asked", "marketer": "asked"}
    assert question.measure == {"consumer": Share(), "marketer": Share()}


def test_ticks_may_differ_by_side(study):
    path = study.with_change(
        'format = "multiple"\n', 'format = "multiple"\nticked.marketer = "*"\nunticked.marketer = ["No"]\n'
    )
    question = read_survey(path).questions[0]
    assert (question.ticked["marketer"], question.ticked["consumer"]) == (("*",), (1,))
    assert (question.unticked["marketer"], question.unticked["consumer"]) == (("No",), (0,))


def test_a_code_in_a_column_of_its_own_is_the_tick(study):
    path = study.with_change('marketer = "q12_1"', 'marketer = { column = "q7", code = 4 }')
    assert read_survey(path).questions[0].item("content").columns["marketer"] == Column("q7", code=4)


@pytest.mark.parametrize(
    ("kind", "reference", "other"),
    [
        ("perception", "expectation", "belief"),
        ("delivery", "expectation", "practice"),
        ("self_image", "experience", "belief"),
        ("opinion", "opinion", "opinion"),
    ],
)
def test_what_is_asked_follows_from_the_kind(study, kind, reference, other):
    question = read_survey(study.with_change('"perception"', f'"{kind}"')).questions[0]
    assert question.asks == {"consumer": reference, "marketer": other}


def test_what_is_asked_may_be_said(study):
    path = study.with_change('format = "multiple"\n', 'format = "multiple"\nasks.consumer = "practice"\n')
    assert read_survey(path).questions[0].asks == {"consumer": "practice", "marketer": "belief"}


def test_a_margin_in_points_becomes_a_share(study):
    path = study.with_change('format = "multiple"\n', 'format = "multiple"\nmargin = 5\n')
    assert read_survey(path).questions[0].margin == 0.05


def test_a_margin_of_means_stays_in_scale_units(study):
    assert scale_question(study, 'measure = "mean"\nmargin = 0.5').margin == 0.5


def test_a_margin_of_boxes_becomes_a_share(study):
    assert scale_question(study, 'measure = "net2"\nmargin = 10').margin == 0.1


def test_the_margin_of_the_analysis_becomes_a_share(study):
    assert read_survey(study.with_more("[analysis]\nmargin = 3\n")).analysis.margin == 0.03


@pytest.mark.parametrize(
    ("key", "to", "measure"),
    [
        ("", 5, TopBox(2)),
        ("", 4, TopBox(2)),
        ("", 3, TopBox(1)),
        ('measure = "top3"', 5, TopBox(3)),
        ('measure = "bottom2"', 5, BottomBox(2)),
        ('measure = "net1"', 5, Net(1)),
        ('measure = "mean"', 5, Mean()),
    ],
)
def test_a_scale_question_has_the_measure_it_names_or_the_top_boxes(study, key, to, measure):
    assert scale_question(study, key, to).measure == {"consumer": measure, "marketer": measure}


def test_a_scale_has_every_point_and_a_label_for_each(study):
    assert scale_question(study, to=3).scale["consumer"] == Scale((1, 2, 3), ("1", "2", "3"))


def test_a_reversed_column_is_marked(study):
    assert scale_question(study).item("honest").columns["marketer"] == Column("m2", reverse=True)


def test_scales_that_differ_are_matched_by_boxes(study):
    text = SCALE.format(key='match = "boxes"\nmeasure = { consumer = "top2", marketer = "top3" }', to=5)
    text = text.replace("scale = {", "scale.marketer = { from = 1, to = 7 }\nscale.consumer = {")
    question = read_survey(study.with_more(text)).questions[1]
    assert question.measure == {"consumer": TopBox(2), "marketer": TopBox(3)}
    assert len(question.scale["marketer"].points) == 7


def test_the_items_of_a_single_choice_are_its_answers(study):
    path = study.with_more(
        """
[[questions]]
id = "reply"
kind = "delivery"
format = "single"
column = { consumer = "q9", marketer = "q31" }
items = [ { id = "hour", label = "Hour", consumer = 1, marketer = [1, 2] }, { id = "day", label = "Day", consumer = " A  day " } ]
"""
    )
    question = read_survey(path).question("reply")
    assert question.column == {"consumer": "q9", "marketer": "q31"}
    assert question.item("hour").answers == {"consumer": (1,), "marketer": (1, 2)}
    assert question.item("day").answers == {"consumer": ("A day",)}


def test_a_segment_keeps_its_order_and_merged_answers(study):
    more = '[segments.age]\nlabel = "Age"\nconsumer = "age_band"\norder = ["18-24", "45+"]\nmerge = { "45+" = ["45-54", "55+"] }\n'
    segment = read_survey(study.with_more(more)).segments["age"]
    assert (segment.columns, segment.order) == ({"consumer": "age_band"}, ("18-24", "45+"))
    assert segment.merge == {"45+": ("45-54", "55+")}


def test_dates_may_be_dates(study):
    path = study.with_change('weight = "weight"', "dates = [2011-10-01, 2011-11-15]")
    assert read_survey(path).sides["consumer"].dates == ("2011-10-01", "2011-11-15")


def test_labels_are_cleaned(study):
    path = study.with_change('"Special savings"', '"Special\\u0007 savings\\u202e"')
    assert read_survey(path).questions[0].item("deals").label == "Special\N{REPLACEMENT CHARACTER} savings"


def test_a_byte_order_mark_is_no_part_of_the_file(study):
    path = study.write()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_survey(path).title == "Social brand"


def test_windows_line_ends_do_not_move_the_lines(study):
    path = study.write()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_survey(path).questions[0].line == 14


def test_a_question_without_a_label_is_called_by_its_id(study):
    assert read_survey(study.write()).questions[0].label == "Why like"


def test_low_bases_may_be_raised_without_a_reason(study):
    low_base = read_survey(study.with_more("[low_base]\nsuppress = 20\n")).low_base
    assert (low_base.suppress, low_base.flag, low_base.denote) == (20, 30, 100)


def test_low_bases_are_lowered_with_their_reason(study):
    low_base = read_survey(study.with_more('[low_base]\nflag = 20\nreason = "A pilot."\n')).low_base
    assert (low_base.flag, low_base.reason) == (20, "A pilot.")


def test_further_pairs_stand_after_those_with_the_reference(study):
    text = (
        study.write()
        .read_text(encoding="utf-8")
        .replace("gapkit = 1\n", 'gapkit = 1\ncompare = [["boss", "marketer"]]\n')
    )
    survey = read_survey(study.write(text + '[sides.boss]\nlabel = "B"\ndata = "../data/marketers.csv"\n'))
    assert survey.pairs == (("marketer", "consumer"), ("boss", "consumer"), ("boss", "marketer"))


def test_a_side_may_speak_through_published_rows_in_the_file(study):
    text = study.write().read_text(encoding="utf-8").replace('data = "../data/marketers.csv"', "base = 132")
    text = text.replace(', marketer = "q12_3"', "").replace(', marketer = "q12_1"', "")
    text = text.replace(
        "gapkit = 1\n", 'gapkit = 1\npublished = [ { item = "deals", side = "marketer", percent = 27 } ]\n'
    )
    survey = read_survey(study.write(text))
    assert survey.sides["marketer"].published
    assert survey.sides["marketer"].base == 132
    assert survey.published == ({"item": "deals", "side": "marketer", "percent": 27},)


def test_a_margin_of_the_study_that_no_question_can_use_is_refused(study):
    text = study.with_more(SCALE.format(key='measure = "mean"', to=5)).read_text(encoding="utf-8")
    head, _, scale = text.split("[[questions]]")
    with pytest.raises(SurveyError) as told:
        read_survey(study.write(f"{head}[[questions]]{scale}\n[analysis]\nmargin = 0.3\n"))
    error = told.value
    assert error.message == (
        "The margin of the study is in points, and no question here is measured in points."
    )
    assert error.hint == "set `margin` on each `[[questions]]`, in units of its own scale."
    assert error.where.endswith("analysis.margin")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.sav", b"$FL2\xff"), ("a.csv", b"a,b\n1,2\n"), ("a.toml", b"PK\x03\x04\xff"), ("A.XLSX", b"PK")],
)
def test_a_data_file_is_called_one(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SurveyError) as told:
        read_survey(tmp_path / name)
    assert told.value.message == "This is a data file, not a survey file."
    assert told.value.hint == "`gapkit init` writes a first survey file for two data files."
