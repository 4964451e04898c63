"""What a data file holds: columns, wording, codes, declared missing, response sets, likely weights."""

from gapkit.inventory.describing import describe
from gapkit.inventory.model import Code, Column, Declared, Inventory, LikelyWeight

__all__ = ["Code", "Column", "Declared", "Inventory", "LikelyWeight", "describe"]
