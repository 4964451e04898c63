"""The rows of a comparison of distributions: per list of answers, and per answer."""

from __future__ import annotations

from dataclasses import dataclass, fields

from gapkit.options import Comparable, Status


@dataclass(frozen=True, slots=True)
class Distribution:
    """All answers to a single choice, or to one item of a scale, on both sides.

    Attributes
    ----------
    item, label : str
        Item of a scale; of a single choice the question itself.
    answers : int
        Different answers that are compared.
    pearson : float
        Pearson's chi-square of the weighted shares on the respondents' numbers.
    statistic, df, df_denominator, p_value : float
        Rao and Scott's second-order F test that both sides give every answer equally often.
    v, v_low, v_high : float
        Cramer's V, 0 (alike) to 1, with its interval from the design-corrected chi-square.
    overlap : float
        Share of answers that both distributions have in common, 0 to 1.
    distance : float
        Scales: least steps along the scale that turn one side's answers into the other's, on average
        per respondent (earth mover's distance), in scale units. NaN for a single choice.
    superiority, superiority_low, superiority_high : float
        Scales: chance that a random respondent of the side answers higher than one of the reference,
        ties counted half. 0.5: neither does.
    superiority_df, superiority_p, superiority_p_adjusted : float
        Brunner and Munzel's test of 0.5, on the design of both sides; Holm over the items of the question.
    odds_ratio : float
        Scales: proportional odds of a higher answer, side against reference, weights as they are.
    mann_whitney_p : float
        Scales without weights, strata and PSUs on either side: asymptotic, ties counted. NaN otherwise.
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
    answers: int
    pearson: float
    statistic: float
    df: float
    df_denominator: float
    p_value: float
    v: float
    v_low: float
    v_high: float
    overlap: float
    distance: float
    superiority: float
    superiority_low: float
    superiority_high: float
    superiority_df: float
    superiority_p: float
    superiority_p_adjusted: float
    odds_ratio: float
    mann_whitney_p: float
    base_side: float
    base_reference: float
    conf_level: float
    status: Status
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerShare:
    """One answer of a list on both sides.

    Attributes
    ----------
    answer : str
        Label of the answer.
    share_side, low_side, high_side : float
        Weighted share and Goodman's interval on the effective base: all answers of a side hold together.
    residual : float
        Adjusted residual: standard normal if both sides give this answer equally often; positive where
        the side gives it more often.
    """

    survey: str
    question: str
    item: str
    answer: str
    segment_by: str
    segment: str
    wave: str
    side: str
    reference: str
    share_side: float
    low_side: float
    high_side: float
    share_reference: float
    low_reference: float
    high_reference: float
    residual: float
    conf_level: float


COLUMNS = tuple(each.name for each in fields(Distribution))
"""The columns of ``Distributions.to_frame()``."""

ANSWER_COLUMNS = tuple(each.name for each in fields(AnswerShare))
"""The columns of ``Distributions.answer_frame()``."""
