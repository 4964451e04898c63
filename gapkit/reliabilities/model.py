"""Reliability of every scale as a result: the rows, and what holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import DASH, count_text, html_table, number_text, status_text
from gapkit.options import Status
from gapkit.respondents import Result
from gapkit.stats import Interval
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Reliability:
    """How reliable the sum of a question's items is on one side (or in one role).

    Attributes
    ----------
    items : int
        Items that the side was asked.
    alpha, ci_low, ci_high : float
        Cronbach's alpha with Feldt's interval.
    alpha_standardised, mean_correlation : float
        Alpha for items of equal spread; mean correlation of two items.
    omega : float
        McDonald's omega of one factor, by maximum likelihood; NaN below three items, or where the model
        has no proper solution.
    omega_hierarchical, omega_total : float
        Schmid and Leiman's, with three group factors; NaN below six items, where many solutions fit.
    base : float
        Respondents with an answer to every item; all count alike.
    flags : tuple of str
        ``weights_not_used`` where the side has weights: reliability is told of the answers as they are.
    """

    survey: str
    question: str
    label: str
    side: str
    wave: str
    items: int
    alpha: float
    ci_low: float
    ci_high: float
    conf_level: float
    alpha_standardised: float
    mean_correlation: float
    omega: float
    omega_hierarchical: float
    omega_total: float
    base: float
    status: Status
    flags: tuple[str, ...]

    @property
    def interval(self) -> Interval:
        """Feldt's interval of alpha."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)


@dataclass(frozen=True, slots=True)
class ItemFit:
    """How one item fits the others of its question.

    Attributes
    ----------
    item_rest : float
        Correlation with the sum of the other items.
    alpha_without : float
        Alpha if the item were dropped; NaN with two items.
    loading : float
        On the one factor of omega, in the units of the answers; NaN where it has no solution.
    """

    survey: str
    question: str
    item: str
    label: str
    side: str
    wave: str
    item_rest: float
    alpha_without: float
    loading: float


COLUMNS = tuple(each.name for each in fields(Reliability))
"""The columns of ``Reliabilities.to_frame()``."""

ITEM_COLUMNS = tuple(each.name for each in fields(ItemFit))
"""The columns of ``Reliabilities.items_frame()``."""

HEAD = ("Question", "Side", "Items", "Alpha", "Interval", "Omega", "Base", "")
"""Columns of the notebook table."""


@dataclass(frozen=True, slots=True, eq=False)
class Reliabilities(Result[Reliability]):
    """Reliability of every question of a study that is a scale of several items.

    Attributes
    ----------
    fits : tuple of ItemFit
        One per item of every row that has an alpha.
    """

    fits: tuple[ItemFit, ...]

    def __getitem__(self, key: tuple[str, str]) -> Reliability:
        """Return the row of a question on one side: ``[question, side]``.

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one.
        """
        return self.one(key[0], question=key[0], side=key[1])

    def __repr__(self) -> str:
        """Return the size in words."""
        return f"<Reliabilities of {self.survey.title!r}: {len(self)} scales>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        rows = [_html_row(row, self.survey.sides[row.side].label) for row in self.rows]
        return html_table(self.survey.title, HEAD, rows)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per question, side (or role) and wave: see ``COLUMNS``."""
        return frame(self.rows, Reliability)

    def items_frame(self) -> pd.DataFrame:
        """Return one row per item of each of them: see ``ITEM_COLUMNS``."""
        import pandas as pd

        return pd.DataFrame([asdict(each) for each in self.fits], columns=list(ITEM_COLUMNS))


def _html_row(row: Reliability, side: str) -> tuple[str, ...]:
    """Return one scale as the cells of a notebook table."""
    limits = f"{number_text(row.ci_low, 2)} to {number_text(row.ci_high, 2)}"
    return (
        row.label,
        side,
        str(row.items),
        DASH if isnan(row.alpha) else number_text(row.alpha, 2),
        DASH if isnan(row.ci_low) else limits,
        DASH if isnan(row.omega) else number_text(row.omega, 2),
        count_text(row.base),
        status_text(row.status),
    )
