"""The rows of a comparison of gaps: per pair of segments, per item, per item and segment."""

from __future__ import annotations

from dataclasses import dataclass, fields

from gapkit.options import Comparable, Status
from gapkit.stats import Interval


@dataclass(frozen=True, slots=True)
class Difference:
    """One item's gap in a segment minus its gap in another.

    Attributes
    ----------
    segment, against : str
        The segment, and the one that is taken away.
    gap, gap_against : float
        The two gaps, side minus reference.
    difference : float
        First minus second; positive: the side stands higher against the reference in ``segment``.
    correlation : float
        Of the two gaps, as the interval used it; NaN where the unsplit side's total cancels.
    df : float
        Degrees of freedom, infinite for the normal.
    ci_low, ci_high, p_value : float
        Of this difference alone.
    p_adjusted : float
        Corrected over all ``family_size`` differences of the question and pair of sides.
    flags : tuple of str
        Doubts of either gap; ``shared_total`` where one side is not split by segment;
        ``no_covariance`` where a published side's segments are taken as independent.
    """

    survey: str
    question: str
    item: str
    label: str
    comparable: Comparable
    measure: str
    segment_by: str
    segment: str
    against: str
    wave: str
    side: str
    reference: str
    gap: float
    gap_against: float
    difference: float
    correlation: float
    df: float
    ci_low: float
    ci_high: float
    conf_level: float
    p_value: float
    p_adjusted: float
    adjust: str
    family_size: int
    status: Status
    flags: tuple[str, ...]

    @property
    def interval(self) -> Interval:
        """Interval of this difference alone."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)

    @property
    def flagged(self) -> bool:
        """Whether the two gaps surely differ, all differences of the question together."""
        return self.p_adjusted < 1 - self.conf_level


@dataclass(frozen=True, slots=True)
class Variation:
    """How one item's gap varies over the segments.

    Attributes
    ----------
    segments : int
        Segments that count; those without a gap do not.
    slope, slope_low, slope_high, slope_se, slope_df, slope_p_value : float
        Straight line through the gaps, per step of the ``order`` of the survey file; NaN where it
        gives none. A segment without a gap keeps its place in the order.
    q, q_df, q_p_value : float
        Cochran's Q that the gap is the same in all segments, with its test.
    i2 : float
        Share of Q beyond what sampling explains, 0 to 1.
    slope_p_adjusted, q_p_adjusted : float
        Corrected over the items of the question and pair of sides.
    common_gap, true_spread : float
        What pooled gaps are pulled towards, and the standard deviation of the true gaps; NaN below
        four segments.
    """

    survey: str
    question: str
    item: str
    label: str
    comparable: Comparable
    measure: str
    segment_by: str
    wave: str
    side: str
    reference: str
    segments: int
    slope: float
    slope_low: float
    slope_high: float
    conf_level: float
    slope_se: float
    slope_df: float
    slope_p_value: float
    slope_p_adjusted: float
    q: float
    q_df: float
    q_p_value: float
    q_p_adjusted: float
    i2: float
    common_gap: float
    true_spread: float
    adjust: str
    family_size: int
    status: Status
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PooledGap:
    """One item's gap in one segment, raw and pulled towards the other segments.

    Attributes
    ----------
    gap, ci_low, ci_high : float
        The raw gap with its own interval, side minus reference.
    pooled_gap, pooled_low, pooled_high : float
        The same after partial pooling; no test. NaN below four segments.
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
    pooled_gap: float
    pooled_low: float
    pooled_high: float
    conf_level: float
    status: Status
    flags: tuple[str, ...]


COLUMNS = tuple(each.name for each in fields(Difference))
"""The columns of ``Contrasts.to_frame()``: always all of them, in this order."""

ITEM_COLUMNS = tuple(each.name for each in fields(Variation))
"""The columns of ``Contrasts.items_frame()``."""

SEGMENT_COLUMNS = tuple(each.name for each in fields(PooledGap))
"""The columns of ``Contrasts.segments_frame()``."""
