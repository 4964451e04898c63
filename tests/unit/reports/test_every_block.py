"""Every writer sets every kind of block: what stands in a report stands in all its formats."""

import io
import json
import zipfile

import openpyxl
import pptx
import pytest
from pptx.enum.chart import XL_CHART_TYPE

import gapkit as gk
from gapkit.charts import Theme
from gapkit.reports.document import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Cover,
    Fact,
    Facts,
    Figure,
    Group,
    Heading,
    NewPage,
    Paragraph,
    Plot,
    Points,
    ReportData,
    Row,
    Section,
    Series,
    Table,
    line,
)
from gapkit.reports.html import html_page
from gapkit.reports.markdown import markdown_text
from gapkit.reports.slides import deck, laid_out
from gapkit.reports.workbook import tab_book

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 468 100" width="468pt" height="100pt">'
    '<rect id="a" width="10" height="10"/>'
    '<text x="0" y="40">Row one</text><text x="0" y="80">Row two</text></svg>'
)
HEADS = ("Item", "Side", "Reference")
CELLS = (("Row one", "12%", "34%"), ("Row two", "n&lt;10", "56%"))


def plot(shape, *series, percent=True):
    return Plot(shape, ("Row one", "Row two"), series, percent, HEADS, CELLS)


SIDE = Series("Side", "side", (0.12, None), (0.1, None), (0.15, None))
REFERENCE = Series("Reference", "reference", (0.34, 0.56), (0.3, 0.5), (0.4, 0.6))
STEPS = tuple(Series(name, "plain", (0.5, 0.2)) for name in ("low", "middle", "high"))

FIGURES = {
    "picture": plot("dumbbell"),
    "paired": plot("paired", SIDE, REFERENCE),
    "butterfly": plot("butterfly", SIDE, REFERENCE),
    "likert": plot("likert", *STEPS),
    "wave_trend": plot("wave_trend", SIDE, REFERENCE),
}


def figure(shape):
    return Figure(
        SVG, f"Alternative of {shape}", f"Subtitle of {shape}", f"Caption of {shape}.", FIGURES[shape]
    )


BLOCKS: tuple[Block, ...] = (
    Paragraph(line("A leading sentence."), style="lead"),
    Paragraph(line("A note."), style="note"),
    Paragraph(line("A box."), style="box"),
    Points((line("First point", "bold"), line("Second point"))),
    Facts((Fact("Name", "what is stated"), Fact("Hash", "abc123", code=True))),
    Cards((Card("99 pp", "Largest gap", "of many", "side"),)),
    Heading("A heading"),
    Group((Paragraph(line("Inside a group.")), *(figure(shape) for shape in FIGURES))),
    NewPage(),
    Heading("A lower heading", level=3),
    Table(
        "A caption",
        (Column("Head", align="left"), Column("Number", 20.0, under="n = 5")),
        (
            Row((Cell("A group of rows"),), group=True),
            Row((Cell("A row", mark="a"), Cell("7.5", "bold"))),
            Row((Cell("Another row"), Cell("hidden", "muted"))),
        ),
        ("A note on the table.",),
    ),
)

WORDS = (
    *(
        "A leading sentence.",
        "A note.",
        "A box.",
        "First point",
        "Second point",
        "Name",
        "what is stated",
        "abc123",
    ),
    *(
        "99 pp",
        "Largest gap",
        "A heading",
        "Inside a group.",
        "A lower heading",
        "A caption",
        "Head",
        "n = 5",
    ),
    *("A group of rows", "A row", "7.5", "Another row", "hidden", "A note on the table."),
    *(f"Caption of {shape}." for shape in FIGURES),
)


@pytest.fixture(scope="module")
def data():
    return ReportData(
        cover=Cover("A title", "A subtitle", (Fact("Side", "n = 5"),), "Synthetic data: nobody answered."),
        sections=(Section("A section", BLOCKS, id="other"),),
        language="en",
        contents="Contents",
        header="A title",
        mark="SYNTHETIC DATA",
        footer="A source",
        description="A subtitle",
        keywords=("survey",),
        date="",
        timestamp=315_532_800,
    )


@pytest.fixture(scope="module")
def slides(data):
    return pptx.Presentation(io.BytesIO(deck(data, Theme(), master=None)))


def test_a_block_of_every_kind_is_here():
    kinds = {type(block) for block in BLOCKS} | {Figure}
    assert kinds == set(Block.__args__)


def test_the_page_shows_every_block(data):
    page = html_page(data, Theme())
    for word in WORDS:
        assert word in page, word
    for shape in FIGURES:
        assert f'aria-label="Alternative of {shape}"' in page
    assert page.count('id="f1-a"') == page.count('id="f5-a"') == 1
    assert page.count("<title>Row one: Side 12%; Reference 34%</title>") == len(FIGURES)
    assert "n&amp;lt;10" in page


def test_the_markdown_shows_every_block(data):
    text = markdown_text(data)
    for word in WORDS:
        assert word in text.replace("\\", ""), word
    assert text.count("| Row one | 12% | 34% |") == len(FIGURES)
    assert "![Alternative of likert](a%20b/figure-4.svg)" in markdown_text(data, charts="a b")


def test_the_workbook_shows_every_block(data, two_items):
    results = gk.report(two_items).results
    book = openpyxl.load_workbook(io.BytesIO(tab_book(data, results)))
    text = "\n".join(
        str(cell) for row in book["A section"].iter_rows(values_only=True) for cell in row if cell
    )
    for word in WORDS:
        assert word in text, word


def test_the_slides_show_every_block(slides):
    words = []
    for slide in slides.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                words.append(shape.text_frame.text)
            if shape.has_table:
                words += [cell.text for row in shape.table.rows for cell in row.cells]
        words.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
    text = "\n".join(words)
    for word in WORDS:
        assert word in text, word
    assert text.count("Row one\t12%\t34%") == len(FIGURES)


def test_bars_and_lines_are_charts_to_be_edited_and_the_rest_a_picture(slides):
    shapes = [shape for slide in slides.slides for shape in slide.shapes]
    charts = [shape.chart for shape in shapes if shape.has_chart]
    assert [chart.chart_type for chart in charts] == [
        XL_CHART_TYPE.BAR_CLUSTERED,
        XL_CHART_TYPE.BAR_CLUSTERED,
        XL_CHART_TYPE.BAR_STACKED_100,
        XL_CHART_TYPE.LINE_MARKERS,
    ]
    assert sum(shape.shape_type == 13 for shape in shapes) == 1
    paired, butterfly, likert, waves = (
        [series.values for series in chart.plots[0].series] for chart in charts
    )
    assert paired == waves == [(0.12, None), (0.34, 0.56)]
    assert butterfly == [(-0.12, None), (0.34, 0.56)]
    assert likert == [(0.5, 0.2)] * 3


def test_intervals_stand_on_the_bars_where_the_format_wants_them(slides):
    for shape in (shape for slide in slides.slides for shape in slide.shapes):
        if not shape.has_chart:
            continue
        for series in shape.chart._chartSpace.iter("{*}ser"):
            order = [child.tag.rpartition("}")[2] for child in series]
            if "errBars" in order:
                assert order.index("errBars") == order.index("cat") - 1
                lengths = [float(each.text) for each in series.find("{*}errBars").iter("{*}v")]
                assert lengths in (
                    pytest.approx([0.03, 0, 0.02, 0]),
                    pytest.approx([0.06, 0.04, 0.04, 0.06]),
                )


def test_long_tables_go_on_with_their_head_and_nothing_leaves_the_slide(data):
    rows = tuple(Row((Cell(f"Row {k} " + "which is long " * (k % 9)), Cell(str(k)))) for k in range(80))
    table = Table("Long", (Column("Head", align="left"), Column("Number", 20.0)), rows)
    sections = (Section("Tables", (Points((line("Before"),)), table), id="other"),)
    placed = laid_out(ReportData(**{**_fields(data), "sections": sections}), [])
    assert len(placed) > 4
    assert all(slide.used <= 5.36 for slide in placed)
    grids = [element for slide in placed for element, _ in slide.placed if hasattr(element, "table")]
    assert [row for grid in grids for row in grid.table.rows] == list(rows)


def _fields(data):
    return {name: getattr(data, name) for name in data.__slots__}


def test_every_entry_of_an_archive_has_one_time(data, two_items):
    for content in (deck(data, Theme(), master=None), tab_book(data, gk.report(two_items).results)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_sidecar_is_json_without_numbers_that_json_lacks(two_items):
    told = json.loads(gk.report(two_items).to_json(["a doubt"]), parse_constant=pytest.fail)
    assert told["warnings"] == ["a doubt"]
    sections = {section["id"]: section["sentences"] for section in told["results"][0]["sections"]}
    assert [each["rows"] for each in sections["findings"][:1]] == [[0, 1]]
