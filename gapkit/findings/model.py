"""The type of a finding: one sentence, the rows it stands on, and how much it matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from gapkit.gaps import Gap

Topic = Literal[
    "flagged",
    "aligned",
    "wave",
    "segment",
    "rank",
    "no_base",
    "order",
    "related",
    "low_base",
    "undecided",
    "not_computed",
    "suppressed",
]
"""What a finding is about, from the surest statement to what could not be said at all: ``rank`` are ranks
that surely differ, ``order`` ranks that are printed or may be the same."""


@dataclass(frozen=True, slots=True)
class RowKey:
    """What names one row of ``Gaps.to_frame()``: its columns of the same names."""

    question: str
    item: str
    segment_by: str
    segment: str
    wave: str
    side: str
    reference: str


def key_of(row: Gap) -> RowKey:
    """Return what names a row."""
    return RowKey(row.question, row.item, row.segment_by, row.segment, row.wave, row.side, row.reference)


def keys_of(rows: Iterable[Gap]) -> tuple[RowKey, ...]:
    """Return what names each of these rows."""
    return tuple(key_of(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about the results, traceable to its rows.

    Attributes
    ----------
    claim : str
        What is said, without a full stop.
    detail : str
        The numbers behind it; empty where the claim holds them all.
    rows : tuple of Gap
        The rows it was made from.
    weight : float
        Orders findings: the larger, the more it matters.
    topic : Topic
        What kind of statement it is.
    """

    claim: str
    detail: str
    rows: tuple[Gap, ...]
    weight: float
    topic: Topic

    @property
    def keys(self) -> tuple[RowKey, ...]:
        """What names the rows in ``Gaps.to_frame()``."""
        return keys_of(self.rows)

    @property
    def text(self) -> str:
        """Return the whole sentence.

        Examples
        --------
        >>> Finding("Marketers underestimate “Deals” by 51 points", "9% against 60%", (), 1.0, "flagged").text
        'Marketers underestimate “Deals” by 51 points (9% against 60%).'
        """
        return self.claim + self.tail

    @property
    def tail(self) -> str:
        """Return what follows the claim: its numbers in brackets, and the full stop."""
        if not self.detail:
            return "."
        return f"; {self.detail}." if self.claim.endswith(")") else f" ({self.detail})."
