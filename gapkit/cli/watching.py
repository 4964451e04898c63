"""Wait until a file changes: told by its time and size first, then by its content."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PAUSE = 0.4
"""Seconds between two looks."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was last looked at; a file that is not there has no content."""

    stamp: tuple[int, int]
    content: str


def look(files: Iterable[Path], before: Mapping[Path, Seen] | None = None) -> dict[Path, Seen]:
    """Return how files are now; a file of the same time and size as before is not read again."""
    known = before or {}
    return {file: _seen(file, known.get(file)) for file in dict.fromkeys(files)}


def wait_for_change(files: Iterable[Path], seen: Mapping[Path, Seen], *, pause: float = PAUSE) -> None:
    """Return once the content of a file is another than it was; a file that was only touched is not."""
    watched = tuple(dict.fromkeys(files))
    now = look(watched, seen)
    while all(now[file].content == seen[file].content for file in watched if file in seen):
        time.sleep(pause)
        now = look(watched, now)


def _seen(file: Path, before: Seen | None) -> Seen:
    """Look at one file."""
    try:
        status = file.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        if before is not None and before.stamp == stamp:
            return before
        return Seen(stamp, sha256(file.read_bytes()).hexdigest())
    except OSError:
        return Seen((0, 0), "")
