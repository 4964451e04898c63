"""How gaps differ between segments: differences, trends, heterogeneity, partial pooling."""

from gapkit.contrasting.model import ContrastMethod, Contrasts
from gapkit.contrasting.over_segments import contrasts
from gapkit.contrasting.rows import (
    COLUMNS,
    ITEM_COLUMNS,
    SEGMENT_COLUMNS,
    Difference,
    PooledGap,
    Variation,
)

__all__ = [
    "COLUMNS",
    "ITEM_COLUMNS",
    "SEGMENT_COLUMNS",
    "ContrastMethod",
    "Contrasts",
    "Difference",
    "PooledGap",
    "Variation",
    "contrasts",
]
