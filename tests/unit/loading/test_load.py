"""Loading as a whole: columns, frames, several problems, the bundled study."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gapkit.errors import OptionError
from gapkit.loading import load
from gapkit.opening import open as open_study
from gapkit.survey.reading import read_survey

BUNDLED = Path(__file__).parents[3] / "surveys" / "social_brand.toml"


def test_a_wrong_column_name_is_told_with_the_nearest(load_frame, multiple, told):
    assert told(load_frame, {"Q5_1": [1], "q5_2": [0], "weight": [1]}, multiple("q5_1")) == (
        "MissingColumnError: `data frame` has no column `q5_1`.\n"
        "  where: question `likes`, item `q5_1`, side `us`\n"
        "  found: nearest: `Q5_1`, `q5_2`"
    )


def test_every_kind_of_problem_is_told_at_once(load_text, survey_of, multiple, told):
    survey = survey_of(multiple("q1", "q9"), weight="w", id_column="id")
    message = told(load_text, "id,q1,w\n1,7,1\n1,0,-1\n", survey)
    assert [line.partition(":")[0] for line in message.splitlines() if not line.startswith(" ")] == [
        "MissingColumnError",
        "DuplicateRespondentError",
        "WeightError",
        "UnknownAnswerError",
    ]


def test_only_named_columns_are_looked_at(load_frame):
    loaded = load_frame({"q1": [1, 0], "diary": [["a", "list"], {"a": "dict"}]})
    assert loaded.respondents == 2


def test_a_question_that_a_side_was_not_asked_is_absent(load_frame, multiple, scale):
    question = multiple("q1")
    elsewhere = scale()
    elsewhere.items[0].columns.clear()
    assert list(load_frame({"q1": [1, 0]}, question, elsewhere).answers) == ["likes"]


def test_a_side_that_does_not_exist_is_refused(survey_of, multiple):
    with pytest.raises(OptionError, match="`side` must be one of `us`, `them`"):
        load(pd.DataFrame({"q1": [1]}), survey_of(multiple("q1")), side="you")


@pytest.mark.parametrize("data", [3, None, [1, 2]])
def test_an_object_that_is_no_frame_is_refused(survey_of, multiple, told, data):
    message = told(load, data, survey_of(multiple("q1")), side="us")
    assert message == f"LoadError: The data must be a path or a data frame.\n  found: {type(data).__name__}"


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, 0, None], dtype="Int64"),
        pd.Series([True, False, None], dtype="boolean"),
        pd.Series([True, False, None], dtype=object),
        pd.Series([1.0, 0.0, np.nan], dtype="float32"),
        pd.Series([1, 0, None], dtype="category"),
        pd.Series(np.array([1, 0, 0], np.int8)).where([True, True, False]),
    ],
)
def test_every_kind_of_number_column_is_read(load_frame, column):
    assert load_frame({"q1": column}).answers["likes"].codes.T.tolist() == [[1, 0, -1]]


@pytest.mark.parametrize("kind", [object, "string", "category", "str"])
def test_every_kind_of_text_column_is_read(load_frame, multiple, kind):
    column = pd.Series(["Yes", "No", None, " "], dtype=kind)
    question = multiple("q1", ticked={"us": ("Yes",)}, unticked={"us": ("No",)})
    assert load_frame({"q1": column}, question).answers["likes"].codes.T.tolist() == [[1, 0, -1, -1]]


def test_dates_are_texts(load_frame, multiple):
    question = multiple("q1", ticked={"us": ("2024-01-01",)}, unticked={"us": ("2024-01-02",)})
    loaded = load_frame({"q1": [date(2024, 1, 1), date(2024, 1, 2)]}, question)
    assert loaded.answers["likes"].codes.T.tolist() == [[1, 0]]


def test_cells_of_lists_are_refused(load_frame, told):
    assert told(load_frame, {"q1": [[1], [0]]}).startswith("LoadError: `q1` must hold numbers or text.")


def test_the_frame_is_not_changed(load_frame):
    frame = pd.DataFrame({"q1": [1, 0], "w": [1.0, 2.0]})
    before = frame.copy()
    load_frame(frame, weight="w")
    pd.testing.assert_frame_equal(frame, before)


def test_a_frame_says_what_it_is(load_frame):
    source = load_frame({"q1": [1, 0]}).source
    assert (source.name, source.format, source.sha256, source.rows) == ("data frame", "data frame", "", 2)


def test_two_frame_columns_of_one_name_are_refused(survey_of, multiple, told):
    frame = pd.DataFrame([[1, 0]], columns=["q1", "q1"])
    assert "must have different names" in told(load, frame, survey_of(multiple("q1")), side="us")


def test_a_csv_and_a_frame_of_the_same_answers_are_the_same(load_text, load_frame, multiple, survey_of):
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"a": rng.integers(0, 2, 50), "b": rng.integers(0, 2, 50)})
    from_text = load_text(frame.to_csv(index=False), survey_of(multiple("a", "b")))
    from_frame = load_frame(frame, multiple("a", "b"))
    assert (from_text.answers["likes"].codes == from_frame.answers["likes"].codes).all()


def test_the_bundled_study_opens_with_the_published_counts():
    study = open_study(BUNDLED)
    consumers, marketers = study.sides["consumer"], study.sides["marketer"]
    assert (consumers.respondents, marketers.respondents) == (1300, 132)
    ticks = consumers.answers["why_like"].codes.sum(axis=0).tolist()
    assert ticks == [559, 598, 598, 390, 637, 780, 819]
    assert marketers.answers["why_like"].codes.sum(axis=0).tolist() == [36, 44, 53, 75, 32, 12, 25, 54]
    assert np.bincount(consumers.answers["reply_time"].codes[:, 0]).tolist() == [286, 247, 611, 156]
    assert "reply_time" not in marketers.answers
    assert consumers.segments["age"].labels == ("18-24", "25-34", "35-44", "45-54", "55+")
    assert study.exclusions == ()


def test_opening_tells_the_problems_of_every_side_at_once(tmp_path, told):
    text = BUNDLED.read_text("utf-8").replace("../data/social_brand/", "")
    for name in ("synthetic_consumers.sav", "synthetic_marketers.csv"):
        (tmp_path / name).write_bytes((BUNDLED.parents[1] / "data" / "social_brand" / name).read_bytes())
    text = text.replace('consumer = "q5_1"', 'consumer = "q5_11"').replace('"q12_3"', '"q12_33"')
    (tmp_path / "study.toml").write_text(text, "utf-8")
    assert told(open_study, tmp_path / "study.toml") == (
        "MissingColumnError: `synthetic_consumers.sav` has no column `q5_11`.\n"
        "  where: question `why_like`, item `deals`, side `consumer`\n"
        "  found: nearest: `q5_1`, `q8_1`, `q6_1`\n"
        "MissingColumnError: `synthetic_marketers.csv` has no column `q12_33`.\n"
        "  where: question `why_like`, item `deals`, side `marketer`\n"
        "  found: nearest: `q12_3`, `q15_3`, `q14_3`"
    )


def test_a_survey_object_opens_as_its_file_does():
    survey = read_survey(BUNDLED)
    assert open_study(survey).survey is survey
