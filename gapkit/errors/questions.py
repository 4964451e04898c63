"""Questions of a survey file whose format, columns or measure do not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from gapkit.errors.base import quoted
from gapkit.errors.survey import SurveyError, nearest_hint

if TYPE_CHECKING:
    from collections.abc import Iterable


class QuestionError(SurveyError):
    """A question that contradicts its own format."""

    @staticmethod
    def measures_shown(names: Iterable[str]) -> str:
        """Return measures as the survey file writes them."""
        return " or ".join(f'"{name}"' for name in names)

    @classmethod
    def base_of_answers(cls, told_as: str) -> Self:
        """Build the error for a base rule that would make a blank an answer."""
        return cls(
            f'`base` must be "asked" in {told_as}.',
            hint='its base is who answered; a blank there is no "no".',
        )

    @classmethod
    def limits_order(cls, low: float, high: float) -> Self:
        """Build the error for limits that hold no number."""
        return cls("`limits` must be the lowest and the highest number.", found=f"[{low:g}, {high:g}]")

    @classmethod
    def measures_differ(cls, names: Iterable[str]) -> Self:
        """Build the error for sides that are summarised in different units."""
        return cls(
            "`measure` must be the same for all sides of this question.",
            found=quoted(list(names)),
            hint="numbers in different units have no difference.",
        )

    @classmethod
    def rescaled_boxes(cls) -> Self:
        """Build the error for boxes of rescaled scales."""
        return cls(
            '`match = "rescale"` must go with `measure = "mean"`.',
            hint='boxes of different scales are matched by `match = "boxes"`.',
        )

    @classmethod
    def no_layout(cls, side: str) -> Self:
        """Build the error for a side whose ranking may be laid out either way."""
        return cls(
            f"`layout` must tell how side `{side}` is laid out.",
            hint='"rank": a column per item holds its rank; "item": a column per place holds the item.',
        )

    @classmethod
    def no_places(cls, side: str) -> Self:
        """Build the error for a ranking without the columns of its places."""
        return cls(
            f"`columns.{side}` is missing.", hint="it names the column of each place, first place first."
        )

    @classmethod
    def places_unused(cls, side: str) -> Self:
        """Build the error for columns of places where every item has its own."""
        return cls(
            f"`columns.{side}` has no use.", hint='with `layout = "rank"` every item names its own column.'
        )

    @classmethod
    def place_twice(cls, column: str) -> Self:
        """Build the error for a column that holds two places."""
        return cls(f"Two places must not have the same column `{column}`.")

    @classmethod
    def same_column(cls, first: str, second: str, column: str) -> Self:
        """Build the error for two items that read the same answers."""
        return cls(
            f"Items `{first}` and `{second}` must not have the same column `{column}`.",
            hint="a column that holds several items needs `code`, or `contains` and `separator`; an answer "
            'that is set against a second one is `comparable = "related"`.',
        )

    @classmethod
    def half_a_joined_cell(cls, *, contains: bool) -> Self:
        """Build the error for a joined cell that is told by halves."""
        has, lacks = ("contains", "separator") if contains else ("separator", "contains")
        return cls(f"`{has}` must go with `{lacks}`.", hint='such as contains = "Deals", separator = ";".')

    @classmethod
    def separators_differ(cls, column: str) -> Self:
        """Build the error for a column that is to be cut in two ways."""
        return cls(f"`separator` must be the same for every item in column `{column}`.")

    @classmethod
    def too_many_places(cls, side: str, places: int, items: int) -> Self:
        """Build the error for a ranking with more places than items."""
        return cls(
            f"`columns.{side}` must not name more places than there are items.",
            found=f"{places} places, {items} items",
        )

    @classmethod
    def code_and_contains(cls) -> Self:
        """Build the error for a tick that is told twice."""
        return cls("A column must not have both `code` and `contains`.")

    @classmethod
    def format_missing(cls, side: str) -> Self:
        """Build the error for a side without a format."""
        return cls(f"`format.{side}` is missing.", hint="name the format of every side, or one for all.")

    @classmethod
    def formats_apart(cls, formats: Iterable[str]) -> Self:
        """Build the error for formats that have no measure in common."""
        return cls(
            "Formats that differ by side must be multiple and single.",
            found=" and ".join(formats),
            hint="ask `gapkit check` (Q02) why; other formats have no measure in common.",
        )

    @classmethod
    def unknown_check(cls, check: str, known: Iterable[str]) -> Self:
        """Build the error for an accepted check that does not exist."""
        return cls(f"`{check}` is no check.", hint=nearest_hint(check, sorted(known)))
