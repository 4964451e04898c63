"""Shares of respondents for whom it was better, as expected or worse, as a result."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import DASH, count_text, html_table, interval_text, status_text, value_text
from gapkit.options import Comparable, Status
from gapkit.respondents import Result
from gapkit.survey import TOTAL
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Disconfirmation:
    """One item: what the same respondents say in one role against another.

    Attributes
    ----------
    side, reference : str
        The role (experience) and the reference role (expectation) of the same respondents.
    better, as_expected, worse : float
        Share who answered higher, alike and lower than in the reference role; they sum to 1.
    better_low, better_high, … : float
        Goodman's intervals: all three hold together at ``conf_level``.
    net, net_low, net_high : float
        Better minus worse, with its own interval.
    p_value, p_adjusted : float
        Of better and worse being equally frequent; corrected (Holm) over the items of the question.
    base, effective_base : float
        Respondents who answered in both roles.
    """

    survey: str
    question: str
    item: str
    label: str
    comparable: Comparable
    segment_by: str
    segment: str
    wave: str
    side: str
    reference: str
    better: float
    better_low: float
    better_high: float
    as_expected: float
    as_expected_low: float
    as_expected_high: float
    worse: float
    worse_low: float
    worse_high: float
    net: float
    net_low: float
    net_high: float
    p_value: float
    p_adjusted: float
    conf_level: float
    base: float
    effective_base: float
    status: Status
    flags: tuple[str, ...]


COLUMNS = tuple(each.name for each in fields(Disconfirmation))
"""The columns of ``Disconfirmations.to_frame()``."""

HEAD = ("Question", "Item", "Segment", "Better", "", "As expected", "", "Worse", "", "Base", "")
"""Columns of the notebook table."""


@dataclass(frozen=True, slots=True, eq=False)
class Disconfirmations(Result[Disconfirmation]):
    """Better, as expected or worse, item by item."""

    def __getitem__(self, key: str | tuple[str, str]) -> Disconfirmation:
        """Return the row of an item in the total, or ``[item, segment]``.

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one.
        """
        item, segment = key if isinstance(key, tuple) else (key, TOTAL)
        return self.one(item, item=item, segment=segment)

    def __repr__(self) -> str:
        """Return the size in words."""
        return f"<Disconfirmations of {self.survey.title!r}: {len(self)} items>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HEAD, [_html_row(row, self) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, segment and pair of roles: see ``COLUMNS``."""
        return frame(self.rows, Disconfirmation)


def _html_row(row: Disconfirmation, result: Disconfirmations) -> tuple[str, ...]:
    """Return one item as the cells of a notebook table."""
    cells = [
        (getattr(row, name), getattr(row, f"{name}_low"), getattr(row, f"{name}_high"))
        for name in ("better", "as_expected", "worse")
    ]
    shares = [
        text
        for value, low, high in cells
        for text in (DASH if isnan(value) else value_text(value, "share"), interval_text(low, high, "share"))
    ]
    return (
        result.survey.question(row.question).label,
        row.label,
        row.segment,
        *shares,
        count_text(row.base),
        status_text(row.status),
    )
