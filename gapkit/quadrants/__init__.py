"""Importance against performance: which quarter each item stands in, and how surely."""

from gapkit.quadrants.model import COLUMNS, Priorities, Priority, Quadrant
from gapkit.quadrants.sorting import Cross, priorities

__all__ = ["COLUMNS", "Cross", "Priorities", "Priority", "Quadrant", "priorities"]
