"""Kano's categories of every item, as a result."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import DASH, count_text, html_table, number_text, percent_text, status_text
from gapkit.options import Comparable, Status
from gapkit.respondents import Result
from gapkit.survey import TOTAL
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class KanoItem:
    """One item: what it is to most respondents, and what having or lacking it does.

    Attributes
    ----------
    category : str
        ``attractive``, ``one_dimensional``, ``must_be``, ``indifferent``, ``reverse`` or
        ``questionable``, where it is surely the most frequent; ``undecided`` where another may be; empty
        where it may not be told.
    leading : tuple of str
        The categories that may be the most frequent.
    better, better_low, better_high : float
        Share of attractive and one-dimensional among the four regular categories: what having it gains.
    worse, worse_low, worse_high : float
        Minus the share of one-dimensional and must-be among them: what lacking it costs, −1 to 0.
    base, effective_base : float
        Respondents who answered both questions.
    regular_base : float
        Those of them in the four regular categories.
    """

    survey: str
    question: str
    item: str
    label: str
    comparable: Comparable
    segment_by: str
    segment: str
    wave: str
    functional: str
    dysfunctional: str
    category: str
    leading: tuple[str, ...]
    better: float
    better_low: float
    better_high: float
    worse: float
    worse_low: float
    worse_high: float
    conf_level: float
    base: float
    effective_base: float
    regular_base: float
    status: Status
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KanoShare:
    """How often one item falls into one category.

    Attributes
    ----------
    share, ci_low, ci_high : float
        Weighted, with Goodman's interval: all six of an item hold together.
    count : float
        Respondents, unweighted.
    """

    survey: str
    question: str
    item: str
    segment: str
    wave: str
    category: str
    share: float
    ci_low: float
    ci_high: float
    conf_level: float
    count: float


KANO_COLUMNS = tuple(each.name for each in fields(KanoItem))
"""The columns of ``Kanos.to_frame()``."""

KANO_SHARE_COLUMNS = tuple(each.name for each in fields(KanoShare))
"""The columns of ``Kanos.share_frame()``."""

HEAD = ("Item", "Segment", "Category", "Better", "Worse", "Base", "")
"""Columns of the notebook table."""


@dataclass(frozen=True, slots=True, eq=False)
class Kanos(Result[KanoItem]):
    """Kano's categories, item by item.

    Attributes
    ----------
    shares : tuple of KanoShare
        Six per row.
    """

    shares: tuple[KanoShare, ...]

    def __getitem__(self, key: str | tuple[str, str]) -> KanoItem:
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
        return f"<Kanos of {self.survey.title!r}: {len(self)} items>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HEAD, [_html_row(row) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item and segment: see ``KANO_COLUMNS``."""
        told = frame(self.rows, KanoItem)
        told["leading"] = [",".join(names) for names in told["leading"]]
        return told

    def share_frame(self) -> pd.DataFrame:
        """Return one row per item, segment and category: see ``KANO_SHARE_COLUMNS``."""
        import pandas as pd

        return pd.DataFrame([asdict(each) for each in self.shares], columns=list(KANO_SHARE_COLUMNS))


def _html_row(row: KanoItem) -> tuple[str, ...]:
    """Return one item as the cells of a notebook table."""
    words = row.category.replace("_", "-")
    if row.category == "undecided":
        words = f"undecided: {' or '.join(each.replace('_', '-') for each in row.leading)}"
    return (
        row.label,
        row.segment,
        words or DASH,
        DASH if isnan(row.better) else percent_text(round(row.better, 2)),
        DASH if isnan(row.worse) else number_text(100 * row.worse, 0) + "%",
        count_text(row.base),
        status_text(row.status),
    )
