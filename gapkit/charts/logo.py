"""A logo: a picture from outside, taken only where it can do no more than be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal
from xml.parsers.expat import ExpatError, ParserCreate

from PIL import Image, UnidentifiedImageError

from gapkit.errors.theme import ThemeError

LogoFormat = Literal["png", "jpg", "svg"]
SIGNATURES: dict[bytes, LogoFormat] = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}

MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000

DRAWING = """
svg g defs title desc metadata path rect circle ellipse line polyline polygon text tspan textPath use symbol
linearGradient radialGradient stop clipPath mask pattern marker style switch view
filter feGaussianBlur feOffset feBlend feColorMatrix feComposite feFlood feMerge feMergeNode
"""
ELEMENTS = frozenset(DRAWING.split())
"""What a plain drawing is made of; everything else runs, moves or fetches something."""

SVG = "http://www.w3.org/2000/svg"
DESCRIBING = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/",
    "http://creativecommons.org/",
    "http://web.resource.org/cc/",
)
"""Namespaces of notes that drawing programs leave, which draw nothing."""

REFERENCE = re.compile(r"url\((?!\s*['\"]?#)|@import|expression\(|javascript:|\\", re.IGNORECASE)
"""In a style or attribute: anything but a part of the same drawing; a backslash could hide one."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that is safe to embed.

    Attributes
    ----------
    content : bytes
        As in the file.
    alt : str
        What it shows, for those who do not see it.
    """

    format: LogoFormat
    content: bytes
    alt: str


def read_logo(path: Path, alt: str) -> Logo:
    """Read a logo, whatever its file is called.

    Raises
    ------
    ThemeError
        If it can't be read, is no PNG, JPEG or SVG, is too large, or is an SVG with scripts, entities or
        references to anything outside it.
    """
    try:
        if path.exists() and not path.is_file():
            raise ThemeError.logo_unreadable(path, "no regular file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ThemeError.logo_unreadable(path, getattr(error, "strerror", "") or str(error)) from error
    if len(content) > MOST_BYTES:
        raise ThemeError.logo_large(path, f"more than {MOST_BYTES:,} bytes", f"{MOST_BYTES:,} bytes")
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            _check_picture(path, content)
            return Logo(name, content, alt)
    _check_drawing(path, content)
    return Logo("svg", content, alt)


def _check_picture(path: Path, content: bytes) -> None:
    """Refuse a picture that is damaged, or that unpacks into more than a page needs."""
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
            wide, high = picture.size
            if wide * high > MOST_PIXELS:
                raise ThemeError.logo_large(path, f"{wide:,} × {high:,} pixels", f"{MOST_PIXELS:,} pixels")
            picture.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise ThemeError.logo_unreadable(path, "a damaged picture") from error


def _check_drawing(path: Path, content: bytes) -> None:
    """Refuse what is no SVG, and an SVG that could do more than be seen."""
    if b"<svg" not in content and b":svg" not in content:
        raise ThemeError.logo_format(path)
    styles: list[str] = []
    inside: list[str] = []

    def refuse(what: str) -> None:
        raise ThemeError.logo_active(path, what)

    def begin(name: str, attributes: dict[str, str]) -> None:
        namespace, _, element = name.rpartition(" ")
        plain = element in ELEMENTS if namespace in ("", SVG) else namespace.startswith(DESCRIBING)
        if not plain or (not inside and element != "svg"):
            refuse(f"<{element}>")
        for active in filter(_is_active, attributes.items()):
            refuse(f"the attribute `{active[0].rpartition(' ')[2]}` of <{element}>")
        inside.append(element)

    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: inside.pop()
    parser.CharacterDataHandler = lambda text: styles.append(text) if "style" in inside else None
    parser.StartDoctypeDeclHandler = lambda *told: refuse("entities") if told[-1] else None
    parser.EntityDeclHandler = lambda *_: refuse("entities")
    parser.ProcessingInstructionHandler = lambda target, _: refuse(f"<?{target}?>")
    try:
        parser.Parse(content, True)
    except (ExpatError, ValueError) as error:
        raise ThemeError.logo_unreadable(path, f"no well-formed SVG ({error})") from error
    if REFERENCE.search("".join(styles)):
        refuse("a reference in <style>")


def _is_active(attribute: tuple[str, str]) -> bool:
    """Return whether an attribute would run or fetch something."""
    name, value = attribute
    key = name.rpartition(" ")[2].casefold()
    outside = key in ("href", "src", "base") and not value.strip().startswith("#")
    return key.startswith("on") or outside or REFERENCE.search(value) is not None
