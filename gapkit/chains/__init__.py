"""Questions whose roles follow each other: what was wanted, believed, offered, experienced."""

from gapkit.chains.linking import chain
from gapkit.chains.model import COLUMNS, Chain, Step

__all__ = ["COLUMNS", "Chain", "Step", "chain"]
