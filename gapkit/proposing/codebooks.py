"""Wordings that stand in a table of their own: a codebook for files that hold names only."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gapkit.errors.proposals import ProposalError
from gapkit.inventory.describing import read_any
from gapkit.loading.cells import Cells
from gapkit.loading.table import Table
from gapkit.survey import ReadOptions
from gapkit.survey.text import answer_text

NEEDED = ("column", "label")


def with_wording(tables: Sequence[Table], codebook: str | os.PathLike[str] | None) -> list[Table]:
    """Return tables whose columns have the codebook's wording where they have none of their own.

    Raises
    ------
    ProposalError
        If the codebook lacks a column that it needs, or speaks of columns that no file has.
    """
    if codebook is None:
        return list(tables)
    path = Path(codebook)
    rows = read_codebook(path)
    known = {name for table in tables for name in table.names}
    unknown = list(dict.fromkeys(row["column"] for row in rows if row["column"] not in known))
    if unknown:
        raise ProposalError.unknown_columns(path.name, unknown)
    return [worded(table, rows) for table in tables]


def read_codebook(path: Path) -> list[Mapping[str, str]]:
    """Return the rows of a codebook."""
    table = read_any(path, ReadOptions(), isolate=True)
    if not set(NEEDED) <= set(table.names):
        raise ProposalError.codebook(path.name, table.names)
    return [
        {name: cell_text(cells, row) for name, cells in table.columns.items()} for row in range(len(table))
    ]


def cell_text(cells: Cells, row: int) -> str:
    """Return a cell as text."""
    code = int(cells.codes[row])
    return "" if code < 0 else answer_text(str(cells.distinct[code]))


def worded(table: Table, rows: Sequence[Mapping[str, str]]) -> Table:
    """Return a table with the wordings of the rows that speak of it."""
    columns = dict(table.columns)
    for row in rows:
        name = row["column"]
        if name in columns and row.get("file", "") in {"", table.source.name}:
            cells = columns[name]
            own = cells.label if cells.label != name else ""
            columns[name] = replace(
                cells, label=own or row["label"], question=cells.question or row.get("question", "")
            )
    return replace(table, columns=columns)
