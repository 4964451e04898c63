"""Items of a survey file's questions: what they are called, and where their answers stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gapkit.errors import QuestionError, SurveyError
from gapkit.survey.grammar import (
    ITEM_TABLES,
    QUESTION_TABLES,
    CodeColumn,
    ItemTable,
    ScaleColumn,
    SingleItem,
)
from gapkit.survey.model import Answer, Column, Item, Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gapkit.survey.context import Context
    from gapkit.survey.lines import Path


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
    answered = answered_sides(context, kind, raw)
    built = [
        build_item(context, kind, each, (*at, "items", place), answered) for place, each in enumerate(written)
    ]
    items = tuple(item for item in built if item is not None)
    note_same_columns(context, items, (*at, "items"))
    return items


def answered_sides(context: Context, kind: str, raw: Mapping[str, Any]) -> frozenset[str]:
    """Return the sides for which items name answers and not columns of their own."""
    if kind == "single":
        return frozenset(context.sides)
    key, answer = ("layout", "item") if kind == "rank" else ("format", "single")
    written = raw.get(key)
    if isinstance(written, dict):
        return frozenset(side for side, each in written.items() if each == answer)
    return frozenset(context.sides) if written == answer else frozenset()


def note_same_columns(context: Context, items: Sequence[Item], at: Path) -> None:
    """Note every item that reads what an earlier one reads, or takes the same cells apart otherwise."""
    seen: dict[tuple[str, Column], str] = {}
    separators: dict[tuple[str, str], str] = {}
    for place, item in enumerate(items):
        for side, column in item.columns.items():
            if (
                column.contains
                and separators.setdefault((side, column.name), column.separator) != column.separator
            ):
                error = QuestionError.separators_differ(column.name)
                context.problems.add(error, (*at, place, side))
            if item.comparable == "related":  # may set one answer against another once more
                continue
            first = seen.setdefault((side, replace(column, reverse=False)), item.id)
            if first != item.id:
                error = QuestionError.same_column(first, item.id, column.name)
                context.problems.add(error, (*at, place, side))


def build_item(context: Context, kind: str, raw: object, at: Path, answered: frozenset[str]) -> Item | None:
    """Return one item, or nothing where it can't be built."""
    before = len(context.problems)
    plain = {key: each for key, each in raw.items() if key not in answered} if isinstance(raw, dict) else raw
    table = context.problems.checked(ITEM_TABLES[kind], plain, at, sides=context.sides)
    if table is None or not isinstance(raw, dict):
        return None
    context.check_id("an item", raw.get("id"), (*at, "id"))
    told = {"id": "item", "label": "Item"} | {side: each for side, each in raw.items() if side in answered}
    choices = context.problems.checked(SingleItem, told, at, sides=context.sides)
    columns: dict[str, Any] = dict(table.__pydantic_extra__ or {})
    answers: dict[str, Any] = dict((choices and choices.__pydantic_extra__) or {})
    cells = columns | answers
    for side in cells:
        if side not in context.with_data:
            context.problems.add(SurveyError.column_without_data(side), (*at, side))
        note_joined_cell(context, cells[side], (*at, side))
    item = Item(
        id=table.id,
        label=table.label,
        columns={side: column_of(cell) for side, cell in columns.items()},
        answers={side: tuple(cell) for side, cell in answers.items()},
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
            return Column(
                cell.column, code=cell.code, contains=cell.contains or "", separator=cell.separator or ""
            )
        case ScaleColumn():
            return Column(cell.column, reverse=cell.reverse)
    return Column(cell)


def note_joined_cell(context: Context, cell: object, at: Path) -> None:
    """Note a joined cell that lacks its separator, or that is told by a code too."""
    if not isinstance(cell, CodeColumn):
        return
    if (cell.contains is None) != (cell.separator is None):
        context.problems.add(QuestionError.half_a_joined_cell(contains=cell.contains is not None), at)
    if cell.contains is not None and cell.code is not None:
        context.problems.add(QuestionError.code_and_contains(), at)


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
