"""The files of a drawn study: whole, marked, and readable."""

from __future__ import annotations

import sys

import pandas as pd
import pyreadstat
import pytest

from gapkit.errors import DamagedFileError, GapkitError
from gapkit.simulate import DrawnStudy, Sheet, draw_study, write_study
from gapkit.simulate.__main__ import main


@pytest.fixture(scope="module")
def study():
    return draw_study("social_brand")


def small(*sheets):
    return DrawnStudy("small", "Small", "nobody", 1, 1, sheets, {}, ("everything",))


PEOPLE = pd.DataFrame({"respondent": ["SYN-1", "SYN-2"], "q": [1.0, float("nan")], "w": [0.25, 1.75]})


def test_spss_files_say_what_codes_mean_and_which_are_missing(study, tmp_path):
    write_study(study, tmp_path)
    frame, meta = pyreadstat.read_sav(tmp_path / "synthetic_consumers.sav", user_missing=True)
    assert (frame[["q8_1", "q8_2", "q8_3"]] == 9).sum().tolist() == [13, 13, 13]
    assert meta.missing_ranges == {item: [{"lo": 9.0, "hi": 9.0}] for item in ("q8_1", "q8_2", "q8_3")}
    assert meta.variable_value_labels["q7"][3] == "Within 24 hours"
    assert meta.variable_measure["q7"] == "ordinal"
    assert meta.variable_measure["weight"] == "scale"
    assert meta.file_label == "Synthetic: nobody answered this"


def test_semicolon_files_have_decimal_commas_and_blanks(tmp_path):
    write_study(small(Sheet("synthetic_a.csv", PEOPLE, style="semicolon")), tmp_path)
    assert (tmp_path / "synthetic_a.csv").read_text("utf-8") == "respondent;q;w\nSYN-1;1;0,25\nSYN-2;;1,75\n"


def test_qualtrics_files_have_three_header_rows(tmp_path):
    people = PEOPLE.rename(columns={"q": "Q1_2"})
    write_study(
        small(Sheet("synthetic_a.csv", people, {"Q1_2": "Likes - News"}, style="qualtrics")), tmp_path
    )
    assert (tmp_path / "synthetic_a.csv").read_text("utf-8").splitlines()[:4] == [
        "respondent,Q1_2,w",
        "respondent,Likes - News,w",
        '"{""ImportId"": ""respondent""}","{""ImportId"": ""QID1-2""}","{""ImportId"": ""w""}"',
        "SYN-1,1,0.25",
    ]


def test_workbooks_hold_a_sheet_a_side(tmp_path):
    write_study(
        small(Sheet("synthetic_a.xlsx", PEOPLE, sheet="one"), Sheet("synthetic_a.xlsx", PEOPLE, sheet="two")),
        tmp_path,
    )
    for name in ("one", "two"):
        read = pd.read_excel(tmp_path / "synthetic_a.xlsx", sheet_name=name, engine="calamine")
        pd.testing.assert_frame_equal(read, PEOPLE)


@pytest.mark.parametrize(
    ("file", "package", "extra"),
    [
        ("synthetic_a.xlsx", "xlsxwriter", "gapkit[excel]"),
        ("synthetic_a.parquet", "pyarrow", "gapkit[parquet]"),
    ],
)
def test_a_missing_extra_is_named(file, package, extra, tmp_path, monkeypatch):
    monkeypatch.setattr("gapkit.simulate.files.find_spec", lambda name: None if name == package else name)
    with pytest.raises(GapkitError) as told:
        write_study(small(Sheet(file, PEOPLE)), tmp_path)
    assert extra in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_drops_rows_leaves_the_old_file(study, tmp_path, monkeypatch):
    write_study(study, tmp_path)
    before = (tmp_path / "synthetic_consumers.sav").read_bytes()
    whole = pyreadstat.write_sav
    monkeypatch.setattr(
        pyreadstat, "write_sav", lambda frame, path, **options: whole(frame[:5], path, **options)
    )
    with pytest.raises(DamagedFileError, match="rows that its header says"):
        write_study(study, tmp_path)
    assert (tmp_path / "synthetic_consumers.sav").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 4


def test_the_command_writes_the_study(tmp_path):
    assert main(["social_consumer", "--to", str(tmp_path / "new")]) == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "README.md", "metadata.json", "synthetic_consumers.csv", "synthetic_marketers.sav",
    ]  # fmt: skip


def test_the_command_tells_an_unknown_study(tmp_path, capsys):
    assert main(["brands", "--to", str(tmp_path)]) == 1
    assert "`name` must be one of" in capsys.readouterr().err


def test_the_command_tells_how_it_is_used(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["simulate"])
    with pytest.raises(SystemExit) as end:
        main([])
    assert end.value.code == 2
    assert "usage: python -m gapkit.simulate" in capsys.readouterr().err
