"""Describe every sheet of a workbook, and every other file as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gapkit.errors.formats import SeveralSheetsError
from gapkit.inventory.describing import describe
from gapkit.inventory.model import Inventory


def describe_each(
    path: Path,
    *,
    sheet: str | None = None,
    header_rows: int | None = None,
    format: str | None = None,  # noqa: A002 - `read` of the survey file calls it so
    encoding: str | None = None,
    isolate: bool = True,
) -> Iterator[Inventory]:
    """Yield the inventory of a file; one per sheet where several hold something and none is named.

    Raises
    ------
    LoadError
        If the file can't be read.
    """
    options: Any = {"header_rows": header_rows, "format": format, "encoding": encoding, "isolate": isolate}
    try:
        yield describe(path, sheet=sheet, **options)
    except SeveralSheetsError as several:
        for name in several.sheets:
            yield describe(path, sheet=name, **options)
