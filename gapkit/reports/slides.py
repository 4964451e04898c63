"""A report as slides: which block stands on which slide, and what goes into the notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path

from gapkit.charts.theme import Theme
from gapkit.reports.document import (
    Block,
    Cards,
    Facts,
    Figure,
    Group,
    Heading,
    Line,
    Paragraph,
    Points,
    ReportData,
    Section,
    Span,
    Table,
)
from gapkit.reports.pictures import pictures
from gapkit.reports.plain import line_text, plain, row_texts

WIDE, HIGH = 12.33, 5.35
"""Inches of a slide that blocks may fill, below the title."""

TABLE_SIZE, NOTE_SIZE, CAPTION_SIZE = 11.0, 9.0, 8.0
LETTER = 0.5
"""Width of a letter over its size."""

LEADING = 1.22
MARGINS = 0.13
"""Inches above and below the text of a cell."""

NATIVE = ("paired", "butterfly", "likert", "wave_trend")
"""Shapes of charts that slides hold as charts to be edited; others are pictures."""

LEFT_OUT = ("data",)
"""Sections whose rows stand on other slides already."""

IN_NOTES = ("questions", "method", "provenance")
"""Sections whose facts go into the notes."""

SMALLER = {"method": 12.0, "quality": 12.0, "provenance": 12.0}
"""Text sizes of sections that are looked up rather than read."""

SIZES = {"lead": 20.0, "body": 14.0, "note": 10.0, "box": 12.0}
PLOT_ROW, PLOT_FRAME = 0.5, 0.9
"""Inches of a row of bars; of everything around them."""

FIRST_COLUMN = 2.4
"""Inches that a table's first column has at least."""

CARD_HEIGHT = 1.55
SMALLEST = 0.6
"""How small a chart may get to stand beside its sentences."""

LEAD = 1.5
"""Inches of text that may open a slide whose title follows."""


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one size; points have bullets."""

    lines: tuple[Line, ...]
    size: float
    points: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: native where its numbers are bars or lines, else its picture."""

    figure: Figure
    picture: bytes

    @property
    def native(self) -> bool:
        """Whether it is drawn as a chart to be edited."""
        plot = self.figure.plot
        return plot is not None and plot.shape in NATIVE and bool(plot.series)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or a part of one, with its column widths in inches."""

    table: Table
    widths: tuple[float, ...]
    heights: tuple[float, ...]


Element = Text | Cards | Drawing | Grid


@dataclass(slots=True)
class Slide:
    """One slide as it fills up.

    Attributes
    ----------
    kicker, title : str
        Section or question, small; the finding.
    placed : list of (Element, float)
        What stands on it, from top to bottom, with its height in inches.
    notes : list of str
        Lines for the speaker.
    """

    kicker: str
    title: str
    placed: list[tuple[Element, float]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def used(self) -> float:
        """Inches that are filled."""
        return sum(height for _, height in self.placed)


def deck(data: ReportData, theme: Theme, *, master: Path | None) -> bytes:
    """Return the report as PPTX, the same bytes for the same report."""
    from gapkit.reports.presentation import presentation

    return presentation(data, laid_out(data, pictures(data, theme)), theme, master)


def laid_out(data: ReportData, drawn: Sequence[bytes]) -> list[Slide]:
    """Place every block on a slide; ``drawn`` are the pictures of the figures, in order."""
    left = iter(drawn)
    slides: list[Slide] = []
    for section in data.sections:
        if section.id in LEFT_OUT:
            for _ in _figures(section.blocks):
                next(left)
            continue
        slides += _Flow(section, left).slides()
    return slides


class _Flow:
    """Fills slides with a section's blocks."""

    def __init__(self, section: Section, drawn: Iterator[bytes]) -> None:
        self.section = section
        self.drawn = drawn
        self.body = SMALLER.get(section.id, SIZES["body"])
        self.done = [Slide("", section.title)]
        self.waiting: list[str] = []
        self.kicker = section.title

    def slides(self) -> list[Slide]:
        """Return the slides that hold something."""
        for block in self.section.blocks:
            self._block(block)
        kept = [slide for slide in self.done if slide.placed]
        if kept:
            kept[-1].notes += self.waiting
            return kept
        return [replace(self.done[-1], notes=self.waiting)] if self.waiting else []

    def _block(self, block: Block) -> None:  # noqa: C901 - one case per kind of block
        """Place one block."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                size = self.body if block.style == "body" else SIZES[block.style]
                self._place(Text((block.spans,), size))
            case Points():
                for line in block.lines:
                    self._place(Text((line,), self.body, points=True))
            case Facts():
                self._facts(block)
            case Cards():
                self._place(block)
            case Figure():
                self._figure(block)
            case Table():
                self._table(block)
            case Group():
                for each in block.blocks:
                    self._block(each)
            case _:
                return

    def _facts(self, facts: Facts) -> None:
        """Tell facts to the speaker; those that are all a heading stands for are shown."""
        told = [f"{plain(fact.label)}: {plain(fact.text)}" for fact in facts.rows]
        if self.section.id in IN_NOTES:
            self.waiting += told
            return
        for each in told:
            self._place(Text(((Span(each),),), self.body, points=True))

    def _heading(self, heading: Heading) -> None:
        """Begin a slide; a heading of the second level is the kicker of those below it."""
        if heading.level == 2:  # noqa: PLR2004 - as documents count
            self.kicker = self.section.title
        last = self.done[-1]
        if last.placed and not (last.title == self.section.title and _is_lead(last)):
            self.done.append(Slide(self.kicker, heading.text))
        else:
            last.kicker, last.title = self.kicker, heading.text
        if heading.level == 2:  # noqa: PLR2004 - as documents count
            self.kicker = heading.text

    def _place(self, element: Element, *, notes: Iterable[str] = ()) -> None:
        """Put an element where there is room for it."""
        height = height_of(element)
        slide = self.done[-1]
        room = HIGH - slide.used
        if isinstance(element, Drawing) and SMALLEST * height <= room < height:
            height = room
        if slide.placed and slide.used + height > HIGH:
            slide = Slide(slide.kicker, slide.title)
            self.done.append(slide)
        slide.placed.append((element, height))
        slide.notes += [*self.waiting, *notes]
        self.waiting = []

    def _figure(self, figure: Figure) -> None:
        """Place a chart with its caption; its words and numbers go into the notes."""
        drawing = Drawing(figure, next(self.drawn))
        told = [plain(figure.caption), plain(figure.alt)]
        if figure.plot is not None:
            told += ["\t".join(map(plain, figure.plot.heads))]
            told += ["\t".join(map(plain, cells)) for cells in figure.plot.cells]
        self._place(drawing, notes=[each for each in told if each])

    def _table(self, table: Table) -> None:
        """Place a table, in parts where it is long; every part has the head."""
        widths = column_widths(table)
        heights = [row_height(row_texts(row), (sum(widths),) if row.group else widths) for row in table.rows]
        head = row_height([f"{column.title} {column.under}" for column in table.columns], widths)
        around = head + text_height([table.caption, *table.notes], NOTE_SIZE, WIDE) + 0.15
        start = 0
        while start < len(table.rows):
            slide = self.done[-1]
            room = HIGH - around - (slide.used if slide.placed else 0.0)
            end = fitting(heights, start, room)
            if end - start < min(3, len(table.rows) - start) and slide.placed:
                end = fitting(heights, start, HIGH - around)
            end = max(end, start + 1)
            part = replace(
                table, rows=table.rows[start:end], notes=table.notes if end == len(heights) else ()
            )
            self._place(Grid(part, widths, (head, *heights[start:end])))
            start = end


def _is_lead(slide: Slide) -> bool:
    """Whether a slide holds a few lines only, which may stand above what follows."""
    return slide.used <= LEAD and all(isinstance(element, Text) for element, _ in slide.placed)


def fitting(heights: Sequence[float], start: int, room: float) -> int:
    """Return the end of the rows from ``start`` on that fit."""
    end = start
    while end < len(heights) and sum(heights[start : end + 1]) <= room:
        end += 1
    return end


def height_of(element: Element) -> float:
    """Return how high an element stands, in inches."""
    match element:
        case Text():
            texts = [line_text(line) for line in element.lines]
            return text_height(texts, element.size, WIDE - 0.3 * element.points) + 0.16
        case Cards():
            return CARD_HEIGHT
        case Drawing():
            caption = text_height([element.figure.caption], CAPTION_SIZE, WIDE) + 0.1
            return min(HIGH, _natural(element) + caption)
        case Grid():
            around = text_height([element.table.caption, *element.table.notes], NOTE_SIZE, WIDE)
            return sum(element.heights) + around + 0.15


def _natural(drawing: Drawing) -> float:
    """Return how high a chart would stand if nothing limited it."""
    plot = drawing.figure.plot
    if drawing.native and plot is not None:
        return PLOT_ROW * len(plot.labels) + PLOT_FRAME
    wide, high = size_of(drawing.figure)
    return min(1.25, WIDE / wide) * high


def size_of(figure: Figure) -> tuple[float, float]:
    """Return a figure's width and height in inches, as it was drawn."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', figure.svg)
    return (float(found[1]) / 72, float(found[2]) / 72) if found else (WIDE, HIGH)


def text_height(texts: Sequence[str], size: float, wide: float) -> float:
    """Return the height of texts, each a paragraph of its own."""
    per_line = max(1.0, wide * 72 / (size * LETTER))
    lines = sum(max(1, ceil(len(text) / per_line)) for text in texts if text)
    return lines * size * LEADING / 72


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of a table's row: that of its highest cell."""
    cells = zip(texts, widths, strict=False)
    return MARGINS + max(text_height([text or " "], TABLE_SIZE, wide - 0.15) for text, wide in cells)


def column_widths(table: Table) -> tuple[float, ...]:
    """Return the width of each column in inches: as on paper, scaled to the slide; 0 takes what is left."""
    fixed = sum(column.width for column in table.columns)
    loose = sum(not column.width for column in table.columns)
    scale = min((WIDE - FIRST_COLUMN * max(loose, 1)) / fixed if fixed else 0.0, 1.5 / 25.4)
    if not loose:
        scale = WIDE / fixed
    rest = (WIDE - scale * fixed) / loose if loose else 0.0
    return tuple(scale * column.width or rest for column in table.columns)


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """Give the figures among blocks and what groups hold."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Group):
            yield from _figures(block.blocks)
