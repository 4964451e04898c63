"""Questions whose roles follow each other: every step of an item, and its whole way."""

from __future__ import annotations

from gapkit.chains import Chain, Step, chain
from gapkit.display import gap_interval_text, gap_text, percent_text, value_text
from gapkit.reports import english as words
from gapkit.reports import english_results as say
from gapkit.reports.document import Block, Cell, Column, Group, Paragraph, Row, Section, Table, line
from gapkit.reports.figures import cascade_group
from gapkit.reports.results import Results
from gapkit.survey import Survey


def chain_section(results: Results) -> Section | None:
    """Return every chain, a chart and a table each; nothing where no question is one."""
    questions = [each for each in results.survey.questions if each.chain]
    if not questions:
        return None
    blocks: list[Block] = []
    for question in questions:
        blocks += [cascade_group(results, question.id), _table(chain(results.gaps, question.id))]
    first, *rest = blocks
    return Section(say.CHAINS, (Group((Paragraph(line(say.CHAINS_INTRO)), first)), *rest), new_page=False)


def _table(linked: Chain) -> Table:
    """Lay out the steps item by item, the whole way last."""
    survey = linked.gaps.survey
    question = survey.question(linked.question)
    first, *rest = (each.format(level=percent_text(linked.method.conf_level)) for each in say.CHAIN_COLUMNS)
    heads = (
        Column(first, align="left"),
        *(Column(head, width) for head, width in zip(rest[:-1], (15.0, 15.0, 15.0, 36.0), strict=True)),
        Column(rest[-1], 22.0, align="left"),
    )
    laid: list[Row] = []
    for item in dict.fromkeys(step.gap.item for step in linked.rows):
        steps = linked[item].rows
        laid.append(Row((Cell(steps[0].gap.label),), group=True))
        laid += [_row(step, survey) for step in steps]
    return Table(say.CHAIN_CAPTION.format(question=question.label or question.id), heads, tuple(laid))


def _row(step: Step, survey: Survey) -> Row:
    """Return one step as cells."""
    gap = step.gap
    before, after = (survey.sides[each].label for each in (gap.reference, gap.side))
    name = say.whole_text(before, after) if step.whole else say.step_text(step.number, before, after)
    flagged = gap.flagged and gap.status == "ok"
    verdict = gap.verdict or words.STATUS.get(gap.status, "")
    return Row(
        (
            Cell(name, "bold" if step.whole else "plain"),
            Cell(value_text(gap.of_reference.value, gap.measure)),
            Cell(value_text(gap.of_side.value, gap.measure)),
            Cell(gap_text(gap.gap, gap.measure, margin=gap.margin), "bold" if flagged else "muted"),
            Cell(gap_interval_text(gap.ci_low_family, gap.ci_high_family, gap.measure, margin=gap.margin)),
            Cell(verdict, "bold" if flagged else "muted"),
        )
    )
