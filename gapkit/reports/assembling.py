"""Every page in its order."""

from __future__ import annotations

from dataclasses import replace

from gapkit.charts.fonts import Fonts
from gapkit.reports import english as words
from gapkit.reports.appendix import data_pages, provenance_page, quality_page
from gapkit.reports.breaks import segment_section
from gapkit.reports.cover import title_page
from gapkit.reports.document import ReportData, Section
from gapkit.reports.figures import glance
from gapkit.reports.method import method_pages
from gapkit.reports.questions import question_pages
from gapkit.reports.ranking import rank_order
from gapkit.reports.results import Results
from gapkit.reports.summary import key_findings
from gapkit.reports.typesetting import fonts_of

LONGEST_HEADER = 60
"""Characters of the title in the running head."""


def assemble(results: Results) -> ReportData:
    """Build every section; one that the results have nothing for is left out."""
    survey = results.survey
    sections: list[Section | None] = [
        key_findings(results),
        glance(results),
        question_pages(results),
        rank_order(results),
        *(segment_section(results, by) for by in results.segments),
        method_pages(results),
        data_pages(results),
        quality_page(results),
    ]
    built = tuple(section for section in sections if section is not None)
    cover = title_page(results)
    data = ReportData(
        cover=cover,
        sections=built,
        language=survey.report.language,
        contents=words.CONTENTS,
        header=_short(survey.title),
        mark=words.SYNTHETIC_MARK if survey.synthetic else "",
        footer=_short(survey.source or survey.title, 2 * LONGEST_HEADER),
        description=cover.subtitle,
        keywords=_keywords(results),
        date=results.clock.printed,
        timestamp=results.clock.timestamp,
    )
    return _with_provenance(data, results)


def _with_provenance(data: ReportData, results: Results) -> ReportData:
    """Add the last page, which says which fonts all pages together need."""
    plain = provenance_page(results, Fonts(()))
    fonts = fonts_of(replace(data, sections=(*data.sections, plain)), results.theme)
    return replace(data, sections=(*data.sections, provenance_page(results, fonts)))


def _short(text: str, most: int = LONGEST_HEADER) -> str:
    """Return a text that fits on a line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _keywords(results: Results) -> tuple[str, ...]:
    """Return what the file is found by."""
    labels = [side.label for side in results.survey.sides.values()]
    marks = [words.SYNTHETIC_MARK.lower()] if results.survey.synthetic else []
    kinds = [f"{question.kind.replace('_', '-')} gap" for question in results.survey.questions]
    return tuple(dict.fromkeys((*kinds, "survey", *labels, *marks)))
