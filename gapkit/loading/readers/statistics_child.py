"""Read a file of a statistics package, in a process of its own: a damaged file can kill the reader.

This file is run by ``gapkit.apart`` and imports neither gapkit nor pandas.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

CELL_LIMIT = 200_000_000
BLOCK_CELLS = 50_000_000
"""Cells read in one pass: the reader holds them as Python objects."""

MANY_CELLS = 2_000_000
"""Cells from which importing pandas (half a second) costs less than lists of Python objects do."""

HEADER_END = 176
VARIABLE = 2
"""Where the records of an SPSS file begin, and the kind of those that hold a variable."""

MOST_RECORDS = 1_000_000
COUNT_AT, COUNT_END = 80, 84
"""Where an SPSS file says how many rows it has."""

READERS = {
    "sav": "read_sav",
    "por": "read_por",
    "dta": "read_dta",
    "sas7bdat": "read_sas7bdat",
    "xpt": "read_xport",
}
"""The reader of each format; those of ``KEEPING`` tell declared missing apart if they are asked to."""

KEEPING = frozenset({"sav", "dta", "sas7bdat"})

Store = Callable[[str, Any], None]
"""Puts an array away under a name, so that not all of them have to be held."""


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


def answer(asked: dict[str, Any], store: Store) -> dict[str, Any]:
    """Return what the file knows and store the wanted columns, or say what stood in the way."""
    meta = metadata(asked)
    wanted = asked["wanted"]
    names = list(meta.column_names)
    columns = names if wanted is None else [name for name in names if name in set(wanted)]
    told: dict[str, Any] = {"names": names, "header_rows": meta.number_rows}
    rows = max(meta.number_rows or 0, 0)
    if rows * max(len(columns), 1) > CELL_LIMIT:
        return told | {"stop": "cells", "rows": rows, "width": len(columns)}
    if asked["form"] == "dta" and rows * stored_width(meta) > Path(asked["path"]).stat().st_size:
        return told | {"stop": "rows", "rows": rows}
    told["columns"], width = [], max(1, BLOCK_CELLS // max(rows, 1))
    labels = value_labels(asked, meta)
    for start in range(0, len(columns), width):
        block = columns[start : start + width]
        read = Block(asked, block, store, start, many=rows * len(block) >= MANY_CELLS)
        told["rows"] = read.rows
        if told["rows"] * len(block) > CELL_LIMIT:
            return told | {"stop": "cells", "width": len(block)}
        told["columns"] += [known(name, read, labels) for name in block]
    if not columns:
        told["rows"] = Block(asked, names[:1], lambda *_: None, 0).rows if names else 0
    told["weight"] = weight_of(asked, meta)
    return told | about(meta)


def metadata(asked: dict[str, Any], **options: Any) -> Any:  # noqa: ANN401 - the reader's own type
    """Return what the file says about itself."""
    return read(asked, asked["path"], metadataonly=True, **options)[1]


def read(asked: dict[str, Any], file: object, **options: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Return data and metadata as they are in the file: codes, no dates, no applied labels."""
    import pyreadstat

    reader: Any = getattr(pyreadstat, READERS[asked["form"]])
    if asked["form"] in KEEPING:
        options["user_missing"] = True
    if asked["encoding"]:
        options["encoding"] = asked["encoding"]
    options = {"output_format": "dict"} | options
    data, meta = reader(file, disable_datetime_conversion=True, **options)
    return data, meta


def stored_width(meta: Any) -> int:  # noqa: ANN401 - the reader's own type
    """Return the bytes of one row."""
    return sum(meta.variable_storage_width.values())


def value_labels(asked: dict[str, Any], meta: Any) -> dict[str, list[Any]]:  # noqa: ANN401
    """Return the value labels of each column as pairs; those of SAS stand in a catalogue."""
    if not asked["catalogue"]:
        return {name: list(labels.items()) for name, labels in meta.variable_value_labels.items()}
    import pyreadstat

    try:
        found = pyreadstat.read_sas7bcat(asked["catalogue"], output_format="dict")[1].value_labels
    except Exception as error:
        message = f"its catalogue {Path(asked['catalogue']).name}: {error}"
        raise ValueError(message) from error
    sets = {name.upper(): list(labels.items()) for name, labels in found.items()}
    formats = {name: (used or "").upper() for name, used in meta.variable_to_label.items()}
    return {name: sets[used] for name, used in formats.items() if used in sets}


def weight_of(asked: dict[str, Any], meta: Any) -> str:  # noqa: ANN401 - the reader's own type
    """Return the column that an SPSS file is weighted by (WEIGHT BY), which the reader does not tell.

    The header names it by its place among the variable records; pieces of long texts have records of
    their own, so it is found as the n-th numeric variable.
    """
    if asked["form"] != "sav":
        return ""
    numeric = [name for name in meta.column_names if meta.readstat_variable_types[name] != "string"]
    with Path(asked["path"]).open("rb") as file:
        header = file.read(HEADER_END)
        order = "<" if header[64:68] in {b"\2\0\0\0", b"\3\0\0\0"} else ">"
        (place,) = struct.unpack(f"{order}i", header[76:80])
        before = -1
        for _ in range(min(place, MOST_RECORDS)):
            kind, width, has_label, missing = struct.unpack(f"{order}4i", file.read(16))
            if kind != VARIABLE:
                return ""
            before += width == 0
            file.seek(16, 1)
            if has_label:
                (length,) = struct.unpack(f"{order}i", file.read(4))
                file.seek(-(-length // 4) * 4, 1)
            file.seek(8 * abs(missing), 1)
    return numeric[before] if place > 0 and width == 0 and before < len(numeric) else ""


def about(meta: Any) -> dict[str, Any]:  # noqa: ANN401 - the reader's own type
    """Return what is said about the file as a whole."""
    return {
        "encoding": str(meta.file_encoding or ""),
        "label": str(meta.file_label or ""),
        "notes": [str(note) for note in meta.notes or []],
        "sets": [
            {
                "name": name,
                "dichotomous": bool(each["is_dichotomy"]),
                "counted": each["counted_value"],
                "label": each["label"],
                "columns": each["variable_list"],
            }
            for name, each in (meta.mr_sets or {}).items()
        ],
    }


class Block:
    """Some columns of the file, read to its end; their arrays are stored."""

    def __init__(
        self, asked: dict[str, Any], names: list[str], store: Store, start: int, *, many: bool = False
    ) -> None:
        options: dict[str, Any] = {"usecols": names, "row_limit": CELL_LIMIT // len(names) + 1}
        if many:
            options["output_format"] = "pandas"
        if asked["form"] == "sav":
            with Path(asked["path"]).open("rb") as file:
                data, self.meta = read(asked, CountHidden(file), **options)
        else:
            data, self.meta = read(asked, asked["path"], **options)
        self.rows = -1
        self.found: dict[str, dict[str, Any]] = {}
        for place, name in enumerate(names, start):
            cells = data.pop(name).to_numpy() if many else data.pop(name)
            self.rows = len(cells)
            text = self.meta.readstat_variable_types[name] == "string"
            self.found[name] = (stored_texts if text else stored_numbers)(cells, place, store)


def known(name: str, block: Block, labels: dict[str, list[Any]]) -> dict[str, Any]:
    """Return all that the file knows of a column."""
    meta = block.meta
    return block.found[name] | {
        "name": name,
        "label": meta.column_names_to_labels.get(name) or "",
        "labels": labels.get(name, []),
        "missing": [[each["lo"], each["hi"]] for each in meta.missing_ranges.get(name, [])],
        "measure": meta.variable_measure.get(name, "unknown"),
        "format": meta.original_variable_types.get(name) or "",
    }


def stored_numbers(cells: Any, place: int, store: Store) -> dict[str, Any]:  # noqa: ANN401
    """Store a column of numbers, and which cells a letter declares as missing."""
    import numpy as np

    try:
        store(f"numbers{place}", np.array(cells, np.float64))
    except (TypeError, ValueError):
        letters = sorted({cell for cell in cells if isinstance(cell, str)})
        codes = [letters.index(cell) if isinstance(cell, str) else -1 for cell in cells]
        numbers = [None if isinstance(cell, str) else cell for cell in cells]
        store(f"numbers{place}", np.array(numbers, np.float64))
        store(f"codes{place}", np.array(codes, np.int32))
        return {"text": False, "distinct": letters}
    return {"text": False, "distinct": []}


def stored_texts(cells: Any, place: int, store: Store) -> dict[str, Any]:  # noqa: ANN401
    """Store a column of texts as the place of each among the different ones, -1 for none."""
    import numpy as np

    places: dict[str, int] = {}
    texts = [cell.rstrip() if isinstance(cell, str) else "" for cell in cells]
    codes = [places.setdefault(text, len(places)) if text else -1 for text in texts]
    store(f"codes{place}", np.array(codes, np.int32))
    return {"text": True, "distinct": list(places)}
