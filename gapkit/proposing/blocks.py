"""The questions of a file: which columns belong together, and how they were answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from gapkit.inventory import Code, Column, Inventory
from gapkit.loading.joined_options import JoinedCells, joined_cells
from gapkit.loading.table import ResponseSet, Table
from gapkit.proposing.columns import (
    NO,
    YES,
    answer_in,
    answer_of,
    given,
    is_own_text,
    is_yes_no,
    name_of,
    present,
    undeclared_answers,
    why_left_out,
)
from gapkit.proposing.ladders import order_of
from gapkit.proposing.model import Block, BlockFormat, Part
from gapkit.proposing.scales import NOTHING, answered, is_continued, ladder_of
from gapkit.survey import Answer

INDEXED: Final = re.compile(r"(.*?[^\W\d_])[_.\-\s]?\[?(?:SQ)?\d+[a-z]?\]?(?:[_.]\d+)*", re.IGNORECASE)
"""A name that ends in a number: q5_1, v3, likert2[4]."""

WORDY: Final = re.compile(r"[^\W\d_]{3,}(?:[\s_.\-&,/()]+[^\W\d_]+)*")
"""A name made of words."""

SPLIT: Final = re.compile(r"^(.{5,}?)(?::| [-–]|…|\.\.\.)\s+(?=\S)", re.DOTALL)
"""A stem that a battery's labels begin with."""

STEM_WORDS: Final = 4
"""Words that labels share at least, where no colon ends their stem."""

CHOICES: Final = 60
"""Answers of a single choice that are listed at most."""


def wording_of(column: Column) -> str:
    """Return the wording of a column: its label, else its name where that is made of words.

    Examples
    --------
    >>> wording_of(Column("brands_followed")), wording_of(Column("q5_1")), wording_of(Column("q5", "Age?"))
    ('brands followed', '', 'Age?')
    """
    if column.label:
        return column.label
    return column.name.replace("_", " ").strip() if WORDY.fullmatch(column.name) else ""


def stem_of(name: str) -> str:
    """Return what stands before the number that a name ends in; empty where there is none.

    Examples
    --------
    >>> stem_of("q5_1"), stem_of("fund2[13]"), stem_of("gender")
    ('q5', 'fund2', '')
    """
    bracket = re.fullmatch(r"(.+)\[\w+\]", name)
    if bracket:
        return bracket[1]
    several = re.fullmatch(r"(.*\d)[_.]\d+[a-z]?", name)
    found = several or INDEXED.fullmatch(name)
    return found[1] if found else ""


def blocks_of(inventory: Inventory, table: Table, taken: set[str]) -> tuple[list[Block], dict[str, str]]:
    """Return the blocks of a file in its order, and why other columns are in none.

    ``taken`` are columns that are no questions.
    """
    blocks: dict[int, Block] = {}
    left: dict[str, str] = {}
    place = {column.name: number for number, column in enumerate(inventory)}
    used = set(taken)
    for each in inventory.sets:
        names = [name for name in each.columns if name in place and name not in used]
        columns = [inventory[name] for name in names if inventory[name].answered]
        block = block_of_set(each, columns) if columns else None
        if block is not None:
            blocks[place[names[0]]] = block
        elif each.kind == "category":
            left |= dict.fromkeys(names, "one of several columns that each hold an option chosen")
        if block is not None or each.kind == "category":
            used |= {*names}
    rest = [column for column in inventory if column.name not in used]
    for kind, columns in grouped(rest, table):
        block = block_of(kind, columns, table)
        if block is None:
            left |= {each.name: why_left_out(each) or kind.removeprefix("no: ") for each in columns}
        else:
            blocks[place[columns[0].name]] = block
    return [blocks[number] for number in sorted(blocks)], left


def kind_of(column: Column, joined: JoinedCells | None) -> str:
    """Return how a column was answered: a format, ``joined``, or why it is no question."""
    reason = why_left_out(column)
    if joined is not None:
        return "joined"
    if reason:
        return f"no: {reason}"
    if is_yes_no(column) or is_own_text(column):
        return "multiple"
    if column.codes and ladder_of([column]) is not None:
        return "scale"
    numeric = column.codes and all(isinstance(answer_of(code), int | float) for code in present(column))
    if not column.codes or (numeric and not any(code.label for code in column.codes)):
        return "number"
    return "single" if 1 < len(present(column)) <= CHOICES else f"no: {len(present(column))} answers"


def grouped(columns: Sequence[Column], table: Table) -> Iterator[tuple[str, list[Column]]]:
    """Yield neighbouring columns that make one question, with how they were answered."""
    texts = {
        each.name: joined_cells(table.columns[each.name])
        for each in columns
        if each.form in {"", "text"} and each.answered
    }
    kinds = [(kind_of(each, texts.get(each.name)), each) for each in columns]
    for kind, run in groupby(kinds, key=lambda each: each[0]):
        group: list[Column] = []
        held = NOTHING
        for _, column in run:
            own = answered(column)
            fits = belongs(kind, group, column) and (kind != "scale" or is_continued(held, own))
            if group and not fits:
                yield kind, group
                group, held = [], NOTHING
            group.append(column)
            held += own
        yield kind, group


def belongs(kind: str, group: Sequence[Column], column: Column) -> bool:
    """Whether a column continues a group of its kind."""
    if not group or kind not in {"multiple", "scale", "number"}:
        return False
    before = group[-1]
    if before.question or column.question:
        near = before.question == column.question
    else:
        near = stem_of(before.name) == stem_of(column.name)
    if not near or (kind == "number" and not column.question):
        return False
    if kind == "multiple":
        alike = is_own_text(before) == is_own_text(column) and has_ticks_only(before) == has_ticks_only(
            column
        )
        return alike and ticks_fit(group, column)
    return True


def has_ticks_only(column: Column) -> bool:
    """Whether a column holds yes or nothing: a blank may be a "no"."""
    return bool(column.blank) and all(name_of(code).casefold() not in NO for code in given(column))


def ticks_fit(group: Sequence[Column], column: Column) -> bool:
    """Whether a column's yes and no are written like the group's."""
    ends = (group[0], group[-1])
    held = {code.answer: name_of(code) for each in ends for code in given(each)}
    coded = {code.answer: name_of(code) for code in given(column)}
    return is_own_text(column) or all(held.get(answer, name) == name for answer, name in coded.items())


def block_of(kind: str, columns: Sequence[Column], table: Table) -> Block | None:
    """Return the block that columns make, or nothing where they are no question."""
    if kind == "joined":
        return block_of_joined(columns[0], table)
    if kind == "multiple":
        return block_of_ticks(columns)
    if kind == "single":
        return block_of_choice(columns[0])
    if kind in {"scale", "number"}:
        ladder = ladder_of(columns) if kind == "scale" else None
        return Block(
            format="scale" if kind == "scale" else "number",
            question=question_of(columns),
            name=stem_of(columns[0].name) or columns[0].name,
            parts=parts_of(columns),
            missing=missing_of(columns),
            ladder=ladder,
        )
    return None


def question_of(columns: Sequence[Column]) -> str:
    """Return the wording that columns have in common: the file's question, or the stem of their labels."""
    if columns[0].question:
        return columns[0].question
    return stem_in([each.label for each in columns]).rstrip(" :-–")


def stem_in(labels: Sequence[str]) -> str:
    """Return the beginning that labels share: up to a colon, dash or dots, or several words.

    Examples
    --------
    >>> stem_in(["We listen to: our fans", "We listen to: our staff"])
    'We listen to: '
    >>> stem_in(["How much do you like tea", "How much do you like coffee"])
    'How much do you like '
    """
    shared = shared_beginning(labels)
    found = SPLIT.match(f"{shared}\N{BULLET}") if len(labels) > 1 else None
    stem = found[0] if found else shared[: shared.rfind(" ") + 1]
    long = len(labels) > 1 and (found or len(stem.split()) >= STEM_WORDS)
    return stem if long and all(label[len(stem) :].strip() for label in labels) else ""


def shared_beginning(texts: Sequence[str]) -> str:
    """Return the characters that texts begin with."""
    low, high = min(texts), max(texts)
    same = (place for place, (one, other) in enumerate(zip(low, high, strict=False)) if one != other)
    return low[: next(same, min(len(low), len(high)))]


def parts_of(columns: Sequence[Column]) -> tuple[Part, ...]:
    """Return an item per column."""
    stem = "" if columns[0].question else stem_in([each.label for each in columns])
    return tuple(Part(wording_of(each).removeprefix(stem), each.name) for each in columns)


def missing_of(columns: Sequence[Column]) -> tuple[Answer, ...]:
    """Return the answers that read like "no answer" and are not declared so."""
    return tuple(
        dict.fromkeys(answer_in(each, code) for each in columns for code in undeclared_answers(each))
    )


def block_of_set(found: ResponseSet, columns: Sequence[Column]) -> Block | None:
    """Return the block of a response set of the file."""
    if found.kind == "category":
        return None
    if found.counted is None:
        block = block_of_ticks(columns)
    else:
        wanted = found.counted if isinstance(found.counted, str) else f"{found.counted:g}"
        block = block_of_ticks(columns, wanted)
    question = columns[0].question or found.label
    return replace(block, question=question, name=found.name or block.name) if block and question else block


def block_of_ticks(columns: Sequence[Column], counted: str | None = None) -> Block | None:
    """Return a block with a column per item, ticked or not."""
    codes: dict[str, Code] = {code.answer: code for each in columns for code in given(each)}
    written = {code.answer: answer_in(each, code) for each in columns for code in given(each)}
    ticked: tuple[Answer, ...] = ("*",)
    unticked: tuple[Answer, ...] = ()
    blank = True
    own_texts = any(is_own_text(each) for each in columns) and not is_yes_no(columns[0])
    if counted is not None or not own_texts:
        on = [
            code
            for code in codes.values()
            if (code.answer == counted if counted is not None else name_of(code).casefold() in YES)
        ]
        off = [code for code in codes.values() if code not in on]
        ticked, unticked = (tuple(written[code.answer] for code in side) for side in (on, off))
        names = {code.answer for code in off}
        blank = any(each.blank and not names & {code.answer for code in given(each)} for each in columns)
    if not ticked:
        return None
    return Block(
        format="multiple",
        question=question_of(columns),
        name=stem_of(columns[0].name) or columns[0].name,
        parts=parts_of(columns),
        ticked=ticked,
        unticked=unticked,
        missing=tuple(each for each in missing_of(columns) if each not in {*ticked, *unticked}),
        only_ticks=blank,
    )


def block_of_joined(column: Column, table: Table) -> Block | None:
    """Return a block whose items stand together in one column."""
    found = joined_cells(table.columns[column.name])
    if found is None:
        return None
    options = sorted(found.options, key=lambda option: -found.options[option])
    return Block(
        format="multiple",
        question=column.question or wording_of(column),
        name=column.name,
        parts=tuple(Part(each, column.name, contains=each, separator=found.separator) for each in options),
    )


def block_of_choice(column: Column) -> Block:
    """Return a block whose items are the answers of one column."""
    answers: dict[str, list[Answer]] = {}
    ordered = present(column)
    if order_of([name_of(code) for code in ordered]) is None and not any(code.label for code in ordered):
        ordered = tuple(sorted(ordered, key=lambda code: (isinstance(answer_of(code), str), code.answer)))
    for code in ordered:
        answers.setdefault(name_of(code), []).append(answer_in(column, code))
    question = ": ".join(dict.fromkeys(filter(None, (column.question, wording_of(column)))))
    kind: BlockFormat = "single"
    return Block(
        format=kind,
        question=question,
        name=column.name,
        parts=tuple(Part(name, column.name, answers=tuple(each)) for name, each in answers.items()),
        missing=missing_of([column]),
    )
