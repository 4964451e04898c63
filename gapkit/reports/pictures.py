"""Charts as pixels, for formats that take no vectors: typst draws their SVG with the report's fonts."""

from __future__ import annotations

from importlib.resources import files

from gapkit.charts.theme import Theme
from gapkit.reports import child
from gapkit.reports.compiling import compiled_pictures
from gapkit.reports.document import ReportData
from gapkit.reports.font_files import folders_of
from gapkit.reports.typesetting import fonts_of

DOTS = 192
"""Dots per inch: twice what a screen shows."""

PAGES = "pictures.typ"


def pictures(data: ReportData, theme: Theme, *, dots: int = DOTS) -> tuple[bytes, ...]:
    """Return every figure of a report as PNG, in order.

    Raises
    ------
    RenderError
        If typst will not draw them.
    """
    figures = data.figures()
    if not figures:
        return ()
    drawings = {f"figure-{place}.svg": figure.svg.encode() for place, figure in enumerate(figures, start=1)}
    fonts = fonts_of(data, theme)
    return compiled_pictures(
        {
            child.MAIN: files("gapkit.reports").joinpath(PAGES).read_bytes(),
            "count.json": str(len(figures)).encode(),
            **drawings,
        },
        fonts=folders_of(fonts, theme.font_dir),
        dots=dots,
        pages=len(figures),
    )
