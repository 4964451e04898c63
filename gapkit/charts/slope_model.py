"""What a rank slope shows: two places per item, and the line between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.charts.data import Role
from gapkit.charts.words import Worded
from gapkit.options import Status

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Place:
    """One side's place of an item.

    Attributes
    ----------
    slot : int
        Line of the list, from 0; tied items stand one below the other.
    rank, low, high : float
        Rank, and the best and worst that the sample cannot rule out; NaN where unknown.
    rank_text, set_text, text : str
        As printed: ``"=3"``, ``"1–5"``, ``"53%"``.
    """

    role: Role
    slot: int
    rank: float
    low: float
    high: float
    value: float
    rank_text: str
    set_text: str
    text: str


@dataclass(frozen=True, slots=True)
class Climb:
    """One item that both sides rank.

    Attributes
    ----------
    shift : float
        Rank on the side minus rank on the reference.
    moved : bool
        The two places differ by two or more.
    dashed : bool
        The two sets of ranks overlap, or are unknown: the places may be the same.
    hollow : bool
        Drawn as outlines: dashed, or a small base.
    """

    item: str
    label: str
    side: Place
    reference: Place
    shift: float
    shift_low: float
    shift_high: float
    moved: bool
    dashed: bool
    hollow: bool
    status: Status


@dataclass(frozen=True, slots=True)
class Lists:
    """The two lists of one question.

    Attributes
    ----------
    climbs : tuple of Climb
        In the reference's order.
    unranked : tuple of str
        Items without a place on both sides, each with the reason.
    """

    question: str
    heading: str
    climbs: tuple[Climb, ...]
    unranked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlopeData(Worded):
    """Everything that a rank slope shows.

    Attributes
    ----------
    lists : tuple of Lists
        One per question.
    side_label, reference_label : str
        The names of the two sides.
    set_head : str
        Head of the rank sets.
    """

    lists: tuple[Lists, ...]
    side_label: str
    reference_label: str
    set_head: str

    def label(self, role: Role) -> str:
        """Return the name of a side."""
        return self.side_label if role == "side" else self.reference_label

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from self.head_texts()
        yield from (self.side_label, self.reference_label, self.set_head)
        for each in self.lists:
            yield from (each.heading, *each.unranked)
            for climb in each.climbs:
                yield climb.label
                for place in (climb.side, climb.reference):
                    yield from (place.rank_text, place.set_text, place.text)

    def to_frame(self) -> pd.DataFrame:
        """Return what is plotted: one row per item that both sides rank, in the reference's order."""
        import pandas as pd

        return pd.DataFrame([_plotted(each.question, climb) for each in self.lists for climb in each.climbs])


def _plotted(question: str, climb: Climb) -> dict[str, object]:
    """Return one item as the columns of a frame."""
    return {
        "question": question,
        "item": climb.item,
        "label": climb.label,
        **{
            f"{name}_{place.role}": getattr(place, attribute)
            for place in (climb.side, climb.reference)
            for name, attribute in (
                ("value", "value"),
                ("rank", "rank"),
                ("rank_low", "low"),
                ("rank_high", "high"),
            )
        },
        "shift": climb.shift,
        "shift_low": climb.shift_low,
        "shift_high": climb.shift_high,
        "moved": climb.moved,
        "dashed": climb.dashed,
        "hollow": climb.hollow,
        "status": climb.status,
    }
