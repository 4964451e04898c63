"""Simulated respondents: exact counts, and everything marked as synthetic."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from gapkit.errors import OptionError
from gapkit.simulate import (
    cell_weights,
    draw_cells,
    draw_choices,
    draw_ticks,
    social_brand,
    write_social_brand,
)
from gapkit.simulate.__main__ import main

BUNDLED = Path(__file__).parents[2] / "data" / "social_brand"

CONSUMER_COUNTS = {
    "q5_1": 559, "q5_2": 598, "q5_3": 598, "q5_4": 390, "q5_5": 637, "q5_6": 780, "q5_7": 819,
    "q6_1": 650, "q6_2": 533, "q6_3": 871,
}  # fmt: skip
MARKETER_COUNTS = {
    "q12_1": 75, "q12_2": 54, "q12_3": 36, "q12_4": 53, "q12_5": 44, "q12_6": 32, "q12_7": 12, "q12_8": 25,
    "q14_1": 13, "q14_2": 12, "q14_3": 9, "q14_4": 40, "q14_5": 22, "q14_6": 69,
}  # fmt: skip
# The published counts: shared/domain/DEMO_STUDIES.md, D1.


@pytest.fixture(scope="module")
def study():
    return social_brand()


@pytest.fixture(scope="module")
def written(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("social_brand")
    write_social_brand(study, folder)
    return folder


def consumers_of(folder):
    return pyreadstat.read_sav(folder / "synthetic_consumers.sav", user_missing=True)


def test_ticks_have_the_wished_counts_and_correlate_as_wished():
    rng = np.random.default_rng(5)
    ticks = draw_ticks(rng.standard_normal(20_000), {"a": 10_000, "b": 10_000}, rng=rng)
    assert ticks.sum().tolist() == [10_000, 10_000]
    # Two halves of a bivariate normal of correlation r agree with phi = 2 asin(r) / pi.
    assert np.corrcoef(ticks["a"], ticks["b"])[0, 1] == pytest.approx(2 * np.arcsin(0.25) / np.pi, abs=0.02)


def test_a_lean_moves_who_ticks_and_not_how_many():
    rng = np.random.default_rng(5)
    old = np.repeat([0.0, 1.0], 500)
    ticks = draw_ticks(rng.standard_normal(1000), {"a": 400}, rng=rng, lean={"a": 2 * old})["a"]
    assert ticks.sum() == 400
    assert ticks[old == 1].sum() > 300


def test_more_ticks_than_people_are_refused():
    with pytest.raises(OptionError, match=r"`counts\['a'\]` must be from 0 to 3"):
        draw_ticks(np.zeros(3), {"a": 4}, rng=np.random.default_rng(1))


def test_choices_have_the_wished_counts():
    rng = np.random.default_rng(5)
    assert np.bincount(draw_choices(rng.standard_normal(100), [20, 0, 80], rng=rng)).tolist() == [20, 0, 80]


def test_choices_that_do_not_add_up_are_refused():
    with pytest.raises(OptionError, match="`counts` must be counts that add up to 3"):
        draw_choices(np.zeros(3), [1, 1], rng=np.random.default_rng(1))


def test_weights_meet_their_target():
    rng = np.random.default_rng(5)
    cells = draw_cells(200, {"sex": {"F": 0.7, "M": 0.3}, "area": {"N": 0.5, "S": 0.5}}, rng=rng)
    weight = cell_weights(cells, {"sex": {"F": 0.5, "M": 0.5}, "area": {"N": 0.4, "S": 0.6}})
    assert weight.mean() == pytest.approx(1)
    assert weight[cells["sex"] == "F"].sum() / 200 == pytest.approx(0.5)
    assert weight[cells["area"] == "N"].sum() / 200 == pytest.approx(0.4)


@pytest.mark.parametrize("folder", ["made again", "bundled"])
def test_consumers_have_the_published_counts(written, folder):
    frame, _ = consumers_of(written if folder == "made again" else BUNDLED)
    assert len(frame) == 1300
    assert {item: int((frame[item] == 1).sum()) for item in CONSUMER_COUNTS} == CONSUMER_COUNTS
    assert frame["q7"].value_counts().sort_index().tolist() == [286, 247, 611, 156]


@pytest.mark.parametrize("folder", ["made again", "bundled"])
def test_marketers_have_the_published_counts(written, folder):
    frame = pd.read_csv((written if folder == "made again" else BUNDLED) / "synthetic_marketers.csv")
    assert len(frame) == 132
    assert {item: int((frame[item] == "Yes").sum()) for item in MARKETER_COUNTS} == MARKETER_COUNTS


def test_the_bundled_files_are_what_the_generator_makes(written):
    (again, again_meta), (bundled, bundled_meta) = consumers_of(written), consumers_of(BUNDLED)
    pd.testing.assert_frame_equal(again, bundled)
    for name in ("variable_value_labels", "column_names_to_labels", "missing_ranges", "variable_measure"):
        assert getattr(again_meta, name) == getattr(bundled_meta, name)
    for name in ("synthetic_marketers.csv", "metadata.json", "README.md"):
        assert (written / name).read_text("utf-8") == (BUNDLED / name).read_text("utf-8")


def test_another_seed_gives_other_respondents_with_the_same_counts(study):
    other = social_brand(seed=1)
    assert not other.consumers["q5_1"].equals(study.consumers["q5_1"])
    assert {item: int(other.consumers[item].sum()) for item in CONSUMER_COUNTS} == CONSUMER_COUNTS


def test_the_weight_has_a_moderate_design_effect_and_moves_shares_by_at_most_3_points(written):
    metadata = json.loads((written / "metadata.json").read_text("utf-8"))
    assert 1.2 <= metadata["weight"]["design_effect_kish"] <= 1.6
    moved = metadata["consumer_shares_unweighted_and_weighted"]
    assert len(moved) == 17
    assert max(abs(plain - weighted) for plain, weighted in moved.values()) <= 3


def test_everything_is_marked_as_synthetic(written, study):
    metadata = json.loads((written / "metadata.json").read_text("utf-8"))
    assert metadata["synthetic"] is True
    assert metadata["not_respondent_data"] is True
    assert metadata["margins_from"].startswith("CMO Council")
    assert metadata["seed"] == study.seed
    assert metadata["generator"] == "gapkit.simulate.social_brand 1"
    for side in (study.consumers, study.marketers):
        assert side["respondent"].str.startswith("SYN-").all()
        assert side["respondent"].is_unique
    assert {path.name for path in written.iterdir()} == {
        "synthetic_consumers.sav", "synthetic_marketers.csv", "metadata.json", "README.md",
    }  # fmt: skip


def test_some_consumers_gave_no_answer_to_the_scale(written):
    frame, meta = consumers_of(written)
    assert (frame[["q8_1", "q8_2", "q8_3"]] == 9).sum().tolist() == [13, 13, 13]
    assert meta.missing_ranges == {item: [{"lo": 9.0, "hi": 9.0}] for item in ("q8_1", "q8_2", "q8_3")}


def test_a_writer_that_drops_rows_leaves_the_old_file(study, tmp_path, monkeypatch):
    write_social_brand(study, tmp_path)
    before = (tmp_path / "synthetic_consumers.sav").read_bytes()
    whole = pyreadstat.write_sav
    monkeypatch.setattr(
        pyreadstat, "write_sav", lambda frame, path, **options: whole(frame[:5], path, **options)
    )
    with pytest.raises(Exception, match="rows that its header says"):
        write_social_brand(study, tmp_path)
    assert (tmp_path / "synthetic_consumers.sav").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 4


def test_the_command_writes_the_study(tmp_path):
    assert main([str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "synthetic_consumers.sav").exists()


def test_the_command_tells_how_it_is_used(capsys):
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m gapkit.simulate FOLDER [SEED]\n"
