"""A chart's numbers in the theme's language, restated once, as they are drawn; labels keep their own."""

from __future__ import annotations

from gapkit.charts.words import Plotted
from gapkit.number_styles import NumberStyle, restated, texts_in

LABELS = ("label", "heading", "wording", "side_label", "reference_label", "directions", "source", "quote")
"""Fields whose text comes from a survey file."""

NAMES = ("kind", "question", "item", "status", "verdict", "role", "unit", "measure")
"""Fields that are no text at all."""


def in_numbers(data: Plotted, style: NumberStyle) -> Plotted:
    """Return what is drawn with its numbers in this style."""
    return restated(data, style, texts_in(data, LABELS), (*LABELS, *NAMES))
