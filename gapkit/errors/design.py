"""Designs that do not allow the variance asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from gapkit.errors.base import GapkitError, quoted


class DesignError(GapkitError):
    """A sampling design that forbids what was asked."""

    @classmethod
    def fpc_below_sample(cls, strata: Sequence[object]) -> Self:
        """Build the error for strata with more sampled PSUs than their population holds."""
        return cls(
            "`fpc` must be at least the number of sampled PSUs of its stratum.",
            where=f"stratum {quoted(strata)}",
            hint="`fpc` counts the PSUs of the whole stratum in the population.",
        )

    @classmethod
    def cannot_calibrate(cls, reason: str) -> Self:
        """Build the error for weights that no adjustment brings to their targets."""
        return cls(
            "The weights can't be brought to their targets.",
            found=reason,
            hint="merge small categories, widen the bounds, or drop a target.",
        )

    @classmethod
    def outside_targets(cls, segment: str, count: int) -> Self:
        """Build the error for respondents in no category of a weighting target."""
        noun = "respondent is" if count == 1 else "respondents are"
        return cls(
            f"{count:,} {noun} in no category of `{segment}` and can't be weighted to its targets.",
            hint="give the targets a category for them, or leave them out with the side's filter.",
        )


class LonelyPSUError(DesignError):
    """A stratum with a single PSU, so that no variance can be computed.

    Attributes
    ----------
    strata : tuple
        The strata, as the design names them.
    """

    strata: tuple[object, ...] = ()

    @classmethod
    def in_strata(cls, strata: Sequence[object], *, file: str = "") -> Self:
        """Build the error for strata that hold one PSU each."""
        place = f"stratum {quoted(strata)}"
        error = cls(
            "A stratum must have two or more PSUs to have a variance.",
            where=f"{file}, {place}" if file else place,
            found="one PSU in each" if len(strata) > 1 else "one PSU",
            hint=(
                'merge strata, or set `lonely_psu` from "fail" to "adjust" (centre at 0, the mean '
                'of all), "average" (take the mean of the other strata), "remove" or "certainty" '
                "(both count it as 0)."
            ),
        )
        error.strata = tuple(strata)
        return error
