"""Slides as PPTX: with `slide_charts` all that knows python-pptx."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from gapkit.charts.theme import Theme
from gapkit.errors.outputs import OutputError
from gapkit.reports.archives import timeless
from gapkit.reports.document import Cards, Cell, Line, Plot, ReportData
from gapkit.reports.plain import plain
from gapkit.reports.slide_charts import content_of, dress, kind_of, theme_colour
from gapkit.reports.slides import (
    CAPTION_SIZE,
    CARD_HEIGHT,
    NOTE_SIZE,
    TABLE_SIZE,
    WIDE,
    Drawing,
    Element,
    Grid,
    Slide,
    Text,
    size_of,
    text_height,
)

PAGE = (13.333, 7.5)
"""Inches of a slide without a master of the user's."""

LEFT, TOP = 0.5, 1.45
"""Where the blocks begin, in inches."""

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""A table without lines and fills of its own."""

HEAD_FILL, ZEBRA, TINT = "E6E9EC", "F4F5F6", "F1F3F5"


def presentation(data: ReportData, slides: list[Slide], theme: Theme, master: Path | None) -> bytes:
    """Return laid-out slides as PPTX, the same bytes for the same slides.

    Raises
    ------
    OutputError
        If the master can't be used.
    """
    writer = _Writer(data, theme, master)
    writer.cover()
    for slide in slides:
        writer.slide(slide)
    return writer.written()


class _Writer:
    """A presentation that grows slide by slide."""

    def __init__(self, data: ReportData, theme: Theme, master: Path | None) -> None:
        self.data, self.theme, self.own = data, theme, master is None
        self.deck = _opened(master)
        self.scale = 1.0
        if self.own:
            self.deck.slide_width, self.deck.slide_height = (Inches(each) for each in PAGE)
        else:
            self.scale = min(1.0, Emu(self.deck.slide_width).inches / PAGE[0])
        self.colours = {
            "plain": theme.ink,
            "bold": theme.ink,
            "muted": theme.muted,
            "side": theme.text("side"),
            "reference": theme.text("reference"),
        }

    def written(self) -> bytes:
        """Return the file."""
        core, data = self.deck.core_properties, self.data
        core.title, core.subject = plain(data.cover.title)[:255], plain(data.description)[:255]
        core.keywords, core.comments = (
            plain(", ".join(data.keywords))[:255],
            plain(data.cover.synthetic)[:255],
        )
        core.author = core.last_modified_by = ""
        core.revision, core.language = 1, data.language
        core.created = core.modified = datetime.fromtimestamp(data.timestamp, UTC).replace(tzinfo=None)
        buffer = BytesIO()
        self.deck.save(buffer)
        return timeless(buffer.getvalue())

    def cover(self) -> None:
        """Add the title slide: sides, sizes, dates and where it came from."""
        cover = self.data.cover
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        _titled(slide, plain(cover.title))
        if self.own:
            _at(slide.shapes.title, LEFT, 1.2, WIDE, 1.2)
            _styled(slide.shapes.title.text_frame, Pt(36), theme_colour(self.theme.ink))
        for shape in list(slide.placeholders)[1:2]:
            shape.text_frame.text = plain(cover.subtitle)
            if self.own:
                _at(shape, LEFT, 2.4, WIDE, 0.7)
                _styled(shape.text_frame, Pt(18), theme_colour(self.theme.muted))
        lines = [f"{plain(fact.label)}: {plain(fact.text)}" for fact in cover.facts]
        lines += [plain(cover.synthetic)] if cover.synthetic else []
        frame = self._box(slide, LEFT, 3.6, WIDE, 3.2)
        for place, text in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            self._run(paragraph, text, "reference" if text == plain(cover.synthetic) else "plain", 13)
        self._marked(slide)
        slide.notes_slide.notes_text_frame.text = "\n".join(
            [plain(cover.title), plain(cover.subtitle), *lines]
        )

    def slide(self, laid: Slide) -> None:
        """Add one slide."""
        slide = self.deck.slides.add_slide(self._layout())
        _titled(slide, plain(laid.title))
        if self.own:
            _at(slide.shapes.title, LEFT, 0.5, WIDE, 0.85)
            _styled(slide.shapes.title.text_frame, Pt(24), theme_colour(self.theme.ink))
        if laid.kicker and laid.kicker != laid.title:
            frame = self._box(slide, LEFT, 0.22, 9.0, 0.3)
            self._run(frame.paragraphs[0], plain(laid.kicker), "muted", 11)
        top = TOP
        for element, height in laid.placed:
            self._element(slide, element, top, height)
            top += height
        self._marked(slide)
        footer = self._box(slide, LEFT, 7.08, 11.0, 0.28)
        self._run(footer.paragraphs[0], plain(self.data.footer), "muted", 8)
        if laid.notes:
            slide.notes_slide.notes_text_frame.text = "\n".join(laid.notes)

    def _layout(self) -> Any:  # noqa: ANN401 - python-pptx has no types
        """Return a layout with a title and nothing else to fill, as far as the master has one."""
        layouts = list(self.deck.slide_layouts)
        titled = [
            each for each in layouts if any(shape.placeholder_format.idx == 0 for shape in each.placeholders)
        ]
        return min(
            titled or layouts,
            key=lambda each: sum(
                shape.placeholder_format.idx not in {0, 10, 11, 12} for shape in each.placeholders
            ),
        )

    def _element(self, slide: Any, element: Element, top: float, height: float) -> None:  # noqa: ANN401
        """Put one element on a slide."""
        match element:
            case Text():
                frame = self._box(slide, LEFT, top, WIDE, height)
                for place, line in enumerate(element.lines):
                    paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
                    if element.points:
                        _bulleted(paragraph)
                    self._runs(paragraph, line, element.size)
            case Cards():
                self._cards(slide, element, top)
            case Drawing():
                self._drawing(slide, element, top, height)
            case Grid():
                self._grid(slide, element, top)

    def _cards(self, slide: Any, cards: Cards, top: float) -> None:  # noqa: ANN401
        """Put large numbers side by side."""
        wide = (WIDE - 0.25 * (len(cards.cards) - 1)) / max(1, len(cards.cards))
        for place, card in enumerate(cards.cards):
            frame = self._box(slide, LEFT + place * (wide + 0.25), top, wide, CARD_HEIGHT - 0.2, fill=TINT)
            self._run(frame.paragraphs[0], plain(card.value), card.tone, 28, bold=True)
            self._run(frame.add_paragraph(), plain(card.label), "bold", 12)
            self._run(frame.add_paragraph(), plain(card.detail), "muted", 10)

    def _drawing(self, slide: Any, drawing: Drawing, top: float, height: float) -> None:  # noqa: ANN401
        """Put a chart on a slide, its caption below it."""
        figure = drawing.figure
        below = text_height([figure.caption], CAPTION_SIZE, WIDE) + 0.1
        room = height - below
        if drawing.native and figure.plot is not None:
            frame = self._chart(slide, figure.plot, top, room)
            _described(frame._element.nvGraphicFramePr.cNvPr, figure.alt)  # noqa: SLF001 - no other door
        else:
            wide, high = size_of(figure)
            scale = min(WIDE / wide, room / high)
            place = (self._in(each) for each in (LEFT, top, wide * scale, high * scale))
            picture = slide.shapes.add_picture(BytesIO(drawing.picture), *place)
            _described(picture._element.nvPicPr.cNvPr, figure.alt)  # noqa: SLF001 - no other door
        frame = self._box(slide, LEFT, top + room, WIDE, below)
        self._run(frame.paragraphs[0], plain(figure.caption), "muted", CAPTION_SIZE)

    def _chart(self, slide: Any, plot: Plot, top: float, height: float) -> Any:  # noqa: ANN401
        """Draw a plot as a chart that can be edited."""
        box = [self._in(each) for each in (LEFT, top, WIDE, height)]
        frame = slide.shapes.add_chart(kind_of(plot), *box, content_of(plot))
        dress(frame.chart, plot, self.theme, self.data.timestamp)
        return frame

    def _grid(self, slide: Any, grid: Grid, top: float) -> None:  # noqa: ANN401
        """Put a table on a slide, its caption above and its notes below."""
        table = grid.table
        above = text_height([table.caption], NOTE_SIZE, WIDE) + 0.05
        frame = self._box(slide, LEFT, top, WIDE, above)
        self._run(frame.paragraphs[0], plain(table.caption), "muted", NOTE_SIZE)
        box = (self._in(each) for each in (LEFT, top + above, sum(grid.widths), sum(grid.heights)))
        shape = slide.shapes.add_table(len(table.rows) + 1, len(table.columns), *box)
        _described(shape._element.nvGraphicFramePr.cNvPr, table.caption)  # noqa: SLF001 - no other door
        made = shape.table
        made._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE  # noqa: SLF001 - no other door
        for column, wide in zip(made.columns, grid.widths, strict=True):
            column.width = self._in(wide)
        for row, high in zip(made.rows, grid.heights, strict=True):
            row.height = self._in(high)
        for place, column in enumerate(table.columns):
            head = Cell(f"{column.title} {column.under}".strip(), "bold")
            self._cell(made.cell(0, place), head, column.align, HEAD_FILL)
        for down, row in enumerate(table.rows, start=1):
            fill = HEAD_FILL if row.group else ZEBRA if down % 2 == 0 else ""
            for across, cell in enumerate(row.cells):
                content = Cell(cell.text, "bold", cell.mark) if row.group else cell
                self._cell(made.cell(down, across), content, table.columns[across].align, fill)
            if row.group and len(table.columns) > 1:
                made.cell(down, 0).merge(made.cell(down, len(table.columns) - 1))
        if table.notes:
            under = self._box(slide, LEFT, top + above + sum(grid.heights) + 0.05, WIDE, 0.3)
            for place, note in enumerate(table.notes):
                paragraph = under.paragraphs[0] if place == 0 else under.add_paragraph()
                self._run(paragraph, plain(note), "muted", NOTE_SIZE)

    def _cell(self, target: Any, cell: Cell, align: str, fill: str) -> None:  # noqa: ANN401
        """Fill a table's cell."""
        target.margin_top = target.margin_bottom = Inches(0.04)
        target.margin_left = target.margin_right = Inches(0.06)
        target.vertical_anchor = MSO_ANCHOR.MIDDLE
        if fill:
            target.fill.solid()
            target.fill.fore_color.rgb = RGBColor.from_string(fill)
        paragraph = target.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if align == "right" else PP_ALIGN.LEFT
        self._run(paragraph, plain(cell.text), cell.tone, TABLE_SIZE)
        if cell.mark:
            self._run(paragraph, f" {plain(cell.mark)}", "muted", TABLE_SIZE - 3)

    def _marked(self, slide: Any) -> None:  # noqa: ANN401
        """Mark a slide of synthetic data."""
        if self.data.mark:
            frame = self._box(slide, PAGE[0] - 3.5, 0.2, 3.0, 0.3)
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
            self._run(frame.paragraphs[0], plain(self.data.mark), "reference", 10, bold=True)

    def _box(self, slide: Any, left: float, top: float, wide: float, high: float, *, fill: str = "") -> Any:  # noqa: ANN401
        """Add a box for text."""
        box = slide.shapes.add_textbox(*(self._in(each) for each in (left, top, wide, high)))
        frame = box.text_frame
        frame.word_wrap = True
        edge = Inches(0.15 if fill else 0.0)
        frame.margin_left = frame.margin_right = edge
        frame.margin_top = frame.margin_bottom = Inches(0.1 if fill else 0.0)
        if fill:
            box.fill.solid()
            box.fill.fore_color.rgb = RGBColor.from_string(fill)
        return frame

    def _runs(self, paragraph: Any, line: Line, size: float) -> None:  # noqa: ANN401
        """Write a line run by run."""
        for span in line:
            self._run(paragraph, plain(span.text), span.tone, size)

    def _run(self, paragraph: Any, text: str, tone: str, size: float, *, bold: bool = False) -> None:  # noqa: ANN401
        """Write one run of text."""
        run = paragraph.add_run()
        run.text = text
        run.font.size = Pt(size * self.scale)
        run.font.bold = bold or tone in {"bold", "side", "reference"}
        run.font.color.rgb = theme_colour(self.colours[tone])

    def _in(self, inches: float) -> int:
        """Return inches of the plain slide in the units of this one."""
        return int(Inches(inches * self.scale))


def _opened(master: Path | None) -> Any:  # noqa: ANN401 - python-pptx has no types
    """Open a presentation without slides: plain, or with the user's master."""
    if master is None:
        return Presentation()
    try:
        deck = Presentation(str(master))
    except Exception as error:  # what a damaged archive raises is anything
        raise OutputError.bad_master(master, str(error) or type(error).__name__) from error
    if not len(deck.slide_layouts):
        raise OutputError.bad_master(master, "it has no layout")
    ids = deck.slides._sldIdLst  # noqa: SLF001 - slides can't be removed through any other door
    for each in list(ids):
        deck.part.drop_rel(each.rId)
        ids.remove(each)
    return deck


def _titled(slide: Any, title: str) -> None:  # noqa: ANN401
    """Give a slide its title, where its layout has one."""
    if slide.shapes.title is not None:
        slide.shapes.title.text_frame.text = title


def _styled(frame: Any, size: Pt, colour: RGBColor) -> None:  # noqa: ANN401
    """Set a title of the plain master as the report sets it."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = 0
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = size, True
        paragraph.font.color.rgb = colour


def _at(shape: Any, left: float, top: float, wide: float, high: float) -> None:  # noqa: ANN401
    """Put a shape somewhere, in inches."""
    shape.left, shape.top, shape.width, shape.height = (Inches(each) for each in (left, top, wide, high))


def _bulleted(paragraph: Any) -> None:  # noqa: ANN401
    """Put a bullet before a paragraph."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no other door
    properties.set("marL", "228600")
    properties.set("indent", "-228600")
    bullet = properties.makeelement(qn("a:buChar"), {"char": "•"})
    properties.append(bullet)


def _described(properties: Any, words: str) -> None:  # noqa: ANN401
    """Give a shape its words for those who do not see it."""
    properties.set("descr", plain(words))
