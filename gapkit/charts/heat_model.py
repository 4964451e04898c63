"""What a heat map shows: one cell per item and segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gapkit.charts.words import Worded
from gapkit.options import Status
from gapkit.survey import TOTAL

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Column:
    """One segment, or the total.

    Attributes
    ----------
    segment : str
        ``"all"`` for the total, which stands apart.
    base_text : tuple of str
        Who answered, side by side split into this segment.
    """

    segment: str
    label: str
    base_text: tuple[str, ...]

    @property
    def is_total(self) -> bool:
        """Whether this is the total."""
        return self.segment == TOTAL


@dataclass(frozen=True, slots=True)
class Cell:
    """One item in one segment.

    Attributes
    ----------
    strength : float
        From -1 (the whole colour of the reference) to 1 (of the side); NaN where there is no gap.
    text : str
        The gap; a dot where it is suppressed, a dash where there is none for another reason.
    bold : bool
        The family interval excludes 0, on a base that may lead.
    hollow : bool
        Small base, or a related pair: an outline.
    """

    segment: str
    gap: float
    low: float
    high: float
    strength: float
    text: str
    bold: bool
    hollow: bool
    verdict: str
    status: Status


@dataclass(frozen=True, slots=True)
class Line:
    """One item: its label and one cell per column."""

    question: str
    item: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class HeatData(Worded):
    """Everything that a heat map shows.

    Attributes
    ----------
    columns : tuple of Column
        The total first, where it is given.
    blocks : tuple of tuple
        Heading and lines of each question.
    key : tuple of str
        What both ends of the colours mean: lower, higher.
    """

    columns: tuple[Column, ...]
    blocks: tuple[tuple[str, tuple[Line, ...]], ...]
    key: tuple[str, str]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, from top to bottom."""
        return tuple(line for _, lines in self.blocks for line in lines)

    def bands(self, most: int) -> Iterator[HeatData]:
        """Give the same items with at most so many segments each, evenly shared; each has the total."""
        totals = [column for column in self.columns if column.is_total]
        rest = [column for column in self.columns if not column.is_total]
        each = -(-len(rest) // max(-(-len(rest) // most), 1)) or 1
        for start in range(0, max(len(rest), 1), each):
            yield self._of([*totals, *rest[start : start + each]])

    def _of(self, columns: Sequence[Column]) -> HeatData:
        """Return some of the columns."""
        names = {column.segment for column in columns}
        blocks = tuple(
            (
                heading,
                tuple(
                    replace(line, cells=tuple(cell for cell in line.cells if cell.segment in names))
                    for line in lines
                ),
            )
            for heading, lines in self.blocks
        )
        return replace(self, columns=tuple(columns), blocks=blocks)

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from self.head_texts()
        yield from self.key
        for column in self.columns:
            yield from (column.label, *column.base_text)
        for heading, lines in self.blocks:
            yield heading
            for line in lines:
                yield from (line.label, *(cell.text for cell in line.cells))

    def to_frame(self) -> pd.DataFrame:
        """Return what is plotted: one row per item and segment, in the order drawn."""
        import pandas as pd

        names = ("segment", "gap", "low", "high", "verdict", "bold", "hollow", "status")
        return pd.DataFrame(
            [
                {"question": line.question, "item": line.item, "label": line.label}
                | {name: getattr(cell, name) for name in names}
                for line in self.lines
                for cell in line.cells
            ]
        )
