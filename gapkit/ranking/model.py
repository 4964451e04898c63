"""The items of every question in order, as one result."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import DASH, html_table, rank_text, status_text, text_rows, value_text
from gapkit.errors import UnknownItemError
from gapkit.groups import place_text
from gapkit.ranking.rows import Agreement, Ranking
from gapkit.results import OfGaps
from gapkit.survey import TOTAL, Survey
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class RankMethod:
    """How the items were ranked.

    Attributes
    ----------
    k : int
        Places that were asked for as the top.
    stepdown : bool
        Whether pairs still undecided were compared again among themselves.
    rank_sets, shift, top_chance : str
        The methods in words.
    """

    conf_level: float
    k: int
    stepdown: bool
    rank_sets: str = "all pairs of items, McNemar's null variance, simultaneous (Mogstad et al. 2024)"
    shift: str = "projection of both sides' rank sets"
    top_chance: str = "16,384 fixed points of the estimates' normal distribution"


@dataclass(frozen=True, slots=True, eq=False)
class Rankings(OfGaps[Ranking]):
    """The items of every question in order, on both sides.

    Attributes
    ----------
    gaps : Gaps
        What was ranked.
    rows : tuple of Ranking
        In the order of the gaps.
    agreements : tuple of Agreement
        One per question, pair of sides and segment.
    method : RankMethod
        How it was computed.
    """

    agreements: tuple[Agreement, ...]
    method: RankMethod

    def __getitem__(self, key: str | tuple[str, ...]) -> Rankings | Ranking:
        """Return the part with this item, or the one row of this item in this segment (and wave).

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one (an item of several questions, sides or waves).
        """
        if isinstance(key, str):
            return self._kept(self.rows_of(item=key), key, TOTAL)
        rows = self.rows_of(**dict(zip(("item", "segment", "wave"), key, strict=False)))
        if len(rows) > 1:
            raise UnknownItemError.ambiguous(
                key[0], [place_text(row.question, row.side, row.wave) for row in rows]
            )
        return self._kept(rows, key[0], key[1]).rows[0]

    def _kept(self, rows: tuple[Ranking, ...], item: str, segment: str) -> Rankings:
        """Return the rows with the agreements they stand in, or say what is not there."""
        if not rows:
            raise UnknownItemError.not_in_results(item, "", segment)
        places = {_place(row) for row in rows}
        agreements = tuple(each for each in self.agreements if _place(each) in places)
        return Rankings(self.gaps, rows, agreements, self.method)

    def __repr__(self) -> str:
        """Return the size in words."""
        by = f" by {self.gaps.by}" if self.gaps.by else ""
        moved = sum(row.moved for row in self.rows)
        return f"<Rankings of {self.survey.title!r}{by}: {len(self)} items, {moved} moved>"

    def __str__(self) -> str:
        """Return the first rows as a table of text."""
        return text_rows(self.survey.title, HTML_HEAD, [_html_row(row, self.survey) for row in self.rows])

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HTML_HEAD, [_html_row(row, self.survey) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, segment and pair of sides: see ``COLUMNS``."""
        told = frame(self.rows, Ranking)
        for name in ("tied_side", "tied_reference"):
            told[name] = [",".join(items) for items in told[name]]
        return told

    def agreement_frame(self) -> pd.DataFrame:
        """Return one row per question, segment and pair of sides: see ``AGREEMENT_COLUMNS``."""
        return frame(self.agreements, Agreement)


HTML_HEAD = ("Question", "Item", "Segment", "Side", "Rank", "Reference", "Rank", "Shift")
"""Columns of the notebook table."""


def _place(each: Ranking | Agreement) -> tuple[str, ...]:
    """Return which list a row stands in."""
    return (each.question, each.side, each.reference, each.wave, each.segment)


def _html_row(row: Ranking, survey: Survey) -> tuple[str, ...]:
    """Return one item as the cells of a notebook table."""
    return (
        survey.question(row.question).label,
        row.label,
        row.segment,
        f"{survey.sides[row.side].label} {value_text(row.value_side, row.measure)}",
        set_text(row.rank_side, row.rank_low_side, row.rank_high_side),
        f"{survey.sides[row.reference].label} {value_text(row.value_reference, row.measure)}",
        set_text(row.rank_reference, row.rank_low_reference, row.rank_high_reference),
        row.shift_text or status_text(row.status),
    )


def set_text(rank: float, low: float, high: float) -> str:
    """Return a rank with its rank set; a dash for none.

    Examples
    --------
    >>> set_text(3.0, 2.0, 5.0), set_text(1.0, 1.0, 1.0), set_text(2.0, float("nan"), float("nan"))
    ('3 (2–5)', '1 (1)', '2')
    """
    if isnan(rank) or isnan(low):
        return rank_text(rank)
    ends = rank_text(low) if low == high else f"{rank_text(low)}{DASH}{rank_text(high)}"
    return f"{rank_text(rank)} ({ends})"
