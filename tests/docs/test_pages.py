"""Every code block of the README and the guide runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gapkit as gk

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "docs" / "studies.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    """Return the code blocks of one language, in order."""
    return [text for name, text in FENCE.findall(page.read_text(encoding="utf-8")) if name == language]


def pages_with(language: str) -> list[object]:
    return [pytest.param(page, id=page.stem) for page in PAGES if blocks(page, language)]


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with the bundled studies, entered."""
    for name in ("surveys", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "reports").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", pages_with("python"))
def test_python_blocks_run_in_order(page, clone):
    namespace: dict[str, object] = {}
    for text in blocks(page, "python"):
        exec(compile(text, str(page), "exec"), namespace)  # noqa: S102 - our own pages


@pytest.mark.slow
@pytest.mark.parametrize("page", pages_with("sh"))
def test_commands_run(page, clone):
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    commands = [
        line for text in blocks(page, "sh") for line in text.splitlines() if line.startswith("gapkit ")
    ]
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command],  # noqa: S607 - our own pages, with their redirections
            cwd=clone,
            env={**os.environ, "PATH": beside},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)


@pytest.mark.parametrize("page", pages_with("toml"))
def test_survey_files_are_valid(page, tmp_path):
    (tmp_path / "data").mkdir()
    for place, text in enumerate(blocks(page, "toml")):
        if "gapkit = 1" not in text:
            continue
        for name in re.findall(r'^data = "(.*)"', text, re.MULTILINE):
            (tmp_path / name).touch()
        path = tmp_path / f"survey_{place}.toml"
        path.write_text(text, encoding="utf-8")
        assert gk.read_survey(path).title


def test_links_between_pages_lead_somewhere():
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
