"""The everyday commands do their work without the heavy parts of what is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HEAVY = (
    "duckdb",
    "matplotlib.pyplot",
    "numba",
    "polars",
    "scipy.integrate",
    "scipy.optimize",
    "scipy.sparse",
    "scipy.stats",
    "seaborn",
    "statsmodels",
)

AFTER = """
import atexit, sys
@atexit.register
def tell():
    print(*sorted(set(sys.modules) & {heavy!r}), sep="\\n", file=sys.stderr)
sys.argv[1:] = {words!r}
from gapkit.cli import main
main()
"""


@pytest.mark.parametrize("command", ["gap", "report"])
def test_nothing_heavy_is_loaded(command, tmp_path):
    words = [command, str(ROOT / "surveys" / "social_brand.toml")]
    words += ["-o", str(tmp_path / "report.pdf")] if command == "report" else ["--format", "csv"]
    code = AFTER.format(heavy=set(HEAVY), words=words)
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True, cwd=tmp_path
    )
    loaded = set(told.stderr.split()) & set(HEAVY)
    assert loaded == set()
    assert told.stdout or (tmp_path / "report.pdf").stat().st_size > 10_000
