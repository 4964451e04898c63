"""All answers to a single choice or a scale together: on the question's page, below its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from gapkit.display import DASH, number_text, p_text, percent_text
from gapkit.distributing import AnswerShare, Distribution
from gapkit.reports import english as words
from gapkit.reports import english_results as say
from gapkit.reports.document import Block, Cell, Column, Group, Heading, Paragraph, Row, Table, line
from gapkit.reports.figures import likert_figure
from gapkit.reports.gap_tables import head_text
from gapkit.reports.results import Results
from gapkit.survey import Question

SURE = 3.0
"""Residual from which an answer stands out, whatever the number of answers on a page."""


def answer_blocks(question: Question, pair: tuple[str, str], results: Results) -> Iterator[Block]:
    """Give the spread of a question's answers on both sides; nothing for other kinds of questions."""
    rows = [
        row
        for row in results.answers.rows
        if (row.question, row.side, row.reference) == (question.id, *pair) and not isnan(row.p_value)
    ]
    if not rows:
        return
    if rows[0].item:
        table = _scale_table(question, rows)
        yield Group((Heading(say.ANSWERS, level=3), likert_figure(results, question.id, pair)))
        yield Group((table,))
    else:
        row = rows[0]
        shares = results.answers.answers_of(row)
        labels = [results.survey.sides[each].label for each in pair]
        sentence = Paragraph(line(_choice_sentence(row)))
        yield Group((Heading(say.ANSWERS, level=3), sentence, _choice_table(question, shares, labels)))


def _choice_sentence(row: Distribution) -> str:
    """Say whether both sides give all answers equally often."""
    return say.choice_sentence(
        number_text(row.statistic, 2),
        f"{number_text(row.df, 1)} and {number_text(row.df_denominator, 0)}",
        p_text(row.p_value),
        number_text(row.v, 2),
        say.profile_limits(
            percent_text(row.conf_level),
            say.range_text(number_text(row.v_low, 2), number_text(row.v_high, 2)),
        ),
        f"{number_text(100 * row.overlap, 0)}%",
    )


def _choice_table(question: Question, shares: Sequence[AnswerShare], labels: Sequence[str]) -> Table:
    """Lay out the share of every answer on both sides, and which of them stand out."""
    answer, interval, residual = say.CHOICE_COLUMNS
    level = percent_text(shares[0].conf_level)
    heads = [Column(answer, align="left")]
    for label in labels:
        heads += [Column(head_text(label), 20.0), Column(f"{level} {interval}", 24.0)]
    rows = tuple(
        Row(
            (
                Cell(each.answer),
                Cell(_percent(each.share_side)),
                Cell(_percents(each.low_side, each.high_side)),
                Cell(_percent(each.share_reference)),
                Cell(_percents(each.low_reference, each.high_reference)),
                Cell(_residual(each), "bold" if abs(each.residual) >= SURE else "muted"),
            )
        )
        for each in shares
    )
    caption = say.CHOICE_CAPTION.format(question=question.label or question.id)
    return Table(caption, (*heads, Column(residual, 18.0)), rows, (say.CHOICE_NOTE,))


def _residual(each: AnswerShare) -> str:
    return DASH if isnan(each.residual) else number_text(each.residual, 1, signed=True)


def _scale_table(question: Question, rows: Sequence[Distribution]) -> Table:
    """Lay out, item by item, who tends to answer higher and how alike the answers are."""
    level = percent_text(rows[0].conf_level)
    first, *rest = (each.format(level=level) for each in say.ALIKE_COLUMNS)
    widths = (18.0, 24.0, 17.0, 18.0, 17.0, 17.0)
    heads = (
        Column(first, align="left"),
        *(Column(head, width) for head, width in zip(rest, widths, strict=True)),
    )
    caption = say.ALIKE_CAPTION.format(question=question.label or question.id)
    return Table(caption, heads, tuple(_scale_row(row) for row in rows), say.ALIKE_NOTES)


def _scale_row(row: Distribution) -> Row:
    """Return one item's answers as cells."""
    sure = row.superiority_p_adjusted < 1 - row.conf_level
    return Row(
        (
            Cell(row.label),
            Cell(_percent(row.superiority), "bold" if sure else "muted"),
            Cell(_percents(row.superiority_low, row.superiority_high)),
            Cell(p_text(row.superiority_p_adjusted)),
            Cell(DASH if isnan(row.v) else number_text(row.v, 2)),
            Cell(_percent(row.overlap)),
            Cell(p_text(row.p_value)),
        )
    )


def _percent(share: float) -> str:
    """Return a share as whole percent."""
    return DASH if isnan(share) else f"{number_text(100 * share, 0)}%"


def _percents(low: float, high: float) -> str:
    """Return two limits as whole percent."""
    return DASH if isnan(low) or isnan(high) else f"{number_text(100 * low, 0)} to {_percent(high)}"


def wording_table(question: Question, results: Results) -> Table | None:
    """Return the wording of every item on each side; nothing where the survey file has none."""
    sides = [each for each in results.survey.sides if any(each in item.text for item in question.items)]
    if not sides:
        return None
    heads = [Column(words.ITEM, 38.0, align="left")]
    heads += [Column(head_text(results.survey.sides[each].label), align="left") for each in sides]
    rows = tuple(
        Row((Cell(item.label), *(_wording(item.text.get(each, "")) for each in sides)))
        for item in question.items
        if item.text
    )
    caption = say.WORDINGS_CAPTION.format(question=question.label or question.id)
    return Table(caption, tuple(heads), rows)


def _wording(text: str) -> Cell:
    return Cell(f"“{text}”") if text else Cell(words.NOT_STATED, "muted")
