"""From two data files to gaps: `gapkit init`, `check`, `gap`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gapkit as gk
from gapkit.cli import app

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
BRAND = ROOT / "data" / "social_brand"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with `surveys/` and `data/`, entered."""
    (tmp_path / "surveys").mkdir()
    shutil.copytree(BRAND, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def shared(name, licence):
    """Return a data file that is not in the repository, or skip."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not in the repository: {licence}")
    return path


BUNDLED = (
    "data/synthetic_marketers.csv",
    "data/synthetic_consumers.sav",
    "--side=marketer",
    "--side=consumer",
    "--wording=data/marketers_codebook.csv",
)


def test_two_bundled_files_make_a_survey_file_that_runs(place):
    made = run("init", *BUNDLED, "-o", "surveys/new.toml")
    assert made.exit_code == 0, made.output
    checked = run("check", "surveys/new.toml")
    assert checked.exit_code == 0, checked.output
    assert "proposed by wording, not confirmed" in checked.output
    gaps = gk.gap(gk.open("surveys/new.toml"))
    assert gaps.survey.synthetic
    assert {row.side for row in gaps} == {"marketer"}


def test_the_pairs_are_those_that_a_person_wrote(place):
    run("init", *BUNDLED, "-o", "surveys/new.toml")
    written = gk.read_survey(ROOT / "surveys" / "social_brand.toml")
    by_hand = {
        (item.columns["consumer"].name, item.columns["marketer"].name)
        for question in written.questions
        for item in question.items
        if {"consumer", "marketer"} <= item.columns.keys()
    }
    proposed = {
        (item.columns["consumer"].name, item.columns["marketer"].name)
        for question in gk.read_survey("surveys/new.toml").questions
        for item in question.items
        if {"consumer", "marketer"} <= item.columns.keys()
    }
    assert proposed <= by_hand
    assert len(by_hand - proposed) <= 2  # offers and a reply in time: other words on the other side


def test_json_holds_every_item_with_both_wordings(place):
    made = run("init", *BUNDLED, "--json", "-o", "surveys/new.toml", "--quiet")
    told = json.loads(made.stdout)
    assert set(told) == {"schema", "version", "warnings", "results"}
    first = told["results"][0]
    assert (first["status"], first["side"], first["reference"]) == ("confirm", "marketer", "consumer")
    assert first["side_wording"] == "They like our content"


def test_a_survey_file_that_is_there_stays(place):
    (place / "surveys" / "new.toml").write_text("mine")
    refused = run("init", *BUNDLED, "-o", "surveys/new.toml")
    assert refused.exit_code == 1
    assert "is there already" in refused.stderr
    assert (place / "surveys" / "new.toml").read_text() == "mine"
    assert run("init", *BUNDLED, "-o", "surveys/new.toml", "--force").exit_code == 0


def test_without_a_file_the_draft_is_printed(place):
    made = run("init", *BUNDLED)
    assert made.stdout.startswith("# Draft of a survey file")
    assert "items on both sides: 12 (0 in the same words, 12 to confirm)" in made.stderr


def test_two_real_surveys_of_two_countries(tmp_path):
    for name in ("rse-2017-de.csv", "rse-2017-uk.csv"):
        shutil.copy(
            shared(f"rse-survey/{name}", "its licence is a badge, its data only announced as open"), tmp_path
        )
    path = tmp_path / "rse.toml"
    made = run("init", tmp_path / "rse-2017-de.csv", tmp_path / "rse-2017-uk.csv", "-o", path)
    assert made.exit_code == 0, made.output
    survey = gk.read_survey(path)
    columns = {
        item.columns["de"].name: item.columns["uk"].name
        for question in survey.questions
        for item in question.items
        if {"de", "uk"} <= item.columns.keys()
    }
    assert columns["rse1"] == "rse1"
    assert columns["currentEmp13[17]"] == "currentEmp13[SQ017]"
    assert columns["tool4can[25]"] == "tool4can[SQ024]"  # Python
    assert columns["likert0[time2can]"] == "time1can[time2can]"  # research
    assert len(columns) > 170  # of 248 columns, open texts and metadata among them
    assert not gk.gap(gk.open(survey))["python", "all"].status.startswith("no")


def test_satisfaction_and_importance_in_one_file_are_roles(tmp_path):
    shutil.copy(shared("likert-gap/gap.csv", "GPL"), tmp_path)
    path = tmp_path / "gap.toml"
    assert run("init", tmp_path / "gap.csv", "-o", path).exit_code == 0
    path.write_text(path.read_text().replace("items = [", 'measure = "mean"\nitems = ['), encoding="utf-8")
    gaps = gk.gap(gk.open(path))
    published = {  # importance minus satisfaction, paired t
        "financial_aid": (-0.221, -0.84),
        "bursar": (-0.235, -1.60),
        "advising": (-0.456, -2.90),
        "records_registration": (-0.132, -1.16),
        "testing_examination": (-0.441, -2.58),
    }
    found = {row.item: (round(-row.gap, 3), round(-row.gap / row.se, 2)) for row in gaps}
    assert found == published


COUNTS = {  # students-professors: disagree at all, agree at all, for three of its 32 statements
    "student": {0: (11, 233), 1: (32, 212), 31: (124, 106)},
    "professor": {0: (1, 114), 1: (10, 105), 31: (30, 73)},
}


def test_a_table_of_counts_is_read_as_published_statements(tmp_path):
    rows = [
        f"statement_{number},{side},{agree},{agree + disagree}"
        for side, statements in COUNTS.items()
        for number, (disagree, agree) in statements.items()
    ]
    (tmp_path / "counts.csv").write_text("\n".join(["item,side,count,base", *rows]) + "\n")
    items = ", ".join(f'{{ id = "statement_{n}", label = "Statement {n}" }}' for n in COUNTS["student"])
    (tmp_path / "study.toml").write_text(
        'gapkit = 1\ntitle = "Agreement"\nreference = "student"\npublished = "counts.csv"\n'
        'sides.student.label = "Students"\nsides.professor.label = "Professors"\n[[questions]]\n'
        f'id = "agreement"\nkind = "opinion"\nformat = "multiple"\nitems = [ {items} ]\n'
    )
    gaps = gk.gap(gk.open(tmp_path / "study.toml"))
    shares = (100 * gaps.to_frame()[["value_reference", "value_side"]]).round(1)
    found = list(shares.itertuples(index=False, name=None))
    assert found == [(95.5, 99.1), (86.9, 91.3), (46.1, 70.9)]
    assert gaps["statement_31", "all"].verdict == "over"
