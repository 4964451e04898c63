"""Files to coded respondents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd

import gapkit as gk
from benchmarks import limits
from benchmarks.data import Sheet
from benchmarks.model import Case, Contender, Size, Values
from gapkit.survey import Survey

SHARE = 4
"""Files hold a quarter of the rows of a tally."""


def sheet_of(size: Size) -> Sheet:
    """Return the sheet that the file holds."""
    return Sheet(replace(size, rows=max(50, size.rows // SHARE)))


def written(size: Size, ending: str) -> tuple[Path, Survey]:
    """Write the sheet to a file, and return it with its survey."""
    sheet = sheet_of(size)
    # Left for the system to clear away: the process that reads it ends with its case.
    path = Path(mkdtemp(prefix="gapkit-bench-")) / f"consumers{ending}"
    frame = sheet.frame.drop(columns="segment").assign(segment=[f"s{code:02d}" for code in sheet.segment])
    if ending == ".csv":
        ticks = frame[sheet.names].astype("Int64")
        pd.concat([ticks, frame[["segment", "w"]]], axis=1).to_csv(path, index=False)
    else:
        import pyreadstat

        pyreadstat.write_sav(frame, str(path))
    return path, sheet.survey


def csv(size: Size) -> tuple[Path, Survey]:
    """Write a CSV file."""
    return written(size, ".csv")


def sav(size: Size) -> tuple[Path, Survey]:
    """Write an SPSS file."""
    return written(size, ".sav")


def ticks(size: Size) -> Values:
    """Return the ticks of each item."""
    return np.asarray((sheet_of(size).codes == 1).sum(axis=0), dtype=np.float64)


def gapkit_load(told: tuple[Path, Survey]) -> Values:
    """Load with gapkit: recognised, checked, coded; SPSS files in a process of their own."""
    path, survey = told
    (answers,) = gk.load(path, survey, side="consumer").answers.values()
    return np.asarray((answers.codes == 1).sum(axis=0), dtype=np.float64)


def gapkit_load_here(told: tuple[Path, Survey]) -> Values:
    """Load with gapkit, trusting the file."""
    path, survey = told
    (answers,) = gk.load(path, survey, side="consumer", isolate=False).answers.values()
    return np.asarray((answers.codes == 1).sum(axis=0), dtype=np.float64)


def items_of(frame: pd.DataFrame) -> Values:
    """Return the ticks of a frame's items."""
    return np.asarray((frame.filter(regex=r"^i\d") == 1).sum(axis=0), dtype=np.float64)


def pandas_csv(told: tuple[Path, Survey]) -> Values:
    """Read with pandas, coded by nobody."""
    return items_of(pd.read_csv(told[0]))


def polars_csv(told: tuple[Path, Survey]) -> Values:
    """Read with Polars, coded by nobody."""
    import polars as pl  # type: ignore[import-not-found,unused-ignore]

    frame = pl.read_csv(told[0])
    counted = frame.select((pl.col("^i[0-9]+$") == 1).sum())
    return np.asarray(counted.to_numpy()[0], dtype=np.float64)


def duckdb_csv(told: tuple[Path, Survey]) -> Values:
    """Read with DuckDB, coded by nobody."""
    import duckdb  # type: ignore[import-not-found,unused-ignore]

    connection = duckdb.connect(config={"threads": 2})
    return items_of(connection.execute("select * from read_csv(?)", [str(told[0])]).df())


def pyreadstat_sav(told: tuple[Path, Survey]) -> Values:
    """Read with pyreadstat, coded by nobody."""
    import pyreadstat

    return items_of(pyreadstat.read_sav(str(told[0]), user_missing=True)[0])


def bytes_of(told: tuple[Path, Survey]) -> Values:
    """Read the bytes."""
    return limits.read_file(told[0])


CASES = (
    Case(
        "load-csv",
        "a CSV file of a quarter of the rows, to coded respondents",
        (
            Contender("gapkit", "library", csv, gapkit_load),
            Contender("bytes", "limit", csv, bytes_of, other="reads them only"),
            Contender("pandas", "peer", csv, pandas_csv),
            Contender("Polars", "peer", csv, polars_csv, needs="polars"),
            Contender("DuckDB", "peer", csv, duckdb_csv, needs="duckdb"),
        ),
        ticks,
    ),
    Case(
        "load-sav",
        "an SPSS file of a quarter of the rows, to coded respondents",
        (
            Contender("gapkit", "library", sav, gapkit_load),
            Contender("bytes", "limit", sav, bytes_of, other="reads them only"),
            Contender("gapkit, not isolated", "peer", sav, gapkit_load_here),
            Contender("pyreadstat", "peer", sav, pyreadstat_sav),
        ),
        ticks,
    ),
)
