"""Several options joined in one cell: the separator, the options, what was written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gapkit.errors import shown
from gapkit.errors.loading import times
from gapkit.loading.cells import Cells, normal
from gapkit.loading.exports.wording import shortened

SEPARATORS: Final = (";", "|", "\n", " / ", ", ", ",")
"""What may stand between options; the first of equals wins."""

OPEN, CLOSE = "([{", ")]}"

RARE: Final = 0.002
"""Options that fewer of those who answered ticked are told apart as written in."""

FEWEST: Final = 2
"""Respondents that an option needs at least."""

COVERED: Final = 0.7
"""Share of all ticks that options must hold: open texts repeat hardly any piece."""

WRITTEN: Final = 0.4
"""Share of those who answered that may have written in at most."""

MOST_OPTIONS: Final = 80
"""A list of more options is open text."""


@dataclass(frozen=True, slots=True)
class JoinedCells:
    """A column whose cells each hold the options that were ticked.

    Attributes
    ----------
    separator : str
        What stands between options.
    options : Mapping[str, int]
        Respondents per option, the most frequent first.
    write_ins : int
        Respondents with a text that is no option.
    texts : int
        Different texts that are no option.
    base : int
        Respondents with at least one tick or text.
    """

    separator: str
    options: Mapping[str, int]
    write_ins: int
    texts: int
    base: int


def joined_remarks(columns: Mapping[str, Cells]) -> tuple[str, ...]:
    """Return a remark per column whose cells hold several options."""
    return tuple(
        remark(name, found) for name, cells in columns.items() if (found := joined_cells(cells)) is not None
    )


def remark(name: str, found: JoinedCells) -> str:
    """Return the sentence about one column."""
    options = shown([f'"{shortened(option)}" {count:,}' for option, count in found.options.items()], most=3)
    written = f", and written in {times(found.write_ins)}" if found.write_ins else ""
    return (
        f"`{shortened(name)}` holds several answers in one cell, between them {found.separator!r}:"
        f" {len(found.options)} options ({options}){written}"
    )


def joined_cells(cells: Cells) -> JoinedCells | None:
    """Return how a column's cells join options, or nothing if they do not.

    The separator is the one that cuts the cells into the fewest different texts that nearly all
    ticks hold; options rarer than ``RARE`` count as written in. Single choices whose answers hold
    a comma are none: their pieces never meet in another company.

    Examples
    --------
    >>> answers = ["CSV;SQL (any, all)", "SQL (any, all)", "CSV", "CSV;JSON", "JSON"]
    >>> told = joined_cells(Cells(np.array([0, 1, 2, 3, 4, 2], np.int32), np.array(answers, object)))
    >>> told.separator, dict(told.options), told.base
    (';', {'CSV': 4, 'SQL (any, all)': 2, 'JSON': 2}, 6)
    """
    counts = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.distinct))
    answers = {
        str(cell): int(count)
        for cell, count in zip(cells.distinct.tolist(), counts, strict=True)
        if count and isinstance(cell, str)
    }
    if not answers or len(answers) != np.count_nonzero(counts):
        return None
    candidates = [each for each in SEPARATORS if any(each in answer for answer in answers)]
    told = [(each, found) for each in candidates if (found := cut(answers, each)) is not None]
    return max(told, key=lambda each: (each[1][1], -SEPARATORS.index(each[0])))[1][0] if told else None


def cut(answers: Mapping[str, int], separator: str) -> tuple[JoinedCells, float] | None:
    """Return what a separator makes of the answers, with the share of ticks that its options hold."""
    pieces = {answer: options_of(answer, separator) for answer in answers}
    counts = counted(pieces, answers)
    base = sum(answers.values())
    threshold = max(FEWEST, RARE * base)
    options = {each: count for each, count in counts.most_common() if count >= threshold}
    covered = sum(options.values()) / max(sum(counts.values()), 1)
    if covered < COVERED or not 1 < len(options) <= MOST_OPTIONS or not free(pieces, options):
        return None
    written = sum(count for answer, count in answers.items() if not set(pieces[answer]) <= set(options))
    numbers = sum(not any(map(str.isalpha, option)) for option in options)
    if written > WRITTEN * base or (separator == "," and numbers):
        return None  # "18,5" is a number
    return JoinedCells(separator, options, written, len(counts) - len(options), base), covered


def options_of(answer: str, separator: str) -> list[str]:
    """Return the pieces of a cell; a separator inside brackets stands in an option.

    Examples
    --------
    >>> options_of("reshape (concat, merge), GroupBy", ", ")
    ['reshape (concat, merge)', 'GroupBy']
    """
    pieces = [""]
    depth, place = 0, 0
    inside = separator in {", ", ","}
    while place < len(answer):
        if answer.startswith(separator, place) and not (inside and depth):
            pieces.append("")
            place += len(separator)
            continue
        depth += (answer[place] in OPEN) - (answer[place] in CLOSE and depth > 0)
        pieces[-1] += answer[place]
        place += 1
    return list(dict.fromkeys(piece for each in pieces if (piece := normal(each))))


def counted(pieces: Mapping[str, Sequence[str]], answers: Mapping[str, int]) -> Counter[str]:
    """Return the respondents of each piece."""
    counts: Counter[str] = Counter()
    for answer, each in pieces.items():
        for piece in each:
            counts[piece] += answers[answer]
    return counts


def free(pieces: Mapping[str, Sequence[str]], options: Mapping[str, int]) -> bool:
    """Whether options come together and apart as ticks do, and not as halves of one sentence."""
    together = [set(each) & set(options) for each in pieces.values() if len(each) > 1]
    company = Counter(option for each in together for option in each)
    alone = {each[0] for each in pieces.values() if len(each) == 1}
    loose = [option for option, times in company.items() if times > 1 or option in alone]
    return len(loose) > 1 and len(loose) * 2 > len(company) and any(len(each) > 1 for each in together)
