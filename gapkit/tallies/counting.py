"""Respondents counted in one pass: how many gave each answer, per segment and column."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.options import BaseRule
from gapkit.responses import BLANK, TICKED, UNTICKED, Answers
from gapkit.tallies.model import CodeCounts, Floats

Codes = NDArray[np.int16]

NOT_COUNTED: Final = 2
"""Negative codes: missing and blank."""

BLOCK_ROWS: Final = 1 << 18
"""Respondents counted at a time: their keys fit the cache."""

MOST_BINS: Final = 1 << 14
"""Bins of columns that are counted at once: more would leave the cache."""

MOST_TOGETHER: Final = 6
"""Columns that are counted at once."""


def apply_base_rule(codes: Codes, rule: BaseRule) -> Codes:
    """Return the codes of a multiple question with blanks read as the base rule says.

    ``asked`` leaves a blank out; ``answered_any`` makes it a "no" for respondents with a tick
    anywhere in the question, and leaves out the others; ``all`` makes blanks and missing a "no".
    """
    if rule == "all":
        return np.where(codes < 0, np.int16(UNTICKED), codes)
    if rule == "answered_any":
        answered = (codes == TICKED).any(axis=1, keepdims=True)
        filled = np.where(codes == BLANK, np.int16(UNTICKED), codes)
        return np.where(answered, filled, np.int16(BLANK))
    return codes


def count_codes(answers: Answers, codes: Codes, segment: Codes, segments: int, weight: Floats) -> CodeCounts:
    """Count respondents, weights and squared weights per segment, column and answer code.

    Counts of parts of the respondents add up to those of all of them.

    Parameters
    ----------
    codes : int16 array, shape (respondents, columns)
        Answer codes after the base rule; negative ones do not count.
    segment : int16 array, shape (respondents,)
        Segment of each respondent; negative: none of them.
    """
    labels = len(answers.labels)
    alike = bool((weight == 1).all())
    weights = (None,) if alike else (None, weight, weight**2)
    found = _count(codes, NOT_COUNTED + labels, segment, segments, weights)[..., NOT_COUNTED:]
    return CodeCounts(answers.columns, answers.labels, *(found.repeat(3, axis=0) if alike else found))


def count_asked(codes: Codes, segment: Codes, segments: int) -> Floats:
    """Count who was shown each column, per segment; shape (segments, columns)."""
    home = np.maximum(segment, -1).astype(np.intp) + 1
    members = np.bincount(home, minlength=segments + 1)
    blank = [np.bincount(home[column == BLANK], minlength=segments + 1) for column in codes.T]
    return np.array(members - np.array(blank), dtype=np.float64).T[1:]


def _count(
    codes: Codes, kinds: int, segment: Codes, segments: int, weights: Sequence[Floats | None]
) -> Floats:
    """Count codes from ``-NOT_COUNTED`` on, once per set of weights; (weights, segments, columns, kinds).

    Several columns are counted at once: each combination of their answers has a bin, and a column's
    counts are the margins. Negative codes have bins too, which is cheaper than leaving rows out.
    """
    columns = codes.shape[1]
    result = np.empty((len(weights), segments, columns, kinds))
    together = max(1, min(MOST_TOGETHER, int(log(max(MOST_BINS / (segments + 1), 1), kinds))))
    home = np.maximum(segment, -1).astype(np.intp) + 1
    for first in range(0, columns, together):
        some = codes[:, first : first + together]
        width = some.shape[1]
        bins = (segments + 1, *(kinds,) * width)
        cells = np.zeros((len(weights), prod(bins)))
        for start in range(0, len(codes), BLOCK_ROWS):
            rows = slice(start, start + BLOCK_ROWS)
            key = _combined(some[rows], home[rows], kinds)
            for place, weight in enumerate(weights):
                given = None if weight is None else weight[rows]
                cells[place] += np.bincount(key, given, len(cells[place]))
        inside = cells.reshape(-1, *bins)[:, 1:]
        for place in range(width):
            others = tuple(axis + 2 for axis in range(width) if axis != place)
            result[:, :, first + place] = inside.sum(axis=others)
    return result


def _combined(codes: Codes, home: NDArray[np.intp], kinds: int) -> NDArray[np.intp]:
    """Return one number per combination of segment and answers to some columns."""
    pattern = codes[:, 0] + np.int16(NOT_COUNTED)
    for column in codes.T[1:]:
        pattern *= np.int16(kinds)
        pattern += column
        pattern += np.int16(NOT_COUNTED)
    key: NDArray[np.intp] = home * kinds ** codes.shape[1]
    key += pattern
    return key
