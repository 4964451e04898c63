"""Respondents counted in one pass: how many gave each answer, per segment and column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gapkit.options import BaseRule
from gapkit.responses import BLANK, TICKED, UNTICKED, Answers
from gapkit.tallies.model import CodeCounts, Floats

Codes = NDArray[np.int16]


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

    Parameters
    ----------
    codes : int16 array, shape (respondents, columns)
        Answer codes after the base rule; negative ones do not count.
    segment : int16 array, shape (respondents,)
        Segment of each respondent; negative: none of them.
    """
    size = (segments, len(answers.columns), len(answers.labels))
    n, w, w2 = (np.zeros(size) for _ in range(3))
    place = segment.astype(np.intp) * size[2]
    member, squared = segment >= 0, weight**2
    for column in range(size[1]):
        kept = member & (codes[:, column] >= 0)
        key = place[kept] + codes[kept, column]
        cells = size[0] * size[2]
        n[:, column] = np.bincount(key, minlength=cells).reshape(size[0], size[2])
        w[:, column] = np.bincount(key, weight[kept], cells).reshape(size[0], size[2])
        w2[:, column] = np.bincount(key, squared[kept], cells).reshape(size[0], size[2])
    return CodeCounts(answers.columns, answers.labels, n, w, w2)


def count_asked(codes: Codes, segment: Codes, segments: int) -> Floats:
    """Count who was shown each column, per segment; shape (segments, columns)."""
    member = segment >= 0
    shown = [np.bincount(segment[member & (column != BLANK)], minlength=segments) for column in codes.T]
    return np.array(shown, dtype=np.float64).T
