"""Queries on database files in place of data."""

from __future__ import annotations

import sqlite3

import pytest

import gapkit as gk
from gapkit.errors import GapkitError
from gapkit.loading.readers.registry import read_file
from gapkit.loading.sql import SQL, read_sql
from gapkit.survey import ReadOptions

ROWS = [(1, "US", 1), (2, "US", 0), (3, "DE", 1), (4, "US", None)]


@pytest.fixture(params=["sqlite", "duckdb"])
def database(request, tmp_path):
    """A database of either kind with one table."""
    path = tmp_path / f"tracker.{request.param}"
    driver = sqlite3 if request.param == "sqlite" else pytest.importorskip("duckdb")
    connection = driver.connect(str(path))
    connection.execute("create table answers (id integer, country text, q1 integer)")
    connection.executemany("insert into answers values (?, ?, ?)", ROWS)
    if request.param == "sqlite":
        connection.commit()
    connection.close()
    return path


def refused(query, database, parameters=()):
    with pytest.raises(GapkitError) as caught:
        read_sql(SQL(query, parameters, database), wanted=None)
    return str(caught.value)


def test_parameters_are_bound(database):
    table = read_sql(SQL("select * from answers where country = ?", ["US"], database), wanted=["q1"])
    assert (len(table), table.names, set(table.columns)) == (3, ("id", "country", "q1"), {"q1"})
    assert table.columns["q1"].codes.tolist() == [0, 1, -1]
    assert table.columns["q1"].distinct.tolist() == [1.0, 0.0]


def test_a_parameter_is_never_part_of_the_query(database):
    told = SQL("select * from answers where country = ?", ["US' or '1' = '1"], database)
    assert len(read_sql(told, wanted=None)) == 0


def test_a_query_stands_in_place_of_a_file(database, survey_of, multiple):
    told = gk.SQL("select * from answers where country = ?", ["US"], database)
    loaded = gk.load(told, survey_of(multiple("q1")), side="us")
    assert loaded.answers["likes"].codes.T.tolist() == [[1, 0, -1]]


@pytest.mark.parametrize(
    "query",
    [
        "delete from answers",
        "create table more (a integer)",
        "attach '/tmp/other.db' as other",
        "select * from read_csv('/etc/passwd')",
        "copy answers to '/tmp/out.csv'",
        "no query at all",
        "select * from answers where country = ?",
    ],
)
def test_a_query_reads_its_database_and_nothing_else(database, query):
    assert refused(query, database).startswith(
        f"ExportError: The query on `{database.name}` must run.\n  found: "
    )


def test_two_columns_of_one_name_are_refused(database):
    assert refused("select id, q1 as id from answers", database).startswith("LoadError: `tracker.")


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "us.csv").write_text("q1\n1\n")
    assert refused("select 1", tmp_path / "us.csv").startswith(
        "LoadError: `us.csv` is no SQLite or DuckDB database"
    )


def test_the_only_table_of_a_database_is_read_as_a_file(database):
    table = read_file(database, ReadOptions())
    assert (table.source.format.lower(), len(table)) == (database.suffix[1:], 4)
    assert table.source.notes[-1] == "table answers"


def test_a_table_that_is_not_there_is_told(database):
    with pytest.raises(GapkitError) as caught:
        read_file(database, ReadOptions(sheet='x"; drop table answers'))
    assert str(caught.value) == (
        f"ExportError: `{database.name}` must have the table that `sheet` of `read` names.\n"
        "  found: `answers`\n"
        '  hint:  read = { sheet = "…" }'
    )
