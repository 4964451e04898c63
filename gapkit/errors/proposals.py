"""Data files of which no draft of a survey file can be made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from gapkit.errors.base import GapkitError, quoted


class ProposalError(GapkitError):
    """A survey file that can't be proposed."""

    @classmethod
    def exists(cls, path: Path) -> Self:
        """Build the error for a survey file that is there already."""
        return cls(
            f"`{path}` is there already.",
            hint="name another file, or replace it with --force (`force=True`).",
        )

    @classmethod
    def not_written(cls, path: Path, reason: str) -> Self:
        """Build the error for a survey file that can't be written."""
        return cls(f"`{path}` can't be written.", found=reason.lower())

    @classmethod
    def too_many(cls, file: str, count: int, limit: int) -> Self:
        """Build the error for a file with more items than a study may have."""
        return cls(
            f"`{file}` has more items than {limit:,}, the most that a side may have.",
            found=f"{count:,} items",
            hint="keep the columns to be compared in a file of their own.",
        )

    @classmethod
    def no_rows(cls, file: str) -> Self:
        """Build the error for a file without respondents."""
        return cls(f"`{file}` has no rows, so nothing can be proposed.")

    @classmethod
    def no_questions(cls, file: str) -> Self:
        """Build the error for a file in which no question was found."""
        return cls(
            f"No question was found in `{file}`.",
            hint="`gapkit items` lists what the file holds.",
        )

    @classmethod
    def nothing_alike(cls, files: Sequence[str], bare: Sequence[str]) -> Self:
        """Build the error for two files of which no question is worded alike."""
        return cls(
            "No question of the two files is worded alike.",
            where=", ".join(files),
            found=f"no wording in {quoted(bare)}" if bare else "",
            hint="give the wordings of bare columns with --wording: a CSV with `column` and `label`.",
        )

    @classmethod
    def no_roles(cls, file: str) -> Self:
        """Build the error for a single file without two answers to the same items."""
        return cls(
            f"`{file}` asks about no items in two ways, such as `X` and `X - Importance`.",
            hint="give two files, or the file twice with --where for each side.",
        )

    @classmethod
    def same_file(cls, file: str) -> Self:
        """Build the error for two sides that are the same respondents."""
        return cls(
            f"`{file}` is given for both sides without saying who belongs to which.",
            hint="give --where twice, one for each side; or the file once, to compare columns of its own.",
        )

    @classmethod
    def names(cls, found: Sequence[str], wanted: int) -> Self:
        """Build the error for names of sides that do not suit the files."""
        return cls(
            f"There must be {wanted} different names of sides, one per file.",
            found=quoted(found) or "none",
        )

    @classmethod
    def once_per_file(cls, option: str, found: int, wanted: int) -> Self:
        """Build the error for an option that is given for some files only."""
        return cls(f"`{option}` must be given once per file ({wanted}), or not at all.", found=str(found))

    @classmethod
    def unknown_reference(cls, name: str, known: Sequence[str]) -> Self:
        """Build the error for a reference that is no side."""
        return cls(f"`{name}` is no side.", hint=f"known: {quoted(known)}.")

    @classmethod
    def codebook(cls, file: str, found: Sequence[str]) -> Self:
        """Build the error for a table of wordings without the columns it must have."""
        return cls(
            f"`{file}` must have the columns `column` and `label`.",
            found=quoted(found),
            hint="`question` and `file` may stand beside them.",
        )

    @classmethod
    def unknown_columns(cls, file: str, columns: Sequence[str]) -> Self:
        """Build the error for a table of wordings that speaks of no column of the data."""
        return cls(f"`{file}` has wordings of columns that no data file has.", found=quoted(columns))
