"""Gaps as a table of Great Tables, for notebooks: bases, intervals, verdicts, and a bar per gap."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.util import find_spec
from itertools import groupby
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import count_text
from gapkit.errors.outputs import OutputError
from gapkit.gaps import Gap, Gaps
from gapkit.number_styles import SPACE, NumberStyle, Pattern
from gapkit.tables.gap_table import gap_table
from gapkit.tables.model import GapTable, TableBlock

if TYPE_CHECKING:
    from great_tables import GT
    from great_tables._text import Text

COLOURS = {"over": "#1F4E79", "under": "#C8500A"}
UNCLEAR = "#9AA0A6"
"""Of a bar: the side's colour where it is clearly higher, the reference's where it is, else grey."""

NUMBERS = ("value_side", "value_reference", "gap", "interval", "p", "base_side", "base_reference")


def great_table(gaps: Gaps, *, number_style: Pattern = "1,234.5") -> GT:
    """Return gaps as a table of Great Tables, ready for a notebook, to be styled further or saved.

    Questions stand apart; every row has both sides' values and bases, the gap with a bar (to the left:
    the reference is higher), its interval, the adjusted p-value and the verdict. Flagged gaps are bold.
    Text from data stays text.

    Parameters
    ----------
    gaps : Gaps
        What to lay out; of several waves the last one.
    number_style : str
        How 1234.5 is written, such as ``"1.234,5"``.

    Returns
    -------
    great_tables.GT
        ``.as_raw_html()`` gives the same HTML for the same gaps.

    Raises
    ------
    OutputError
        If Great Tables is not installed.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 600 + [0] * 400})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> "Deals" in great_table(gk.gap(gk.open(survey))).as_raw_html()
    True
    """
    if find_spec("great_tables") is None:
        raise OutputError.no_extra("A great table", "notebook", "great_tables")
    import pandas as pd
    from great_tables import GT, html, loc, style

    def plain(text: str) -> Text:
        """Return text that is neither markup nor one of the library's own templates."""
        return html(escape(text).replace("{", "&#123;"))

    table = gap_table(gaps)
    rows = _rows(table, gaps.latest(), NumberStyle.of(number_style))
    frame = pd.DataFrame(rows).drop(columns=["flagged"])
    flagged = [place for place, row in enumerate(rows) if row["flagged"]]
    made = GT(frame, groupname_col="question", rowname_col="item", id="gapkit")
    made = made.tab_header(title=plain(table.title))
    made = made.cols_label({name: plain(head) for name, head in _heads(table).items()})
    made = made.fmt(fns=str, columns="bar").cols_move(columns="bar", after="gap")
    made = made.cols_width(cases={"item": "180px"})
    made = made.cols_align(align="right", columns=list(NUMBERS)).cols_align(
        align="left", columns=["verdict", "notes"]
    )
    if flagged:
        made = made.tab_style(
            style=style.text(weight="bold"), locations=loc.body(columns="gap", rows=flagged)
        )
    if not any(row["notes"] for row in rows):
        made = made.cols_hide(columns="notes")
    if not gaps.by:
        made = made.cols_hide(columns="segment")
    for line in _captions(table):
        made = made.tab_source_note(plain(NumberStyle.of(number_style).styled(line)))
    return made


def _rows(table: GapTable, gaps: Gaps, numbers: NumberStyle) -> list[dict[str, object]]:
    """Return one row per gap: the cells of the plain table, with bases and a bar."""
    groups = groupby(gaps.rows, key=lambda row: (row.question, row.side, row.reference))
    made: list[dict[str, object]] = []
    for block, (_, found) in zip(table.blocks, groups, strict=True):
        part = list(found)
        widest = max((abs(row.gap) for row in part if not isnan(row.gap)), default=0.0)
        title = block.title if len(table.blocks) > 1 else _asked(block)
        for cells, row in zip(block.rows, part, strict=True):
            made.append({"question": title, **_cells(block, cells.cells, row, gaps, numbers)})
            made[-1]["bar"] = _bar(row, widest)
            made[-1]["flagged"] = cells.flagged
    return made


def _cells(
    block: TableBlock, cells: Sequence[str], row: Gap, gaps: Gaps, numbers: NumberStyle
) -> dict[str, object]:
    """Return the text of one row by column; numbers in the style asked for, labels as they are."""
    first = 1 if gaps.by else 0
    told = [numbers.styled(each).replace("< ", f"<{SPACE}") for each in cells[first + 1 : first + 6]]
    noted = len(block.heads) > first + 7
    return {
        "segment": cells[0] if gaps.by else "",
        "item": cells[first],
        **dict(zip(("value_side", "value_reference", "gap", "interval", "p"), told, strict=True)),
        "verdict": cells[first + 6],
        "base_side": numbers.styled(count_text(row.of_side.base)),
        "base_reference": numbers.styled(count_text(row.of_reference.base)),
        "notes": cells[first + 7] if noted else "",
    }


def _asked(block: TableBlock) -> str:
    """Return a question's title with its wording."""
    return " · ".join((block.title, *block.wording))


def _heads(table: GapTable) -> dict[str, str]:
    """Return the heads; the sides' own names where all questions compare the same two."""
    pairs = {tuple(head.text for head in block.heads if head.number)[:2] for block in table.blocks}
    side, reference = next(iter(pairs)) if len(pairs) == 1 else ("Side", "Reference")
    heads = [head.text for head in table.blocks[0].heads if head.number]
    segment = table.blocks[0].heads[0].text
    return {
        "segment": segment,
        "value_side": side,
        "value_reference": reference,
        "gap": heads[2],
        "bar": "",
        "interval": heads[3],
        "p": heads[4],
        "verdict": "Verdict",
        "base_side": f"n {side}",
        "base_reference": f"n {reference}",
        "notes": "Notes",
    }


def _captions(table: GapTable) -> list[str]:
    """Return what stands under the table: each sentence once, in order."""
    return list(dict.fromkeys([*(line for block in table.blocks for line in block.caption), *table.caption]))


def _bar(row: Gap, widest: float) -> str:
    """Return a bar from the middle, measured by the question's largest gap, as HTML without any text."""
    if isnan(row.gap) or widest == 0:
        return ""
    colour = COLOURS.get(row.verdict, UNCLEAR)
    length = 50 * abs(row.gap) / widest
    start = 50.0 if row.gap > 0 else 50 - length
    place = f"left:{start:.1f}%;width:{length:.1f}%;background:{colour}"
    return (
        '<div style="position:relative;width:90px;height:12px" aria-hidden="true">'
        f'<div style="position:absolute;height:12px;{place}"></div>'
        '<div style="position:absolute;height:12px;left:50%;width:1px;background:#1A1A1A"></div></div>'
    )
