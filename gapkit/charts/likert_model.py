"""What a Likert chart shows: bars, items, and what the colours mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Literal

from gapkit.charts.data import Role
from gapkit.charts.words import Worded

if TYPE_CHECKING:
    import pandas as pd

Style = Literal["diverging", "stacked"]

Strong = Literal["outside", "inside"]


@dataclass(frozen=True, slots=True)
class LikertBar:
    """One side's answers to one item.

    Attributes
    ----------
    label : str
        Of the side.
    shares : tuple of float
        One per point of the scale, low to high; empty where there is nothing to show.
    texts : tuple of str
        What is printed inside each segment; empty below 5 %.
    low, high : float
        Totals of the lower and the upper half: shares added up, then rounded.
    low_ends, high_ends : tuple of float
        Intervals of the two totals.
    middle : float
        Share of the middle point; NaN where the scale has none.
    words : str
        What stands in place of the bar.
    hollow : bool
        Small base, or a related pair: drawn as outlines.
    """

    role: Role
    label: str
    base: float
    words: str
    hollow: bool
    shares: tuple[float, ...] = ()
    texts: tuple[str, ...] = ()
    low: float = nan
    high: float = nan
    low_ends: tuple[float, float] = (nan, nan)
    high_ends: tuple[float, float] = (nan, nan)
    low_text: str = ""
    high_text: str = ""
    middle: float = nan
    middle_text: str = ""


@dataclass(frozen=True, slots=True)
class LikertRow:
    """One item: the reference's bar above the side's."""

    question: str
    item: str
    label: str
    bars: tuple[LikertBar, LikertBar]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the colours mean, low to high; whose scale it is where the sides' differ."""

    label: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LikertGroup:
    """The items of one question."""

    question: str
    heading: str
    legends: tuple[Legend, ...]
    middle_head: str
    rows: tuple[LikertRow, ...]


@dataclass(frozen=True, slots=True)
class LikertData(Worded):
    """Everything that a Likert chart shows."""

    groups: tuple[LikertGroup, ...]
    style: Style
    strong: Strong

    @property
    def rows(self) -> tuple[LikertRow, ...]:
        """Every row, from top to bottom."""
        return tuple(row for group in self.groups for row in group.rows)

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from self.head_texts()
        for group in self.groups:
            yield from (group.heading, group.middle_head)
            for legend in group.legends:
                yield from (legend.label, *legend.steps)
        for row in self.rows:
            yield row.label
            for bar in row.bars:
                yield from (bar.label, *bar.texts, bar.low_text, bar.high_text, bar.middle_text, bar.words)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item and side: a share per answer, the totals and the base."""
        import pandas as pd

        return pd.DataFrame([_plotted(row, bar) for row in self.rows for bar in row.bars])


def _plotted(row: LikertRow, bar: LikertBar) -> dict[str, object]:
    """Return one bar as the columns of a frame."""
    return {
        "question": row.question,
        "item": row.item,
        "label": row.label,
        "role": bar.role,
        "side": bar.label,
        **{f"share_{place}": share for place, share in enumerate(bar.shares, start=1)},
        "low": bar.low,
        "middle": bar.middle,
        "high": bar.high,
        "high_low": bar.high_ends[0],
        "high_high": bar.high_ends[1],
        "base": bar.base,
        "words": bar.words,
    }
