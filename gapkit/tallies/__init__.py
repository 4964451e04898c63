"""Estimates and bases per item, side and segment."""

from gapkit.tallies.crossings import Crossing, Together
from gapkit.tallies.model import CodeCounts, Estimate, SideTally, Tally
from gapkit.tallies.tallying import tally

__all__ = ["CodeCounts", "Crossing", "Estimate", "SideTally", "Tally", "Together", "tally"]
