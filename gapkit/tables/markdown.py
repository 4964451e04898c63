"""A table of gaps as Markdown (CommonMark with pipe tables)."""

from __future__ import annotations

import re

from gapkit.gaps import Gaps
from gapkit.survey.text import clean_text
from gapkit.tables.gap_table import gap_table
from gapkit.tables.model import TableBlock

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$&#!])")
"""Characters that could become markup, mathematics or a link."""


def markdown_table(gaps: Gaps) -> str:
    r"""Return gaps as Markdown, questions apart; flagged gaps are bold.

    Text from data stays text: pipes, markup, HTML and mathematics are escaped.

    Parameters
    ----------
    gaps : Gaps
        What to lay out.

    Returns
    -------
    str
        Markdown, the last line ended too.

    Examples
    --------
    >>> escaped("Tom & Jerry | <b>$5</b>")
    'Tom \\& Jerry \\| \\<b\\>\\$5\\</b\\>'
    """
    table = gap_table(gaps)
    parts = [f"# {escaped(table.title)}", *(_block(block) for block in table.blocks)]
    parts += [escaped(line) for line in table.caption]
    return "\n\n".join(parts) + "\n"


def _block(block: TableBlock) -> str:
    """Return one question: heading, wording, table, caption."""
    lines = [
        _row([escaped(head.text) for head in block.heads]),
        _row(["---:" if head.number else ":---" for head in block.heads]),
    ]
    for row in block.rows:
        cells = [escaped(cell) for cell in row.cells]
        if row.flagged:
            cells[block.gap_column] = f"**{cells[block.gap_column]}**"
        lines.append(_row(cells))
    parts = [f"## {escaped(block.title)}"]
    parts += ["  \n".join(escaped(line) for line in block.wording)] if block.wording else []
    parts += ["\n".join(lines), "  \n".join(escaped(line) for line in block.caption)]
    return "\n\n".join(parts)


def _row(cells: list[str]) -> str:
    """Return one line of a pipe table."""
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Return a text on one line in which no character is markup."""
    return SPECIAL.sub(r"\\\1", " ".join(clean_text(text).split()))
