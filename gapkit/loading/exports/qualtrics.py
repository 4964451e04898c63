"""Qualtrics exports: legacy (two header rows), Insights and modern (three)."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from gapkit.loading.cells import NOTHING, Cells, normal
from gapkit.loading.exports.headings import Beside, Heading, Headings, Rows, also_of
from gapkit.loading.exports.qualtrics_labels import Codebook, codebook_beside
from gapkit.loading.exports.wording import common_question, name, plain

TOOL: Final = "Qualtrics"

IMPORT_ID: Final = re.compile(r"(?:(?P<loop>\d+)_)?(?P<id>QID\d+)(?:#(?P<side>\d+))?(?:[-_](?P<rest>.+))?")
"""The id of a question, the column of a side-by-side question, then row, choice, ``TEXT``."""

OLD_NAME: Final = re.compile(r"V\d+")

TAG: Final = re.compile(r"(?P<base>.+?)(?:_(?P<rest>-?\d+(?:_-?\d+)*))?(?P<text>_TEXT)?")

IN_ROW: Final = re.compile(r"(?:\d+_)?QID\d+(?:#\d+)?-.+|(?!.*QID).+_-?\d+")
"""A group that is one row of a matrix with several answers a row."""

UNANSWERED: Final = "-99"
"""Written for a question that was seen and not answered, where the export says so."""

REAL: Final = frozenset({"0", "IP Address", "4", "Imported", "16", "Offline Response"})
"""Statuses of real interviews."""


def headings(rows: Rows, beside: Beside) -> Headings | None:
    """Return the header of a Qualtrics export, or nothing if the rows are none."""
    if len(rows) > 2 and holds_import_ids(rows[2]):  # noqa: PLR2004 - the third row tells
        ids = [import_id(cell) for cell in rows[2]]
        return told(rows[0], rows[1], ids, beside, kind="3 header rows")
    if len(rows) > 1 and is_legacy(rows):
        names = [
            real if OLD_NAME.fullmatch(old) and real else old
            for old, real in zip(rows[0], rows[1], strict=True)
        ]
        return told(names, rows[1], [""] * len(names), beside, kind="legacy, 2 header rows", also=rows[0])
    return None


def holds_import_ids(row: Sequence[str]) -> bool:
    """Whether a row holds Qualtrics' ids; the words of the row before may be in any language."""
    filled = [cell for cell in row if cell.strip()]
    found = [cell for cell in filled if cell.lstrip().startswith("{") and "ImportId" in cell]
    return bool(found) and len(found) * 2 > len(filled)


def is_legacy(rows: Rows) -> bool:
    """Whether two rows are those of a legacy export."""
    return normal(rows[0][0]) == "V1" and "ResponseID" in {normal(cell) for cell in rows[1][:10]}


def import_id(cell: str) -> str:
    """Return the id in a cell, with its choice; legacy quotes are read as a literal, never run.

    Examples
    --------
    >>> import_id("{'ImportId': 'QID3-1'}"), import_id('{"ImportId":"QID2","choiceId":"4"}')
    ('QID3-1', 'QID2-4')
    """
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        try:
            found = ast.literal_eval(cell.strip())
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return ""
    if not isinstance(found, dict):
        return ""
    told_id = str(found.get("ImportId", ""))
    choice = str(found.get("choiceId", ""))
    match = IMPORT_ID.fullmatch(told_id)
    if match is None:
        return told_id
    told_id = told_id.replace("_", "-") if not match["loop"] else told_id
    return f"{told_id}-{choice}" if choice and not told_id.endswith(f"-{choice}") else told_id


def told(
    names: Sequence[str],
    texts: Sequence[str],
    ids: Sequence[str],
    beside: Beside,
    *,
    kind: str,
    also: Sequence[str] = (),
) -> Headings:
    """Return the header from its names, wordings and ids."""
    codebook = codebook_beside(beside, [*names, *ids])
    if codebook is not None and not any(ids):
        ids = [codebook.id_of(each) for each in names]
    groups = [group_of(each, tag) for each, tag in zip(ids, names, strict=True)]
    wordings = questions_of(groups, [plain(text) for text in texts])
    columns = [
        heading(
            names[place], wordings[place], ids[place], groups[place], codebook, also[place] if also else ""
        )
        for place in range(len(names))
    ]
    remarks = [f"Qualtrics export, {kind}"]
    if codebook is not None:
        remarks.append(f"Value labels are those of {codebook.file}")
    return Headings(
        TOOL,
        2 if also else 3,
        tuple(columns),
        tuple(remarks),
        watched=("Status", "Finished"),
        tell=tell,
    )


def group_of(told_id: str, tag: str) -> str:
    """Return what columns of one question share: the id without the choice, else the tag."""
    match = IMPORT_ID.fullmatch(told_id)
    if match is None:
        parts = TAG.fullmatch(normal(tag))
        if told_id or parts is None or parts["rest"] is None:
            return ""
        return f"{parts['base']}_{parts['rest'].rpartition('_')[0]}".rstrip("_")
    rest = (match["rest"] or "").removesuffix("-TEXT").removesuffix("_TEXT")
    if match["rest"] is None or not rest or rest == "TEXT":
        return ""
    start = told_id[: match.start("rest")].rstrip("-_")
    parents = re.split(r"[-_]", rest)[:-1]
    return "-".join([start, *parents])


def questions_of(groups: Sequence[str], texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return question and part of each wording: the part is what differs within a group."""
    wordings = [("", text) for text in texts]
    for group in {each for each in groups if each}:
        places = [place for place, each in enumerate(groups) if each == group]
        shared = common_question([texts[place] for place in places])
        rest = [texts[place][len(shared) :] for place in places]
        row = common_question(rest) if len(places) > 1 and IN_ROW.fullmatch(group) else ""
        question = " - ".join(each.strip("- ") for each in (shared, row) if each)
        for place in places:
            part = texts[place][len(shared + row) :].strip()
            if question and part:
                wordings[place] = (question, part)
    return wordings


def heading(
    tag: str, wording: tuple[str, str], told_id: str, group: str, codebook: Codebook | None, also: str
) -> Heading | None:
    """Return one column."""
    if not normal(tag):
        return None
    question, label = wording
    known = IMPORT_ID.fullmatch(told_id)
    metadata = known is None if told_id else is_metadata(also)
    text = normal(tag).endswith("_TEXT") or told_id.endswith("TEXT")
    labels: Mapping[float | str, str] = {}
    if codebook is not None and known and not text:
        labels = codebook.labels(told_id)
        question, label = codebook.wording(told_id) or wording
    if metadata:
        own = "" if label == normal(tag) else label
        return Heading(name(tag), own, also=also_of(told_id, also), part="metadata")
    return Heading(
        name(tag),
        label,
        question,
        also_of(told_id, also),
        group="" if text else group,
        part="write-in" if text and group else "",
        labels=labels,
        unanswered="" if text else UNANSWERED,
    )


def is_metadata(old: str) -> bool:
    """Whether a legacy column holds facts about the interview."""
    return bool(OLD_NAME.fullmatch(normal(old))) or normal(old).startswith("Location")


def tell(columns: Mapping[str, Cells]) -> tuple[str, ...]:
    """Return how many interviews were previews, tests or broken off."""
    told: list[str] = []
    status = counted(columns.get("Status"))
    unreal = {text: count for text, count in status.items() if text not in REAL}
    if unreal:
        what = ", ".join(f"{count:,} of Status {text}" for text, count in unreal.items())
        told.append(
            f"{what}: Qualtrics writes 0 or IP Address for real interviews, 1 for previews, 2 for tests;"
            " `where` of the side can leave them out"
        )
    broken = sum(count for text, count in counted(columns.get("Finished")).items() if text in {"0", "False"})
    if broken:
        verb = "interview is" if broken == 1 else "interviews are"
        told.append(f"{broken:,} {verb} not finished (column `Finished`)")
    return tuple(told)


def counted(cells: Cells | None) -> dict[str, int]:
    """Return how often each cell of a column occurs."""
    if cells is None:
        return {}
    counts = np.bincount(cells.codes[cells.codes != NOTHING], minlength=len(cells.distinct))
    return {
        normal(str(cell)): int(count)
        for cell, count in zip(cells.distinct.tolist(), counts, strict=True)
        if count
    }
