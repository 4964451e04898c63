"""Every chart there is: a new one is one line here. Imports nothing heavy, so that ``--help`` starts fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Takes = Literal["gaps", "segments", "panels", "study"]
"""What a chart is drawn from: gaps (all waves of them), gaps by segment beside the total's, several
charts of gaps, or the study itself."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One chart.

    Attributes
    ----------
    module : str
        Where ``NAME`` and ``NAME_data`` live, under ``gapkit.charts``.
    words : str
        What the alt text calls it, beginning a sentence.
    takes : {"gaps", "segments", "panels", "study"}
        What ``NAME`` is called with.
    """

    module: str
    words: str
    takes: Takes = "gaps"


KINDS: dict[str, Kind] = {
    "dumbbell": Kind("dumbbells", "Dumbbell chart"),
    "butterfly": Kind("butterflies", "Back-to-back bar chart"),
    "paired": Kind("pairs", "Paired bar chart"),
    "gap_forest": Kind("forests", "Forest plot"),
    "rank_slope": Kind("slopes", "Rank slope"),
    "agreement": Kind("beliefs", "Scatter plot"),
    "priority": Kind("priorities", "Quadrant chart"),
    "segment_heatmap": Kind("heats", "Heat map", takes="segments"),
    "wave_trend": Kind("trends", "Line chart"),
    "small_multiples": Kind("grids", "Small multiples", takes="panels"),
    "likert": Kind("likerts", "Diverging bar chart"),
    "distribution": Kind("distributions", "Chart of distributions"),
    "know_asked": Kind("knowledge", "Pairs of stacked bars"),
    "funnel": Kind("funnels", "Funnel"),
    "cascade": Kind("cascades", "Cascade"),
    "horseshoe": Kind("horseshoes", "Horseshoe"),
    "statements": Kind("statement_cards", "Cards of statements"),
}
"""By name: ``gapkit.charts.NAME`` and ``gapkit chart NAME``, in the order of the help."""
