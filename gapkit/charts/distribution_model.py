"""What a distribution chart shows: a panel per item, a curve per side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from gapkit.charts.data import Axis, Role
from gapkit.charts.given import Given
from gapkit.charts.shapes import Shape
from gapkit.charts.words import Worded

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Curve:
    """One side's answers to one item.

    Attributes
    ----------
    label : str
        Of the side.
    given : Given or None
        The numbers and their weights; ``None`` where there is nothing to show.
    value, low, high : float
        Mean or median with its interval; NaN where there is none.
    text : str
        The same as printed, with the base; or what stands in its place.
    hollow : bool
        Small base, or a related pair.
    sensitive : bool
        The respondents might be recognised: no dots, and nothing outside the 10th and 90th percentile.
    """

    role: Role
    label: str
    given: Given | None
    value: float
    low: float
    high: float
    base: float
    text: str
    hollow: bool
    sensitive: bool


@dataclass(frozen=True, slots=True)
class DistributionPanel:
    """One item: both sides on one axis.

    Attributes
    ----------
    scale : bool
        Answers are points of a scale, not numbers.
    heights : tuple of (float, str)
        Numbers beside the plot, from 0 at its foot to 1 at its top.
    """

    question: str
    item: str
    label: str
    axis: Axis
    curves: tuple[Curve, Curve]
    scale: bool
    heights: tuple[tuple[float, str], ...]
    remark: str


@dataclass(frozen=True, slots=True)
class DistributionData(Worded):
    """Everything that a distribution chart shows."""

    panels: tuple[DistributionPanel, ...]
    shape: Shape
    side_label: str
    reference_label: str

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from (*self.head_texts(), self.side_label, self.reference_label)
        for panel in self.panels:
            yield from (panel.label, panel.remark, *(text for _, text in (*panel.axis.ticks, *panel.heights)))
            yield from (curve.text for curve in panel.curves)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, side and number given, with its share of the weighted base."""
        import pandas as pd

        rows = [
            {"question": panel.question, "item": panel.item, "label": panel.label, "role": curve.role, **each}
            for panel in self.panels
            for curve in panel.curves
            for each in _plotted(curve)
        ]
        return pd.DataFrame(rows)


def _plotted(curve: Curve) -> Iterator[dict[str, object]]:
    """Return one side's numbers as rows of a frame; one row without a number where there are none."""
    whole = {"centre": curve.value, "low": curve.low, "high": curve.high, "base": curve.base}
    if curve.given is None:
        yield {"value": nan, "share": nan, **whole}
    else:
        for value, share in zip(curve.given.numbers, curve.given.shares, strict=True):
            yield {"value": value, "share": share, **whole}
