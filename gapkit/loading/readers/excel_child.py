"""Read a workbook, in a process of its own: a tiny hostile one can abort the reader or fill the memory.

This file is run by ``gapkit.apart`` and imports neither gapkit nor pandas.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

CELL_LIMIT = 20_000_000
INFLATED_LIMIT = 500 * 10**6
"""Bytes of a workbook when it is unpacked."""

RATIO_LIMIT, SMALL = 200, 10**7
"""How many times larger a packed part may become, if it becomes larger than ``SMALL`` bytes."""

MEMBER_LIMIT = 10_000
PART = 2**20
TAIL = 256
"""Bytes of one part that are looked at again with the next: a cell's place may lie across both."""

PLACE = re.compile(rb'<(?:\w+:)?c\s[^<>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')
Store = Callable[[str, Any], None]


def answer(asked: dict[str, Any], store: Store) -> dict[str, Any]:
    """Return a sheet's cells, or its workbook's sheets if it does not say which, or what is wrong."""
    path = Path(asked["path"])
    if zipfile.is_zipfile(path) and (stop := bomb(path)):
        return stop
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    names = list(book.sheet_names)
    filled = [name for name in names if book.get_sheet_by_name(name).height]
    told: dict[str, Any] = {"sheets": names, "filled": filled}
    wanted = asked["sheet"]
    if wanted is None and len(filled) != 1:
        return told | {"stop": "which" if filled else "empty"}
    if wanted is not None and wanted not in names:
        return told | {"stop": "no_sheet"}
    name = wanted or filled[0]
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    numbered = [
        (place, row) for place, row in enumerate(rows, 1) if any(cell not in ("", None) for cell in row)
    ]
    if not numbered:
        return told | {"stop": "empty"}
    header, body = numbered[: asked["header_rows"]], numbered[asked["header_rows"] :]
    width = max(len(row) for _, row in numbered)
    import numpy as np

    store("rows", np.array([place for place, _ in body], np.int64))
    columns = [stored([row[at] for _, row in body], at, store) for at in range(width)]
    texts = [[written(cell) for cell in row] for _, row in header]
    return told | {"sheet": name, "header": texts, "columns": columns, "blank": blank_rows(numbered)}


def blank_rows(numbered: list[tuple[int, Any]]) -> int:
    """Return how many rows between the first and the last hold nothing."""
    return int(numbered[-1][0] - numbered[0][0] + 1 - len(numbered))


def stored(cells: list[Any], place: int, store: Store) -> list[Any]:
    """Store a column as the place of each cell among the different ones, which are returned."""
    import numpy as np

    places: dict[Any, int] = {}
    codes = np.full(len(cells), -1, np.int32)
    for row, cell in enumerate(cells):
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        codes[row] = places.setdefault((type(cell).__name__, cell), len(places))
    store(f"codes{place}", codes)
    return [plain(cell) for _, cell in places]


def plain(cell: object) -> list[Any]:
    """Return a cell with its kind, as JSON holds it."""
    if isinstance(cell, bool | int | float):
        return ["number", float(cell)]
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second, cell.microsecond) == (0, 0, 0, 0):
        return ["date", cell.date().isoformat()]
    kinds = {datetime: "datetime", date: "date", time: "time", timedelta: "time"}
    return [kinds.get(type(cell), "text"), written(cell)]


def written(cell: object) -> str:
    """Return a cell as text."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def bomb(path: Path) -> dict[str, Any]:
    """Return why a workbook is too large when it is unpacked, or no workbook, or nothing."""
    with zipfile.ZipFile(path) as packed:
        members = packed.infolist()
        names = {member.filename for member in members}
        if "content.xml" not in names and not any(name.startswith("xl/") for name in names):
            return {"stop": "no_book"}
        if found := too_large(members):
            return {"stop": "bomb", "found": found}
        return next((stop for member in members if (stop := far_cell(packed, member))), {})


def too_large(members: list[zipfile.ZipInfo]) -> str:
    """Return what the parts of a workbook have too much of, as they say themselves, or nothing."""
    total = sum(member.file_size for member in members)
    if len(members) > MEMBER_LIMIT:
        return f"{len(members):,} parts, at most {MEMBER_LIMIT:,} are read"
    if total > INFLATED_LIMIT:
        return f"{total:,} bytes when unpacked, at most {INFLATED_LIMIT:,} are read"
    for member in members:
        if member.file_size > max(RATIO_LIMIT * member.compress_size, SMALL):
            return f"a part that unpacks to {member.file_size:,} bytes"
    return ""


def far_cell(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> dict[str, Any]:
    """Return what is wrong with a part: larger than it says, or a sheet whose cells lie too far apart."""
    is_sheet = member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
    across = down = size = 0
    tail = b""
    with packed.open(member) as file:
        while part := file.read(PART):
            size += len(part)
            if size > member.file_size:
                return {"stop": "bomb", "found": "a part larger than it says"}
            if not is_sheet:
                continue
            for letters, digits in PLACE.findall(tail + part):
                across, down = max(across, column_of(letters)), max(down, int(digits))
            tail = part[-TAIL:]
    if across * down > CELL_LIMIT:
        return {"stop": "cells", "rows": down, "width": across}
    return {}


def column_of(letters: bytes) -> int:
    """Return the number of a column: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
