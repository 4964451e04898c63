"""What a know/asked chart shows: two answers an item, and how they cross."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.charts.data import Role
from gapkit.charts.words import Worded

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class KnowBar:
    """One of the two answers: yes, no, and apart from them those who gave none.

    Attributes
    ----------
    label : str
        Of the role or side.
    yes, low, high : float
        Share saying yes of those who answered, with its interval.
    silent : float
        Share of those asked who gave no answer ("don't know"); NaN where nobody knows.
    words : str
        What stands in place of the bar.
    """

    role: Role
    label: str
    yes: float
    low: float
    high: float
    yes_text: str
    no_text: str
    silent: float
    silent_text: str
    base: float
    words: str
    hollow: bool


@dataclass(frozen=True, slots=True)
class KnowRow:
    """One item: the side's answer above the reference's, their gap, and how they cross.

    Attributes
    ----------
    crossed : str
        Who says yes to one of the two alone; empty where nobody knows.
    share_higher, share_lower : float
        The same: yes in the side's role alone, in the reference's alone; NaN where nobody knows.
    """

    question: str
    item: str
    label: str
    bars: tuple[KnowBar, KnowBar]
    gap: float
    gap_text: str
    interval_text: str
    bold: bool
    crossed: str
    share_higher: float
    share_lower: float


@dataclass(frozen=True, slots=True)
class KnowData(Worded):
    """Everything that a know/asked chart shows."""

    rows: tuple[KnowRow, ...]
    gap_head: str
    interval_head: str
    silent_head: str

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from (*self.head_texts(), self.gap_head, self.interval_head, self.silent_head)
        for row in self.rows:
            yield from (row.label, row.gap_text, row.interval_text, row.crossed)
            for bar in row.bars:
                yield from (bar.label, bar.yes_text, bar.no_text, bar.silent_text, bar.words)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item and answer, numbers as numbers."""
        import pandas as pd

        return pd.DataFrame([_plotted(row, bar) for row in self.rows for bar in row.bars])


def _plotted(row: KnowRow, bar: KnowBar) -> dict[str, object]:
    """Return one answer as the columns of a frame."""
    return {
        "question": row.question,
        "item": row.item,
        "label": row.label,
        "role": bar.role,
        "answer": bar.label,
        "yes": bar.yes,
        "low": bar.low,
        "high": bar.high,
        "silent": bar.silent,
        "base": bar.base,
        "gap": row.gap,
        "share_higher": row.share_higher,
        "share_lower": row.share_lower,
        "words": bar.words,
    }
