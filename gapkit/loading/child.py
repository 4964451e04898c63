"""Read an SPSS file in a process of its own: a damaged file can kill the process that reads it.

This file is run as a script with ``python -I`` and imports neither gapkit nor pandas. It writes
an array per column and ``told.json`` into a folder; the parent trusts none of it and checks all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

MEMORY_LIMIT = 3 * 2**30
CPU_LIMIT = 60
CELL_LIMIT = 200_000_000
BLOCK_CELLS = 50_000_000
"""Cells read in one pass: the reader holds them as Python objects."""

KINDS = ("numbers", "codes")
"""What a column's array holds: the cells, or the places of its texts."""

COUNT_AT, COUNT_END = 80, 84
"""Where an SPSS file says how many rows it has."""


class CountHidden:
    """An SPSS file that does not say how many rows it has, so that its reader goes to the end.

    A header with too small a count would otherwise cut the data in silence, and one with too
    large a count would keep the reader busy for minutes.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, with the row count replaced by -1 (unknown)."""
        start = self.file.tell()
        data = self.file.read(size)
        if start >= COUNT_END or start + len(data) <= COUNT_AT:
            return data
        patched = bytearray(data)
        for place in range(max(COUNT_AT, start), min(COUNT_END, start + len(data))):
            patched[place - start] = 0xFF
        return bytes(patched)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to a place of the file."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place in the file."""
        return self.file.tell()


Store = Callable[[int, dict[str, Any]], None]
"""Puts a column's array away, so that not all of them have to be held."""


def read(path: str, wanted: list[str] | None, store: Store | None = None) -> dict[str, Any]:
    """Return the names, labels and wanted columns of an SPSS file, or what stood in the way."""
    meta = read_sav(path, metadataonly=True)[1]
    names = list(meta.column_names)
    columns = names if wanted is None else [name for name in names if name in set(wanted)]
    told: dict[str, Any] = {"names": names, "header_rows": meta.number_rows, "columns": {}}
    rows = max(meta.number_rows or 0, 0)
    if rows * max(len(columns), 1) > CELL_LIMIT:
        return told | {"stop": "cells", "rows": rows, "width": len(columns)}
    width = max(1, BLOCK_CELLS // max(rows, 1))
    for start in range(0, len(columns), width):
        block = columns[start : start + width]
        told["rows"] = read_block(path, block, told["columns"], store)
        if told["rows"] * len(block) > CELL_LIMIT:
            return told | {"stop": "cells", "width": len(block)}
    if not columns:
        told["rows"] = read_block(path, names[:1], {}, None) if names else 0
    for name in columns:
        told["columns"][name] |= {
            "label": meta.column_names_to_labels.get(name) or "",
            "labels": list(meta.variable_value_labels.get(name, {}).items()),
            "missing": [[each["lo"], each["hi"]] for each in meta.missing_ranges.get(name, [])],
            "measure": meta.variable_measure.get(name, "unknown"),
        }
    told["encoding"] = str(meta.file_encoding or "")
    return told


def read_sav(file: object, **options: object) -> tuple[dict[str, list[Any]], Any]:
    """Return data and metadata as they are in the file: codes, no dates, no applied labels."""
    import pyreadstat

    reader: Any = pyreadstat.read_sav
    data, meta = reader(
        file,
        user_missing=True,
        disable_datetime_conversion=True,
        output_format="dict",
        **options,
    )
    return data, meta


def read_block(path: str, columns: list[str], into: dict[str, Any], store: Store | None) -> int:
    """Read some columns to the end of the file and return how many rows there are."""
    most = CELL_LIMIT // len(columns) + 1
    with Path(path).open("rb") as file:
        data, meta = read_sav(CountHidden(file), usecols=columns, row_limit=most)
    rows = -1
    for name in columns:
        cells = data.pop(name)
        rows = len(cells)
        column = coded(cells, text=meta.readstat_variable_types[name] == "string")
        if store is not None:
            store(len(into), column)
        into[name] = column
    return rows


def coded(cells: list[Any], *, text: bool) -> dict[str, Any]:
    """Return a column as its different cells and the place of each row among them, -1 for none."""
    import numpy as np

    if not text:
        return {"numbers": np.array(cells, np.float64)}
    places: dict[str, int] = {}
    texts = ["" if cell is None else str(cell).rstrip() for cell in cells]
    codes = [places.setdefault(text, len(places)) if text else -1 for text in texts]
    return {"codes": np.array(codes, np.int32), "distinct": list(places)}


def main(path: str, folder: str) -> None:
    """Read the file and leave the result in the folder."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = Path(folder)
    wanted = json.loads((out / "wanted.json").read_text("utf-8"))
    try:
        told = read(path, wanted, store=lambda place, column: save_array(out, place, column))
    except MemoryError:
        told = {"stop": "memory"}
    except Exception as error:  # noqa: BLE001 - readers raise anything on damaged files
        told = {"stop": "error", "error": f"{type(error).__name__}: {error}"[:300]}
    (out / "told.json").write_text(json.dumps(told), "utf-8")


def save_array(folder: Path, place: int, column: dict[str, Any]) -> None:
    """Write a column's array into the folder and take it out of the column."""
    import numpy as np

    for kind in KINDS:
        if kind in column:
            np.save(folder / f"{kind}{place}.npy", column.pop(kind), allow_pickle=False)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
