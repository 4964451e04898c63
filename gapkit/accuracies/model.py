"""Accuracy of a side's respondents as a result: the rows, and what holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import DASH, html_table, number_text, percent_text, status_text
from gapkit.options import Status
from gapkit.respondents import Result
from gapkit.stats import Interval
from gapkit.survey import TOTAL
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One component of accuracy, over the respondents of a side.

    Attributes
    ----------
    component : str
        ``elevation`` (mean belief minus mean truth, in the measure's units), ``spread`` (standard
        deviation of a respondent's beliefs over the items, in parts of the truth's), ``profile``
        (correlation of beliefs and truth over the items), ``concordance`` (chance that of two items
        believed apart the higher one is truly higher; of ticks, that a ticked item has the higher
        truth), ``rms_error`` (root mean square error over the items; not of ticks).
    items : int
        Items with a truth.
    mean : float
        Over the respondents who have the component.
    se, se_truth : float
        Error of the mean from who was asked on this side; what the reference's sampling error adds.
    ci_low, ci_high : float
        Interval of the mean with both errors in it; with the first alone where the flag ``truth_as_told``
        says that nobody knows the second.
    quartile_low, median, quartile_high : float
        Of the respondents, weighted.
    guessing : float
        What guessing gives on average; NaN where there is no such value.
    share_above, share_above_low, share_above_high : float
        Share of the respondents above ``guessing`` (of elevation: who believe too much on the whole).
    base, effective_base : float
        Respondents who have the component.
    """

    survey: str
    question: str
    label: str
    component: str
    measure: str
    segment_by: str
    segment: str
    wave: str
    side: str
    reference: str
    items: int
    mean: float
    se: float
    se_truth: float
    df: float
    ci_low: float
    ci_high: float
    conf_level: float
    quartile_low: float
    median: float
    quartile_high: float
    guessing: float
    share_above: float
    share_above_low: float
    share_above_high: float
    base: float
    effective_base: float
    status: Status
    flags: tuple[str, ...]

    @property
    def interval(self) -> Interval:
        """Interval of the mean."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)


@dataclass(frozen=True, slots=True)
class Projection:
    """How far beliefs about others follow one's own preference.

    Attributes
    ----------
    item : str
        Empty: all items together, each about its own mean.
    own, belief, truth : float
        Mean own preference, mean belief and what the reference says.
    slope : float
        Change of the belief per unit of own preference, over respondents. 0: beliefs do not follow it;
        of ticks, the share who believe it among those who like it, minus the share among the others.
    se, df, ci_low, ci_high, p_value : float
        Of the slope, by the side's design.
    p_adjusted : float
        Corrected (Holm) over the items of the question; of all items together the same as ``p_value``.
    base : float
        Respondents who told both.
    """

    survey: str
    question: str
    item: str
    label: str
    measure: str
    wave: str
    side: str
    reference: str
    own: float
    belief: float
    truth: float
    slope: float
    se: float
    df: float
    ci_low: float
    ci_high: float
    conf_level: float
    p_value: float
    p_adjusted: float
    base: float
    status: Status
    flags: tuple[str, ...]


COLUMNS = tuple(each.name for each in fields(Accuracy))
"""The columns of ``Accuracies.to_frame()``."""

PROJECTION_COLUMNS = tuple(each.name for each in fields(Projection))
"""The columns of ``Accuracies.projection_frame()``."""

HEAD = ("Question", "Segment", "Component", "Mean", "Interval", "Middle half", "Above guessing", "")
"""Columns of the notebook table."""


@dataclass(frozen=True, slots=True, eq=False)
class Accuracies(Result[Accuracy]):
    """How well the respondents of a side know the other side; no row is about one respondent.

    Attributes
    ----------
    projections : tuple of Projection
        Where the respondents' own preference was asked; else empty.
    """

    projections: tuple[Projection, ...]

    def __getitem__(self, key: tuple[str, str] | tuple[str, str, str]) -> Accuracy:
        """Return one component of a question, ``[question, component]`` or with a segment.

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one.
        """
        question, component, segment = (*key, TOTAL)[:3]
        return self.one(component, question=question, component=component, segment=segment)

    def __repr__(self) -> str:
        """Return the size in words."""
        return f"<Accuracies of {self.survey.title!r}: {len(self)} components>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HEAD, [_html_row(row) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per question, segment and component: see ``COLUMNS``."""
        return frame(self.rows, Accuracy)

    def projection_frame(self) -> pd.DataFrame:
        """Return one row per item and one for all: see ``PROJECTION_COLUMNS``."""
        import pandas as pd

        table = pd.DataFrame([asdict(row) for row in self.projections], columns=list(PROJECTION_COLUMNS))
        table["flags"] = [",".join(flags) for flags in table["flags"]]
        return table


def _html_row(row: Accuracy) -> tuple[str, ...]:
    """Return one component as the cells of a notebook table."""
    shown = not isnan(row.mean)
    return (
        row.label,
        row.segment,
        row.component.replace("_", " "),
        number_text(row.mean, 2) if shown else DASH,
        f"{number_text(row.ci_low, 2)} to {number_text(row.ci_high, 2)}" if not isnan(row.ci_low) else DASH,
        f"{number_text(row.quartile_low, 2)} to {number_text(row.quartile_high, 2)}" if shown else DASH,
        DASH if isnan(row.share_above) else percent_text(round(row.share_above, 2)),
        status_text(row.status),
    )
