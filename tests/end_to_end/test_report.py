"""From a survey file to a PDF, read back with other tools."""

import hashlib
import math
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pikepdf
import pypdfium2
import pytest

import gapkit as gk

ROOT = Path(__file__).parents[2]
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200e\ufffe\u00ad"), None)
"""Set between the letters of endless words, and after words that run from right to left."""

HOSTILE = [
    '#panic("x")',
    "</script><b>bold?</b>",
    "$x$ & $\\frac{a}{b}$",
    "@ref <lab>",
    "`code` *b* _i_ [x](y)",
    '#import "x": *',
    "{{ 7*7 }} {% raw %}",
    "=SUM(A1)",
    "-- – — … //comment /*c*/",
    "\\u{41} \\n %s {0.__class__}",
    '#read("/etc/passwd")',
    "\"quoted\" 'single' “curly”",
    "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3,
]


def study_of(labels, shares, n=(400, 150), **options):
    frames = {
        side: pd.DataFrame(
            {
                f"i{k}": [1] * round(pair[place] * size) + [0] * (size - round(pair[place] * size))
                for k, pair in enumerate(shares)
            }
        )
        for place, (side, size) in enumerate(zip(("consumer", "marketer"), n, strict=True))
    }
    items = [
        {"id": f"i{k}", "label": label, "consumer": f"i{k}", "marketer": f"i{k}"}
        for k, label in enumerate(labels)
    ]
    survey = gk.Survey.from_frames(
        frames,
        reference="consumer",
        title=options.pop("title", "Stress"),
        questions=[{"id": "q", "label": "All", "kind": "perception", "format": "multiple", "items": items}],
        labels={"consumer": "Consumers", "marketer": "Marketers"},
        options=options,
    )
    return gk.open(survey)


def pages_of(pdf):
    """Return each page's text with white space as single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    texts = (page.get_textpage().get_text_range() for page in document)
    return [" ".join(text.translate(ZERO_WIDTH).split()) for text in texts]


def tags_of(pdf):
    """Return the counts of structure elements, and how many figures have an alternative text."""
    counts, described = Counter(), 0

    def walk(node):
        nonlocal described
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                counts[str(node.S)] += 1
                described += str(node.S) == "/Figure" and bool(str(node.get("/Alt", "")))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return counts, described


@pytest.fixture(scope="module")
def bundled():
    return gk.report(gk.open(ROOT / "surveys" / "social_brand.toml"))


@pytest.fixture(scope="module")
def bundled_pdf(bundled, tmp_path_factory):
    return bundled.save(tmp_path_factory.mktemp("report") / "social_brand.pdf")


def printed(value, decimals=0, sign="+"):
    """Round by Python's own rules, written apart from gapkit's."""
    text = f"{value:{sign}.{decimals}f}"
    return text.replace("-", "−")


def test_every_row_of_the_frame_stands_in_the_pdf_rounded(bundled, bundled_pdf):
    text = " ".join(pages_of(bundled_pdf))
    text = text[text.rindex("All items: ") :]
    frame = bundled.gaps.to_frame()
    assert len(frame) > 10
    for row in frame.itertuples():
        if math.isnan(row.gap):
            continue
        label = r"\s*".join(re.escape(word) for word in row.label.split())
        found = re.search(
            rf"{label}\s?a?\s(\S+%) (\S+%) (\S+) (\S+) to (\S+) (< \.001|1\.000|\.\d{{3}}) "
            rf"(over|under|aligned|undecided) ([\d,]+) ([\d,]+) \(([\d,]+)\)",
            text,
        )
        assert found, row.label
        side, reference, gap, low, high, p, verdict, base_side, base_reference, effective = found.groups()
        assert side == f"{100 * row.value_side:.0f}%"
        assert reference == f"{100 * row.value_reference:.0f}%"
        for told, value in ((gap, row.gap), (low, row.ci_low_family), (high, row.ci_high_family)):
            decimals = len(told.partition(".")[2])
            assert told == printed(100 * value, decimals)
        assert p == ("< .001" if row.p_adjusted < 0.001 else f"{row.p_adjusted:.3f}".lstrip("0"))
        assert verdict == row.verdict
        assert base_side == f"{row.base_side:,.0f}"
        assert base_reference == f"{row.base_reference:,.0f}"
        assert effective == f"{row.effective_base_reference:,.0f}"


def test_the_file_is_tagged_titled_and_bookmarked(bundled, bundled_pdf):
    with pikepdf.open(bundled_pdf) as pdf:
        counts, described = tags_of(pdf)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo.Title) == bundled.gaps.survey.title
        assert "synthetic data" in str(pdf.docinfo.Keywords)
        assert counts["/Figure"] == described == len(bundled.data.figures()) > 0
        assert counts["/Table"] == counts["/THead"] == len(bundled.data.tables())
        assert counts["/TH"] >= 5 * counts["/Table"] - 5
        assert counts["/Title"] == 1
        assert counts["/H1"] == len(bundled.data.sections) + 1  # and the contents
        assert counts["/TOCI"] > len(bundled.data.sections)
        with pdf.open_outline() as outline:
            marks = [str(item.title) for item in outline.root]
        assert marks == [section.title for section in bundled.data.sections]
        metadata = str(pdf.open_metadata())
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert not any("/JavaScript" in str(key) for key in list(pdf.Root))


def test_every_font_is_embedded(bundled_pdf):
    with pikepdf.open(bundled_pdf) as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
        assert fonts
        for font in fonts:
            for inner in font.get("/DescendantFonts", [font]):
                assert any(key in inner.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            assert "Fira" in str(font.BaseFont)


def test_every_page_of_synthetic_data_says_so(bundled_pdf):
    assert all("SYNTHETIC DATA" in page for page in pages_of(bundled_pdf))


def test_pages_are_numbered_and_none_is_nearly_empty(bundled_pdf):
    pages = pages_of(bundled_pdf)
    for number, page in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in page
        assert len(page) > 300


def test_nothing_is_printed_beyond_the_margins(bundled_pdf):
    for page in pypdfium2.PdfDocument(bundled_pdf):
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            assert left > 50
            assert right < width - 50
            assert bottom > 20
            assert top < height - 20


def test_charts_are_real_text_in_the_pdf(bundled_pdf):
    (page,) = [each for each in pages_of(bundled_pdf) if "Figure 1." in each]
    assert "Connect with other fans" in page


def test_two_runs_give_the_same_bytes_in_any_process(bundled, bundled_pdf):
    first = bundled_pdf.read_bytes()
    assert bundled.pdf() == first
    code = (
        "import sys, hashlib, gapkit as gk; "
        "print(hashlib.sha256(gk.report(gk.open(sys.argv[1])).pdf()).hexdigest())"
    )
    wanted = hashlib.sha256(first).hexdigest()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(ROOT / "surveys" / "social_brand.toml")],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == wanted


@pytest.mark.parametrize("name", ["cmo_council_2011", "pivot_2012"])
def test_published_studies_are_reported_too(name):
    pages = pages_of(gk.report(gk.open(ROOT / "surveys" / f"{name}.toml")).pdf())
    assert len(pages) > 5
    assert "SYNTHETIC" not in pages[0]


def test_what_cannot_be_tested_is_said_and_not_headlined():
    pages = pages_of(gk.report(gk.open(ROOT / "surveys" / "pivot_2012.toml")).pdf())
    assert (
        "As printed, Marketers are 30 points lower than Social consumers on “Deals and promotions”"
        in pages[2]
    )
    assert "underestimate" not in pages[2]
    assert "no gap is computed" in pages[2]


def test_hostile_labels_stand_literally_in_every_table():
    shares = [(0.1 + 0.05 * k, 0.75 - 0.04 * k) for k in range(len(HOSTILE))]
    report = gk.report(study_of(HOSTILE, shares, title='#panic("title") </b> $x$'))
    text = "".join(pages_of(report.pdf())).replace(" ", "")
    assert text.count('#panic("title")</b>$x$') > 5
    for label in HOSTILE:
        assert text.count(label.replace(" ", "")) >= 3, label


def test_a_long_table_repeats_its_head_on_every_page():
    labels = [f"Item number {k} which has a label of two lines in the table at least" for k in range(75)]
    shares = [(0.1 + k / 100, 0.8 - k / 110) for k in range(75)]
    pages = pages_of(gk.report(study_of(labels, shares)).pdf())
    first = next(k for k, page in enumerate(pages) if "All items: Marketers against Consumers" in page)
    last = next(k for k, page in enumerate(pages) if k > first and "Gaps as measured" in page)
    inside = [page for page in pages[first:last] if "Item number" in page]
    assert len(inside) >= 3
    assert all("Adj. p Verdict" in page for page in inside)


def test_a_report_of_a_single_item_is_whole():
    pages = pages_of(gk.report(study_of(["The brand answers"], [(0.1, 0.77)])).pdf())
    text = " ".join(pages)
    assert "Marketers overestimate “The brand answers” by" in text
    assert "Rank order" not in text
