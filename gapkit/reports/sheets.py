"""A sheet that is filled from the top: text as text, numbers as numbers, what is not there as a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite, isnan

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gapkit.charts.theme import Theme
from gapkit.reports.document import (
    Block,
    Cards,
    Facts,
    Figure,
    Group,
    Heading,
    Paragraph,
    Plot,
    Points,
    Table,
)
from gapkit.reports.plain import line_text, plain, row_texts

SHARE = "0%"
MEAN = "0.00"
POINTS = '+0.0;"−"0.0;0.0'
UNITS = '+0.00;"−"0.00;0.00'
CHANCE = '[<0.001]"< .001";0.000'
COUNT = "#,##0"
EFFECTIVE = "#,##0.0"

FILL = {"head": "#F1F3F5", "group": "#F4F5F6"}
MOST_LETTERS = 32_000
"""Of a cell; the format ends at 32,767."""

Value = float | str


class Formats:
    """The styles of a workbook, each made once."""

    def __init__(self, book: Workbook, theme: Theme) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}
        self.theme = theme
        self._colours = {
            "muted": theme.muted,
            "side": theme.text("side"),
            "reference": theme.text("reference"),
        }

    def of(self, tone: str = "plain", *, number: str = "", right: bool = False, wrap: bool = False) -> Format:
        """Return the style of a tone, with a number format."""
        key = (tone, number, right, wrap)
        if key not in self._made:
            told: dict[str, object] = {"font_color": self._colours.get(tone, self.theme.ink), "valign": "top"}
            if tone in {"title", "head", "bold", "group", "side", "reference"}:
                told["bold"] = True
            if tone == "title":
                told["font_size"] = 16
            if tone == "head":
                told |= {"bg_color": FILL["head"], "bottom": 1, "text_wrap": True, "valign": "bottom"}
            if tone == "group":
                told["bg_color"] = FILL["group"]
            if number:
                told["num_format"] = number
            if wrap:
                told["text_wrap"] = True
            if right:
                told["align"] = "right"
            self._made[key] = self._book.add_format(told)
        return self._made[key]


class Sheet:
    """One sheet and the row that is written next."""

    def __init__(self, sheet: Worksheet, formats: Formats) -> None:
        self.sheet = sheet
        self.formats = formats
        self.row = 0

    def text(self, words: str, *, tone: str = "plain", column: int = 0, wrap: bool = False) -> None:
        """Write a text in a cell of the row; a formula or an address is text too."""
        self.sheet.write_string(
            self.row, column, plain(words)[:MOST_LETTERS], self.formats.of(tone, wrap=wrap)
        )

    def line(self, words: str, *, tone: str = "plain", wrap: bool = False) -> None:
        """Write a text in the first cell and go on to the next row."""
        if words:
            self.text(words, tone=tone, wrap=wrap)
            self.row += 1

    def value(self, value: Value, column: int, *, number: str = "", tone: str = "plain") -> None:
        """Write a number as a number, a word as a word; nothing for NaN, a word for infinity."""
        if isinstance(value, str):
            if value:
                self.sheet.write_string(
                    self.row, column, plain(value)[:MOST_LETTERS], self.formats.of(tone, right=bool(number))
                )
        elif isfinite(value):
            self.sheet.write_number(self.row, column, float(value), self.formats.of(tone, number=number))
        elif not isnan(value):
            self.sheet.write_string(self.row, column, "∞", self.formats.of(tone, right=True))

    def heads(self, heads: Sequence[str], *, height: int = 45) -> None:
        """Write the head of a table and go on to the next row."""
        for column, head in enumerate(heads):
            self.text(head, tone="head", column=column)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def chart(self, chart: Chart, *, rows: int, words: str) -> None:
        """Put a chart here and go on below it."""
        options: Mapping[str, object] = {"description": plain(words), "object_position": 2}
        chart.set_size({"width": 860, "height": 20 * rows})
        self.sheet.insert_chart(self.row, 0, chart, dict(options))
        self.row += rows + 1

    def block(self, block: Block) -> None:  # noqa: C901, PLR0912 - one case per kind of block
        """Write any block of a report."""
        match block:
            case Paragraph():
                self.line(
                    line_text(block.spans), tone="bold" if block.style == "lead" else "plain", wrap=True
                )
            case Points():
                for told in block.lines:
                    self.line(line_text(told), wrap=True)
            case Facts():
                for fact in block.rows:
                    self.text(fact.label, tone="muted")
                    self.text(fact.text, column=1)
                    self.row += 1
            case Cards():
                for card in block.cards:
                    self.text(card.value, tone="bold")
                    self.text(f"{card.label}. {card.detail}", column=1)
                    self.row += 1
            case Figure():
                self._figure(block)
            case Table():
                self._table(block)
            case Heading():
                self.row += 1
                self.line(block.text, tone="bold")
            case Group():
                for each in block.blocks:
                    self.block(each)
            case _:
                return

    def _figure(self, figure: Figure) -> None:
        """Write a chart's words and what it shows."""
        self.line(figure.subtitle, tone="muted")
        if figure.plot is not None:
            self._plot(figure.plot)
        self.line(figure.caption, tone="muted", wrap=True)
        self.row += 1

    def _plot(self, plot: Plot) -> None:
        """Write the rows of a chart as printed."""
        self.heads(plot.heads)
        for cells in plot.cells:
            for column, cell in enumerate(cells):
                self.text(cell, column=column)
            self.row += 1

    def _table(self, table: Table) -> None:
        """Write a table as printed."""
        self.row += 1
        self.line(table.caption, tone="bold")
        self.heads([f"{column.title} {column.under}".strip() for column in table.columns])
        for row in table.rows:
            tones = ["group" if row.group else cell.tone for cell in row.cells]
            for column, (cell, tone) in enumerate(zip(row_texts(row), tones, strict=True)):
                self.text(cell, tone=tone, column=column, wrap=column == 0)
            self.row += 1
        for note in table.notes:
            self.line(note, tone="muted")
        self.row += 1
