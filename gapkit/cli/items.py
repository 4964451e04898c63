"""The command ``gapkit items``: what data files hold."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gapkit.cli.running import FAILED, run_of, with_common_options
from gapkit.cli.streams import print_text, tell
from gapkit.errors import GapkitError

if TYPE_CHECKING:
    from gapkit.inventory import Inventory

ITEMS_SCHEMA = (
    "gapkit items 1: results has one object per file (per sheet of a workbook): file, format, sha256, rows, "
    "how it was recognised and read (notes), columns with labels, counts and codes, response sets, "
    "likely weights, remarks; codes are empty where answers are no options (open text, ids, measurements); "
    "a number that does not exist is null; a file that can't be read has error in place of the rest"
)


@with_common_options
def items(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Data files in any format.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="Of a workbook; default: every sheet.")
    ] = None,
    header_rows: Annotated[
        int | None,
        typer.Option("--header-rows", metavar="N", min=1, help="Rows that hold names and wording."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option is called so
        str | None, typer.Option("--format", metavar="NAME", help="Read as this format, such as csv or sav.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Of a text file.")
    ] = None,
) -> None:
    """List what data files hold: columns, codes, missing, weights.

    Response sets and what is worth a look are listed too. Nothing is changed or weighted; open texts and
    ids are counted and never shown.
    """
    from gapkit.inventory.sheets import describe_each

    told: list[object] = []
    failed = False
    for file in files:
        try:
            for found in describe_each(
                file, sheet=sheet, header_rows=header_rows, format=format, encoding=encoding
            ):
                if json:
                    told.append(as_result(found))
                else:
                    print_text(f"{found!r}\n\n")
        except GapkitError as error:
            failed = True
            tell(str(error))
            told.append({"file": file.name, "error": str(error)})
    if json:
        from gapkit.tables.json_results import json_object

        print_text(json_object(ITEMS_SCHEMA, run_of(context).warnings, told))
    if failed:
        raise typer.Exit(FAILED)


def as_result(inventory: Inventory) -> dict[str, object]:
    """Return an inventory as JSON has it."""
    source = inventory.source
    return {
        "file": source.name,
        "format": source.format,
        "sha256": source.sha256,
        "rows": source.rows,
        "notes": list(source.notes),
        "label": inventory.label,
        "columns": [plain(asdict(column)) for column in inventory.columns],
        "response_sets": [asdict(each) for each in inventory.sets],
        "likely_weights": [plain(asdict(each)) for each in inventory.weights],
        "remarks": list(inventory.remarks),
    }


def plain(values: dict[str, object]) -> dict[str, object]:
    """Return values with null where a number does not exist."""
    return {
        key: None if isinstance(value, float) and not isfinite(value) else value
        for key, value in values.items()
    }
