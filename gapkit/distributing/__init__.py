"""All answers to a question together: single choices and scales, beyond one figure an item."""

from gapkit.distributing.comparing import distributions
from gapkit.distributing.model import Distributions
from gapkit.distributing.rows import AnswerShare, Distribution

__all__ = ["AnswerShare", "Distribution", "Distributions", "distributions"]
