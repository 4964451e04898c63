"""Typeform exports: a column per option, headed by the option alone."""

from __future__ import annotations

from typing import Final

from gapkit.loading.cells import normal
from gapkit.loading.exports.headings import Beside, Headings, Rows, one_row

TOOL: Final = "Typeform"

LAST: Final = frozenset({"Start Date (UTC)", "Submit Date (UTC)", "Network ID"})


def headings(rows: Rows, beside: Beside) -> Headings | None:  # noqa: ARG001 - no label files beside it
    """Return the header of a Typeform export, or nothing if the rows are none."""
    cells = {normal(cell) for cell in rows[0]}
    if normal(rows[0][0]) != "#" or not cells & LAST:
        return None
    remark = f"{TOOL} export: an option of a question is a column headed by the option alone"
    return Headings(TOOL, 1, tuple(one_row(rows[0])), (remark,))
