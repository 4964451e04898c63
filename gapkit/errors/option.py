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
