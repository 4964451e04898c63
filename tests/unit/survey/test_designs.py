"""Replicate weights and waves in the survey file: what is built of them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from gapkit.errors import SurveyError
from gapkit.survey import Replication, Survey
from gapkit.survey.grammar import SideTable, SurveyTable
from gapkit.survey.reading import read_survey

FRAME = pd.DataFrame({"q": [1, 0]})
PAIRS = {"deals": {"consumer": "q", "marketer": "q"}}


def survey_of(*, frames=None, waves=None, **consumer):
    """Build a survey whose consumers have the given keys."""
    return Survey.from_frames(
        frames or {"consumer": FRAME, "marketer": FRAME},
        reference="consumer",
        pairs=PAIRS,
        sides={"consumer": consumer},
        options={"waves": waves} if waves else {},
    )


def refused(**keys):
    """Return the whole message about a survey that can't be built."""
    with pytest.raises(SurveyError) as caught:
        survey_of(**keys)
    return str(caught.value)


@pytest.mark.parametrize(
    ("table", "built"),
    [
        ({"method": "brr"}, Replication("rw*", "brr")),
        ({"method": "fay", "rho": 0.3}, Replication("rw*", "fay", rho=0.3)),
        ({"method": "jkn", "rho": 0.0}, Replication("rw*", "jkn")),
        ({"method": "jkn", "rscales": 0.5}, Replication("rw*", "jkn", rscales=(0.5,))),
        ({"method": "jkn", "rscales": [0.5, 0.75]}, Replication("rw*", "jkn", rscales=(0.5, 0.75))),
        ({"method": "bootstrap", "mse": True}, Replication("rw*", "bootstrap", mse=True)),
    ],
)
def test_replicate_weights_are_taken_as_written(table, built):
    survey = survey_of(weight="w", replicates={"columns": "rw*", **table})
    assert survey.sides["consumer"].replicates == built


@pytest.mark.parametrize("key", ["strata", "psu", "fpc"])
def test_replicate_weights_stand_in_place_of_strata_and_psus(key):
    keys = {"weight": "w", "replicates": {"columns": "rw*", "method": "jk1"}, key: "s"}
    assert refused(**keys) == (
        f"SurveyError: `{key}` must not stand beside `replicates`.\n"
        f"  where: Survey.from_frames, sides.consumer.{key}\n"
        "  hint:  replicate weights hold the design already."
    )


@pytest.mark.parametrize(("method", "rho"), [("fay", 0), ("brr", 0.3)])
def test_rho_is_fay_s(method, rho):
    assert refused(weight="w", replicates={"columns": "rw*", "method": method, "rho": rho}) == (
        'SurveyError: `rho` must be above 0 with `method = "fay"`, and 0 with every other method.\n'
        "  where: Survey.from_frames, sides.consumer.replicates.rho\n"
        f'  found: method = "{method}", rho = {rho}'
    )


def test_only_the_stratified_jackknife_has_factors_of_its_own():
    assert refused(weight="w", replicates={"columns": "rw*", "method": "jk1", "rscales": 0.5}) == (
        'SurveyError: `rscales` must stand with `method = "jkn"` only.\n'
        "  where: Survey.from_frames, sides.consumer.replicates.rscales\n"
        '  found: method = "jk1"'
    )


@pytest.mark.parametrize("rscales", [-0.5, 0, [0.5, True], [0.0, 0.0]])
def test_factors_of_replicates_are_numbers_from_0_up(rscales):
    assert refused(weight="w", replicates={"columns": "r*", "method": "jkn", "rscales": rscales}).startswith(
        "SurveyError: `rscales` must be a number above 0, or a list of one number per replicate."
    )


WAVES = ["2023", "2024"]
BOTH = {"consumer": {"2023": FRAME, "2024": FRAME}, "marketer": {"2024": FRAME}}


def test_a_side_may_hold_a_frame_for_each_wave_and_another_for_some():
    survey = survey_of(frames=BOTH, waves=WAVES)
    assert survey.waves == ("2023", "2024")
    assert list(survey.sides["marketer"].data) == ["2024"]


def test_a_side_may_name_a_file_for_each_wave(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("c23", "c24", "m"):
        Path(f"{name}.csv").write_text("q\n1\n", encoding="utf-8")
    Path("x.toml").write_text(
        'gapkit = 1\ntitle = "T"\nreference = "consumer"\nwaves = ["2023", "2024"]\n'
        '[sides.consumer]\nlabel = "C"\ndata = { "2023" = "c23.csv", "2024" = "c24.csv" }\n'
        '[sides.marketer]\nlabel = "M"\ndata = "m.csv"\nwave = "year"\n'
        '[[questions]]\nid = "a"\nkind = "opinion"\nformat = "multiple"\n'
        'items = [ { id = "x", label = "X", consumer = "q", marketer = "q" } ]\n',
        encoding="utf-8",
    )
    survey = read_survey(Path("x.toml"))
    files = {wave: path.name for wave, path in survey.sides["consumer"].data.items()}
    assert files == {"2023": "c23.csv", "2024": "c24.csv"}
    assert survey.sides["marketer"].wave == "year"


def test_a_side_says_which_wave_its_respondents_are_from():
    assert refused(frames={**BOTH, "consumer": FRAME}, waves=WAVES) == (
        "SurveyError: Side `consumer` must say which wave its respondents are from.\n"
        "  where: Survey.from_frames, sides.consumer\n"
        '  hint:  name the column, `wave = "year"`, or one file a wave, `data = { "2023" = "x.csv" }`.'
    )


def test_a_wave_is_not_told_by_file_and_by_column():
    assert refused(frames=BOTH, waves=WAVES, wave="year") == (
        "SurveyError: `wave` must not stand beside one file a wave.\n"
        "  where: Survey.from_frames, sides.consumer.wave\n"
        "  hint:  the file tells the wave."
    )


def test_data_of_an_unknown_wave_are_told_with_the_nearest_wave():
    assert refused(frames={**BOTH, "consumer": {"y2024": FRAME}}, waves=WAVES) == (
        "SurveyError: `y2024` is not a wave of this survey.\n"
        "  where: Survey.from_frames, sides.consumer.data.y2024\n"
        "  hint:  did you mean `2024`?"
    )


def test_a_side_with_data_of_no_wave_is_refused():
    assert refused(frames={**BOTH, "consumer": {}}, waves=WAVES) == (
        "SurveyError: `data` must be a table with a file for each wave.\n"
        "  where: Survey.from_frames, sides.consumer.data\n"
        "  found: {}"
    )


def test_a_panel_knows_its_people_by_id():
    survey = survey_of(frames=BOTH, waves=WAVES, id="person", panel=True)
    assert survey.sides["consumer"].panel


def test_the_schema_has_the_keys_of_replicates_and_waves():
    assert {"replicates", "wave", "panel", "data"} <= set(SideTable.keys())
    assert "waves" in set(SurveyTable.keys())
    assert json.dumps(SideTable.model_json_schema()["properties"]["data"]).count('"string"') == 2
