"""Text from data as one line of plain text, whatever stood in it."""

from __future__ import annotations

from gapkit.reports.document import Line, Row
from gapkit.survey.text import clean_text


def plain(text: str) -> str:
    """Return a text on one line and free of control characters."""
    return " ".join(clean_text(text).split("\n"))


def line_text(line: Line) -> str:
    """Return a line's runs as one text."""
    return plain("".join(span.text for span in line))


def row_texts(row: Row) -> list[str]:
    """Return a row's cells as text, each with the mark that points to the notes."""
    return [plain(f"{cell.text} ({cell.mark})" if cell.mark else cell.text) for cell in row.cells]
