"""The types of a profile: one test and one size per question, one shrunk gap per item."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import DASH, html_table, limits_text, p_text, size_text, status_text, text_rows
from gapkit.errors import UnknownItemError
from gapkit.groups import place_text
from gapkit.options import Comparable, Status
from gapkit.results import OfGaps
from gapkit.stats import Interval
from gapkit.survey import TOTAL, Survey
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Profile:
    """One question as a whole: do the sides agree, and if not, by how much and in what.

    Attributes
    ----------
    label : str
        Of the question.
    items_tested : int
        Items in the test; related pairs are among them.
    statistic, df, p_value : float
        Test that every gap is 0: a chi-square, its degrees of freedom, from 1 (all items alike) to
        ``items_tested``, and the p-value, of this profile alone.
    items : int
        Items in all that follows; related pairs are not among them.
    typical_gap, ci_low, ci_high : float
        Root mean square of the true gaps, 0 or more, in the measure's units. A lower limit of 0 says
        that no typical gap is shown.
    level, spread, shape : float
        What the typical gap's square is made of, without noise: a side high or low on all items;
        its items further apart; another order of items. They sum to the square, or to a negative
        number where it is 0. Units squared.
    mean_size, noise_size : float
        Mean of the raw gaps' sizes, and what it would be if every true gap were 0.
    common_gap, true_spread : float
        What shrunk gaps are shrunk towards, and the standard deviation of the true gaps; NaN below
        four items.
    flags : tuple of str
        ``no_covariance`` where a side's figures are published: then only ``typical_gap``,
        ``mean_size`` and ``noise_size`` are known. ``related``: some pairs are in the test only.
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
    items_tested: int
    statistic: float
    df: float
    p_value: float
    items: int
    typical_gap: float
    ci_low: float
    ci_high: float
    conf_level: float
    level: float
    spread: float
    shape: float
    mean_size: float
    noise_size: float
    common_gap: float
    true_spread: float
    status: Status
    flags: tuple[str, ...]

    @property
    def interval(self) -> Interval:
        """Interval of the typical gap."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)


@dataclass(frozen=True, slots=True)
class ShrunkGap:
    """One item's gap, raw and pulled towards the others as far as its noise says.

    Attributes
    ----------
    gap, ci_low, ci_high : float
        The raw gap with its own interval, side minus reference.
    shrunk_gap, shrunk_low, shrunk_high : float
        The same after partial pooling; no test. NaN for related pairs, below four items, and where
        the covariance is unknown.
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
    gap: float
    ci_low: float
    ci_high: float
    shrunk_gap: float
    shrunk_low: float
    shrunk_high: float
    conf_level: float
    status: Status
    flags: tuple[str, ...]


COLUMNS = tuple(each.name for each in fields(Profile))
"""The columns of ``Profiles.to_frame()``: always all of them, in this order."""

ITEM_COLUMNS = tuple(each.name for each in fields(ShrunkGap))
"""The columns of ``Profiles.items_frame()``."""


@dataclass(frozen=True, slots=True)
class ProfileMethod:
    """How the profiles were computed.

    Attributes
    ----------
    gap_method : str
        Whose statistics are summed: that of the gaps of shares; means have Welch's.
    test, typical_gap, shrinkage : str
        The methods in words.
    """

    conf_level: float
    gap_method: str
    test: str = "sum of squared statistics, second-order Rao-Scott"
    typical_gap: str = "root mean square less noise; scaled noncentral chi-square (Patnaik)"
    shrinkage: str = "normal hierarchical model, full covariance, flat prior of the spread on a grid"


@dataclass(frozen=True, slots=True, eq=False)
class Profiles(OfGaps[Profile]):
    """Every question as a whole.

    Attributes
    ----------
    gaps : Gaps
        What was summarised.
    rows : tuple of Profile
        One per question, pair of sides and segment, in the order of the gaps.
    items : tuple of ShrunkGap
        One per gap, in the same order.
    method : ProfileMethod
        How it was computed.
    """

    items: tuple[ShrunkGap, ...]
    method: ProfileMethod

    def __getitem__(self, key: str | tuple[str, ...]) -> Profiles | Profile:
        """Return the part with this question, or the one profile of it in this segment (and wave).

        Raises
        ------
        UnknownItemError
            If there is no such profile, or more than one (several sides or waves).
        """
        wanted = (key,) if isinstance(key, str) else key
        rows = tuple(
            row for row in self.rows if (row.question, row.segment, row.wave)[: len(wanted)] == wanted
        )
        if not rows:
            raise UnknownItemError.not_in_results(wanted[0], "", (*wanted, TOTAL)[1])
        if isinstance(key, str):
            items = tuple(each for each in self.items if each.question == key)
            return Profiles(self.gaps, rows, items, self.method)
        if len(rows) > 1:
            raise UnknownItemError.ambiguous(wanted[0], [place_text(row.side, row.wave) for row in rows])
        return rows[0]

    def __repr__(self) -> str:
        """Return the size in words."""
        by = f" by {self.gaps.by}" if self.gaps.by else ""
        return f"<Profiles of {self.survey.title!r}{by}: {len(self)}, with {len(self.items)} gaps>"

    def __str__(self) -> str:
        """Return the first rows as a table of text."""
        return text_rows(self.survey.title, HTML_HEAD, [_html_row(row, self.survey) for row in self.rows])

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HTML_HEAD, [_html_row(row, self.survey) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per question, segment and pair of sides: see ``COLUMNS``."""
        return frame(self.rows, Profile)

    def items_frame(self) -> pd.DataFrame:
        """Return one row per item, raw gap beside shrunk: see ``ITEM_COLUMNS``."""
        return frame(self.items, ShrunkGap)


HTML_HEAD = (
    "Question",
    "Segment",
    "Side",
    "Reference",
    "Typical gap",
    "Interval",
    "p, profile",
    "Mean size",
    "Noise",
    "",
)
"""Columns of the notebook table."""


def _html_row(row: Profile, survey: Survey) -> tuple[str, ...]:
    """Return one profile as the cells of a notebook table."""
    unit = survey.question(row.question).unit_of(row.measure)
    return (
        row.label,
        row.segment,
        survey.sides[row.side].label,
        survey.sides[row.reference].label,
        size_text(row.typical_gap, row.measure, unit=unit),
        DASH if isnan(row.ci_low) else limits_text(row.ci_low, row.ci_high, row.measure),
        p_text(row.p_value),
        size_text(row.mean_size, row.measure, unit=unit),
        size_text(row.noise_size, row.measure, unit=unit),
        status_text(row.status),
    )
