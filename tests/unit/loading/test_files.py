"""What a data file may be, before any reader touches it."""

from __future__ import annotations

import os

import pytest

from gapkit.loading import files, load
from gapkit.survey import ReadOptions


@pytest.fixture
def refused(survey_of, multiple, told):
    """Return the message of a path that cannot be loaded."""

    def build(path, **design):
        return told(load, path, survey_of(multiple("q1"), **design), side="us")

    return build


def test_a_missing_file_is_told(refused, tmp_path):
    assert refused(tmp_path / "none.csv") == (
        "LoadError: The data file must exist.\n"
        f"  where: {tmp_path / 'none.csv'}\n"
        "  hint:  paths are relative to the survey file, or to the working folder in `load`."
    )


def test_a_folder_is_no_data_file(refused, tmp_path):
    assert refused(tmp_path) == (
        f"LoadError: The data must be a regular file.\n  where: {tmp_path}\n  found: a folder"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
@pytest.mark.timeout(10)
def test_a_named_pipe_is_refused_and_not_waited_for(refused, tmp_path):
    os.mkfifo(tmp_path / "us.csv")
    assert refused(tmp_path / "us.csv") == (
        f"LoadError: The data must be a regular file.\n  where: {tmp_path / 'us.csv'}\n  found: a named pipe"
    )


def test_an_empty_file_is_refused(refused, tmp_path):
    (tmp_path / "us.csv").touch()
    assert refused(tmp_path / "us.csv") == (
        "LoadError: `us.csv` must hold at least one respondent.\n  found: an empty file"
    )


def test_a_file_over_the_size_limit_is_refused(refused, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "SIZE_LIMIT", 2**30)
    with (tmp_path / "us.csv").open("wb") as file:
        file.truncate(3 * 2**29)
    assert refused(tmp_path / "us.csv") == (
        "LoadError: `us.csv` must be at most 1 GiB.\n"
        "  found: 1.5 GiB\n"
        "  hint:  keep only the columns that the survey file names."
    )


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"PK\x03\x04", "an Excel or OpenDocument workbook (or another zip file)"),
        (b"PAR1", "Parquet"),
        (b"<stata_dta>", "Stata"),
        (b"\x72\x02\x01", "Stata"),
        (b"\0" * 12 + b"\xc2\xea\x81\x60", "SAS"),
        (b"HEADER RECORD*******LIBRARY", "SAS transport"),
        (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file"),
        (b" " * 40 + b"ASCII SPSS PORT FILE", "SPSS portable (.por)"),
        (b"\x1f\x8b", "a gzip file"),
    ],
)
def test_other_formats_are_refused_by_name(refused, tmp_path, head, kind):
    (tmp_path / "us.csv").write_bytes(head + b" " * 64)
    assert refused(tmp_path / "us.csv") == (
        f"LoadError: `us.csv` is {kind}, which is not built yet.\n"
        "  hint:  save it as CSV (UTF-8) or SPSS .sav."
    )


def test_an_ending_that_says_something_else_is_refused(refused, tmp_path):
    (tmp_path / "us.sav").write_text("q1\n1\n")
    assert refused(tmp_path / "us.sav") == (
        "LoadError: `us.sav` must hold what its ending .sav says.\n"
        "  found: no SPSS data\n"
        "  hint:  rename the file, or force the format: `read = { format = … }` of the side."
    )


def test_a_saved_web_page_is_refused(refused, tmp_path):
    (tmp_path / "us.csv").write_text("<!DOCTYPE html><html>please log in</html>")
    assert "found: a web page" in refused(tmp_path / "us.csv")


def test_the_survey_file_forces_the_format(tmp_path, survey_of, multiple):
    (tmp_path / "us.sav").write_text("q1\n1\n0\n")
    survey = survey_of(multiple("q1"), read=ReadOptions(format="csv"))
    loaded = load(tmp_path / "us.sav", survey, side="us")
    assert loaded.source.notes[0] == "read as CSV, as the survey file says"


def test_an_encrypted_file_is_refused_as_such(refused, tmp_path):
    (tmp_path / "us.sav").write_bytes(b"\x1c" + b"\0" * 7 + b"ENCRYPTEDSAV" + b"\0" * 16)
    assert refused(tmp_path / "us.sav") == (
        "LoadError: `us.sav` is encrypted.\n  hint:  save it again in SPSS without a password."
    )


def test_the_hash_of_the_bytes_is_kept(tmp_path, survey_of, multiple):
    (tmp_path / "us.csv").write_bytes(b"q1\n1\n0\n")
    source = load(tmp_path / "us.csv", survey_of(multiple("q1")), side="us").source
    # printf 'q1\n1\n0\n' | sha256sum
    assert source.sha256 == "6a4d6e22c4f4bb60708e03a40e48bb7be8c46fe704c1425960de15775e6a4ba9"
    assert (source.name, source.format, source.rows) == ("us.csv", "CSV", 2)
