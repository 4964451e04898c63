"""Tables and code in Markdown, for the generated pages."""

from __future__ import annotations

from collections.abc import Iterable


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; columns that hold nothing are left out."""
    filled = [row for row in rows if any(row)]
    kept = [place for place, _ in enumerate(head) if any(row[place] for row in filled)]
    if not filled:
        return ""
    lines = [[head[place] for place in kept], ["---"] * len(kept)]
    lines += [[escaped(row[place]) for place in kept] for row in filled]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def escaped(text: str) -> str:
    """Return text that stays in its cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def code(text: str) -> str:
    """Return text set as code."""
    return f"`{text}`" if text else ""


def plain(text: str) -> str:
    """Return a docstring's mark-up as Markdown."""
    return text.replace("``", "`")
