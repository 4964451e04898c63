"""A part for every question: its wording, its chart, its table, what was found."""

from __future__ import annotations

from gapkit.findings import findings, keys_of
from gapkit.findings.headlines import headline
from gapkit.reports import english as words
from gapkit.reports.answers import answer_blocks, wording_table
from gapkit.reports.document import Block, Fact, Facts, Group, Heading, Points, Section
from gapkit.reports.figures import question_figures
from gapkit.reports.gap_tables import gap_table
from gapkit.reports.results import Results
from gapkit.reports.summary import chosen_findings, finding_line
from gapkit.survey import Question, Side

MOST = 3
"""Findings of one question."""

SHORT = 14
"""Rows of a table that is not broken over pages."""


def question_pages(results: Results) -> Section:
    """Return every question with its wording, findings, chart and table."""
    blocks: list[Block] = []
    for question in results.survey.questions:
        lead: list[Block] = [Heading(question.label or question.id), _facts(question, results)]
        wordings = wording_table(question, results)
        if wordings is not None:
            lead.append(wordings)
        for pair in results.pairs_of(question.id):
            blocks += _pair(question, pair, lead, results)
            lead = []
    return Section(words.QUESTIONS, tuple(blocks), new_page=False)


def _pair(question: Question, pair: tuple[str, str], lead: list[Block], results: Results) -> list[Block]:
    """Return one pair of sides on one question: what leads and the chart on one page, then the table."""
    survey, part = results.survey, results.rows(question.id, pair)
    gaps = results.gaps.only(question=question.id, side=pair[0], reference=pair[1])
    labels = (survey.sides[pair[0]].label, survey.sides[pair[1]].label)
    title = headline(part, survey)
    if len(results.pairs_of(question.id)) > 1:
        title = words.of_side(labels[0], title)
    opening: list[Block] = [*lead, Heading(title, level=3, keys=keys_of(part))]
    said = chosen_findings(findings(gaps, results.orders), MOST)
    if said:
        opening.append(Points(tuple(finding_line(each) for each in said)))
    figures = question_figures(gaps, results, title)
    further = [words.item_note(item.label, item.note) for item in question.items if item.note]
    caption = words.question_caption(question.label or question.id, *labels)
    table = gap_table(caption, part, survey, further=further)
    return [
        Group((*opening, *figures[:1])),
        *figures[1:],
        Group((table,), together=len(part) <= SHORT),
        *answer_blocks(question, pair, results),
    ]


def _facts(question: Question, results: Results) -> Facts:
    """Return kind, wording on each side, measure and base rule."""
    survey = results.survey
    asked = [survey.sides[each] for each in survey.speakers(question)]
    facts = [Fact(side.label, _wording(question, side)) for side in asked]
    measures = dict.fromkeys(row.measure for row in results.gaps.rows if row.question == question.id)
    rules = {
        side.label: question.base.get(side.id, "asked")
        for side in survey.sides.values()
        if not side.published
    }
    told = (
        list(dict.fromkeys(words.BASE_RULES[rule] for rule in rules.values()))
        if len(set(rules.values())) == 1
        else [f"{label}, {words.BASE_RULES[rule]}" for label, rule in rules.items()]
    )
    measured = "; ".join(words.measure_text(each, question.unit_of(each)) for each in measures)
    facts.append(Fact(words.MEASURED, words.measured(measured, told) if told else measured))
    facts.append(Fact(words.KIND, words.KINDS[question.kind]))
    return Facts(tuple(facts))


def _wording(question: Question, side: Side) -> str:
    """Return how a question was put to a side, if at all."""
    text = question.text.get(side.id, "")
    if not text and not side.published and not any(item.on(side.id) for item in question.items):
        return words.NOT_ASKED
    return words.wording(text, question.asked_of.get(side.id, ""))
