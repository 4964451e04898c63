"""What a report holds, as plain typed blocks: the template sets them, tests read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from gapkit.findings import RowKey

Tone = Literal["plain", "bold", "muted", "side", "reference"]
"""How a run of text is set; ``side`` and ``reference`` are the two sides' colours."""

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one tone; ``keys`` name the rows that a sentence was made from."""

    text: str
    tone: Tone = "plain"
    keys: tuple[RowKey, ...] = ()


Line = tuple[Span, ...]


def line(text: str, tone: Tone = "plain", keys: tuple[RowKey, ...] = ()) -> Line:
    """Return one run of text as a line."""
    return (Span(text, tone, keys),)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: ``lead`` is large, ``note`` small, ``box`` stands on a tint."""

    spans: Line
    style: Literal["body", "lead", "note", "box"] = "body"
    kind: Literal["paragraph"] = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Points:
    """A list with bullets."""

    lines: tuple[Line, ...]
    kind: Literal["points"] = field(default="points", init=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is stated of it; ``code`` marks text to be copied as it stands."""

    label: str
    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names beside what is stated of them."""

    rows: tuple[Fact, ...]
    kind: Literal["facts"] = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Card:
    """One large number with what it is."""

    value: str
    label: str
    detail: str
    tone: Tone = "plain"
    keys: tuple[RowKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Large numbers side by side."""

    cards: tuple[Card, ...]
    kind: Literal["cards"] = field(default="cards", init=False)


@dataclass(frozen=True, slots=True)
class Series:
    """What one side of a plot shows, row by row, as the results hold it; ``None`` where nothing is shown."""

    name: str
    tone: Tone
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """The numbers behind a figure, for formats that draw or list them themselves.

    Attributes
    ----------
    shape : str
        Kind of chart, such as ``"paired"``.
    labels : tuple of str
        One per row, in the order drawn.
    series : tuple of Series
        Empty where the shape has no series of bars or lines.
    percent : bool
        Values are shares.
    heads, cells : tuple
        What is drawn as a table of text: column names, and one tuple per row.
    """

    shape: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool
    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]

    def told(self) -> tuple[str, ...]:
        """Return each row as a line of text, for those who point at it: intervals stand in brackets."""
        return tuple(f"{first}: {self._line(rest)}" for first, *rest in self.cells)

    def _line(self, cells: Sequence[str]) -> str:
        """Return the cells of a row after its label."""
        text = ""
        for before, head, cell in zip(self.heads, self.heads[1:], cells, strict=False):
            if cell:
                joined = f" ({cell})" if head.startswith(f"{before}, ") else f"; {head} {cell}"
                text += joined if text else joined.removeprefix("; ")
        return text


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG, with the words that stand around it as real text, and the numbers behind it.

    Attributes
    ----------
    share : float
        Of the page's width that the chart takes: below 1 where it would be taller than the page.
    """

    svg: str
    alt: str
    subtitle: str
    caption: str
    plot: Plot | None = None
    share: float = 1.0
    kind: Literal["figure"] = field(default="figure", init=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; width in millimetres, 0 takes what is left."""

    title: str
    width: float = 0.0
    align: Align = "right"
    under: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; ``mark`` points to the notes under the table."""

    text: str
    tone: Tone = "plain"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; a ``group`` row has one cell over the whole width."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above and its notes below; the head repeats on every page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    kind: Literal["table"] = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str
    level: Literal[2, 3] = 2
    keys: tuple[RowKey, ...] = ()
    kind: Literal["heading"] = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stay on one page where ``together``."""

    blocks: tuple[Block, ...]
    together: bool = True
    kind: Literal["group"] = field(default="group", init=False)


@dataclass(frozen=True, slots=True)
class NewPage:
    """The next block starts a page."""

    kind: Literal["new_page"] = field(default="new_page", init=False)


Block = Paragraph | Points | Facts | Cards | Figure | Table | Heading | Group | NewPage


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report; ``id`` is what ``only`` calls it."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = True
    id: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page."""

    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    synthetic: str


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything that is printed.

    Attributes
    ----------
    header, footer : str
        Left in the running head and foot; ``mark`` stands in the head of every page.
    contents : str
        Heading of the list of contents.
    date : str
        Printed date; empty where none is stated.
    timestamp : int
        Seconds since 1970 that the file's metadata carry.
    """

    cover: Cover
    sections: tuple[Section, ...]
    language: str
    contents: str
    header: str
    mark: str
    footer: str
    description: str
    keywords: tuple[str, ...]
    date: str
    timestamp: int

    def unclaimed(self, label: str, why: str) -> ReportData:
        """Return the report with another text for the fact of this label: no standard is claimed."""
        return replace(self, sections=tuple(_restated(section, label, why) for section in self.sections))

    def without(self, label: str) -> ReportData:
        """Return the report without the facts of this label."""
        return replace(self, sections=tuple(_lacking(section, label) for section in self.sections))

    def blocks(self) -> Iterator[Block]:
        """Iterate over every block, those inside groups too."""
        for section in self.sections:
            yield from _flat(section.blocks)

    def figures(self) -> tuple[Figure, ...]:
        """Return the figures in order."""
        return tuple(block for block in self.blocks() if isinstance(block, Figure))

    def tables(self) -> tuple[Table, ...]:
        """Return the tables in order."""
        return tuple(block for block in self.blocks() if isinstance(block, Table))


def _restated(section: Section, label: str, text: str) -> Section:
    """Return a section in which a fact says something else."""
    blocks = tuple(
        Facts(tuple(replace(fact, text=text) if fact.label == label else fact for fact in block.rows))
        if isinstance(block, Facts)
        else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _lacking(section: Section, label: str) -> Section:
    """Return a section in which a fact is not stated."""
    blocks = tuple(
        Facts(tuple(fact for fact in block.rows if fact.label != label))
        if isinstance(block, Facts)
        else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Iterate over blocks and what groups hold."""
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from _flat(block.blocks)
