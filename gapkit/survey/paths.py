"""Where a survey file's paths may lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.errors import SurveyError

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|\\\\")
PATTERN = re.compile(r"[*?\[\x00-\x1f\x7f-\x9f]")

SURVEYS = "surveys"
"""A folder of this name keeps survey files only: their root is the folder around it."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folder that paths start from, and the root that they must not leave.

    Attributes
    ----------
    folder : Path
        Folder of the survey file, links resolved.
    root : Path or None
        ``None`` lets paths lead anywhere.
    """

    folder: Path
    root: Path | None

    @classmethod
    def of(cls, survey_file: Path, *, allow_outside: bool) -> Place:
        """Return the place of a survey file."""
        folder = survey_file.resolve().parent
        root = folder.parent if folder.name == SURVEYS else folder
        return cls(folder, None if allow_outside else root)

    def file(self, path: str) -> Path:
        """Return a regular file under the root, links resolved.

        Raises
        ------
        SurveyError
            If the path is an address or a pattern, leaves the root, or leads to no regular file.
        """
        if ADDRESS.match(path):
            raise SurveyError.is_address(path)
        if PATTERN.search(path) or not path.strip():
            raise SurveyError.is_pattern(path)
        try:
            file = (self.folder / path).resolve()
            inside = self.root is None or file.is_relative_to(self.root)
            exists, regular = (file.exists(), file.is_file()) if inside else (False, False)
        except (OSError, RuntimeError, ValueError):
            raise SurveyError.no_such_file(path, ()) from None
        if not inside:
            raise SurveyError.outside(path, self.root)
        if not exists:
            raise SurveyError.no_such_file(path, names_in(file.parent))
        if not regular:
            raise SurveyError.no_regular_file(path)
        return file


def names_in(folder: Path, most: int = 1000) -> list[str]:
    """Return names of a folder's files, so that a misspelt one can be told."""
    try:
        return [each.name for each, _ in zip(folder.iterdir(), range(most), strict=False)]
    except OSError:
        return []
