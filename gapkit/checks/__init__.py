"""What a careful reader would object to: every check by id, with the rows it hit and what to do."""

from gapkit.checks.model import Check, CheckRow, Drawn, Evidence, Fired, Level
from gapkit.checks.problems import check_of
from gapkit.checks.registry import CHECKS, check
from gapkit.checks.travelling import warned

__all__ = [
    "CHECKS",
    "Check",
    "CheckRow",
    "Drawn",
    "Evidence",
    "Fired",
    "Level",
    "check",
    "check_of",
    "warned",
]
