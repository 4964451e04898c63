"""What a horseshoe shows: items along the bend, and how wide it is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.charts.data import Row
from gapkit.charts.words import Worded

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class HorseshoeItem:
    """One item on the bend.

    Attributes
    ----------
    place : float
        From 0, where the journey begins, to 1, where it ends.
    reach, low, high : float
        The gap as a share of the whole range, with its family interval; NaN where there is none.
    """

    place: float
    reach: float
    low: float
    high: float
    row: Row


@dataclass(frozen=True, slots=True)
class HorseshoeData(Worded):
    """Everything that a horseshoe shows.

    Attributes
    ----------
    opening : float
        Typical gap as a share of the whole range, so that 1 is the width of the bend; NaN where unknown.
    opening_text, opening_detail : str
        The same as printed, and what it is.
    """

    items: tuple[HorseshoeItem, ...]
    opening: float
    opening_low: float
    opening_high: float
    opening_text: str
    opening_detail: str
    side_label: str
    reference_label: str

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from (*self.head_texts(), self.opening_text, self.opening_detail)
        yield from (f"{self.side_label} higher", f"{self.reference_label} higher")
        for item in self.items:
            yield from (item.row.label, item.row.gap_text, item.row.remark)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item on the bend, and the opening beside each."""
        import pandas as pd

        return pd.DataFrame(
            {
                "question": item.row.question,
                "item": item.row.item,
                "label": item.row.label,
                "place": item.place,
                "gap": item.row.gap,
                "gap_low": item.row.gap_low,
                "gap_high": item.row.gap_high,
                "bold": item.row.bold,
                "status": item.row.status,
                "opening": self.opening,
                "opening_low": self.opening_low,
                "opening_high": self.opening_high,
            }
            for item in self.items
        )
