"""Summarise the gaps of every question as one profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan
from typing import cast

import numpy as np
from numpy.typing import NDArray

from gapkit.gaps import Gaps
from gapkit.groups import (
    NO_COVARIANCE,
    Floats,
    Group,
    doubts_of,
    groups,
    largest_gap,
    status_of,
    two_samples,
)
from gapkit.options import GapMethod, check_kind
from gapkit.profiles.model import Profile, ProfileMethod, Profiles, ShrunkGap
from gapkit.stats import (
    MIN_EFFECTIVE_BASE,
    Interval,
    ProfileTest,
    ShrunkGaps,
    TypicalGap,
    correlation,
    gap_covariance,
    gap_statistic,
    mean_gap,
    profile_test,
    score_df,
    shrunk_gaps,
    smoothed_variance,
    to_normal,
    typical_gap,
)
from gapkit.survey import Survey


def profile(gaps: Gaps) -> Profiles:
    """Whole profile of every question: test of agreement, typical gap, gaps without their luck.

    The test takes every item that was tested. The typical gap, its parts and the shrunk gaps leave
    related pairs out as well: these ask related, not the same things. P-values are of one profile
    each and not corrected over questions or segments. Suppressed items are in nothing. Gaps of the
    same respondents and of dyads are left out: their sides are no independent samples.

    Parameters
    ----------
    gaps : Gaps
        What to summarise; a part of them is summarised by itself.

    Returns
    -------
    Profiles
        One row per question, pair of sides and segment; beside it, one shrunk gap per item where
        four or more items count. Where a side's figures are published, nobody knows how its items
        vary together: no test, no interval, no shrunk gaps, and the flag ``no_covariance``.

    References
    ----------
    Rao and Scott 1984, Annals of Statistics 12:46. Cronbach 1955, Psychological Bulletin 52:177.
    Patnaik 1949, Biometrika 36:202. Gelman 2006, Bayesian Analysis 1:515.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> def people(*ticks):
    ...     return pd.DataFrame({name: [1] * n + [0] * (200 - n) for name, n in zip("abcd", ticks)})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people(160, 100, 40, 60), "marketer": people(100, 100, 60, 70)},
    ...     reference="consumer",
    ...     pairs={name: {"consumer": name, "marketer": name} for name in "abcd"},
    ... )
    >>> whole = gk.profile(gk.gap(gk.open(survey)))["items", "all"]
    >>> round(whole.typical_gap, 3), round(whole.mean_size, 4), round(whole.noise_size, 3)
    (0.153, 0.1125, 0.037)
    """
    check_kind("gaps", gaps, Gaps, "gaps: `gk.gap(study)` returns them")
    method = cast("GapMethod", gaps.method.gap_method)
    rows: list[Profile] = []
    items: list[ShrunkGap] = []
    for group in groups(two_samples(gaps)):
        whole = _summarised(group, method)
        rows.append(_row(gaps.survey, group, whole))
        items.extend(_items(gaps.survey, group, whole.shrunk))
    return Profiles(gaps, tuple(rows), tuple(items), ProfileMethod(gaps.method.conf_level, method))


@dataclass(frozen=True, slots=True, eq=False)
class _Whole:
    """One group summarised; ``known``: the covariance of the gaps is."""

    test: ProfileTest
    size: TypicalGap
    shrunk: ShrunkGaps
    known: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Profile:
    """The gaps of a group as arrays, NaN where an item does not take part.

    Attributes
    ----------
    side, reference : float array, shape (items,)
        Values of the items that count for the size: comparable, with a base and a variance.
    z : float array, shape (items,)
        Normal statistic of the items that were tested.
    joint, covariance : float array, shape (items, items)
        Correlation of the gaps, and their covariance with a diagonal that is never 0 for shares.
    known : bool
        Whether correlations are; else ``joint`` is only the unit matrix.
    """

    side: Floats
    reference: Floats
    z: Floats
    joint: Floats
    covariance: Floats
    known: bool


def _summarised(group: Group, method: GapMethod) -> _Whole:
    """Test one group, size its gaps up and shrink them."""
    level, items = group.rows[0].conf_level, _profile(group, method)
    size = typical_gap(items.side, items.reference, items.covariance, conf_level=level)
    gaps = items.side - items.reference
    if items.known:
        test = profile_test(items.z, items.joint)
        shrunk = shrunk_gaps(gaps, items.covariance, most=largest_gap(group.side), conf_level=level)
        return _Whole(test, size, shrunk, known=True)
    nowhere = Interval(np.full(gaps.shape, nan), np.full(gaps.shape, nan), level)
    return _Whole(
        test=ProfileTest(nan, nan, nan, 0),
        size=_without_covariance(size),
        shrunk=ShrunkGaps(np.full(gaps.shape, nan), nowhere, nan, nan),
        known=False,
    )


def _without_covariance(size: TypicalGap) -> TypicalGap:
    """Keep what follows from the variances alone: the size itself, and what noise would show."""
    nowhere = Interval(nan, nan, size.interval.level)
    return TypicalGap(size.value, nowhere, nan, nan, nan, size.mean_size, size.noise_size, size.items)


def _profile(group: Group, method: GapMethod) -> _Profile:
    """Read the gaps of a group into arrays."""
    p1, p2 = (group.numbers(part, "value") for part in (group.side, group.reference))
    both = [group.covariance(part) for part in (group.side, group.reference)]
    tested = np.array([row.family_size > 0 for row in group.rows])
    variance = _variance(group)
    counted = _counted(group) & ~np.isnan(variance)
    linearised = sum((each for each in both if each is not None), np.zeros((len(p1), len(p1))))
    used = tested | counted
    known = not used.any() or (
        all(each is not None for each in both) and not np.isnan(linearised[np.ix_(used, used)]).any()
    )
    joint = correlation(linearised) if known else np.eye(len(p1))
    return _Profile(
        side=np.where(counted, p1, nan),
        reference=np.where(counted, p2, nan),
        z=np.where(tested, _statistic(group, method), nan),
        joint=joint,
        covariance=gap_covariance(variance, joint),
        known=known,
    )


def _counted(group: Group) -> NDArray[np.bool_]:
    """Tell which items count for sizes: compared, and not merely related."""
    return np.array([row.comparable != "related" and not np.isnan(row.gap) for row in group.rows])


def _variance(group: Group) -> Floats:
    """Return the variance of each gap: of shares never 0, of means the linearised one."""
    if not group.side.measure.is_share:
        return np.array([row.se**2 for row in group.rows])
    variance = np.zeros(len(group.rows))
    for part in (group.side, group.reference):
        base = group.numbers(part, "effective_base")
        usable = np.where(base >= MIN_EFFECTIVE_BASE, base, nan)
        variance = variance + smoothed_variance(group.numbers(part, "value"), usable)
    return variance


def _statistic(group: Group, method: GapMethod) -> Floats:
    """Return the normal statistic of each gap: that of its own test."""
    sides = (group.side, group.reference)
    (p1, p2), (d1, d2) = ([group.numbers(part, name) for part in sides] for name in ("value", "df"))
    if not group.side.measure.is_share:
        se1, se2 = (group.numbers(part, "se") for part in sides)
        welch = mean_gap(p1, se1, d1, p2, se2, d2)
        return to_normal(welch.statistic, welch.df)
    n1, n2 = (group.numbers(part, "effective_base") for part in sides)
    return to_normal(gap_statistic(p1, n1, p2, n2, method=method), score_df(p1, n1, d1, p2, n2, d2))


def _row(survey: Survey, group: Group, whole: _Whole) -> Profile:
    """Lay one group out as a row."""
    size = whole.size
    related = ("related",) if any(row.comparable == "related" for row in group.rows) else ()
    return Profile(
        **group.heading(survey),
        label=group.side.question.label,
        items_tested=whole.test.items,
        statistic=whole.test.statistic,
        df=whole.test.df,
        p_value=whole.test.p_value,
        items=size.items,
        typical_gap=size.value,
        ci_low=float(size.interval.low),
        ci_high=float(size.interval.high),
        level=size.level,
        spread=size.spread,
        shape=size.shape,
        mean_size=size.mean_size,
        noise_size=size.noise_size,
        common_gap=whole.shrunk.common,
        true_spread=whole.shrunk.spread,
        status=status_of(group.rows),
        flags=doubts_of(group.rows) + related + (() if whole.known else (NO_COVARIANCE,)),
    )


def _items(survey: Survey, group: Group, shrunk: ShrunkGaps) -> Iterator[ShrunkGap]:
    """Lay one group's shrunk gaps out as rows, in the order of the gaps."""
    low, high = (np.asarray(end) for end in (shrunk.interval.low, shrunk.interval.high))
    for place in group.as_printed:
        row = group.rows[place]
        yield ShrunkGap(
            **group.heading(survey),
            item=row.item,
            label=row.label,
            comparable=row.comparable,
            gap=row.gap,
            ci_low=row.ci_low,
            ci_high=row.ci_high,
            shrunk_gap=float(shrunk.value[place]),
            shrunk_low=float(low[place]),
            shrunk_high=float(high[place]),
            status=row.status,
            flags=row.flags,
        )
