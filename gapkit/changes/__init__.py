"""How gaps change from one wave to the next."""

from gapkit.changes.between_waves import wave_changes
from gapkit.changes.model import COLUMNS, ChangeMethod, WaveChange, WaveChanges

__all__ = ["COLUMNS", "ChangeMethod", "WaveChange", "WaveChanges", "wave_changes"]
