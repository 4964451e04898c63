"""Respondents with a known truth: whole-number counts as wished, everything else by chance."""

from gapkit.simulate.brands import social_brand
from gapkit.simulate.catalogue import STUDIES, draw_study
from gapkit.simulate.channels import channels_messy
from gapkit.simulate.complaints import tweet_service
from gapkit.simulate.files import write_study
from gapkit.simulate.knowledge import social_consumer
from gapkit.simulate.model import DrawnStudy, Sheet, Weighting
from gapkit.simulate.respondents import (
    bell_counts,
    cell_weights,
    draw_cells,
    draw_choices,
    draw_ticks,
    draw_within,
)
from gapkit.simulate.services import service_quality
from gapkit.simulate.trust import trust_waves
from gapkit.simulate.weights import raked_weights

__all__ = [
    "STUDIES",
    "DrawnStudy",
    "Sheet",
    "Weighting",
    "bell_counts",
    "cell_weights",
    "channels_messy",
    "draw_cells",
    "draw_choices",
    "draw_study",
    "draw_ticks",
    "draw_within",
    "raked_weights",
    "service_quality",
    "social_brand",
    "social_consumer",
    "trust_waves",
    "tweet_service",
    "write_study",
]
