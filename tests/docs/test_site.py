"""The site tells what this version does: every code block runs, every public thing is on its page."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gapkit as gk
from gapkit.cli import app
from gapkit.gaps import COLUMNS
from gapkit.survey.grammar import survey_schema

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), *sorted((DOCS / "explanation").glob("*.md"))]
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WORDS = (
    "item",
    "side",
    "reference",
    "scale",
    "answer",
    "missing code",
    "base",
    "weighted base",
    "effective base",
    "weight",
    "design effect",
    "stratum",
    "PSU",
    "segment",
    "wave",
    "measure",
    "tally",
    "gap",
    "gap CI",
    "conf_level",
    "family",
    "adjusted p",
    "low base",
    "exclusion",
)


def blocks(page):
    return FENCE.findall(page.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reference():
    """The script that writes the reference pages."""
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(DOCS))
    return module


@pytest.mark.slow
@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in PAGES if blocks(page)])
def test_python_blocks_run_in_order(page, tmp_path, monkeypatch):
    for name in ("surveys", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    for text in blocks(page):
        exec(compile(text, str(page), "exec"), namespace)  # noqa: S102 - our own pages


def test_every_page_of_the_reference_is_in_its_index(reference, tmp_path):
    pages = tmp_path / "pages"
    reference.write(pages)
    index = (DOCS / "reference" / "index.md").read_text(encoding="utf-8")
    assert [path.name for path in pages.glob("*.md") if f"/{path.name}" not in index] == []
    assert "../_generated/reference/python/*" in index
    assert {path.stem for path in pages.glob("python/*.md")} == {
        "gapkit",
        *reference.packages(),
    }


def test_every_package_that_exports_names_has_a_page(reference):
    exporting = {
        path.parent.name
        for path in (ROOT / "gapkit").glob("*/__init__.py")
        if "__all__" in path.read_text(encoding="utf-8")
    }
    assert exporting - {"cli"} <= set(reference.packages())


def test_every_top_level_name_is_on_its_page(reference):
    text = reference.top_page()
    names = [name for name in gk.__all__ if not name.startswith("__")]
    assert [name for name in names if f"gapkit.{name}" not in text] == []


def test_every_name_of_a_package_is_on_its_page(reference):
    for package in reference.packages():
        text = reference.package_page(package)
        missing = [name for name in reference.public_names(package) if not re.search(rf"\.{name}\b", text)]
        assert missing == [], package


def test_every_command_and_option_is_on_the_page(reference):
    import typer

    text = reference.commands_page()
    for name, command in typer.main.get_command(app).commands.items():
        section = text.split(f"## gapkit {name}\n")[1].split("\n## ")[0]
        options = [word for each in command.params for word in each.opts if word.startswith("-")]
        assert [word for word in options if f"{word}" not in section] == []


def test_every_command_is_in_the_readme():
    import typer

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in typer.main.get_command(app).commands if f"| `gapkit {name}" not in text] == []


def test_the_values_of_a_choice_are_on_the_page(reference):
    text = reference.commands_page()
    assert "| `--format` | `table`, `csv`, " in text
    assert "| `KIND` | One of dumbbell, " in text


def test_every_key_of_the_survey_file_has_a_meaning(reference):
    schema = survey_schema()
    tables = [schema, *schema["$defs"].values()]
    keys = {key for table in tables for key in table["properties"]}
    meanings = sys.modules["survey_keys"].MEANINGS
    assert sorted(keys - set(meanings)) == []
    assert sorted(set(schema["$defs"]) - set(sys.modules["survey_keys"].TABLE_TITLES)) == []


def test_every_column_has_its_words(reference):
    assert list(reference.COLUMN_WORDS) == list(COLUMNS)


def test_every_page_of_the_guide_is_linked():
    pages = {path.name for path in (DOCS / "guide").glob("*.md")} - {"README.md"}
    listed = (DOCS / "guide" / "README.md").read_text(encoding="utf-8")
    site = (DOCS / "how_to.md").read_text(encoding="utf-8")
    assert {name for name in pages if f"]({name})" not in listed or f"guide/{name}\n" not in site} == set()


def test_the_glossary_holds_the_words_of_the_house():
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    assert [word for word in WORDS if word not in lines] == []


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("_generated/"):
                assert (page.parent / target).exists(), (page.name, target)


@pytest.mark.slow
def test_the_validation_page_lists_the_methods_that_are_tested():
    done = subprocess.run(
        [sys.executable, DOCS / "make_validation.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
