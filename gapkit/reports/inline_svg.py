"""Charts as elements of a page: their ids kept apart, and each row telling its numbers when pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from gapkit.reports.document import Figure, Plot
from gapkit.reports.plain import plain

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
LEFT_OUT = (f"{{{SVG}}}metadata", f"{{{SVG}}}style", f"{{{SVG}}}title")
REFERENCE = re.compile(r"url\(#([^)]+)\)")
FEWEST = 6
"""Letters of a label's first line by which its row is found where the label is wrapped."""


def inline_svg(figure: Figure, prefix: str) -> str:
    """Return a figure's SVG as an element of a page, without prolog, metadata and general styles.

    Parameters
    ----------
    prefix : str
        Put before every id, so that several charts can stand on one page.
    """
    root = ET.fromstring(figure.svg)  # noqa: S314 - our own drawing
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in LEFT_OUT:
                parent.remove(child)
    for element in root.iter():
        _renamed(element, prefix)
    root.set("role", "img")
    root.set("aria-label", plain(figure.alt))
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    if figure.plot is not None:
        root.extend(_rows(root, figure.plot))
    return re.sub(r"\s*\n\s*", " ", _written(root))


def width_of(figure: Figure) -> float:
    """Return how wide a figure was drawn, in CSS pixels."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ', figure.svg)
    return float(found[1]) * 4 / 3 if found else 0.0


def _written(root: ET.Element) -> str:
    """Return the element as text in the namespace of SVG, without touching the process's list of prefixes."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        for name in [each for each in element.attrib if each.startswith("{")]:
            value = element.attrib.pop(name)
            if name == f"{{{XLINK}}}href":
                element.set("href", value)
    root.set("xmlns", SVG)
    return ET.tostring(root, encoding="unicode")


def _renamed(element: ET.Element, prefix: str) -> None:
    """Put the prefix before an element's id and before the ids it refers to."""
    for name, value in element.attrib.items():
        if name == "id":
            element.set(name, f"{prefix}{value}")
        elif name.endswith("href") and value.startswith("#"):
            element.set(name, f"#{prefix}{value[1:]}")
        elif "url(#" in value:
            element.set(name, REFERENCE.sub(rf"url(#{prefix}\1)", value))


def _rows(root: ET.Element, plot: Plot) -> Iterator[ET.Element]:
    """Give a clear band over each row whose label is found, which tells the row's numbers."""
    _, _, wide, high = (float(each) for each in root.get("viewBox", "0 0 0 0").split())
    middles = _middles(root, plot.labels)
    for place, (middle, told) in enumerate(zip(middles, plot.told(), strict=True)):
        if middle is None:
            continue
        others = [each for each in middles if each is not None and each != middle]
        reach = min((abs(each - middle) / 2 for each in others), default=high / 2)
        band = ET.Element(
            f"{{{SVG}}}rect",
            {
                "class": "row",
                "data-row": str(place),
                "x": "0",
                "y": f"{max(0.0, middle - reach):.2f}",
                "width": f"{wide:g}",
                "height": f"{2 * reach:.2f}",
                "fill": "transparent",
            },
        )
        ET.SubElement(band, f"{{{SVG}}}title").text = plain(told)
        yield band


def _middles(root: ET.Element, labels: Sequence[str]) -> list[float | None]:
    """Return the height of each label's first line, in drawing order; none where letters are shapes."""
    drawn = [
        ("".join(each.itertext()).strip(), float(each.get("y", "nan")) - 3.0)
        for each in root.iter(f"{{{SVG}}}text")
        if each.get("y")
    ]
    used: set[int] = set()
    middles: list[float | None] = []
    for label in labels:
        found = next(
            (at for at, (text, _) in enumerate(drawn) if at not in used and _begins(plain(label), text)), None
        )
        if found is not None:
            used.add(found)
        middles.append(None if found is None else drawn[found][1])
    return middles


def _begins(label: str, text: str) -> bool:
    """Whether a drawn line is a label, or its first line."""
    return text == label or (len(text) >= FEWEST and label.startswith(text.rstrip("…-")))
