"""Two data files to the draft of a survey file: blocks, pairs by wording, and what to confirm."""

from gapkit.proposing.model import PairRow, Proposal
from gapkit.proposing.proposals import propose
from gapkit.proposing.reviewing import review_pairs

__all__ = ["PairRow", "Proposal", "propose", "review_pairs"]
