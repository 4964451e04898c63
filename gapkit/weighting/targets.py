"""Known shares of a population, set beside the segments of one side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import DesignError, OptionError
from gapkit.responses import Responses, SegmentCodes

Targets: TypeAlias = "Mapping[str, Mapping[str, float]]"
"""Share of the population (0 to 1) by answer, by segment."""

ROUNDING = 1e-6
"""Distance from 1 that the shares of one segment may sum to."""


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """One segment's respondents and targets.

    Attributes
    ----------
    codes : int array, shape (respondents,)
        Place of each respondent's answer among the targets.
    shares : float array
        Target of each answer; they sum to 1.
    """

    codes: NDArray[np.intp]
    shares: NDArray[np.float64]


def read_targets(responses: Responses, targets: Targets) -> list[Margin]:
    """Set every segment's targets beside the respondents.

    Raises
    ------
    OptionError
        If a segment or an answer is unknown, or shares do not sum to 1.
    DesignError
        If respondents have no answer among the targets.
    """
    if not targets:
        raise OptionError.outside("targets", "none", "shares of one segment or more")
    return [read_margin(responses, segment, shares) for segment, shares in targets.items()]


def read_margin(responses: Responses, segment: str, shares: Mapping[str, float]) -> Margin:
    """Set one segment's targets beside the respondents."""
    answers = _segment(responses, segment)
    labels = _labels(answers)
    for label in shares:
        if str(label) not in labels:
            raise OptionError.not_one_of(f"targets.{segment}", label, labels)
    place = {str(label): number for number, label in enumerate(shares)}
    table = np.array([place.get(label, -1) for label in labels] + [-1], dtype=np.intp)
    found = table[answers.codes]
    if (found < 0).any():
        raise DesignError.outside_targets(segment, int((found < 0).sum()))
    return Margin(found, check_shares(f"targets.{segment}", list(shares.values())))


def read_cells(
    responses: Responses, segments: Sequence[str], cells: Mapping[tuple[str, ...], float]
) -> Margin:
    """Set the targets of crossed segments beside the respondents.

    Raises
    ------
    OptionError
        If a segment is unknown, a cell names none of its answers, or shares do not sum to 1.
    DesignError
        If respondents are in no cell.
    """
    answers = [_segment(responses, segment) for segment in segments]
    for cell in cells:
        for segment, label, answer in zip(segments, cell, answers, strict=True):
            if str(label) not in _labels(answer):
                raise OptionError.not_one_of(f"cells.{segment}", label, _labels(answer))
    place = {tuple(map(str, cell)): number for number, cell in enumerate(cells)}
    named = [np.array([*_labels(each), ""], dtype=object)[each.codes] for each in answers]
    found = np.array([place.get(row, -1) for row in zip(*named, strict=True)], dtype=np.intp)
    if (found < 0).any():
        raise DesignError.outside_targets(" x ".join(segments), int((found < 0).sum()))
    return Margin(found, check_shares("cells", list(cells.values())))


def check_shares(name: str, shares: Sequence[float]) -> NDArray[np.float64]:
    """Return shares that sum to exactly 1; raise ``OptionError`` if they do not nearly."""
    values = np.asarray(shares, dtype=np.float64)
    if not ((values >= 0) & np.isfinite(values)).all() or abs(values.sum() - 1) > ROUNDING:
        hint = "shares run 0 to 1: 0.21, not 21."
        raise OptionError.outside(name, f"a sum of {values.sum():g}", "shares that sum to 1", hint=hint)
    return np.asarray(values / values.sum())


def _segment(responses: Responses, segment: str) -> SegmentCodes:
    if segment not in responses.segments:
        raise OptionError.not_one_of("targets", segment, tuple(responses.segments))
    return responses.segments[segment]


def _labels(answers: SegmentCodes) -> tuple[str, ...]:
    return tuple(str(label) for label in answers.labels)
