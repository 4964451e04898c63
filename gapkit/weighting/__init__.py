"""Weights brought to known shares of a population, and what that costs."""

from gapkit.weighting.adjusting import calibrate, poststratify, rake
from gapkit.weighting.describing import WeightReport, describe_weights
from gapkit.weighting.model import Weighting
from gapkit.weighting.targets import Targets
from gapkit.weighting.trimming import trim

__all__ = [
    "Targets",
    "WeightReport",
    "Weighting",
    "calibrate",
    "describe_weights",
    "poststratify",
    "rake",
    "trim",
]
