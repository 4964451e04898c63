"""The columns that the survey file names, and what for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gapkit.errors import GapkitError, MissingColumnError
from gapkit.loading.replicates import replicate_columns
from gapkit.loading.table import Table
from gapkit.survey import Question, Replication, Side, Survey
from gapkit.survey.text import clean_text


class Use(NamedTuple):
    """A column that the survey file names, and what for."""

    column: str
    what: str


@dataclass(frozen=True, slots=True)
class Wanted(Collection[str]):
    """The columns to read: named ones, and those that the pattern of replicate weights matches."""

    named: frozenset[str]
    replication: Replication | None = None

    def __contains__(self, name: object) -> bool:
        """Whether a column is to be read."""
        if name in self.named:
            return True
        return self.replication is not None and bool(replicate_columns([str(name)], self.replication))

    def __iter__(self) -> Iterator[str]:
        """Iterate over the columns that are named."""
        return iter(self.named)

    def __len__(self) -> int:
        """Return the number of columns that are named."""
        return len(self.named)


def uses_of(survey: Survey, side: Side) -> list[Use]:
    """Return every column that the survey file names for a side, and where it does."""
    design = (
        ("id", side.id_column),
        ("weight", side.weight),
        ("strata", side.strata),
        ("psu", side.psu),
        ("fpc", side.fpc),
        ("wave", side.wave),
        ("dyad", side.dyad),
    )
    uses = [Use(name, f"`{key}` of side `{side.id}`") for key, name in design if name is not None]
    if side.where is not None:
        uses += [Use(name, f"`where` of side `{side.id}`") for name in side.where.columns]
    for segment in survey.segments.values():
        if side.id in segment.columns:
            uses.append(Use(segment.columns[side.id], f"segment `{segment.id}`, side `{side.id}`"))
    for question in survey.questions:
        for speaker in survey.speakers(question, side.id):
            uses += question_uses(question, speaker, role=speaker != side.id)
    return uses


def question_uses(question: Question, speaker: str, *, role: bool) -> list[Use]:
    """Return the columns of one question that hold the answers of a side, or of a role of it."""
    at, who = f"question `{question.id}`", f"{'role' if role else 'side'} `{speaker}`"
    uses = []
    if speaker in question.column:
        uses.append(Use(question.column[speaker], f"{at}, {who}"))
    uses += [Use(name, f"{at}, {who}") for name in question.columns.get(speaker, ())]
    uses += [
        Use(item.columns[speaker].name, f"{at}, item `{item.id}`, {who}")
        for item in question.items
        if speaker in item.columns
    ]
    return uses


def missing_columns(table: Table, uses: list[Use]) -> list[GapkitError]:
    """Return an error for each column that the survey file names and the table does not have."""
    absent: dict[str, list[str]] = {}
    for use in uses:
        if use.column not in table.columns:
            absent.setdefault(use.column, []).append(use.what)
    return [
        MissingColumnError.not_in(
            table.source.name, column, use="; ".join(whats[:3]), names=shown_names(table)
        )
        for column, whats in absent.items()
    ]


def replicate_clashes(table: Table, side: Side, uses: Sequence[Use]) -> list[GapkitError]:
    """Return the error of a pattern for replicate weights that matches a column of another use."""
    if side.replicates is None:
        return []
    matched = set(replicate_columns(table.names, side.replicates))
    found = {use.column: use.what for use in uses if use.column in matched}
    if not found:
        return []
    pattern = side.replicates.columns
    return [MissingColumnError.replicates_overlap(table.source.name, pattern, found, side=side.id)]


def shown_names(table: Table) -> list[str]:
    """Return the table's column names as they are printed."""
    return [clean_text(name) for name in table.names]
