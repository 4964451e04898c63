"""Gaps as CSV: the columns of ``to_frame()``, texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import unicodedata
from io import StringIO
from math import isnan

from gapkit.gaps import COLUMNS, Gaps

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet may run a cell that begins with one of these."""


def csv_text(gaps: Gaps) -> str:
    """Return one line per row of ``to_frame()``; shares run 0 to 1 in full precision.

    No number is an empty cell, infinity is ``inf``. A text that a spreadsheet would run as a
    formula gets an apostrophe in front; numbers stay numbers, so -0.023 is not touched.

    Parameters
    ----------
    gaps : Gaps
        What to write.

    Returns
    -------
    str
        CSV with a head, commas, and lines that end in a newline.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row.cell(column)) for column in COLUMNS] for row in gaps)
    return out.getvalue()


def _cell(value: object) -> str:
    """Return one cell: text guarded, numbers so that they read back exactly."""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, float):
        return "" if isnan(value) else repr(value)
    return str(value)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded(" \uff1dSUM(A1)"), guarded("18-24")
    ("'=1+1", "' \uff1dSUM(A1)", '18-24')
    """
    begun = unicodedata.normalize("NFKC", text).lstrip(" ")
    return f"'{text}" if begun.startswith(FORMULA_STARTS) else text
