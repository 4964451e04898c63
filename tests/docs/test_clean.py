"""Nothing that ships names a machine, a package registry or a folder beside the project."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("benchmarks", "data", "docs", "gapkit", "notebooks", "reports", "surveys")
ENDINGS = (".csv", ".ipynb", ".j2", ".json", ".md", ".py", ".svg", ".toml", ".typ")
FOREIGN = re.compile(
    r"(?<![\w.])/(?:home|root|work|Users)/\w"
    r"|\b(?:localhost|127\.0\.0\.1)\b"
    r"|\b(?:pypi\.org|pythonhosted\.org|anaconda\.org|conda-forge|npmjs\.com)\b"
    r"|\.\./shared/"
)
MADE = ("docs/_build", "docs/_generated")


def texts():
    """Give every text file that ships, but for what the site's build makes."""
    beside = [each for each in ROOT.iterdir() if each.suffix in ENDINGS]
    for path in [*beside, *(path for name in FOLDERS for path in (ROOT / name).rglob("*"))]:
        place = path.relative_to(ROOT).as_posix()
        if path.suffix in ENDINGS and path.is_file() and not place.startswith(MADE):
            yield place, path.read_text(encoding="utf-8", errors="replace")


def test_no_file_names_a_machine_or_a_registry():
    found = [(place, hit.group()) for place, text in texts() for hit in FOREIGN.finditer(text)]
    assert found == []


def test_a_path_of_a_machine_would_be_found():
    assert FOREIGN.search("data = '/home/someone/x.sav'")
    assert FOREIGN.search("see https://pypi.org/project/x")
    assert not FOREIGN.search("sides: tea/home/office, data/work/x")
