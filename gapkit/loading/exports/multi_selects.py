"""Which columns of a text file together hold a "tick all that apply" question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np

from gapkit.loading.cells import Cells, normal
from gapkit.loading.exports.headings import Heading, Headings
from gapkit.loading.exports.wording import common_question
from gapkit.loading.table import ResponseSet

TICKS: Final = (
    "1",
    "1.0",
    "Y",
    "Yes",
    "yes",
    "YES",
    "TRUE",
    "True",
    "true",
    "Selected",
    "Checked",
    "x",
    "X",
    "✓",
)
"""Cells that mean ticked in every option's column alike."""

UNTICKED: Final = frozenset(
    {"0", "0.0", "N", "No", "no", "NO", "FALSE", "False", "false"}
    | {"Not selected", "Not Selected", "Unselected", "Unchecked", "Not checked"}
)
"""Cells that mean not ticked."""

FEWEST: Final = 2
"""Columns of the smallest set."""


class Ticks(NamedTuple):
    """How a column holds ticks."""

    counted: str | None
    """The cell that means ticked; ``None`` where it is the option's own text; empty where nobody ticked."""
    text: str = ""
    """The option's own text."""


class Option(NamedTuple):
    """A column that may be one option of a question."""

    heading: Heading
    ticks: Ticks


def response_sets(headings: Headings, columns: Mapping[str, Cells]) -> tuple[ResponseSet, ...]:
    """Return the sets whose columns all hold ticks in one way and nothing else."""
    found: list[ResponseSet] = []
    for group in groups(headings.columns, columns):
        counted = {option.ticks.counted for option in group} - {""}
        names = tuple(option.heading.name for option in group)
        texts = [option.ticks.text for option in group if option.ticks.text]
        if len(names) >= FEWEST and len(counted) == 1 and len(texts) == len(set(texts)):
            found.append(
                ResponseSet(set_name(group), "dichotomous", names, group[0].heading.question, counted.pop())
            )
    return tuple(found)


def groups(headings: Sequence[Heading | None], columns: Mapping[str, Cells]) -> Iterator[list[Option]]:
    """Yield columns of one question: of one group, or neighbours that repeat their option's text."""
    candidates = [
        (heading, ticks_of(heading, columns[heading.name]))
        for heading in headings
        if heading is not None and heading.part == "" and heading.name in columns
    ]
    for group, members in groupby(candidates, key=lambda each: group_of(*each)):
        options = list(members)
        if group and all(ticks is not None for _, ticks in options):
            yield [Option(heading, ticks) for heading, ticks in options if ticks is not None]


def group_of(heading: Heading, ticks: Ticks | None) -> str:
    """Return what the columns of one question share; empty where nothing does."""
    if heading.group:
        return heading.group
    return "own text" if ticks is not None and ticks.counted is None else ""


def ticks_of(heading: Heading, cells: Cells) -> Ticks | None:
    """Return how a column holds ticks, or nothing if it holds anything else."""
    present = np.unique(cells.codes[cells.codes >= 0])
    texts = {normal(str(cells.distinct[place])) for place in present.tolist()}
    texts -= UNTICKED | {missing.low for missing in cells.missing if isinstance(missing.low, str)}
    if not texts:
        return Ticks("") if len(present) or heading.group else None
    if len(texts) > 1:
        return None
    text = texts.pop()
    if text in TICKS:
        return Ticks(text)
    wording = {bare(each) for each in (heading.label, heading.name, *heading.labels.values())}
    if bare(text) in wording:
        return Ticks(None, text)
    no_wording = not heading.label and heading.group
    return Ticks(None, text) if no_wording and any(letter.isalpha() for letter in text) else None


def bare(text: str) -> str:
    """Return an option's text as columns and cells may differ in it."""
    return normal(text).rstrip(" .:;").casefold()


def set_name(group: Sequence[Option]) -> str:
    """Return what a set is called: what its columns' names share, else its first column."""
    names = [option.heading.name for option in group]
    shared = common_question(names) or names[0].rpartition("_")[0] or names[0].partition("[")[0]
    fits = shared and all(name.startswith(shared) for name in names)
    return shared.rstrip(" -_[#") if fits else names[0]
