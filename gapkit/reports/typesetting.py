"""Typed blocks to PDF pages, through the template and typst."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from gapkit.charts.fonts import Fonts, fonts_for
from gapkit.charts.theme import Theme
from gapkit.errors.report import RenderError, StandardWarning
from gapkit.reports import child
from gapkit.reports import english as words
from gapkit.reports.compiling import compiled
from gapkit.reports.document import ReportData
from gapkit.reports.font_files import folders_of
from gapkit.survey.text import clean_text

STANDARDS = ("a-2a", "ua-1")
"""What the file claims to meet; typst refuses to write it where it does not."""

UNMAPPED = ("could not be displayed", "codepoints")
"""In typst's message where a character, such as an emoji's selector, has no place in a tagged file."""

DEEPEST = 3
MOST_LINES = 34
"""Entries from which the contents leave out the headlines of single charts."""

RULE = "#D0D4D8"
TEMPLATE = "template.typ"


def typeset(data: ReportData, theme: Theme) -> bytes:
    """Return the report as PDF: tagged, the same bytes for the same data.

    Raises
    ------
    RenderError
        If typst will not set the pages.
    """
    fonts = fonts_of(data, theme)
    if fonts.missing:
        warnings.warn(StandardWarning.missing(words.standard_missed(fonts.missing)), stacklevel=3)
        return _compiled(data, theme, fonts, ())
    try:
        return _compiled(data, theme, fonts, STANDARDS)
    except RenderError as error:
        if not any(sign in error.found for sign in UNMAPPED):
            raise
        warnings.warn(StandardWarning.missing(f"{words.STANDARD_REFUSED} ({error.found})"), stacklevel=3)
        return _compiled(data.unclaimed(words.STANDARD, words.STANDARD_REFUSED), theme, fonts, ())


def _compiled(data: ReportData, theme: Theme, fonts: Fonts, standards: Sequence[str]) -> bytes:
    """Compile under these standards, with the fonts named and no others."""
    return compiled(
        virtual_files(data, theme, fonts),
        fonts=folders_of(fonts, theme.font_dir),
        standards=standards,
        timestamp=data.timestamp,
    )


def virtual_files(data: ReportData, theme: Theme, fonts: Fonts) -> dict[str, bytes]:
    """Return the files that typst reads: the template, the data and the charts."""
    charts = {f"figure-{place}.svg": figure.svg for place, figure in enumerate(data.figures(), start=1)}
    content = to_json(data, theme, fonts)
    logo = theme.read_logo()
    if logo is not None:
        content["look"]["logo"] = {"file": f"logo.{logo.format}", "alt": clean_text(logo.alt)}
    return {
        child.MAIN: files("gapkit.reports").joinpath(TEMPLATE).read_bytes(),
        "data.json": json.dumps(content, ensure_ascii=False).encode(),
        **{name: svg.encode() for name, svg in charts.items()},
        **({} if logo is None else {f"logo.{logo.format}": logo.content}),
    }


def to_json(data: ReportData, theme: Theme, fonts: Fonts) -> dict[str, Any]:
    """Return the data as the template reads it: text made safe, figures by file name."""
    content: dict[str, Any] = _cleaned(asdict(data))
    for place, figure in enumerate(_figures(content["sections"]), start=1):
        del figure["svg"]
        figure["file"] = f"figure-{place}.svg"
    headings = sum(block.kind == "heading" for block in data.blocks()) + len(data.sections)
    content["depth"] = DEEPEST if headings <= MOST_LINES else DEEPEST - 1
    content["look"] = {
        "ink": theme.ink,
        "muted": theme.muted,
        "rule": RULE,
        "side": theme.text("side"),
        "reference": theme.text("reference"),
        "fonts": list(fonts.families),
        "fallback": bool(fonts.missing),
        "page": asdict(theme.page),
        "logo": None,
        "figure": words.FIGURE,
        "table": words.TABLE,
    }
    return content


def fonts_of(data: ReportData, theme: Theme) -> Fonts:
    """Return the families that show every character of the report."""
    characters = frozenset("".join(texts(data)))
    return fonts_for(characters, theme.fonts, theme.font_dir, theme.system_fonts)


def texts(data: ReportData) -> Iterator[str]:
    """Give every text of the report; a chart's own words stand in its rows and captions too."""
    yield from _texts(_cleaned(asdict(data)))


def _texts(node: object) -> Iterator[str]:
    """Give every string below a node, SVG sources left out."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, each in node.items():
            if key != "svg":
                yield from _texts(each)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _texts(each)


def _cleaned(node: Any) -> Any:  # noqa: ANN401 - whatever stands in the blocks
    """Return data with every string free of control characters, and on one line."""
    if isinstance(node, str):
        return " ".join(clean_text(node).split("\n"))
    if isinstance(node, dict):
        return {key: each if key == "svg" else _cleaned(each) for key, each in node.items()}
    if isinstance(node, list | tuple):
        return [_cleaned(each) for each in node]
    return node


def _figures(node: object) -> Iterator[dict[str, Any]]:
    """Give every figure below a node, in order."""
    if isinstance(node, dict):
        if node.get("kind") == "figure":
            yield node
        else:
            for each in node.values():
                yield from _figures(each)
    elif isinstance(node, list):
        for each in node:
            yield from _figures(each)
