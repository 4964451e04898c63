"""Data that cannot be taken in: files, columns, answers, ids and weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Self

from gapkit.errors.base import GapkitError, quoted, shown

SHORT = 24
"""Longer cells are never printed: they may be open text."""

MANY = 10
"""With more different cells than this a column is no closed question: none is printed."""


class LoadError(GapkitError):
    """Data that gapkit refuses to take in."""

    @classmethod
    def no_file(cls, path: object) -> Self:
        """Build the error for a file that does not exist."""
        return cls(
            "The data file must exist.",
            where=str(path),
            hint="paths are relative to the survey file, or to the working folder in `load`.",
        )

    @classmethod
    def not_regular(cls, path: object, kind: str) -> Self:
        """Build the error for a folder, pipe or device in place of a file."""
        return cls(
            "The data must be a regular file.",
            where=str(path),
            found=kind,
            hint="save the data to a file, and give its path.",
        )

    @classmethod
    def unreadable(cls, path: object, reason: str) -> Self:
        """Build the error for a file that the system does not let us read."""
        return cls(
            "The data file can't be opened.",
            where=str(path),
            found=reason,
            hint="check its path and who may read it, or copy it again.",
        )

    @classmethod
    def too_large(cls, file: str, size: int, limit: int) -> Self:
        """Build the error for a file over the size limit."""
        return cls(
            f"`{file}` must be at most {limit / 2**30:g} GiB.",
            found=f"{size / 2**30:.1f} GiB",
            hint="keep only the columns that the survey file names.",
        )

    @classmethod
    def no_room(cls, file: str) -> Self:
        """Build the error for a temporary folder in which the reader can't lay down what it read."""
        return cls(
            f"The reader of `{file}` must have room in the temporary folder.",
            found="the disk is full, or a limit on the size of files",
            hint="make room, or set TMPDIR to a folder that has some.",
        )

    @classmethod
    def empty(cls, file: str, found: str) -> Self:
        """Build the error for data without a single respondent."""
        return cls(
            f"`{file}` must hold at least one respondent.",
            found=found,
            hint="export the data again, or give the file with the answers.",
        )

    @classmethod
    def nobody_left(cls, file: str) -> Self:
        """Build the error for data whose respondents are all left out."""
        return cls(
            f"`{file}` must hold at least one respondent.",
            found="nobody is left after the exclusions",
            hint="look at `where`, the weights and `missing` of the side.",
        )

    @classmethod
    def wrong_ending(cls, file: str, ending: str, found: str) -> Self:
        """Build the error for a file whose content is not what its name says."""
        return cls(
            f"`{file}` must hold what its ending {ending} says.",
            found=found,
            hint="rename the file, or force the format: `read = { format = … }` of the side.",
        )

    @classmethod
    def not_built(cls, file: str, kind: str) -> Self:
        """Build the error for a format that gapkit knows but does not read."""
        return cls(
            f"`{file}` is {kind}, which is not built yet.",
            hint="save it as CSV (UTF-8) or SPSS .sav.",
        )

    @classmethod
    def encrypted(cls, file: str) -> Self:
        """Build the error for a file under a password."""
        return cls(f"`{file}` is encrypted.", hint="save it again in SPSS without a password.")

    @classmethod
    def encoding(cls, file: str, *, row: int, encoding: str, found: str, guess: str) -> Self:
        """Build the error for text in another encoding."""
        return cls(
            f"`{file}` must be {encoding} text.",
            where=f"{file}, row {row}",
            found=found,
            hint=f'it may be {guess}: `read = {{ encoding = "{guess}" }}` of the side.' if guess else "",
        )

    @classmethod
    def no_such_encoding(cls, file: str, encoding: str) -> Self:
        """Build the error for an encoding nobody knows."""
        return cls(
            f"`{file}` can't be read in an unknown encoding.",
            found=encoding,
            hint="`utf-8`, `cp1252`, `utf-16` and others that Python knows.",
        )

    @classmethod
    def nul_bytes(cls, file: str, row: int) -> Self:
        """Build the error for NUL characters in a text file."""
        return cls(
            f"`{file}` must be text without NUL characters.",
            where=f"{file}, row {row}",
            hint="the file may be damaged, or no text file.",
        )

    @classmethod
    def no_such_delimiter(cls, file: str, delimiter: str) -> Self:
        """Build the error for a delimiter that is not one character."""
        return cls(
            f"`{file}` must have one character as delimiter.",
            found=repr(delimiter),
            hint='`read = { delimiter = ";" }` of the side.',
        )

    @classmethod
    def ragged(cls, file: str, *, rows: Sequence[int], expected: int, found: Sequence[int]) -> Self:
        """Build the error for rows that are longer or shorter than the header."""
        fields = quantities({f"{count} cells": found.count(count) for count in sorted(set(found))})
        return cls(
            f"{plural(len(rows), 'row')} of `{file}` must have {expected} cells like the header.",
            where=rows_text(file, rows),
            found=fields,
            hint="a cell that holds the delimiter must stand in double quotes.",
        )

    @classmethod
    def quoting(cls, file: str, row: int, found: str) -> Self:
        """Build the error for a cell whose quotes do not close."""
        return cls(
            f"`{file}` must have double quotes in pairs.",
            where=f"{file}, row {row}",
            found=found,
            hint="the file is cut off, or a quote inside a cell must be doubled.",
        )

    @classmethod
    def duplicate_columns(cls, file: str, names: Sequence[str]) -> Self:
        """Build the error for columns with the same name."""
        return cls(
            f"`{file}` must have different names for different columns.",
            where=f"{file}, header",
            found=f"{quoted(names)} more than once",
            hint="rename them in the file.",
        )

    @classmethod
    def row_count(cls, file: str, *, expected: int, rows: int) -> Self:
        """Build the error for a number of rows other than ``n_expected``."""
        return cls(f"`{file}` must have the {expected:,} rows of `n_expected`.", found=f"{rows:,} rows")

    @classmethod
    def not_a_number(cls, file: str, column: str, *, rows: Sequence[int], use: str) -> Self:
        """Build the error for text where only numbers make sense."""
        return cls(
            f"`{column}` must hold numbers: it is the {use}.",
            where=rows_text(file, rows),
            found=plural(len(rows), "cell") + " of text",
        )

    @classmethod
    def design_blank(cls, file: str, column: str, *, rows: Sequence[int], use: str) -> Self:
        """Build the error for respondents without stratum, PSU or population size."""
        return cls(
            f"`{column}` must be filled for every respondent: it is the {use}.",
            where=rows_text(file, rows),
            found=plural(len(rows), "blank or missing cell"),
        )

    @classmethod
    def fpc(cls, file: str, column: str, *, rows: Sequence[int], rule: str) -> Self:
        """Build the error for a population size that cannot be."""
        return cls(f"`{column}` must be {rule}.", where=rows_text(file, rows))

    @classmethod
    def too_many_segments(cls, file: str, column: str, *, segment: str, found: int, limit: int) -> Self:
        """Build the error for a segment that has a value for nearly everybody."""
        return cls(
            f"Segment `{segment}` must have at most {limit} values.",
            where=f"{file}, column `{column}`",
            found=f"{found:,} values",
            hint="name the wanted ones in `order`, or put them together with `merge`.",
        )

    @classmethod
    def only_ticks(cls, file: str, column: str, *, question: str, item: str, ticks: int) -> Self:
        """Build the error for a column in which a blank could be a "no"."""
        return cls(
            f"`{column}` holds ticks and blanks only: every share would be 100 %.",
            where=f"{file}, question `{question}`, item `{item}`",
            found=f'{plural(ticks, "tick")}, no answer that means "not ticked"',
            hint='say what a blank means: `base = "answered_any"` (no, if another item is ticked)'
            ' or `base = "all"` (no).',
        )

    @classmethod
    def not_a_frame(cls, type_name: str) -> Self:
        """Build the error for an object that is neither path nor frame."""
        return cls("The data must be a path or a data frame.", found=type_name)

    @classmethod
    def one_file_a_wave(cls, side: str, waves: Sequence[str]) -> Self:
        """Build the error for one file where nothing tells the wave."""
        first = ", ".join(f'"{wave}": ...' for wave in waves[:2])
        return cls(
            f"The data of side `{side}` must come wave by wave.",
            found="one file or frame, and no `wave` column",
            hint=f"load({{{first}}}, survey, side={side!r})",
        )

    @classmethod
    def one_file(cls, side: str, why: str) -> Self:
        """Build the error for data wave by wave where one file is told."""
        return cls(f"The data of side `{side}` must be one file or frame: {why}.", found="data by wave")

    @classmethod
    def unknown_waves(cls, side: str, found: Sequence[str], known: Sequence[str]) -> Self:
        """Build the error for data of waves that the survey does not have."""
        return cls(
            f"The data of side `{side}` must come from waves of the survey: {quoted(known)}.",
            found=quoted(found) or "no wave",
        )

    @classmethod
    def odd_cells(cls, column: str, type_name: str) -> Self:
        """Build the error for cells that are no number, text or date."""
        return cls(f"`{column}` must hold numbers or text.", where="data frame", found=type_name)


class MissingColumnError(LoadError):
    """A column that the survey file names and the data does not have."""

    @classmethod
    def not_in(cls, file: str, column: str, *, use: str, names: Sequence[str]) -> Self:
        """Build the error with the nearest column names."""
        folded = {name.casefold(): name for name in names}
        near = [folded[each] for each in get_close_matches(column.casefold(), folded, n=3)]
        return cls(
            f"`{file}` has no column `{column}`.",
            where=use,
            found=f"nearest: {quoted(near)}" if near else f"{plural(len(names), 'column')}",
        )

    @classmethod
    def no_replicates(cls, file: str, pattern: str, found: Sequence[str], *, side: str) -> Self:
        """Build the error for a pattern that too few columns match."""
        return cls(
            f"`{file}` must have at least 2 columns of replicate weights like `{pattern}`.",
            where=f"`replicates` of side `{side}`",
            found=quoted(found) or "none",
        )

    @classmethod
    def replicates_overlap(cls, file: str, pattern: str, found: Mapping[str, str], *, side: str) -> Self:
        """Build the error for a pattern that matches columns with another use."""
        return cls(
            f"`{pattern}` must match replicate weights only.",
            where=f"{file}, `replicates` of side `{side}`",
            found=shown([f"`{column}`, which is {use}" for column, use in found.items()]),
        )


class UnknownAnswerError(LoadError):
    """An answer that the survey file does not know."""

    @classmethod
    def outside_scale(
        cls, file: str, column: str, *, scale: str, rows: Sequence[int], found: Mapping[str, int]
    ) -> Self:
        """Build the error for answers that are no point of the scale."""
        return cls(
            f"`{column}` has {plural(len(rows), 'answer')} outside its {scale} scale.",
            where=rows_text(file, rows),
            found=answers_text(found),
            hint='if one means "don\'t know", add it to `missing` of the question; '
            "if it belongs to the base but not on the scale, to `off_scale`.",
        )

    @classmethod
    def not_a_tick(
        cls, file: str, column: str, *, rows: Sequence[int], found: Mapping[str, int], ticked: str
    ) -> Self:
        """Build the error for answers that are neither ticked nor unticked."""
        return cls(
            f"`{column}` has {plural(len(rows), 'answer')} neither ticked nor unticked.",
            where=rows_text(file, rows),
            found=f"{answers_text(found)}; known are {ticked}",
            hint="name every answer in `ticked`, `unticked` or `missing` of the question.",
        )

    @classmethod
    def no_item(cls, file: str, column: str, *, rows: Sequence[int], found: Mapping[str, int]) -> Self:
        """Build the error for single choices that are no item of the question."""
        return cls(
            f"`{column}` has {plural(len(rows), 'answer')} of no item.",
            where=rows_text(file, rows),
            found=answers_text(found),
            hint="together the items are the whole: add an item, or add the answer to `missing`.",
        )

    @classmethod
    def no_wave(
        cls, file: str, column: str, *, rows: Sequence[int], found: Mapping[str, int], waves: Sequence[str]
    ) -> Self:
        """Build the error for respondents of waves that the survey does not have."""
        return cls(
            f"`{column}` has {plural(len(rows), 'cell')} of no wave.",
            where=rows_text(file, rows),
            found=f"{answers_text(found)}; known are {quoted(waves)}",
            hint="name every wave in `waves`, or keep the others out with `where` of the side.",
        )

    @classmethod
    def two_meanings(cls, file: str, column: str, *, found: Iterable[str]) -> Self:
        """Build the error for an answer that stands for two things."""
        return cls(
            f"`{column}` has an answer with two meanings.",
            where=f"{file}, column `{column}`",
            found=answers_text(dict.fromkeys(found, 1), counted=False),
            hint="an answer must belong to one item or point only, by code or by label.",
        )

    @classmethod
    def declared_missing(cls, file: str, column: str, *, found: Iterable[str]) -> Self:
        """Build the error for a point of the scale that the data file declares missing."""
        return cls(
            f"`{column}` declares a point of its scale as missing.",
            where=f"{file}, column `{column}`",
            found=answers_text(dict.fromkeys(found, 1), counted=False),
            hint="add it to `missing` of the question, or take the declaration out of the data file.",
        )


class DuplicateRespondentError(LoadError):
    """The same respondent more than once."""

    @classmethod
    def repeated(cls, file: str, column: str, *, rows: Sequence[int], ids: int) -> Self:
        """Build the error with the count and the rows, never the ids."""
        return cls(
            f"`{column}` must be different for every respondent.",
            where=rows_text(file, rows),
            found=f"{plural(len(rows), 'row')} share {plural(ids, 'id')}",
            hint='`duplicates = "first"` or `"last"` of the side keeps one row of each.',
        )

    @classmethod
    def blank(cls, file: str, column: str, *, rows: Sequence[int]) -> Self:
        """Build the error for respondents without an id."""
        return cls(
            f"`{column}` must be filled for every respondent: it is the id.",
            where=rows_text(file, rows),
            found=plural(len(rows), "blank cell"),
        )


class WeightError(LoadError):
    """Weights that cannot be."""

    @classmethod
    def negative(cls, file: str, column: str, *, rows: Sequence[int]) -> Self:
        """Build the error for weights below zero."""
        return cls(
            f"`{column}` must not be negative: it is the weight.",
            where=rows_text(file, rows),
            found=plural(len(rows), "negative weight"),
        )

    @classmethod
    def missing(cls, file: str, column: str, *, rows: Sequence[int]) -> Self:
        """Build the error for respondents without a weight."""
        return cls(
            f"`{column}` must be filled for every respondent: it is the weight.",
            where=rows_text(file, rows),
            found=plural(len(rows), "missing weight"),
            hint='`missing_weights = "drop"` of the side leaves them out, with their count.',
        )

    @classmethod
    def not_finite(cls, file: str, column: str, *, rows: Sequence[int]) -> Self:
        """Build the error for infinite weights."""
        return cls(
            f"`{column}` must be finite: it is the weight.",
            where=rows_text(file, rows),
            found=plural(len(rows), "infinite weight"),
        )

    @classmethod
    def all_zero(cls, file: str, column: str) -> Self:
        """Build the error for weights that leave nobody."""
        return cls(
            f"`{column}` must be positive for somebody: it is the weight.",
            where=f"{file}, column `{column}`",
            found="no weight above 0",
        )

    @classmethod
    def replicates(
        cls, file: str, columns: Sequence[str], *, rows: Sequence[int], kind: str, count: int
    ) -> Self:
        """Build the error for cells that are no replicate weights."""
        return cls(
            f"{quoted(columns, most=3)} must hold numbers from 0 up: they are replicate weights.",
            where=rows_text(file, rows),
            found=plural(count, f"{kind} weight"),
        )

    @classmethod
    def replicates_all_zero(cls, file: str, columns: Sequence[str]) -> Self:
        """Build the error for replicates that leave nobody."""
        return cls(
            f"{quoted(columns, most=3)} must be positive for somebody: they are replicate weights.",
            where=file,
            found="no weight above 0",
        )

    @classmethod
    def same_replicates(cls, file: str, columns: Sequence[str]) -> Self:
        """Build the error for replicates that do not vary."""
        return cls(
            "Replicate weights must differ from each other.", where=f"{file}, {quoted(columns, most=3)}"
        )

    @classmethod
    def rscales_count(cls, file: str, *, given: int, replicates: int) -> Self:
        """Build the error for factors that do not go with the replicates one by one."""
        return cls(
            "`rscales` must be one number, or one per column of replicate weights.",
            found=f"{given} numbers for {replicates} columns of {file}",
        )

    @classmethod
    def no_rscales(cls, file: str) -> Self:
        """Build the error for a stratified jackknife whose strata the weights do not show."""
        return cls(
            f"The strata of the jackknife can't be found in the weights of `{file}`.",
            hint="write `rscales` beside the method: (n_h - 1) / n_h of each replicate's stratum, "
            "or 1 with one replicate per pair of PSUs.",
        )

    @classmethod
    def replicate_counts(cls, file: str, *, count: int, other: int) -> Self:
        """Build the error for waves with different numbers of replicates."""
        return cls(
            "Every wave of a side must have the same number of replicate weights.",
            found=f"{count} in {file}, {other} in the wave before",
        )


class DamagedFileError(LoadError):
    """A file that its reader cannot make sense of."""

    @classmethod
    def crashed(cls, file: str, signal: str) -> Self:
        """Build the error for a file that killed its reader."""
        return cls(
            f"The reader crashed on `{file}`.",
            found=signal,
            hint="the file is damaged or hostile: export it again.",
        )

    @classmethod
    def too_much(cls, file: str, limit: str) -> Self:
        """Build the error for a file that used up what its reader may use."""
        return cls(
            f"The reader of `{file}` must stay within its limits.",
            found=f"it needs more than {limit}",
            hint="the file is damaged, or has far more columns than the study needs.",
        )

    @classmethod
    def too_many_cells(cls, file: str, *, rows: int, columns: int, limit: int) -> Self:
        """Build the error for a table beyond what one machine reads."""
        return cls(
            f"`{file}` must have at most {limit:,} cells in the columns used.",
            found=f"{rows:,} rows of {columns:,} columns",
        )

    @classmethod
    def reader(cls, file: str, kind: str, reason: str) -> Self:
        """Build the error for a file that its reader gave up on."""
        return cls(
            f"`{file}` can't be read as {kind}.",
            found=reason,
            hint="the file is damaged or cut off: copy or export it again.",
        )

    @classmethod
    def cut_off(cls, file: str, found: str) -> Self:
        """Build the error for a file whose end is missing."""
        return cls(
            f"`{file}` is cut off.",
            found=found,
            hint="copy or export it again.",
        )

    @classmethod
    def rows_promised(cls, file: str, *, rows: int) -> Self:
        """Build the error for a header that says more rows than the file can hold."""
        return cls(
            f"`{file}` must hold the rows that its header says.",
            found=f"a header that says {rows:,} rows, more than the file is long",
            hint="the file is damaged or cut off: copy or export it again.",
        )

    @classmethod
    def rows_differ(cls, file: str, *, header: int, rows: int) -> Self:
        """Build the error for a file with other rows than its header says."""
        return cls(
            f"`{file}` must have the {header:,} rows that its header says.",
            found=f"{rows:,} rows",
            hint="the file is damaged or cut off: copy or export it again.",
        )


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    Examples
    --------
    >>> plural(1, "row"), plural(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def rows_text(file: str, rows: Sequence[int]) -> str:
    """Return the file and the first few rows.

    Examples
    --------
    >>> rows_text("x.csv", [2, 3, 5, 7, 11, 13])
    'x.csv, rows 2, 3, 5, 7, 11 and 1 more'
    """
    return f"{file}, {'row' if len(rows) == 1 else 'rows'} {shown(rows)}"


def times(count: int) -> str:
    """Return how often something is there."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def quantities(counts: Mapping[str, int]) -> str:
    """Return things with how often each is there."""
    return shown([f"{thing} ({times(count)})" for thing, count in counts.items()])


def answers_text(counts: Mapping[str, int], *, counted: bool = True) -> str:
    """Return answers with their counts, but no open text and no list of ids.

    Examples
    --------
    >>> answers_text({"9": 2, '"n/a"': 1})
    '9 (twice), "n/a" (once)'
    >>> answers_text({'"' + "a long story " * 9 + '"': 1})
    'a text of 117 characters (once)'
    """
    if len(counts) > MANY:
        return f"{len(counts):,} different answers"
    safe: dict[str, int] = {}
    for answer, count in counts.items():
        short = answer if len(answer) <= SHORT else f"a text of {len(answer) - 2} characters"
        safe[short] = safe.get(short, 0) + count
    return quantities(safe) if counted else shown(list(safe))
