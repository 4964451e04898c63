"""``import gapkit`` and ``gapkit --help`` load nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "fontTools",
    "matplotlib",
    "narwhals",
    "numpy",
    "pandas",
    "pyreadstat",
    "rich",
    "scipy",
    "seaborn",
    "statsmodels",
    "typst",
)

COMMANDS = ("--help", "--version", "gap --help", "report --help", "examples")

RUNS = {"import gapkit": "import gapkit", "import gapkit.cli": "import gapkit.cli"} | {
    f"gapkit {command}": f"import sys; sys.argv[1:] = {command.split()}; from gapkit.cli import main; main()"
    for command in COMMANDS
}

AFTER = """
import atexit, sys
@atexit.register
def tell():
    print(*sorted(set(sys.modules) & {heavy!r}), sep="\\n", file=sys.stderr)
{code}
"""


@pytest.mark.parametrize("run", RUNS)
def test_nothing_heavy_is_loaded(run):
    code = AFTER.format(heavy=set(HEAVY), code=RUNS[run])
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stderr.split() == []


def test_importing_gapkit_changes_nothing_outside_it():
    code = (
        "import warnings, signal, os, locale\n"
        "before = (list(warnings.filters), signal.getsignal(signal.SIGTERM), dict(os.environ), os.getcwd())\n"
        "import gapkit, gapkit.cli\n"
        "after = (list(warnings.filters), signal.getsignal(signal.SIGTERM), dict(os.environ), os.getcwd())\n"
        "assert before == after\n"
    )
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True)
