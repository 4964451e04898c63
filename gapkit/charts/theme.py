"""What a chart looks like: colours, fonts and width as one frozen object, checked when it is made."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from gapkit.charts.colours import BLACK, SIGHTS, WHITE, contrast, darkened, distance, mixed
from gapkit.charts.fonts import FIRA, families_in, known_families
from gapkit.errors import GapkitError, raise_all
from gapkit.errors.report import ReportSpecError

MARK_CONTRAST = 3.0
TEXT_CONTRAST = 4.5
DISTANCE = 25.0
TINT = 0.62
"""Share of white in the interval bands."""

MARKS = ("reference", "side")
TEXTS = ("ink", "muted")
LINES = ("axis", "grid", "connector")
WIDTHS = (5.0, 13.0)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours, fonts and width of every chart.

    Attributes
    ----------
    reference, side : str
        ``#RRGGBB`` of the reference (circle) and of the side (diamond).
    ink, muted : str
        Text, and text that may step back.
    axis, grid, connector : str
        Thin lines, and the bar between the two markers of a row.
    fonts : tuple of str
        Families in order of search; the first must be installed.
    font_dir : Path or None
        Folder with more font files.
    system_fonts : bool
        Whether characters that none of ``fonts`` has may come from any installed font.
    width : float
        Width of a chart's body in inches.

    Raises
    ------
    ReportSpecError
        If a colour fails a contrast or distance check (which one, and the nearest that passes), or
        the first font is not installed.

    Examples
    --------
    >>> Theme().tint("side")
    '#AABCCC'
    """

    reference: str = "#C8500A"
    side: str = "#1F4E79"
    ink: str = "#1A1A1A"
    muted: str = "#5A5F66"
    axis: str = "#9AA0A6"
    grid: str = "#E3E5E8"
    connector: str = "#C4C8CD"
    fonts: tuple[str, ...] = (FIRA,)
    font_dir: Path | None = None
    system_fonts: bool = True
    width: float = 6.5

    def __post_init__(self) -> None:
        """Check every value; tell all problems at once."""
        problems = _wrong_values(self)
        if not problems:
            problems = _bad_colours(self) + _bad_fonts(self)
        if problems:
            raise_all(problems)

    def text(self, role: str) -> str:
        """Return the colour of a side's words and numbers: its own, darkened where too pale to read."""
        return darkened(getattr(self, role), TEXT_CONTRAST)

    def tint(self, role: str) -> str:
        """Return the colour of a side's interval bands."""
        return mixed(getattr(self, role), WHITE, TINT)


def load_theme(path: str | Path) -> Theme:
    """Read a theme from a TOML file whose keys are the attributes of ``Theme``.

    ``font_dir`` is relative to the file.

    Raises
    ------
    ReportSpecError
        If the file can't be read, has an unknown key or fails a check; every problem is told.
    """
    path = Path(path)
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReportSpecError.unreadable(path, str(error)) from error
    known = [field.name for field in fields(Theme)]
    problems: list[GapkitError] = [
        ReportSpecError.unknown_key(key, known) for key in written if key not in known
    ]
    if problems:
        raise_all(problems)
    if isinstance(written.get("fonts"), list):
        written["fonts"] = tuple(written["fonts"])
    if isinstance(written.get("font_dir"), str):
        written["font_dir"] = path.parent / written["font_dir"]
    return Theme(**written)


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
    low, high = WIDTHS
    width: object = theme.width
    if not (isinstance(width, int | float) and low <= width <= high):
        problems.append(ReportSpecError.wrong_type("width", f"from {low:g} to {high:g} inches", theme.width))
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
