"""Questions that are answered by numbers: amounts, points that are shared out, and ranks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gapkit.errors import QuestionError, ScaleError, SurveyError
from gapkit.survey.context import side_place
from gapkit.survey.items import note_overlaps
from gapkit.survey.measures import Mean, MeanRank, Measure, Median, RankedFirst, RankedTop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gapkit.options import Layout
    from gapkit.survey.context import Context
    from gapkit.survey.grammar import NumberTable, PointsTable, QuestionTable, RankTable
    from gapkit.survey.lines import Path
    from gapkit.survey.model import Question


def numeric(context: Context, question: Question, table: NumberTable, at: Path) -> Question:
    """Return a question that asks for numbers."""
    if table.limits is not None and not table.limits[0] < table.limits[1]:
        context.problems.add(QuestionError.limits_order(*table.limits), (*at, "limits"))
    named: dict[str, Measure] = {"mean": Mean(), "median": Median()}
    return replace(
        question,
        unit=table.unit or "units",
        limits=None if table.limits is None else (table.limits[0], table.limits[1]),
        measure=one_measure(context, table, at, named, "mean"),
    )


def shared_out(context: Context, question: Question, table: PointsTable, at: Path) -> Question:
    """Return a question whose respondents share out a fixed sum."""
    return replace(
        question, total=table.total, measure=one_measure(context, table, at, {"mean": Mean()}, "mean")
    )


def ranked(context: Context, question: Question, table: RankTable, at: Path) -> Question:
    """Return a ranking of the items, by a column per item or per place."""
    layout: dict[str, Layout] = context.each(table.layout, (*at, "layout"))
    columns: dict[str, list[str]] = context.each(table.columns, (*at, "columns"))
    for side in context.with_data:
        answered = any(side in item.answers for item in question.items)
        if layout.get(side) == "item" and answered and side not in columns:
            context.problems.add(QuestionError.no_places(side), at)
        if side not in layout and any(item.on(side) for item in question.items):
            context.problems.add(QuestionError.no_layout(side), (*at, "layout"))
    for side, names in columns.items():
        if side not in context.with_data:
            context.problems.add(SurveyError.column_without_data(side), (*at, "columns", side))
        elif layout.get(side) == "rank":
            context.problems.add(QuestionError.places_unused(side), (*at, "columns", side))
        ranked_there = sum(side in item.answers for item in question.items)
        if layout.get(side) == "item" and len(names) > ranked_there > 0:
            error = QuestionError.too_many_places(side, len(names), ranked_there)
            context.problems.add(error, (*at, "columns", side))
        for name in sorted({name for name in names if names.count(name) > 1}):
            context.problems.add(QuestionError.place_twice(name), (*at, "columns", side))
    note_overlaps(context, question, at)
    places = max((sum(item.on(side) for item in question.items) for side in context.with_data), default=0)
    named: dict[str, Measure] = {"mean_rank": MeanRank(), "first": RankedFirst()}
    named |= {f"top{k}": RankedTop(k) for k in range(1, places + 1)}
    return replace(
        question,
        layout=layout,
        columns={side: tuple(names) for side, names in columns.items()},
        measure=one_measure(context, table, at, named, "mean_rank"),
    )


def one_measure(
    context: Context, table: QuestionTable, at: Path, named: Mapping[str, Measure], usual: str
) -> dict[str, Measure]:
    """Return the measure that all sides have in common: values in different units have no difference."""
    written = context.each(table.measure, (*at, "measure"))
    for side, name in written.items():
        if name not in named:
            allowed = QuestionError.measures_shown(named)
            error = ScaleError.unknown_measure(name, allowed)
            context.problems.add(error, side_place(table.measure, (*at, "measure"), side))
            break
    names = {written.get(side, usual) for side in context.sides}
    if len(names) > 1:
        context.problems.add(QuestionError.measures_differ(sorted(names)), (*at, "measure"))
    return dict.fromkeys(context.sides, named.get(names.pop(), named[usual]))
