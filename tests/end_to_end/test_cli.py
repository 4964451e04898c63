"""gapkit as a process: exit codes, signals, pipes, encodings, and what it imports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gapkit.cli.examples import bundled_studies

PYTHON = sys.executable
SURVEY = next(each.survey for each in bundled_studies() if each.name == "pivot_2012")

SLOW = """
import os, sys, time

def slow(*_files):
    print("ready", file=sys.stderr, flush=True)
    time.sleep(60)

os.replace = slow
from gapkit.cli import main
main()
"""
"""gapkit on a disk that takes a minute."""


def gapkit(*arguments, **options):
    """Run ``python -m gapkit`` and wait for it."""
    command = [PYTHON, "-m", "gapkit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=100, check=False, **options)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["examples"], 0),
        (["gap", SURVEY], 0),
        (["gap", "none.toml"], 1),
        (["gap", SURVEY, "--format", "xml"], 2),
        (["plot"], 2),
    ],
    ids=lambda value: " ".join(Path(str(each)).name for each in value) if isinstance(value, list) else "",
)
def test_the_exit_code_tells_how_it_ended(arguments, code):
    assert gapkit(*arguments).returncode == code


def test_the_module_calls_itself_gapkit():
    assert gapkit("--help").stdout.startswith(b"Usage: gapkit [OPTIONS] COMMAND")


def test_the_module_and_the_script_print_the_same():
    script = Path(PYTHON).with_name("gapkit")
    code = "from gapkit.cli import main; main()"
    command = [script] if script.exists() else [PYTHON, "-c", code]
    told = subprocess.run([*command, "gap", SURVEY], capture_output=True, timeout=100, check=False)
    assert told.stdout == gapkit("gap", SURVEY).stdout


def test_an_error_prints_no_traceback_and_no_data():
    told = gapkit("gap", "none.toml")
    assert told.stdout == b""
    assert told.stderr.decode() == (
        "SurveyError: The survey file can't be opened.\n"
        "  where: none.toml\n"
        "  found: no such file or directory\n"
    )


@pytest.mark.parametrize("arguments", [["--help"], ["gap", "--help"], ["gap", SURVEY], ["schema"]], ids=str)
def test_a_closed_pipe_ends_it_quietly_with_141(arguments):
    reader, writer = os.pipe()
    os.close(reader)
    command = [PYTHON, "-m", "gapkit", *map(str, arguments)]
    told = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=100, check=False)
    os.close(writer)
    assert (told.returncode, told.stderr) == (141, b"")


@pytest.mark.parametrize("command", [["report"], ["chart", "dumbbell"], ["gap"]], ids="-".join)
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_its_code_and_leaves_the_old_file(
    tmp_path, hear_interrupts, command, sent, code
):
    target = tmp_path / "r.pdf"
    target.write_bytes(b"old")
    command = [PYTHON, "-c", SLOW, *command, SURVEY, "-o", target]
    with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=hear_interrupts) as running:  # noqa: PLW1509 - no thread runs here
        assert running.stderr.readline() == b"ready\n"
        time.sleep(0.05)
        running.send_signal(sent)
        _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (code, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["r.pdf"]  # no temporary file is left
    assert target.read_bytes() == b"old"


def test_a_terminal_without_a_real_minus_gets_a_hyphen_and_never_a_question_mark():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    told = gapkit("gap", SURVEY, env=environment)
    assert told.returncode == 0
    text = told.stdout.decode("ascii")
    assert "-30" in text
    assert text.count("?") == gapkit("gap", SURVEY).stdout.decode().count("?")  # the wordings' own


def test_a_full_standard_output_is_an_error():
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run(
            [PYTHON, "-m", "gapkit", "gap", SURVEY],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=100,
            check=False,
        )
    assert told.returncode == 1
    assert told.stderr.decode() == (
        "RenderError: The file can't be written.\n"
        "  where: standard output\n"
        "  found: no space left on device\n"
    )


def test_two_runs_print_the_same_bytes():
    first, second = (
        gapkit("gap", SURVEY, "--format", "json", env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    )
    assert first == second


def test_it_runs_without_a_home():
    environment = {
        name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")
    }
    assert gapkit("gap", SURVEY, env=environment).returncode == 0


def test_a_closed_standard_output_is_no_bug():
    command = f'"{PYTHON}" -m gapkit gap "{SURVEY}" >&-'
    told = subprocess.run(["sh", "-c", command], capture_output=True, timeout=100, check=False)  # noqa: S607
    assert (told.returncode, told.stderr) == (0, b"")


def test_a_real_pipe_that_is_cut_short_gives_141():
    command = f'"{PYTHON}" -m gapkit schema | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}'
    told = subprocess.run(["bash", "-c", command], capture_output=True, timeout=100, check=False)  # noqa: S607
    assert told.stdout.strip() in (b"0", b"141")
    assert told.stderr == b""
