"""How gaps change from one wave to the next, and over all of them."""

from gapkit.changes.between_waves import wave_changes
from gapkit.changes.model import COLUMNS, ChangeMethod, WaveChange, WaveChanges
from gapkit.changes.over_waves import trends
from gapkit.changes.trend_rows import TREND_COLUMNS, WaveTrend, WaveTrends

__all__ = [
    "COLUMNS",
    "TREND_COLUMNS",
    "ChangeMethod",
    "WaveChange",
    "WaveChanges",
    "WaveTrend",
    "WaveTrends",
    "trends",
    "wave_changes",
]
