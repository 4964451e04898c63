"""A report as Markdown (CommonMark with pipe tables): text from data stays text."""

from __future__ import annotations

import re

from gapkit.reports import english as words
from gapkit.reports.document import (
    Block,
    Cards,
    Cell,
    Facts,
    Figure,
    Group,
    Heading,
    Line,
    Paragraph,
    Plot,
    Points,
    ReportData,
    Table,
)
from gapkit.reports.plain import plain
from gapkit.tables.markdown import escaped

STARTS = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=])", re.ASCII)
"""Beginnings of a line that would make it a list or a heading."""


def markdown_text(data: ReportData, *, charts: str = "") -> str:
    """Return a report as Markdown; ``charts`` is the folder of its figures, told in words without one."""
    cover = data.cover
    parts = [f"# {text(cover.title)}", text(cover.subtitle)]
    parts += [f"**{text(data.mark)}**"] if data.mark else []
    parts += [f"> {text(cover.synthetic)}"] if cover.synthetic else []
    parts.append("\n".join(f"- **{text(fact.label)}**: {text(fact.text)}" for fact in cover.facts))
    writer = _Writer(charts)
    for section in data.sections:
        parts.append(f"## {text(section.title)}")
        parts += [part for block in section.blocks for part in writer.block(block)]
    parts.append(f"*{text(data.footer)}*")
    return "\n\n".join(part for part in parts if part) + "\n"


def chart_files(data: ReportData) -> dict[str, bytes]:
    """Return the charts by the names that the Markdown gives them."""
    return {f"figure-{place}.svg": each.svg.encode() for place, each in enumerate(data.figures(), start=1)}


def text(words_: str) -> str:
    """Return a text in which nothing is markup, not even at the beginning of a line."""
    return STARTS.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", escaped(plain(words_)))


class _Writer:
    """Writes blocks, counting figures and tables."""

    def __init__(self, charts: str) -> None:
        self.charts = charts
        self.figures = 0
        self.tables = 0

    def block(self, block: Block) -> list[str]:  # noqa: PLR0911 - one case per kind of block
        """Return a block as paragraphs."""
        match block:
            case Paragraph():
                return [f"> {_runs(block.spans)}" if block.style == "box" else _runs(block.spans)]
            case Points():
                return ["\n".join(f"- {_runs(line)}" for line in block.lines)]
            case Facts():
                return ["\n".join(f"- **{text(fact.label)}**: {text(fact.text)}" for fact in block.rows)]
            case Cards():
                return [_cards(block)]
            case Figure():
                return self._figure(block)
            case Table():
                return self._table(block)
            case Heading():
                return [f"{'#' * (block.level + 1)} {text(block.text)}"]
            case Group():
                return [part for each in block.blocks for part in self.block(each)]
            case _:
                return []

    def _figure(self, figure: Figure) -> list[str]:
        """Return a chart: its picture, or its words and numbers."""
        self.figures += 1
        caption = f"*{words.FIGURE} {self.figures}.* {text(figure.caption)}"
        told = [text(figure.subtitle)] if figure.subtitle else []
        if self.charts:
            return [
                *told,
                f"![{text(figure.alt)}]({_address(self.charts)}/figure-{self.figures}.svg)",
                caption,
            ]
        numbers = [] if figure.plot is None else [_plot(figure.plot)]
        return [*told, text(figure.alt), *numbers, caption]

    def _table(self, table: Table) -> list[str]:
        """Return a table with caption and notes."""
        self.tables += 1
        lines = [
            pipes([text(f"{column.title} {column.under}".strip()) for column in table.columns]),
            pipes(["---:" if column.align == "right" else ":---" for column in table.columns]),
        ]
        for row in table.rows:
            cells = [_cell(cell) for cell in row.cells]
            if row.group:
                cells = [f"**{cells[0]}**", *[""] * (len(table.columns) - 1)]
            lines.append(pipes(cells))
        caption = f"*{words.TABLE} {self.tables}.* {text(table.caption)}"
        return [caption, "\n".join(lines), *(text(note) for note in table.notes)]


def _runs(line: Line) -> str:
    """Return runs of text, the bold ones bold; a bold run may not end in a space."""
    parts = []
    for place, span in enumerate(line):
        body = text(span.text) if place == 0 else escaped(plain(span.text))
        lead = " " if place and span.text[:1].isspace() else ""
        trail = " " if span.text[-1:].isspace() else ""
        parts.append(f"{lead}{f'**{body}**' if span.tone == 'bold' and body else body}{trail}")
    return "".join(parts).strip()


def _cell(cell: Cell) -> str:
    """Return a cell, bold where it is, with its mark."""
    body = text(cell.text)
    body = f"**{body}**" if cell.tone == "bold" and body else body
    return f"{body} ({text(cell.mark)})" if cell.mark else body


def _cards(block: Cards) -> str:
    """Return large numbers as a list."""
    return "\n".join(
        f"* **{text(card.value)}** {text(card.label)}. {text(card.detail)}" for card in block.cards
    )


def _plot(plot: Plot) -> str:
    """Return what a chart shows as a table."""
    lines = [pipes([text(head) for head in plot.heads]), pipes([":---", *["---:"] * (len(plot.heads) - 1)])]
    return "\n".join([*lines, *(pipes([text(cell) for cell in row]) for row in plot.cells)])


def pipes(cells: list[str]) -> str:
    """Return one line of a pipe table."""
    return f"| {' | '.join(cells)} |"


def _address(folder: str) -> str:
    """Return a folder's name as part of an address."""
    from urllib.parse import quote

    return quote(folder)
