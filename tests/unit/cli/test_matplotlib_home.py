from __future__ import annotations

import os
from pathlib import Path

import pytest

from gapkit.cli.matplotlib_home import give_matplotlib_a_home


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of one's own, without settings."""
    for name in ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_a_home_that_can_be_written_is_left_alone(home):
    give_matplotlib_a_home()
    assert "MPLCONFIGDIR" not in os.environ


@pytest.mark.parametrize("name", ["MPLCONFIGDIR", "XDG_CACHE_HOME", "HOME"])
def test_a_folder_that_cannot_be_written_is_replaced_by_one_of_this_run(home, monkeypatch, name):
    (home / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(name, str(home / "file" / "folder"))
    give_matplotlib_a_home()
    given = Path(os.environ["MPLCONFIGDIR"])
    assert given.is_dir()
    assert given.name.startswith("gapkit-matplotlib-")
    monkeypatch.setenv("MPLCONFIGDIR", "")


def test_a_folder_that_the_user_names_is_kept(home, monkeypatch):
    monkeypatch.setenv("MPLCONFIGDIR", str(home / "mine"))
    give_matplotlib_a_home()
    assert os.environ["MPLCONFIGDIR"] == str(home / "mine")
