"""The gap of one segment minus that of another, with interval and test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from scipy.special import ndtri

from gapkit.contrasting.rows import Difference
from gapkit.contrasting.series import Series, allows_interval, numbers, satterthwaite, share_variance
from gapkit.gaps import Gap
from gapkit.gaps.comparing import PRECEDENCE
from gapkit.groups import NO_COVARIANCE, Floats, doubts_of
from gapkit.options import GapMethod, Status
from gapkit.stats import (
    Limits,
    adjust_p,
    coherent_limits,
    correlation,
    critical_value,
    gap_difference,
    gap_limits,
    gap_statistic,
    mover_limits,
    score_df,
    two_sided_p,
)
from gapkit.survey import Survey

SHARED_TOTAL = "shared_total"
"""Flag: one side stands with its total, which cancels in the difference."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One item's gaps in two segments: first minus second."""

    first: Gap
    second: Gap
    series: Series

    @property
    def status(self) -> Status:
        """What the difference of the two gaps may say."""
        found = (self.first.status, self.second.status)
        return next((each for each in (*PRECEDENCE, "no_spread") if each in found), "ok")

    def of_both(self) -> Series:
        """Return the two gaps as a series, second first."""
        return Series((self.second, self.first), self.series.side, self.series.reference)


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """Differences with their intervals and tests, one per pair; NaN where there is none."""

    correlation: Floats
    df: Floats
    low: Floats
    high: Floats
    p_value: Floats


def pairs_of(series: Sequence[Series], segments: Sequence[str], against: str | None) -> list[Pair]:
    """Pair the segments of every item: later minus earlier, or each minus ``against``."""
    found: list[Pair] = []
    for one in series:
        rows = {row.segment: row for row in one.rows}
        here = [name for name in segments if name in rows]
        if against is None:
            chosen = [(b, a) for place, a in enumerate(here) for b in here[place + 1 :]]
        else:
            chosen = [(each, against) for each in here if each != against and against in rows]
        found.extend(Pair(rows[first], rows[second], one) for first, second in chosen)
    return found


def differences(
    survey: Survey, pairs: Sequence[Pair], method: GapMethod, adjust: str
) -> Iterator[Difference]:
    """Lay the differences of one question and pair of sides out as rows, corrected together."""
    tested = _tested(pairs, method)
    adjusted = tested.p_value if adjust == "none" else adjust_p(tested.p_value, "holm")
    size = int((~np.isnan(tested.p_value)).sum())
    for place, pair in enumerate(pairs):
        first, second, status = pair.first, pair.second, pair.status
        counts = not np.isnan(tested.p_value[place])
        yield Difference(
            **pair.series.heading(survey),
            segment=first.segment,
            against=second.segment,
            gap=first.gap,
            gap_against=second.gap,
            difference=first.gap - second.gap,
            correlation=float(tested.correlation[place]),
            df=float(tested.df[place]),
            ci_low=float(tested.low[place]),
            ci_high=float(tested.high[place]),
            p_value=float(tested.p_value[place]),
            p_adjusted=float(adjusted[place]),
            adjust=adjust if counts else "",
            family_size=size if counts else 0,
            status="no_spread" if status == "ok" and not counts else status,
            flags=_flags(pair),
        )


def _flags(pair: Pair) -> tuple[str, ...]:
    """Return the doubts of both gaps, and what the difference stands on."""
    related = ("related",) if pair.first.comparable == "related" else ()
    shared = (SHARED_TOTAL,) if len(pair.series.split) == 1 else ()
    unknown = (NO_COVARIANCE,) if pair.series.independent else ()
    return doubts_of((pair.first, pair.second)) + related + shared + unknown


def _tested(pairs: Sequence[Pair], method: GapMethod) -> Tested:
    """Test every pair that has an interval on both gaps."""
    numbers_of = np.full((5, len(pairs)), nan)
    able = [
        place
        for place, pair in enumerate(pairs)
        if allows_interval(pair.first) and allows_interval(pair.second)
    ]
    if able:
        chosen = [pairs[place] for place in able]
        one = chosen[0].series
        if not one.side.measure.is_share:
            told = _means(chosen)
        elif len(one.split) == 1:
            told = _one_side(chosen, method)
        else:
            told = _both_sides(chosen, method)
        numbers_of[:, able] = (told.correlation, told.df, told.low, told.high, told.p_value)
    return Tested(*numbers_of)


def _both_sides(pairs: Sequence[Pair], method: GapMethod) -> Tested:
    """Compare gaps of shares where both sides are split: MOVER on the limits of each gap.

    References
    ----------
    Zou and Donner 2008, Statistics in Medicine 27:1693.
    """
    level = pairs[0].first.conf_level
    first, second = ([getattr(pair, name) for pair in pairs] for name in ("first", "second"))
    rho = np.array([_correlation(pair) for pair in pairs])
    a, b = _shares(first), _shares(second)
    sides = [[row.of_side for row in rows] for rows in (first, second)]
    references = [[row.of_reference for row in rows] for rows in (first, second)]
    each = [*sides, *references]
    variances = np.stack([share_variance(estimates) for estimates in each], axis=-1)
    df = satterthwaite(variances, np.stack([numbers(estimates, "df") for estimates in each], axis=-1))
    c = critical_value(level, df)
    value = (a[0] - a[2]) - (b[0] - b[2])
    limits = mover_limits(
        a[0] - a[2], gap_limits(*a, c, method=method), b[0] - b[2], gap_limits(*b, c, method=method), rho
    )
    told = gap_difference(_counts(a), _counts(b), correlation=rho, method=method)
    p_value = two_sided_p(ndtri(np.asarray(told.p_value) / 2), df)
    return _coherent(value, limits, p_value, level, rho, df)


def _one_side(pairs: Sequence[Pair], method: GapMethod) -> Tested:
    """Compare gaps of shares where one side is split: the other's total cancels.

    What is left is the gap of two segments of one side, first minus second (reversed where the
    reference is the split side).
    """
    level = pairs[0].first.conf_level
    reference_split = pairs[0].series.split[0] is pairs[0].series.reference
    name = "of_reference" if reference_split else "of_side"
    first, second = ([getattr(getattr(pair, each), name) for pair in pairs] for each in ("first", "second"))
    if reference_split:
        first, second = second, first
    (p1, p2), (n1, n2), (d1, d2) = (
        (numbers(first, each), numbers(second, each)) for each in ("value", "effective_base", "df")
    )
    df = score_df(p1, n1, d1, p2, n2, d2)
    p_value = two_sided_p(gap_statistic(p1, n1, p2, n2, method=method), df)
    limits = gap_limits(p1, n1, p2, n2, critical_value(level, df), method=method)
    return _coherent(p1 - p2, limits, p_value, level, np.full(len(pairs), nan), df)


def _means(pairs: Sequence[Pair]) -> Tested:
    """Compare gaps of means: Student's t on the joint variance of the split sides."""
    level, rho, se, df, value = pairs[0].first.conf_level, [], [], [], []
    for pair in pairs:
        both = pair.of_both()
        joint = both.covariance()
        split = np.concatenate([both.linearised(part).diagonal() for part in both.split])
        dfs = np.concatenate([numbers(both.estimates(part), "df") for part in both.split])
        value.append(pair.first.gap - pair.second.gap)
        se.append(np.sqrt(max(joint[0, 0] + joint[1, 1] - 2 * joint[0, 1], 0.0)) or nan)
        rho.append(nan if len(both.split) == 1 else _correlation(pair))
        df.append(float(satterthwaite(split, dfs)))
    error, nu, size = np.array(se), np.array(df), np.array(value)
    p_value = two_sided_p(size / error, nu)
    half = critical_value(level, nu) * error
    return _coherent(size, Limits(size - half, size + half), p_value, level, np.array(rho), nu)


def _coherent(
    value: Floats, limits: Limits, p_value: Floats, level: float, rho: Floats, df: Floats
) -> Tested:
    """Return the tests with limits that exclude 0 exactly where the p-value says so."""
    ends = coherent_limits(limits.low, limits.high, p_value < 1 - level, np.sign(value))
    return Tested(rho, df, ends.low, ends.high, p_value)


def _correlation(pair: Pair) -> float:
    """Return the correlation of two gaps: 0 without shared respondents or PSUs."""
    both = pair.of_both()
    joint = sum((both.linearised(part) for part in both.split), np.zeros((2, 2)))
    return float(correlation(joint)[0, 1])


def _shares(rows: Sequence[Gap]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return share and base of the side and of the reference, as the kernels take them."""
    sides, references = [row.of_side for row in rows], [row.of_reference for row in rows]
    return (
        numbers(sides, "value"),
        numbers(sides, "effective_base"),
        numbers(references, "value"),
        numbers(references, "effective_base"),
    )


def _counts(shares: tuple[Floats, Floats, Floats, Floats]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return counts in place of shares."""
    p1, n1, p2, n2 = shares
    return p1 * n1, n1, p2 * n2, n2
