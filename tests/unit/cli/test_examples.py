from __future__ import annotations

from pathlib import Path

import pytest

import gapkit as gk
from gapkit.cli import examples


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """An installed package with two small studies in its examples folder."""
    package = tmp_path / "site-packages" / "gapkit"
    root = package / "examples"
    for name, data in (("one", "../data/one/c.csv"), ("two", "../data/two/c.csv")):
        (root / "data" / name).mkdir(parents=True)
        (root / "data" / name / "c.csv").write_text(name, encoding="utf-8")
        (root / "data" / name / "README.md").write_text("CC0", encoding="utf-8")
        (root / "surveys").mkdir(exist_ok=True)
        (root / "surveys" / f"{name}.toml").write_text(
            f'title = "Study {name}"\n[sides.consumer]\ndata = "{data}"\n', encoding="utf-8"
        )
    monkeypatch.setattr(examples, "PACKAGE", package)
    return root


def copied(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_examples_are_listed_by_name_and_title(run, bundle):
    assert run("examples").stdout == "one  Study one\ntwo  Study two\n"


def test_an_example_is_copied_with_its_data_and_their_origin(run, bundle, tmp_path):
    told = run("examples", "one", "--to", tmp_path / "here")
    assert told.exit_code == 0
    assert told.stdout == f"{tmp_path / 'here' / 'surveys' / 'one.toml'}\n"
    assert copied(tmp_path / "here") == ["data/one/README.md", "data/one/c.csv", "surveys/one.toml"]


def test_an_example_is_copied_to_the_current_folder_by_default(run, bundle, tmp_path, monkeypatch):
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert run("examples", "two").stdout == f"{Path('surveys') / 'two.toml'}\n"
    assert "surveys/two.toml" in copied(tmp_path / "work")


def test_all_examples_are_copied_where_no_name_is_given(run, bundle, tmp_path):
    run("examples", "--to", tmp_path / "here")
    assert len(copied(tmp_path / "here")) == 6


def test_copying_twice_changes_nothing(run, bundle, tmp_path):
    for _ in range(2):
        assert run("examples", "one", "--to", tmp_path / "here").exit_code == 0


def test_a_changed_file_is_never_written_over(run, bundle, tmp_path):
    run("examples", "one", "--to", tmp_path / "here")
    mine = tmp_path / "here" / "surveys" / "one.toml"
    mine.write_text("mine", encoding="utf-8")
    told = run("examples", "one", "--to", tmp_path / "here")
    assert told.exit_code == 1
    assert told.stderr == (
        f"RenderError: The file can't be written.\n  where: {mine}\n"
        "  found: a file of another content is in the way\n"
    )
    assert mine.read_text(encoding="utf-8") == "mine"


def test_an_unknown_example_is_an_error_that_names_the_others(run, bundle):
    told = run("examples", "three")
    assert told.exit_code == 1
    assert told.stderr == "OptionError: `name` must be one of `one`, `two`.\n  found: 'three'\n"


def test_an_installed_package_is_looked_at_before_a_checkout(bundle):
    assert examples.examples_root() == bundle


def test_a_checkout_is_found_beside_the_package():
    assert examples.examples_root() == Path(gk.__file__).parents[1]


def test_a_package_without_studies_lists_none(run, tmp_path, monkeypatch):
    monkeypatch.setattr(examples, "PACKAGE", tmp_path / "gapkit")
    told = run("examples")
    assert (told.exit_code, told.stdout) == (0, "")


ENDS = {"channels_messy": 1, "cmo_council_2011": 3, "maritz_evolve24_2011": 3}
"""Studies whose check ends otherwise than with 0: errors made on purpose, claims that are contradicted."""


@pytest.mark.slow
@pytest.mark.parametrize("example", examples.bundled_studies(), ids=lambda each: each.name)
def test_every_bundled_study_checks_without_problems(run, example):
    assert run("check", example.survey).exit_code == ENDS.get(example.name, 0)
