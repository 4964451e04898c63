"""Charts that have nothing to draw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from gapkit.errors.option import OptionError


class NothingToDrawError(OptionError):
    """Results that a chart can't show."""

    @classmethod
    def lacking(cls, chart: str, needs: str, questions: Iterable[str], *, hint: str = "") -> Self:
        """Build the error for gaps that hold nothing of what a chart is for."""
        return cls(f"`{chart}` needs {needs}.", found=", ".join(f"`{each}`" for each in questions), hint=hint)
