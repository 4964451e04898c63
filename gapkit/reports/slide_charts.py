"""Charts of slides that can be edited: kind, numbers, workbook and dress; knows python-pptx too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt
from xlsxwriter import Workbook

from gapkit.charts.theme import Theme
from gapkit.reports.document import Plot, Series
from gapkit.reports.plain import plain

CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIRECTION = '<c:errDir val="y"/>'
"""Of the error bars of lines; bars have but one."""

ROOM_INSIDE = 0.06
"""Share from which a bar is long enough for its number."""

DIRECTION = '<c:errDir val="y"/>'
"""Of the error bars of lines; bars have but one."""

ROOM_INSIDE = 0.06
"""Share from which a bar is long enough for its number."""

SHARE, MEAN = "0%;0%;0%", "0.00;0.00;0.00"
"""Number formats of charts; bars that point left have their sizes without a sign."""


def kind_of(plot: Plot) -> Any:  # noqa: ANN401 - python-pptx has no types
    """Return which chart of PowerPoint shows a plot."""
    kinds = {"likert": XL_CHART_TYPE.BAR_STACKED_100, "wave_trend": XL_CHART_TYPE.LINE_MARKERS}
    return kinds.get(plot.shape, XL_CHART_TYPE.BAR_CLUSTERED)


def content_of(plot: Plot) -> Any:  # noqa: ANN401 - python-pptx has no types
    """Return a plot's numbers as a chart takes them."""
    content = CategoryChartData(number_format=_form(plot))
    content.categories = [plain(label) for label in plot.labels]
    for name, values in _columns(plot):
        content.add_series(name, values)
    return content


def _form(plot: Plot) -> str:
    """Return the number format of a plot."""
    return SHARE if plot.percent else MEAN


def _label(labels: Any, colour: str) -> None:  # noqa: ANN401
    """Print the shares of a series in a colour that is read on its own."""
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = SHARE, False
    labels.font.size, labels.font.color.rgb = Pt(10), theme_colour(colour)


def dress(chart: Any, plot: Plot, theme: Theme, timestamp: int) -> None:  # noqa: ANN401
    """Give a chart the workbook behind it, its colours, labels, axes and intervals."""
    chart.part.chart_workbook.update_from_xlsx_blob(_sheet(plot, timestamp))
    chart.font.size, chart.font.color.rgb = Pt(11), theme_colour(theme.ink)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    drawn = chart.plots[0]
    bars = plot.shape in {"paired", "butterfly", "likert"}
    _colour(drawn.series, plot, theme)
    if bars:
        drawn.gap_width = 55
        drawn.overlap = {"butterfly": 100, "likert": 100}.get(plot.shape, 0)
        chart.category_axis.reverse_order = True
        chart.category_axis.crosses = XL_AXIS_CROSSES.MAXIMUM
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    drawn.has_data_labels = True
    labels = drawn.data_labels
    labels.number_format, labels.number_format_is_linked = _form(plot), False
    labels.font.size = Pt(10)
    shortest = min((value for each in plot.series for value in each.values if value is not None), default=0.0)
    if plot.shape == "paired" and plot.percent and shortest >= ROOM_INSIDE:
        labels.position = XL_LABEL_POSITION.INSIDE_BASE
        labels.font.color.rgb = RGBColor(255, 255, 255)
    axis = chart.value_axis
    axis.major_gridlines.format.line.color.rgb = theme_colour(theme.grid)
    axis.tick_labels.number_format = _form(plot)
    axis.tick_labels.number_format_is_linked = False
    if plot.shape == "paired" and plot.percent:
        axis.minimum_scale = 0.0


def _colour(drawn: Any, plot: Plot, theme: Theme) -> None:  # noqa: ANN401
    """Give every series its colour, and its intervals where a mark may carry them."""
    steps = theme.steps(len(plot.series)) if plot.shape == "likert" else ()
    sides = {"side": theme.side, "reference": theme.reference}
    for place, (series, told) in enumerate(zip(drawn, plot.series, strict=True)):
        colour = theme_colour(steps[place] if steps else sides.get(told.tone, theme.muted))
        if plot.shape == "wave_trend":
            series.smooth = False
            series.format.line.color.rgb = colour
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = colour
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
            series.invert_if_negative = False
        if steps:
            _label(series.data_labels, theme.ink_on(steps[place]))
        if plot.shape in {"paired", "wave_trend"}:
            _whiskers(series, told, theme.ink, upright=plot.shape == "wave_trend")


def theme_colour(colour: str) -> RGBColor:
    """Return ``#RRGGBB`` as python-pptx has it."""
    return RGBColor(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def _columns(plot: Plot) -> Iterator[tuple[str, tuple[float | None, ...]]]:
    """Give the series of a chart by name; a butterfly's side points left, so its numbers are negative."""
    for series in plot.series:
        left = plot.shape == "butterfly" and series.tone == "side"
        yield (
            plain(series.name),
            tuple(None if each is None else -each if left else each for each in series.values),
        )


def _sheet(plot: Plot, timestamp: int) -> bytes:
    """Return the workbook behind a chart: its text is text, and it is the same every time."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(buffer, options) as book:
        book.set_properties({"created": datetime.fromtimestamp(timestamp, UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet("Sheet1")
        form = book.add_format({"num_format": _form(plot)})
        for down, label in enumerate(plot.labels, start=1):
            sheet.write_string(down, 0, plain(label))
        for across, (name, values) in enumerate(_columns(plot), start=1):
            sheet.write_string(0, across, name)
            for down, value in enumerate(values, start=1):
                if value is not None:
                    sheet.write_number(down, across, value, form)
    return buffer.getvalue()


def _whiskers(series: Any, told: Series, colour: str, *, upright: bool) -> None:  # noqa: ANN401
    """Draw the intervals as error bars of their own lengths: python-pptx has none."""
    above = [_length(end, value) for end, value in zip(told.high, told.values, strict=True)]
    below = [_length(value, end) for end, value in zip(told.low, told.values, strict=True)]
    bars = parse_xml(
        f'<c:errBars xmlns:c="{CHART_SPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"{DIRECTION if upright else ''}"
        '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_literal(above)}</c:plus><c:minus>{_literal(below)}</c:minus>"
        '<c:spPr><a:ln w="9525"><a:solidFill>'
        f'<a:srgbClr val="{theme_colour(colour)}"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    )
    series._element.find(qn("c:cat")).addprevious(bars)  # noqa: SLF001 - no other door


def _length(end: float | None, start: float | None) -> float:
    """Return how long an interval reaches; nowhere where there is none."""
    return 0.0 if end is None or start is None else end - start


def _literal(numbers: list[float]) -> str:
    """Return numbers as a chart's XML has them."""
    points = "".join(f'<c:pt idx="{place}"><c:v>{each!r}</c:v></c:pt>' for place, each in enumerate(numbers))
    return (
        f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(numbers)}"/>{points}</c:numLit>'
    )
