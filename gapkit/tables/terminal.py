"""A table of gaps for terminals: aligned by what characters occupy, wrapped to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from gapkit.gaps import Gaps
from gapkit.survey.text import clean_text
from gapkit.tables.gap_table import gap_table
from gapkit.tables.model import Head, TableBlock, TableRow

SPACE = "  "
"""Between two columns."""

NARROWEST = 10
"""Columns of words are not wrapped to less than this."""

WIDEST = 60
"""Nor to more than this, however wide the terminal is: longer lines are hard to follow."""

NUMBER_WIDTH = 20
"""No number is wider; what is wider in a column of numbers is a source's words, which may wrap."""

UNSEEN = "\u200b\u200d\ufe0f"
"""Zero-width space and joiner, and the mark that picks an emoji's form."""

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def text_table(gaps: Gaps, *, width: int | None = None, bold: bool = False) -> str:
    r"""Return gaps as a table for a terminal, questions apart.

    Parameters
    ----------
    gaps : Gaps
        What to lay out.
    width : int, optional
        Columns of the terminal: words wrap, numbers never do. Default: as wide as it is.
    bold : bool
        Set flagged gaps in bold (ANSI escapes). Escapes that come with the data never get through.

    Returns
    -------
    str
        Lines, the last one ended too.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 480 + [0] * 320})
    >>> marketers = pd.DataFrame({"m2": [1] * 112 + [0] * 28})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> table = text_table(gk.gap(gk.open(survey)))
    >>> table.splitlines()[7]
    'Deals       80%       60%     +20    +12 to +27  < .001  over'
    """
    table = gap_table(gaps)
    parts = [_clean(table.title)]
    parts += [_block(block, width, bold=bold) for block in table.blocks]
    parts += ["\n".join(_wrapped(_clean(line), width)) for line in table.caption]
    return "\n\n".join(parts) + "\n"


def _block(block: TableBlock, width: int | None, *, bold: bool) -> str:
    """Return one question: title, wording, the table, its caption."""
    heads = [Head(_clean(head.text), head.number) for head in block.heads]
    rows = [TableRow(tuple(_clean(cell) for cell in row.cells), row.flagged) for row in block.rows]
    rows, footnotes = _with_footnotes(heads, rows, width)
    heads = [*heads[:-1], Head("")] if footnotes else heads
    widths = _widths(heads, rows, width)
    lines = [_clean(block.title)]
    for text in block.wording:
        lines += _wrapped(_clean(text), width)
    lines += [""]
    lines += _line([head.text for head in heads], heads, widths)
    lines += [SPACE.join("-" * each for each in widths)]
    for row in rows:
        strong = block.gap_column if bold and row.flagged else None
        lines += _line(row.cells, heads, widths, strong)
    lines += [""]
    for number, text in enumerate(footnotes, 1):
        lines += _wrapped(f"[{number}] {text}", width)
    lines += [""] if footnotes else []
    for text in block.caption:
        lines += _wrapped(_clean(text), width)
    return "\n".join(line.rstrip() for line in lines)


def _with_footnotes(
    heads: Sequence[Head], rows: list[TableRow], width: int | None
) -> tuple[list[TableRow], list[str]]:
    """Return rows that point to their notes, and the notes, where the table is too wide to hold them."""
    fits = width is None or sum(_widths(heads, rows, None)) + len(SPACE) * (len(heads) - 1) <= width
    if fits or heads[-1].text != "Notes":
        return rows, []
    told = list(dict.fromkeys(row.cells[-1] for row in rows if row.cells[-1]))
    marks = {"": ""} | {text: f"[{number}]" for number, text in enumerate(told, 1)}
    return [TableRow((*row.cells[:-1], marks[row.cells[-1]]), row.flagged) for row in rows], told


def _widths(heads: Sequence[Head], rows: Sequence[TableRow], width: int | None) -> list[int]:
    """Return each column's width; where the table is too wide, its widest words give way."""
    widths = [
        min(WIDEST, max(_number_head(head), *(cell_width(row.cells[place]) for row in rows)))
        for place, head in enumerate(heads)
    ]
    least = [NUMBER_WIDTH if head.number else NARROWEST for head in heads]
    while width is not None and sum(widths) + len(SPACE) * (len(widths) - 1) > width:
        widest = max(range(len(widths)), key=lambda place: widths[place] - least[place])
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
    return widths


def _number_head(head: Head) -> int:
    """Return the width that a head asks for; above numbers its longest word, the others under it."""
    if not head.number:
        return cell_width(head.text)
    return max(cell_width(word) for word in head.text.split())


def _line(
    cells: Sequence[str], heads: Sequence[Head], widths: Sequence[int], strong: int | None = None
) -> Iterator[str]:
    """Yield one row of the table: as many lines as its highest cell."""
    wrapped = [list(_wrapped(cell, size)) for cell, size in zip(cells, widths, strict=True)]
    for level in range(max(len(each) for each in wrapped)):
        texts = []
        for place, (lines, size, head) in enumerate(zip(wrapped, widths, heads, strict=True)):
            text = lines[level] if level < len(lines) else ""
            blank = " " * (size - cell_width(text))
            shown = f"{BOLD}{text}{PLAIN}" if place == strong and text else text
            texts.append(blank + shown if head.number else shown + blank)
        yield SPACE.join(texts)


def _wrapped(text: str, width: int | None) -> Iterator[str]:
    """Yield text in lines of at most ``width``; a longer word is broken."""
    if width is None:
        yield text
        return
    line = ""
    for word in _pieces(text, width):
        joined = f"{line} {word}" if line else word
        if cell_width(joined) > width:
            yield line
            line = word
        else:
            line = joined
    yield line


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield the words of a text, longer ones in pieces."""
    for word in text.split():
        piece = ""
        for character in word:
            if piece and cell_width(piece + character) > width:
                yield piece
                piece = ""
            piece += character
        yield piece


def cell_width(text: str) -> int:
    """Return the columns that a text takes on a terminal: wide characters two, combining ones none.

    Examples
    --------
    >>> cell_width("deals"), cell_width("\u5024\u5f15"), cell_width("e\u0301")
    (5, 4, 1)
    """
    seen = (each for each in text if not unicodedata.combining(each) and each not in UNSEEN)
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in seen)


def _clean(text: str) -> str:
    """Return a text as one line without control characters."""
    return " ".join(clean_text(text).split())
