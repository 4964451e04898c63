"""Problems of published statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from gapkit.errors.base import quoted
from gapkit.errors.loading import LoadError
from gapkit.errors.survey import nearest_hint, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class StatementError(LoadError):
    """A published figure that can't be taken as it is written."""

    @classmethod
    def unreadable_table(cls, reason: str) -> Self:
        """Build the error for a file of statements that is no table."""
        return cls(
            "The published statements can't be read.", found=reason, hint="save them as CSV, in UTF-8."
        )

    @classmethod
    def too_many(cls, what: str, limit: int) -> Self:
        """Build the error for a table over its limits."""
        return cls(f"Published statements must have at most {limit:,} {what}.")

    @classmethod
    def no_file(cls, path: object) -> Self:
        """Build the error for a file of statements that is gone."""
        return cls("The file of published statements must exist.", found=str(path))

    @classmethod
    def unknown_column(cls, column: str, known: Iterable[str]) -> Self:
        """Build the error for a column that statements do not have."""
        return cls(
            f"`{written(column)[1:-1]}` is not a column of published statements.",
            hint=nearest_hint(column, known),
        )

    @classmethod
    def column_twice(cls, column: str) -> Self:
        """Build the error for a column that stands twice."""
        return cls(f"The column `{column}` must not stand twice.")

    @classmethod
    def wrong_width(cls, cells: int, columns: int) -> Self:
        """Build the error for a row with too many or too few cells."""
        return cls(
            "A row must have one cell per column.",
            found=f"{cells} cells for {columns} columns",
            hint="a text with a comma in it stands in quotes.",
        )

    @classmethod
    def missing(cls, column: str) -> Self:
        """Build the error for a cell that must not be empty."""
        return cls(f"A statement must have `{column}`.")

    @classmethod
    def not_a_rule(cls, column: str, rule: str, value: object) -> Self:
        """Build the error for a cell that breaks its rule."""
        return cls(f"`{column}` must be {rule}.", found=written(value))

    @classmethod
    def not_one_of(cls, column: str, value: str, allowed: Sequence[str]) -> Self:
        """Build the error for a named choice that does not exist."""
        return cls(
            f"`{column}` must be one of {quoted(allowed, most=len(allowed))}.",
            found=written(value),
            hint=nearest_hint(value, allowed),
        )

    @classmethod
    def says_nothing(cls) -> Self:
        """Build the error for a row without a figure."""
        return cls("A statement must have `percent`, `count`, `mean`, `rank` or `words`.")

    @classmethod
    def says_two_things(cls, columns: Sequence[str]) -> Self:
        """Build the error for a row with two figures that are no percent and rank."""
        return cls(
            "A statement must hold one figure, or a percent and a rank.",
            found=quoted(columns),
            hint="give the other one a row of its own with `alternate`, or put it into `note`.",
        )

    @classmethod
    def count_without_base(cls) -> Self:
        """Build the error for a count of nobody knows how many."""
        return cls("A `count` must have a `base`.", hint="give it in the row, or as `base` of the side.")

    @classmethod
    def count_over_base(cls, count: float, base: float) -> Self:
        """Build the error for more answers than respondents."""
        return cls("`count` must not be above its base.", found=f"{count:g} of {base:g}")

    @classmethod
    def joint_of_two(cls) -> Self:
        """Build the error for a joint figure of something else than two roles."""
        return cls(
            "`joint` must stand in a question with two roles.",
            hint="it is the percentage saying yes to both of them.",
        )

    @classmethod
    def joint_contradicts(cls, joint: float, low: float, high: float) -> Self:
        """Build the error for a joint figure (percent) that the two roles' own figures make impossible."""
        return cls(
            f"`joint` must lie between {low:g} and {high:g}: the figures of the two roles allow no other.",
            found=f"{joint:g}",
            hint="it is the percentage of everybody saying yes to both, of the same base.",
        )

    @classmethod
    def qualifies_nothing(cls, column: str) -> Self:
        """Build the error for a qualifier of a figure that is not there."""
        return cls(f"`{column}` must stand beside the figure that it is about.")

    @classmethod
    def unknown_side(cls, side: str, known: Iterable[str]) -> Self:
        """Build the error for a side that the survey does not have."""
        return cls(f"`{written(side)[1:-1]}` is not a side of this survey.", hint=nearest_hint(side, known))

    @classmethod
    def unknown_question(cls, question: str, known: Iterable[str]) -> Self:
        """Build the error for a question that the survey does not have."""
        return cls(
            f"The survey has no question `{written(question)[1:-1]}`.", hint=nearest_hint(question, known)
        )

    @classmethod
    def unknown_item(cls, item: str, known: Iterable[str]) -> Self:
        """Build the error for an item that no question has."""
        return cls(f"The survey has no item `{written(item)[1:-1]}`.", hint=nearest_hint(item, known))

    @classmethod
    def not_in_question(cls, item: str, question: str, known: Iterable[str]) -> Self:
        """Build the error for an item that this question does not have."""
        return cls(
            f"Question `{question}` has no item `{written(item)[1:-1]}`.", hint=nearest_hint(item, known)
        )

    @classmethod
    def ambiguous_item(cls, item: str, questions: Sequence[str]) -> Self:
        """Build the error for an item that several questions have."""
        return cls(
            f"Item `{item}` is in {quoted(questions)}.", hint="say which one in the column `question`."
        )

    @classmethod
    def unknown_segment(cls, segment: str, known: Iterable[str]) -> Self:
        """Build the error for a segment that the survey does not have."""
        return cls(
            f"The survey has no segment `{written(segment)[1:-1]}`.", hint=nearest_hint(segment, known)
        )

    @classmethod
    def unknown_segment_answer(cls, segment: str, answer: str, known: Iterable[object]) -> Self:
        """Build the error for an answer that the segment does not show."""
        return cls(f"Segment `{segment}` has no answer {written(answer)}.", hint=nearest_hint(answer, known))

    @classmethod
    def unknown_wave(cls, wave: str, known: Sequence[str]) -> Self:
        """Build the error for a wave that the survey does not have."""
        if not known:
            return cls(
                "`wave` must not stand in a survey without `waves`.",
                found=written(wave),
                hint='name them, in order: `waves = ["2023", "2024"]`.',
            )
        return cls(f"`{written(wave)[1:-1]}` is not a wave of this survey.", hint=nearest_hint(wave, known))

    @classmethod
    def stated_twice(cls, item: str, side: str, first: int) -> Self:
        """Build the error for two figures of the same thing."""
        return cls(
            f"`{item}` of side `{side}` must not be stated twice.",
            found=f"row {first} states it too",
            hint="mark the figure that is not to be used with `alternate`.",
        )

    @classmethod
    def side_has_data(cls, side: str) -> Self:
        """Build the error for a figure that would never be used."""
        return cls(
            f"Side `{side}` has `data`, so its published figures would never be used.",
            hint="mark them with `alternate`, or take the side's `data` out.",
        )

    @classmethod
    def no_rows(cls, side: str) -> Self:
        """Build the error for a side that nothing is stated about."""
        return cls(f"Side `{side}` has no `data`, and no published statement is about it.")

    @classmethod
    def item_on_no_side(cls, item: str, question: str) -> Self:
        """Build the error for an item with neither a column nor a statement."""
        return cls(
            f"Item `{item}` of question `{question}` is on no side.",
            hint="state a figure for it, give it a column, or take it out.",
        )

    @classmethod
    def more_problems(cls) -> Self:
        """Build the last of a long list of problems."""
        return cls("There are more problems.", hint="mend the ones above and load again.")
