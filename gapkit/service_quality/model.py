"""Service quality as a result: scores, their reliability, and what holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from math import isnan
from typing import TYPE_CHECKING, Literal

from gapkit.display import DASH, count_text, gap_interval_text, gap_text, html_table, number_text, status_text
from gapkit.options import Status
from gapkit.respondents import Result
from gapkit.stats import Interval
from gapkit.survey import TOTAL
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd

Level = Literal["item", "dimension", "overall", "weighted"]

LEAST_RELIABILITY = 0.6
"""Reliability of a difference below which it is flagged (check L01)."""

CEILING = 0.8
"""Share of expectations in the top box above which they are at the ceiling (check L01)."""

LOW_RELIABILITY = "low_reliability"
"""Flag: most of what is left of the difference may be noise."""

AT_CEILING = "ceiling"
"""Flag: expectations leave hardly any room above."""


@dataclass(frozen=True, slots=True)
class ServiceScore:
    """One score: of an item, a dimension, all dimensions alike, or weighted by importance.

    Attributes
    ----------
    level : {"item", "dimension", "overall", "weighted"}
        What the score is of; ``question`` is empty above the dimensions.
    expectation, perception : float
        Means in scale units; the perception alone is SERVPERF.
    expectation_low, expectation_high, perception_low, perception_high : float
        Interval of each alone.
    score : float
        Mean of perception minus expectation, respondent by respondent; negative: less than expected.
    se, df, ci_low, ci_high, p_value : float
        Of the score, paired and by the side's design.
    ci_low_family, ci_high_family, p_adjusted, family_size : float
        The same, all items of a dimension together, or all dimensions together (max-|t|).
    importance : float
        Of a dimension: mean points given to it, in parts of all points.
    weighted_score : float
        Of a dimension: mean of importance times score; dimensions sum to the ``weighted`` score.
    adequate, adequacy, adequacy_low, adequacy_high : float
        With three roles: the adequate level, and perception minus it with its interval.
    in_zone, in_zone_low, in_zone_high : float
        With three roles: share of respondents whose perception lies between the adequate level and the
        expectation (the desired level); NaN above the items.
    """

    survey: str
    level: Level
    question: str
    item: str
    label: str
    segment_by: str
    segment: str
    wave: str
    side: str
    reference: str
    expectation: float
    expectation_low: float
    expectation_high: float
    perception: float
    perception_low: float
    perception_high: float
    score: float
    se: float
    df: float
    ci_low: float
    ci_high: float
    conf_level: float
    p_value: float
    ci_low_family: float
    ci_high_family: float
    p_adjusted: float
    family_size: int
    importance: float
    weighted_score: float
    adequate: float
    adequacy: float
    adequacy_low: float
    adequacy_high: float
    in_zone: float
    in_zone_low: float
    in_zone_high: float
    base: float
    effective_base: float
    status: Status
    flags: tuple[str, ...]

    @property
    def interval(self) -> Interval:
        """Interval of the score alone."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)


@dataclass(frozen=True, slots=True)
class ScoreReliability:
    """How far the scores of one dimension can be trusted.

    Attributes
    ----------
    alpha_expectation, alpha_perception, alpha_score : float
        Cronbach's alpha of the dimension's expectations, perceptions and differences.
    correlation : float
        Of respondents' mean expectation and mean perception.
    sd_expectation, sd_perception : float
        Of respondents' means.
    reliability : float
        Of the difference of the two means, from the five numbers before; below 0.6 flagged
        ``low_reliability``.
    top_box : float
        Mean share of expectations at the highest point of the scale; above 0.8 flagged ``ceiling``.
    base : float
        Respondents with every answer; all count alike.
    """

    survey: str
    question: str
    label: str
    wave: str
    side: str
    reference: str
    items: int
    alpha_expectation: float
    alpha_perception: float
    alpha_score: float
    correlation: float
    sd_expectation: float
    sd_perception: float
    reliability: float
    top_box: float
    base: float
    status: Status
    flags: tuple[str, ...]


COLUMNS = tuple(each.name for each in fields(ServiceScore))
"""The columns of ``ServiceQuality.to_frame()``."""

RELIABILITY_COLUMNS = tuple(each.name for each in fields(ScoreReliability))
"""The columns of ``ServiceQuality.reliability_frame()``."""

HEAD = (
    "Dimension",
    "Item",
    "Segment",
    "Expected",
    "Perceived",
    "Score",
    "Interval",
    "Importance",
    "Base",
    "",
)
"""Columns of the notebook table."""


@dataclass(frozen=True, slots=True, eq=False)
class ServiceQuality(Result[ServiceScore]):
    """Perception minus expectation at every level, with what it is worth.

    Attributes
    ----------
    reliabilities : tuple of ScoreReliability
        One per dimension and wave.
    """

    reliabilities: tuple[ScoreReliability, ...]

    def __getitem__(self, key: str | tuple[str, str]) -> ServiceScore:
        """Return the score of an item or a dimension, ``overall`` or ``weighted``; or ``[name, segment]``.

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one.
        """
        name, segment = key if isinstance(key, tuple) else (key, TOTAL)
        if name in ("overall", "weighted"):
            return self.one(name, level=name, segment=segment)
        if any(row.question == name for row in self.rows):
            return self.one(name, level="dimension", question=name, segment=segment)
        return self.one(name, item=name, segment=segment)

    def __repr__(self) -> str:
        """Return the size in words."""
        items = len({(row.question, row.item) for row in self.rows_of(level="item")})
        dimensions = len({row.question for row in self.rows_of(level="dimension")})
        return f"<ServiceQuality of {self.survey.title!r}: {dimensions} dimensions, {items} items>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HEAD, [_html_row(row, self) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, dimension and total, in every segment: see ``COLUMNS``."""
        return frame(self.rows, ServiceScore)

    def reliability_frame(self) -> pd.DataFrame:
        """Return one row per dimension: see ``RELIABILITY_COLUMNS``."""
        import pandas as pd

        table = pd.DataFrame([asdict(row) for row in self.reliabilities], columns=list(RELIABILITY_COLUMNS))
        table["flags"] = [",".join(flags) for flags in table["flags"]]
        return table


def _html_row(row: ServiceScore, result: ServiceQuality) -> tuple[str, ...]:
    """Return one score as the cells of a notebook table."""
    dimension = result.survey.question(row.question).label if row.question else row.label
    return (
        dimension,
        row.label if row.level == "item" else "",
        row.segment,
        DASH if isnan(row.expectation) else number_text(row.expectation, 2),
        DASH if isnan(row.perception) else number_text(row.perception, 2),
        gap_text(row.score, "mean"),
        gap_interval_text(row.ci_low_family, row.ci_high_family, "mean"),
        DASH if isnan(row.importance) else f"{number_text(100 * row.importance, 0)}%",
        count_text(row.base),
        status_text(row.status),
    )
