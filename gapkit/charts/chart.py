"""A drawn chart: figure, data and words, and the ways to write it down."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4
from xml.sax.saxutils import quoteattr

from matplotlib.figure import Figure

from gapkit.charts.canvas import Canvas, settings
from gapkit.charts.fonts import Fonts, fonts_for
from gapkit.charts.layout import styles_of
from gapkit.charts.number_texts import in_numbers
from gapkit.charts.text import clean, survives_as_text
from gapkit.charts.theme import Theme
from gapkit.charts.words import Plotted
from gapkit.display import list_text
from gapkit.errors import OptionError
from gapkit.errors.report import RenderError
from gapkit.options import check_kind

Ending = Literal["svg", "png", "pdf"]
ENDINGS = (".svg", ".png", ".pdf")

DOTS = 200
"""Dots per inch of a PNG."""

MARGIN = 0.14
"""White space around a chart that is not set by a report, in inches."""

Draw = Callable[[Canvas, Any, Theme, float], float]
"""Draws the body of some chart's data on a canvas from ``y`` down, and returns where it ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A chart of results.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        As drawn; changing it changes what is saved.
    data : Plotted
        What is shown; ``data.to_frame()`` holds its numbers.
    fonts : Fonts
        The families drawn with, and the characters that none of them has.
    body : callable
        Draws the data again, as a panel of another chart.
    on_paper : Plotted
        The data as drawn: their numbers in the theme's language.
    """

    figure: Figure
    data: Plotted
    fonts: Fonts
    body: Draw
    on_paper: Plotted

    @property
    def title(self) -> str:
        """The finding."""
        return self.data.title

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences under the chart, and which characters could not be drawn."""
        return (*self.data.notes, *_font_notes(self.fonts, characters=True))

    @property
    def note(self) -> str:
        """The notes and the source as one paragraph."""
        return " ".join((*self.notes, self.data.source)).strip()

    @property
    def alt_text(self) -> str:
        """The chart in words, at most 350 characters."""
        return self.data.alt_text

    def save(self, path: str | Path) -> Path:
        """Write the chart as SVG, PNG or PDF, by the ending; the same chart gives the same bytes.

        The file appears whole or not at all.

        Raises
        ------
        OptionError
            If the ending is none of these.
        RenderError
            If the file can't be written.
        """
        check_kind("path", path, (str, PathLike), "a path")
        path = Path(path)
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise OptionError.not_one_of("path", path.name, [f"*{each}" for each in ENDINGS])
        content = {".svg": lambda: self.to_svg().encode(), ".png": self.to_png, ".pdf": self.to_pdf}[ending]()
        _write(path, content)
        return path

    def to_svg(self, *, outlines: bool | None = None) -> str:
        """Return the chart as SVG.

        Parameters
        ----------
        outlines : bool, optional
            Letters as shapes, which look the same without the fonts. Default: real text, unless
            its script does not survive as text in a PDF (Arabic, Devanagari, emoji).
        """
        if outlines is None:
            outlines = not survives_as_text(self.on_paper.texts())
        alt = self.on_paper.alt_text
        metadata = {
            "Date": None,
            "Creator": None,
            "Title": clean(self.on_paper.title),
            "Description": clean(alt),
        }
        with settings(**{"svg.fonttype": "path" if outlines else "none"}):
            svg = self._bytes("svg", metadata).decode()
        return re.sub(r"<svg ", f'<svg role="img" aria-label={_attribute(alt)} ', svg, count=1)

    def to_png(self, *, dots: int = DOTS) -> bytes:
        """Return the chart as PNG, at so many dots per inch."""
        with settings():
            return self._bytes("png", {"Software": None, "Title": clean(self.on_paper.title)}, dots=dots)

    def to_pdf(self) -> bytes:
        """Return the chart as a page of PDF, fonts embedded."""
        title = clean(self.on_paper.title)
        metadata = {"CreationDate": None, "Creator": "gapkit", "Producer": None, "Title": title}
        with settings():
            return self._bytes("pdf", metadata)

    def _bytes(self, ending: Ending, metadata: dict[str, str | None], *, dots: int = DOTS) -> bytes:
        """Return the figure in a format; missing characters are boxes."""
        buffer = BytesIO()
        with self.fonts.boxes_allowed():
            self.figure.savefig(buffer, format=ending, dpi=dots, metadata=metadata)
        return buffer.getvalue()

    def __repr__(self) -> str:
        """Return kind and title."""
        return f"<Chart {self.data.kind}: {self.title!r}>"

    def _repr_svg_(self) -> str:
        """Return SVG that looks the same in every viewer."""
        return self.to_svg(outlines=True)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
        """Return the chart for a notebook: a picture at twice the size shown, and its words."""
        del include, exclude
        wide, high = (int(each * DOTS / 2) for each in self.figure.get_size_inches())
        picture = b64encode(self.to_png()).decode()
        return (
            {"image/png": picture, "text/plain": self.on_paper.alt_text},
            {"image/png": {"width": wide, "height": high}},
        )


def drawn(data: Plotted, draw: Draw, *, theme: Theme | None, chrome: bool) -> Chart:
    """Draw decided data: the words above, the body, the words below."""
    theme = Theme() if theme is None else theme
    check_kind("theme", theme, Theme, "a `Theme`: `gk.load_theme` returns one")
    on_paper = in_numbers(data, theme.numbers)
    characters = frozenset().union(*(clean(each) for each in on_paper.texts()))
    fonts = fonts_for(characters, theme.fonts, theme.font_dir, theme.system_fonts)
    with settings(), fonts.boxes_allowed():
        canvas = Canvas(theme.width, margin=MARGIN if chrome else 0.0, fonts=fonts)
        y = _draw_head(canvas, on_paper, theme) if chrome else 0.0
        y = draw(canvas, on_paper, theme, y)
        if chrome:
            y = _draw_foot(canvas, on_paper, fonts, theme, y)
        return Chart(canvas.figure(y), data, fonts, draw, on_paper)


def _draw_head(canvas: Canvas, data: Plotted, theme: Theme) -> float:
    """Write title and subtitle; return where the body begins."""
    styles = styles_of(canvas)
    y = canvas.paragraph(0, data.title, styles.title, theme.ink, most=3)
    y = canvas.paragraph(y + 0.03, data.subtitle, styles.subtitle, theme.muted, most=4)
    return y + 0.16


def _draw_foot(canvas: Canvas, data: Plotted, fonts: Fonts, theme: Theme, y: float) -> float:
    """Write notes and source; return where they end."""
    style = styles_of(canvas).note
    y = canvas.paragraph(
        y + 0.12, " ".join((*data.notes, *_font_notes(fonts, characters=False))), style, theme.muted, most=12
    )
    return canvas.paragraph(y, data.source, style, theme.muted, most=3)


def _font_notes(fonts: Fonts, *, characters: bool) -> tuple[str, ...]:
    """Return which characters are boxes, by script, and one by one where they need not be drawn."""
    if not fonts.missing:
        return ()
    scripts = Counter(_script(each) for each in fonts.missing)
    told = list_text([f"{count} {script}" for script, count in scripts.items()])
    each = f" ({fonts.missing})" if characters else ""
    return (f"Boxes: no font here has {told} characters{each}.",)


def _script(character: str) -> str:
    """Return the script of a letter as Unicode names it, or "other"."""
    if unicodedata.category(character)[0] not in "LM":
        return "other"
    name = unicodedata.name(character, "other").split()[0]
    return name if name == "CJK" else name.capitalize()


def _attribute(text: str) -> str:
    """Return text as a quoted XML attribute, safe in a pattern's replacement."""
    return quoteattr(clean(text)).replace("\\", "\\\\")


def _write(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there; whatever ends it, nothing is left beside it."""
    temporary = path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
        temporary.replace(path)
    except OSError as error:
        raise RenderError.not_written(path, error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
