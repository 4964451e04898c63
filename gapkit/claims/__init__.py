"""Sentences that somebody printed, judged by the results: supported, contradicted, or not to be told."""

from gapkit.claims.checking import check_claims
from gapkit.claims.model import Claims, ClaimVerdict, JudgedClaim, JudgedCondition

__all__ = ["ClaimVerdict", "Claims", "JudgedClaim", "JudgedCondition", "check_claims"]
