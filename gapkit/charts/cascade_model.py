"""What a cascade shows: where an item's chain begins, every gap, where it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.charts.data import Axis, Row, Value
from gapkit.charts.words import Worded

if TYPE_CHECKING:
    import pandas as pd

ARROW = "→ "
"""Before the name of a role that a gap leads to."""

SUM = "= "
"""Before the name of the role that all gaps together lead to."""


@dataclass(frozen=True, slots=True)
class CascadeLink:
    """The gap from one role to the next.

    Attributes
    ----------
    start, end : float
        Values of the role before and of this one; the gap runs from one to the other.
    """

    label: str
    start: float
    end: float
    row: Row


@dataclass(frozen=True, slots=True)
class CascadeItem:
    """One item: the first role's value, every gap, the last role's value.

    Attributes
    ----------
    first, last : Value
        Where the chain begins and ends.
    whole : Row or None
        The gap from end to end; ``None`` where the chain has one link.
    """

    question: str
    item: str
    label: str
    first_label: str
    first: Value
    links: tuple[CascadeLink, ...]
    last_label: str
    last: Value
    whole: Row | None

    @property
    def end_label(self) -> str:
        """What stands before the last value: a sum, where a gap from end to end stands beside it."""
        return self.last_label if self.whole is None else f"{SUM}{self.last_label}"


@dataclass(frozen=True, slots=True)
class CascadeData(Worded):
    """Everything that a cascade shows."""

    items: tuple[CascadeItem, ...]
    axis: Axis
    gap_head: str
    interval_head: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every gap, from top to bottom."""
        return tuple(row for item in self.items for row in _rows_of(item))

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from (*self.head_texts(), self.gap_head, self.interval_head)
        yield from (text for _, text in self.axis.ticks)
        for item in self.items:
            yield from (item.label, item.first_label, item.end_label)
            yield from (item.first.text, item.first.words, item.last.text, item.last.words)
            yield from (f"{ARROW}{link.label}" for link in item.links)
        for row in self.rows:
            yield from (row.gap_text, row.interval_text, row.remark)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item and gap; the last is the one from end to end."""
        import pandas as pd

        return pd.DataFrame(
            {
                "question": row.question,
                "item": row.item,
                "value": row.side.value,
                "value_before": row.reference.value,
                "gap": row.gap,
                "gap_low": row.gap_low,
                "gap_high": row.gap_high,
                "status": row.status,
            }
            for row in self.rows
        )


def _rows_of(item: CascadeItem) -> tuple[Row, ...]:
    """Return every gap of an item."""
    return (*(link.row for link in item.links), *((item.whole,) if item.whole is not None else ()))
