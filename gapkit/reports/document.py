"""What a report holds, as plain typed blocks: the template sets them, tests read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

Tone = Literal["plain", "bold", "muted", "side", "reference"]
"""How a run of text is set; ``side`` and ``reference`` are the two sides' colours."""

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one tone."""

    text: str
    tone: Tone = "plain"


Line = tuple[Span, ...]


def line(text: str, tone: Tone = "plain") -> Line:
    """Return one run of text as a line."""
    return (Span(text, tone),)


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


@dataclass(frozen=True, slots=True)
class Cards:
    """Large numbers side by side."""

    cards: tuple[Card, ...]
    kind: Literal["cards"] = field(default="cards", init=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG, with the words that stand around it as real text."""

    svg: str
    alt: str
    subtitle: str
    caption: str
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
    """A chapter of the report."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = True


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


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Iterate over blocks and what groups hold."""
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from _flat(block.blocks)
