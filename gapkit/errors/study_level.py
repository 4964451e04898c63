"""Questions and roles that a look at the whole study needs and does not find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from gapkit.errors.base import quoted
from gapkit.errors.option import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence


class StudyLevelError(OptionError):
    """An argument that names no question, or no role, of the kind that is needed."""

    @classmethod
    def no_preference(cls, own: str, question: str, side: str, roles: Sequence[str]) -> Self:
        """Build the error for an own preference that the same respondents did not tell."""
        known = f"a role of question `{question}` ({quoted(roles)}), or " if roles else ""
        return cls(
            f"`own` must be {known}a question that side `{side}` answered for itself.",
            found=f"`{own}`",
        )

    @classmethod
    def no_pairs(cls, question: str, side: str = "") -> Self:
        """Build the error for a question that the same respondents did not answer twice."""
        whose = f" by the respondents of `{side}`" if side else ""
        return cls(
            f"Question `{question}` must be answered in two roles or more{whose}.",
            hint='roles = { expected = { side = "consumer", label = "Expected" }, perceived = { ... } }',
        )

    @classmethod
    def nothing_to_compare(cls, what: str) -> Self:
        """Build the error for a study without any question of the kind."""
        return cls(f"The survey must have {what}.", found="none")

    @classmethod
    def which_role(cls, name: str, question: str, roles: Sequence[str]) -> Self:
        """Build the error for a role that must be named, or does not exist."""
        return cls(f"`{name}` must name a role of question `{question}`: {quoted(roles)}.")

    @classmethod
    def no_mean(cls, question: str, format: str) -> Self:  # noqa: A002 - the survey file's word
        """Build the error for answers that have no mean."""
        return cls(
            f"Question `{question}` must ask for a scale, numbers or points.",
            found=f'format = "{format}"',
        )

    @classmethod
    def not_points(cls, question: str, format: str, side: str) -> Self:  # noqa: A002 - the file's word
        """Build the error for importance that one side does not give in points."""
        return cls(
            f"Question `{question}` must ask side `{side}` for points, once.",
            found=f'format = "{format}"',
        )

    @classmethod
    def importance_items(cls, question: str, items: Sequence[str], dimensions: Sequence[str]) -> Self:
        """Build the error for importance that is not told of the dimensions."""
        return cls(
            f"The items of `{question}` must be called like the dimensions: {quoted(dimensions)}.",
            found=quoted(items),
        )

    @classmethod
    def not_five(cls, question: str, points: int) -> Self:
        """Build the error for Kano answers on a scale of another length."""
        return cls(
            f"Question `{question}` must have a scale of five points, from dislike to like.",
            found=f"{points} points" if points else "no scale",
        )

    @classmethod
    def no_common_items(cls, first: str, second: str) -> Self:
        """Build the error for two questions that share no item."""
        return cls(f"`{first}` and `{second}` must have items of the same id.", found="none")

    @classmethod
    def two_sides(cls, question: str, sides: Sequence[str]) -> Self:
        """Build the error for a question of several sides where one must be named."""
        return cls(
            f"Question `{question}` must be given with its side or role.",
            found=quoted(sides),
            hint=f'("{question}", "{sides[0]}")' if sides else "",
        )
