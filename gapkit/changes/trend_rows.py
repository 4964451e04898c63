"""The trend of every gap over the waves, as a result."""

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
class WaveTrend:
    """The straight line through one item's gaps over the waves.

    Attributes
    ----------
    waves : int
        Waves with a gap that the line goes through; three at least.
    first_wave, last_wave : str
        The first and last of them; empty without a line.
    first_gap, last_gap : float
        The gaps there.
    slope : float
        Change of the gap per step of time (per wave, unless times were given), in the measure's units.
    se, df, ci_low, ci_high, p_value : float
        Of this slope alone.
    p_adjusted : float
        Corrected over the ``family_size`` items of the question, pair of sides and segment.
    flags : tuple of str
        Doubts of the gaps; ``no_covariance`` where a published side's waves are taken as independent.
    """

    survey: str
    question: str
    item: str
    label: str
    comparable: Comparable
    measure: str
    segment_by: str
    segment: str
    side: str
    reference: str
    waves: int
    first_wave: str
    last_wave: str
    first_gap: float
    last_gap: float
    slope: float
    se: float
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
        """Interval of this slope alone."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)

    @property
    def flagged(self) -> bool:
        """Whether the gap surely has a trend, all items of the family together."""
        return self.p_adjusted < 1 - self.conf_level


TREND_COLUMNS = tuple(each.name for each in fields(WaveTrend))
"""The columns of ``WaveTrends.to_frame()``."""

HEAD = (
    "Question",
    "Item",
    "Segment",
    "First",
    "Gap",
    "Last",
    "Gap",
    "Per step",
    "Interval",
    "p, adjusted",
    "",
)
"""Columns of the notebook table."""


@dataclass(frozen=True, slots=True, eq=False)
class WaveTrends(OfGaps[WaveTrend]):
    """The trend of every gap over the waves.

    Attributes
    ----------
    gaps : Gaps
        What was looked at.
    rows : tuple of WaveTrend
        One per question, pair of sides, segment and item.
    times : tuple of float
        Where the waves stand in time.
    """

    times: tuple[float, ...]

    def __getitem__(self, key: str | tuple[str, str]) -> WaveTrend:
        """Return the trend of an item in the total, or ``[item, segment]``.

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one (an item of several questions or sides).
        """
        item, segment = key if isinstance(key, tuple) else (key, TOTAL)
        rows = [row for row in self.rows if (row.item, row.segment) == (item, segment)]
        if not rows:
            raise UnknownItemError.not_in_results(item, "", segment)
        if len(rows) > 1:
            raise UnknownItemError.ambiguous(item, [f"{row.question}, {row.side}" for row in rows])
        return rows[0]

    def __repr__(self) -> str:
        """Return the size in words."""
        flagged = sum(row.flagged for row in self.rows)
        return f"<WaveTrends of {self.survey.title!r}: {len(self)} trends, {flagged} flagged>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HEAD, [_html_row(row, self.survey) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, segment and pair of sides: see ``TREND_COLUMNS``."""
        return frame(self.rows, WaveTrend)


def _html_row(row: WaveTrend, survey: Survey) -> tuple[str, ...]:
    """Return one trend as the cells of a notebook table."""
    return (
        survey.question(row.question).label,
        row.label,
        row.segment,
        row.first_wave,
        gap_text(row.first_gap, row.measure),
        row.last_wave,
        gap_text(row.last_gap, row.measure),
        gap_text(row.slope, row.measure),
        gap_interval_text(row.ci_low, row.ci_high, row.measure),
        p_text(row.p_adjusted),
        status_text(row.status),
    )
