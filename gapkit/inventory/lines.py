"""An inventory as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from gapkit.display import list_text
from gapkit.errors import quoted

if TYPE_CHECKING:
    from gapkit.inventory.model import Code, Column, Inventory
    from gapkit.loading.table import ResponseSet

LONGEST: Final = 100
"""Characters of a label that are shown; the inventory holds all of it."""


def inventory_lines(inventory: Inventory) -> Iterator[str]:
    """Yield the lines of an inventory: the file, its columns, sets, likely weights and remarks."""
    source = inventory.source
    yield f"{source.name}: {source.format}, {inventory.rows:,} rows, {len(inventory):,} columns"
    yield from (f"  {note}" for note in source.notes)
    if source.sha256:
        yield f"  SHA-256 {source.sha256}"
    if inventory.label:
        yield f"  {short(inventory.label)}"
    if not inventory.rows:
        yield "  no rows: what the file says of its columns is shown, statistics are not possible"
    for column in inventory.columns:
        yield ""
        yield from column_lines(column)
    if inventory.sets:
        yield from ("", "Response sets")
        yield from (f"  {set_line(each)}" for each in inventory.sets)
    if inventory.weights:
        yield from ("", "Likely weights (none is applied unless the survey file names it)")
        yield from (f"  {each.column}: {each.evidence}" for each in inventory.weights)
    if inventory.remarks:
        yield from ("", "Remarks")
        yield from (f"  {each}." for each in inventory.remarks)


def column_lines(column: Column) -> Iterator[str]:
    """Yield what is known of one column."""
    yield f"{column.name}  {short(column.label)}".rstrip()
    if column.question and column.question != column.label:
        yield f"    of: {short(column.question)}"
    kinds = [kind for kind in (column.form, column.measure) if kind not in {"", "unknown"}]
    counts = [f"{column.answered:,} answered"]
    if column.declared:
        counts.append(f"{column.declared:,} declared missing")
    if column.blank:
        counts.append(f"{column.blank:,} blank or not asked")
    if not column.codes and column.different:
        counts.append(f"{column.different:,} different")
    if not column.codes and not isnan(column.low):
        counts.append(f"from {column.low:g} to {column.high:g}, mean {column.mean:.6g}")
    yield "    " + ", ".join((*kinds, *counts))
    width = max((len(code.answer) for code in column.codes), default=0)
    space = max((len(short(code.label)) for code in column.codes), default=0)
    for code in column.codes:
        yield f"      {code_line(code, width, space)}".rstrip()
    unlisted = [each for each in column.missing if each.kind == "range" or not column.codes]
    if unlisted:
        told = [f"{each.answers} ({each.count:,})" for each in unlisted]
        yield f"      declared missing: {list_text(told)}"


def code_line(code: Code, width: int, space: int) -> str:
    """Return one answer with its label, its count, and whether it is declared missing."""
    mark = {"": "", "unanswered": "  seen, not answered"}.get(code.declared, "  missing")
    return f"{short(code.answer):>{width}}  {short(code.label):<{space}}  {code.count:>7,}{mark}"


def set_line(each: ResponseSet) -> str:
    """Return a response set in one line."""
    match each.kind, each.counted:
        case "category", _:
            how = "each column holds one of the options chosen"
        case _, None:
            how = "ticked where anything stands"
        case _, counted:
            how = f"ticked where {counted:g}" if isinstance(counted, float) else f'ticked where "{counted}"'
    label = f" {short(each.label)}" if each.label else ""
    return f"{each.name}:{label} ({how}): {quoted(each.columns, most=12)}"


def short(text: str) -> str:
    """Return text on one line, cut at a word."""
    return shorten(text, LONGEST, placeholder=" …") or text[:LONGEST]
