"""The scale that columns share, and how the scales of two sides compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from gapkit.inventory import Column
from gapkit.proposing.columns import answer_of, present
from gapkit.proposing.ladders import FEWEST, MOST, numbered, order_of
from gapkit.proposing.model import Ladder

ALONE: Final = 4
"""Bare numbers of a single column make a scale from this highest one on; below they are counts."""

UNNAMED: Final = 10
"""Highest bare number of a scale."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of one or more columns.

    Attributes
    ----------
    labels : Mapping
        Every answer that was given or is labelled, with its label.
    declared : frozenset
        Codes that a file declares as "no answer" in one of the columns.
    columns : int
        How many there are.
    """

    labels: Mapping[int | float | str, str]
    declared: frozenset[int | float | str]
    columns: int = 1

    def __add__(self, other: Answered) -> Answered:
        """Return the answers of both."""
        return Answered(
            {**self.labels, **other.labels}, self.declared | other.declared, self.columns + other.columns
        )


NOTHING: Final = Answered({}, frozenset(), 0)
"""No column at all."""


def answered(column: Column) -> Answered:
    """Return the answers of a column."""
    declared = frozenset(answer_of(code) for code in column.codes if code.declared)
    return Answered({answer_of(code): code.label for code in present(column)}, declared)


def ladder_of(columns: Sequence[Column]) -> Ladder | None:
    """Return the scale of columns, or nothing where their answers are none."""
    return ladder_in(sum(map(answered, columns), NOTHING))


def ladder_in(given: Answered) -> Ladder | None:
    """Return the scale of answers; a point that is declared missing somewhere makes it none."""
    if not given.labels:
        return None
    whole = {key: label for key, label in given.labels.items() if isinstance(key, int)}
    if len(whole) < len(given.labels):
        return of_texts([str(key) for key in given.labels])
    found = of_codes(whole) if any(whole.values()) else of_numbers(list(whole), alone=given.columns == 1)
    if found is None or any(point in given.declared for point in range(found.low, found.high + 1)):
        return None
    return found


def of_codes(labels: Mapping[int, str]) -> Ladder | None:
    """Return the scale of codes with value labels."""
    low, high = min(labels), max(labels)
    points = high - low + 1
    if not FEWEST <= points <= MOST:
        return None
    told = [labels.get(code) or str(code) for code in range(low, high + 1)]
    named = [code for code in range(low, high + 1) if labels.get(code)]
    if len(named) < points:  # only the ends, or some, have a name
        ends = bool(labels.get(low)) and bool(labels.get(high)) and points > ALONE
        return Ladder(low, high, tuple(told)) if ends else None
    if numbered(told) is not None and list(numbered(told) or ()) == list(range(low, high + 1)):
        return Ladder(low, high, tuple(told))
    order = order_of(told)
    if order is None:
        return None
    steps = [after - before for before, after in pairwise(order)]
    if all(step > 0 for step in steps):
        return Ladder(low, high, tuple(told))
    return Ladder(low, high, tuple(reversed(told)), reverse=True) if all(step < 0 for step in steps) else None


def of_numbers(codes: Sequence[int], *, alone: bool) -> Ladder | None:
    """Return the scale of bare numbers, its ends as they were given."""
    low, high = min(codes), max(codes)
    if low < 0 or high > UNNAMED or len(codes) < FEWEST or (alone and high < ALONE):
        return None
    return Ladder(min(low, 1), high, sure=False) if high - min(low, 1) >= FEWEST - 1 else None


def of_texts(texts: Sequence[str]) -> Ladder | None:
    """Return the scale of texts: by the numbers they begin with, or by their words."""
    by_number = numbered(texts)
    if by_number is not None:
        low, high = min(by_number), max(by_number)
        if high - low + 1 < FEWEST:
            return None
        labels = tuple(by_number.get(point, str(point)) for point in range(low, high + 1))
        return Ladder(low, high, labels, sure=False)
    order = order_of(texts)
    if order is None:
        return None
    labels = tuple(text for _, text in sorted(zip(order, texts, strict=True)))
    return Ladder(1, len(labels), labels, sure=False, worded=True)


def is_continued(held: Answered, own: Answered) -> bool:
    """Whether a column is answered on the scale of a group."""
    shared = held.labels.keys() & own.labels.keys()
    if any(held.labels[key] != own.labels[key] for key in shared):
        return False
    if any(held.labels.values()) and held.labels.keys() != own.labels.keys():
        return False  # the file names the points of both, and they are others
    texts = any(isinstance(key, str) for key in held.labels)
    if texts and 2 * len(shared) < min(len(held.labels), len(own.labels)):
        return False
    return ladder_in(held + own) is not None


def pooled(first: Ladder, second: Ladder) -> tuple[Ladder, Ladder] | None:
    """Return two scales as one where they only differ in points that nobody chose, else nothing.

    Scales of words are joined where their words make one order, each side keeping its spelling;
    scales of numbers where the files do not tell the ends.

    Examples
    --------
    >>> short, whole = Ladder(1, 6, sure=False), Ladder(1, 7, sure=False)
    >>> pooled(short, whole) == (whole, whole), pooled(Ladder(1, 5), Ladder(1, 7)) is None
    (True, True)
    """
    if first.worded and second.worded:
        return of_all_words(first, second)
    if first.sure == second.sure or first.worded or second.worded:
        grown = first.sure or second.sure or bool(first.labels or second.labels)
        if first.points == second.points:
            return first, second
        return None if grown else (longest := max(first, second, key=lambda each: each.points), longest)
    known, bare = (first, second) if first.sure else (second, first)
    if bare.low < known.low or bare.high > known.high:
        return None
    grown_bare = replace(bare, low=known.low, high=known.high, labels=known.labels if bare.labels else ())
    return (known, grown_bare) if first.sure else (grown_bare, known)


def of_all_words(first: Ladder, second: Ladder) -> tuple[Ladder, Ladder] | None:
    """Return two scales of words with the points of both, or nothing where they are no one scale."""
    spelled = [{folded_label(each): each for each in ladder.labels} for ladder in (first, second)]
    words = {**spelled[1], **spelled[0]}
    one = of_texts(list(words.values()))
    unseen = len(words) - max(first.points, second.points)
    if one is None or unseen > min(1, len(words) - ALONE):
        return None
    both = [tuple(own.get(folded_label(each), each) for each in one.labels) for own in spelled]
    return replace(one, labels=both[0]), replace(one, labels=both[1])


def folded_label(label: str) -> str:
    """Return a label without case."""
    return " ".join(label.casefold().split())


def differing_labels(first: Ladder, second: Ladder) -> bool:
    """Whether two scales of one length name their points in different words."""
    told = [[folded_label(each) for each in ladder.labels] for ladder in (first, second)]
    return bool(told[0]) and bool(told[1]) and told[0] != told[1]


def shown(ladder: Ladder) -> str:
    """Return a scale as comments tell it."""
    ends = f": {ladder.labels[0]} … {ladder.labels[-1]}" if ladder.labels else ""
    turned = ", the highest code means the least" if ladder.reverse else ""
    return f"{ladder.points} points{ends}{turned}"
