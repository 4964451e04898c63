"""Answers that are no number, place or share of the points that a question asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from gapkit.errors.base import shown
from gapkit.errors.loading import UnknownAnswerError, answers_text, plural, quantities, rows_text


class NumberAnswerError(UnknownAnswerError):
    """An answer outside what a number, ranking or points question allows."""

    @classmethod
    def no_number(cls, file: str, column: str, *, rows: Sequence[int], found: Mapping[str, int]) -> Self:
        """Build the error for answers that are no number."""
        return cls(
            f"`{column}` must hold numbers: it has {plural(len(rows), 'other answer')}.",
            where=rows_text(file, rows),
            found=answers_text(found),
            hint='if one means "don\'t know", add it to `missing` of the question.',
        )

    @classmethod
    def outside_limits(
        cls, file: str, column: str, *, limits: str, rows: Sequence[int], found: Mapping[str, int]
    ) -> Self:
        """Build the error for numbers that cannot be."""
        return cls(
            f"`{column}` has {plural(len(rows), 'answer')} outside {limits}.",
            where=rows_text(file, rows),
            found=answers_text(found),
            hint='if one means "don\'t know", add it to `missing` of the question.',
        )

    @classmethod
    def no_place(
        cls, file: str, column: str, *, places: int, rows: Sequence[int], found: Mapping[str, int]
    ) -> Self:
        """Build the error for ranks that are no place."""
        return cls(
            f"`{column}` has {plural(len(rows), 'rank')} outside 1 to {places}.",
            where=rows_text(file, rows),
            found=answers_text(found),
            hint='if one means "not ranked", add it to `missing` of the question.',
        )

    @classmethod
    def never_the_total(cls, file: str, question: str, *, total: float, found: Mapping[str, int]) -> Self:
        """Build the error for points that sum to the total in no row."""
        return cls(
            f"The points of question `{question}` sum to {total:g} for nobody.",
            where=file,
            found=f"sums {quantities(found)}",
            hint="`total` must be the sum that respondents were given.",
        )

    @classmethod
    def no_ranking(cls, file: str, question: str, *, rows: Sequence[int]) -> Self:
        """Build the error for rankings that are all contradictory."""
        return cls(
            f"Nobody ranks the items of question `{question}` one by one.",
            where=rows_text(file, rows),
            found="one place for two items, or one item in two places, in every row",
        )

    @classmethod
    def not_among(cls, file: str, column: str, *, option: str, near: Sequence[str]) -> Self:
        """Build the error for an option that no cell has, though one has nearly that."""
        return cls(
            f'No cell of `{column}` contains "{option}".',
            where=f"{file}, column `{column}`",
            found="nearest: " + shown([f'"{each}"' for each in near]),
            hint="`contains` must be the option as the data file writes it.",
        )
