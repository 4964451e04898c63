"""The command ``gapkit report``: what it writes where, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

import gapkit as gk
from gapkit.cli.report import targets_of
from gapkit.errors import LowBaseWarning
from gapkit.errors.outputs import OutputError
from gapkit.reports import saving


class Made:
    """A report that says what it was made of."""

    def __init__(self, **made_of):
        self.made_of = made_of

    def to_bytes(self, ending, **told):
        return f"{ending} {self.made_of} {told}".encode()

    def save_all(self, paths, **told):
        del told["tell"]
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{path.suffix} {self.made_of} {told}", encoding="utf-8")
        return paths


@pytest.fixture
def reports(monkeypatch):
    """A report function that only notes its arguments, and how often it was called."""
    called = []

    def note(study, **options):
        del options["tell"]
        called.append(options)
        return Made(title=study.survey.title, **options)

    monkeypatch.setattr(gk, "report", note, raising=False)
    return called


def test_it_writes_to_the_folder_beside_surveys(run, survey, tmp_path, reports):
    told = run("report", survey)
    target = tmp_path / "reports" / "small.pdf"
    assert told.exit_code == 0
    assert told.stdout == ""
    assert told.stderr == f"wrote {target}\n"
    assert target.read_text(encoding="utf-8").startswith(".pdf ")


def test_of_a_file_outside_surveys_it_writes_beside_it(run, survey, tmp_path, reports):
    moved = tmp_path / "small.toml"
    moved.write_text(survey.read_text(encoding="utf-8").replace("../data", "data"), encoding="utf-8")
    assert run("report", moved).stderr == f"wrote {tmp_path / 'reports' / 'small.pdf'}\n"


def test_it_hands_its_options_on(run, survey, tmp_path, reports):
    arguments = ["--by", "age", "--by", "sex", "--theme", "print", "--date", "2026-11-22", "--only", "why"]
    run("report", survey, "-o", tmp_path / "r.pptx", *arguments, "--master", "m.pptx", "--reproducible")
    assert (tmp_path / "r.pptx").read_text(encoding="utf-8") == (
        ".pptx {'title': 'Small study', 'by': ('age', 'sex'), 'theme': 'print', 'date': '2026-11-22', "
        "'only': ('why',), 'reproducible': True} "
        f"{{'master': {Path('m.pptx')!r}, 'strict': False, 'warnings': []}}"
    )


def test_several_formats_stand_on_one_computation(run, survey, tmp_path, reports):
    told = run("report", survey, "--format", "pdf,html", "--json")
    assert [each.name for each in sorted((tmp_path / "reports").iterdir())] == [
        "small.html",
        "small.json",
        "small.pdf",
    ]
    assert len(reports) == 1
    assert told.stderr.count("wrote ") == 3


@pytest.mark.parametrize(
    ("outputs", "formats", "sidecar", "names"),
    [
        ([], (), False, ["x.pdf"]),
        ([], ("html",), False, ["x.html"]),
        ([], ("html", "pdf"), False, ["x.html", "x.pdf"]),
        ([], ("json",), False, ["x.json"]),
        ([], (), True, ["x.pdf", "x.json"]),
        ([], ("html", "json"), True, ["x.html", "x.json"]),
        (["a.pdf", "b.xlsx"], (), False, ["a.pdf", "b.xlsx"]),
        (["a.pdf"], ("html", "pdf"), True, ["a.pdf", "a.html", "a.json"]),
        (["-"], ("html",), False, ["-"]),
    ],
)
def test_which_files_are_written(outputs, formats, sidecar, names):
    targets = targets_of(Path("x.toml"), [Path(each) for each in outputs], formats, sidecar=sidecar)
    assert [each.name for each in targets] == names


def test_it_goes_to_standard_output_in_one_format(run, survey, tmp_path, reports):
    assert run("report", survey, "-o", "-").stdout.startswith(".pdf ")
    told = run("report", survey, "-o", "-", "--format", "html")
    assert told.stdout.startswith(".html ")
    assert told.stderr == ""
    assert not (tmp_path / "reports").exists()


def test_what_stands_alone_names_no_file_beside_it(run, survey):
    told = run("report", survey, "-o", "-", "--format", "md", "--only", "glance").stdout
    assert "| Deals | 80% |" in told.replace("\\=", "").replace("=", "")
    assert "![" not in told
    path = run("report", survey, "-o", "-", "--format", "ipynb", "--only", "glance").stdout
    assert "gk.open('" in path


def test_standard_output_does_not_take_two_formats(run, survey):
    told = run("report", survey, "-o", "-", "-o", "x.pdf")
    assert told.exit_code == 2
    assert "standard output takes one format, alone." in told.stderr


def test_an_unknown_format_is_wrong_usage(run, survey):
    told = run("report", survey, "--format", "pdf,docx")
    assert told.exit_code == 2
    assert "'docx' is not one of pdf, html, pptx, xlsx, ipynb, md, json." in told.stderr


def test_a_missing_extra_is_told_in_one_line_before_anything_is_read(run, survey, tmp_path, monkeypatch):
    def missing(_ending):
        raise OutputError.no_extra("PPTX", "pptx", "pptx")

    monkeypatch.setattr(saving, "check_installed", missing)
    monkeypatch.setattr(gk, "open", None)
    (tmp_path / "reports").mkdir()
    told = run("report", survey, "--format", "pptx")
    assert told.exit_code == 1
    assert told.stderr == 'OutputError: PPTX needs `pptx`.\n  hint:  pip install "gapkit[pptx]"\n'
    assert list((tmp_path / "reports").iterdir()) == []


def test_a_strict_run_that_was_warned_writes_nothing(run, survey, tmp_path, monkeypatch):
    opened = gk.open

    def warning(*arguments, **options):
        import warnings

        warnings.warn(LowBaseWarning("Few answered."), stacklevel=1)
        return opened(*arguments, **options)

    monkeypatch.setattr(gk, "open", warning)
    told = run("report", survey, "--format", "md", "--strict")
    assert told.exit_code == 1
    assert told.stderr == (
        "warning: Few answered.\n"
        "OutputError: A warning stood in the way of a strict run: nothing was written.\n"
        "  found: Few answered.\n"
        "  hint:  mend what is doubted, or run without --strict.\n"
    )
    assert not (tmp_path / "reports").exists()
    assert run("report", survey, "--format", "md").exit_code == 0


def test_a_dry_run_tells_sections_bases_and_files_and_writes_nothing(run, survey, tmp_path):
    told = run("report", survey, "--dry-run", "--by", "age", "--format", "html")
    assert told.exit_code == 0
    assert "  questions   Question by question (1 chart, 1 table)\n" in told.stdout
    assert "  by-age      By age (" in told.stdout
    assert "  why, Consumers, by age: 100\n" in told.stdout
    assert "Hidden: 0 of 6 gaps\n" in told.stdout
    assert told.stdout.endswith(f"Files\n  {tmp_path / 'reports' / 'small.html'}\n")
    assert not (tmp_path / "reports").exists()


def test_a_part_that_does_not_exist_is_told_with_those_that_do(run, survey):
    told = run("report", survey, "--only", "nothing")
    assert told.exit_code == 1
    assert told.stderr.startswith("OptionError: `only` must be one of `findings`, `glance`, `questions`,")
