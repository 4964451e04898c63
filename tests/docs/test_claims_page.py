"""The page of claims is the one that the bundled survey files make."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_claims_is_up_to_date():
    made = subprocess.run(
        [sys.executable, DOCS / "make_claims.py", "--check"], check=False, capture_output=True
    )
    assert made.returncode == 0, "run docs/make_claims.py"
