"""Files of statistics packages: SPSS, Stata and SAS."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from numpy.typing import NDArray

from gapkit.apart import Limits, StoppedError, arrays_in, run_apart
from gapkit.errors import DamagedFileError, LoadError
from gapkit.errors.formats import FormatError
from gapkit.loading.readers import statistics_child as child
from gapkit.loading.readers import statistics_table
from gapkit.loading.readers.contract import Head, Input, Reader
from gapkit.loading.readers.statistics_table import Answer, table_of
from gapkit.loading.table import Table
from gapkit.loading.uses import Wanted

LIMITS: Final = Limits()
PACKAGES: Final = ("pyreadstat", "numpy", "narwhals", "pandas")

SAS_START: Final = b"\0" * 12 + bytes.fromhex("c2ea81")
SAS_DATA, SAS_CATALOGUE = b"\x60", b"\x63"
"""What follows the start of a SAS file."""

OLD_STATA: Final = range(0x69, 0x74)
"""First bytes of Stata files before <stata_dta>."""

RECORD: Final = 80
"""Bytes of a record of a SAS transport file, which says nowhere how many rows it has."""

PORTABLE_AT: Final = 456
"""Where a portable file says what it is, line ends not counted."""


def read_statistics(file: Input, form: str) -> Table:
    """Return the wanted columns of a file of a statistics package, with all that it knows.

    Parameters
    ----------
    form : {"sav", "por", "dta", "sas7bdat", "xpt"}
        The format's usual ending.

    Raises
    ------
    DamagedFileError
        If the file crashes its reader, exceeds the limits, or holds other rows than it says.
    """
    if form == "xpt" and file.path.stat().st_size % RECORD:
        raise DamagedFileError.cut_off(file.name, "a last record that is not whole")
    wanted = file.wanted
    if isinstance(wanted, Wanted) and wanted.replication is not None:
        names = read_statistics(replace(file, wanted=()), form).names
        wanted = [name for name in names if name in wanted]
    catalogue = catalogue_of(file) if form == "sas7bdat" else None
    asked = {
        "path": str(file.path.resolve()),
        "form": form,
        "wanted": None if wanted is None else sorted(wanted),
        "catalogue": str(catalogue.resolve()) if catalogue else "",
        "encoding": file.read.encoding or "",
    }
    answer = (answered_apart if file.isolate else answered_here)(file, asked)
    stop_if_damaged(file.name, answer.told)
    try:
        table = table_of(answer, file, catalogue)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise DamagedFileError.reader(file.name, file.source.format, "its reader sent nonsense") from error
    told = answer.told["header_rows"]
    if told is not None and 0 <= told != len(table):
        raise DamagedFileError.rows_differ(file.name, header=told, rows=len(table))
    return table


def answered_here(file: Input, asked: Mapping[str, Any]) -> Answer:
    """Read the file in this process."""
    arrays: dict[str, NDArray[Any]] = {}
    try:
        return Answer(child.answer(dict(asked), arrays.__setitem__), arrays)
    except MemoryError:
        raise DamagedFileError.too_much(file.name, "the memory there is") from None
    except Exception as error:  # noqa: BLE001 - readers raise anything on damaged files
        reason = f"{type(error).__name__}: {error}"
        raise DamagedFileError.reader(file.name, file.source.format, reason) from None


def answered_apart(file: Input, asked: Mapping[str, Any]) -> Answer:
    """Read the file in a lean process with limits."""
    with tempfile.TemporaryDirectory(prefix="gapkit-") as name:
        folder = Path(name)
        try:
            told = run_apart(child.__file__, asked, folder, packages=PACKAGES, limits=LIMITS)
            return Answer(told, arrays_in(folder))
        except StoppedError as stopped:
            raise told_as(stopped, file) from None


def told_as(stopped: StoppedError, file: Input) -> LoadError:
    """Return the error for a reader that did not come to its end."""
    match stopped.reason:
        case "limit":
            return DamagedFileError.too_much(file.name, stopped.detail)
        case "room":
            return LoadError.no_room(file.name)
        case "crash":
            return DamagedFileError.crashed(file.name, stopped.detail)
        case "missing":
            return FormatError.not_importable(file.name, stopped.detail)
        case "error":
            return DamagedFileError.reader(file.name, file.source.format, stopped.detail)
        case _:
            return DamagedFileError.reader(file.name, file.source.format, "its reader sent nonsense")


def stop_if_damaged(file: str, told: Mapping[str, Any]) -> None:
    """Raise what the reader gave as its reason to stop."""
    match told.get("stop"):
        case "cells":
            raise DamagedFileError.too_many_cells(
                file, rows=told["rows"], columns=told["width"], limit=child.CELL_LIMIT
            )
        case "rows":
            raise DamagedFileError.rows_promised(file, rows=told["rows"])


def catalogue_of(file: Input) -> Path | None:
    """Return the SAS catalogue that holds the value labels of a file, if one lies beside it.

    It is called like the data, or ``formats``, or is the only one in the folder; or the survey file names it.
    """
    folder = file.path.parent
    if file.read.catalogue is not None:
        named = folder / Path(file.read.catalogue).name
        if not named.is_file():
            raise FormatError.no_catalogue(file.name, file.read.catalogue)
        return named
    beside = sorted(
        path for path in folder.iterdir() if path.suffix.lower() == ".sas7bcat" and path.is_file()
    )
    for stem in (file.path.stem.lower(), "formats"):
        for path in beside:
            if path.stem.lower() == stem:
                return path
    return beside[0] if len(beside) == 1 else None


def is_portable(head: Head) -> bool:
    """Whether a file is an SPSS portable file."""
    flat = head.content.replace(b"\r", b"").replace(b"\n", b"")
    return flat[PORTABLE_AT:].startswith(b"SPSSPORT") or head.content[40:].startswith(b"ASCII SPSS PORT FILE")


def is_stata(head: Head) -> bool:
    """Whether a file is a Stata file of any version."""
    start = head.content
    if start.startswith(b"<stata_dta>"):
        return True
    return start[:1] != b"" and start[0] in OLD_STATA and start[1:2] in {b"\1", b"\2"} and start[2:3] == b"\1"


def refuse_catalogue(file: Input) -> Table:
    """Say that a catalogue holds no respondents."""
    raise FormatError.catalogue(file.name)


SPSS = Reader(
    name="SPSS",
    forms=("sav", "zsav", "spss"),
    endings=(".sav", ".zsav"),
    recognise=lambda head: head.content.startswith((b"$FL2", b"$FL3")),
    read=lambda file: read_statistics(file, "sav"),
)
PORTABLE = Reader(
    name=statistics_table.PORTABLE,
    forms=("por",),
    endings=(".por",),
    recognise=is_portable,
    read=lambda file: read_statistics(file, "por"),
)
STATA = Reader(
    name="Stata",
    forms=("dta", "stata"),
    endings=(".dta",),
    recognise=is_stata,
    read=lambda file: read_statistics(file, "dta"),
)
SAS = Reader(
    name="SAS",
    forms=("sas7bdat", "sas"),
    endings=(".sas7bdat",),
    recognise=lambda head: head.content.startswith(SAS_START + SAS_DATA),
    read=lambda file: read_statistics(file, "sas7bdat"),
)
CATALOGUE = Reader(
    name="SAS catalogue",
    forms=(),
    endings=(".sas7bcat",),
    recognise=lambda head: head.content.startswith(SAS_START + SAS_CATALOGUE),
    read=refuse_catalogue,
)
TRANSPORT = Reader(
    name="SAS transport",
    forms=("xpt",),
    endings=(".xpt",),
    recognise=lambda head: head.content.startswith(b"HEADER RECORD*******LIB"),
    read=lambda file: read_statistics(file, "xpt"),
)
FORMATS: Final = (SPSS, PORTABLE, STATA, SAS, CATALOGUE, TRANSPORT)
