"""Logos: what is taken, and every way in which a hostile one is refused."""

from io import BytesIO

import pytest
from PIL import Image

from gapkit.charts import Theme
from gapkit.charts.logo import read_logo
from gapkit.errors.theme import ThemeError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">{}</svg>'


def picture(kind, size=(8, 4)):
    buffer = BytesIO()
    Image.new("RGB", size).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpg"),
        (SVG.format('<path d="M0 0H8V8Z" fill="url(#a)"/>').encode(), "svg"),
        (SVG.format("<style>path { fill: url('#a') }</style><use href='#b'/>").encode(), "svg"),
        (
            b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + SVG.format("").encode(),
            "svg",
        ),
        (
            SVG.format('<i:namedview xmlns:i="http://www.inkscape.org/namespaces/inkscape"/>').encode(),
            "svg",
        ),
    ],
)
def test_a_plain_picture_is_taken_whatever_its_file_is_called(tmp_path, content, expected):
    path = tmp_path / "logo.dat"
    path.write_bytes(content)
    logo = read_logo(path, "Acme")
    assert (logo.format, logo.content, logo.alt) == (expected, content, "Acme")


HOSTILE = {
    "<script>alert(1)</script>": "<script>",
    "<image href='file:///etc/passwd'/>": "<image>",
    "<foreignObject/>": "<foreignObject>",
    "<animate/>": "<animate>",
    "<a href='https://example.org'/>": "<a>",
    "<h:iframe xmlns:h='http://www.w3.org/1999/xhtml'/>": "<iframe>",
    "<rect onload='x()'/>": "the attribute `onload` of <rect>",
    "<rect ONCLICK='x()'/>": "the attribute `onclick` of <rect>",
    "<use href='https://example.org/a.svg#b'/>": "the attribute `href` of <use>",
    "<use xmlns:x='http://www.w3.org/1999/xlink' x:href='a.svg#b'/>": "the attribute `href` of <use>",
    "<use href='data:image/svg+xml;base64,AAAA'/>": "the attribute `href` of <use>",
    "<rect style='fill: url(https://example.org/a)'/>": "the attribute `style` of <rect>",
    "<rect fill='url( &quot;a.svg#b&quot;)'/>": "the attribute `fill` of <rect>",
    "<style>@import 'a.css';</style>": "a reference in <style>",
    "<style>@imp<!-- -->ort 'a.css';</style>": "a reference in <style>",
    "<style>a { src: u\\72l(b) }</style>": "a reference in <style>",
    "<?xml-stylesheet href='a.css'?>": "<?xml-stylesheet?>",
}


@pytest.mark.parametrize(("inside", "found"), HOSTILE.items(), ids=HOSTILE.values())
def test_a_drawing_that_could_do_more_than_be_seen_is_refused(tmp_path, inside, found):
    path = tmp_path / "logo.svg"
    path.write_text(SVG.format(inside))
    with pytest.raises(ThemeError) as caught:
        read_logo(path, "Acme")
    assert caught.value.found.casefold() == found.casefold()
    assert caught.value.message == (
        "The logo must be a plain SVG: no scripts, no entities, no references to other files."
    )


def test_entities_are_refused_before_they_are_expanded(tmp_path):
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>")
    (tmp_path / "logo.svg").write_text(bomb)
    with pytest.raises(ThemeError) as caught:
        read_logo(tmp_path / "logo.svg", "Acme")
    assert caught.value.found == "entities"


@pytest.mark.parametrize(
    ("content", "message", "found"),
    [
        (b"GIF89a", "The logo must be a PNG, JPEG or SVG picture.", ""),
        (b"", "The logo must be a PNG, JPEG or SVG picture.", ""),
        (picture("PNG")[:40], "The logo can't be read.", "a damaged picture"),
        (
            picture("PNG", (6000, 5000)),
            "The logo must have at most 25,000,000 pixels.",
            "6,000 × 5,000 pixels",
        ),
        (b"<html><svg></svg></html>", "The logo must be a plain SVG", "<html>"),
    ],
)
def test_what_is_no_logo_is_told(tmp_path, content, message, found):
    (tmp_path / "logo").write_bytes(content)
    with pytest.raises(ThemeError) as caught:
        read_logo(tmp_path / "logo", "Acme")
    assert caught.value.message.startswith(message)
    assert caught.value.found == found


def test_broken_xml_and_missing_and_huge_files_are_told(tmp_path):
    (tmp_path / "a.svg").write_text("<svg><path></svg>")
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5_000_001))
    told = []
    for name in ("a.svg", "b.png", "none.svg"):
        with pytest.raises(ThemeError) as caught:
            read_logo(tmp_path / name, "Acme")
        told.append((caught.value.message, caught.value.found[:22]))
    assert told == [
        ("The logo can't be read.", "no well-formed SVG (mi"),
        ("The logo must have at most 5,000,000 bytes.", "more than 5,000,000 by"),
        ("The logo can't be read.", "No such file or direct"),
    ]


def test_a_logo_needs_words(tmp_path):
    path = tmp_path / "logo.svg"
    path.write_text(SVG.format(""))
    with pytest.raises(ThemeError) as caught:
        Theme(logo=path, logo_alt=" ")
    assert str(caught.value).startswith("ThemeError: A `logo` must have a `logo_alt`.")
    logo = Theme(logo=path, logo_alt="Acme").read_logo()
    assert logo is not None
    assert logo.alt == "Acme"
    assert Theme().read_logo() is None
