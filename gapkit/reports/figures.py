"""Charts as figures: drawn without their words, which the report sets as real text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from gapkit.charts import (
    Chart,
    Theme,
    agreement,
    cascade,
    dumbbell,
    gap_forest,
    likert,
    paired,
    priority,
    rank_slope,
    segment_heatmap,
    wave_trend,
)
from gapkit.charts.rows import by_question, ordered
from gapkit.gaps import Gap, Gaps
from gapkit.reports import english as words
from gapkit.reports.document import Figure, Group, Heading
from gapkit.reports.plots import plot_of
from gapkit.reports.results import Results

SMALLEST = 1.24
"""How much wider than the page a chart may be drawn, and so how small its words may get."""

BARS = 6
"""Items up to which a question is drawn as pairs of bars; beyond, the dumbbell leaves room for the table."""

UNDRAWN = Figure(svg="", alt="", subtitle="", caption="")
"""Stands where a preview would have a chart."""

Pair = tuple[str, str]
Draw = Callable[[Gaps, Theme], Chart]
"""Draws gaps in a theme, without their words."""


def glance_figures(gaps: Gaps, results: Results, title: str) -> list[Figure]:
    """Return every gap of a pair of sides as dumbbells."""
    return _dumbbells(gaps, results, title, subtitle=True)


def forest_figures(gaps: Gaps, results: Results, title: str) -> list[Figure]:
    """Return every gap with both its intervals."""

    def draw(part: Gaps, theme: Theme) -> Chart:
        return gap_forest(part, title=title, theme=theme, chrome=False)

    return _paged(draw, gaps, results, subtitle=True)


def question_figures(gaps: Gaps, results: Results, title: str) -> list[Figure]:
    """Return one question's chart: pairs of bars, or the dumbbell where there are many items.

    Nothing where the study has that question only, and its dumbbell stands on the page before.
    """
    if len(gaps) > BARS and len(results.survey.questions) == 1:
        return []
    if len(gaps) > BARS:
        return _dumbbells(gaps, results, title, subtitle=False)
    return [_one(lambda: paired(gaps, title=title, theme=results.theme, chrome=False), results)]


def rank_figure(results: Results, question: str, pair: Pair) -> Figure:
    """Return both sides' lists of one question beside each other."""

    def draw() -> Chart:
        return rank_slope(results.orders, question=question, pair=pair, theme=results.theme, chrome=False)

    return _one(draw, results, subtitle=True)


def agreement_figure(results: Results, question: str, pair: Pair) -> Figure:
    """Return one question's items in the plane of both sides."""

    def draw() -> Chart:
        return agreement(results.gaps, question=question, pair=pair, theme=results.theme, chrome=False)

    return _one(draw, results, subtitle=True)


def priority_group(results: Results, question: str, pair: Pair) -> Group:
    """Return one question's items by what is wanted and what lacks, under what they show."""

    def draw() -> Chart:
        return priority(results.gaps, question=question, pair=pair, theme=results.theme, chrome=False)

    return _headed(draw, results)


def likert_figure(results: Results, question: str, pair: Pair) -> Figure:
    """Return how both sides' answers are spread over a question's scale."""

    def draw() -> Chart:
        return likert(results.gaps, question=question, pair=pair, theme=results.theme, chrome=False)

    return _one(draw, results)


def cascade_group(results: Results, question: str) -> Group:
    """Return the steps of a chain, under what they show."""

    def draw() -> Chart:
        return cascade(results.gaps, question=question, theme=results.theme, chrome=False)

    return _headed(draw, results)


def trend_figures(gaps: Gaps, results: Results) -> list[Figure]:
    """Return one question's gaps over the waves, all waves of an item beside each other."""

    def draw(part: Gaps, theme: Theme) -> Chart:
        return wave_trend(_of_items(gaps, part), theme=theme, chrome=False)

    items = {(row.question, row.item): row for row in gaps.rows}
    return _paged(draw, _kept(gaps, items.values()), results, subtitle=True)


def heat_figures(results: Results, by: str, pair: Pair) -> list[Figure]:
    """Return the gaps of every segment as a heat map."""
    gaps = results.segments[by]
    rows = gaps.rows_of(side=pair[0], reference=pair[1])

    def draw(part: Gaps, theme: Theme) -> Chart:
        whole = _of_items(gaps, part)
        return segment_heatmap(whole, total=results.gaps, pair=pair, theme=theme, chrome=False)

    split = _kept(gaps, (row for row in rows if row.status != "one_sided"))
    totals = _kept(results.gaps, results.gaps.rows_of(side=pair[0], reference=pair[1]))
    return _paged(draw, _of_items(totals, split), results, subtitle=True)


def _kept(gaps: Gaps, rows: Iterable[Gap]) -> Gaps:
    """Return gaps with these rows only."""
    return Gaps(gaps.tally, tuple(rows), gaps.method)


def _of_items(gaps: Gaps, part: Gaps) -> Gaps:
    """Return the gaps of the items and sides that a part has."""
    there = {(row.question, row.item, row.side, row.reference) for row in part.rows}
    rows = gaps.rows
    return _kept(gaps, (row for row in rows if (row.question, row.item, row.side, row.reference) in there))


def _one(draw: Callable[[], Chart], results: Results, *, subtitle: bool = False) -> Figure:
    """Return one chart as it is."""
    return _fitting(draw(), results, subtitle=subtitle) if results.drawing else UNDRAWN


def _fitting(chart: Chart, results: Results, *, subtitle: bool) -> Figure:
    """Return a chart that can't go over several pages, set smaller where it is taller than one."""
    share = min(1.0, results.theme.page.tallest / _height(chart))
    return replace(_figure(chart, subtitle=subtitle), share=share)


def _headed(draw: Callable[[], Chart], results: Results) -> Group:
    """Return one chart under its own title."""
    if not results.drawing:
        return Group((UNDRAWN,))
    chart = draw()
    return Group((Heading(chart.title), _fitting(chart, results, subtitle=True)))


def _dumbbells(gaps: Gaps, results: Results, title: str, *, subtitle: bool) -> list[Figure]:
    """Draw dumbbells; where they go over several pages, all of them on the same axes."""

    def draw(part: Gaps, theme: Theme) -> Chart:
        beside = gaps if len(part) < len(gaps) else None
        return dumbbell(part, beside=beside, title=title, theme=theme, chrome=False)

    return _paged(draw, gaps, results, subtitle=subtitle)


def _paged(draw: Draw, gaps: Gaps, results: Results, *, subtitle: bool) -> list[Figure]:
    """Draw gaps: smaller where they then fit on one page, else in as many parts as they need."""
    if not results.drawing:
        return [UNDRAWN]
    whole = draw(gaps, results.theme)
    tall, tallest = _height(whole), results.theme.page.tallest
    if tall > tallest and tall <= tallest * SMALLEST:
        wider = replace(results.theme, width=results.theme.width * min(tall / tallest * 1.02, SMALLEST))
        whole = draw(gaps, wider)
    if _height(whole) <= tallest * _shrinking(whole, results) or len(gaps) == 1:
        return [_figure(whole, subtitle=subtitle)]
    budget = max(1, int(len(gaps) * tallest / tall) - 1)
    parts = [_kept(gaps, part) for part in _parts(gaps.rows, budget)]
    charts = [draw(part, results.theme) for part in parts]
    return [_figure(chart, subtitle=subtitle and not place) for place, chart in enumerate(charts)]


def _shrinking(chart: Chart, results: Results) -> float:
    """Return by how much a chart is wider than the page."""
    return float(chart.figure.get_size_inches()[0]) / results.theme.width


def _parts(rows: Sequence[Gap], budget: int) -> Iterator[list[Gap]]:
    """Share rows out over pages, as evenly as it goes and questions whole where they fit."""
    part: list[Gap] = []
    target = len(rows) / -(-len(rows) // budget)
    for question in by_question(rows):
        drawn = ordered(question, "gap")
        if part and (len(part) + len(drawn) > budget or len(part) + len(drawn) / 2 > target):
            yield part
            part = []
        pages = -(-len(drawn) // budget)
        each = -(-len(drawn) // pages)
        *full, last = [drawn[start : start + each] for start in range(0, len(drawn), each)]
        yield from full
        part = [*part, *last]
    if part:
        yield part


def _height(chart: Chart) -> float:
    """Return a chart's height in inches."""
    return float(chart.figure.get_size_inches()[1])


def _figure(chart: Chart, *, subtitle: bool) -> Figure:
    """Return a chart with its words apart."""
    data, note = chart.data, chart.note
    mark = words.SYNTHETIC_CAPTION if data.mark and words.SYNTHETIC_WORD not in note else ""
    return Figure(
        svg=chart.to_svg(),
        alt=chart.alt_text,
        subtitle=data.subtitle if subtitle else "",
        caption=" ".join(each for each in (mark, note) if each),
        plot=plot_of(data),
    )
