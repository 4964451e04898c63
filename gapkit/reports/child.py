"""Compile a report in a process of its own: whatever happens there, the caller's process goes on.

This file is run as a script with ``python -I`` and imports typst only. It reads ``job.json`` and
the template in a folder and leaves ``report.pdf`` or ``error.txt`` there.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

MEMORY_LIMIT = 3 * 2**30
CPU_LIMIT = 120

MAIN = "main.typ"
JOB = "job.json"
MADE = "report.pdf"
REFUSED = "error.txt"


def compile_report(folder: Path) -> None:
    """Compile the template of a folder with the fonts of its job and no others."""
    job = json.loads((folder / JOB).read_text("utf-8"))
    sys.path.append(job["typst"])
    import typst

    try:
        typst.compile(
            folder / MAIN,
            output=folder / MADE,
            root=folder,
            font_paths=job["fonts"],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=job["standards"],
            timestamp=job["timestamp"],
            package_path=folder / "packages",
            package_cache_path=folder / "packages",
        )
    except typst.TypstError as error:
        (folder / REFUSED).write_text(str(error), "utf-8")


def limit() -> None:
    """Set limits on memory and time where the system knows them."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit()
    compile_report(Path(sys.argv[1]))
