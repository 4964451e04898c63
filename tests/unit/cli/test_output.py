from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from gapkit.cli.output import check_writable, replaced, write_saved, write_text
from gapkit.errors.report import RenderError


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_written_file_replaces_the_old_one(tmp_path):
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    write_text("new\n", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"new\n"
    assert files(tmp_path) == ["a.txt"]


def test_a_failure_leaves_the_old_file_and_no_temporary(tmp_path):
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")

    def write_half():
        with replaced(tmp_path / "a.txt") as temporary:
            temporary.write_text("ha", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"
    assert files(tmp_path) == ["a.txt"]


def test_the_temporary_file_has_the_ending_of_the_output(tmp_path):
    with replaced(tmp_path / "a.svg") as temporary:
        assert (temporary.parent, temporary.suffix) == (tmp_path, ".svg")


def test_a_full_disk_is_one_error(tmp_path):
    def write():
        with replaced(tmp_path / "a.pdf") as temporary:
            raise OSError(28, "No space left on device", str(temporary))

    with pytest.raises(RenderError) as caught:
        write()
    assert str(caught.value) == (
        "RenderError: The file can't be written.\n"
        f"  where: {tmp_path / 'a.pdf'}\n"
        "  found: no space left on device"
    )
    assert files(tmp_path) == []


def test_a_folder_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(RenderError, match="its folder does not exist"):
        check_writable(tmp_path / "nwe" / "a.pdf", tmp_path / "x.toml")


def test_the_default_folder_may_be_missing(tmp_path):
    check_writable(tmp_path / "reports" / "a.pdf", tmp_path / "x.toml")
    assert files(tmp_path) == []


def test_a_chart_saves_itself(tmp_path):
    class Chart:
        def save(self, path):
            path.write_text("drawn", encoding="utf-8")

    write_saved(Chart(), tmp_path / "a.svg", ".svg")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == "drawn"


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_text("new", tmp_path / "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "new"


def test_a_written_file_has_the_rights_that_the_user_gives_files(tmp_path):
    before = os.umask(0o027)
    try:
        write_text("x", tmp_path / "a.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_device_is_written_to_and_not_replaced():
    write_text("x", Path(os.devnull))
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(RenderError, match="this is a folder"):
        check_writable(tmp_path, tmp_path / "x.toml")


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_computed():
    with pytest.raises(RenderError, match="The file can't be written"):
        check_writable(Path("/proc/gapkit/a.svg"), Path("x.toml"))


@pytest.mark.parametrize("output", [None, Path("-"), Path(os.devnull)], ids=str)
def test_streams_and_devices_pass(output):
    check_writable(output, Path("x.toml"))


def test_the_check_leaves_nothing_behind(tmp_path):
    check_writable(tmp_path / "a.pdf", tmp_path / "x.toml")
    assert files(tmp_path) == []
