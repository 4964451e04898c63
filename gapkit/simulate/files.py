"""A drawn study's files: the same bytes for the same study, wherever and whenever they are written."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Final

import pandas as pd
import pyreadstat

from gapkit.errors import DamagedFileError
from gapkit.errors.formats import FormatError
from gapkit.simulate.model import DrawnStudy, Sheet
from gapkit.simulate.notes import metadata_of, readme_text

SAV_STAMP: Final = (92, b"01 Jan 0000:00:00")
"""Where an SPSS file holds date and time of writing, and what stands there instead."""

DTA_STAMP: Final = (b"<timestamp>\x11", b"01 Jan 2000 00:00")

WRITTEN: Final = datetime(2000, 1, 1, tzinfo=UTC)


def write_study(study: DrawnStudy, folder: Path) -> None:
    """Write all files of a study, its metadata and a note into a folder.

    Every file is written beside its place, read again where its writer may fail silently, and only
    then moved there.

    Raises
    ------
    DamagedFileError
        If a file that was written does not hold what it should.
    FormatError
        If the package that writes a format is not installed.
    OSError
        If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file, sheets in groupby(study.sheets, key=lambda sheet: sheet.file):
        put = WRITERS[Path(file).suffix]
        held = tuple(sheets)
        replace_file(folder / file, lambda path, put=put, held=held: put(held, path))  # type: ignore[misc]
    texts = dict(study.texts)
    texts["metadata.json"] = json.dumps(metadata_of(study), indent=2, ensure_ascii=False) + "\n"
    texts["README.md"] = readme_text(study)
    for name, text in texts.items():
        replace_file(folder / name, lambda path, text=text: write_text(text, path))  # type: ignore[misc]


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and move it there when it is whole."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        write(beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_text(text: str, path: Path) -> None:
    """Write text as UTF-8 with newlines."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_sav(sheets: Sequence[Sheet], path: Path) -> None:
    """Write SPSS, with the same date in every file."""
    (sheet,) = sheets
    pyreadstat.write_sav(
        sheet.frame,
        path,
        file_label="Synthetic: nobody answered this",
        column_labels=dict(sheet.labels),
        variable_value_labels=labelled(sheet),
        missing_ranges={name: list(codes) for name, codes in sheet.missing.items()},
        variable_measure={name: measure_of(name, sheet) for name in sheet.frame.columns},
        row_compress=True,
    )
    again, _ = pyreadstat.read_sav(path, user_missing=True)
    check_whole(sheet, again)
    place, stamp = SAV_STAMP
    content = bytearray(path.read_bytes())
    content[place : place + len(stamp)] = stamp
    path.write_bytes(content)


def labelled(sheet: Sheet) -> dict[str, dict[int | float, str]]:
    """Return what the codes mean, as pyreadstat takes it."""
    return {name: {code: text for code, text in texts.items()} for name, texts in sheet.codes.items()}  # noqa: C416 - other keys


def measure_of(name: str, sheet: Sheet) -> str:
    """Return what SPSS calls the level of a column."""
    return "ordinal" if name in sheet.ordered else "scale" if name in sheet.counted else "nominal"


def write_dta(sheets: Sequence[Sheet], path: Path) -> None:
    """Write Stata, with the same date in every file."""
    (sheet,) = sheets
    pyreadstat.write_dta(
        sheet.frame,
        path,
        file_label="Synthetic: nobody answered this",
        column_labels=dict(sheet.labels),
        variable_value_labels=labelled(sheet),
    )
    again, _ = pyreadstat.read_dta(path)
    check_whole(sheet, again)
    start, stamp = DTA_STAMP
    content = bytearray(path.read_bytes())
    place = content.index(start) + len(start)
    content[place : place + len(stamp)] = stamp
    path.write_bytes(content)


def check_whole(sheet: Sheet, again: pd.DataFrame) -> None:
    """Refuse a file that lost rows or columns: its writer tells nothing of a full disk."""
    if len(again) != len(sheet.frame) or list(again.columns) != list(sheet.frame.columns):
        raise DamagedFileError.rows_differ(sheet.file, header=len(sheet.frame), rows=len(again))


def write_csv(sheets: Sequence[Sheet], path: Path) -> None:
    """Write text in the sheet's style."""
    (sheet,) = sheets
    decimal = "," if sheet.style == "semicolon" else "."
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if sheet.style == "semicolon" else ",", lineterminator="\n")
    names = [str(name) for name in sheet.frame.columns]
    writer.writerow(names)
    if sheet.style == "qualtrics":
        writer.writerow([sheet.labels.get(name, name) for name in names])
        writer.writerow([json.dumps({"ImportId": import_id(name)}) for name in names])
    for row in sheet.frame.itertuples(index=False, name=None):
        writer.writerow(
            [cell_text(cell).replace(".", decimal) if is_number(cell) else cell_text(cell) for cell in row]
        )
    write_text(text.getvalue(), path)


def import_id(name: str) -> str:
    """Return the id of a column in a Qualtrics export: ``QID1-2`` for ``Q1_2``."""
    return f"QID{name[1:].replace('_', '-')}" if name[0] == "Q" and name[1].isdigit() else name


def is_number(cell: object) -> bool:
    """Whether a cell holds a number."""
    return isinstance(cell, float | int)


def cell_text(cell: object) -> str:
    """Return a cell as a text file holds it: whole numbers without decimals, nothing for NaN.

    Examples
    --------
    >>> cell_text(3.0), cell_text(0.85), cell_text(float("nan")), cell_text("Yes")
    ('3', '0.85', '', 'Yes')
    """
    return f"{cell:.10g}".replace("nan", "") if isinstance(cell, float | int) else str(cell)


def write_parquet(sheets: Sequence[Sheet], path: Path) -> None:
    """Write Parquet; texts as dictionaries, numbers as they are."""
    (sheet,) = sheets
    if find_spec("pyarrow") is None:
        raise FormatError.missing_extra(sheet.file, "parquet", "parquet")
    import pyarrow as pa
    from pyarrow import parquet

    columns = {
        str(name): pa.array(column.to_numpy(float), from_pandas=True)
        if pd.api.types.is_numeric_dtype(column)
        else pa.array(list(column), pa.string()).dictionary_encode()
        for name, column in sheet.frame.items()
    }
    table = pa.table(columns).replace_schema_metadata({"synthetic": "true: nobody answered this"})
    parquet.write_table(table, path, compression="zstd", write_page_checksum=True)


def write_xlsx(sheets: Sequence[Sheet], path: Path) -> None:
    """Write a workbook; blanks where nobody answered."""
    if find_spec("xlsxwriter") is None:
        raise FormatError.missing_extra(sheets[0].file, "excel", "excel")
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "Synthetic: nobody answered this", "created": WRITTEN})
        for sheet in sheets:
            page = book.add_worksheet(sheet.sheet)
            for number, row in enumerate(rows_of(sheet)):
                page.write_row(number, 0, row)


def rows_of(sheet: Sheet) -> Iterator[list[object]]:
    """Yield the header, then the rows, with nothing where a number is missing."""
    yield list(sheet.frame.columns)
    for row in sheet.frame.itertuples(index=False, name=None):
        yield [None if cell != cell else cell for cell in row]  # noqa: PLR0124 - only NaN differs from itself


WRITERS: Final[dict[str, Callable[[Sequence[Sheet], Path], None]]] = {
    ".sav": write_sav,
    ".dta": write_dta,
    ".csv": write_csv,
    ".parquet": write_parquet,
    ".xlsx": write_xlsx,
}
