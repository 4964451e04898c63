"""Formats that are known and not read."""

from __future__ import annotations

from typing import Final, NamedTuple

from gapkit.loading.readers.contract import Head

OTHER_FORMATS: Final = (
    (0, b"**COMPRESSED**", "a SAS transport file of PROC CPORT"),
    (0, b"RDX", "R data"),
    (0, b"%PDF", "a PDF"),
    (0, b"<?xml", "XML"),
    (0, b'{"', "JSON"),
    (0, b'[{"', "JSON"),
)
"""Formats that are known by their first bytes and not read: place, bytes, name."""

HTML: Final = (b"<!doctype html", b"<html")


def unread_format(head: bytes) -> str:
    """Return the name of a format that is known and not read, or nothing."""
    for place, magic, name in OTHER_FORMATS:
        if head[place:].startswith(magic):
            return name
    return ""


class Companion(NamedTuple):
    """What a file is that is only read together with another one."""

    kind: str
    give: str


def companion(head: Head) -> Companion | None:
    """Return what a file is that lies beside the one to give, or nothing."""
    if head.content.lstrip().startswith(b'{"SurveyEntry"'):
        return Companion(
            "the definition of a Qualtrics survey", "the CSV export: the definition is found beside it"
        )
    definition = head.path.with_suffix(".sss")
    if head.path.suffix.lower() in {".asc", ".dat"} and definition.is_file():
        return Companion("the data of a Triple-S file", f"`{definition.name}`, which says what they mean")
    return None


def looks_like_html(head: bytes) -> bool:
    """Whether somebody saved a web page (a log-in form, an error) in place of the data."""
    return head.lstrip().lower().startswith(HTML)
