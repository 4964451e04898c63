"""What a scatter shows: points with intervals on two axes, and what the parts mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from gapkit.charts.data import Axis
from gapkit.charts.words import Worded
from gapkit.options import Status

if TYPE_CHECKING:
    import pandas as pd

Corner = Literal["top left", "top right", "bottom left", "bottom right"]
Hue = Literal["side", "reference", "muted"]


@dataclass(frozen=True, slots=True)
class Point:
    """One item.

    Attributes
    ----------
    x, x_low, x_high, y, y_low, y_high : float
        In the units of the axes, with intervals; NaN where there is none.
    told : str
        Both numbers as printed.
    hue : {"side", "reference", "muted"}
        Whose colour: the side that is clearly higher; muted where that is open.
    hollow : bool
        An outline: its interval crosses a line, or a small base.
    leads : bool
        Its label is placed first, where there are many.
    """

    question: str
    item: str
    label: str
    x: float
    x_low: float
    x_high: float
    y: float
    y_low: float
    y_high: float
    told: str
    hue: Hue
    hollow: bool
    leads: bool
    status: Status


@dataclass(frozen=True, slots=True)
class CornerWords:
    """What a part of the plot means, written in its corner."""

    corner: Corner
    strong: str
    rest: str
    hue: Hue


@dataclass(frozen=True, slots=True)
class ScatterData(Worded):
    """Everything that a scatter shows.

    Attributes
    ----------
    points : tuple of Point
        In the order of the survey.
    pointless : tuple of str
        Items without a point, each with the reason.
    x_axis, y_axis : Axis
        The vertical one may run downwards (``low`` above ``high`` on paper).
    x_name, y_name : str
        What stands along and above them.
    corners : tuple of CornerWords
        What the parts mean.
    cross : float
        Where the vertical line of a quadrant chart stands; NaN without one.
    cross_name : str
        What that line is.
    margin : float
        Half the height of the band around zero; NaN without one.
    """

    points: tuple[Point, ...]
    pointless: tuple[str, ...]
    x_axis: Axis
    y_axis: Axis
    x_name: str
    y_name: str
    corners: tuple[CornerWords, ...]
    cross: float
    cross_name: str
    margin: float

    def axes(self) -> dict[str, Axis]:
        """Return both axes."""
        return {"x": self.x_axis, "y": self.y_axis}

    def on_axes(self, axes: Mapping[str, Axis]) -> ScatterData:
        """Return the same points on other axes."""
        return replace(self, x_axis=axes["x"], y_axis=axes["y"])

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from self.head_texts()
        yield from (self.x_name, self.y_name, self.cross_name, *self.pointless)
        for axis in (self.x_axis, self.y_axis):
            yield from (text for _, text in axis.ticks)
        for corner in self.corners:
            yield from (corner.strong, corner.rest)
        for point in self.points:
            yield from (point.label, point.told)

    def to_frame(self) -> pd.DataFrame:
        """Return what is plotted: one row per point, in the order of the survey."""
        import pandas as pd

        names = [name for name in Point.__slots__ if name != "told"]
        return pd.DataFrame([{name: getattr(point, name) for name in names} for point in self.points])
