"""What a trend shows: each item's values over the waves, and the change of its gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gapkit.charts.data import Axis, Role
from gapkit.charts.words import Worded
from gapkit.options import Status

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Stop:
    """One side's value in one wave; NaN where there is none."""

    role: Role
    wave: str
    value: float
    low: float
    high: float
    base: float
    text: str
    hollow: bool
    status: Status


@dataclass(frozen=True, slots=True)
class Panel:
    """One item over the waves.

    Attributes
    ----------
    side, reference : tuple of Stop
        One per wave.
    gap_text : str
        The gap of the last wave, and what it was in the first.
    change, change_low, change_high, p_adjusted : float
        Gap in the last wave minus gap in the first, with its own interval; NaN where there is none.
    told : str
        The change in words, with its interval; what is missing.
    """

    question: str
    item: str
    label: str
    axis: Axis
    side: tuple[Stop, ...]
    reference: tuple[Stop, ...]
    gap_text: str
    change: float
    change_low: float
    change_high: float
    p_adjusted: float
    told: str


@dataclass(frozen=True, slots=True)
class TrendData(Worded):
    """Everything that a trend shows.

    Attributes
    ----------
    waves : tuple of str
        From left to right.
    panels : tuple of Panel
        One per item.
    side_label, reference_label : str
        The names of the two sides.
    """

    waves: tuple[str, ...]
    panels: tuple[Panel, ...]
    side_label: str
    reference_label: str

    def axes(self) -> dict[str, Axis]:
        """Return the axis of each question."""
        return {panel.question: panel.axis for panel in self.panels}

    def on_axes(self, axes: Mapping[str, Axis]) -> TrendData:
        """Return the same lines on other axes."""
        return replace(self, panels=tuple(replace(each, axis=axes[each.question]) for each in self.panels))

    def label(self, role: Role) -> str:
        """Return the name of a side."""
        return self.side_label if role == "side" else self.reference_label

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from self.head_texts()
        yield from (self.side_label, self.reference_label, *self.waves)
        for panel in self.panels:
            yield from (panel.label, panel.gap_text, panel.told)
            yield from (text for _, text in panel.axis.ticks)
            yield from (stop.text for stop in (*panel.side, *panel.reference))

    def to_frame(self) -> pd.DataFrame:
        """Return what is plotted: one row per item, wave and side."""
        import pandas as pd

        names = ("wave", "role", "value", "low", "high", "base", "hollow", "status")
        return pd.DataFrame(
            [
                {"question": panel.question, "item": panel.item, "label": panel.label}
                | {name: getattr(stop, name) for name in names}
                | {
                    name: getattr(panel, name)
                    for name in ("change", "change_low", "change_high", "p_adjusted")
                }
                for panel in self.panels
                for stop in (*panel.side, *panel.reference)
            ]
        )
