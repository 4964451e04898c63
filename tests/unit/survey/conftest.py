"""A small survey file that is right, and a way to write one that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

RIGHT = """\
gapkit = 1
title = "Social brand"
reference = "consumer"

[sides.consumer]
label = "Consumers"
data = "../data/consumers.csv"
weight = "weight"

[sides.marketer]
label = "Senior marketers"
data = "../data/marketers.csv"

[[questions]]
id = "why_like"
kind = "perception"
format = "multiple"
items = [
  { id = "deals", label = "Special savings", consumer = "q5_1", marketer = "q12_3" },
  { id = "content", label = "Content", consumer = "q5_4", marketer = "q12_1" },
]
"""


class Study:
    """A folder with a survey file and two empty data files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "surveys").mkdir()
        (folder / "data").mkdir()
        for name in ("consumers", "marketers"):
            (folder / "data" / f"{name}.csv").write_text("q\n", encoding="utf-8")

    def write(self, text: str = RIGHT) -> Path:
        """Write a survey file and return its path from the working folder."""
        path = Path("surveys/x.toml")
        path.write_text(text, encoding="utf-8")
        return path

    def with_change(self, old: str, new: str) -> Path:
        """Write the right survey file with one piece changed."""
        assert RIGHT.count(old) == 1, old
        return self.write(RIGHT.replace(old, new))

    def with_more(self, text: str) -> Path:
        """Write the right survey file with more at its end."""
        return self.write(RIGHT + text)


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Study(tmp_path)
