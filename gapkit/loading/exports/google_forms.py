"""Google Forms: one header row, "Timestamp" first, grids as "Question [row]"."""

from __future__ import annotations

import re
from typing import Final

from gapkit.loading.cells import normal
from gapkit.loading.exports.headings import Beside, Headings, Rows, one_row

TOOL: Final = "Google Forms"

FIRST: Final = frozenset(
    {"timestamp", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche", "tijdstempel"}
    | {"carimbo de data/hora", "sygnatura czasowa", "tidsstämpel", "タイムスタンプ", "отметка времени"}
)
"""What the first column is called, in languages of forms."""

MOMENT: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T,]+\d{1,2}[:.]\d{2}.*")


def headings(rows: Rows, beside: Beside) -> Headings | None:  # noqa: ARG001 - no label files beside it
    """Return the header of a Google Forms export, or nothing if the rows are none."""
    if normal(rows[0][0]).casefold() not in FIRST:
        return None
    if len(rows) > 1 and rows[1][0].strip() and not MOMENT.fullmatch(rows[1][0].strip()):
        return None
    remark = f"{TOOL} export, 1 header row; checkboxes may stand joined in one cell"
    return Headings(TOOL, 1, tuple(one_row(rows[0])), (remark,))
