"""Pages that reports are set on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "letter", "16:9"]

INCH = 25.4
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in millimetres.

    Attributes
    ----------
    top, bottom, beside : float
        Margins; the one beside stands on both sides.
    words : float
        Height that a chart leaves to its heading and caption.
    """

    width: float
    height: float
    top: float
    bottom: float
    beside: float
    words: float

    @property
    def body_height(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom

    @property
    def tallest(self) -> float:
        """Inches of a chart that fit on a page with heading and caption."""
        return (self.body_height - self.words) / INCH


PAGES: dict[Paper, Page] = {
    "a4": Page(210.0, 297.0, 25.0, 22.0, 20.0, 64.6),
    "letter": Page(215.9, 279.4, 25.0, 22.0, 20.0, 64.6),
    "16:9": Page(240.0, 135.0, 17.0, 12.0, 14.0, 32.0),
}
"""A slide is smaller than paper: thrown on a screen, its type is 1.4 times as large."""
