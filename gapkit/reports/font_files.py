"""Where the files of the chosen families lie, so that typst takes these and no others."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import fontpkg_fira_sans

from gapkit.charts.fonts import FIRA, Fonts


def folders_of(fonts: Fonts, own: Path | None) -> tuple[Path, ...]:
    """Return the folders that hold the families: Fira's, the theme's own, the machine's as needed."""
    folders = [Path(fontpkg_fira_sans.ROOT) / "files"]
    if own is not None:
        folders.append(own)
    if set(fonts.families) - {FIRA}:
        folders += [_installed()[name] for name in fonts.families if name in _installed()]
    return tuple(dict.fromkeys(folders))


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    """Return the folder of each family on this machine, matplotlib's own fonts included."""
    import typst

    found = typst.Fonts(include_embedded_fonts=False, font_paths=_with_matplotlib())
    return {each.family: Path(each.path).parent for each in found.fonts() if each.path}


def _with_matplotlib() -> list[str]:
    """Return the folder of the fonts that come with matplotlib, which charts may have borrowed."""
    spec = find_spec("matplotlib")
    folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" if spec and spec.origin else None
    return [str(folder)] if folder is not None and folder.is_dir() else []
