"""Arguments outside their allowed values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from gapkit.errors.base import GapkitError, quoted


class OptionError(GapkitError, ValueError):
    """An argument outside its allowed values."""

    @classmethod
    def not_one_of(cls, name: str, value: object, allowed: Sequence[str]) -> Self:
        """Build the error for a named choice that does not exist."""
        return cls(
            f"`{name}` must be one of {quoted(allowed, most=len(allowed))}.",
            found=repr(value),
        )

    @classmethod
    def no_segment(cls, by: str, known: Sequence[str]) -> Self:
        """Build the error for a break that the survey file does not have."""
        if known:
            return cls.not_one_of("by", by, known)
        hint = (
            'add one to the survey file: `[segments.age]` with `label = "Age"` and `consumer = "age_band"`.'
        )
        return cls("`by` needs a segment, and the survey has none.", found=repr(by), hint=hint)

    @classmethod
    def no_wave(cls, wave: object, known: Sequence[str]) -> Self:
        """Build the error for a wave that the survey file does not have."""
        if known:
            return cls.not_one_of("wave", wave, known)
        return cls(
            "`wave` needs waves, and the survey has none.",
            found=repr(wave),
            hint='name them in the survey file: `waves = ["2023", "2024"]`.',
        )

    @classmethod
    def not_a_study(cls, found: str) -> Self:
        """Build the error for something else in place of a study."""
        hint = "`gk.open(survey)` loads its data first." if found == "Survey" else "`gk.open` returns one."
        return cls("The first argument must be a study.", found=f"a {found}", hint=hint)

    @classmethod
    def not_a_key(cls, key: object) -> Self:
        """Build the error for a place in a result that is no item."""
        return cls(
            "A result is asked by item: `gaps[item]`, or `gaps[item, segment]`.",
            found=repr(key),
            hint="`gaps.rows[0]` is the first row.",
        )

    @classmethod
    def not_numbers(cls, names: Sequence[str]) -> Self:
        """Build the error for texts in place of counts."""
        return cls(f"{quoted(names)} must be numbers.")

    @classmethod
    def outside(cls, name: str, value: object, allowed: str, *, hint: str = "") -> Self:
        """Build the error for a number outside its range."""
        return cls(f"`{name}` must be {allowed}.", found=str(value), hint=hint)

    @classmethod
    def lengths_differ(cls, names: Sequence[str], lengths: Sequence[object]) -> Self:
        """Build the error for arrays that cannot be set side by side."""
        return cls(f"{quoted(names)} must have shapes that broadcast.", found=shapes_text(lengths))


def shapes_text(shapes: Sequence[object]) -> str:
    """Return array shapes as text."""
    return " and ".join(str(shape) for shape in shapes)
