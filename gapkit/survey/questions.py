"""Questions of a survey file, checked and built."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gapkit.errors import GapkitError, ScaleError, SurveyError
from gapkit.survey.context import MAX_ITEMS, MAX_LABELS, Context, shared
from gapkit.survey.grammar import (
    ITEM_TABLES,
    QUESTION_TABLES,
    CodeColumn,
    ItemTable,
    MultipleTable,
    QuestionTable,
    ScaleColumn,
    ScaleQuestionTable,
    ScaleTable,
    SingleTable,
)
from gapkit.survey.measures import BottomBox, Mean, Measure, Net, Share, TopBox
from gapkit.survey.model import Answer, Column, Item, Question, Scale
from gapkit.survey.problems import not_allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gapkit.options import BaseRule
    from gapkit.survey.lines import Path

POINTS = 100
"""Points on paper that make a share of 1."""

TICKED: tuple[Answer, ...] = (1,)
UNTICKED: tuple[Answer, ...] = (0,)

TOP2_FROM = 4
"""Points of a scale from which the top two are the default measure."""

BOXES: Mapping[str, type[TopBox | BottomBox | Net]] = {"top": TopBox, "bottom": BottomBox, "net": Net}
BOX = re.compile(r"(top|bottom|net)([1-9][0-9]{0,2})")

ASKS: Mapping[str, tuple[str, str]] = {
    "perception": ("expectation", "belief"),
    "delivery": ("expectation", "practice"),
    "knowledge": ("knowledge", "knowledge"),
    "experience": ("expectation", "experience"),
    "self_image": ("experience", "belief"),
    "opinion": ("opinion", "opinion"),
}
"""What the reference and every other side are asked, by kind (``domain/METHOD.md`` §1)."""


def build_questions(context: Context, raw: object) -> tuple[Question, ...]:
    """Return the questions that have no problem; the problems of the others are noted."""
    if not isinstance(raw, list) or not raw:
        error = SurveyError.wrong_type("questions", "a list of at least one question", raw)
        context.problems.add(error, ("questions",))
        return ()
    tables = [each if isinstance(each, dict) else {} for each in raw]
    context.check_unique("questions", [each.get("id") for each in tables], ("questions",))
    count = sum(len(each["items"]) for each in tables if isinstance(each.get("items"), list))
    if not (
        context.check_count("questions", len(raw), MAX_ITEMS, ("questions",))
        and context.check_count("items", count, MAX_ITEMS, ("questions",))
    ):
        return ()
    built = [build_question(context, each, ("questions", place)) for place, each in enumerate(raw)]
    return tuple(question for question in built if question is not None)


def build_question(context: Context, raw: object, at: Path) -> Question | None:
    """Return one question, or nothing where it can't be built."""
    kind = format_of(context, raw, at)
    if kind is None or not isinstance(raw, dict):
        return None
    table = context.problems.checked(QUESTION_TABLES[kind], raw, at, parts={"items": []})
    context.check_id("a question", raw.get("id"), (*at, "id"))
    items = build_items(context, kind, raw, at)
    if table is None:
        return None
    question = Question(
        id=table.id,
        kind=table.kind,
        format=table.format,
        label=table.label or table.id.replace("_", " ").capitalize(),
        items=items,
        text=context.each(table.text, (*at, "text")),
        asks=asks_of(context, table) | context.each(table.asks, (*at, "asks")),
        asked_of=context.each(table.asked_of, (*at, "asked_of")),
        base=base_rules(context, table, at),
        missing=tuples(context.each(table.missing, (*at, "missing"))),
        line=context.problems.lines.line(at),
    )
    return with_margin(context, with_format(context, question, table, at), table.margin, at)


def format_of(context: Context, raw: object, at: Path) -> str | None:
    """Return the question's format if it is built."""
    if not isinstance(raw, dict):
        context.problems.add(SurveyError.wrong_type("questions", "a list of tables", raw), at)
        return None
    written = raw.get("format")
    if isinstance(written, str) and written in QUESTION_TABLES:
        return written
    if "format" not in raw:
        context.problems.add(SurveyError.missing_key("format", QuestionTable.told_as), (*at, "format"))
    elif isinstance(written, dict):
        context.problems.add(SurveyError.not_built("A `format` per side"), (*at, "format"))
    else:
        error = not_allowed(QuestionTable, "format", written, list(QUESTION_TABLES))
        context.problems.add(error, (*at, "format"))
    return None


def with_format(context: Context, question: Question, table: QuestionTable, at: Path) -> Question:
    """Return the question with what only its format has."""
    match table:
        case MultipleTable():
            return multiple(context, question, table, at)
        case SingleTable():
            return single(context, question, table, at)
        case ScaleQuestionTable():
            return scaled(context, question, table, at)
    return question


def build_items(context: Context, kind: str, raw: Mapping[str, Any], at: Path) -> tuple[Item, ...]:
    """Return the items that have no problem."""
    written = raw.get("items")
    if "items" not in raw:
        context.problems.add(SurveyError.missing_key("items", QUESTION_TABLES[kind].told_as), (*at, "items"))
        return ()
    if not isinstance(written, list) or not written:
        context.problems.add(
            SurveyError.wrong_type("items", "a list of at least one item", written), (*at, "items")
        )
        return ()
    ids = [each.get("id") if isinstance(each, dict) else None for each in written]
    context.check_unique("items of a question", ids, (*at, "items"))
    built = [build_item(context, kind, each, (*at, "items", place)) for place, each in enumerate(written)]
    return tuple(item for item in built if item is not None)


def build_item(context: Context, kind: str, raw: object, at: Path) -> Item | None:
    """Return one item, or nothing where it can't be built."""
    before = len(context.problems)
    table = context.problems.checked(ITEM_TABLES[kind], raw, at, sides=context.sides)
    if table is None:
        return None
    context.check_id("an item", raw.get("id") if isinstance(raw, dict) else None, (*at, "id"))
    cells: dict[str, Any] = dict(table.__pydantic_extra__ or {})
    for side in cells:
        if side not in context.with_data:
            context.problems.add(SurveyError.column_without_data(side), (*at, side))
    item = Item(
        id=table.id,
        label=table.label,
        columns={} if kind == "single" else {side: column_of(cell) for side, cell in cells.items()},
        answers={side: tuple(cell) for side, cell in cells.items()} if kind == "single" else {},
        comparable=table.comparable,
        text=context.each(table.text, (*at, "text")),
        note=table.note,
    )
    if not cells and len(context.problems) == before and not may_be_published(context, table):
        context.problems.add(SurveyError.item_on_no_side(table.id, context.with_data or context.sides), at)
    return item


def may_be_published(context: Context, table: ItemTable) -> bool:
    """Whether published statements may speak of the item."""
    return context.published_items is None or table.id in context.published_items


def column_of(cell: str | CodeColumn | ScaleColumn) -> Column:
    """Return where an item stands in one side's data."""
    match cell:
        case CodeColumn():
            return Column(cell.column, code=cell.code)
        case ScaleColumn():
            return Column(cell.column, reverse=cell.reverse)
    return Column(cell)


def multiple(context: Context, question: Question, table: MultipleTable, at: Path) -> Question:
    """Return a multiple question with its ticks."""
    ticked = dict.fromkeys(context.sides, TICKED) | tuples(context.each(table.ticked, (*at, "ticked")))
    unticked = dict.fromkeys(context.sides, UNTICKED) | tuples(
        context.each(table.unticked, (*at, "unticked"))
    )
    place = (*at, "unticked" if table.unticked is not None else "ticked")
    overlaps: dict[Answer, str] = {}
    for side in context.sides:
        for answer in shared(ticked[side], unticked[side]):
            overlaps.setdefault(answer, side)
    for answer, side in overlaps.items():
        context.problems.add(SurveyError.answers_overlap(side, answer, "`ticked`", "`unticked`"), place)
    share = share_measures(context, table, at)
    return replace(question, ticked=ticked, unticked=unticked, measure=share)


def single(context: Context, question: Question, table: SingleTable, at: Path) -> Question:
    """Return a single choice with its columns."""
    column = context.each(table.column, (*at, "column"))
    answered = {side for item in question.items for side in item.answers}
    for side in context.with_data:
        if side in answered and side not in column:
            context.problems.add(SurveyError.answers_without_column(side), at)
        if side in column and side not in answered and isinstance(table.column, dict):
            context.problems.add(SurveyError.column_without_answers(side), (*at, "column"))
    for side in column:
        if side not in context.with_data and isinstance(table.column, dict):
            context.problems.add(SurveyError.column_without_data(side), (*at, "column", side))
    note_overlaps(context, question, at)
    kept = {side: name for side, name in column.items() if side in answered}
    return replace(question, column=kept, measure=share_measures(context, table, at))


def note_overlaps(context: Context, question: Question, at: Path) -> None:
    """Note every answer of a single choice that means two of its items."""
    seen: dict[tuple[str, Answer], str] = {}
    for place, item in enumerate(question.items):
        for side, answers in item.answers.items():
            where = (*at, "items", place, side)
            context.check_answers(answers, side, where)
            for answer in dict.fromkeys(answers):
                first = seen.setdefault((side, answer), item.id)
                if first != item.id:
                    error = SurveyError.answers_overlap(side, answer, f"`{first}`", f"`{item.id}`")
                    context.problems.add(error, where)


def share_measures(context: Context, table: QuestionTable, at: Path) -> dict[str, Measure]:
    """Return the only measure of ticks and choices."""
    for side, name in context.each(table.measure, (*at, "measure")).items():
        if name != Share.name:
            error = ScaleError.unknown_measure(name, f'"share" in {table.told_as}')
            context.problems.add(error, side_place(table.measure, (*at, "measure"), side))
            break
    return dict.fromkeys(context.sides, Share())


def scaled(context: Context, question: Question, table: ScaleQuestionTable, at: Path) -> Question:
    """Return a scale question with its scales and measures."""
    place = (*at, "scale")
    tables = context.each(table.scale, place)
    scales = {side: built for side, each in tables.items() if (built := build_scale(each)) is not None}
    written = {id(each): (each, side_place(table.scale, place, side)) for side, each in tables.items()}
    for each, where in written.values():
        for error in scale_problems(each):
            context.problems.add(error, where)
    needed = {side for item in question.items for side in item.columns}
    for side in sorted(needed - tables.keys()):
        context.problems.add(ScaleError.missing_scale(side), place)
    measures = scale_measures(context, table, scales, at)
    if len({scale.points for scale in scales.values()}) > 1:
        note_match(context, table, measures, at)
    return replace(question, scale=scales, measure=measures)


def note_match(
    context: Context, table: ScaleQuestionTable, measures: Mapping[str, Measure], at: Path
) -> None:
    """Note scales that differ and are not matched by boxes."""
    if table.match is None:
        context.problems.add(ScaleError.scales_differ(), (*at, "scale"))
    elif (
        table.measure is None
        or len({type(each) for each in measures.values()} - {Mean}) != 1
        or any(isinstance(each, Mean) for each in measures.values())
    ):
        context.problems.add(ScaleError.match_without_measure(), (*at, "match"))


def build_scale(table: ScaleTable) -> Scale | None:
    """Return a scale, or nothing where it does not ascend or is too long."""
    if not 0 < table.high - table.low < MAX_LABELS:
        return None
    points = tuple(range(table.low, table.high + 1))
    labels = tuple(table.labels) or tuple(str(point) for point in points)
    return Scale(points, labels, tuple(table.off_scale), tuple(table.missing))


def scale_problems(table: ScaleTable) -> Iterable[GapkitError]:
    """Yield what is wrong with a scale."""
    if table.low >= table.high:
        yield ScaleError.empty(table.low, table.high)
        return
    count = table.high - table.low + 1
    if count > MAX_LABELS:
        yield SurveyError.too_many("points on a scale", count, MAX_LABELS)
        return
    if table.labels and len(table.labels) != count:
        yield ScaleError.labels_differ(len(table.labels), count)
    points = list(range(table.low, table.high + 1))
    for answer in shared(table.off_scale, points):
        yield ScaleError.answer_twice(answer, "its points", "`off_scale`")
    for answer in shared(table.missing, points):
        yield ScaleError.answer_twice(answer, "its points", "`missing`")
    for answer in shared(table.missing, table.off_scale):
        yield ScaleError.answer_twice(answer, "`off_scale`", "`missing`")


def scale_measures(
    context: Context, table: ScaleQuestionTable, scales: Mapping[str, Scale], at: Path
) -> dict[str, Measure]:
    """Return what is summarised on each side."""
    written = context.each(table.measure, (*at, "measure"))
    measures: dict[str, Measure] = {}
    for side, scale in scales.items():
        points = len(scale.points)
        name = written.get(side, "top2" if points >= TOP2_FROM else "top1")
        measure = measure_of(name)
        place = side_place(table.measure, (*at, "measure"), side)
        if measure is None:
            allowed = '"topN", "bottomN", "netN" or "mean"'
            context.problems.add(ScaleError.unknown_measure(name, allowed), place)
        elif isinstance(measure, TopBox | BottomBox | Net) and measure.k > points:
            context.problems.add(ScaleError.box_too_large(name, points), place)
        else:
            measures[side] = measure
            continue
        if not isinstance(table.measure, dict):
            break
    return measures


def measure_of(name: str) -> Measure | None:
    """Return the measure of a scale question by its name.

    Examples
    --------
    >>> measure_of("bottom2")
    BottomBox(k=2)
    """
    if name == Mean.name:
        return Mean()
    match = BOX.fullmatch(name)
    return BOXES[match[1]](int(match[2])) if match else None


def with_margin(context: Context, question: Question, margin: float | None, at: Path) -> Question:
    """Return the question with its margin as a share, or in scale units for means."""
    if margin is None:
        return question
    if not all(measure.in_points for measure in question.measure.values()):
        return replace(question, margin=margin)
    if margin >= POINTS:
        context.problems.add(ScaleError.margin_too_large(margin), (*at, "margin"))
    return replace(question, margin=margin / POINTS)


def base_rules(context: Context, table: QuestionTable, at: Path) -> dict[str, BaseRule]:
    """Return who counts for an item on each side."""
    usual: dict[str, BaseRule] = dict.fromkeys(context.sides, "asked")
    return usual | context.each(table.base, (*at, "base"))


def asks_of(context: Context, table: QuestionTable) -> dict[str, str]:
    """Return what each side is asked where the question does not say it."""
    reference, other = ASKS[table.kind]
    return {side: reference if side == context.reference else other for side in context.sides}


def side_place(value: object, at: Path, side: str) -> Path:
    """Return the key path of one side's value: its own key, or the key for all."""
    return (*at, side) if isinstance(value, dict) else at


def tuples(answers: Mapping[str, list[Answer]]) -> dict[str, tuple[Answer, ...]]:
    """Return each side's answers as a tuple."""
    return {side: tuple(each) for side, each in answers.items()}
