"""Sides that cannot be set beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from gapkit.errors.base import GapkitError, quoted


class PairingError(GapkitError):
    """Sides that do not make one study."""

    @classmethod
    def nothing(cls) -> Self:
        """Build the error for no sides at all."""
        return cls("A study must have sides.", hint="pair(marketers, consumers)")

    @classmethod
    def not_a_side(cls, found: str) -> Self:
        """Build the error for an argument that is no loaded side."""
        return cls(
            "Only loaded sides can be paired.",
            found=found,
            hint="`load` returns respondents, `open` does everything in one call.",
        )

    @classmethod
    def other_survey(cls, side: str, titles: Sequence[str]) -> Self:
        """Build the error for sides that were loaded with different survey files."""
        return cls(
            "Every side must be loaded with the same survey.",
            where=f"side `{side}`",
            found=quoted(titles),
            hint="read the survey file once and pass that object to every `load`.",
        )

    @classmethod
    def too_open(cls, side: str, suppress: int, least: int) -> Self:
        """Build the error for a side on which so small a group would give single people away."""
        return cls(
            f"`suppress` of `low_base` must be at least {least}: side `{side}` is sensitive.",
            found=str(suppress),
            hint="a side below 250 respondents is sensitive unless it says `sensitive = false`.",
        )

    @classmethod
    def twice(cls, side: str) -> Self:
        """Build the error for a side that is given more than once."""
        return cls(f"Side `{side}` must be given once.")

    @classmethod
    def absent(cls, sides: Sequence[str], given: Sequence[str]) -> Self:
        """Build the error for declared sides that are not given."""
        return cls(
            f"Every side of the survey must be given: {quoted(sides)} missing.",
            found=quoted(given),
        )


class UnmatchedItemError(PairingError):
    """Sides that were not asked a single common item."""

    @classmethod
    def nothing_in_common(cls, sides: Sequence[str]) -> Self:
        """Build the error for sides without an item that two of them answered."""
        return cls(
            "Some item must be on the reference side and on another side.",
            found=f"every item is on one of {quoted(sides)} only",
            hint="give an item its column, or its answer, on both sides.",
        )


class ScaleMismatchError(PairingError):
    """Scales that cannot be compared as the survey file measures them."""

    @classmethod
    def measures_differ(cls, question: str, found: Mapping[str, str]) -> Self:
        """Build the error for sides that are summarised in different ways."""
        return cls(
            f"Question `{question}` must be measured in the same way on every side.",
            found=", ".join(f"{measure} on `{side}`" for side, measure in found.items()),
            hint="boxes may differ in size, but a box is never compared with a mean or a net.",
        )

    @classmethod
    def percent_against(cls, question: str, side: str, measure: str) -> Self:
        """Build the error for a published percentage where other sides have no shares."""
        return cls(
            f"Question `{question}` must not set a published percentage against another measure.",
            found=f"percentages on `{side}`, measure `{measure}`",
            hint="give the published figures a question of their own.",
        )

    @classmethod
    def mean_against(cls, question: str, side: str, measure: str) -> Self:
        """Build the error for a published mean of a question that is not measured by means."""
        return cls(
            f"Question `{question}` must be measured by means to take a published mean.",
            found=f"means on `{side}`, measure `{measure}`",
            hint='write `measure = "mean"`, or give the published figures a question of their own.',
        )

    @classmethod
    def points_differ(cls, question: str, found: Mapping[str, str]) -> Self:
        """Build the error for means over different scales."""
        return cls(
            f"Question `{question}` must have one scale on every side to compare means.",
            found=", ".join(f"{points} on `{side}`" for side, points in found.items()),
            hint='compare boxes (`match = "boxes"` and `measure.SIDE = "top2"`), or both from 0 to 100 '
            '(`match = "rescale"`).',
        )
