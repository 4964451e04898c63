"""The shape of a distribution, drawn by seaborn on axes without frame, ticks or texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from gapkit.charts.colours import WHITE
from gapkit.charts.data import Axis
from gapkit.charts.given import INNER, Floats, Given
from gapkit.charts.theme import Theme

if TYPE_CHECKING:
    from gapkit.charts.distribution_model import Curve

Shape = Literal["ecdf", "histogram", "box"]

SHAPE_WORDS: dict[Shape, str] = {
    "ecdf": "Lines: share of answers up to each number.",
    "histogram": "Steps: share of answers in bins of equal width, both sides on one scale.",
    "box": "Boxes: middle half and median; whiskers: 10th and 90th percentile; dots: respondents.",
}
BINS = 20
DOTS = 200
GOLDEN = 0.6180339887498949
"""Dots are moved aside by multiples of it, so that neighbours part without chance."""

LOW, HIGH = INNER
HALF = 0.21
"""Half the height of a box, where the two sides are 1 apart."""

LINES = {"reference": "-", "side": (0, (3.0, 1.5))}


def draw_shape(axes: Axes, curves: Sequence[Curve], axis: Axis, shape: Shape, theme: Theme) -> None:
    """Draw both sides' answers; the axes run over ``axis``."""
    there = [(curve, curve.given) for curve in curves if curve.given is not None]
    draw = {"ecdf": _draw_ecdf, "histogram": _draw_histogram, "box": _draw_box}[shape]
    draw(axes, there, axis, theme)
    axes.set_xlim(axis.low, axis.high)


def _draw_ecdf(axes: Axes, curves: Sequence[tuple[Curve, Given]], axis: Axis, theme: Theme) -> None:
    """Draw the share of answers up to each number."""
    import seaborn as sns

    del axis
    for curve, given in curves:
        sns.ecdfplot(
            x=np.array(given.numbers),
            weights=np.array(given.shares),
            ax=axes,
            color=getattr(theme, curve.role),
            linestyle=LINES[curve.role],
            linewidth=1.6,
            legend=False,
        )
    axes.set_ylim(0, 1)


def _draw_histogram(axes: Axes, curves: Sequence[tuple[Curve, Given]], axis: Axis, theme: Theme) -> None:
    """Draw the share of answers in bins: one per point of a short scale, else twenty."""
    import seaborn as sns

    edges = bin_edges([given for _, given in curves], axis)
    for curve, given in curves:
        sns.histplot(
            x=np.array(given.numbers),
            weights=np.array(given.shares),
            bins=edges.tolist(),
            stat="count",
            element="step",
            fill=not curve.hollow,
            alpha=None if curve.hollow else 0.18,
            ax=axes,
            color=getattr(theme, curve.role),
            linestyle=LINES[curve.role],
            linewidth=1.4,
            legend=False,
        )
    axes.set_ylim(0, highest_bin([given for _, given in curves], axis))


def bin_edges(given: Sequence[Given], axis: Axis) -> Floats:
    """Return the ends of bins: one bin per whole number of a short axis, else twenty."""
    whole = all(value == round(value) for each in given for value in each.numbers)
    if whole and axis.high - axis.low <= BINS:
        return np.arange(axis.low - 0.5, axis.high + 1)
    return np.linspace(axis.low, axis.high, BINS + 1)


def highest_bin(given: Sequence[Given], axis: Axis) -> float:
    """Return the largest share of a bin, which the bins' axis ends at."""
    edges = bin_edges(given, axis)
    tops = [np.histogram(each.numbers, edges, weights=each.shares)[0].max() for each in given]
    return float(max(tops, default=1.0))


def _draw_box(axes: Axes, curves: Sequence[tuple[Curve, Given]], axis: Axis, theme: Theme) -> None:
    """Draw quartiles (weighted, which seaborn's own boxes are not) over a strip of respondents."""
    del axis
    for curve, given in curves:
        place = 1.0 if curve.role == "reference" else 0.0
        colour = getattr(theme, curve.role)
        dots = np.repeat(given.numbers, given.counts)
        dots = dots[:: max(1, -(-len(dots) // DOTS))]
        aside = (np.arange(len(dots)) * GOLDEN % 1 - 0.5) * 0.6
        if curve.sensitive:
            dots, aside = dots[:0], aside[:0]
        axes.scatter(dots, place + aside, s=5, color=theme.tint(curve.role), linewidths=0, zorder=1)
        low, first, middle, third, high = (given.quantile(each) for each in (LOW, 0.25, 0.5, 0.75, HIGH))
        axes.plot((low, high), (place, place), color=colour, linewidth=1.2, linestyle=LINES[curve.role])
        for end in (low, high):
            axes.plot((end, end), (place - 0.1, place + 0.1), color=colour, linewidth=1.2)
        box = (first, place - HALF), third - first, 2 * HALF
        axes.add_patch(
            Rectangle(*box, facecolor=WHITE, edgecolor=colour, alpha=0.85, linewidth=1.2, zorder=3)
        )
        axes.plot((middle, middle), (place - HALF, place + HALF), color=colour, linewidth=2.4, zorder=4)
    axes.set_ylim(-0.55, 1.55)
