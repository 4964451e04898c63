"""The bundled studies: where they are, and copies of them to work on."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gapkit
from gapkit.errors import OptionError
from gapkit.errors.report import RenderError

PACKAGE = Path(gapkit.__file__).parent
"""An installed wheel holds the studies in its ``examples`` folder, a checkout beside the package."""


@dataclass(frozen=True, slots=True)
class Example:
    """One bundled study.

    Attributes
    ----------
    name : str
        Its survey file's name without ending.
    title : str
        As the survey file gives it.
    survey : Path
        The survey file.
    files : tuple of Path
        The survey file, the data it names and what stands beside them (origin, licence).
    root : Path
        Folder that holds ``surveys/`` and ``data/``.
    """

    name: str
    title: str
    survey: Path
    files: tuple[Path, ...]
    root: Path


def examples_root() -> Path | None:
    """Return the folder that holds the bundled ``surveys/`` and ``data/``, if there is one."""
    for folder in (PACKAGE / "examples", PACKAGE.parent):
        if (folder / "surveys").is_dir() and (folder / "data").is_dir():
            return folder
    return None


def bundled_studies() -> tuple[Example, ...]:
    """Return every bundled study, by name."""
    root = examples_root()
    if root is None:
        return ()
    return tuple(_example(path, root) for path in sorted((root / "surveys").glob("*.toml")))


def chosen(name: str | None) -> tuple[Example, ...]:
    """Return the study of this name, or all of them."""
    every = bundled_studies()
    if name is None:
        return every
    if name not in {each.name for each in every}:
        raise OptionError.not_one_of("name", name, [each.name for each in every])
    return tuple(each for each in every if each.name == name)


def _example(path: Path, root: Path) -> Example:
    """Return what belongs to one survey file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    files = {path: None}
    for named in _paths(document):
        data = (path.parent / named).resolve()
        folder = data.parent
        whole = folder != root / "data" and folder.is_relative_to(root / "data")
        files |= dict.fromkeys(
            sorted(each for each in folder.rglob("*") if each.is_file()) if whole else [data]
        )
    return Example(path.stem, str(document.get("title", "")), path, tuple(files), root)


def _paths(document: dict[str, Any]) -> Iterator[str]:
    """Yield the paths that a survey file names."""
    named = [document.get("published"), document.get("report", {}).get("theme")]
    for side in document.get("sides", {}).values():
        data = side.get("data")
        named += data.values() if isinstance(data, dict) else [data]
    yield from (each for each in named if isinstance(each, str))


def copy_example(example: Example, folder: Path) -> Path:
    """Copy a study with its data, and return the copied survey file.

    Raises
    ------
    RenderError
        If a file of another content is in the way; nothing is written over.
    """
    copies = {each: folder / each.relative_to(example.root) for each in example.files}
    for original, copy in copies.items():
        if copy.exists() and copy.read_bytes() != original.read_bytes():
            raise RenderError.not_written(copy, "a file of another content is in the way")
    try:
        for original, copy in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(original, copy)
    except OSError as error:
        raise RenderError.not_written(error.filename or folder, (error.strerror or "").lower()) from None
    return copies[example.survey]
