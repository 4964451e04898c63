"""Every page in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from gapkit.charts.fonts import Fonts
from gapkit.reports import english as words
from gapkit.reports.appendix import data_pages, provenance_page, quality_page
from gapkit.reports.breaks import segment_section
from gapkit.reports.chains import chain_section
from gapkit.reports.claims import claim_pages
from gapkit.reports.cover import title_page
from gapkit.reports.document import ReportData, Section
from gapkit.reports.glances import glance
from gapkit.reports.method import method_pages
from gapkit.reports.number_texts import restate_numbers
from gapkit.reports.priorities import priority_section
from gapkit.reports.questions import question_pages
from gapkit.reports.ranking import rank_order
from gapkit.reports.results import Results
from gapkit.reports.summary import key_findings
from gapkit.reports.typesetting import fonts_of
from gapkit.reports.waves import wave_section

Builder = Callable[[Results], Section | None]
Tell = Callable[[str], None]
"""Hears what is being worked on."""


def silent(_doing: str) -> None:
    """Hear and say nothing."""


LONGEST_HEADER = 60
"""Characters of the title in the running head."""


FRONT: Mapping[str, Builder] = {
    "findings": key_findings,
    "glance": glance,
    "questions": question_pages,
    "chains": chain_section,
    "ranks": rank_order,
    "priorities": priority_section,
}
BACK: Mapping[str, Builder] = {
    "waves": wave_section,
    "claims": claim_pages,
    "method": method_pages,
    "data": data_pages,
    "quality": quality_page,
}
"""The sections before and after those of the segments, by the ids that ``only`` calls them."""

PROVENANCE = "provenance"
"""The last section, built when all others are known: it tells which fonts they need."""


def section_ids(breaks: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of all sections, in order."""
    return (*FRONT, *(segment_id(by) for by in breaks), *BACK, PROVENANCE)


def segment_id(by: str) -> str:
    """Return the id of a break's section.

    Examples
    --------
    >>> segment_id("age")
    'by-age'
    """
    return f"by-{by}"


def assemble(results: Results, tell: Tell = silent) -> ReportData:
    """Build every section that is asked for; one that the results have nothing for is left out.

    ``tell`` hears the id of each section before it is built.
    """
    survey = results.survey
    breaks = {segment_id(by): partial(segment_section, by=by) for by in results.segments}
    built = tuple(_built({**FRONT, **breaks, **BACK}, results, tell))
    cover = title_page(results)
    data = ReportData(
        cover=cover,
        sections=built,
        language=survey.report.language,
        contents=words.CONTENTS,
        header=_short(survey.title),
        mark=words.SYNTHETIC_MARK if survey.synthetic else "",
        footer=_short(results.theme.footer or survey.source, 2 * LONGEST_HEADER),
        description=cover.subtitle,
        keywords=_keywords(results),
        date=results.clock.printed,
        timestamp=results.clock.timestamp,
    )
    return restate_numbers(_with_provenance(data, results), survey, results.theme.numbers)


def _built(builders: Mapping[str, Builder], results: Results, tell: Tell) -> Iterator[Section]:
    """Build the sections that are asked for."""
    for name, build in builders.items():
        if results.parts and name not in results.parts:
            continue
        tell(name)
        section = build(results)
        if section is not None:
            yield replace(section, id=name)


def _with_provenance(data: ReportData, results: Results) -> ReportData:
    """Add the last page, which says which fonts all pages together need."""
    if results.parts and PROVENANCE not in results.parts:
        return data
    plain = provenance_page(results, Fonts(()))
    fonts = fonts_of(replace(data, sections=(*data.sections, plain)), results.theme)
    return replace(data, sections=(*data.sections, replace(provenance_page(results, fonts), id=PROVENANCE)))


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
