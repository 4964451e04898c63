"""Results to figures: each chart is decided as data first, then drawn.

The names are loaded when they are first used: ``gapkit.charts.kinds`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gapkit.charts.kinds import KINDS

_HOMES = {
    "Chart": "chart",
    "ChartData": "data",
    "Theme": "theme",
    "load_theme": "theme",
    **{name: kind.module for name, kind in KINDS.items()},
    **{f"{name}_data": kind.module for name, kind in KINDS.items()},
}
"""The module of each public name."""

__all__ = [
    "KINDS",
    "Chart",
    "ChartData",
    "Theme",
    "agreement",
    "agreement_data",
    "butterfly",
    "butterfly_data",
    "cascade",
    "cascade_data",
    "distribution",
    "distribution_data",
    "dumbbell",
    "dumbbell_data",
    "funnel",
    "funnel_data",
    "gap_forest",
    "gap_forest_data",
    "horseshoe",
    "horseshoe_data",
    "know_asked",
    "know_asked_data",
    "likert",
    "likert_data",
    "load_theme",
    "paired",
    "paired_data",
    "priority",
    "priority_data",
    "rank_slope",
    "rank_slope_data",
    "segment_heatmap",
    "segment_heatmap_data",
    "small_multiples",
    "small_multiples_data",
    "statements",
    "statements_data",
    "wave_trend",
    "wave_trend_data",
]

if TYPE_CHECKING:
    from gapkit.charts.beliefs import agreement, agreement_data
    from gapkit.charts.butterflies import butterfly, butterfly_data
    from gapkit.charts.cascades import cascade, cascade_data
    from gapkit.charts.chart import Chart
    from gapkit.charts.data import ChartData
    from gapkit.charts.distributions import distribution, distribution_data
    from gapkit.charts.dumbbells import dumbbell, dumbbell_data
    from gapkit.charts.forests import gap_forest, gap_forest_data
    from gapkit.charts.funnels import funnel, funnel_data
    from gapkit.charts.grids import small_multiples, small_multiples_data
    from gapkit.charts.heats import segment_heatmap, segment_heatmap_data
    from gapkit.charts.horseshoes import horseshoe, horseshoe_data
    from gapkit.charts.knowledge import know_asked, know_asked_data
    from gapkit.charts.likerts import likert, likert_data
    from gapkit.charts.pairs import paired, paired_data
    from gapkit.charts.priorities import priority, priority_data
    from gapkit.charts.slopes import rank_slope, rank_slope_data
    from gapkit.charts.statement_cards import statements, statements_data
    from gapkit.charts.theme import Theme, load_theme
    from gapkit.charts.trends import wave_trend, wave_trend_data


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first used."""
    if name not in _HOMES:
        message = f"module 'gapkit.charts' has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"gapkit.charts.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
