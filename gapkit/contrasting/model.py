"""How the gaps of a study differ between its segments, as one result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.contrasting.rows import Difference, PooledGap, Variation
from gapkit.display import gap_interval_text, gap_text, html_table, p_text, status_text
from gapkit.errors import UnknownItemError
from gapkit.groups import place_text
from gapkit.results import OfGaps
from gapkit.survey import Survey
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ContrastMethod:
    """How the gaps of segments were compared.

    Attributes
    ----------
    gap_method : str
        Whose limits are combined: that of the gaps of shares.
    against : str
        Segment that all others are compared with; empty for every pair.
    adjust : str
        Correction of p-values: ``holm``, or ``none`` where the gaps have none.
    difference, trend, heterogeneity, pooling : str
        The methods in words.
    """

    conf_level: float
    gap_method: str
    against: str
    adjust: str
    difference: str = "MOVER on both gaps' limits; the gap of the two segments where one side is unsplit"
    trend: str = "weighted least squares by effective base; Cochran-Armitage where one side is unsplit"
    heterogeneity: str = "Cochran's Q, scaled to the covariance of the segments"
    pooling: str = "normal hierarchical model, full covariance, flat prior of the spread on a grid"


@dataclass(frozen=True, slots=True, eq=False)
class Contrasts(OfGaps[Difference]):
    """How the gaps of every item differ between segments.

    Attributes
    ----------
    gaps : Gaps
        What was compared.
    rows : tuple of Difference
        One per question, pair of sides, item and pair of segments.
    items : tuple of Variation
        One per question, pair of sides and item.
    pooled : tuple of PooledGap
        One per gap that was compared.
    not_split : tuple of str
        Questions without a row, because neither side has them by segment.
    method : ContrastMethod
        How it was computed.
    """

    items: tuple[Variation, ...]
    pooled: tuple[PooledGap, ...]
    not_split: tuple[str, ...]
    method: ContrastMethod

    def __getitem__(self, key: str | tuple[str, ...]) -> Contrasts | Difference:
        """Return the part with this item, or its difference ``[item, segment, against]`` (and wave).

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one (an item of several questions, sides or waves).
        """
        wanted = (key,) if isinstance(key, str) else key
        rows = tuple(
            row
            for row in self.rows
            if (row.item, row.segment, row.against, row.wave)[: len(wanted)] == wanted
        )
        if not rows:
            raise UnknownItemError.not_in_results(
                wanted[0], "", " against ".join(wanted[1:3]) or self.gaps.by
            )
        if isinstance(key, str):
            items = tuple(each for each in self.items if each.item == key)
            pooled = tuple(each for each in self.pooled if each.item == key)
            return Contrasts(self.gaps, rows, items, pooled, self.not_split, self.method)
        if len(rows) > 1:
            raise UnknownItemError.ambiguous(
                wanted[0], [place_text(row.question, row.side, row.wave) for row in rows]
            )
        return rows[0]

    def __repr__(self) -> str:
        """Return the size in words."""
        flagged = sum(row.flagged for row in self.rows)
        counts = f"{len(self)} differences, {flagged} flagged"
        return f"<Contrasts of {self.survey.title!r} by {self.gaps.by}: {counts}>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HTML_HEAD, [_html_row(row, self.survey) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item and pair of segments: see ``COLUMNS``."""
        return frame(self.rows, Difference)

    def items_frame(self) -> pd.DataFrame:
        """Return one row per item, with trend and heterogeneity: see ``ITEM_COLUMNS``."""
        return frame(self.items, Variation)

    def segments_frame(self) -> pd.DataFrame:
        """Return one row per item and segment, raw gap beside pooled: see ``SEGMENT_COLUMNS``."""
        return frame(self.pooled, PooledGap)


HTML_HEAD = (
    "Question",
    "Item",
    "Segment",
    "Gap",
    "Against",
    "Gap",
    "Difference",
    "Interval",
    "p, adjusted",
    "",
)
"""Columns of the notebook table."""


def _html_row(row: Difference, survey: Survey) -> tuple[str, ...]:
    """Return one difference as the cells of a notebook table."""
    return (
        survey.question(row.question).label,
        row.label,
        row.segment,
        gap_text(row.gap, row.measure),
        row.against,
        gap_text(row.gap_against, row.measure),
        gap_text(row.difference, row.measure),
        gap_interval_text(row.ci_low, row.ci_high, row.measure),
        p_text(row.p_adjusted),
        status_text(row.status),
    )
