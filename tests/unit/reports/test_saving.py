"""Files appear whole or not at all."""

import json
import os
import warnings

import pytest

import gapkit as gk
from gapkit.errors.outputs import OutputError
from gapkit.errors.report import RenderError, ReportSpecError, StandardWarning
from gapkit.reports import formats, reporting, saving

PDF = b"%PDF-1.7\nsomething\n%%EOF\n"


@pytest.fixture
def report(two_items, monkeypatch):
    monkeypatch.setattr(reporting, "typeset", lambda *_: PDF)
    return gk.report(two_items)


@pytest.mark.parametrize("name", ["r.docx", "r.txt", "r"])
def test_an_ending_that_is_not_built_is_an_error(report, tmp_path, name):
    with pytest.raises(OutputError) as raised:
        report.save(tmp_path / name)
    shown = name.removeprefix("r") or "r"
    assert str(raised.value) == (
        f"OutputError: A report can't be saved as `{shown}`.\n"
        f"  where: {tmp_path / name}\n"
        "  hint:  the ending must be one of `.pdf`, `.html`, `.pptx`, `.xlsx`, `.ipynb`, `.md`, `.json`."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_missing_library_is_told_with_its_extra(report, tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    for ending, extra in ((".pptx", "pptx"), (".xlsx", "excel")):
        with pytest.raises(OutputError) as raised:
            report.save(tmp_path / f"r{ending}")
        assert raised.value.hint == f'pip install "gapkit[{extra}]"'
    assert report.save(tmp_path / "r.html").exists()


def test_several_formats_appear_together_or_not_at_all(report, tmp_path, monkeypatch):
    targets = [tmp_path / "r.md", tmp_path / "r.json", tmp_path / "r.pdf"]
    monkeypatch.setattr(reporting, "typeset", lambda *_: b"cut")
    with pytest.raises(RenderError, match="not written whole"):
        report.save_all(targets)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(reporting, "typeset", lambda *_: PDF)
    assert report.save_all(targets) == tuple(targets)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["r.json", "r.md", "r.pdf", "r_files"]


def test_two_outputs_of_one_file_are_an_error(report, tmp_path):
    with pytest.raises(OutputError, match="Two outputs have the same file"):
        report.save_all([tmp_path / "r.md", tmp_path / "r.md"])


def test_a_strict_run_writes_nothing_where_anything_was_doubted(report, tmp_path, monkeypatch):
    def doubting(*_):
        warnings.warn(StandardWarning.missing("a character"), stacklevel=1)
        return PDF

    monkeypatch.setattr(reporting, "typeset", doubting)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(OutputError) as raised:
            report.save_all([tmp_path / "r.pdf", tmp_path / "r.json"], strict=True)
        assert raised.value.message == "A warning stood in the way of a strict run: nothing was written."
        assert list(tmp_path.iterdir()) == []
        report.save_all([tmp_path / "r.json", tmp_path / "r.pdf"])
    assert "a character" in json.loads((tmp_path / "r.json").read_text("utf-8"))["warnings"][0]


def test_a_missing_folder_is_an_error_except_the_default_one(report, tmp_path):
    with pytest.raises(ReportSpecError, match="The folder of the report must exist"):
        report.save(tmp_path / "nowhere" / "r.pdf")
    assert not (tmp_path / "nowhere").exists()
    assert report.save(tmp_path / "reports" / "r.pdf").read_bytes() == PDF


def test_a_folder_is_no_file(report, tmp_path):
    (tmp_path / "r.pdf").mkdir()
    with pytest.raises(ReportSpecError, match="saved to a file"):
        report.save(tmp_path / "r.pdf")


def test_an_error_while_typesetting_writes_nothing(report, tmp_path, monkeypatch):
    def refuse(data, theme):
        raise RenderError.not_typeset("no")

    monkeypatch.setattr(reporting, "typeset", refuse)
    old = tmp_path / "r.pdf"
    old.write_bytes(b"old")
    for target in (old, tmp_path / "reports" / "r.pdf"):
        with pytest.raises(RenderError):
            report.save(target)
    assert [each.name for each in tmp_path.iterdir()] == ["r.pdf"]
    assert old.read_bytes() == b"old"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_older_file_and_no_other(report, tmp_path, monkeypatch, call):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, call, full)
    old = tmp_path / "r.pdf"
    old.write_bytes(b"old")
    with pytest.raises(RenderError) as raised:
        report.save(old)
    assert raised.value.found == "No space left on device"
    assert [each.name for each in tmp_path.iterdir()] == ["r.pdf"]
    assert old.read_bytes() == b"old"


def test_a_file_that_was_cut_is_not_put_in_place(report, tmp_path, monkeypatch):
    write = saving._write
    monkeypatch.setattr(saving, "_write", lambda content, path: write(content[:-4], path))
    with pytest.raises(RenderError) as raised:
        report.save(tmp_path / "r.pdf")
    assert raised.value.message == "The file was not written whole."
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_kept_and_what_it_leads_to_is_replaced(report, tmp_path):
    real = tmp_path / "real.pdf"
    real.write_bytes(b"old")
    link = tmp_path / "link.pdf"
    link.symlink_to(real)
    report.save(link)
    assert link.is_symlink()
    assert real.read_bytes() == PDF


def test_a_file_has_the_permissions_that_the_system_gives(report, tmp_path):
    mask = os.umask(0o027)
    try:
        made = report.save(tmp_path / "r.pdf")
    finally:
        os.umask(mask)
    assert made.stat().st_mode & 0o777 == 0o640
