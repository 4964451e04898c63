"""``gapkit report --watch`` builds on every change and ends when it is told to."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WAITING = "waiting for a change of pivot_2012.toml or its files\n"


@pytest.mark.slow
def test_it_builds_on_a_change_waits_after_an_error_and_ends_on_ctrl_c(tmp_path, hear_interrupts):
    for name in ("surveys", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    survey = tmp_path / "surveys" / "pivot_2012.toml"
    target = tmp_path / "reports" / "pivot_2012.json"
    command = [
        sys.executable,
        "-m",
        "gapkit",
        "report",
        str(survey),
        "--format",
        "json",
        "--only",
        "findings",
    ]
    with subprocess.Popen(
        [*command, "--watch"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - no thread runs here
    ) as running:
        assert running.stderr.readline() == "wrote reports/pivot_2012.json\n"
        assert running.stderr.readline() == WAITING
        first = json.loads(target.read_text("utf-8"))

        text = survey.read_text("utf-8")
        survey.write_text(text.replace('title = "', 'title = "Now: ', 1), encoding="utf-8")
        assert running.stderr.readline() == "wrote reports/pivot_2012.json\n"
        assert running.stderr.readline() == WAITING
        assert json.loads(target.read_text("utf-8"))["results"][0]["title"] == (
            f"Now: {first['results'][0]['title']}"
        )

        survey.write_text(text.replace("gapkit = 1", "gapkit = one", 1), encoding="utf-8")
        assert running.stderr.readline().startswith("SurveyError: ")
        while running.stderr.readline() != WAITING:
            pass

        survey.write_text(text, encoding="utf-8")
        assert running.stderr.readline() == "wrote reports/pivot_2012.json\n"
        assert running.stderr.readline() == WAITING
        assert json.loads(target.read_text("utf-8")) == first

        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=20)[1] == ""
        assert running.returncode == 130
