"""The diverging Likert chart: answers low and high about a common line, the middle apart on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf, isnan, nan

from gapkit.charts import alt_text, captions
from gapkit.charts.answers import FEW_WORDS, is_sensitive, spread_of
from gapkit.charts.building import Choice, shown, words_of
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Role, Sort
from gapkit.charts.likert_drawing import draw
from gapkit.charts.likert_model import Legend, LikertBar, LikertData, LikertGroup, LikertRow, Strong, Style
from gapkit.charts.rows import row_of
from gapkit.charts.theme import Theme
from gapkit.display import number_text, percent_text, value_text
from gapkit.errors.charts import NothingToDrawError
from gapkit.gaps import Gap, Gaps
from gapkit.options import check
from gapkit.survey import BottomBox, Question, TopBox
from gapkit.tallies import Tally, tally

HIDDEN = ("suppressed", "one_sided", "no_answers")
"""Statuses whose answers are not shown."""

LABELLED = 0.05
"""Smallest share that is printed inside its segment."""


def likert(  # noqa: PLR0913 - what all charts take, and two styles
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "reference",
    style: Style = "diverging",
    strong: Strong = "outside",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw how both sides' answers are spread over the scale, one bar per side and item.

    Lower answers run to the left of the line, higher ones to the right; the middle answer stands apart,
    on a line of its own, all on one scale of shares. Totals are added up first and rounded then; lines on
    them are their intervals.

    Parameters
    ----------
    gaps : Gaps
        Of scale questions, with respondents on at least one side; other questions are left out.
    sort : {"reference", "side", "gap", "survey"}
        By the total of the upper half on a side, or by how far the sides' totals differ.
    style : {"diverging", "stacked"}
        ``"stacked"`` draws bars of 100 % instead, the middle answer in its place.
    strong : {"outside", "inside"}
        Whether the strongest answers stand at the ends of a bar, or at the line, where they compare best.
    question, segment, pair, title, theme, chrome
        As for ``dumbbell``.

    Raises
    ------
    NothingToDrawError
        If no question has a scale.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> answers = pd.DataFrame({"q": [1] * 10 + [2] * 20 + [3] * 30 + [4] * 25 + [5] * 15})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": answers, "marketer": answers},
    ...     reference="consumer",
    ...     pairs={"trust": {"consumer": "q", "marketer": "q"}},
    ...     format="scale",
    ...     scale={"from": 1, "to": 5},
    ... )
    >>> bar = likert(gk.gap(gk.open(survey))).data.rows[0].bars[0]
    >>> bar.low_text, bar.middle_text, bar.high_text
    ('30%', '30', '40%')
    """
    data = likert_data(
        gaps,
        question=question,
        segment=segment,
        pair=pair,
        sort=sort,
        style=style,
        strong=strong,
        title=title,
    )
    return drawn(data, draw, theme=theme, chrome=chrome)


def likert_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "reference",
    style: Style = "diverging",
    strong: Strong = "outside",
    title: str | None = None,
) -> LikertData:
    """Decide what a Likert chart shows; the parameters are those of ``likert``."""
    check("style", style, Style)
    check("strong", strong, Strong)
    told = shown(on_scales("likert", gaps, question), Choice(question, segment, pair, "survey"))
    groups = tuple(_group(rows, told.gaps, sort) for rows in told.questions)
    level = percent_text(told.gaps.method.conf_level)
    notes = (
        captions.bases(told.rows, told.survey),
        f"Lines: {level} interval of each {'' if style == 'diverging' else 'upper '}total (Wilson).",
        "Totals are added up, then rounded; shares below 5% are not printed.",
        *captions.marks(told.rows, told.survey),
    )
    order = (
        "largest difference of the totals first"
        if sort == "gap"
        else captions.order(told.rows, told.survey, sort)
    )
    wording = captions.wording(told.rows, told.survey) if len(groups) == 1 else "Questions apart."
    words = words_of(
        "likert", told, title, notes=notes, subtitle=f"{wording} %\u00a0giving each answer, {order}."
    )
    alt = alt_text.told(alt_text.opening("likert", told.rows, told.survey), words.title, _details(groups))
    return LikertData(replace(words, alt_text=alt), groups, style, strong)


def on_scales(chart: str, gaps: Gaps, question: str | None) -> Gaps:
    """Return the gaps of questions with a scale, or the one asked for."""
    rows = [row for row in gaps.rows if gaps.survey.question(row.question).scale]
    if question is not None and question in {row.question for row in gaps.rows}:
        rows = [row for row in rows if row.question == question]
    if not rows:
        questions = dict.fromkeys(row.question for row in gaps.rows)
        raise NothingToDrawError.lacking(chart, "a question with a scale", questions)
    return Gaps(gaps.tally, tuple(rows), gaps.method)


def _group(rows: Sequence[Gap], gaps: Gaps, sort: Sort) -> LikertGroup:
    """Return one question: its bars in order, and what their colours mean."""
    question = gaps.survey.question(rows[0].question)
    roles: tuple[tuple[Role, str], tuple[Role, str]] = (
        ("reference", rows[0].reference),
        ("side", rows[0].side),
    )
    totals = {side: _totals(gaps, question, side) for _, side in roles}
    made = [
        LikertRow(
            row.question,
            row.item,
            row_of(row, rows, gaps.survey, words_in_place=True).label,
            (
                _bar("reference", row, rows, gaps, totals[row.reference]),
                _bar("side", row, rows, gaps, totals[row.side]),
            ),
        )
        for row in rows
    ]
    scales = [
        (gaps.survey.sides[side].label, question.scale[side].labels)
        for _, side in roles
        if side in question.scale
    ]
    alike = len({steps for _, steps in scales}) == 1
    legends = tuple(
        Legend("" if alike else f"{label}:", steps) for label, steps in scales[: 1 if alike else 2]
    )
    middles = {steps[len(steps) // 2] for _, steps in scales if len(steps) % 2}
    head = next(iter(middles)) if len(middles) == 1 else "Middle answer"
    return LikertGroup(question.id, question.label, legends, head if middles else "", _sorted(made, sort))


def _totals(gaps: Gaps, question: Question, side: str) -> tuple[Tally, Tally] | None:
    """Return the lower and the upper half of a side's scale, tallied; ``None`` without a scale."""
    scale, study = question.scale.get(side), gaps.tally.study
    half = 0 if scale is None else len(scale.points) // 2
    if half == 0 or gaps.tally.part(question.id, side) is None:
        return None
    by = gaps.tally.by or None
    return tally(study, measure=BottomBox(half), by=by), tally(study, measure=TopBox(half), by=by)


def _bar(
    role: Role, row: Gap, beside: Sequence[Gap], gaps: Gaps, totals: tuple[Tally, Tally] | None
) -> LikertBar:
    """Return one side's answers to one item, or the words in their place."""
    value = getattr(row_of(row, beside, gaps.survey, words_in_place=True), role)
    estimate = row.of_side if role == "side" else row.of_reference
    spread = spread_of(gaps.tally, row.question, row.item, estimate.side, row.segment)
    bare = LikertBar(
        role=role,
        label=gaps.survey.sides[estimate.side].label,
        base=value.base,
        words=value.words or "no answers counted",
        hollow=value.hollow,
    )
    if totals is None or estimate.status in HIDDEN:
        return bare
    if spread is None:
        counted = is_sensitive(gaps.tally, estimate.side)
        return replace(bare, words=value.words or (FEW_WORDS if counted else bare.words))
    low, high = (each.estimate(row.question, row.item, estimate.side, row.segment) for each in totals)
    middle = nan if spread.middle is None else spread.middle
    return replace(
        bare,
        shares=spread.shares,
        texts=tuple(number_text(100 * each, 0) if each >= LABELLED else "" for each in spread.shares),
        low=low.value,
        high=high.value,
        low_ends=(low.ci_low, low.ci_high),
        high_ends=(high.ci_low, high.ci_high),
        low_text=value_text(low.value, "share"),
        high_text=value_text(high.value, "share"),
        middle=middle,
        middle_text="" if isnan(middle) else number_text(100 * middle, 0),
        words="",
    )


def _sorted(rows: Sequence[LikertRow], sort: Sort) -> tuple[LikertRow, ...]:
    """Return the rows in the order drawn; what has no total comes last."""
    check("sort", sort, Sort)
    if sort == "survey":
        return tuple(rows)

    def place(row: LikertRow) -> float:
        reference, side = row.bars
        wanted = {"gap": abs(side.high - reference.high), "side": side.high}.get(sort, reference.high)
        return inf if isnan(wanted) else -wanted

    return tuple(sorted(rows, key=place))


def _details(groups: Sequence[LikertGroup]) -> Iterator[str]:
    """Tell the totals of the first and of the last item."""
    rows = [row for group in groups for row in group.rows if not any(isnan(bar.high) for bar in row.bars)]
    for row in (rows[0], rows[-1]) if len(rows) > 1 else rows:
        told = " and ".join(f"{bar.high_text} of {bar.label}" for bar in row.bars)
        yield f"{row.label}: {told} give one of the higher answers."
