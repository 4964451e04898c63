"""How a side's answers are spread over the answer codes of a question: shares of the weighted base."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gapkit.responses import Responses
from gapkit.tallies import Tally
from gapkit.tallies.low_bases import FEW, FEW_OF
from gapkit.tallies.model import Floats, SideTally

FEW_WORDS = f"fewer than {FEW} people gave some answer"
"""In place of answers on a side whose respondents might be recognised."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The answers of one side to one item.

    Attributes
    ----------
    shares : tuple of float
        One per point of the scale, low to high; they add up to 1 with ``off_scale``.
    labels : tuple of str
        What the survey calls the points.
    off_scale : float
        Share of answers such as "not applicable".
    """

    shares: tuple[float, ...]
    labels: tuple[str, ...]
    off_scale: float

    @property
    def half(self) -> int:
        """How many points lie on each side of the middle."""
        return len(self.shares) // 2

    @property
    def low(self) -> float:
        """Share of the lower half."""
        return sum(self.shares[: self.half])

    @property
    def high(self) -> float:
        """Share of the upper half."""
        return sum(self.shares[len(self.shares) - self.half :])

    @property
    def middle(self) -> float | None:
        """Share of the middle point; ``None`` where there is none."""
        return self.shares[self.half] if len(self.shares) % 2 else None


def spread_of(tally: Tally, question: str, item: str, side: str, segment: str) -> Spread | None:
    """Return how a side's answers to an item are spread; ``None`` where nobody counted or may see them."""
    part = tally.part(question, side)
    points = 0 if part is None else _points(part)
    if part is None or part.counts is None or item not in part.counts.columns or points == 0:
        return None
    if is_sensitive(tally, side) and gives_away(
        part.counts.n[part.place(segment), part.counts.columns.index(item)]
    ):
        return None
    weights = part.counts.w[part.place(segment), part.counts.columns.index(item)]
    total = float(weights.sum())
    if not total > 0:
        return None
    shares = np.asarray(weights / total, dtype=np.float64)
    return Spread(
        tuple(float(each) for each in shares[:points]),
        part.counts.labels[:points],
        float(shares[points:].sum()),
    )


def is_sensitive(tally: Tally, side: str) -> bool:
    """Return whether the respondents of a side (or of a role of it) might be recognised."""
    people = tally.study.sides.get(tally.study.survey.sides[side].home)
    return isinstance(people, Responses) and people.sensitive


def gives_away(counts: Floats) -> bool:
    """Return whether an answer stands for one to four people of a small group."""
    return bool(counts.sum() < FEW_OF and ((counts > 0) & (counts < FEW)).any())


def _points(part: SideTally) -> int:
    """Return how many points the scale has on a side; 0 for other formats."""
    scale = part.question.scale.get(part.side.id)
    return 0 if scale is None else len(scale.points)
