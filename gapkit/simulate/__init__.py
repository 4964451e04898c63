"""Respondents with a known truth: whole-number counts as wished, everything else by chance."""

from gapkit.simulate.brands import SocialBrand, social_brand
from gapkit.simulate.respondents import cell_weights, draw_cells, draw_choices, draw_ticks
from gapkit.simulate.writing import write_social_brand

__all__ = [
    "SocialBrand",
    "cell_weights",
    "draw_cells",
    "draw_choices",
    "draw_ticks",
    "social_brand",
    "write_social_brand",
]
