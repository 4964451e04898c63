"""A table of gaps as it will be read: every word decided, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column.

    Attributes
    ----------
    text : str
        What stands above the column.
    number : bool
        Its cells are numbers, set flush right.
    """

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One gap as text.

    Attributes
    ----------
    cells : tuple of str
        One per head.
    flagged : bool
        The simultaneous interval excludes 0; the gap is set in bold where bold is.
    """

    cells: tuple[str, ...]
    flagged: bool


@dataclass(frozen=True, slots=True)
class TableBlock:
    """One question for one pair of sides.

    Attributes
    ----------
    title : str
        The question's label; with the pair where there are several, and the synthetic mark.
    wording : tuple of str
        What each side was asked, where the survey file says so.
    caption : tuple of str
        Sign rule, bases, intervals and margin, as sentences.
    """

    title: str
    wording: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: tuple[TableRow, ...]
    caption: tuple[str, ...]

    @property
    def gap_column(self) -> int:
        """Place of the gap: the third number, after the two sides' values."""
        return [place for place, head in enumerate(self.heads) if head.number][2]


@dataclass(frozen=True, slots=True)
class GapTable:
    """All gaps of a study as text, questions apart."""

    title: str
    blocks: tuple[TableBlock, ...]
    caption: tuple[str, ...]
