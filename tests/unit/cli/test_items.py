"""``gapkit items``: what data files hold, for people and for programs."""

from __future__ import annotations

import json

import openpyxl
import pytest
from typer.testing import CliRunner

from gapkit.cli.commands import app


@pytest.fixture
def items():
    """Run the command and return its result."""
    return lambda *arguments: CliRunner().invoke(app, ["items", *map(str, arguments)])


@pytest.fixture
def text(tmp_path):
    (tmp_path / "us.csv").write_text("q1,open\nYes,one\nYes,two\nNo,three\nNo,four\n", "utf-8")
    return tmp_path / "us.csv"


def test_a_file_is_told_to_people(items, text):
    done = items(text)
    assert done.exit_code == 0
    assert done.stdout.startswith("us.csv: CSV, 4 rows, 2 columns\n")
    assert "      Yes          2\n" in done.stdout
    assert "three" not in done.stdout


def test_a_file_is_told_to_programs(items, text):
    told = json.loads(items(text, "--json").stdout)
    assert list(told) == ["schema", "version", "warnings", "results"]
    (result,) = told["results"]
    assert (result["file"], result["format"], result["rows"]) == ("us.csv", "CSV", 4)
    assert [column["name"] for column in result["columns"]] == ["q1", "open"]
    assert result["columns"][0]["codes"][0] == {"answer": "Yes", "label": "", "count": 2, "declared": ""}
    assert result["columns"][1]["mean"] is None


def test_every_sheet_of_a_workbook_is_told(items, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["q1"])
    book.active.append([1])
    book.create_sheet("Other").append(["q2"])
    book.save(tmp_path / "us.xlsx")
    told = json.loads(items(tmp_path / "us.xlsx", "--json").stdout)
    assert [result["notes"][1] for result in told["results"]] == ["sheet Sheet", "sheet Other"]
    one = json.loads(items(tmp_path / "us.xlsx", "--json", "--sheet", "Other").stdout)
    assert [result["columns"][0]["name"] for result in one["results"]] == ["q2"]


def test_a_file_that_cant_be_read_is_one_error_beside_the_others(items, text, tmp_path):
    (tmp_path / "bad.sav").write_bytes(b"$FL2" + b"\0" * 100)
    done = items(tmp_path / "bad.sav", text, "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)["results"]
    assert told[0]["error"].startswith("DamagedFileError: `bad.sav` can't be read as SPSS.")
    assert told[1]["rows"] == 4
    assert done.stderr.startswith("DamagedFileError: `bad.sav` can't be read as SPSS.")


def test_the_format_can_be_forced(items, text):
    done = items(text, "--format", "stata")
    assert done.exit_code == 1
    assert "`us.csv` can't be read as Stata." in done.stderr
