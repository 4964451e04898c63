"""What a data file may be, before any reader touches it."""

from __future__ import annotations

import gzip
import os
from typing import get_args

import pytest

from gapkit.loading import files, load
from gapkit.loading.readers import registry
from gapkit.options import DataFormat
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
        f"LoadError: The data must be a regular file.\n  where: {tmp_path}\n  found: a folder\n"
        "  hint:  save the data to a file, and give its path."
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
@pytest.mark.timeout(10)
def test_a_named_pipe_is_refused_and_not_waited_for(refused, tmp_path):
    os.mkfifo(tmp_path / "us.csv")
    assert refused(tmp_path / "us.csv") == (
        f"LoadError: The data must be a regular file.\n  where: {tmp_path / 'us.csv'}\n  "
        "found: a named pipe\n"
        "  hint:  save the data to a file, and give its path."
    )


def test_an_empty_file_is_refused(refused, tmp_path):
    (tmp_path / "us.csv").touch()
    assert refused(tmp_path / "us.csv") == (
        "LoadError: `us.csv` must hold at least one respondent.\n  found: an empty file\n"
        "  hint:  export the data again, or give the file with the answers."
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
        (b"RDX3", "R data"),
        (b"**COMPRESSED** **COMPRESSED**", "a SAS transport file of PROC CPORT"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_formats_that_are_not_read_are_refused_by_name(refused, tmp_path, head, kind):
    (tmp_path / "us.csv").write_bytes(head + b" " * 64)
    assert refused(tmp_path / "us.csv") == (
        f"LoadError: `us.csv` is {kind}, which is not built yet.\n"
        "  hint:  save it as CSV (UTF-8) or SPSS .sav."
    )


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"PK\x03\x04", "Excel"),
        (b"\xd0\xcf\x11\xe0", "Excel"),
        (b"PAR1", "Parquet"),
        (b"ARROW1", "Arrow"),
        (b"<stata_dta>", "Stata"),
        (b"\x72\x02\x01", "Stata"),
        (b"\0" * 12 + b"\xc2\xea\x81\x60", "SAS"),
        (b"\0" * 12 + b"\xc2\xea\x81\x63", "SAS catalogue"),
        (b"HEADER RECORD*******LIBRARY", "SAS transport"),
        (b" " * 40 + b"ASCII SPSS PORT FILE", "SPSS portable"),
        (b" " * 456 + b"SPSSPORT", "SPSS portable"),
        (b"$FL3", "SPSS"),
    ],
)
def test_the_content_decides_and_an_ending_that_says_something_else_is_refused(refused, tmp_path, head, kind):
    (tmp_path / "us.csv").write_bytes(head + b" " * 64)
    assert refused(tmp_path / "us.csv") == (
        "LoadError: `us.csv` must hold what its ending .csv says.\n"
        f"  found: {kind}\n"
        "  hint:  rename the file, or force the format: `read = { format = … }` of the side."
    )


def test_an_ending_that_says_something_else_is_refused(refused, tmp_path):
    (tmp_path / "us.sav").write_text("q1\n1\n")
    assert refused(tmp_path / "us.sav") == (
        "LoadError: `us.sav` must hold what its ending .sav says.\n"
        "  found: CSV\n"
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


def test_a_gzipped_text_file_is_unpacked_and_said(tmp_path, survey_of, multiple):
    path = tmp_path / "us.csv.gz"
    path.write_bytes(gzip.compress(b"q1\n1\n0\n"))
    loaded = load(path, survey_of(multiple("q1")), side="us")
    assert loaded.respondents == 2
    assert loaded.source.notes[0] == "recognised as CSV from its content, unpacked from gzip"


def test_a_gzipped_file_that_unpacks_to_too_much_is_refused(refused, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "SIZE_LIMIT", 2**20)
    (tmp_path / "us.csv.gz").write_bytes(gzip.compress(b"q1\n" + b"1\n" * 2**20))
    assert refused(tmp_path / "us.csv.gz").startswith("LoadError: `us.csv.gz` must be at most")


def test_a_damaged_gzip_file_is_one_error(refused, tmp_path):
    (tmp_path / "us.csv.gz").write_bytes(gzip.compress(b"q1\n1\n" * 50)[:-9])
    assert refused(tmp_path / "us.csv.gz").startswith("LoadError: ")


def test_a_gzipped_spss_file_must_be_unpacked_first(refused, tmp_path):
    (tmp_path / "us.sav.gz").write_bytes(gzip.compress(b"$FL2" + b"\0" * 200))
    assert refused(tmp_path / "us.sav.gz") == (
        "FormatError: `us.sav.gz` must be unpacked first.\n  found: SPSS, compressed with gzip\n"
        "  hint:  `gunzip` it, and give the file in it."
    )


def test_a_format_that_does_not_exist_cant_be_forced(tmp_path, told):
    (tmp_path / "us.csv").write_text("q1\n1\n")
    message = told(registry.read_file, tmp_path / "us.csv", ReadOptions(format="wordstar"))
    assert message.startswith("FormatError: `us.csv` can't be read as `wordstar`.\n  hint:  known are `sav`,")


def test_every_format_that_a_survey_file_may_force_has_a_reader():
    forms = {form for reader in registry.readers() for form in reader.forms}
    assert set(get_args(DataFormat)) <= forms
