"""Which survey tool wrote a text file, told by its first rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from gapkit.errors import ExportError
from gapkit.loading.exports import google_forms, jisc, limesurvey, qualtrics, surveymonkey, typeform
from gapkit.loading.exports.headings import Beside, Headings, Rows, one_row, settled

HEADER_ROWS: Final = 9
"""Rows that are looked at."""

TOOLS: Final[Mapping[str, Callable[[Rows, Beside], Headings | None]]] = {
    "qualtrics": qualtrics.headings,
    "surveymonkey": surveymonkey.headings,
    "limesurvey": limesurvey.headings,
    "google-forms": google_forms.headings,
    "typeform": typeform.headings,
    "jisc": jisc.headings,
}
"""By the name that ``read.format`` gives them; tried in this order."""

PLAIN: Final = frozenset({"csv", "tsv", "text"})
"""What ``read.format`` calls a text file whose header is taken as it stands."""


def headings_of(
    rows: Rows, beside: Beside, *, file: str, form: str | None = None, header_rows: int | None = None
) -> Headings:
    """Return what the first rows of a file say, as the tool that wrote it means them.

    Parameters
    ----------
    rows : sequence of rows
        At most ``HEADER_ROWS`` first rows.
    form, header_rows : str and int, optional
        What the survey file forces.

    Raises
    ------
    ExportError
        If the survey file forces a tool and the header is not the tool's.
    """
    width = len(rows[0])
    rows = [
        [cell.replace("\ufeff", "") for cell in (*row[:width], *[""] * (width - len(row)))] for row in rows
    ]
    return settled(forced(rows, beside, file, form, header_rows))


def forced(rows: Rows, beside: Beside, file: str, form: str | None, header_rows: int | None) -> Headings:
    """Return the header as the survey file forces it, else as it is recognised."""
    if form is not None and form in TOOLS:
        found = TOOLS[form](rows, beside)
        if found is None or header_rows not in {None, found.rows}:
            raise ExportError.not_of_tool(file, form)
        return found
    if form not in PLAIN:
        for tool in TOOLS.values():
            found = tool(rows, beside)
            if found is not None and header_rows in {None, found.rows}:
                return found
    return plain_header(rows, file, header_rows or 1)


def plain_header(rows: Rows, file: str, header_rows: int) -> Headings:
    """Return a header of no tool: one row, or questions above options with further rows below."""
    if header_rows == 1:
        return Headings("CSV", 1, tuple(one_row(rows[0])))
    if len(rows) < header_rows:
        raise ExportError.too_few_rows(file, header_rows)
    remark = f"{header_rows} header rows, as the survey file says: question, then option"
    return Headings("CSV", header_rows, tuple(surveymonkey.joined(rows[0], rows[1])), (remark,))
