"""Files appear whole or not at all."""

import os

import pytest

import gapkit as gk
from gapkit.errors.report import RenderError, ReportSpecError
from gapkit.reports import reporting, saving

PDF = b"%PDF-1.7\nsomething\n%%EOF\n"


@pytest.fixture
def report(two_items, monkeypatch):
    monkeypatch.setattr(reporting, "typeset", lambda *_: PDF)
    return gk.report(two_items)


@pytest.mark.parametrize("name", ["r.html", "r.pptx", "r.xlsx", "r.ipynb", "r"])
def test_an_ending_that_is_not_built_is_an_error(report, tmp_path, name):
    with pytest.raises(ReportSpecError, match=r"only `\.pdf` is built so far"):
        report.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


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
