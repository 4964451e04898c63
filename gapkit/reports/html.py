"""A report as one HTML file: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import count

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from gapkit.charts.colours import WHITE, contrast, mixed
from gapkit.charts.fonts import FIRA
from gapkit.charts.theme import Theme
from gapkit.reports import english as words
from gapkit.reports.document import Figure, ReportData, Row, Table
from gapkit.reports.inline_svg import inline_svg, width_of
from gapkit.reports.plain import plain
from gapkit.reports.typesetting import texts
from gapkit.reports.web_fonts import font_faces

TEMPLATE = "page.html.j2"
NIGHT = "#14171A"
"""Background in dark mode."""

NIGHT_CONTRAST = 5.0
"""Contrast of coloured text on it."""

SYSTEM_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"


def html_page(data: ReportData, theme: Theme) -> str:
    """Return the report as a page that needs nothing beside it."""
    return _template().render(
        data=data,
        words=words,
        look=_look(theme),
        fonts=Markup(font_faces(_characters(data))),  # noqa: S704 - our own rules and base64
        svg=_drawn,
        wide=lambda figure: f"{width_of(figure):.0f}",
        bodies=bodies,
        logo=_logo(theme),
        figure_numbers=count(1),
        table_numbers=count(1),
        heading_numbers=count(1),
        contents_numbers=count(1),
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    """Return the page's template; texts are freed of control characters before they are escaped."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: (
            plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
        ),
    )
    environment.filters["next_of"] = next
    return environment.from_string(files("gapkit.reports").joinpath(TEMPLATE).read_text("utf-8"))


def _drawn(figure: Figure, place: int) -> Markup:
    """Return a chart as an element of the page."""
    return Markup(inline_svg(figure, f"f{place}-"))  # noqa: S704 - written by an XML writer, which escapes


def _logo(theme: Theme) -> tuple[str, str] | None:
    """Return the logo as an address that holds it, and its words; nothing without one."""
    logo = theme.read_logo()
    if logo is None:
        return None
    kind = {"svg": "svg+xml", "jpg": "jpeg"}.get(logo.format, logo.format)
    return f"data:image/{kind};base64,{b64encode(logo.content).decode()}", logo.alt


def bodies(table: Table) -> Iterator[tuple[Row | None, tuple[Row, ...]]]:
    """Give a table's rows under the heading each group has; ``None`` before the first."""
    head: Row | None = None
    rows: list[Row] = []
    for row in table.rows:
        if not row.group:
            rows.append(row)
            continue
        if rows or head is not None:
            yield head, tuple(rows)
        head, rows = row, []
    yield head, tuple(rows)


def _characters(data: ReportData) -> frozenset[str]:
    """Return every character of the page and its charts."""
    drawn = (character for figure in data.figures() for character in figure.svg)
    return frozenset("".join(texts(data))).union(drawn, " 0123456789")


def _look(theme: Theme) -> dict[str, str]:
    """Return the page's colours and fonts, for light and for dark."""
    named = [f"'{each}'" for each in theme.fonts if each != FIRA and all(map(_is_safe, each))]
    return {
        "fonts": Markup(", ".join([*named, f"'{FIRA}'", SYSTEM_FONTS])),  # noqa: S704 - letters and spaces
        "ink": theme.ink,
        "muted": theme.muted,
        "side": theme.text("side"),
        "reference": theme.text("reference"),
        "accent": theme.side,
        "night": NIGHT,
        "night_side": _lightened(theme.side),
        "night_reference": _lightened(theme.reference),
    }


def _is_safe(character: str) -> bool:
    """Whether a character may stand in a font's name inside a style sheet."""
    return character.isalnum() or character in " -"


def _lightened(colour: str) -> str:
    """Return the colour, lightened until it is read on the dark page."""
    steps = (mixed(colour, WHITE, step / 20) for step in range(21))
    return next((each for each in steps if contrast(each, NIGHT) >= NIGHT_CONTRAST), WHITE)
