"""A query on a database file (SQLite, DuckDB) as a table; it reads that file and nothing else."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from gapkit.errors import ExportError, LoadError
from gapkit.loading.cells import normal
from gapkit.loading.files import check_file, first_bytes, name_of, sha256
from gapkit.loading.frames import cells_of
from gapkit.loading.readers.contract import Head, Input, Reader
from gapkit.loading.table import Table
from gapkit.responses import DataSource
from gapkit.survey.text import clean_text

SQLITE_MAGIC: Final = b"SQLite format 3\0"
DUCKDB_MAGIC: Final = b"DUCK"
DUCKDB_PLACE: Final = 8

READING: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
"""What a query may do."""

MOST_CELLS: Final = 200_000_000


@dataclass(frozen=True, slots=True)
class SQL:
    """A query whose rows are a side's respondents, in place of a data file.

    Parameters
    ----------
    query : str
        One ``SELECT``; ``?`` or ``:name`` stand for parameters, which are bound and never written
        into the query.
    parameters : sequence or mapping
        In the order of the ``?``, or by name.
    database : path
        A SQLite or DuckDB file. It is opened for reading only, and nothing else can be opened.

    Examples
    --------
    >>> SQL("select * from answers where country = ?", ["US"], database="tracker.duckdb").database
    'tracker.duckdb'
    """

    query: str
    parameters: Sequence[object] | Mapping[str, object] = ()
    database: str | os.PathLike[str] = ""


class Found(NamedTuple):
    """Names and rows of a query."""

    names: list[str]
    rows: list[tuple[Any, ...]]


def read_sql(told: SQL, *, wanted: Collection[str] | None) -> Table:
    """Return the wanted columns of a query.

    Raises
    ------
    LoadError
        If there is no such database, it is in another format, or refuses the query.
    """
    path = Path(told.database)
    check_file(path)
    kind = database_kind(first_bytes(path, len(SQLITE_MAGIC)))
    if not kind:
        raise LoadError.not_built(name_of(path), "no SQLite or DuckDB database")
    source = DataSource(name_of(path), kind, sha256(path), rows=0, notes=("query with bound parameters",))
    found = asked(path, kind, told.query, told.parameters)
    return table_of(found, source, wanted)


def database_kind(head: bytes) -> str:
    """Return which database a file is, or nothing."""
    if head.startswith(SQLITE_MAGIC):
        return "SQLite"
    return "DuckDB" if head[DUCKDB_PLACE:].startswith(DUCKDB_MAGIC) else ""


def table_of(found: Found, source: DataSource, wanted: Collection[str] | None) -> Table:
    """Return the wanted columns of what a query found."""
    names = [normal(name) for name in found.names]
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise LoadError.duplicate_columns(source.name, twice)
    columns = {
        name: cells_of(name, pd.Series([row[place] for row in found.rows], dtype=object))
        for place, name in enumerate(names)
        if wanted is None or name in wanted
    }
    rows = len(found.rows)
    return Table(replace(source, rows=rows), columns, tuple(names), np.arange(1, rows + 1))


def asked(path: Path, kind: str, query: str, parameters: Sequence[object] | Mapping[str, object]) -> Found:
    """Return what a query finds in a database of either kind."""
    if kind == "SQLite":
        return asked_sqlite(path, query, parameters)
    return asked_duckdb(path, query, parameters)


def asked_sqlite(path: Path, query: str, parameters: Sequence[object] | Mapping[str, object]) -> Found:
    """Return what a query finds in a SQLite file, opened for reading only."""

    def allowed(action: int, *_: object) -> int:
        return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY

    bound: Any = parameters
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise ExportError.query(name_of(path), clean_text(str(error))) from None
    try:
        connection.set_authorizer(allowed)
        answer = connection.execute(query, bound)
        names = [each[0] for each in answer.description or ()]
        return Found(names, limited(answer, len(names), path))
    except (sqlite3.Error, sqlite3.Warning, ValueError, TypeError) as error:
        raise ExportError.query(name_of(path), clean_text(str(error))) from None
    finally:
        connection.close()


def asked_duckdb(path: Path, query: str, parameters: Sequence[object] | Mapping[str, object]) -> Found:
    """Return what a query finds in a DuckDB file, opened for reading only and shut to everything else."""
    try:
        import duckdb
    except ImportError:
        raise ExportError.no_driver(name_of(path)) from None
    shut: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "lock_configuration": "true",
    }
    try:
        with duckdb.connect(str(path), read_only=True, config=shut) as connection:
            answer = connection.execute(query, parameters or None)
            names = [each[0] for each in answer.description or ()]
            return Found(names, limited(answer, len(names), path))
    except duckdb.Error as error:
        raise ExportError.query(name_of(path), clean_text(str(error).split("\n")[0])) from None


def limited(answer: Any, width: int, path: Path) -> list[tuple[Any, ...]]:  # noqa: ANN401 - a cursor of either database
    """Return the rows of an answer, as far as one machine holds them."""
    most = MOST_CELLS // max(width, 1)
    rows: list[tuple[Any, ...]] = answer.fetchmany(most + 1)
    if len(rows) > most:
        raise ExportError.query(name_of(path), f"more than {most:,} rows of {width} columns")
    return rows


TABLES: Final = {
    "SQLite": "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'",
    "DuckDB": "select table_name from information_schema.tables",
}
"""Queries for the tables of a database."""


def read(file: Input) -> Table:
    """Return the wanted columns of a database's only table, or of the one that ``sheet`` names.

    Raises
    ------
    LoadError
        If the database has no such table, or several and none is named.
    """
    kind = database_kind(first_bytes(file.path, len(SQLITE_MAGIC)))
    tables = sorted(row[0] for row in asked(file.path, kind, TABLES[kind], ()).rows)
    name = file.read.sheet or (tables[0] if len(tables) == 1 else "")
    if name not in tables:
        raise ExportError.which_table(file.name, tables)
    quoted = name.replace('"', '""')
    found = asked(file.path, kind, f'select * from "{quoted}"', ())  # noqa: S608 - a table of this very database
    source = replace(file.source, notes=(*file.source.notes, f"table {clean_text(name)}"))
    return table_of(found, source, file.wanted)


def is_sqlite(head: Head) -> bool:
    """Whether a file is a SQLite database."""
    return database_kind(head.content) == "SQLite"


def is_duckdb(head: Head) -> bool:
    """Whether a file is a DuckDB database."""
    return database_kind(head.content) == "DuckDB"


SQLITE: Final = Reader("SQLite", ("sql",), (".sqlite", ".sqlite3", ".db"), is_sqlite, read)
DUCKDB: Final = Reader("DuckDB", ("duckdb",), (".duckdb",), is_duckdb, read)
