"""Before fieldwork: what two samples can show, and what they can't."""

from gapkit.planning.making import plan
from gapkit.planning.model import Agreement, Plan, Wish

__all__ = ["Agreement", "Plan", "Wish", "plan"]
