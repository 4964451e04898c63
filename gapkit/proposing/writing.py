"""The whole survey file of a proposal, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gapkit.inventory import Column
from gapkit.proposing import toml_text as toml
from gapkit.proposing.columns import answer_of, given, name_of, undeclared_answers
from gapkit.proposing.model import Block, SideFile
from gapkit.proposing.question_lines import Written, block_line
from gapkit.proposing.scores import ENOUGH, assigned, likeness

LESS: Final = re.compile(r"<|\bunder\b|\bless\b|\bbelow\b|\bup to\b", re.IGNORECASE)
MORE: Final = re.compile(r">|\bover\b|\bmore\b|\babove\b", re.IGNORECASE)
"""Words that put a range before or after its number."""

MOST_LISTED: Final = 300
"""Columns without a counterpart, or left out, that are listed of a side."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a survey file is written from.

    Attributes
    ----------
    reference : str
        Id of the side that gaps are measured from.
    questions : tuple of Written
        In order.
    unpaired : tuple of (tuple of Block)
        Questions of each side without a counterpart.
    """

    title: str
    reference: str
    sides: tuple[SideFile, ...]
    questions: tuple[Written, ...]
    unpaired: tuple[tuple[Block, ...], ...]


def survey_text(draft: Draft) -> str:
    """Return the survey file; the same files give the same text."""
    parts = [
        head_lines(draft),
        top_lines(draft),
        *(side_lines(side) for side in draft.sides),
        *segment_lines(draft.sides),
        *(each.lines for each in draft.questions),
        *(left_lines(side, blocks) for side, blocks in zip(draft.sides, draft.unpaired, strict=True)),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def head_lines(draft: Draft) -> Iterator[str]:
    """Yield what the file is, what to do, and what it was made from."""
    yield "# Draft of a survey file, proposed from the data by wording. It is a proposal, not a finding:"
    yield "# - CONFIRM: a person compares the two wordings (or whatever the line names), mends or removes the"
    yield "#   item, and deletes the mark and the note. Unmarked pairs have the same words on both sides."
    yield "# - CHOOSE: a question that is left out, as a comment, until a person decides."
    yield "# - Nothing is weighted and no answer is taken for missing unless a line below says so."
    yield "#"
    yield "# Made from"
    for side in draft.sides:
        source = side.source
        yield f"#   {toml.said(source.name)}: {source.format}, {source.rows:,} rows, SHA-256 {source.sha256}"
        yield f"#     {toml.said('; '.join(source.notes))}"


def top_lines(draft: Draft) -> Iterator[str]:
    """Yield the keys at the top."""
    yield "gapkit = 1"
    yield f"title = {toml.text(draft.title)}"
    others = [side.id for side in draft.sides if side.id != draft.reference]
    sign = (
        f"gap = {others[0]} minus {draft.reference}" if others else "the only side: roles are compared below"
    )
    yield f"reference = {toml.text(draft.reference)}   # {sign}"
    if any(side.synthetic for side in draft.sides):
        yield "synthetic = true   # a file calls itself so"
    yield '# source = "who asked, in which study, when"'


def side_lines(side: SideFile) -> Iterator[str]:
    """Yield one side."""
    yield f"[sides.{side.id}]"
    yield f"label = {toml.text(side.label)}"
    yield f"data = {toml.text(side.path)}"
    forced = {
        name: toml.text(value) if isinstance(value, str) else str(value)
        for name in type(side.read).__dataclass_fields__
        if (value := getattr(side.read, name)) is not None
    }
    if forced:
        yield f"read = {toml.table(forced)}"
    if side.where:
        yield f"where = {toml.text(side.where)}"
    else:
        yield f"n_expected = {side.source.rows}"
    if side.id_column:
        yield f"id = {toml.text(side.id_column)}"
    for each in side.weights:
        yield f"# weight = {toml.text(each.column)}   # likely: {toml.said(each.evidence)}; not applied"
    yield '# sampling = "…"; population = "…"; dates = [2026-01-31, 2026-02-28]   # for the page on method'


def segment_lines(sides: Sequence[SideFile]) -> Iterator[list[str]]:
    """Yield each segment, on both sides where their wordings are alike."""
    found: list[tuple[Column | None, ...]] = []
    if len(sides) > 1:
        first, second = (side.segments for side in sides)
        scores = likeness([worded(each) for each in first], [worded(each) for each in second])
        pairs = dict(assigned(scores, ENOUGH))
        found += [(each, second[pairs[row]] if row in pairs else None) for row, each in enumerate(first)]
        found += [(None, each) for column, each in enumerate(second) if column not in pairs.values()]
    else:
        found += [(each,) for side in sides for each in side.segments]
    taken: list[str] = []
    for columns in found:
        taken.append(toml.unique(segment_id(columns), taken))
        yield list(one_segment(taken[-1], columns, sides))


def worded(column: Column) -> str:
    """Return what a segment's column asks, else its name."""
    return column.label or column.name


def segment_id(columns: Sequence[Column | None]) -> str:
    """Return the id of a segment: a short wording, else the column's name."""
    column = next(each for each in columns if each is not None)
    told = column.label if len(column.label.split()) <= 2 else ""  # noqa: PLR2004 - a name, not a sentence
    return toml.slug(told) or toml.slug(column.name) or "segment"


def one_segment(name: str, columns: Sequence[Column | None], sides: Sequence[SideFile]) -> Iterator[str]:
    """Yield one segment."""
    there = [(side, each) for side, each in zip(sides, columns, strict=True) if each is not None]
    answers = [[name_of(code) for code in given(each)] for _, each in there]
    wordings = [worded(each) for _, each in there]
    if len(there) > 1 and (len(set(wordings)) > 1 or sorted(answers[0]) != sorted(answers[1])):
        beside = " / ".join(f"{side.id} “{toml.said(worded(each))}”" for side, each in there)
        yield f"# CONFIRM: one segment? {beside}" + (
            "; their answers differ" if sorted(answers[0]) != sorted(answers[1]) else ""
        )
    yield f"[segments.{name}]"
    yield f"label = {toml.text(toml.said(wordings[-1], longest=60))}"
    yield from (f"{side.id} = {toml.text(each.name)}" for side, each in there)
    order = ordered([each for _, each in there])
    if order:
        yield f"order = [{', '.join(map(toml.text, order))}]"
    else:
        shown = toml.said(", ".join(dict.fromkeys(each for told in answers for each in told)))
        yield f"# order = [ … ]   # of: {shown}"


def ordered(columns: Sequence[Column]) -> list[str]:
    """Return the answers in the order of their codes or of their numbers, where all sides agree."""
    told = [in_order(each) for each in columns]
    agree = all(each and set(each) == set(told[0]) for each in told)
    return told[0] if agree and len(set(told[0])) == len(told[0]) else []


def in_order(column: Column) -> list[str]:
    """Return a column's answers in order; empty where nothing tells it.

    Examples
    --------
    >>> from gapkit.inventory import Code
    >>> in_order(Column("age", codes=tuple(Code(each, "", 9) for each in ("> 60", "18-29", "30-60"))))
    ['18-29', '30-60', '> 60']
    """
    names = [name_of(code) for code in given(column)]
    if undeclared_answers(column):
        return []
    if all(code.label and not isinstance(answer_of(code), str) for code in given(column)):
        return names
    found = [re.search(r"\d[\d.,]*", name) for name in names]
    places = [
        (int(re.sub(r"\D", "", match[0]) or 0), -len(LESS.findall(name)) + len(MORE.findall(name)))
        for name, match in zip(names, found, strict=True)
        if match
    ]
    if len(set(places)) < len(names):
        return []
    return [name for _, name in sorted(zip(places, names, strict=True))]


def left_lines(side: SideFile, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield what of a side is in no question: without a counterpart, or no question at all."""
    if blocks:
        yield f"# Only asked of {side.id}: no question of the other side is worded like these."
        yield from (f"#   {block_line(block)}" for block in blocks[:MOST_LISTED])
        if len(blocks) > MOST_LISTED:
            yield f"#   and {len(blocks) - MOST_LISTED:,} more"
    if side.left_out:
        yield f"# In no question of {side.id}:"
        reasons: dict[str, list[str]] = {}
        for column, reason in side.left_out.items():
            reasons.setdefault(reason, []).append(f"`{toml.said(column, longest=60)}`")
        for reason, columns in reasons.items():
            more = f" and {len(columns) - MOST_LISTED:,} more" if len(columns) > MOST_LISTED else ""
            yield f"#   {reason}: {', '.join(columns[:MOST_LISTED])}{more}"
