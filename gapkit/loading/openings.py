"""What stands before the header of a text file: comments, or a line that tells the delimiter."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from gapkit.loading.notation import recognised_delimiter

COMMENTS: Final = (b"#", b"//", b"%", b'"#')
"""What a line before the header begins with that is none of the data."""

ONE_COMMENT: Final = "1 comment line before the header was skipped"


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the header.

    Attributes
    ----------
    start : int
        Bytes before the header.
    lines : int
        Lines before the header.
    delimiter : str
        One character.
    remarks : tuple of str
        What was skipped.
    """

    start: int
    lines: int
    delimiter: str
    remarks: tuple[str, ...] = ()


def opened(body: bytes, delimiter: str | None) -> Opening:
    r"""Return what stands before the header: comment lines, or the line by which Excel knows the delimiter.

    Examples
    --------
    >>> opened(b"sep=;\nid;q1\n1;2\n", None).delimiter
    ';'
    >>> opened(b"# exported today\nid,q1\n1,2\n", None).remarks
    ('1 comment line before the header was skipped',)
    """
    start, lines = 0, 0
    comments: list[int] = []
    while start < len(body):
        stop = body.find(b"\n", start) + 1 or len(body)
        line = body[start:stop].strip(b" \n")
        if line[:4].lower() == b"sep=" and len(line) == len(b"sep=;"):
            told = delimiter or line[4:].decode("utf-8", "replace")
            return Opening(stop, lines + 1, told, ("the first line, `sep=`, gives the delimiter",))
        if line and not line.startswith(COMMENTS):
            break
        comments += [start] if line else []
        start, lines = stop, lines + 1
    found = delimiter or recognised_delimiter(body[start:] or body)
    if comments and is_header(body, comments[-1], found):
        start = comments.pop()
        lines = body.count(b"\n", 0, start)
    if not comments:
        return Opening(start, lines, found)
    many = f"{len(comments)} comment lines before the header were skipped"
    return Opening(start, lines, found, (ONE_COMMENT if len(comments) == 1 else many,))


def is_header(body: bytes, start: int, delimiter: str) -> bool:
    """Whether a line that looks like a comment has as many cells as the row after it: "#" or "#id" first."""
    text = io.StringIO(body[start : start + 2**20].decode("utf-8", "replace"), newline="")
    rows = csv.reader(text, delimiter=delimiter)
    try:
        first, second = next(rows, []), next((row for row in rows if row), [])
    except csv.Error:
        return False
    return not second or (len(first) == len(second) > 1 and " " not in first[0].strip())
