"""SPSS files (.sav, .zsav) as tables."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.errors import DamagedFileError
from gapkit.loading import child
from gapkit.loading.cells import Cells, MissingRange
from gapkit.loading.table import Table
from gapkit.responses import DataSource

WALL_LIMIT: Final = 120
"""Seconds that the reader may take by the clock."""

KEPT_VARIABLES: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""What the reader may see of the environment."""


def read_spss(path: Path, source: DataSource, *, wanted: Collection[str] | None, isolate: bool) -> Table:
    """Return the wanted columns of an SPSS file, with labels and declared missing answers.

    Parameters
    ----------
    wanted : collection of str or None
        Columns to read; ``None`` reads all of them.
    isolate : bool
        Read in a process of its own, with limits on memory and time. A damaged file can kill the
        process that reads it.

    Raises
    ------
    DamagedFileError
        If the file crashes its reader, exceeds the limits, or holds other rows than it says.
    """
    names = None if wanted is None else sorted(wanted)
    told = read_apart(path, source.name, names) if isolate else read_here(path, names)
    stop_if_damaged(source.name, told)
    try:
        table = table_of(told, source)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DamagedFileError.reader(source.name, "SPSS", "its reader sent nonsense") from error
    if told["header_rows"] is not None and 0 <= told["header_rows"] != len(table):
        raise DamagedFileError.rows_differ(source.name, header=told["header_rows"], rows=len(table))
    return table


def read_here(path: Path, names: list[str] | None) -> dict[str, Any]:
    """Read the file in this process."""
    try:
        return child.read(str(path), names)
    except MemoryError:
        return {"stop": "memory"}
    except Exception as error:  # noqa: BLE001 - readers raise anything on damaged files
        return {"stop": "error", "error": f"{type(error).__name__}: {error}"}


def read_apart(path: Path, file: str, names: list[str] | None) -> dict[str, Any]:
    """Read the file in a lean child process with limits, and take over what it wrote."""
    with tempfile.TemporaryDirectory(prefix="gapkit-") as name:
        folder = Path(name)
        (folder / "wanted.json").write_text(json.dumps(names), "utf-8")
        run_child(path, file, folder)
        return taken_over(folder, file)


def run_child(path: Path, file: str, folder: Path) -> None:
    """Run the reader to its end, or say why it did not get there."""
    environment = {key: os.environ[key] for key in KEPT_VARIABLES if key in os.environ}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-I", child.__file__, str(path.resolve()), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and script, never a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
            timeout=WALL_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DamagedFileError.too_much(file, f"{WALL_LIMIT} seconds") from None
    if done.returncode < 0:
        raise killed(file, -done.returncode)
    if done.returncode != 0:
        raise DamagedFileError.crashed(file, f"exit status {done.returncode}")


def killed(file: str, number: int) -> DamagedFileError:
    """Return the error for a reader that a signal ended."""
    if number in {signal.SIGXCPU, signal.SIGKILL}:
        return DamagedFileError.too_much(
            file, f"{child.CPU_LIMIT} seconds of computing, or more memory than there is"
        )
    names = {each.value: each.name for each in signal.Signals}
    return DamagedFileError.crashed(file, names.get(number, f"signal {number}"))


def taken_over(folder: Path, file: str) -> dict[str, Any]:
    """Return what the child left in the folder; it is data, never code."""
    try:
        told: dict[str, Any] = json.loads((folder / "told.json").read_text("utf-8"))
        for place, column in enumerate(told.get("columns", {}).values()):
            for kind in child.KINDS:
                array = folder / f"{kind}{place}.npy"
                if array.exists():
                    column[kind] = np.load(array, allow_pickle=False)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise DamagedFileError.reader(file, "SPSS", "its reader sent nonsense") from error
    return told


def stop_if_damaged(file: str, told: Mapping[str, Any]) -> None:
    """Raise what the reader gave as its reason to stop."""
    match told.get("stop"):
        case None:
            return
        case "cells":
            raise DamagedFileError.too_many_cells(
                file, rows=told["rows"], columns=told["width"], limit=child.CELL_LIMIT
            )
        case "memory":
            raise DamagedFileError.too_much(file, f"{child.MEMORY_LIMIT / 2**30:g} GiB of memory")
        case _:
            raise DamagedFileError.reader(file, "SPSS", str(told.get("error", "")))


def table_of(told: Mapping[str, Any], source: DataSource) -> Table:
    """Return the reader's findings as a table."""
    rows = int(told["rows"])
    columns = {str(name): cells_of(column, rows) for name, column in told["columns"].items()}
    notes = (f"encoding {told['encoding']}",) if told["encoding"] else ()
    return Table(
        source=replace(source, rows=rows, notes=source.notes + notes),
        columns=columns,
        names=tuple(str(name) for name in told["names"]),
        rows=np.arange(1, rows + 1),
    )


def cells_of(column: Mapping[str, Any], rows: int) -> Cells:
    """Return one column as cells, having checked that it holds together."""
    codes, distinct = coded_numbers(column) if "numbers" in column else coded_texts(column)
    if len(codes) != rows or (codes < -1).any() or (codes >= len(distinct)).any():
        raise ValueError(rows)
    return Cells(
        codes=codes,
        distinct=distinct,
        labels={key: str(label) for key, label in column["labels"]},
        missing=tuple(MissingRange(low, high) for low, high in column["missing"]),
        label=str(column["label"]),
        measure=str(column["measure"]),
    )


def coded_numbers(column: Mapping[str, Any]) -> tuple[NDArray[np.int32], NDArray[Any]]:
    """Return the codes and the different cells of a numeric column."""
    codes, distinct = pd.factorize(np.asarray(column["numbers"], np.float64))
    return codes.astype(np.int32), distinct


def coded_texts(column: Mapping[str, Any]) -> tuple[NDArray[np.int32], NDArray[Any]]:
    """Return the codes and the different cells of a text column."""
    distinct = np.array([str(text) for text in column["distinct"]], object)
    return np.asarray(column["codes"], np.int32), distinct
