"""The same report in every format, read back with other tools than wrote it."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import nbformat
import openpyxl
import pandas as pd
import pptx
import pytest
from markdown_it import MarkdownIt
from nbclient import NotebookClient

import gapkit as gk

ROOT = Path(__file__).parents[2]
SURVEY = ROOT / "surveys" / "social_brand.toml"
ENDINGS = ("html", "xlsx", "pptx", "ipynb", "md", "json")

HOSTILE = [
    '#panic("x")',
    "</script><b>bold?</b>",
    "\"><img src=x onerror='alert(1)'>",
    "$x$ & $\\frac{a}{b}$",
    "`code` *b* _i_ [x](javascript:alert)",
    "{{ 7*7 }} {% raw %} ${7*7}",
    '=HYPERLINK("http://x","y")',
    "+SUM(A1) | @cmd",
    "-- – — … //comment /*c*/ <!-- -->",
    "\\u{41} \\n %s {0.__class__}",
    "\"quoted\" 'single' “curly” &amp; &#60;",
    "http://example.invalid/a?b=c",
    "日本語 العربية 🙂 x",
]


class Page(HTMLParser):
    """What a page holds: its text, its tags with attributes, and the rows of its tables."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.open, self.rows = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.texts.append(data)
        if ("td" in self.open or "th" in self.open) and self.rows:
            self.rows[-1][-1] += data

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def study_of(counts, n, segment=None, title="Stress"):
    """A study of one question; ``counts`` gives the ticks of consumers and of marketers by label."""
    frames = {
        side: pd.DataFrame({f"i{k}": ticks[place] for k, ticks in enumerate(counts.values())})
        for place, side in enumerate(("consumer", "marketer"))
    }
    segments = {}
    if segment is not None:
        frames["consumer"]["age"] = segment
        segments = {"age": {"label": "Age", "consumer": "age"}}
    items = [
        {"id": f"i{k}", "label": label, "consumer": f"i{k}", "marketer": f"i{k}"}
        for k, label in enumerate(counts)
    ]
    question = {"id": "q", "label": "All", "kind": "perception", "format": "multiple", "items": items}
    survey = gk.Survey.from_frames(
        frames,
        reference="consumer",
        title=title,
        questions=[question],
        segments=segments,
        labels={"consumer": "Consumers", "marketer": "Marketers"},
    )
    return gk.open(survey)


def ticks(count, n):
    return [1] * count + [0] * (n - count)


@pytest.fixture(scope="module")
def bundled():
    return gk.report(gk.open(SURVEY), by=["age", "gender"])


@pytest.fixture(scope="module")
def files(bundled, tmp_path_factory):
    """The bundled report in every format but PDF, by ending."""
    folder = tmp_path_factory.mktemp("formats")
    made = bundled.save_all([folder / f"r.{ending}" for ending in ENDINGS])
    return {path.suffix[1:]: path for path in made}


@pytest.fixture(scope="module")
def page(files):
    return Page(files["html"].read_text("utf-8"))


def sheet_of(book, start):
    (name,) = [each for each in book.sheetnames if each.startswith(start)]
    return book[name]


def words_of(deck):
    """Every text of a deck: shapes, tables, charts, alternative texts, notes."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            if shape.has_chart:
                yield from shape.chart.plots[0].categories
            yield shape._element.xpath(".//p:cNvPr")[0].get("descr", "")
        yield slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def packed(path):
    """Every part of a zip archive as text, those of workbooks inside it too."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            yield from packed(io.BytesIO(content)) if name.endswith(".xlsx") else [content.decode("latin-1")]


# ---- numbers ----------------------------------------------------------------------------------


def test_every_row_of_the_frame_stands_in_the_workbook_in_full(bundled, files):
    sheet = openpyxl.load_workbook(files["xlsx"])["All rows"]
    head, *rows = sheet.iter_rows(values_only=True)
    gaps = [bundled.gaps, *bundled.results.segments.values()]
    frame = pd.concat([each.to_frame() for each in gaps], ignore_index=True)
    assert list(head) == list(frame.columns)
    assert len(rows) == len(frame)
    for told, row in zip(rows, frame.itertuples(index=False), strict=True):
        for cell, value in zip(told, row, strict=True):
            if isinstance(value, str):
                assert (cell or "") == value
            elif pd.isna(value):
                assert cell is None
            elif value == float("inf"):
                assert cell == "∞"
            else:
                assert cell == pytest.approx(value, rel=1e-14)


def test_every_gap_stands_on_the_sheet_of_its_question(bundled, files):
    book = openpyxl.load_workbook(files["xlsx"])
    for place, question in enumerate(bundled.gaps.survey.questions, start=1):
        cells = {row[0]: row for row in sheet_of(book, f"Q{place} ").iter_rows(max_row=20, values_only=True)}
        for row in bundled.gaps.rows_of(question=question.id):
            told = cells[row.label]
            if row.status == "ok":
                assert told[1] == pytest.approx(row.of_side.value, rel=1e-14)
                assert told[5] == pytest.approx(row.of_reference.value, rel=1e-14)
                assert told[9:12] == pytest.approx(
                    (100 * row.gap, 100 * row.ci_low_family, 100 * row.ci_high_family), rel=1e-12
                )
                assert told[13] == pytest.approx(row.p_adjusted, rel=1e-12)
                assert told[14] == row.verdict
                assert told[15] == row.of_side.base
                assert told[20] == pytest.approx(row.of_reference.effective_base, rel=1e-12)
            if row.status == "one_sided":
                assert "asked on one side only" in told


def test_every_gap_stands_in_the_table_of_its_question_on_the_page(bundled, page):
    rows = {}
    for cells in page.rows:
        if len(cells) == 7:
            rows.setdefault(re.sub("a$", "", cells[0].strip()), cells)
    for row in bundled.gaps.to_frame().itertuples():
        if row.status != "ok":
            continue
        _, side, reference, gap, interval, p, verdict = rows[row.label]
        assert (side, reference) == (f"{100 * row.value_side:.0f}%", f"{100 * row.value_reference:.0f}%")
        told = [gap, *interval.split(" to ")]
        for text, value in zip(told, (row.gap, row.ci_low_family, row.ci_high_family), strict=True):
            decimals = len(text.partition(".")[2])
            assert text == f"{100 * value:+.{decimals}f}".replace("-", "−")
        assert p == ("< .001" if row.p_adjusted < 0.001 else f"{row.p_adjusted:.3f}".lstrip("0"))
        assert verdict == row.verdict


def test_native_charts_hold_the_numbers_of_the_frame(bundled, files):
    shown = 0
    frame = bundled.gaps.to_frame().set_index("label")
    for slide in pptx.Presentation(files["pptx"]).slides:
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            plot = shape.chart.plots[0]
            if len(plot.series) != 2:  # a bar per answer of a scale
                continue
            side, reference = plot.series
            assert [side.name, reference.name] == ["Senior marketers", "Consumers"]
            for label, first, second in zip(plot.categories, side.values, reference.values, strict=True):
                row = frame.loc[label.removesuffix(" †")]
                for told, value in ((first, row.value_side), (second, row.value_reference)):
                    assert told is None if pd.isna(value) else abs(told) == pytest.approx(value, rel=1e-12)
                    shown += told is not None
            inside = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
            kept = {row[0]: row[1:] for row in inside.iter_rows(min_row=2, values_only=True)}
            assert list(kept) == list(plot.categories)
            assert [each[0] for each in kept.values()] == pytest.approx(list(side.values), nan_ok=True)
    assert shown == 18  # two bars for 4 and 3 items, one for the 4 that only consumers were asked


def test_the_rows_of_the_sidecar_are_the_frame(bundled, files):
    (result,) = json.loads(files["json"].read_text("utf-8"))["results"]
    told = pd.DataFrame(result["rows"]).head(len(bundled.gaps))
    frame = bundled.gaps.to_frame()
    assert list(told["gap"].astype(float).fillna(9)) == pytest.approx(list(frame["gap"].fillna(9)), rel=1e-14)
    assert list(told["item"]) == list(frame["item"])


def test_every_finding_leads_to_the_row_whose_gap_it_tells(files):
    (result,) = json.loads(files["json"].read_text("utf-8"))["results"]
    sentences = [each for section in result["sections"] for each in section["sentences"]]
    told = 0
    for each in sentences:
        found = re.search(r"“(.+?)” by (\d+) points", each["text"])
        if found:
            (place,) = each["rows"]
            row = result["rows"][place]
            assert row["label"] == found[1]
            assert abs(100 * row["gap"]) == pytest.approx(int(found[2]), abs=0.51)
            told += 1
    assert told >= 3
    headlines = [each for each in sentences if each["text"].startswith("8 of 11 gaps")]
    assert headlines
    assert all(len(each["rows"]) == 19 for each in headlines)


# ---- form -------------------------------------------------------------------------------------


def test_the_page_needs_nothing_but_itself(files, page):
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "form", "base"}
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "src", "xlink:href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:"))
    (policy,) = [each["content"] for _, each in page.tags if "http-equiv" in each]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    assert files["html"].stat().st_size < 600_000


def test_the_page_can_be_found_through_and_heard(bundled, page):
    ids = [each["id"] for _, each in page.tags if "id" in each]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.tags:
        if tag == "a":
            assert attributes["href"][1:] in ids
        if tag == "th":
            assert attributes["scope"] in ("col", "row", "rowgroup")
        if "aria-labelledby" in attributes:
            assert attributes["aria-labelledby"] in ids
    assert dict(page.tags)["html"]["lang"] == "en"
    drawn = [each for tag, each in page.tags if tag == "svg"]
    assert len(drawn) == len(bundled.data.figures()) > 0
    assert [each["aria-label"] for each in drawn] == [figure.alt for figure in bundled.data.figures()]
    assert [tag for tag, _ in page.tags].count("table") == len(bundled.data.tables())
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_row_of_a_chart_tells_its_numbers_when_pointed_at(bundled, files):
    told = re.findall(r"<title>(.*?)</title>", files["html"].read_text("utf-8"))[1:]
    plots = [figure.plot for figure in bundled.data.figures()]
    pointed = [len(plot.labels) // (2 if plot.shape == "likert" else 1) for plot in plots]  # two bars
    assert len(told) == sum(pointed)
    assert (
        "Connect with other fans: Senior marketers 9% (5 to 15%); Consumers 61% (58 to 64%); Gap, pp −52"
        in told[0]
    )


@pytest.mark.slow
def test_the_notebook_is_valid_and_reproduces_the_report(bundled, files):
    notebook = nbformat.read(files["ipynb"], as_version=4)
    nbformat.validate(notebook)
    NotebookClient(
        notebook, timeout=100, resources={"metadata": {"path": str(files["ipynb"].parent)}}
    ).execute()
    printed = "".join(
        out.get("text", "") for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs
    )
    assert "Senior marketers underestimate “Connect with other fans” by 52 points" in printed


def test_the_markdown_has_the_report_s_tables_and_charts(bundled, files):
    page = Page(MarkdownIt("commonmark").enable("table").render(files["md"].read_text("utf-8")))
    names = [tag for tag, _ in page.tags]
    assert names.count("table") == len(bundled.data.tables())
    pictures = [each for tag, each in page.tags if tag == "img"]
    assert len(pictures) == len(bundled.data.figures())
    for each, figure in zip(pictures, bundled.data.figures(), strict=True):
        assert each["alt"] == figure.alt
        ET.parse(files["md"].parent / each["src"])  # noqa: S314 - our own drawing


def test_the_workbook_opens_with_links_to_every_sheet(files):
    book = openpyxl.load_workbook(files["xlsx"])
    assert book.sheetnames[0] == "Contents"
    links = {
        cell.value: cell.hyperlink.location for (cell, *_) in book["Contents"].iter_rows() if cell.hyperlink
    }
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}
    assert sum(len(sheet._charts) for sheet in book) == len(
        [name for name in book.sheetnames if name.startswith("Q")]
    )
    assert all(sheet["A1"].value == "SYNTHETIC DATA" for sheet in book if sheet.title != "All rows")


def test_every_slide_has_a_title_a_mark_and_words_for_its_pictures(files):
    deck = pptx.Presentation(files["pptx"])
    assert len(deck.slides) > 10
    for slide in deck.slides:
        assert slide.shapes.title.text
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert "SYNTHETIC DATA" in texts
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
    notes = " ".join(
        slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide
    )
    assert "Connect with other fans\t9%\t5 to 15%\t61%\t58 to 64%\t−52" in notes


def test_a_master_of_the_user_s_is_taken_without_its_slides(bundled, tmp_path):
    deck = pptx.Presentation()
    deck.slide_layouts[5].name = "Ours"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Left over"
    deck.save(tmp_path / "master.pptx")
    made = bundled.save(tmp_path / "r.pptx", master=tmp_path / "master.pptx")
    slides = pptx.Presentation(made).slides
    assert "Ours" in {slide.slide_layout.name for slide in slides}
    assert "Left over" not in {slide.shapes.title.text for slide in slides}
    (tmp_path / "bad.pptx").write_bytes(b"no deck")
    with pytest.raises(gk.errors.ReportError, match="The slide master can't be used"):
        bundled.pptx(master=tmp_path / "bad.pptx")


# ---- the same bytes ---------------------------------------------------------------------------


@pytest.mark.slow
def test_two_runs_give_the_same_bytes_in_any_process(files, tmp_path):
    code = (
        "import sys, gapkit as gk; "
        "report = gk.report(gk.open(sys.argv[1]), by=['age', 'gender']); "
        "report.save_all([f'{sys.argv[2]}/r.{each}' for each in sys.argv[3].split(',')])"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(SURVEY), str(tmp_path), ",".join(ENDINGS)],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        check=True,
    )
    for ending, path in files.items():
        if ending == "ipynb":  # holds the survey file's path from its own folder
            continue
        first, second = (
            hashlib.sha256(each.read_bytes()).hexdigest() for each in (path, tmp_path / path.name)
        )
        assert first == second, ending


# ---- text is text -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    counts = {label: (ticks(40 + 20 * k, 400), ticks(110 - 5 * k, 150)) for k, label in enumerate(HOSTILE)}
    made = gk.report(study_of(counts, (400, 150), title='=1+1 </title><script>"&'))
    paths = made.save_all([folder / f"r.{ending}" for ending in ENDINGS if ending != "ipynb"])
    return {path.suffix[1:]: path for path in paths}


def test_hostile_labels_are_text_on_the_page(hostile):
    page = Page(hostile["html"].read_text("utf-8"))
    assert "script" not in {tag for tag, _ in page.tags}
    assert not any("onerror" in attributes for _, attributes in page.tags)
    cells = [cell.strip() for cells in page.rows for cell in cells]
    for label in HOSTILE:
        assert cells.count(label) >= 2, label
    assert '=1+1 </title><script>"&' in page.text


def test_hostile_labels_are_text_in_the_workbook(hostile):
    book = openpyxl.load_workbook(hostile["xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    for label in HOSTILE:
        assert sum(cell.value == label for cell in cells) >= 2, label
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert not [each for each in links if each.target]


def test_hostile_labels_are_text_on_slides_and_behind_their_charts(hostile):
    deck = pptx.Presentation(hostile["pptx"])
    words = list(words_of(deck))
    for label in HOSTILE:
        assert any(text == label for text in words), label
    for text in packed(hostile["pptx"]):
        assert "<f>" not in text


def test_hostile_labels_are_text_in_markdown_and_json(hostile):
    page = Page(MarkdownIt("commonmark").enable("table").render(hostile["md"].read_text("utf-8")))
    assert not {tag for tag, _ in page.tags} & {"script", "b", "a", "code"}
    cells = [cell.strip() for cells in page.rows for cell in cells]
    for label in HOSTILE:
        assert label in cells, label
    (result,) = json.loads(hostile["json"].read_text("utf-8"))["results"]
    assert [row["label"] for row in result["rows"]] == HOSTILE


# ---- what is hidden stays hidden ----------------------------------------------------------------


@pytest.fixture(scope="module")
def hidden(tmp_path_factory):
    """Consumers: 7 tiny of whom 3 ticked, 40 small of whom 13, 100 big of whom 50; marketers 30 of 120.

    Tiny is hidden, and small with it, or tiny could be computed from the total.
    """
    folder = tmp_path_factory.mktemp("hidden")
    answers = [*ticks(3, 7), *ticks(13, 40), *ticks(50, 100)]
    other = [*ticks(2, 7), *ticks(11, 40), *ticks(70, 100)]
    segment = ["tiny"] * 7 + ["small"] * 40 + ["big"] * 100
    counts = {"Deals": (answers, ticks(30, 120)), "News": (other, ticks(50, 120))}
    made = gk.report(study_of(counts, (147, 120), segment=segment), by="age")
    paths = made.save_all([folder / f"r.{ending}" for ending in ENDINGS if ending != "ipynb"])
    return {path.suffix[1:]: path for path in paths}


SECRET = {3 / 7, 13 / 40, 2 / 7, 11 / 40, 0.25 - 3 / 7, 0.25 - 13 / 40, 50 / 120 - 2 / 7, 50 / 120 - 11 / 40}
WRITTEN = ("42.86", "0.428", "32.5", "0.325", "28.57", "0.2857", "27.5", "0.275", "43%", "32%", "29%", "28%")


def test_hidden_numbers_stand_in_no_cell_of_the_workbook(hidden):
    book = openpyxl.load_workbook(hidden["xlsx"])
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    assert len(numbers) > 50
    for secret in SECRET:
        assert not [each for each in numbers if min(abs(each - secret), abs(each - 100 * secret)) < 1e-6]
    sheet = sheet_of(book, "Q1 ")
    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.value in (7, 40)]
    assert cells.count("n<10") > 20


@pytest.mark.parametrize("ending", ["xlsx", "pptx", "html", "md", "json"])
def test_hidden_numbers_stand_in_no_part_of_a_file(hidden, ending):
    zipped = ending in ("xlsx", "pptx")
    parts = list(packed(hidden[ending])) if zipped else [hidden[ending].read_text("utf-8")]
    text = "\n".join(
        re.sub(r'(?<![>"])\b[dxy]="[^"]*"|base64,[^)]*|viewBox="[^"]*"', "", part) for part in parts
    )
    text = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)  # no chart is drawn by segment
    assert "50" in text
    for secret in WRITTEN:
        assert not re.search(rf"(?<![\d.]){re.escape(secret)}", text), secret
