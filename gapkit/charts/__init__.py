"""Results to figures: each chart is decided as ``ChartData`` first, then drawn."""

from gapkit.charts.butterfly import butterfly, butterfly_data
from gapkit.charts.chart import Chart
from gapkit.charts.data import ChartData
from gapkit.charts.dumbbell import dumbbell, dumbbell_data
from gapkit.charts.paired import paired, paired_data
from gapkit.charts.theme import Theme, load_theme

__all__ = [
    "Chart",
    "ChartData",
    "Theme",
    "butterfly",
    "butterfly_data",
    "dumbbell",
    "dumbbell_data",
    "load_theme",
    "paired",
    "paired_data",
]
