"""Reliability of the scales that the questions of a study form."""

from gapkit.reliabilities.measuring import reliability
from gapkit.reliabilities.model import COLUMNS, ITEM_COLUMNS, ItemFit, Reliabilities, Reliability

__all__ = ["COLUMNS", "ITEM_COLUMNS", "ItemFit", "Reliabilities", "Reliability", "reliability"]
