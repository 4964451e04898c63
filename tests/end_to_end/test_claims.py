"""``gapkit claims`` and ``gapkit check`` on claims, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gapkit.cli.commands import app

SURVEY = """
gapkit = 1
title = "Tea"
reference = "guest"
published = [
  {{ item = "tea", side = "guest", percent = 80 }},
  {{ item = "tea", side = "host", percent = 30 }},
]
[sides.guest]
label = "Guests"
base = 400
[sides.host]
label = "Hosts"
base = 300
[[questions]]
id = "likes"
kind = "perception"
format = "multiple"
items = [ {{ id = "tea", label = "Tea" }} ]
[[claims]]
text = "Hosts see what guests like."
source = "The house magazine"
all = [ {{ item = "tea", gap = "{word}" }} ]
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "tea.toml"
    path.write_text(SURVEY.format(word="over"), "utf-8")
    return path


def test_a_contradicted_claim_ends_with_3(written: Path) -> None:
    ran = CliRunner().invoke(app, ["claims", str(written)])
    assert ran.exit_code == 3
    assert ran.stdout.splitlines()[:2] == [
        "CONTRADICTED: Hosts see what guests like.",
        "  source: The house magazine",
    ]
    assert "Gap of “Tea”: \u221250" in ran.stdout


def test_json_has_one_result_a_claim(written: Path) -> None:
    ran = CliRunner().invoke(app, ["claims", str(written), "--json"])
    told = json.loads(ran.stdout)
    assert list(told) == ["schema", "version", "warnings", "results"]
    (claim,) = told["results"]
    assert claim["verdict"] == "contradicted"
    assert claim["conditions"][0]["value"] == pytest.approx(-0.5)
    assert claim["conditions"][0]["base"] == 300


def test_check_tells_contradicted_claims_too(written: Path) -> None:
    ran = CliRunner().invoke(app, ["check", str(written)])
    assert ran.exit_code == 3
    assert "CONTRADICTED: Hosts see what guests like." in ran.stdout


def test_a_supported_claim_ends_with_0(written: Path) -> None:
    written.write_text(SURVEY.format(word="under"), "utf-8")
    ran = CliRunner().invoke(app, ["claims", str(written)])
    assert (ran.exit_code, ran.stdout.splitlines()[0]) == (0, "SUPPORTED: Hosts see what guests like.")
