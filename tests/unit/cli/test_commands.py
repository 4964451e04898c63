from __future__ import annotations

import csv
import json
import warnings
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

import gapkit as gk
from gapkit.charts.kinds import KINDS
from gapkit.errors import LowBaseWarning
from gapkit.gaps import COLUMNS


class Made:
    """A chart or report that says what it was made of."""

    def __init__(self, **made_of):
        self.made_of = made_of

    def save(self, path):
        path.parent.mkdir(exist_ok=True)
        Path(path).write_text(f"{path.suffix} {self.made_of}", encoding="utf-8")


@pytest.fixture
def charts(monkeypatch):
    """Chart functions that only note what they draw."""

    def draw(gaps, **options):
        return Made(rows=len(gaps), **options)

    drawn = SimpleNamespace(**dict.fromkeys(KINDS, draw))
    monkeypatch.setattr(gk, "charts", drawn, raising=False)


def test_version_prints_the_version(run):
    assert run("--version").stdout == f"gapkit {gk.__version__}\n"


def test_no_command_shows_the_help_and_is_wrong_usage(run):
    told = run()
    assert told.exit_code == 2
    assert "Usage: gapkit" in told.output


def test_an_unknown_command_is_wrong_usage(run):
    told = run("plot")
    assert told.exit_code == 2
    assert "No such command 'plot'" in told.stderr


def test_gap_prints_a_table(run, survey):
    told = run("gap", survey)
    assert told.exit_code == 0
    assert told.stderr == ""
    assert "=Deals        80%        60%     +20" in told.stdout


def test_gap_by_breaks_down_by_a_segment(run, survey):
    lines = run("gap", survey, "--by", "age").stdout.splitlines()
    assert [line.split()[0] for line in lines if "Deals" in line] == ["18-24", "25+"]


def test_gap_by_an_unknown_segment_is_an_error(run, survey):
    told = run("gap", survey, "--by", "size")
    assert told.exit_code == 1
    assert told.stderr == "OptionError: `by` must be one of `age`.\n  found: 'size'\n"


def test_gap_prints_csv_with_guarded_labels(run, survey):
    rows = list(csv.DictReader(StringIO(run("gap", survey, "--format", "csv").stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["label"] == "'=Deals"


def test_gap_prints_one_json_object(run, survey):
    told = json.loads(run("gap", survey, "--format", "json").stdout)
    assert [result["item"] for result in told["results"]] == ["deals", "news"]


def test_gap_prints_markdown(run, survey):
    assert run("gap", survey, "--format", "markdown").stdout.startswith("# Small study\n\n## Why\n")


def test_an_unknown_format_is_wrong_usage(run, survey):
    assert run("gap", survey, "--format", "xml").exit_code == 2


@pytest.mark.parametrize(
    ("name", "start"), [("g.csv", "survey,"), ("g.json", "{"), ("g.md", "# Small"), ("g.txt", "Small study")]
)
def test_gap_writes_the_format_that_the_ending_names(run, survey, tmp_path, name, start):
    told = run("gap", survey, "-o", tmp_path / name)
    assert told.stdout == ""
    assert told.stderr == f"wrote {tmp_path / name}\n"
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_the_format_asked_for_wins_over_the_ending(run, survey, tmp_path):
    run("gap", survey, "--format", "csv", "-o", tmp_path / "gaps.txt")
    assert (tmp_path / "gaps.txt").read_text(encoding="utf-8").startswith("survey,question,")


def test_a_dash_is_standard_output(run, survey):
    told = run("gap", survey, "--format", "csv", "-o", "-")
    assert told.stdout.startswith("survey,question,")
    assert told.stderr == ""


def test_a_survey_file_that_is_not_there_is_an_error(run, tmp_path):
    told = run("gap", tmp_path / "none.toml")
    assert told.exit_code == 1
    assert told.stderr == (
        f"SurveyError: The survey file can't be opened.\n  where: {tmp_path / 'none.toml'}\n"
        "  found: no such file or directory\n"
    )


def test_the_survey_file_is_never_written_over(run, survey):
    before = survey.read_text(encoding="utf-8")
    told = run("gap", survey, "-o", survey)
    assert told.exit_code == 1
    assert told.stderr == (
        "RenderError: The file can't be written.\n"
        f"  where: {survey}\n"
        "  found: this is the survey file itself\n"
    )
    assert survey.read_text(encoding="utf-8") == before


def test_files_outside_the_root_need_leave(run, survey, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-consumers.csv"
    (tmp_path / "data" / "consumers.csv").replace(outside)
    text = survey.read_text(encoding="utf-8").replace("../data/consumers.csv", f"../../{outside.name}")
    survey.write_text(text, encoding="utf-8")
    assert run("gap", survey).exit_code == 1
    assert run("gap", survey, "--allow-outside").exit_code == 0


def warn_and_open(survey, **_options):
    warnings.warn(LowBaseWarning("two lines\nof doubt"), stacklevel=1)
    return open_study(survey)


open_study = gk.open


def test_a_warning_is_one_line_on_standard_error(run, survey, monkeypatch):
    monkeypatch.setattr(gk, "open", warn_and_open)
    told = run("gap", survey)
    assert told.exit_code == 0
    assert told.stderr == "warning: two lines of doubt\n"


def test_a_warning_stands_in_the_json_object_too(run, survey, monkeypatch):
    monkeypatch.setattr(gk, "open", warn_and_open)
    told = run("gap", survey, "--format", "json")
    assert json.loads(told.stdout)["warnings"] == ["two lines of doubt"]


@pytest.mark.parametrize("arguments", [("--quiet", "gap"), ("gap", "--quiet")], ids=["before", "after"])
def test_quiet_silences_warnings_before_and_after_the_command(run, survey, monkeypatch, arguments):
    monkeypatch.setattr(gk, "open", warn_and_open)
    assert run(*arguments, survey).stderr == ""


def test_warnings_of_other_libraries_are_shown_only_with_debug(run, survey, monkeypatch):
    def noisy(path, **_options):
        warnings.warn("numpy is unhappy", RuntimeWarning, stacklevel=1)
        return open_study(path)

    monkeypatch.setattr(gk, "open", noisy)
    assert run("gap", survey).stderr == ""
    assert "RuntimeWarning: numpy is unhappy" in run("gap", survey, "--debug").stderr


def failing(*_arguments, **_options):
    raise ZeroDivisionError


def test_a_bug_is_one_friendly_line(run, survey, monkeypatch):
    monkeypatch.setattr(gk, "open", failing)
    told = run("gap", survey)
    assert told.exit_code == 70
    assert told.stderr == (
        "gapkit failed in a way it should not (ZeroDivisionError): run with --debug and report it.\n"
    )


@pytest.mark.parametrize("arguments", [("--debug", "gap"), ("gap", "--debug")], ids=["before", "after"])
def test_debug_shows_the_traceback_of_a_bug(run, survey, monkeypatch, arguments):
    monkeypatch.setattr(gk, "open", failing)
    told = run(*arguments, survey)
    assert told.exit_code == 70
    assert told.stderr.startswith("Traceback (most recent call last):")


def test_nothing_is_computed_where_the_result_cannot_be_written(run, survey, monkeypatch, tmp_path):
    monkeypatch.setattr(gk, "open", failing)
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = run("report", survey, "-o", tmp_path / "file" / "r.pdf")
    assert told.exit_code == 1
    assert told.stderr == (
        f"RenderError: The file can't be written.\n  where: {tmp_path / 'file' / 'r.pdf'}\n"
        "  found: not a directory\n"
    )


def test_chart_draws_all_gaps(run, survey, tmp_path, charts):
    told = run("chart", "dumbbell", survey, "-o", tmp_path / "c.svg")
    assert told.stderr == f"wrote {tmp_path / 'c.svg'}\n"
    assert (tmp_path / "c.svg").read_text(encoding="utf-8") == (
        ".svg {'rows': 2, 'question': None, 'segment': None, 'pair': None}"
    )


def test_chart_hands_its_options_on(run, survey, tmp_path, charts):
    chosen = ("--by", "age", "--segment", "25+", "--question", "why")
    run("chart", "paired", survey, "-o", tmp_path / "c.png", *chosen)
    assert (tmp_path / "c.png").read_text(encoding="utf-8") == (
        ".png {'rows': 4, 'question': 'why', 'segment': '25+', 'pair': None}"
    )


def test_chart_sets_a_side_against_the_reference(run, survey, tmp_path, charts):
    run("chart", "paired", survey, "-o", tmp_path / "c.png", "--side", "marketer")
    assert "'pair': ('marketer', 'consumer')" in (tmp_path / "c.png").read_text(encoding="utf-8")


def test_a_heat_map_is_drawn_beside_the_total(run, survey, tmp_path, charts):
    run("chart", "segment_heatmap", survey, "-o", tmp_path / "c.svg", "--by", "age")
    told = (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert "'rows': 4" in told
    assert "'total': <Gaps" in told


def test_a_heat_map_without_segments_says_what_to_do(run, survey, tmp_path):
    told = run("chart", "segment_heatmap", survey, "-o", tmp_path / "c.svg")
    assert told.exit_code == 1
    assert "(`--by age` on the command line)" in told.stderr


def test_small_multiples_take_the_chart_of_a_panel(run, survey, tmp_path, charts):
    run("chart", "small_multiples", survey, "-o", tmp_path / "c.svg", "--by", "age", "--of", "paired")
    assert "'of': 'paired'" in (tmp_path / "c.svg").read_text(encoding="utf-8")


def test_a_chart_without_panels_takes_none(run, survey, tmp_path):
    told = run("chart", "dumbbell", survey, "-o", tmp_path / "c.svg", "--of", "paired")
    assert told.exit_code == 2
    assert "dumbbell has no panels: --of goes with small_multiples" in told.stderr


def test_the_help_names_every_chart(run):
    told = run("chart", "--help").stdout
    assert all(name in told for name in KINDS)


def test_chart_of_an_unknown_question_is_an_error(run, survey, tmp_path):
    told = run("chart", "butterfly", survey, "-o", tmp_path / "c.svg", "--question", "wy")
    assert told.exit_code == 1
    assert told.stderr == "OptionError: `question` must be one of `why`.\n  found: 'wy'\n"
    assert not (tmp_path / "c.svg").exists()


def test_chart_needs_an_output_file(run, survey):
    assert run("chart", "dumbbell", survey).exit_code == 2


def test_an_unknown_chart_is_wrong_usage(run, survey, tmp_path):
    assert run("chart", "pie", survey, "-o", tmp_path / "c.svg").exit_code == 2


def test_check_counts_what_fired(run, survey):
    told = run("check", survey)
    assert told.exit_code == 0
    assert told.stdout.startswith(f"{survey}: no errors, ")
    assert "\n\nWarnings: " in told.stdout
    assert "  S02  The side has no weights.\n" in told.stdout


def test_check_fails_on_an_error_that_is_not_accepted(run, survey):
    text = survey.read_text(encoding="utf-8")
    wrong = text.replace('format = "multiple"', 'format = "multiple"\nasks.marketer = "practice"')
    survey.write_text(wrong, encoding="utf-8")
    told = run("check", survey)
    assert told.exit_code == 1
    assert told.stdout.startswith(f"{survey}: 1 error, ")
    assert "\n\nErrors: these stop\n  Q06  " in told.stdout


def test_check_passes_an_error_that_is_accepted(run, survey):
    text = survey.read_text(encoding="utf-8")
    wrong = text.replace('format = "multiple"', 'format = "multiple"\nasks.marketer = "practice"')
    taken = wrong.replace(
        'source = "Invented"', 'source = "Invented"\naccept = { Q06 = "as the source has it" }'
    )
    survey.write_text(taken, encoding="utf-8")
    told = run("check", survey)
    assert told.exit_code == 0
    assert told.stdout.startswith(f"{survey}: no errors, ")
    assert "Errors: these stop" not in told.stdout
    assert "\nAccepted: the survey file says why\n  Q06  " in told.stdout
    assert "       accepted: as the source has it\n" in told.stdout


def test_check_tells_all_problems_of_a_survey_file(run, survey):
    text = survey.read_text(encoding="utf-8")
    survey.write_text(text.replace('title = "Small study"', 'titel = "x"'), encoding="utf-8")
    told = run("check", survey)
    assert told.exit_code == 1
    assert told.stderr.count("SurveyError: ") == 2


def test_check_prints_problems_as_json(run, survey):
    survey.write_text("gapkit = 2\n", encoding="utf-8")
    told = run("check", survey, "--json")
    assert told.exit_code == 1
    assert told.stderr == ""
    assert {each["level"] for each in json.loads(told.stdout)["results"]} == {"E"}


def test_check_prints_fired_checks_as_json(run, survey):
    told = run("check", survey, "--json")
    assert told.exit_code == 0
    assert "S02" in {each["id"] for each in json.loads(told.stdout)["results"]}


def test_schema_prints_a_json_schema(run):
    told = json.loads(run("schema").stdout)
    assert told["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_gap_writes_parquet_in_full_precision(run, survey, tmp_path):
    from pyarrow import parquet

    import gapkit as gk

    run("gap", survey, "-o", tmp_path / "gaps.parquet")
    run("gap", survey, "--format", "parquet", "-o", tmp_path / "again")
    frame = gk.gap(gk.open(survey)).to_frame()
    written = parquet.read_table(tmp_path / "gaps.parquet").to_pandas()
    assert list(written.columns) == list(frame.columns)
    assert written["gap"].tolist() == frame["gap"].tolist()
    assert (tmp_path / "again").read_bytes() == (tmp_path / "gaps.parquet").read_bytes()
