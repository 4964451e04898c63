"""Doubts about a result that still stands."""

from __future__ import annotations

from typing import Self


class GapkitWarning(UserWarning):
    """Something a reader of the result must know; the result stands."""


class LowBaseWarning(GapkitWarning):
    """A base under the declared threshold."""


class ExtremeWeightWarning(GapkitWarning):
    """Weights that give some respondents far more or no say."""

    @classmethod
    def zero(cls, side: str, count: int) -> Self:
        """Build the warning for respondents that weigh nothing."""
        noun = "respondent has" if count == 1 else "respondents have"
        return cls(f"{count:,} {noun} weight 0 on side `{side}` and left the base.")


class DroppedItemWarning(GapkitWarning):
    """An item that was left out of a result."""
