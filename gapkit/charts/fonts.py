"""Fonts: Fira Sans from its package, a theme's own, and whatever has the characters left over.

matplotlib keeps one list of fonts per process; entries are added to it, no setting is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from warnings import catch_warnings, filterwarnings

import fontpkg_fira_sans
from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font

FIRA: str = fontpkg_fira_sans.FAMILY
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
"""The weights charts use, as Fira's files are called."""

FILES = (".ttf", ".otf", ".ttc")
UNUSABLE = ("Last Resort", "Emoji", "STIX", "cm")
"""Families that hold no text face: fallback boxes, colour pictures, mathematics."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families one chart draws with.

    Attributes
    ----------
    families : tuple of str
        In order of search.
    borrowed : tuple of str
        Those of them that neither the theme nor gapkit names.
    missing : str
        Characters that no font has; they show as a box.
    """

    families: tuple[str, ...]
    borrowed: tuple[str, ...] = ()
    missing: str = ""

    def properties(self, size: float, weight: int) -> FontProperties:
        """Return what matplotlib's text takes."""
        return FontProperties(family=list(self.families), size=size, weight=weight)

    @contextmanager
    def boxes_allowed(self) -> Iterator[None]:
        """Let missing characters be boxes without a warning: the chart's notes name them."""
        if not self.missing:
            yield
            return
        with catch_warnings():
            filterwarnings("ignore", message=r"(Glyph|Matplotlib currently)")
            yield


@lru_cache(maxsize=64)
def fonts_for(
    characters: frozenset[str], families: tuple[str, ...], folder: Path | None, system: bool
) -> Fonts:
    """Return the families that show these characters: the named ones, then installed ones as needed."""
    register(folder)
    installed = known_families()
    chosen = [name for name in families if name == FIRA or name in installed] or [FIRA]
    left = {each for each in characters if not each.isspace() and each.isprintable()}
    for name in chosen:
        left -= characters_of(name)
    borrowed: list[str] = []
    for name in _borrowable(chosen) if left and system else ():
        if left & characters_of(name):
            borrowed.append(name)
            left -= characters_of(name)
        if not left:
            break
    for name in (*chosen, *borrowed):
        _fill_weights(name)
    return Fonts((*chosen, *borrowed), tuple(borrowed), "".join(sorted(left)))


@lru_cache(maxsize=16)
def register(folder: Path | None = None) -> None:
    """Make Fira Sans, and the fonts of a folder, known to matplotlib."""
    known = {entry.fname for entry in fontManager.ttflist}
    for name, weight in WEIGHTS.items():
        path = str(fontpkg_fira_sans.ROOT / "files" / f"FiraSans-{name}.ttf")
        if path not in known:
            fontManager.addfont(path)
            fontManager.ttflist.insert(0, FontEntry(fname=path, name=FIRA, weight=weight, size="scalable"))
    for file in _files(folder):
        if str(file) not in known:
            fontManager.addfont(file)


def known_families() -> tuple[str, ...]:
    """Return every family that matplotlib has found."""
    return tuple(dict.fromkeys(entry.name for entry in fontManager.ttflist))


@lru_cache(maxsize=16)
def families_in(folder: Path | None) -> tuple[str, ...]:
    """Return the families of a folder's font files."""
    register(folder)
    paths = {str(path) for path in _files(folder)}
    return tuple(dict.fromkeys(entry.name for entry in fontManager.ttflist if entry.fname in paths))


@lru_cache(maxsize=256)
def characters_of(family: str) -> frozenset[str]:
    """Return the characters that a family has; none for fonts without outlines."""
    font = get_font([next(entry.fname for entry in fontManager.ttflist if entry.name == family)])
    if not font.scalable:
        return frozenset()
    return frozenset(chr(code) for code in font.get_charmap())


def _files(folder: Path | None) -> list[Path]:
    """Return the font files of a folder, in order."""
    return [] if folder is None else sorted(each for each in folder.iterdir() if each.suffix.lower() in FILES)


def _borrowable(named: list[str]) -> list[str]:
    """Return the installed text families that are not named, sans serif first."""
    upright = {entry.name for entry in fontManager.ttflist if entry.style == "normal"}
    text = [
        name for name in upright if name not in named and not name.startswith(UNUSABLE) and FIRA not in name
    ]
    text = [name for name in text if "Emoji" not in name]
    return sorted(text, key=lambda name: ("Sans" not in name, "Mono" in name, len(name), name))


def _fill_weights(family: str) -> None:
    """Let a family answer for every weight charts use, so that matplotlib need not warn of a stand-in."""
    upright = [
        entry
        for entry in fontManager.ttflist
        if entry.name == family and entry.style == "normal" and isinstance(entry.weight, int)
    ]
    for weight in WEIGHTS.values():
        if upright and all(entry.weight != weight for entry in upright):
            nearest = min(upright, key=lambda entry: abs(int(entry.weight) - weight))
            fontManager.ttflist.append(replace(nearest, weight=weight))
