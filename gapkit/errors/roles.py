"""Roles and dyads that a survey file does not describe rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from gapkit.errors.base import quoted
from gapkit.errors.survey import SurveyError, nearest_hint, written

if TYPE_CHECKING:
    from collections.abc import Sequence


class RoleError(SurveyError):
    """Roles of a question that contradict each other or the sides."""

    @classmethod
    def needs_roles(cls, key: str) -> Self:
        """Build the error for a key that only questions with roles have."""
        return cls(
            f"`{key}` of a question must stand beside `roles`.",
            hint="the reference of all other questions is `reference` at the top of the file.",
        )

    @classmethod
    def too_few(cls) -> Self:
        """Build the error for a role that has nothing to be compared with."""
        return cls(
            "A question must have at least two roles.",
            hint='roles = { know = { side = "marketer", label = "Know" }, asked = { ... } }',
        )

    @classmethod
    def reserved(cls, role: str, *, side: bool) -> Self:
        """Build the error for a role called like a side or a key."""
        taken = "a side has that name" if side else "the survey file has a key of that name"
        return cls(f"A role must not be called `{role}`: {taken}.")

    @classmethod
    def differs(cls, role: str) -> Self:
        """Build the error for a role that means two things."""
        return cls(
            f"The role `{role}` must have one side and one label in all questions.",
            hint="give the second one an id of its own.",
        )

    @classmethod
    def no_reference(cls, roles: Sequence[str]) -> Self:
        """Build the error for roles without the one that gaps are measured from."""
        return cls("`reference` is missing.", hint=f"a question with roles must have it: {quoted(roles)}.")

    @classmethod
    def unknown_reference(cls, role: str, known: Sequence[str]) -> Self:
        """Build the error for a reference that is no role of the question."""
        return cls(f"`{written(role)[1:-1]}` is not a role of this question.", hint=nearest_hint(role, known))

    @classmethod
    def not_first(cls, first: str) -> Self:
        """Build the error for a chain that is not measured from its start."""
        return cls(
            f"The reference of a chain must be its first role, `{first}`.",
            hint="leave `reference` out, or put the roles in another order.",
        )


class DyadError(SurveyError):
    """Dyads that do not stand on two sides, or beside another design."""

    @classmethod
    def on_one_side(cls, side: str) -> Self:
        """Build the error for a dyad without its other half."""
        return cls(
            "`dyad` must stand on two sides at least.",
            found=f"on `{side}` only",
            hint="a key of one side alone is a `psu`.",
        )

    @classmethod
    def beside(cls, key: str) -> Self:
        """Build the error for a design that dyads replace."""
        return cls(
            f"`{key}` must not stand beside `dyad`.",
            hint="dyads are the units that were sampled: their variance holds the whole design.",
        )

    @classmethod
    def nothing_in_common(cls, sides: Sequence[str]) -> Self:
        """Build the error for sides that share no dyad."""
        return cls(
            f"The sides {quoted(sides)} must share at least one key in `dyad`.",
            hint="keys are compared as they are written: case, spaces and zeros count.",
        )
