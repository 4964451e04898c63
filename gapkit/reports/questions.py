"""A part for every question: its wording, its chart, its table, what was found."""

from __future__ import annotations

from gapkit.findings import findings, keys_of
from gapkit.findings.headlines import headline
from gapkit.gaps import Gap
from gapkit.reports import english as words
from gapkit.reports.document import Block, Fact, Facts, Group, Heading, NewPage, Points, Section
from gapkit.reports.figures import question_figures
from gapkit.reports.gap_tables import gap_table
from gapkit.reports.results import Results
from gapkit.reports.summary import chosen_findings, finding_line
from gapkit.survey import Question

MOST = 3
"""Findings of one question."""

FITS = 14
"""Rows of chart and table that fit on a page with everything around them."""


def question_pages(results: Results) -> Section:
    """Return every question with its wording, findings, chart and table."""
    blocks: list[Block] = []
    for question in results.survey.questions:
        lead: list[Block] = [Heading(question.label or question.id), _facts(question, results)]
        for pair in results.pairs_of(question.id):
            part = results.rows(question.id, pair)
            together = len(part) <= FITS
            if blocks and not together:
                blocks.append(NewPage())
            blocks.append(Group((*lead, *_pair(question, pair, part, results)), together=together))
            lead = []
    return Section(words.QUESTIONS, tuple(blocks), new_page=False)


def _pair(question: Question, pair: tuple[str, str], part: tuple[Gap, ...], results: Results) -> list[Block]:
    """Return one pair of sides on one question."""
    survey = results.survey
    gaps = results.gaps.only(question=question.id, side=pair[0], reference=pair[1])
    labels = (survey.sides[pair[0]].label, survey.sides[pair[1]].label)
    title = headline(part, survey)
    if len(results.pairs_of(question.id)) > 1:
        title = words.of_side(labels[0], title)
    blocks: list[Block] = [Heading(title, level=3, keys=keys_of(part))]
    said = chosen_findings(findings(gaps), MOST)
    if said:
        blocks.append(Points(tuple(finding_line(each) for each in said)))
    blocks += question_figures(gaps, results, title)
    further = [words.item_note(item.label, item.note) for item in question.items if item.note]
    caption = words.question_caption(question.label or question.id, *labels)
    blocks.append(gap_table(caption, part, survey, further=further))
    return blocks


def _facts(question: Question, results: Results) -> Facts:
    """Return kind, wording on each side, measure and base rule."""
    survey = results.survey
    asking = [side for side in survey.sides.values() if side.id in question.text or side.id in question.base]
    facts = [
        Fact(side.label, words.wording(question.text.get(side.id, ""), question.asked_of.get(side.id, "")))
        for side in (asking or survey.sides.values())
    ]
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
