"""Which segment each respondent belongs to."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import LoadError, SegmentError, UnseenAnswerWarning
from gapkit.loading.cells import Faces, faces
from gapkit.loading.table import Table
from gapkit.responses import BLANK, Exclusion, SegmentCodes
from gapkit.survey import Segment, Side
from gapkit.survey.text import clean_text

MOST_SEGMENTS: Final = 500
"""A segment with more values is none: its column is an id or an open text."""

SHOWN_BLANK: Final = -2
"""Code of a cell that is declared as "no answer", until rows are coded."""


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A segment's codes, and the respondents it leaves out."""

    codes: SegmentCodes
    exclusions: tuple[Exclusion, ...]


def code_segment(segment: Segment, table: Table, side: Side) -> Coded | None:
    """Return the segment of each respondent, or ``None`` where the side does not have it.

    Respondents whose answer is not in ``order``, and those without an answer, belong to no
    segment; both are counted as exclusions. They stay in the side's total.
    """
    name = segment.columns.get(side.id)
    if name is None or name not in table.columns:
        return None
    cells = table.columns[name]
    seen = faces(cells, side.missing)
    gone = seen.matching_any(side.missing) | seen.declared
    values = merged_values(segment, seen)
    labels = tuple(clean_text(str(each)) for each in segment.order or found_order(seen, values, gone))
    if len(labels) > MOST_SEGMENTS:
        raise LoadError.too_many_segments(
            table.source.name, name, segment=segment.id, found=len(labels), limit=MOST_SEGMENTS
        )
    codes = places(segment, seen, values, labels)
    codes[gone] = SHOWN_BLANK
    tell_unseen(segment, table.source.name, name, labels, values, codes, seen.present)
    rows = np.append(codes, np.int16(SHOWN_BLANK))[cells.codes]
    exclusions = tuple(
        Exclusion(side=side.id, reason=reason, count=count)
        for reason, count in (
            (f"{segment.label}: answer not among the segments shown", int((rows == BLANK).sum())),
            (f"{segment.label}: no answer, so in no segment", int((rows == SHOWN_BLANK).sum())),
        )
        if count
    )
    rows[rows == SHOWN_BLANK] = BLANK
    return Coded(SegmentCodes(segment, labels, rows), exclusions)


def tell_unseen(
    segment: Segment,
    file: str,
    column: str,
    labels: tuple[str, ...],
    values: list[str],
    codes: NDArray[np.int16],
    present: NDArray[np.bool_],
) -> None:
    """Raise or warn of answers of ``order`` that nobody gave, where others gave answers it lacks.

    Raises
    ------
    SegmentError
        If one differs from an answer of the data in case or signs only: it is misspelt.
    """
    seen = set(codes[present & (codes >= 0)].tolist())
    absent = [label for place, label in enumerate(labels) if place not in seen]
    left = list(
        dict.fromkeys(clean_text(values[place]) for place in np.flatnonzero(present & (codes == BLANK)))
    )
    if not absent or not left:
        return
    bare = {plain(each): each for each in left}
    misspelt = {label: bare[plain(label)] for label in absent if plain(label) in bare}
    if misspelt:
        raise SegmentError.misspelt(file, column, segment=segment.id, found=misspelt)
    near = [near for label in absent for near in get_close_matches(label, left, n=1)]
    told = list(dict.fromkeys(near)) or left
    warnings.warn(UnseenAnswerWarning.in_order(segment.id, column, absent, told), stacklevel=2)


def plain(text: str) -> str:
    """Return a text by its letters and digits alone.

    Examples
    --------
    >>> plain("25 – 34") == plain("25-34")
    True
    """
    return "".join(each for each in text.casefold() if each.isalnum())


def merged_values(segment: Segment, seen: Faces) -> list[str]:
    """Return the name of each different cell, its merged one where the survey file merges it."""
    values = [label or text for text, label in zip(seen.texts, seen.labels, strict=True)]
    for name, answers in segment.merge.items():
        for place in np.flatnonzero(seen.matching_any(answers)):
            values[place] = name
    return values


def found_order(seen: Faces, values: list[str], gone: NDArray[np.bool_]) -> list[str]:
    """Return every value that is there, by number where all are numbers, else by name."""
    there = [
        (number, value)
        for number, value, present, no_answer in zip(
            seen.numbers.tolist(), values, seen.present, gone, strict=True
        )
        if present and not no_answer
    ]
    by_number = not any(np.isnan(number) for number, _ in there)
    there.sort(key=lambda pair: (pair[0] if by_number else 0.0, pair[1]))
    return list(dict.fromkeys(value for _, value in there))


def places(segment: Segment, seen: Faces, values: list[str], labels: tuple[str, ...]) -> NDArray[np.int16]:
    """Return the place of each different cell among the labels, or ``BLANK``."""
    codes = np.full(len(values), BLANK, np.int16)
    if not segment.order:
        place_of = {label: place for place, label in enumerate(labels)}
        codes[:] = [place_of.get(clean_text(value), BLANK) for value in values]
        return codes
    merged = np.array([value in segment.merge for value in values], bool)
    for place, answer in enumerate(segment.order):
        by_name = np.array([value == answer for value in values], bool)
        codes[(by_name & merged) | (seen.matching(answer) & ~merged)] = place
    return codes
