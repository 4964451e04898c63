"""The rows of an order: one item's place on both sides, one agreement per question."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isnan

from gapkit.display import number_text
from gapkit.options import Comparable, Status


@dataclass(frozen=True, slots=True)
class Ranking:
    """One item's place on both sides.

    Attributes
    ----------
    value_side, value_reference : float
        What is ranked, in the measure's units; NaN where ``status`` forbids it.
    rank_side, rank_reference : float
        1 + items strictly above, among the items that both sides rank; NaN for an item that does
        not rank. Infinite means "last", as published.
    rank_low_side, rank_high_side : float
        Best and worst rank that the sample cannot rule out (the reference's likewise); the sets of
        all items of a side hold together at ``conf_level``. NaN where the covariance is unknown.
    tied_side, tied_reference : tuple of str
        Items whose order against this one is undecided on that side.
    top_chance_side, top_chance_reference : float
        Share of resamples with the item among the top ``k``: how stable the sample is, no
        confidence statement.
    shift, shift_low, shift_high : float
        Rank on the side minus rank on the reference; negative is nearer the top on the side. The
        limits of all items hold together at ``conf_level``.
    moved : bool
        Whether 0 is outside the limits of the shift.
    flags : tuple of str
        Those of the gap; ``no_covariance`` where a side's figures are published.
    """

    survey: str
    question: str
    item: str
    label: str
    comparable: Comparable
    measure: str
    segment_by: str
    segment: str
    wave: str
    side: str
    reference: str
    value_side: float
    value_reference: float
    rank_side: float
    rank_low_side: float
    rank_high_side: float
    tied_side: tuple[str, ...]
    top_chance_side: float
    rank_reference: float
    rank_low_reference: float
    rank_high_reference: float
    tied_reference: tuple[str, ...]
    top_chance_reference: float
    shift: float
    shift_low: float
    shift_high: float
    moved: bool
    k: int
    conf_level: float
    status: Status
    flags: tuple[str, ...]

    @property
    def shift_text(self) -> str:
        """Shift in words, ``up`` being nearer the top on the side; empty where there is none."""
        if isnan(self.shift):
            return ""
        size = number_text(abs(self.shift), 0)
        words = f"{'up' if self.shift < 0 else 'down'} {size}" if self.shift else "same place"
        if isnan(self.shift_low):
            return words
        if self.shift_low == self.shift_high:
            return f"{words} (surely)"
        return f"{words} (between {places_text(self.shift_high)} and {places_text(self.shift_low)})"


def places_text(shift: float) -> str:
    """Return a limit of a shift as places up or down.

    Examples
    --------
    >>> places_text(-2.0), places_text(1.0), places_text(0.0)
    ('2 up', '1 down', 'the same place')
    """
    if not shift:
        return "the same place"
    return f"{number_text(abs(shift), 0)} {'up' if shift < 0 else 'down'}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far both sides put the items of a question in the same order.

    Attributes
    ----------
    label : str
        Of the question.
    items : int
        Items that both sides rank.
    tau, tau_low, tau_high : float
        Kendall's tau-b of the sample, -1 to 1, and its limits: what the undecided pairs leave open.
    overlap, overlap_low, overlap_high : float
        Items that both sides have among their top ``k``, and the limits of that count.
    k : int
        Places counted as the top; never more than ``items``.
    """

    survey: str
    question: str
    label: str
    measure: str
    segment_by: str
    segment: str
    wave: str
    side: str
    reference: str
    items: int
    tau: float
    tau_low: float
    tau_high: float
    overlap: float
    overlap_low: float
    overlap_high: float
    k: int
    conf_level: float
    status: Status
    flags: tuple[str, ...]


COLUMNS = tuple(each.name for each in fields(Ranking))
"""The columns of ``Rankings.to_frame()``: always all of them, in this order."""

AGREEMENT_COLUMNS = tuple(each.name for each in fields(Agreement))
"""The columns of ``Rankings.agreement_frame()``."""
