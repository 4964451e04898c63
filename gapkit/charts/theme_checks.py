"""What a theme may not be: wrong values, colours too pale or too alike, fonts and logos not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from gapkit.charts.colours import BLACK, SIGHTS, WHITE, contrast, darkened, distance, mixed
from gapkit.charts.fonts import FIRA, families_in, known_families
from gapkit.charts.logo import read_logo
from gapkit.charts.paper import Paper
from gapkit.errors import GapkitError
from gapkit.errors.report import ReportSpecError
from gapkit.errors.theme import ThemeError
from gapkit.number_styles import Pattern

if TYPE_CHECKING:
    from gapkit.charts.theme import Theme

MARK_CONTRAST = 3.0
TEXT_CONTRAST = 4.5
DISTANCE = 25.0

MARKS = ("reference", "side")
TEXTS = ("ink", "muted")
LINES = ("axis", "grid", "connector")
WORDS = ("footer", "logo_alt")
CHOICES = {"paper": get_args(Paper), "number_style": get_args(Pattern)}
WIDTHS = (5.0, 13.0)


def problems_of(theme: Theme) -> list[GapkitError]:
    """Return all that is wrong with a theme; colours and fonts are looked at where every kind is right."""
    return _wrong_values(theme) or [*_bad_colours(theme), *_bad_fonts(theme), *_bad_logo(theme)]


def _wrong_values(theme: Theme) -> list[GapkitError]:
    """Return a problem for each value of the wrong kind."""
    problems: list[GapkitError] = [
        ReportSpecError.wrong_type(key, 'a colour such as "#1F4E79"', getattr(theme, key))
        for key in MARKS + TEXTS + LINES
        if not (
            isinstance(getattr(theme, key), str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", getattr(theme, key))
        )
    ]
    if not _is_families(theme.fonts):
        problems.append(ReportSpecError.wrong_type("fonts", "a list of font families", theme.fonts))
    folder: object = theme.font_dir
    if folder is not None and not (isinstance(folder, Path) and folder.is_dir()):
        problems.append(ReportSpecError.wrong_type("font_dir", "an existing folder", theme.font_dir))
    borrows: object = theme.system_fonts
    if not isinstance(borrows, bool):
        problems.append(ReportSpecError.wrong_type("system_fonts", "true or false", theme.system_fonts))
    return [*problems, *_wrong_page(theme)]


def _wrong_page(theme: Theme) -> list[GapkitError]:
    """Return a problem for each wrong value of what a page is made of."""
    low, high = WIDTHS
    width: object = theme.width
    problems: list[GapkitError] = []
    if not (isinstance(width, int | float) and low <= width <= high):
        problems.append(ReportSpecError.wrong_type("width", f"from {low:g} to {high:g} inches", theme.width))
    problems += [
        ThemeError.unknown_choice(key, getattr(theme, key), known)
        for key, known in CHOICES.items()
        if getattr(theme, key) not in known
    ]
    problems += [
        ReportSpecError.wrong_type(key, "a text", getattr(theme, key))
        for key in WORDS
        if not isinstance(getattr(theme, key), str)
    ]
    logo: object = theme.logo
    if logo is not None and not isinstance(logo, Path):
        problems.append(ReportSpecError.wrong_type("logo", "the path of a picture", theme.logo))
    return problems


def _is_families(fonts: object) -> bool:
    """Return whether this is a tuple of plain names (they are written into SVG as they stand)."""
    return (
        isinstance(fonts, tuple)
        and bool(fonts)
        and all(isinstance(name, str) and re.fullmatch(r"[\w .-]+", name) for name in fonts)
    )


def _bad_colours(theme: Theme) -> list[GapkitError]:
    """Return a problem for each colour too pale, and for side colours too much alike."""
    problems: list[GapkitError] = [
        ReportSpecError.low_contrast(key, getattr(theme, key), contrast(getattr(theme, key)), least, offer)
        for keys, least in ((MARKS, MARK_CONTRAST), (TEXTS, TEXT_CONTRAST))
        for key in keys
        if contrast(getattr(theme, key)) < least
        for offer in (darkened(getattr(theme, key), least),)
    ]
    if problems:
        return problems
    for sight in SIGHTS:
        apart = distance(theme.side, theme.reference, sight)
        if apart < DISTANCE:
            return [ReportSpecError.colours_alike(sight, apart, DISTANCE, _nearest_side(theme))]
    return []


def _nearest_side(theme: Theme) -> str:
    """Return the side colour, made darker or lighter as little as passes every check."""
    for step in range(1, 21):
        for towards in (BLACK, WHITE):
            candidate = mixed(theme.side, towards, step / 20)
            apart = min(distance(candidate, theme.reference, sight) for sight in SIGHTS)
            if contrast(candidate) >= MARK_CONTRAST and apart >= DISTANCE:
                return candidate
    return ""


def _bad_fonts(theme: Theme) -> list[GapkitError]:
    """Return a problem if the first family, which every text starts with, is not there."""
    if theme.fonts[0] in (FIRA, *families_in(theme.font_dir), *known_families()):
        return []
    return [ReportSpecError.no_font(theme.fonts[0], (FIRA, *families_in(theme.font_dir), *known_families()))]


def _bad_logo(theme: Theme) -> list[GapkitError]:
    """Return a problem if the logo has no words, or is not safe to embed."""
    if theme.logo is None:
        return []
    if not theme.logo_alt.strip():
        return [ThemeError.logo_silent()]
    try:
        read_logo(theme.logo, theme.logo_alt)
    except ThemeError as error:
        return [error]
    return []
