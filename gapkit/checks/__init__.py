"""What a careful reader would object to: every check by id, with the rows it hit and what to do."""

from gapkit.checks.model import Check, CheckRow, Evidence, Fired, Level
from gapkit.checks.registry import CHECKS, check

__all__ = ["CHECKS", "Check", "CheckRow", "Evidence", "Fired", "Level", "check"]
