"""A small study in a folder, and the command run in this process."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from gapkit.cli import app

SURVEY = """
gapkit = 1
title = "Small study"
reference = "consumer"
source = "Invented"

[sides.consumer]
label = "Consumers"
data = "../data/consumers.csv"

[sides.marketer]
label = "Marketers"
data = "../data/marketers.csv"

[segments.age]
label = "Age"
consumer = "age"

[[questions]]
id = "why"
kind = "perception"
format = "multiple"
items = [
  { id = "deals", label = "=Deals", consumer = "q1", marketer = "m1" },
  { id = "news", label = "News", consumer = "q2", marketer = "m2" },
]
"""


@pytest.fixture
def survey(tmp_path):
    """A survey file with 200 consumers and 120 marketers."""
    for name in ("surveys", "data"):
        (tmp_path / name).mkdir()
    consumers = "".join(f"{int(k < 120)},{int(k < 80)},{'18-24' if k % 2 else '25+'}\n" for k in range(200))
    marketers = "".join(f"{int(k < 96)},{int(k < 48)}\n" for k in range(120))
    (tmp_path / "data" / "consumers.csv").write_text(f"q1,q2,age\n{consumers}", encoding="utf-8")
    (tmp_path / "data" / "marketers.csv").write_text(f"m1,m2\n{marketers}", encoding="utf-8")
    path = tmp_path / "surveys" / "small.toml"
    path.write_text(SURVEY, encoding="utf-8")
    return path


@pytest.fixture
def run():
    """Run gapkit with these arguments."""

    def invoke(*arguments: object):
        return CliRunner().invoke(app, [str(each) for each in arguments])

    return invoke
