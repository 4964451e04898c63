"""The report's numbers in the theme's language; what the survey file says keeps its own."""

from __future__ import annotations

from gapkit.number_styles import NumberStyle, restated, texts_in
from gapkit.reports import english as words
from gapkit.reports.document import Facts, ReportData
from gapkit.survey import Survey

AS_WRITTEN = (words.OPTIONS, words.SOFTWARE, words.VERSION)
"""Facts that are written as files and packages write them."""

NO_PROSE = ("svg", "kind", "style", "tone", "align", "language", "mark", "date", "id", "keys", "shape")
"""Fields of blocks that hold no sentences; a chart's drawing has its numbers from its own theme."""


def restate_numbers(data: ReportData, survey: Survey, style: NumberStyle) -> ReportData:
    """Return the report with the numbers of all its sentences and tables in this style."""
    facts = [fact for block in data.blocks() if isinstance(block, Facts) for fact in block.rows]
    kept = [fact.text for fact in (*facts, *data.cover.facts) if fact.code or fact.label in AS_WRITTEN]
    return restated(data, style, (*texts_in(survey), *kept), NO_PROSE)
