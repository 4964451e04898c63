"""A file has changed when its content has."""

import os
from threading import Timer

from gapkit.cli.watching import look, wait_for_change


def test_a_file_that_was_only_touched_has_not_changed(tmp_path):
    file = tmp_path / "a"
    file.write_text("same")
    seen = look([file])
    os.utime(file, (1, 1))
    now = look([file], seen)
    assert now[file].stamp != seen[file].stamp
    assert now[file].content == seen[file].content


def test_a_file_of_the_same_time_and_size_is_not_read_again(tmp_path):
    file = tmp_path / "a"
    file.write_text("same")
    seen = look([file])
    status = file.stat()
    file.write_text("else")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert look([file], seen) == seen


def test_waiting_ends_when_a_file_changes_appears_or_goes(tmp_path):
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("one")
    for change in (lambda: file.write_text("two"), lambda: other.write_text("new"), file.unlink):
        seen = look([file, other])
        Timer(0.05, change).start()
        wait_for_change([file, other], seen, pause=0.01)
        assert look([file, other]) != seen
