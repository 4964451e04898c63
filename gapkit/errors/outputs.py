"""Problems of a report's formats: what is missing to write them, and what stops a strict run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from gapkit.errors.base import quoted
from gapkit.errors.report import ReportError


class OutputError(ReportError):
    """A report that can't be written in a format."""

    @classmethod
    def no_extra(cls, name: str, extra: str, module: str) -> Self:
        """Build the error for a format whose library is not installed."""
        return cls(f"{name} needs `{module}`.", hint=f'pip install "gapkit[{extra}]"')

    @classmethod
    def not_built(cls, path: Path, endings: Sequence[str]) -> Self:
        """Build the error for an ending that names no format of a report."""
        return cls(
            f"A report can't be saved as `{path.suffix or path.name}`.",
            where=str(path),
            hint=f"the ending must be one of {quoted(endings, most=len(endings))}.",
        )

    @classmethod
    def same_file(cls, path: Path) -> Self:
        """Build the error for two formats that would be written to one file."""
        return cls("Two outputs have the same file.", where=str(path))

    @classmethod
    def one_stream(cls, count: int) -> Self:
        """Build the error for several formats on standard output."""
        return cls("Standard output takes one format.", found=str(count), hint="name files with -o.")

    @classmethod
    def no_survey_file(cls) -> Self:
        """Build the error for a notebook of a study that no file describes."""
        return cls(
            "A notebook opens the survey file again, and this study has none.",
            hint="describe it in a survey file, or save the report in another format.",
        )

    @classmethod
    def bad_master(cls, path: Path, reason: str) -> Self:
        """Build the error for a PPTX master that can't be used."""
        return cls("The slide master can't be used.", where=str(path), found=reason)

    @classmethod
    def doubted(cls, warnings: Iterable[str]) -> Self:
        """Build the error of a strict run that was warned."""
        told = list(warnings)
        count = "A warning" if len(told) == 1 else f"{len(told)} warnings"
        return cls(
            f"{count} stood in the way of a strict run: nothing was written.",
            found="; ".join(told),
            hint="mend what is doubted, or run without --strict.",
        )
