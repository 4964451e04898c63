"""The change of every gap between two waves, as a result."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from gapkit.display import gap_interval_text, gap_text, html_table, p_text, status_text
from gapkit.errors import UnknownItemError
from gapkit.options import Comparable, Status
from gapkit.results import OfGaps
from gapkit.stats import Interval
from gapkit.survey import TOTAL, Survey
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class WaveChange:
    """One item's gap in a wave minus its gap in the wave before.

    Attributes
    ----------
    wave, before : str
        The wave, and the one before it.
    gap, gap_before : float
        The two gaps, side minus reference.
    change : float
        Gap minus gap before; positive: the side moved up against the reference.
    correlation : float
        Of the two gaps' estimates, as the interval used it; 0 where the waves share nobody.
    df : float
        Degrees of freedom, infinite for the normal.
    ci_low, ci_high, p_value : float
        Of this change alone.
    p_adjusted : float
        Corrected over the ``family_size`` items of the question, pair of sides, segment and wave.
    flags : tuple of str
        Doubts of either gap; ``no_covariance`` where a published side's waves are taken as independent.
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
    before: str
    side: str
    reference: str
    gap: float
    gap_before: float
    change: float
    correlation: float
    df: float
    ci_low: float
    ci_high: float
    conf_level: float
    p_value: float
    p_adjusted: float
    adjust: str
    family_size: int
    status: Status
    flags: tuple[str, ...]

    @property
    def interval(self) -> Interval:
        """Interval of this change alone."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)

    @property
    def flagged(self) -> bool:
        """Whether the gap surely changed, all items of the family together."""
        return self.p_adjusted < 1 - self.conf_level


COLUMNS = tuple(each.name for each in fields(WaveChange))
"""The columns of ``WaveChanges.to_frame()``: always all of them, in this order."""


@dataclass(frozen=True, slots=True)
class ChangeMethod:
    """How the gaps of two waves were compared.

    Attributes
    ----------
    gap_method : str
        Whose limits are combined: that of the gaps of shares.
    adjust : str
        Correction of p-values: ``holm``, or ``none`` where the gaps have none.
    change, overlap : str
        The methods in words.
    """

    conf_level: float
    gap_method: str
    adjust: str
    change: str = "MOVER on both gaps' limits (shares), Student on the joint variance (means)"
    overlap: str = "correlation of the two gaps over matched people or PSUs; 0 where the waves share nobody"


@dataclass(frozen=True, slots=True, eq=False)
class WaveChanges(OfGaps[WaveChange]):
    """How every gap changes from one wave to the next.

    Attributes
    ----------
    gaps : Gaps
        What was compared.
    rows : tuple of WaveChange
        One per question, pair of sides, wave but the first, segment and item.
    method : ChangeMethod
        How it was computed.
    """

    method: ChangeMethod

    def __getitem__(self, key: str | tuple[str, str] | tuple[str, str, str]) -> WaveChanges | WaveChange:
        """Return the part with this item, or its change ``[item, segment]`` or ``[item, segment, wave]``.

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one (an item of several questions, sides or waves).
        """
        if isinstance(key, str):
            part = tuple(row for row in self.rows if row.item == key)
            if not part:
                raise UnknownItemError.not_in_results(key, "", TOTAL)
            return WaveChanges(self.gaps, part, self.method)
        rows = [row for row in self.rows if (row.item, row.segment, row.wave)[: len(key)] == key]
        if not rows:
            raise UnknownItemError.not_in_results(key[0], "", key[1])
        if len(rows) > 1:
            names = [f"{row.question}, {row.side}, {row.wave}" for row in rows]
            raise UnknownItemError.ambiguous(key[0], names, waves=True)
        return rows[0]

    def __repr__(self) -> str:
        """Return the size in words."""
        by = f" by {self.gaps.by}" if self.gaps.by else ""
        flagged = sum(row.flagged for row in self.rows)
        return f"<WaveChanges of {self.survey.title!r}{by}: {len(self)} changes, {flagged} flagged>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HTML_HEAD, [_html_row(row, self.survey) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, segment, pair of sides and wave but the first: see ``COLUMNS``."""
        return frame(self.rows, WaveChange)


HTML_HEAD = (
    "Question",
    "Item",
    "Segment",
    "Wave",
    "Gap",
    "Before",
    "Gap",
    "Change",
    "Interval",
    "p, adjusted",
    "",
)
"""Columns of the notebook table."""


def _html_row(row: WaveChange, survey: Survey) -> tuple[str, ...]:
    """Return one change as the cells of a notebook table."""
    return (
        survey.question(row.question).label,
        row.label,
        row.segment,
        row.wave,
        gap_text(row.gap, row.measure),
        row.before,
        gap_text(row.gap_before, row.measure),
        gap_text(row.change, row.measure),
        gap_interval_text(row.ci_low, row.ci_high, row.measure),
        p_text(row.p_adjusted),
        status_text(row.status),
    )
