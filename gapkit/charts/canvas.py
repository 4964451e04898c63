"""A sheet of paper in inches: shapes and texts are put on it from the top, then it becomes a figure.

One ``Axes`` fills the figure and its units are inches, y downwards, so that nothing is laid out by
matplotlib and nothing is measured twice. Every property of every artist is given here, so the
user's matplotlib settings change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import TransformedPatchPath

from gapkit.charts.colours import WHITE
from gapkit.charts.fonts import Fonts
from gapkit.charts.text import Style, clean

Align = Literal["left", "center", "right"]

DPI = 100
MIDDLE = 0.345
"""Half the height of a capital, in type sizes: what centres a line on its row."""

DASHES = (3.0, 2.0)
"""On and off of a dashed line, in line widths."""

SETTINGS: dict[str, object] = {
    "text.hinting": "none",
    "text.usetex": False,
    "text.parse_math": False,
    "text.antialiased": True,
    "svg.hashsalt": "gapkit",
    "pdf.fonttype": 42,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "path.sketch": None,
    "path.effects": [],
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "savefig.transparent": False,
    "axes.unicode_minus": True,
}
"""What must hold while artists are made and drawn; the user's settings come back after."""


@contextmanager
def settings(**more: object) -> Iterator[None]:
    """Draw under gapkit's settings, whatever the user's are."""
    chosen: Any = {**SETTINGS, **more}
    with mpl.rc_context(chosen):
        yield


class Canvas:
    """Paper of a given width, as long as what is put on it.

    Parameters
    ----------
    width : float
        Inches, without the margin.
    margin : float
        White space around, in inches.
    """

    def __init__(self, width: float, *, margin: float, fonts: Fonts) -> None:
        self.width = width
        self.fonts = fonts
        self._margin = margin
        self._left = 0.0
        self._artists: list[Artist] = []
        self._panels: list[tuple[float, float, float, float, Callable[[Axes], None]]] = []

    def part(self, left: float, width: float) -> Canvas:
        """Return a strip of this paper, whose 0 is ``left``: what is drawn on it is drawn here."""
        strip = Canvas(width, margin=self._margin, fonts=self.fonts)
        strip._left = self._left + left
        strip._artists = self._artists
        strip._panels = self._panels
        return strip

    def style(self, size: float, weight: int = 400) -> Style:
        """Return a text style in this canvas's fonts."""
        return Style(size, weight, self.fonts)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Style,
        colour: str,
        *,
        align: Align = "left",
        clear: bool = False,
    ) -> None:
        """Write one line whose capitals are centred on ``y``; ``clear`` breaks the grid behind it."""
        if not text.strip():
            return
        if clear:
            wide = style.width(clean(text))
            left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
            high = MIDDLE * style.size / 72 + 0.02
            self.box((left - 0.015, left + wide + 0.015), (y - high, y + high), fill=WHITE, layer=0.7)
        self._artists.append(
            Text(
                self._left + x,
                y + MIDDLE * style.size / 72,
                clean(text),
                color=colour,
                fontproperties=self.fonts.properties(style.size, style.weight),
                horizontalalignment=align,
                verticalalignment="baseline",
                parse_math=False,
                clip_on=False,
                zorder=4,
            )
        )

    def lines(
        self, x: float, y: float, lines: Sequence[str], style: Style, colour: str, *, align: Align = "left"
    ) -> None:
        """Write lines as a block centred on ``y``."""
        top = y - (len(lines) - 1) * style.leading / 2
        for place, line in enumerate(lines):
            self.text(x, top + place * style.leading, line, style, colour, align=align)

    def paragraph(self, y: float, text: str, style: Style, colour: str, *, most: int) -> float:
        """Write text over the whole width from ``y`` down; return where it ends."""
        lines = style.filled(text, self.width, most=most)
        for place, line in enumerate(lines):
            self.text(0, y + (place + 0.5) * style.leading, line, style, colour)
        return y + len(lines) * style.leading

    def box(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        fill: str,
        edge: str | None = None,
        alpha: float = 1.0,
        layer: float = 2,
    ) -> None:
        """Draw a filled rectangle between two x and two y, or an outline."""
        self._artists.append(
            Rectangle(
                (self._left + min(x), min(y)),
                abs(x[1] - x[0]),
                abs(y[1] - y[0]),
                facecolor=fill,
                edgecolor=edge or "none",
                linewidth=1.0 if edge else 0.0,
                alpha=alpha if alpha < 1 else None,
                antialiased=True,
                clip_on=False,
                zorder=layer,
            )
        )

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        colour: str,
        width: float,
        *,
        dashed: bool = False,
        alpha: float = 1.0,
        layer: float = 1,
    ) -> None:
        """Draw a line through two points or more; width in points."""
        self._artists.append(
            Line2D(
                [self._left + each for each in x],
                list(y),
                color=colour,
                linewidth=width,
                linestyle=(0, DASHES) if dashed else "-",
                alpha=alpha if alpha < 1 else None,
                marker="none",
                solid_capstyle="butt",
                dash_capstyle="butt",
                solid_joinstyle="round",
                antialiased=True,
                clip_on=False,
                zorder=layer,
            )
        )

    def area(
        self, corners: Sequence[tuple[float, float]], fill: str, *, alpha: float = 1.0, layer: float = 0.6
    ) -> None:
        """Fill a polygon."""
        self._artists.append(
            Polygon(
                [(self._left + x, y) for x, y in corners],
                closed=True,
                facecolor=fill,
                edgecolor="none",
                linewidth=0.0,
                alpha=alpha if alpha < 1 else None,
                antialiased=True,
                clip_on=False,
                zorder=layer,
            )
        )

    def marker(self, x: float, y: float, shape: str, size: float, colour: str, *, hollow: bool) -> None:
        """Draw a marker; size in points."""
        self._artists.append(
            Line2D(
                [self._left + x],
                [y],
                linestyle="none",
                marker=shape,
                markersize=size - (0.7 if hollow else 0),
                markerfacecolor=WHITE if hollow else colour,
                markeredgecolor=colour if hollow else WHITE,
                markeredgewidth=1.4 if hollow else 0.7,
                antialiased=True,
                clip_on=False,
                zorder=3,
            )
        )

    def panel(self, x: tuple[float, float], y: tuple[float, float], fill: Callable[[Axes], None]) -> None:
        """Leave a place for other axes, which ``fill`` draws on; they have no frame, ticks or texts."""
        self._panels.append((self._left + x[0], y[0], x[1] - x[0], y[1] - y[0], fill))

    def figure(self, height: float) -> Figure:
        """Return the figure, this high without the margin."""
        margin = self._margin
        wide, high = self.width + 2 * margin, height + 2 * margin
        figure = Figure(figsize=(wide, high), dpi=DPI, facecolor=WHITE, edgecolor=WHITE, frameon=True)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(-margin, self.width + margin)
        axes.set_ylim(height + margin, -margin)
        unclipped = TransformedPatchPath(axes.patch)  # one for all: nothing is clipped, yet each gets a path
        for artist in self._artists:
            artist.set_clip_path(unclipped)
            axes.add_artist(artist)
        for left, top, width, tall, fill in self._panels:
            box = ((left + margin) / wide, 1 - (top + tall + margin) / high, width / wide, tall / high)
            inner = figure.add_axes(box)
            fill(inner)
            inner.set_axis_off()
        return figure
