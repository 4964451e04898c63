"""Weighting targets: a table of known shares, set beside the answers of one side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from gapkit.errors import GapkitError, raise_all
from gapkit.errors.targets import TargetError
from gapkit.loading.cells import NOTHING, normal, text_number
from gapkit.loading.files import all_bytes, check_file, name_of
from gapkit.loading.table import Table
from gapkit.loading.text import read_text
from gapkit.responses import DataSource, Responses
from gapkit.survey import ReadOptions, Segment, Side, Survey
from gapkit.survey.text import clean_text

COLUMNS: Final = ("variable", "answer", "share", "count", "note")
SIZES: Final = ("share", "count")

WHOLE: Final = 100.0
HALF: Final = 0.5
"""Rounding that each printed share may carry, in units of its last digit."""


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the targets: how much of the population gave this answer.

    Attributes
    ----------
    size : float
        Percent or count, as written.
    kind : {"share", "count"}
        Which of the two.
    unit : float
        Size of the last printed digit.
    row : int
        Row of the file, the first below the head being 2.
    """

    variable: str
    answer: str
    size: float
    kind: str
    unit: float
    row: int


@dataclass(frozen=True, slots=True)
class TargetTable:
    """The targets of every variable, in the file's order.

    Attributes
    ----------
    file : str
        Its name.
    targets : tuple of Target
        Row by row.
    """

    file: str
    targets: tuple[Target, ...]

    @property
    def variables(self) -> Mapping[str, tuple[Target, ...]]:
        """The rows of each variable."""
        groups: dict[str, list[Target]] = {}
        for target in self.targets:
            groups.setdefault(target.variable, []).append(target)
        return {variable: tuple(rows) for variable, rows in groups.items()}

    def where(self, *targets: Target) -> str:
        """Return file and rows, for errors."""
        rows = [str(target.row) for target in targets[:5]]
        more = ", …" if len(targets) > len(rows) else ""
        return f"{self.file}, row{'s' if len(rows) > 1 else ''} {', '.join(rows)}{more}"


def read_targets(path: Path) -> TargetTable:
    """Return the targets of a CSV file with columns variable, answer, and share (percent) or count.

    Raises
    ------
    LoadError
        With every problem of the file: unknown columns, empty cells, sizes that are no positive
        numbers, answers stated twice, shares that do not sum to 100 within their rounding.
    """
    check_file(path)
    source = DataSource(name_of(path), "CSV", "", rows=0)
    table = read_text(all_bytes(path), source, ReadOptions(), wanted=None)
    check_head(table)
    problems: list[GapkitError] = []
    found: list[Target] = []
    doubtful: set[str] = set()
    for place in range(len(table)):
        cells = {name.lower(): cell(table, name, place) for name in table.names}
        try:
            found.append(target_of(cells, table, int(table.rows[place])))
        except TargetError as error:
            error.where = f"{source.name}, row {table.rows[place]}"
            problems.append(error)
            doubtful.add(cells["variable"])
    told = TargetTable(source.name, tuple(found))
    problems += [*contradictions(told), *wrong_sums(told, doubtful)]
    if problems:
        raise_all(problems)
    return told


def check_head(table: Table) -> None:
    """Raise unless the columns are those of targets."""
    problems: list[GapkitError] = [
        TargetError.unknown_column(name, COLUMNS) for name in table.names if name.lower() not in COLUMNS
    ]
    names = {name.lower() for name in table.names}
    missing = [name for name in COLUMNS[:2] if name not in names]
    if not names & set(SIZES):
        missing.append("share")
    if missing:
        problems.append(TargetError.missing_columns(missing))
    for problem in problems:
        problem.where = f"{table.source.name}, header"
    if problems:
        raise_all(problems)


def target_of(cells: Mapping[str, str], table: Table, row: int) -> Target:
    """Return one row as a target."""
    for column in COLUMNS[:2]:
        if not cells[column]:
            raise TargetError.missing(column)
    given = [kind for kind in SIZES if cells.get(kind)]
    if len(given) != 1:
        raise TargetError.not_one_size()
    kind = given[0]
    decimal = next(each.decimal for each in table.columns.values())
    text = cells[kind].removesuffix("%").rstrip() if kind == "share" else cells[kind]
    size = text_number(text, decimal)
    if not 0 < size < np.inf:
        raise TargetError.not_a_size(kind, cells[kind])
    places = len(text.partition(decimal)[2])
    return Target(cells["variable"], cells["answer"], size, kind, 10.0**-places, row)


def cell(table: Table, column: str, place: int) -> str:
    """Return one cell as normalised text; nothing where it is blank."""
    cells = table.columns[column]
    code = int(cells.codes[place])
    return "" if code == NOTHING else normal(str(cells.distinct[code]))


def contradictions(table: TargetTable) -> Iterator[TargetError]:
    """Yield answers stated twice, and variables with shares and counts."""
    for variable, rows in table.variables.items():
        first: dict[str, Target] = {}
        for row in rows:
            if row.answer in first:
                error = TargetError.stated_twice(variable, row.answer, first[row.answer].row)
                error.where = table.where(row)
                yield error
            first.setdefault(row.answer, row)
        if len({row.kind for row in rows}) > 1:
            error = TargetError.mixed(variable)
            error.where = table.where(*rows)
            yield error


def wrong_sums(table: TargetTable, doubtful: set[str]) -> Iterator[TargetError]:
    """Yield variables whose shares are no whole, beyond the rounding that their digits carry."""
    for variable, rows in table.variables.items():
        if variable not in doubtful and {row.kind for row in rows} == {"share"}:
            total = sum(row.size for row in rows)
            if abs(total - WHOLE) > HALF * sum(row.unit for row in rows) + 1e-9:
                error = TargetError.no_sum(variable, total)
                error.where = table.where(*rows)
                yield error


def with_targets(survey: Survey, side: Side, table: TargetTable, columns: tuple[str, ...]) -> Survey:
    """Return the survey with a segment for every variable that names a column of the data.

    Parameters
    ----------
    columns : tuple of str
        Columns of the side's data.

    Raises
    ------
    TargetError
        If a variable is neither a segment of the side nor a column.
    """
    problems: list[GapkitError] = []
    added: dict[str, Segment] = {}
    own = [name for name, segment in survey.segments.items() if side.id in segment.columns]
    for variable, rows in table.variables.items():
        if variable in own:
            continue
        if variable not in columns:
            error = TargetError.unknown_variable(variable, [*own, *columns])
            error.where = table.where(*rows)
            problems.append(error)
        added[variable] = Segment(variable, clean_text(variable), {side.id: variable})
    if problems:
        raise_all(problems)
    return replace(survey, segments={**survey.segments, **added})


def shares_of(responses: Responses, table: TargetTable) -> dict[str, dict[str, float]]:
    """Return each variable's shares (0 to 1) by the answers of the side.

    Raises
    ------
    TargetError
        With every answer that nobody gave, every answer without a target, and respondents without
        an answer.
    """
    problems: list[GapkitError] = []
    shares: dict[str, dict[str, float]] = {}
    for variable, rows in table.variables.items():
        segment = responses.segments[variable]
        counts = np.bincount(segment.codes[segment.codes >= 0], minlength=len(segment.labels))
        there = {normal(label): (label, int(n)) for label, n in zip(segment.labels, counts, strict=True)}
        for row in rows:
            if there.get(row.answer, ("", 0))[1] == 0:
                known = [label for label, n in there.values() if n]
                error = TargetError.unknown_answer(variable, row.answer, known)
                error.where = table.where(row)
                problems.append(error)
        told = {row.answer for row in rows}
        left = {label: n for answer, (label, n) in there.items() if n and answer not in told}
        problems += [TargetError.without_target(variable, left)] if left else []
        blank = int((segment.codes < 0).sum())
        problems += [TargetError.without_answer(variable, blank)] if blank else []
        total = sum(row.size for row in rows)
        shares[variable] = {there.get(row.answer, ("", 0))[0]: row.size / total for row in rows}
    for problem in problems:
        problem.where = problem.where or f"{responses.source.name}, side `{responses.side.id}`"
    if problems:
        raise_all(problems)
    return shares
