"""How one item's gap varies over the segments: trend, heterogeneity, partial pooling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from gapkit.contrasting.rows import PooledGap, Variation
from gapkit.contrasting.series import Series, numbers
from gapkit.groups import NO_COVARIANCE, Floats, doubts_of, largest_gap, status_of
from gapkit.stats import (
    Heterogeneity,
    Interval,
    ShareVector,
    ShrunkGaps,
    Trend,
    adjust_p,
    critical_value,
    gap_trend,
    heterogeneity,
    mean_trend,
    share_trend,
    shrunk_gaps,
    two_sided_p,
)
from gapkit.survey import Survey
from gapkit.tallies import SideTally

FEWEST = 2
"""Segments that can differ."""


@dataclass(frozen=True, slots=True, eq=False)
class Varied:
    """One item over its segments.

    Attributes
    ----------
    series, used : Series
        All of its segments, and those with a gap and a base, which alone count.
    pooled : ShrunkGaps
        One per segment used.
    """

    series: Series
    used: Series
    trend: Trend
    heterogeneity: Heterogeneity
    pooled: ShrunkGaps


def varied(series: Series, segments: Sequence[str], *, ordered: bool) -> Varied:
    """Look at one item's gaps together.

    Parameters
    ----------
    segments : sequence of str
        All segments of the break; a segment's place is its score in the trend.
    ordered : bool
        Whether that order means anything.
    """
    used, level = series.usable(), series.rows[0].conf_level
    if len(used.rows) < FEWEST:
        return _nothing(series, used, level)
    gaps = np.array([row.gap for row in used.rows])
    scores = np.array([1.0 + segments.index(row.segment) for row in used.rows])
    return Varied(
        series=series,
        used=used,
        trend=_trend(used, gaps, scores, level) if ordered else _no_trend(level),
        heterogeneity=heterogeneity(gaps, used.covariance(), conf_level=level),
        pooled=shrunk_gaps(gaps, used.whole_covariance(), most=largest_gap(used.side), conf_level=level),
    )


def _nothing(series: Series, used: Series, level: float) -> Varied:
    """Return an item with too few segments."""
    none, nowhere = np.full(len(used.rows), nan), Interval(nan, nan, level)
    return Varied(
        series=series,
        used=used,
        trend=_no_trend(level),
        heterogeneity=Heterogeneity(nan, nan, nowhere, nan, nan, nan, nan, nan),
        pooled=ShrunkGaps(none, Interval(none, none, level), nan, nan),
    )


def _no_trend(level: float) -> Trend:
    """Return a trend that is not there."""
    return Trend(nan, nan, nan, Interval(nan, nan, level), nan, nan)


def _trend(used: Series, gaps: Floats, scores: Floats, level: float) -> Trend:
    """Return the trend of a gap: of the split side alone where the other's total cancels.

    References
    ----------
    Cochran 1954, Biometrics 10:417. Armitage 1955, Biometrics 11:375.
    """
    if not used.side.measure.is_share:
        return _mean_trend(used, gaps, scores, level)
    if len(used.split) == 1:
        part = used.split[0]
        of_part = used.estimates(part)
        share, base = numbers(of_part, "value"), numbers(of_part, "effective_base")
        line = share_trend(share * base, base, scores=scores, conf_level=level)
        sign = 1.0 if part is used.side else -1.0
        return _line(sign * line.slope, line.se, _smallest_df(used, part), level)
    side, reference = (_vector(used, part) for part in (used.side, used.reference))
    return gap_trend(side, reference, scores=scores, conf_level=level)


def _vector(used: Series, part: SideTally) -> ShareVector:
    """Return one side's shares as the kernel takes them."""
    of_part = used.estimates(part)
    share, base = numbers(of_part, "value"), numbers(of_part, "effective_base")
    return ShareVector(share, base, used.linearised(part), _smallest_df(used, part))


def _smallest_df(used: Series, part: SideTally) -> float:
    """Return the smallest degrees of freedom of one side's segments."""
    return float(numbers(used.estimates(part), "df").min())


def _mean_trend(used: Series, gaps: Floats, scores: Floats, level: float) -> Trend:
    """Return the trend of a gap of means, its segments weighted by base."""
    bases = [numbers(used.estimates(part), "effective_base") for part in used.split]
    return mean_trend(
        gaps,
        1 / np.sum([1 / each for each in bases], axis=0),
        [used.linearised(part) for part in used.split],
        [_smallest_df(used, part) for part in used.split],
        scores=scores,
        conf_level=level,
    )


def _line(slope: float, se: float, df: float, level: float) -> Trend:
    """Return a slope with its test; NaN without a variance."""
    error = se if se > 0 else nan
    half = float(critical_value(level, df)) * error
    interval = Interval(slope - half, slope + half, level)
    return Trend(slope, se, df, interval, slope / error, float(two_sided_p(slope / error, df)))


def variations(survey: Survey, found: Sequence[Varied], adjust: str) -> Iterator[Variation]:
    """Lay the items of one question and pair of sides out as rows, corrected together."""
    slope_p = np.array([each.trend.p_value for each in found])
    q_p = np.array([each.heterogeneity.p_value for each in found])
    slopes, qs = (each if adjust == "none" else adjust_p(each, "holm") for each in (slope_p, q_p))
    size = int((~np.isnan(q_p)).sum())
    for place, each in enumerate(found):
        rows, trend, spread = each.series.rows, each.trend, each.heterogeneity
        counts = not np.isnan(q_p[place])
        yield Variation(
            **each.series.heading(survey),
            segments=len(each.used.rows),
            slope=trend.slope,
            slope_low=float(trend.interval.low),
            slope_high=float(trend.interval.high),
            slope_se=trend.se,
            slope_df=trend.df,
            slope_p_value=trend.p_value,
            slope_p_adjusted=float(slopes[place]),
            q=spread.q,
            q_df=spread.df,
            q_p_value=spread.p_value,
            q_p_adjusted=float(qs[place]),
            i2=spread.i2,
            common_gap=each.pooled.common,
            true_spread=each.pooled.spread,
            adjust=adjust if counts else "",
            family_size=size if counts else 0,
            status=status_of(rows),
            flags=doubts_of(rows)
            + (("related",) if rows[0].comparable == "related" else ())
            + ((NO_COVARIANCE,) if each.series.independent else ()),
        )


def pooled_gaps(survey: Survey, each: Varied) -> Iterator[PooledGap]:
    """Lay one item's pooled gaps out as rows, one per segment."""
    low, high = (np.asarray(end) for end in (each.pooled.interval.low, each.pooled.interval.high))
    places = {row.segment: place for place, row in enumerate(each.used.rows)}
    for row in each.series.rows:
        place = places.get(row.segment)
        yield PooledGap(
            **each.series.heading(survey),
            segment=row.segment,
            gap=row.gap,
            ci_low=row.ci_low,
            ci_high=row.ci_high,
            pooled_gap=nan if place is None else float(each.pooled.value[place]),
            pooled_low=nan if place is None else float(low[place]),
            pooled_high=nan if place is None else float(high[place]),
            status=row.status,
            flags=row.flags,
        )
