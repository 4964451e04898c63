"""A report as a workbook of tables: contents, a sheet per question, method, checks, every row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from math import isnan

from xlsxwriter import Workbook

from gapkit.findings.headlines import headline
from gapkit.gaps import COLUMNS, Gap
from gapkit.reports import english_tables as say
from gapkit.reports.document import ReportData, Section
from gapkit.reports.plain import plain
from gapkit.reports.question_sheets import hidden, question_sheet
from gapkit.reports.results import Results
from gapkit.reports.sheets import Formats, Sheet
from gapkit.survey import Survey

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
"""Text from data is text: no formula, no address, no number."""

OWN_SHEETS = ("questions", "data")
"""Sections whose content has sheets of its own."""

LONGEST = 31
"""Characters of a sheet's name."""

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
MEASURED = frozenset(COLUMNS[12:]) - {
    "adjust",
    "verdict",
    "status",
    "flags",
    "conf_level",
    "family_size",
    "margin",
}
"""Columns of numbers that are hidden where the row is."""


def tab_book(data: ReportData, results: Results) -> bytes:
    """Return the workbook, the same bytes for the same results."""
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as book:
        book.set_properties(
            {
                "title": plain(data.cover.title),
                "subject": plain(data.cover.subtitle),
                "keywords": plain(", ".join(data.keywords)),
                "author": "",
                "comments": plain(data.cover.synthetic),
                "created": datetime.fromtimestamp(data.timestamp, UTC).replace(tzinfo=None),
            }
        )
        formats = Formats(book, results.theme)
        contents = _sheet(book, formats, say.CONTENTS, data)
        listed = list(_filled(book, formats, data, results))
        _list(contents, data, listed)
    return buffer.getvalue()


def _filled(
    book: Workbook, formats: Formats, data: ReportData, results: Results
) -> Iterator[tuple[str, str]]:
    """Fill every sheet after the contents; give its name and what it holds."""
    for section in data.sections:
        if section.id == "questions":
            yield from _questions(book, formats, data, results)
        elif section.id not in OWN_SHEETS:
            yield _section(book, formats, data, section)
    if any(section.id == "data" for section in data.sections):
        yield _rows(book, formats, data, results)


def _questions(
    book: Workbook, formats: Formats, data: ReportData, results: Results
) -> Iterator[tuple[str, str]]:
    """Fill a sheet per question."""
    for place, question in enumerate(results.survey.questions, start=1):
        sheet = _sheet(book, formats, f"Q{place} {question.id}", data)
        sheet.sheet.set_column(0, 0, 44)
        sheet.sheet.set_column(1, 30, 13)
        sheet.sheet.freeze_panes(0, 1)
        question_sheet(book, sheet, question, results)
        pairs = results.pairs_of(question.id)
        titles = [headline(results.rows(question.id, pair), results.survey) for pair in pairs]
        yield sheet.sheet.name, ": ".join([question.label or question.id, "; ".join(titles)])


def _section(book: Workbook, formats: Formats, data: ReportData, section: Section) -> tuple[str, str]:
    """Fill a sheet with a section's blocks as printed."""
    sheet = _sheet(book, formats, section.title, data)
    sheet.sheet.set_column(0, 0, 44)
    sheet.sheet.set_column(1, 30, 22)
    sheet.line(section.title, tone="title")
    for block in section.blocks:
        sheet.block(block)
    return sheet.sheet.name, section.title


def _rows(book: Workbook, formats: Formats, data: ReportData, results: Results) -> tuple[str, str]:
    """Fill the sheet of all rows: the frame of the study, then that of each break."""
    sheet = _sheet(book, formats, say.ROWS_SHEET, data, marked=False)
    sheet.heads(COLUMNS, height=20)
    sheet.sheet.freeze_panes(1, 4)
    sheet.sheet.set_column(0, 2, 14)
    sheet.sheet.set_column(3, 3, 36)
    sheet.sheet.set_column(4, len(COLUMNS), 13)
    rows = list(chain(results.gaps, *results.segments.values()))
    for row in rows:
        for column, name in enumerate(COLUMNS):
            sheet.value(_cell(row, name, results.survey), column)
        sheet.row += 1
    sheet.sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    return sheet.sheet.name, say.ROWS_HOLDS


def _cell(row: Gap, name: str, survey: Survey) -> float | str:
    """Return a cell of the frame; a word where its number is hidden."""
    value = row.cell(name)
    if not isinstance(value, int | float):
        return str(value)
    number = float(value)
    return hidden(survey) if row.status == "suppressed" and name in MEASURED and isnan(number) else number


def _list(sheet: Sheet, data: ReportData, listed: list[tuple[str, str]]) -> None:
    """Fill the contents: what this is, what it was made from, and a link to every sheet."""
    sheet.sheet.set_column(0, 0, 34)
    sheet.sheet.set_column(1, 1, 110)
    sheet.line(data.cover.title, tone="title")
    sheet.line(data.cover.subtitle, tone="bold")
    sheet.line(data.cover.synthetic, tone="reference")
    sheet.row += 1
    for fact in data.cover.facts:
        sheet.text(fact.label, tone="muted")
        sheet.text(fact.text, column=1)
        sheet.row += 1
    sheet.row += 1
    sheet.heads((say.SHEET, say.HOLDS), height=20)
    for name, holds in listed:
        sheet.sheet.write_url(sheet.row, 0, f"internal:'{name}'!A1", sheet.formats.of("side"), name)
        sheet.text(holds, column=1, wrap=True)
        sheet.row += 1


def _sheet(book: Workbook, formats: Formats, title: str, data: ReportData, *, marked: bool = True) -> Sheet:
    """Add a sheet, ready to be printed; synthetic data are marked in its first row and on paper."""
    made = book.add_worksheet(_name(title, [each.name for each in book.worksheets()]))
    made.hide_gridlines(2)
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)
    left = plain(f"{data.header}").replace("&", "&&")[:100]
    made.set_header(f"&L{left}&R{data.mark.replace('&', '&&')}")
    made.set_footer("&L&A&R&P / &N")
    sheet = Sheet(made, formats)
    if marked:
        sheet.line(data.mark, tone="reference")
    return sheet


def _name(title: str, taken: list[str]) -> str:
    """Return a sheet's name that Excel takes and no other sheet has."""
    clean = FORBIDDEN.sub(" ", plain(title)).strip()[:LONGEST].strip() or "Sheet"
    names = {each.casefold() for each in taken}
    name, place = clean, 2
    while name.casefold() in names or name.casefold() == "history":
        name = f"{clean[: LONGEST - 4]} {place}"
        place += 1
    return name
