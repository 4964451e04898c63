"""What charts and reports look like: colours, fonts, page and numbers as one frozen, checked object."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from os import PathLike
from pathlib import Path
from typing import Any

from gapkit.charts.colours import WHITE, contrast, darkened, mixed
from gapkit.charts.fonts import FIRA
from gapkit.charts.logo import Logo, read_logo
from gapkit.charts.paper import PAGES, Page, Paper
from gapkit.charts.theme_checks import TEXT_CONTRAST, problems_of
from gapkit.errors import GapkitError, raise_all
from gapkit.errors.report import ReportSpecError
from gapkit.errors.theme import ThemeError
from gapkit.number_styles import NumberStyle, Pattern
from gapkit.options import check_kind

TINT = 0.62
"""Share of white in the interval bands."""

PALEST = 0.48
"""Share of white in the step of a scale that lies next to its middle."""

NEUTRAL = "#D5D8DC"
MIDDLE = "#F7F7F7"
"""The middle of a scale, and of a ramp from one side to the other."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours, fonts, page and numbers of every chart and report.

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
    paper : {"a4", "letter", "16:9"}
        Page of a report.
    logo : Path or None
        PNG, JPEG or SVG on a report's first page; an SVG must be plain, without scripts or references.
    logo_alt : str
        What the logo says, for those who do not see it; needed where there is a logo.
    footer : str
        At the foot of every page, in place of the source.
    number_style : str
        How 1234.5 is written, such as ``"1.234,5"``; a space is one that lines are not broken at.

    Raises
    ------
    ReportSpecError
        If a colour fails a contrast or distance check (which one, and the nearest that passes), the
        first font is not installed, or the logo is not safe to embed.

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
    paper: Paper = "a4"
    logo: Path | None = None
    logo_alt: str = ""
    footer: str = ""
    number_style: Pattern = "1,234.5"

    def __post_init__(self) -> None:
        """Check every value; tell all problems at once."""
        problems = problems_of(self)
        if problems:
            raise_all(problems)

    @property
    def page(self) -> Page:
        """The page's size and margins."""
        return PAGES[self.paper]

    @property
    def numbers(self) -> NumberStyle:
        """The marks of printed numbers."""
        return NumberStyle.of(self.number_style)

    def read_logo(self) -> Logo | None:
        """Return the logo, ready to embed; ``None`` without one."""
        return None if self.logo is None else read_logo(self.logo, self.logo_alt)

    def text(self, role: str) -> str:
        """Return the colour of a side's words and numbers: its own, darkened where too pale to read."""
        return darkened(getattr(self, role), TEXT_CONTRAST)

    def tint(self, role: str) -> str:
        """Return the colour of a side's interval bands."""
        return mixed(getattr(self, role), WHITE, TINT)

    def ramp(self, place: float) -> str:
        """Return the colour of a gap, from -1 (the reference is higher) over 0 to 1 (the side is higher).

        Examples
        --------
        >>> Theme().ramp(-1), Theme().ramp(0), Theme().ramp(1)
        ('#C8500A', '#F7F7F7', '#1F4E79')
        """
        share = min(abs(place), 1.0)
        return mixed(MIDDLE, self.side if place > 0 else self.reference, share)

    def steps(self, count: int) -> tuple[str, ...]:
        """Return the colours of a scale from its lowest answer to its highest, the middle one neutral.

        Where both sides are grey, every step is a grey of its own, from dark to light.

        Examples
        --------
        >>> Theme().steps(5)
        ('#1F4E79', '#8BA3B9', '#D5D8DC', '#E2A480', '#C8500A')
        """
        if all(len({each[1:3], each[3:5], each[5:]}) == 1 for each in (self.side, self.reference)):
            return tuple(mixed(self.side, WHITE, 0.88 * place / max(count - 1, 1)) for place in range(count))
        half = count // 2
        pale = [PALEST * place / max(half - 1, 1) for place in range(half)] if half > 1 else [0.0]
        low = [mixed(self.side, WHITE, share) for share in pale[:half]]
        high = [mixed(self.reference, WHITE, share) for share in pale[:half]]
        return (*low, *[NEUTRAL] * (count % 2), *reversed(high))

    def ink_on(self, fill: str) -> str:
        """Return the colour of text on a fill: white, or ink where that reads better."""
        return WHITE if contrast(fill) >= contrast(self.ink, fill) else self.ink


BUILT_IN: Mapping[str, Mapping[str, Any]] = {
    "default": {},
    "print": {
        "reference": "#858585",
        "side": "#262626",
        "ink": "#000000",
        "muted": "#4D4D4D",
        "axis": "#8C8C8C",
        "grid": "#DEDEDE",
        "connector": "#B8B8B8",
    },
    "contrast": {
        "reference": "#B34700",
        "side": "#000000",
        "ink": "#000000",
        "muted": "#333333",
        "axis": "#595959",
        "grid": "#C8C8C8",
        "connector": "#8C8C8C",
    },
    "slides": {"paper": "16:9", "width": 8.3},
}
"""What the themes that need no file change."""

PATHS = ("font_dir", "logo")
BASED_ON = "based_on"
MOST_BYTES = 1 << 16
"""Of a theme's file."""


def load_theme(name: str | Path) -> Theme:
    """Return a built-in theme by its name, or read one from a TOML file.

    A file's keys are the attributes of ``Theme``; it may start from a built-in theme with
    ``based_on = "print"``. ``font_dir`` and ``logo`` are relative to it.

    Parameters
    ----------
    name : str or Path
        ``"default"``, ``"print"`` (greys; shapes tell the sides apart), ``"contrast"``, ``"slides"``
        (16:9), or a path.

    Raises
    ------
    ReportSpecError
        If there is no such theme, or the file can't be read, has an unknown key or fails a check;
        every problem is told.

    Examples
    --------
    >>> load_theme("slides").paper
    '16:9'
    """
    check_kind("theme", name, (str, PathLike), "the name of a theme, or a path")
    if str(name) in BUILT_IN:
        return Theme(**BUILT_IN[str(name)])
    path = Path(name)
    if not path.suffix and not path.exists():
        raise ThemeError.unknown_name(str(name), BUILT_IN)
    return _from_file(path)


def _from_file(path: Path) -> Theme:
    """Read a theme's file."""
    try:
        if path.exists() and not path.is_file():
            raise ReportSpecError.unreadable(path, "no regular file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ReportSpecError.unreadable(path, f"more than {MOST_BYTES:,} bytes")
        written = tomllib.loads(content.decode("utf-8").replace("\r\n", "\n"))
    except (OSError, ValueError, RecursionError) as error:
        raise ReportSpecError.unreadable(path, str(error)) from error
    base = written.pop(BASED_ON, "default")
    known = [field.name for field in fields(Theme)]
    problems: list[GapkitError] = [
        ReportSpecError.unknown_key(key, [*known, BASED_ON]) for key in written if key not in known
    ]
    if not isinstance(base, str) or base not in BUILT_IN:
        problems.append(ThemeError.unknown_choice(BASED_ON, base, BUILT_IN))
    if problems:
        raise_all(problems)
    if isinstance(written.get("fonts"), list):
        written["fonts"] = tuple(written["fonts"])
    for key in PATHS:
        if isinstance(written.get(key), str):
            written[key] = path.parent / written[key]
    return replace(load_theme(base), **written)
