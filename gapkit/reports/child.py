"""Compile a report in a process of its own: whatever happens there, the caller's process goes on.

This file is run by ``gapkit.apart`` and imports typst only. It reads the template in a folder and
leaves ``report.pdf`` (or ``page-1.png`` and so on, where the job asks for pictures) there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

MAIN = "main.typ"
MADE = "report.pdf"
REFUSED = "refused"
PICTURE = "page-{}.png"


def answer(asked: dict[str, Any], _store: Callable[[str, Any], None]) -> dict[str, Any]:
    """Compile the template of a folder with the fonts given and no others; return why typst refused."""
    import typst

    folder = Path(asked["folder"])
    common = {
        "root": folder,
        "font_paths": asked["fonts"],
        "ignore_system_fonts": True,
        "package_path": folder / "packages",
        "package_cache_path": folder / "packages",
    }
    try:
        if dots := asked.get("dots"):
            made = typst.compile(folder / MAIN, format="png", ppi=dots, **common)
            for place, page in enumerate([made] if isinstance(made, bytes) else made, start=1):
                (folder / PICTURE.format(place)).write_bytes(page)
            return {}
        typst.compile(
            folder / MAIN,
            output=folder / MADE,
            format="pdf",
            pdf_standards=asked["standards"],
            timestamp=asked["timestamp"],
            **common,
        )
    except typst.TypstError as error:
        return {REFUSED: str(error)}
    return {}
