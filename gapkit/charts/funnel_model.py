"""What a funnel shows: the steps of each side, with their bases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.charts.data import Role
from gapkit.charts.words import Worded

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step of one side.

    Attributes
    ----------
    parent : str
        Item whose "yes" (or whose "no", where ``refused``) is this step's base; empty: everybody asked first.
    depth : int
        How many steps stand before it.
    share, low, high : float
        Of the base, with its interval.
    reached, before : float
        Share of everybody who get here, and who got to its parent: products of the shares.
    text, base_text, interval_text : str
        As printed; ``words`` stand in their place.
    """

    question: str
    item: str
    label: str
    parent: str
    refused: bool
    depth: int
    share: float
    low: float
    high: float
    base: float
    reached: float
    before: float
    text: str
    base_text: str
    interval_text: str
    words: str
    hollow: bool


@dataclass(frozen=True, slots=True)
class FunnelSide:
    """The steps of one side, in order."""

    role: Role
    label: str
    steps: tuple[FunnelStep, ...]


@dataclass(frozen=True, slots=True)
class FunnelData(Worded):
    """Everything that a funnel shows; a side that answered nothing is left out, and the notes say so."""

    sides: tuple[FunnelSide, ...]

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from self.head_texts()
        for side in self.sides:
            yield side.label
            for step in side.steps:
                yield from (step.label, step.text, step.base_text, step.interval_text, step.words)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per side and step, numbers as numbers."""
        import pandas as pd

        return pd.DataFrame([_plotted(side, step) for side in self.sides for step in side.steps])


def _plotted(side: FunnelSide, step: FunnelStep) -> dict[str, object]:
    """Return one step as the columns of a frame."""
    return {
        "role": side.role,
        "side": side.label,
        "question": step.question,
        "item": step.item,
        "label": step.label,
        "parent": step.parent,
        "refused": step.refused,
        "share": step.share,
        "low": step.low,
        "high": step.high,
        "base": step.base,
        "reached": step.reached,
        "words": step.words,
    }
