"""Differences between the sides, with intervals, tests and verdicts."""

from gapkit.gaps.comparing import gap
from gapkit.gaps.model import COLUMNS, Gap, Gaps, Method

__all__ = ["COLUMNS", "Gap", "Gaps", "Method", "gap"]
