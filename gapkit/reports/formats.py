"""The formats of a report, by the ending of its file, and the extra that each needs."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from gapkit.errors.outputs import OutputError


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports are written in.

    Attributes
    ----------
    name : str
        What people call it.
    module, extra : str
        The library that writes it, and the extra that brings it; empty where gapkit needs none.
    """

    name: str
    module: str = ""
    extra: str = ""


FORMATS = {
    ".pdf": Format("PDF"),
    ".html": Format("HTML"),
    ".pptx": Format("PPTX", "pptx", "pptx"),
    ".xlsx": Format("XLSX", "xlsxwriter", "excel"),
    ".ipynb": Format("A notebook"),
    ".md": Format("Markdown"),
    ".json": Format("JSON"),
}
"""By ending, in the order of the help."""

ZIPPED = (".pptx", ".xlsx")
"""Endings of files that are zip archives."""


def check_installed(ending: str) -> None:
    """Raise where the library that writes a format is missing.

    Raises
    ------
    OutputError
        With the command that installs it.
    """
    wanted = FORMATS[ending]
    if wanted.module and find_spec(wanted.module) is None:
        raise OutputError.no_extra(wanted.name, wanted.extra, wanted.module)
