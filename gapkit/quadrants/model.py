"""The quarter of every item as a result: the rows, and what holds them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isnan
from typing import TYPE_CHECKING, Literal

from gapkit.display import DASH, html_table, status_text, value_text
from gapkit.options import Status
from gapkit.respondents import Result
from gapkit.survey import TOTAL
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd

Quadrant = Literal["concentrate_here", "keep_up", "low_priority", "possible_overkill", "undecided", ""]


@dataclass(frozen=True, slots=True)
class Priority:
    """One item between two cross-hairs.

    Attributes
    ----------
    item, label : str
        As in the question of importance.
    importance, performance : float
        Values in the units of their measures (shares 0 to 1).
    importance_low, importance_high, performance_low, performance_high : float
        Intervals of each value against its line, laid about the value: the item is surely on one side
        exactly where the line is outside. All items and both lines hold together at ``conf_level``.
    importance_line, performance_line : float
        The cross-hairs.
    cross : str
        The rule they follow: ``median``, ``mean``, ``midpoint`` or ``given``.
    quadrant : str
        ``concentrate_here`` (important, performs low), ``keep_up`` (important, performs high),
        ``low_priority`` (neither), ``possible_overkill`` (performs high, not important); ``undecided``
        where an interval crosses a line; empty where there is none.
    nominal : str
        The quarter of the values as they are, whatever the intervals say.
    """

    survey: str
    item: str
    label: str
    importance_question: str
    importance_side: str
    importance_measure: str
    performance_question: str
    performance_side: str
    performance_measure: str
    segment_by: str
    segment: str
    wave: str
    importance: float
    importance_low: float
    importance_high: float
    importance_line: float
    performance: float
    performance_low: float
    performance_high: float
    performance_line: float
    cross: str
    quadrant: Quadrant
    nominal: Quadrant
    conf_level: float
    family_size: int
    importance_base: float
    performance_base: float
    status: Status
    flags: tuple[str, ...]


COLUMNS = tuple(each.name for each in fields(Priority))
"""The columns of ``Priorities.to_frame()``."""

HEAD = ("Item", "Segment", "Importance", "Line", "Performance", "Line", "Quarter", "")
"""Columns of the notebook table."""


@dataclass(frozen=True, slots=True, eq=False)
class Priorities(Result[Priority]):
    """Every item's quarter."""

    def __getitem__(self, key: str | tuple[str, str]) -> Priority:
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
        sure = sum(row.quadrant not in ("undecided", "") for row in self.rows)
        return f"<Priorities of {self.survey.title!r}: {len(self)} items, {sure} surely in their quarter>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HEAD, [_html_row(row) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, segment and wave: see ``COLUMNS``."""
        return frame(self.rows, Priority)


def _html_row(row: Priority) -> tuple[str, ...]:
    """Return one item as the cells of a notebook table."""
    words = row.quadrant.replace("_", " ")
    if row.quadrant == "undecided":
        words = f"undecided ({row.nominal.replace('_', ' ')}?)"
    return (
        row.label,
        row.segment,
        DASH if isnan(row.importance) else value_text(row.importance, row.importance_measure),
        f"{value_text(row.importance_line, row.importance_measure)} ({row.cross})",
        DASH if isnan(row.performance) else value_text(row.performance, row.performance_measure),
        f"{value_text(row.performance_line, row.performance_measure)} ({row.cross})",
        words or DASH,
        status_text(row.status),
    )
