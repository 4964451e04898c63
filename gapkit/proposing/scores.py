"""How alike wordings are, from 0 to 100, and which of them pair up best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.options import Comparable
from gapkit.proposing.wording import folded, is_negated, numbers, persons, plain, speaker

Scores = NDArray[np.float64]

SAME: Final = 100.0
"""Only equal wordings score this; everything below waits for a person."""

NEARLY: Final = 97.0
"""Wordings whose content words are the same, and the most that others get."""

CLOSE: Final = 90.0
"""Wordings from here on ask the same thing, if nothing below contradicts it."""

CLOSE_BY_PERSON: Final = 85.0
"""Enough where both wordings name persons, and other ones: the rest of the words differs with the speaker."""

ENOUGH: Final = 60.0
"""Wordings below this are not proposed as a pair."""

CONTRADICTED: Final = 75.0
"""The most that wordings get of which one is a negation, or names another number."""

ONE_NAMED: Final = 88.0
"""The most that wordings get of which only one names persons, who may be its matter ("people management")."""

SORTED_PART: Final = 0.65
"""Weight of the likeness of all words; the rest is for words that one wording holds whole."""

LONGEST: Final = 400
"""Characters of a wording that are compared."""


def likeness(first: Sequence[str], second: Sequence[str]) -> Scores:
    """Return how alike each two wordings are; 0 where one is empty.

    Examples
    --------
    >>> likeness(["Special savings"], ["special  savings!", "Our content"]).round().tolist()
    [[100.0, 19.0]]
    """
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist

    scores = np.zeros((len(first), len(second)))
    if not scores.size:
        return scores
    words = [[folded(text)[:LONGEST] for text in side] for side in (first, second)]
    whole = cdist(*words, scorer=fuzz.token_sort_ratio, dtype=np.float64)
    part = cdist(*words, scorer=fuzz.token_set_ratio, dtype=np.float64)
    scores = np.minimum(SORTED_PART * whole + (1 - SORTED_PART) * part, NEARLY)
    for trait in (is_negated, numbers):
        scores[~equal(*(list(map(trait, side)) for side in (first, second)))] *= CONTRADICTED / SAME
    named = [np.array(list(map(speaker, side))) for side in (first, second)]
    lone = (named[0] == "noun")[:, None] & (named[1] == "") | (named[0] == "")[:, None] & (named[1] == "noun")
    scores[lone] *= ONE_NAMED / SAME
    scores[equal([plain(text) for text in first], [plain(text) for text in second])] = SAME
    empty = [np.array([not plain(text) for text in side], bool) for side in (first, second)]
    scores[empty[0][:, None] | empty[1]] = 0
    return scores


def equal(first: Sequence[object], second: Sequence[object]) -> NDArray[np.bool_]:
    """Return which of two lists' members are equal."""
    code: dict[object, int] = {}
    codes = [np.array([code.setdefault(each, len(code)) for each in side]) for side in (first, second)]
    return np.asarray(codes[0][:, None] == codes[1])


def comparable_of(first: str, second: str, score: float) -> Comparable:
    """Return how far two wordings of an item ask the same thing.

    Examples
    --------
    >>> comparable_of("I like your content", "They like our content", 97)
    'shifted'
    """
    if score >= SAME:
        return "same"
    other_speaker = persons(first) != persons(second)
    by_person = other_speaker and speaker(first) and speaker(second)
    if score < (CLOSE_BY_PERSON if by_person else CLOSE):
        return "related"
    if is_negated(first) != is_negated(second) or numbers(first) != numbers(second):
        return "related"
    return "shifted" if other_speaker else "same"


def assigned(scores: Scores, least: float) -> list[tuple[int, int]]:
    """Return the pairs of rows and columns with the highest sum of scores, each used once.

    Pairs below ``least`` are none. Of equal ones the first wins, so that the result never changes.
    """
    from scipy.optimize import linear_sum_assignment

    if not scores.size:
        return []
    kept = np.where(scores >= least, scores, 0.0)
    rows, columns = np.arange(len(scores)), np.arange(scores.shape[1])
    apart = np.abs(rows[:, None] / max(len(rows), 1) - columns / max(len(columns), 1))
    order = linear_sum_assignment(kept - 1e-4 * apart * (kept > 0), maximize=True)
    return [(int(row), int(column)) for row, column in zip(*order, strict=True) if kept[row, column] > 0]
