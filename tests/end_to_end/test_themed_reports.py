"""Reports under a house style: page, logo, footer and numbers, read back from the PDF."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

import gapkit as gk

ROOT = Path(__file__).parents[2]
THEMES = ROOT / "reports" / "themes"


@pytest.fixture(scope="module")
def study():
    return gk.open(ROOT / "surveys" / "social_brand.toml")


def pages(path):
    """The text of every page, and its size in millimetres."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    return texts, [tuple(round(each * 25.4 / 72, 1) for each in page.get_size()) for page in document]


def figures(path):
    """The alternative texts of every figure of the structure tree."""
    found = []
    with pikepdf.open(path) as document:

        def walk(node):
            if isinstance(node, pikepdf.Array):
                for each in node:
                    walk(each)
            elif isinstance(node, pikepdf.Dictionary):
                if node.get("/S") == "/Figure":
                    found.append(str(node.get("/Alt")))
                walk(node.get("/K"))

        walk(document.Root.StructTreeRoot.K)
    return found


def test_a_house_style_reaches_every_page(study, tmp_path):
    path = gk.report(study, theme=THEMES / "bureau.toml").save(tmp_path / "house.pdf")
    texts, sizes = pages(path)
    assert set(sizes) == {(210.0, 297.0)}
    assert all("Bureau North, for the client only" in text for text in texts[1:])
    assert figures(path)[0] == "Bureau North"
    whole = "\n".join(texts)
    assert "1.300" in whole
    assert "1,300" not in whole
    assert "gapkit 0.1.0" in whole
    assert b"pdfuaid:part" in pikepdf.open(path).Root.Metadata.read_bytes()


def test_slides_are_wide_and_nothing_leaves_them(study, tmp_path):
    texts, sizes = pages(gk.report(study, theme="slides").save(tmp_path / "slides.pdf"))
    assert set(sizes) == {(240.0, 135.0)}
    assert len(texts) > 12
    document = pypdfium2.PdfDocument(tmp_path / "slides.pdf")
    for page in document:
        wide, high = page.get_size()
        for each in page.get_objects():
            left, bottom, right, top = each.get_bounds()
            assert left > -1
            assert bottom > -1
            assert right < wide + 1
            assert top < high + 1


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_picture_is_a_logo_on_letter_paper(study, tmp_path, kind):
    logo = tmp_path / f"logo.{kind}"
    Image.new("RGB", (300, 80), "#0B5351").save(logo)
    theme = gk.Theme(paper="letter", logo=logo, logo_alt="A green box")
    path = gk.report(study, theme=theme).save(tmp_path / "letter.pdf")
    assert set(pages(path)[1]) == {(215.9, 279.4)}
    assert "A green box" in figures(path)


def test_the_default_theme_changes_no_number(study):
    named, unnamed = gk.report(study, theme="default"), gk.report(study)
    assert named.data == unnamed.data
