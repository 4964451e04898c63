"""Workbooks: Excel (.xlsx, .xlsm, .xlsb, .xls) and OpenDocument (.ods)."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from gapkit.apart import Limits, StoppedError, arrays_in, run_apart
from gapkit.errors import DamagedFileError, LoadError
from gapkit.errors.formats import FormatError, SeveralSheetsError
from gapkit.errors.loading import plural
from gapkit.loading.cells import Cells, Form
from gapkit.loading.files import first_bytes
from gapkit.loading.readers import excel_child as child
from gapkit.loading.readers.contract import Head, Input, Reader
from gapkit.loading.readers.headers import header_remarks, joined_header, told_apart
from gapkit.loading.readers.statistics import told_as
from gapkit.loading.table import Table

LIMITS: Final = Limits()
PACKAGES: Final = ("python_calamine", "numpy")

OLE: Final = b"\xd0\xcf\x11\xe0"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
OLD_BOOK: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def read_excel(file: Input) -> Table:
    """Return the wanted columns of one sheet.

    Raises
    ------
    LoadError
        If the workbook is encrypted, unpacks to too much, has several sheets and none is named, or
        its reader crashes on it.
    FormatError
        If the reader is not installed.
    """
    told, arrays = answered(file)
    try:
        return table_of(told, arrays, file)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise DamagedFileError.reader(file.name, "Excel", "its reader sent nonsense") from error


def answered(file: Input) -> tuple[Mapping[str, Any], Mapping[str, NDArray[Any]]]:
    """Return one sheet's cells, or raise why there are none."""
    told, arrays = asked(file)
    stop_if_refused(file.name, told)
    match told.get("stop"):
        case "which":
            raise SeveralSheetsError.which(file.name, told["filled"])
        case "no_sheet":
            raise FormatError.no_sheet(file.name, str(file.read.sheet), told["sheets"])
        case "empty":
            raise LoadError.empty(file.name, "a sheet without cells")
    return told, arrays


def asked(file: Input) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Let the reader read in a process of its own, as a workbook can always end it."""
    if find_spec("python_calamine") is None:
        raise FormatError.missing_extra(file.name, "workbooks", "excel")
    refuse_encrypted(file)
    question = {
        "path": str(file.path.resolve()),
        "sheet": file.read.sheet,
        "header_rows": file.read.header_rows or 1,
    }
    with tempfile.TemporaryDirectory(prefix="gapkit-") as name:
        folder = Path(name)
        try:
            told = run_apart(child.__file__, question, folder, packages=PACKAGES, limits=LIMITS)
            return told, arrays_in(folder)
        except StoppedError as stopped:
            if "assword" in stopped.detail:
                raise FormatError.encrypted_book(file.name) from None
            raise told_as(stopped, file) from None


def refuse_encrypted(file: Input) -> None:
    """Raise if the file is under a password, or an old Office file that is no workbook."""
    if not first_bytes(file.path, len(OLE)).startswith(OLE):
        return
    content = file.path.read_bytes()
    if ENCRYPTED in content:
        raise FormatError.encrypted_book(file.name)
    if not any(name in content for name in OLD_BOOK):
        raise FormatError.no_book(file.name, "an old Office file", "save it again in Excel as .xlsx or CSV.")


def stop_if_refused(file: str, told: Mapping[str, Any]) -> None:
    """Raise what the reader found wrong before it read."""
    match told.get("stop"):
        case "bomb":
            raise FormatError.bomb(file, str(told["found"]))
        case "cells":
            raise DamagedFileError.too_many_cells(
                file, rows=told["rows"], columns=told["width"], limit=child.CELL_LIMIT
            )
        case "no_book":
            raise FormatError.no_book(file, "a zip file")


def table_of(told: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], file: Input) -> Table:
    """Return the reader's findings as a table."""
    places = np.asarray(arrays["rows"], np.intp)
    width = len(told["columns"])
    header = joined_header(told["header"], width)
    found = [
        cells_of(distinct, arrays[f"codes{at}"], len(places)) for at, distinct in enumerate(told["columns"])
    ]
    nameless = sum(not name and bool(len(cells.distinct)) for name, cells in zip(header, found, strict=True))
    remarks = header_remarks(header, filled_without_name=nameless)
    if told["blank"]:
        remarks.append(f"{plural(told['blank'], 'blank row')} between the others left out")
    remarks += odd_remarks(told["odd"])
    names = told_apart(header)
    columns = {
        name: cells
        for name, cells in zip(names, found, strict=True)
        if name and (file.wanted is None or name in file.wanted)
    }
    notes: tuple[str, ...] = (f"sheet {told['sheet']}",)
    if (file.read.header_rows or 1) > 1:
        notes += (f"{file.read.header_rows} header rows",)
    return Table(
        source=replace(file.source, rows=len(places), notes=file.source.notes + notes),
        columns=columns,
        names=tuple(name for name in names if name),
        rows=places,
        remarks=(*remarks, *mixed_dates(columns)),
    )


def odd_remarks(odd: Mapping[str, Any]) -> list[str]:
    """Return what cells hold that is neither blank nor an answer: texts stand in its place."""
    computed = int(odd.get(child.NOT_COMPUTED, 0))
    errors = sum(int(count) for text, count in odd.items() if text != child.NOT_COMPUTED)
    remarks = []
    if errors:
        remarks.append(f"{plural(errors, 'cell')} with an error of Excel, such as #N/A: no blank, no answer")
    if computed:
        remarks.append(
            f"{plural(computed, 'formula')} never computed: open the workbook in Excel and save it again"
        )
    return remarks


def cells_of(distinct: list[list[Any]], codes: NDArray[Any], rows: int) -> Cells:
    """Return one column as cells, having checked that it holds together."""
    if len(codes) != rows or (codes < -1).any() or (codes >= len(distinct)).any():
        raise ValueError(rows)
    values = np.empty(len(distinct), object)
    values[:] = [float(cell) if kind == "number" else str(cell) for kind, cell in distinct]
    kinds = {kind for kind, _ in distinct}
    form: Form = ""
    if len(kinds) == 1:
        (form,) = kinds & set(get_args(Form)) or {""}
    return Cells(codes.astype(np.int32), values, decimal=".", form=form)


def mixed_dates(columns: Mapping[str, Cells]) -> list[str]:
    """Return a remark for each column in which some cells are dates: Excel turns "6-25" into one."""
    found = []
    for name, cells in columns.items():
        dates = [cell for cell in cells.distinct.tolist() if isinstance(cell, str) and is_day(cell)]
        if dates and len(dates) < len(cells.distinct):
            count = int(np.isin(cells.distinct.astype(str), dates)[cells.codes[cells.codes >= 0]].sum())
            found.append(
                f"`{name}` holds {count:,} dates among other answers: "
                'Excel may have turned answers such as "6-25" into dates'
            )
    return found


def is_day(text: str) -> bool:
    """Whether a text is a day as ISO 8601 writes it."""
    return len(text) == len("2018-05-06") and text[4] == text[7] == "-" and text.replace("-", "").isdigit()


def is_workbook(head: Head) -> bool:
    """Whether a file may be a workbook: a zip file, or an old or encrypted Office file."""
    return head.content.startswith((b"PK\x03\x04", OLE))


EXCEL: Final = Reader(
    name="Excel",
    forms=("xlsx", "xls", "ods", "excel"),
    endings=(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    recognise=is_workbook,
    read=read_excel,
)
