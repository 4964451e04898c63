"""Jisc Online Surveys: codes only, their labels in a key file."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gapkit.errors import ExportError
from gapkit.loading.cells import normal
from gapkit.loading.exports.headings import Beside, Heading, Headings, Rows
from gapkit.loading.exports.wording import common_start, plain
from gapkit.survey.text import clean_text

TOOL: Final = "Jisc"

FIRST: Final = frozenset({"URN", "Unique Response Number"})
LAST: Final = "CompletionDate"

QUESTION: Final = re.compile(r"Q\d+(?:_\w+)*")

KEY_WIDTH: Final = 2
SIZE_LIMIT: Final = 2**24
"""Bytes of the largest key file that is read."""


@dataclass(slots=True)
class Entry:
    """A question of the key: its wording and its options by code."""

    text: str
    options: dict[float | str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Key:
    """A key file."""

    file: str
    entries: dict[str, Entry]

    def covers(self, names: Sequence[str]) -> bool:
        """Whether most questions of a header are in the key."""
        asked = [each for each in names if QUESTION.fullmatch(each)]
        known = [each for each in asked if {each, each.rpartition("_")[0]} & set(self.entries)]
        return bool(known) and len(known) * 2 > len(asked)


def headings(rows: Rows, beside: Beside) -> Headings | None:
    """Return the header of a Jisc export, or nothing if the rows are none."""
    names = [normal(cell) for cell in rows[0]]
    if names[0] not in FIRST or not any(QUESTION.fullmatch(name) for name in names[1:]):
        return None
    key = key_beside(beside, names)
    columns = tuple(column(name, key) for name in names)
    remark = (
        f"{TOOL} export; wording and value labels are those of {key.file}"
        if key
        else f"{TOOL} export of codes: a key file beside it (its name holds `key`) gives wording and labels"
    )
    return Headings(TOOL, 1, columns, (remark,))


def column(name: str, key: Key | None) -> Heading | None:
    """Return one column with what the key says of it."""
    if not name:
        return None
    if not QUESTION.fullmatch(name):
        return Heading(name, part="metadata")
    entries = key.entries if key else {}
    parent, _, option = name.rpartition("_")
    if name in entries:
        entry = entries[name]
        return Heading(name, entry.text, question_above(name, entries), labels=entry.options)
    if parent in entries and option in entries[parent].options:
        label = entries[parent].options[option]
        return Heading(name, label, question_of(parent, entries), group=parent, labels={"1": label})
    return Heading(name, group=parent if option.isdigit() and parent else "")


def question_of(name: str, entries: dict[str, Entry]) -> str:
    """Return a question's wording, after that of the grid it is a row of."""
    above = question_above(name, entries)
    return " - ".join(each for each in (above, entries[name].text) if each)


def question_above(name: str, entries: dict[str, Entry]) -> str:
    """Return the wording of the grid that a question is a row of."""
    base = name.split("_", maxsplit=1)[0]
    return entries[base].text if base != name and base in entries else ""


def key_beside(beside: Beside, names: Sequence[str]) -> Key | None:
    """Return the key file beside a file that covers its questions, the nearest in name."""
    if beside.path is None:
        return None
    own = beside.path.name
    files = [each for each in beside.files("*.csv") if "key" in each.name.casefold()]
    suffixes = "".join(beside.path.suffixes[-2:])
    nearest = sorted(
        files, key=lambda each: (not each.name.endswith(suffixes), -len(common_start([own, each.name])))
    )
    keys = (read_key(each) for each in nearest[:8])
    return next((key for key in keys if key.covers(names)), None)


def read_key(path: Path) -> Key:
    """Return a key file: rows of questions, and below each the rows of its options.

    Raises
    ------
    ExportError
        If the file is none.
    """
    file = clean_text(path.name)
    entries: dict[str, Entry] = {}
    entry = Entry("")
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise ExportError.labels(file, "Jisc key file", f"over {SIZE_LIMIT >> 20} MiB")
        with path.open(encoding="utf-8-sig", newline="") as text:
            for row in csv.reader(text):
                if len(row) < KEY_WIDTH:
                    continue
                code = normal(row[0])
                if QUESTION.fullmatch(code) or code in FIRST or code == LAST:
                    entry = entries.setdefault(code, Entry(plain(row[1])))
                else:
                    entry.options[code] = plain(row[1])
    except (OSError, ValueError, csv.Error):
        raise ExportError.labels(file, "Jisc key file", "other content") from None
    return Key(file, entries)
