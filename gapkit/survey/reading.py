"""Survey files, read and checked."""

from __future__ import annotations

import re
import tomllib
from os import PathLike, fspath
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from gapkit.errors import SurveyError
from gapkit.options import check_kind
from gapkit.survey.building import build_survey
from gapkit.survey.paths import Place
from gapkit.survey.problems import Problems
from gapkit.survey.text import clean_text

if TYPE_CHECKING:
    from gapkit.survey.model import Survey

MAX_BYTES = 1 << 20
"""Largest survey file."""

QUOTED = re.compile(
    r'''"""(?:\\.|[^"\\]|"(?!""))*+(?:""")?'''
    r"""|'''(?:[^']|'(?!''))*+(?:''')?"""
    r"""|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)
DATA_ENDINGS = frozenset([
    "sav", "zsav", "por", "dta", "sas7bdat", "xpt", "csv", "tsv", "xls", "xlsx", "xlsm", "ods", "parquet",
    "feather", "arrow", "rds", "rdata", "sss", "asc",
])  # fmt: skip
DATA_BEGINNINGS = (
    b"$FL2", b"$FL3", b"<stata_dta>", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0", b"SQLite format 3",
)  # fmt: skip
"""What data files are called, and how they begin: a survey file tells where they are."""

LONG_KEY = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){20}")
"""A dotted key of many parts: ``tomllib`` needs quadratic time and memory for it."""


def read_survey(path: str | PathLike[str], *, allow_outside: bool = False) -> Survey:
    """Return the survey that a TOML file describes, checked throughout.

    Nothing is run and no data are read. Every path in the file leads to a regular file under the
    survey file's root: its folder, or the folder around it where that is called ``surveys``.

    Parameters
    ----------
    path : str or path
        The survey file; ``SURVEY_FILE.md`` is its grammar.
    allow_outside : bool
        Let paths lead out of the root.

    Raises
    ------
    SurveyError
        If the file can't be read, or anything in it is wrong; all problems are told at once, each
        with line and key path.
    """
    check_kind("survey", path, (str, PathLike), "the path of a survey file")
    name = clean_text(fspath(path))
    try:
        text = text_of(Path(path))
        document = document_of(text)
        problems = Problems(name, document, text)
    except RecursionError:
        raise located(SurveyError.too_deep(), name) from None
    except SurveyError as error:
        raise located(error, name) from None
    return build_survey(
        document,
        problems=problems,
        place=Place.of(Path(path), allow_outside=allow_outside),
        path=Path(path),
        source_text=text,
    )


def text_of(path: Path) -> str:
    """Return the text of a survey file within its limits."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise SurveyError.not_regular()
        if status.st_size > MAX_BYTES and path.suffix.lower().removeprefix(".") not in DATA_ENDINGS:
            raise SurveyError.too_large(status.st_size, MAX_BYTES)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SurveyError.unreadable(reason_of(error)) from None
    if path.suffix.lower().removeprefix(".") in DATA_ENDINGS or content.startswith(DATA_BEGINNINGS):
        raise SurveyError.data_file()
    if len(content) > MAX_BYTES:
        raise SurveyError.too_large(len(content), MAX_BYTES)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise located(SurveyError.not_utf8(), line_text(content.count(b"\n", 0, error.start) + 1)) from None


def reason_of(error: OSError | ValueError) -> str:
    """Return why the system will not open a file."""
    return (error.strerror or "").lower() if isinstance(error, OSError) else "no such name can exist"


def located(error: SurveyError, *parts: str) -> SurveyError:
    """Return the error with more said about where it is, the outer parts first."""
    error.where = ", ".join(part for part in (*parts, error.where) if part)
    return error


def line_text(line: int) -> str:
    """Return a line as errors tell it."""
    return f"line {line}"


def document_of(text: str) -> dict[str, Any]:
    """Return a survey file's tables."""
    if LONG_KEY.search(QUOTED.sub("x", text)):
        raise SurveyError.too_deep()
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).partition(" (at line ")
        line = place.partition(",")[0]
        last = text.count("\n") + 1
        raise located(
            SurveyError.syntax(reason), line_text(int(line) if line.isdecimal() else last)
        ) from None
    except ValueError:
        raise SurveyError.syntax("a number or date that is out of range") from None
