"""Exports of survey tools that are not what they seem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from gapkit.errors.base import quoted
from gapkit.errors.loading import LoadError, plural, rows_text


class ExportError(LoadError):
    """An export, or a file of labels beside it, that can't be taken in."""

    @classmethod
    def not_of_tool(cls, file: str, form: str) -> Self:
        """Build the error for a forced tool whose header the file does not have."""
        return cls(
            f"`{file}` must have the header rows of `{form}`, as the survey file says.",
            hint="leave `format` out of `read`, or use `csv` with `header_rows`.",
        )

    @classmethod
    def too_few_rows(cls, file: str, header_rows: int) -> Self:
        """Build the error for fewer rows than the header is said to have."""
        return cls(f"`{file}` must have the {header_rows} header rows that the survey file says.")

    @classmethod
    def labels(cls, file: str, kind: str, found: str) -> Self:
        """Build the error for a file of labels that holds something else."""
        return cls(
            f"`{file}` must be a {kind}: it lies beside the data.",
            found=found,
            hint="export it again, or take it out of the folder.",
        )

    @classmethod
    def cut_off(cls, file: str, *, row: int, expected: int, found: int) -> Self:
        """Build the error for a file whose last row stops in the middle."""
        return cls(
            f"`{file}` is cut off: its last row must have {plural(expected, 'cell')} like the header.",
            where=f"{file}, row {row}",
            found=f"{plural(found, 'cell')} and no end of line",
            hint="copy or export it again.",
        )

    @classmethod
    def definition(cls, file: str, found: str, *, line: int | None = None) -> Self:
        """Build the error for a Triple-S definition that can't be understood."""
        return cls(
            f"`{file}` must be a Triple-S definition.",
            where="" if line is None else f"{file}, line {line}",
            found=found,
            hint="the definition is damaged or cut off: export it again, with its data.",
        )

    @classmethod
    def entities(cls, file: str) -> Self:
        """Build the error for XML that declares entities of its own."""
        return cls(
            f"`{file}` must not declare XML entities.",
            hint="they can make a small file endless: export it again without them.",
        )

    @classmethod
    def no_data(cls, file: str, names: Sequence[str]) -> Self:
        """Build the error for a definition without its data file."""
        return cls(
            f"`{file}` must have its data beside it.",
            found=f"none of {quoted(names)}",
            hint="put the data file into the same folder, with the same name before its ending.",
        )

    @classmethod
    def odd_data(cls, file: str, variable: str, *, rows: Sequence[int], kind: str) -> Self:
        """Build the error for data that its definition does not allow."""
        return cls(
            f"`{variable}` must hold {kind}.",
            where=rows_text(file, rows),
            hint="the definition and the data must come from one export.",
        )

    @classmethod
    def json_line(cls, file: str, row: int, found: str) -> Self:
        """Build the error for a line that is no flat JSON object."""
        return cls(
            f"`{file}` must hold one JSON object a line.",
            where=f"{file}, line {row}",
            found=found,
            hint="the file is damaged or cut off, or no JSON lines: export it again.",
        )

    @classmethod
    def json_number(cls, file: str, column: str) -> Self:
        """Build the error for a number that no computer number holds."""
        return cls(
            f"`{column}` must hold numbers below 1e308.",
            where=file,
            found="a larger one",
            hint="write it as text if it is an id.",
        )

    @classmethod
    def json_list(cls, file: str, column: str) -> Self:
        """Build the error for a list of things that are no texts or numbers."""
        return cls(
            f"`{column}` must hold texts, numbers or lists of them.",
            where=file,
            found="lists of objects or of lists",
            hint="write one column per thing.",
        )

    @classmethod
    def too_many_columns(cls, file: str, limit: int) -> Self:
        """Build the error for objects with ever new keys."""
        return cls(f"`{file}` must have at most {limit:,} columns.")

    @classmethod
    def query(cls, name: str, reason: str) -> Self:
        """Build the error for a query that its database refuses."""
        return cls(
            f"The query on `{name}` must run.",
            found=reason,
            hint="parameters are bound in place of ? and never written into the query.",
        )

    @classmethod
    def no_driver(cls, name: str) -> Self:
        """Build the error for a DuckDB database without DuckDB."""
        return cls(f"`{name}` needs DuckDB.", hint='pip install "gapkit[sql]"')

    @classmethod
    def which_table(cls, file: str, tables: Sequence[str]) -> Self:
        """Build the error for a database of which no table is named."""
        return cls(
            f"`{file}` must have the table that `sheet` of `read` names.",
            found=quoted(tables) or "no table",
            hint='read = { sheet = "…" }',
        )
