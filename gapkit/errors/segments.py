"""Segments whose answers the data spell in another way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from gapkit.errors.base import shown
from gapkit.errors.loading import LoadError, answers_text
from gapkit.errors.warnings import GapkitWarning


class SegmentError(LoadError):
    """A segment that the data do not know."""

    @classmethod
    def misspelt(cls, file: str, column: str, *, segment: str, found: Mapping[str, str]) -> Self:
        """Build the error for answers of ``order`` that the data write in another way."""
        pairs = [f'"{there}" in the data, "{told}" in `order`' for told, there in found.items()]
        return cls(
            f"`order` of segment `{segment}` must name its answers as the data write them.",
            where=f"{file}, column `{column}`",
            found="; ".join(pairs[:3]),
        )


class UnseenAnswerWarning(GapkitWarning):
    """An answer of the survey file that nobody gave, while others gave one that it does not name."""

    @classmethod
    def in_order(cls, segment: str, column: str, absent: Sequence[str], left: Sequence[str]) -> Self:
        """Build the warning for answers of ``order`` that are not in the data."""
        names = shown([f'"{each}"' for each in absent], most=3)
        there = answers_text({f'"{each}"': 1 for each in left[:3]}, counted=False)
        return cls(
            f"`order` of segment `{segment}` names {names}, which nobody gave in `{column}`; "
            f"nearest among the answers that are left out: {there}."
        )
