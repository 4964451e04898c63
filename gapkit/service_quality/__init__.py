"""SERVQUAL: perception minus expectation of the same respondents, by item, dimension and overall."""

from gapkit.service_quality.model import (
    COLUMNS,
    RELIABILITY_COLUMNS,
    ScoreReliability,
    ServiceQuality,
    ServiceScore,
)
from gapkit.service_quality.scoring import servqual

__all__ = [
    "COLUMNS",
    "RELIABILITY_COLUMNS",
    "ScoreReliability",
    "ServiceQuality",
    "ServiceScore",
    "servqual",
]
