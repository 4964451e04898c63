"""The gaps of one question, pair of sides, wave and segment, beside the arrays they were made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gapkit.gaps import Gap, Gaps
from gapkit.options import Status, check_kind
from gapkit.survey import Question, Survey
from gapkit.tallies import SideTally

Floats = NDArray[np.float64]

NO_COVARIANCE = "no_covariance"
"""Flag: how a side's items vary together is unknown, so what would need it is missing."""

COUNTED: tuple[Status, ...] = ("ok", "low_base", "no_spread")
"""Statuses of gaps with a known base on both sides."""

NOT_COUNTED: tuple[Status, ...] = (
    "no_base",
    "margins_only",
    "no_answers",
    "masked",
    "suppressed",
    "rank_only",
    "words_only",
    "one_sided",
)
"""The other statuses, from the one that is nearest to a number."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Gaps of one question, pair of sides, wave and segment.

    Attributes
    ----------
    rows : tuple of Gap
        Sorted by item id, so that the order in the survey file changes no number.
    side, reference : SideTally
        The two sides; one that stands with its total serves every segment.
    places : intp array, shape (rows,)
        Place of each row's item among the question's.
    as_printed : intp array, shape (rows,)
        The rows in the order of the gaps.
    """

    rows: tuple[Gap, ...]
    side: SideTally
    reference: SideTally
    places: NDArray[np.intp]
    as_printed: NDArray[np.intp]

    def numbers(self, part: SideTally, name: str) -> Floats:
        """Return one number of each row's item on one side."""
        array: Floats = getattr(part, name)
        return np.asarray(array[part.place(self.rows[0].segment), self.places])

    def covariance(self, part: SideTally) -> Floats | None:
        """Return the covariance of the rows' items on one side, or nothing where it is unknown."""
        if part.covariance is None:
            return None
        cells = part.place(self.rows[0].segment) * len(part.items) + self.places
        return part.covariance[np.ix_(cells, cells)]

    def heading(self, survey: Survey) -> dict[str, Any]:
        """Return what all rows of the group have in common, under the names of the columns."""
        first = self.rows[0]
        return {
            "survey": survey.title,
            "question": first.question,
            "measure": first.measure,
            "segment_by": first.segment_by,
            "segment": first.segment,
            "wave": first.wave,
            "side": first.side,
            "reference": first.reference,
            "conf_level": first.conf_level,
        }


def two_samples(gaps: Gaps) -> Gaps:
    """Return the gaps between two independent samples: those of roles and dyads have other methods."""
    check_kind("gaps", gaps, Gaps, "gaps: `gk.gap(study)` returns them")
    return Gaps(gaps.tally, tuple(row for row in gaps if not row.dependent), gaps.method)


def groups(gaps: Gaps) -> tuple[Group, ...]:
    """Lay gaps out by question, pair of sides, wave and segment, in their own order.

    Only items that are among the gaps take part: a part of them is looked at by itself.
    """
    together: dict[tuple[str, ...], list[Gap]] = {}
    for row in gaps:
        key = (row.question, row.side, row.reference, row.wave, row.segment)
        together.setdefault(key, []).append(row)
    return tuple(_group(gaps, rows) for rows in together.values())


def _group(gaps: Gaps, rows: list[Gap]) -> Group:
    """Sort one group's rows by id and find their sides."""
    ordered = sorted(rows, key=lambda row: row.item)
    place_of = {row.item: place for place, row in enumerate(ordered)}
    side, reference = (side_of(gaps, rows[0], name) for name in (rows[0].side, rows[0].reference))
    return Group(
        rows=tuple(ordered),
        side=side,
        reference=reference,
        places=np.array([side.items.index(row.item) for row in ordered], dtype=np.intp),
        as_printed=np.array([place_of[row.item] for row in rows], dtype=np.intp),
    )


def side_of(gaps: Gaps, row: Gap, side: str) -> SideTally:
    """Return the tally of one side of a row: gaps are made of tallies, so it is there."""
    wanted = (row.question, side, row.wave)
    return next(part for part in gaps.tally.parts if (part.question.id, part.side.id, part.wave) == wanted)


def largest_gap(side: SideTally) -> float:
    """Return the largest gap that the measure of a question allows; infinite where nobody can say."""
    if side.measure.is_share:
        return 1.0
    if side.measure.in_points:
        return 2.0
    question = side.question
    if question.format in ("rank", "points", "number"):
        return _largest_number(question)
    if question.match == "rescale":
        return 100.0
    ends = [end for scale in side.question.scale.values() for end in (scale.points[0], scale.points[-1])]
    numbers = [float(end) for end in ends if not isinstance(end, str)]
    return max(numbers) - min(numbers) if len(numbers) == len(ends) > 0 else inf


def _largest_number(question: Question) -> float:
    """Return the largest gap of numbers: places, points, or what the limits leave."""
    if question.format == "rank":
        return float(len(question.items) - 1)
    if question.format == "points":
        return question.total
    return inf if question.limits is None else question.limits[1] - question.limits[0]


def status_of(rows: Iterable[Gap]) -> Status:
    """Return the status of numbers made from several gaps.

    ``low_base`` where any gap that counts has a low base; where none counts, the status that is
    nearest to a number.
    """
    found = {row.status for row in rows}
    if found & set(COUNTED):
        return "low_base" if "low_base" in found else "ok"
    return min(found, key=NOT_COUNTED.index)


def place_text(*names: str) -> str:
    """Return where a row stands, to tell it from another of the same name.

    Examples
    --------
    >>> place_text("why_like", "marketer", "")
    'why_like, marketer'
    """
    return ", ".join(filter(None, names))


def doubts_of(rows: Iterable[Gap]) -> tuple[str, ...]:
    """Return the flags about bases and origin that any of the rows has, each once."""
    kept = ("small_base", "denoted", "synthetic")
    found = {flag for row in rows for flag in row.flags}
    return tuple(flag for flag in kept if flag in found)
