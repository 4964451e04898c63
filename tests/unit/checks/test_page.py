from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_checks_is_what_the_registry_says():
    made = subprocess.run(
        [sys.executable, DOCS / "make_checks.py", "--check"], check=False, capture_output=True
    )
    assert made.returncode == 0, "run docs/make_checks.py"
