"""Read a workbook, in a process of its own: a tiny hostile one can abort the reader or fill the memory.

This file is run by ``gapkit.apart`` and imports neither gapkit nor pandas.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree as ET

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
A1 = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
FORMULA = re.compile(rb'<(?:\w+:)?f[\s/>]|\bt="e"')
NOT_COMPUTED = "formula not computed"
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
    told["odd"] = mark_odd(path, name, rows)
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


def mark_odd(path: Path, sheet: str, rows: list[list[Any]]) -> dict[str, int]:
    """Put a text into each cell that only looks empty, and count these texts.

    The reader passes over Excel's errors (#N/A) and over formulas that no program has computed yet:
    as blanks, "not asked" or "no", they would be wrong numbers that nobody sees.
    """
    if not zipfile.is_zipfile(path):
        return {}
    counts: dict[str, int] = {}
    with zipfile.ZipFile(path) as packed:
        part = part_of(packed, sheet)
        if part not in packed.namelist() or not holds_formulas(packed, part):
            return {}
        with packed.open(part) as file:
            for place, text in odd_cells(file):
                down, across = place
                if down < len(rows) and across < len(rows[down]) and rows[down][across] in ("", None):
                    rows[down][across] = text
                    counts[text] = counts.get(text, 0) + 1
    return counts


def part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """Return the part of an .xlsx that holds a sheet, or nothing."""
    try:
        book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - the reader has read it already
        links = ET.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ET.ParseError):
        return ""
    keys = [each.attrib for each in book.iter() if local(each.tag) == "sheet" and each.get("name") == sheet]
    wanted = {value for each in keys for key, value in each.items() if local(key) == "id"}
    found = [each.get("Target", "") for each in links.iter() if each.get("Id") in wanted]
    return posixpath.normpath(posixpath.join("/xl", found[0])).lstrip("/") if found else ""


def holds_formulas(packed: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet holds a formula or an error, told without reading it cell by cell."""
    tail = b""
    with packed.open(part) as file:
        while piece := file.read(PART):
            if FORMULA.search(tail + piece):
                return True
            tail = piece[-TAIL:]
    return False


def odd_cells(file: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield row and column, from 0, of errors and of formulas without a value."""
    for _, cell in ET.iterparse(file):  # noqa: S314 - as above
        if local(cell.tag) == "row":
            cell.clear()
        if local(cell.tag) != "c" or not (place := A1.fullmatch(cell.get("r", "").encode())):
            continue
        parts = {local(each.tag): each.text or "" for each in cell}
        kind, value = cell.get("t", "n"), parts.get("v", "").strip()
        text = value or "#ERROR" if kind == "e" else NOT_COMPUTED
        if kind == "e" or ("f" in parts and not value and kind != "str"):
            yield (int(place[2]) - 1, column_of(place[1]) - 1), text


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


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
