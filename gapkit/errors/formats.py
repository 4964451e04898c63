"""Files whose format can't be read, or not as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from gapkit.errors.base import quoted
from gapkit.errors.loading import LoadError


class FormatError(LoadError):
    """A file that is in no format that can be read here."""

    @classmethod
    def packed(cls, file: str, kind: str) -> Self:
        """Build the error for a compressed file that its reader needs unpacked."""
        return cls(
            f"`{file}` must be unpacked first.",
            found=f"{kind}, compressed with gzip",
            hint="`gunzip` it, and give the file in it.",
        )

    @classmethod
    def no_such_format(cls, file: str, name: str, known: Sequence[str]) -> Self:
        """Build the error for a forced format that does not exist."""
        return cls(f"`{file}` can't be read as `{name}`.", hint=f"known are {quoted(known, most=40)}.")

    @classmethod
    def missing_extra(cls, file: str, kind: str, extra: str) -> Self:
        """Build the error for a format whose reader is not installed."""
        return cls(f"Reading {kind} needs more: `{file}`.", hint=f'pip install "gapkit[{extra}]"')

    @classmethod
    def not_importable(cls, file: str, package: str) -> Self:
        """Build the error for a package that this process finds and the reader's own does not."""
        return cls(
            f"The reader of `{file}` can't find {package}.",
            hint="it runs isolated from this environment: install the package where Python itself looks, "
            "or load with `isolate=False`.",
        )

    @classmethod
    def catalogue(cls, file: str) -> Self:
        """Build the error for a file that only holds value labels."""
        return cls(
            f"`{file}` holds value labels and no respondents: it is a SAS catalogue.",
            hint="give the .sas7bdat that lies beside it: its labels are then read from here.",
        )

    @classmethod
    def companion(cls, file: str, kind: str, give: str) -> Self:
        """Build the error for a file that is read together with another one."""
        return cls(f"`{file}` is {kind}, not a data file by itself.", hint=f"give {give}.")

    @classmethod
    def no_catalogue(cls, file: str, name: str) -> Self:
        """Build the error for a catalogue that the survey file names and that is not there."""
        return cls(f"The catalogue of `{file}` must lie beside it.", found=f"no file `{name}`")

    @classmethod
    def no_sheet(cls, file: str, sheet: str, sheets: Sequence[str]) -> Self:
        """Build the error for a sheet that is not there."""
        return cls(f"`{file}` has no sheet `{sheet}`.", found=quoted(sheets))

    @classmethod
    def bomb(cls, file: str, found: str) -> Self:
        """Build the error for a packed file that unpacks to far more than a workbook needs."""
        return cls(
            f"`{file}` unpacks to more than is read.",
            found=found,
            hint="the file is damaged or hostile, or the data are better saved as CSV.",
        )

    @classmethod
    def no_book(cls, file: str, found: str, hint: str = "unpack it, and give the data file in it.") -> Self:
        """Build the error for a zip or Office file without a workbook in it."""
        return cls(f"`{file}` holds no workbook.", found=found, hint=hint)

    @classmethod
    def encrypted_book(cls, file: str) -> Self:
        """Build the error for a workbook under a password."""
        return cls(f"`{file}` is encrypted.", hint="save it again without a password.")

    @classmethod
    def nested(cls, file: str, columns: Sequence[str]) -> Self:
        """Build the error for columns whose cells are tables themselves."""
        return cls(
            "A column must hold one answer a cell.",
            where=file,
            found=f"{quoted(columns)} with several values under names in each cell",
            hint="make a column of each of these values.",
        )

    @classmethod
    def too_many_options(cls, file: str, column: str, *, count: int, limit: int) -> Self:
        """Build the error for lists that hold open text rather than options."""
        return cls(
            f"`{column}` must have at most {limit} options: its cells are lists.",
            where=file,
            found=f"{count:,} different ones",
        )


class SeveralSheetsError(FormatError):
    """A workbook in which several sheets hold something.

    Attributes
    ----------
    sheets : tuple of str
        Their names.
    """

    sheets: tuple[str, ...] = ()

    @classmethod
    def which(cls, file: str, sheets: Sequence[str]) -> Self:
        """Build the error that asks for one of them."""
        error = cls(
            f"`{file}` has several sheets: say which one.",
            found=quoted(sheets),
            hint=f'`read = {{ sheet = "{sheets[0]}" }}` of the side.',
        )
        error.sheets = tuple(sheets)
        return error
