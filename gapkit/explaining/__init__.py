"""Every input, rule and formula behind one gap, with its numbers."""

from gapkit.explaining.building import explain
from gapkit.explaining.model import Explanation, Like, Step

__all__ = ["Explanation", "Like", "Step", "explain"]
