"""Charts as figures: drawn without their words, which the report sets as real text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gapkit.charts import Chart, butterfly, dumbbell, paired
from gapkit.charts.rows import by_question, ordered
from gapkit.findings import keys_of
from gapkit.findings.headlines import headline
from gapkit.gaps import Gap, Gaps
from gapkit.reports import english as words
from gapkit.reports.document import Block, Figure, Group, Heading, Section
from gapkit.reports.plots import plot_of
from gapkit.reports.results import Results

SMALLEST = 1.24
"""How much wider than the page a chart may be drawn, and so how small its words may get."""

BARS = 6
"""Items up to which a question is drawn as pairs of bars; beyond, the dumbbell leaves room for the table."""


UNDRAWN = Figure(svg="", alt="", subtitle="", caption="")
"""Stands where a preview would have a chart."""


def glance(results: Results) -> Section:
    """Return every gap of the study as one chart per pair of sides, over several pages where needed."""
    blocks: list[Block] = []
    for side, reference in results.pairs():
        gaps = results.gaps.only(side=side, reference=reference)
        title = headline(gaps.rows, results.survey)
        first, *rest = _figures(gaps, results, title, subtitle=True)
        blocks += [Group((Heading(title, keys=keys_of(gaps)), first)), *rest]
    return Section(words.AT_A_GLANCE, tuple(blocks), new_page=False)


def question_figures(gaps: Gaps, results: Results, title: str) -> list[Figure]:
    """Return one question's chart: pairs of bars, or the dumbbell where there are many items.

    Nothing where the study has that question only, and its dumbbell stands on the page before.
    """
    if not results.drawing:
        several = len(gaps) <= BARS or len(results.survey.questions) > 1
        return [UNDRAWN] if several else []
    if len(gaps) <= BARS:
        chart = paired(gaps, title=title, theme=results.theme, chrome=False)
        return [_figure(chart, subtitle=False)]
    if len(results.survey.questions) == 1:
        return []
    return _figures(gaps, results, title, subtitle=False)


def rank_figure(results: Results, question: str, pair: tuple[str, str]) -> Figure:
    """Return one question's items as back-to-back bars with their ranks."""
    if not results.drawing:
        return UNDRAWN
    gaps = results.gaps.only(question=question, side=pair[0], reference=pair[1])
    return _figure(butterfly(gaps, theme=results.theme, chrome=False), subtitle=True)


def _figures(gaps: Gaps, results: Results, title: str, *, subtitle: bool) -> list[Figure]:
    """Draw the dumbbell: smaller where it then fits on one page, else in as many parts as it needs."""
    if not results.drawing:
        return [UNDRAWN]
    whole = dumbbell(gaps, title=title, theme=results.theme, chrome=False)
    tall, tallest = _height(whole), results.theme.page.tallest
    if tall > tallest and tall <= tallest * SMALLEST:
        wider = replace(results.theme, width=results.theme.width * min(tall / tallest * 1.02, SMALLEST))
        whole = dumbbell(gaps, title=title, theme=wider, chrome=False)
    if _height(whole) <= tallest * _shrinking(whole, results):
        return [_figure(whole, subtitle=subtitle)]
    budget = max(1, int(len(gaps) * tallest / tall) - 1)
    parts = [Gaps(gaps.tally, tuple(part), gaps.method) for part in _parts(gaps.rows, budget)]
    charts = [dumbbell(part, beside=gaps, title=title, theme=results.theme, chrome=False) for part in parts]
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
