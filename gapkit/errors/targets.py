"""Problems of weighting targets, and of the weighted file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from gapkit.errors.base import quoted, shown
from gapkit.errors.loading import LoadError
from gapkit.errors.report import RenderError
from gapkit.errors.survey import nearest_hint, written


class TargetError(LoadError):
    """A target that can't be weighted to."""

    @classmethod
    def unknown_column(cls, column: str, known: Iterable[str]) -> Self:
        """Build the error for a column that targets do not have."""
        return cls(f"`{written(column)[1:-1]}` is not a column of targets.", hint=nearest_hint(column, known))

    @classmethod
    def missing_columns(cls, names: Iterable[str]) -> Self:
        """Build the error for targets without a column that they need."""
        return cls(
            f"Targets must have {quoted(list(names))}.",
            hint="the head of the file is like: variable,answer,share.",
        )

    @classmethod
    def missing(cls, column: str) -> Self:
        """Build the error for a cell that must not be empty."""
        return cls(f"A target must have `{column}`.")

    @classmethod
    def not_one_size(cls) -> Self:
        """Build the error for a row with both a share and a count, or neither."""
        return cls("A target must have a `share` or a `count`, and not both.")

    @classmethod
    def not_a_size(cls, column: str, value: str) -> Self:
        """Build the error for a size that is no positive number."""
        rule = "a number above 0, in percent" if column == "share" else "a number above 0"
        return cls(
            f"`{column}` must be {rule}.",
            found=written(value),
            hint="leave out who is not in the population with the side's `where`.",
        )

    @classmethod
    def stated_twice(cls, variable: str, answer: str, first: int) -> Self:
        """Build the error for an answer with two targets."""
        return cls(
            f"{written(answer)} of `{variable}` must not have two targets.",
            found=f"row {first} states it too",
        )

    @classmethod
    def mixed(cls, variable: str) -> Self:
        """Build the error for a variable with shares and counts."""
        return cls(f"The targets of `{variable}` must all be shares, or all be counts.")

    @classmethod
    def no_sum(cls, variable: str, total: float) -> Self:
        """Build the error for shares that do not make a whole."""
        hint = "shares are percent: 21, not 0.21." if total < 2 else "an answer is missing or stated twice."  # noqa: PLR2004 - parts of 1
        return cls(f"The shares of `{variable}` must sum to 100.", found=f"{total:g}", hint=hint)

    @classmethod
    def unknown_variable(cls, variable: str, known: Iterable[str]) -> Self:
        """Build the error for a variable that the side does not have."""
        return cls(
            f"`{written(variable)[1:-1]}` is neither a segment of this side nor a column of its data.",
            hint=nearest_hint(variable, known),
        )

    @classmethod
    def unknown_answer(cls, variable: str, answer: str, known: Iterable[str]) -> Self:
        """Build the error for a target of an answer that nobody gave."""
        near = nearest_hint(answer, known)
        return cls(
            f"No respondent has {written(answer)} in `{variable}`.",
            hint=f"{near} An answer nobody gave must be put together with another one.",
        )

    @classmethod
    def without_target(cls, variable: str, answers: Mapping[str, int]) -> Self:
        """Build the error for answers that the targets leave out."""
        told = shown([f"{written(answer)} ({count:,})" for answer, count in answers.items()])
        return cls(
            f"Every answer of `{variable}` must have a target.",
            found=f"none for {told}",
            hint="add it, or leave these respondents out with the side's `where`.",
        )

    @classmethod
    def without_answer(cls, variable: str, count: int) -> Self:
        """Build the error for respondents without an answer."""
        noun = "respondent has" if count == 1 else "respondents have"
        return cls(
            f"{count:,} {noun} no answer to `{variable}` (or one the segment leaves out).",
            hint="leave them out with the side's `where`, or give them an answer of their own.",
        )

    @classmethod
    def needs_respondents(cls, side: str) -> Self:
        """Build the error for a side of published figures."""
        return cls(f"Side `{side}` is published: it has no respondents to weight.")

    @classmethod
    def unknown_side(cls, side: str, known: Iterable[str]) -> Self:
        """Build the error for a side that the survey does not have."""
        return cls(f"`{written(side)[1:-1]}` is not a side of this survey.", hint=nearest_hint(side, known))

    @classmethod
    def not_built(cls, what: str, side: str) -> Self:
        """Build the error for a design whose weights are not raked yet."""
        return cls(
            f"Side `{side}` has {what}: weighting such a side is not built yet.",
            hint="use `gapkit.weighting.rake` on the respondents of one sample.",
        )


class WeightedFileError(RenderError):
    """A weighted file that can't be written."""

    @classmethod
    def not_csv(cls, path: Path) -> Self:
        """Build the error for a format that is not written yet."""
        kind = "Parquet" if path.suffix.lower() in {".parquet", ".pq"} else f"`{path.suffix or path.name}`"
        return cls(
            f"A weighted file can't be saved as {kind}: only `.csv` is built so far.",
            where=str(path),
            hint=f"save it as `{path.with_suffix('.csv').name}`.",
        )

    @classmethod
    def column_taken(cls, column: str, file: str) -> Self:
        """Build the error for a new column under an old name."""
        return cls(f"`{file}` has a column `{column}` already.", hint="name another one with `--column`.")

    @classmethod
    def own_data(cls, path: Path) -> Self:
        """Build the error for an output that would write over its input."""
        return cls("The weighted file must not be written over the data.", where=str(path))
