"""A folder for matplotlib's caches where the user's own can't be written."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path


def give_matplotlib_a_home() -> None:
    """Point ``MPLCONFIGDIR`` at a folder of this run, unless matplotlib's own can be written.

    Without one matplotlib makes such a folder itself, with a warning on every run.
    """
    if not all(_writable(folder) for folder in _folders()):
        folder = tempfile.mkdtemp(prefix="gapkit-matplotlib-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["MPLCONFIGDIR"] = folder


def _folders() -> list[Path]:
    """Return the folders matplotlib would use: settings and cache."""
    if named := os.environ.get("MPLCONFIGDIR"):
        return [Path(named)]
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is none
    if not sys.platform.startswith(("linux", "freebsd")):
        return [home / ".matplotlib"]
    bases = (("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache"))
    return [Path(os.environ.get(name) or home / usual) / "matplotlib" for name, usual in bases]


def _writable(folder: Path) -> bool:
    """Whether the folder, or the nearest one above it that exists, can be written."""
    nearest = folder.absolute()
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    return nearest.is_dir() and os.access(nearest, os.W_OK)
