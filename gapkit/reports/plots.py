"""The numbers behind a chart, for formats that draw or list them themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite, nan

from gapkit.charts.data import ChartData, Value
from gapkit.charts.heat_model import HeatData
from gapkit.charts.likert_model import LikertData
from gapkit.charts.scatter_model import ScatterData
from gapkit.charts.slope_model import Place, SlopeData
from gapkit.charts.trend_model import TrendData
from gapkit.charts.words import Plotted
from gapkit.display import interval_text, value_text
from gapkit.reports import english as words
from gapkit.reports.document import Plot, Series

BARS = ("paired", "butterfly")
"""Kinds of charts whose rows are bars of both sides."""

UNTOLD = ("question", "item", "hollow")
"""Columns of a plotted frame that say how it is drawn, or repeat the label."""


def plot_of(data: Plotted) -> Plot:
    """Return what a chart shows: its bars as numbers where it has some, and every row as text."""
    match data:
        case ChartData():
            return _of_rows(data)
        case LikertData():
            return _of_answers(data)
        case TrendData():
            return _of_waves(data)
    heads, cells = _table_of(data)
    return Plot(data.kind, tuple(row[0] for row in cells), (), percent=False, heads=heads, cells=cells)


Cells = tuple[tuple[str, ...], ...]


def _table_of(data: Plotted) -> tuple[tuple[str, ...], Cells]:
    """Return the heads and cells of a chart without bars, each row beginning with its label."""
    match data:
        case SlopeData():
            sides = (data.side_label, data.reference_label)
            heads = (words.ITEM, *(head for side in sides for head in (side, f"{words.RANK}, {side}")))
            climbs = [climb for each in data.lists for climb in each.climbs]
            return heads, tuple((each.label, *_place(each.side), *_place(each.reference)) for each in climbs)
        case HeatData():
            heads = (words.ITEM, *(column.label for column in data.columns))
            return heads, tuple((each.label, *(cell.text for cell in each.cells)) for each in data.lines)
        case ScatterData():
            return (words.ITEM, words.VALUES), tuple((point.label, point.told) for point in data.points)
    frame = data.to_frame()
    frame = frame[[name for name in frame.columns if name not in UNTOLD]]
    told = frame.itertuples(index=False, name=None)
    heads = tuple(str(name).replace("_", " ") for name in frame.columns)
    return heads, tuple(tuple(_text(value) for value in row) for row in told)


def _place(place: Place) -> tuple[str, str]:
    """Return one side's value and rank as printed."""
    told = f"{place.rank_text} ({place.set_text})" if place.set_text else place.rank_text
    return place.text, told


def _of_rows(data: ChartData) -> Plot:
    """Return a chart of rows: both sides with their intervals, the gap, the verdict."""
    shares = all(row.side.text.endswith("%") or not row.side.text for row in data.rows)
    series = (
        _series([row.side for row in data.rows], data.side_label, "side"),
        _series([row.reference for row in data.rows], data.reference_label, "reference"),
    )
    return Plot(
        shape=data.kind,
        labels=tuple(row.label for row in data.rows),
        series=series if data.kind in BARS else (),
        percent=shares,
        heads=(
            words.ITEM,
            *(data.side_label, f"{data.side_label}, {words.INTERVAL}"),
            *(data.reference_label, f"{data.reference_label}, {words.INTERVAL}"),
            *(data.gap_head or words.GAP, data.interval_head or words.INTERVAL, words.VERDICT),
        ),
        cells=tuple(
            (
                row.label,
                *(_value(row.side), _interval(row.side, percent=shares)),
                *(_value(row.reference), _interval(row.reference, percent=shares)),
                *(row.gap_text, row.interval_text, row.verdict or row.remark),
            )
            for row in data.rows
        ),
    )


def _of_answers(data: LikertData) -> Plot:
    """Return a Likert chart: a row per item and side, a series per point where all have the same points."""
    rows = [(row, bar) for row in data.rows for bar in row.bars]
    scales = {legend.steps for group in data.groups for legend in group.legends}
    points = scales.pop() if len(scales) == 1 else ()
    labels = tuple(f"{row.label}, {bar.label}" for row, bar in rows)
    series = tuple(
        Series(point, "plain", numbers(bar.shares[place] if bar.shares else nan for _, bar in rows))
        for place, point in enumerate(points)
    )
    shares = [[percent(share) for share in bar.shares] or [bar.words] for _, bar in rows]
    longest = max(map(len, shares), default=0)
    heads = points if len(points) == longest else tuple(str(place) for place in range(1, longest + 1))
    cells = tuple(
        (label, *each, *[""] * (longest - len(each))) for label, each in zip(labels, shares, strict=True)
    )
    return Plot(data.kind, labels, series, percent=True, heads=(words.ITEM, *heads), cells=cells)


def _of_waves(data: TrendData) -> Plot:
    """Return a trend: a row per wave; one series per side where there is one item."""
    rows = [(panel, place) for panel in data.panels for place in range(len(data.waves))]
    several = len(data.panels) > 1
    stops = [(panel.side[place], panel.reference[place]) for panel, place in rows]
    labels = tuple(
        f"{panel.label}, {data.waves[place]}" if several else data.waves[place] for panel, place in rows
    )
    sides = (("side", data.side_label), ("reference", data.reference_label))
    series = tuple(
        Series(
            name,
            "side" if role == "side" else "reference",
            numbers(each[place].value for each in stops),
            numbers(each[place].low for each in stops),
            numbers(each[place].high for each in stops),
        )
        for place, (role, name) in enumerate(sides)
    )
    cells = tuple(
        (label, first.text, second.text) for label, (first, second) in zip(labels, stops, strict=True)
    )
    return Plot(
        shape=data.kind,
        labels=labels,
        series=() if several else series,
        percent=all(stop.text.endswith("%") or not stop.text for both in stops for stop in both),
        heads=(words.ITEM if several else words.WAVE, data.side_label, data.reference_label),
        cells=cells,
    )


def percent(share: float) -> str:
    """Return a share as printed in a table of answers."""
    return value_text(share, "share")


def _series(values: Sequence[Value], name: str, tone: str) -> Series:
    """Return one side of a chart as numbers."""
    return Series(
        name,
        "side" if tone == "side" else "reference",
        numbers(each.value for each in values),
        numbers(each.low for each in values),
        numbers(each.high for each in values),
    )


def numbers(values: Iterable[float]) -> tuple[float | None, ...]:
    """Return numbers, ``None`` where there is none."""
    return tuple(float(each) if isfinite(each) else None for each in values)


def _value(each: Value) -> str:
    return each.text or each.words


def _interval(each: Value, *, percent: bool) -> str:
    """Return the interval of one side; nothing where there is none."""
    if not (isfinite(each.low) and isfinite(each.high)):
        return ""
    return interval_text(each.low, each.high, "share" if percent else "mean")


def _text(value: object) -> str:
    """Return a cell of a plotted frame as text; nothing where there is no number."""
    if isinstance(value, float):
        return f"{value:.4g}" if isfinite(value) else ""
    return str(value)
