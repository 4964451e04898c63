"""Rank the items of every question on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import OptionError
from gapkit.gaps import Gaps
from gapkit.groups import NO_COVARIANCE, Floats, Group, doubts_of, groups, status_of
from gapkit.options import check_kind
from gapkit.ranking.model import Rankings, RankMethod
from gapkit.ranking.rows import Agreement, Ranking
from gapkit.stats import (
    RankSets,
    RankShift,
    rank_sets,
    rank_shift,
    rank_tau,
    side_level,
    top_chance,
    top_overlap,
)
from gapkit.survey import Survey
from gapkit.tallies import SideTally

Mask = NDArray[np.bool_]

UNTOLD = ("suppressed", "no_answers")
"""Statuses whose items do not rank, whatever is known of one side."""


def rankings(gaps: Gaps, *, k: int = 3, stepdown: bool = False) -> Rankings:
    """Order of the items on both sides, with the ranks that the sample cannot rule out.

    Items that both sides were asked rank among each other; related pairs, suppressed items and
    items of one side do not (``Estimate.rank`` counts the latter, this does not). Where a side's
    figures are published, how its items vary together is unknown: ranks are then those of each
    source's own list, and rank sets, chances and limits are NaN with the flag ``no_covariance``.

    Parameters
    ----------
    gaps : Gaps
        What to rank; a part of them is ranked by itself.
    k : int, default 3
        Places counted as the top.
    stepdown : bool, default False
        Compare the pairs of items still undecided again, among themselves: shorter rank sets.

    Returns
    -------
    Rankings
        One row per item, and one agreement (tau, shared top places) per question, pair and
        segment. The level is that of the gaps. Nothing is drawn: fixed points, no seed.

    Raises
    ------
    OptionError
        If ``k`` is below 1.

    References
    ----------
    Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic Studies 91:476. McNemar 1947,
    Psychometrika 12:153. Kendall 1945, Biometrika 33:239.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> def people(*ticks):
    ...     return pd.DataFrame({name: [1] * n + [0] * (200 - n) for name, n in zip("abc", ticks)})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people(160, 100, 40), "marketer": people(40, 100, 104)},
    ...     reference="consumer",
    ...     pairs={name: {"consumer": name, "marketer": name} for name in "abc"},
    ... )
    >>> order = gk.rankings(gk.gap(gk.open(survey)))
    >>> first = order["a", "all"]
    >>> first.rank_reference, first.rank_side, first.shift_text
    (1.0, 3.0, 'down 2 (surely)')
    """
    check_kind("gaps", gaps, Gaps, "gaps: `gk.gap(study)` returns them")
    if k < 1:
        raise OptionError.outside("k", k, "1 or more")
    level = gaps.method.conf_level
    rows: list[Ranking] = []
    agreements: list[Agreement] = []
    for group in groups(gaps):
        ranked = _ranked(group, k, level, stepdown=stepdown)
        rows.extend(_rows(gaps.survey, group, ranked, k))
        agreements.append(_agreement(gaps.survey, group, ranked, k))
    return Rankings(gaps, tuple(rows), tuple(agreements), RankMethod(level, k, stepdown))


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    """The items of a group in order on one side; NaN for items that do not rank.

    Attributes
    ----------
    undecided : bool array, shape (items, items)
        Pairs whose order is open.
    joint : RankSets or None
        At the level that both sides need to hold together; ``None`` without a covariance.
    """

    rank: Floats
    low: Floats
    high: Floats
    chance: Floats
    undecided: Mask
    joint: RankSets | None


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """Both sides' orders of one group.

    Attributes
    ----------
    shared : bool array, shape (items,)
        Items that both sides rank.
    known : bool
        Nothing is missing for want of a covariance.
    """

    side: _Order
    reference: _Order
    shared: Mask
    known: bool


def _ranked(group: Group, k: int, level: float, *, stepdown: bool) -> _Ranked:
    """Rank a group on both sides: among the shared items, or in each source's own list."""
    ranks = [np.where(_told(group), group.numbers(part, "rank"), nan) for part in _sides(group)]
    shared: Mask = ~np.isnan(ranks[0] + ranks[1])
    published = any(_is_published(part) for part in _sides(group))
    side, reference = (
        _order(group, part, rank, ~np.isnan(rank) if published else shared, k, level, stepdown=stepdown)
        for part, rank in zip(_sides(group), ranks, strict=True)
    )
    joint = side.joint is not None and reference.joint is not None
    return _Ranked(side, reference, shared, known=not published and (joint or not shared.any()))


def _is_published(part: SideTally) -> bool:
    """Whether a side's figures come from print; a side that was not asked has none at all."""
    return part.counts is None and bool((part.status != "one_sided").any())


def _sides(group: Group) -> tuple[SideTally, SideTally]:
    """Return the side and the reference."""
    return group.side, group.reference


def _from_the_top(group: Group, part: SideTally) -> Floats:
    """Return the values so that the highest is first: mean ranks turned round."""
    value = group.numbers(part, "value")
    return -value if part.measure.low_first else value


def _told(group: Group) -> Mask:
    """Tell which items may rank."""
    return np.array([row.comparable != "related" and row.status not in UNTOLD for row in group.rows])


def _covariance(group: Group, part: SideTally, inside: Mask) -> Floats | None:
    """Return the covariance of the items inside on one side, or nothing where any of it is unknown."""
    joint = group.covariance(part)
    if joint is None or np.isnan(joint[np.ix_(inside, inside)]).any():
        return None
    return joint


def _order(
    group: Group, part: SideTally, rank: Floats, inside: Mask, k: int, level: float, *, stepdown: bool
) -> _Order:
    """Rank the items inside on one side; without a covariance their ranks stand as they are told."""
    joint = _covariance(group, part, inside)
    nowhere = np.full(rank.shape, nan)
    if joint is None:
        open_pairs = np.zeros((len(rank), len(rank)), dtype=np.bool_)
        return _Order(np.where(inside, rank, nan), nowhere, nowhere, nowhere, open_pairs, None)
    value = np.where(inside, _from_the_top(group, part), nan)
    bases = group.numbers(part, "effective_base") if part.measure.is_share else None
    few = part.clustered or part.measure.is_share
    df = float(group.numbers(part, "df")[inside].min(initial=inf)) if few else inf
    printed, both = (
        rank_sets(value, joint, bases, df=df, conf_level=each, stepdown=stepdown)
        for each in (level, side_level(level))
    )
    chance = top_chance(value, joint, k)
    return _Order(printed.rank, printed.low, printed.high, chance, printed.undecided, both)


def _rows(survey: Survey, group: Group, ranked: _Ranked, k: int) -> Iterator[Ranking]:
    """Lay one group out as rows, in the order of the gaps."""
    shift = _shift(ranked, group.rows[0].conf_level)
    names = [row.item for row in group.rows]
    for place in group.as_printed:
        row = group.rows[place]
        yield Ranking(
            **group.heading(survey),
            **_on_side(ranked.side, names, int(place), "side"),
            **_on_side(ranked.reference, names, int(place), "reference"),
            item=row.item,
            label=row.label,
            comparable=row.comparable,
            value_side=row.of_side.value,
            value_reference=row.of_reference.value,
            shift=float(shift.value[place]),
            shift_low=float(shift.low[place]),
            shift_high=float(shift.high[place]),
            moved=bool(shift.moved[place]),
            k=k,
            status=row.status,
            flags=row.flags + (() if ranked.known else (NO_COVARIANCE,)),
        )


def _on_side(order: _Order, names: list[str], place: int, side: str) -> dict[str, Any]:
    """Return one item's place on one side, under the names of the columns."""
    return {
        f"rank_{side}": float(order.rank[place]),
        f"rank_low_{side}": float(order.low[place]),
        f"rank_high_{side}": float(order.high[place]),
        f"tied_{side}": tuple(name for name, tied in zip(names, order.undecided[place], strict=True) if tied),
        f"top_chance_{side}": float(order.chance[place]),
    }


def _shift(ranked: _Ranked, level: float) -> RankShift:
    """Return each item's shift between the sides, with its limits where they are known."""
    side, reference = ranked.side, ranked.reference
    if ranked.known and side.joint is not None and reference.joint is not None:
        return rank_shift(side.joint, reference.joint)
    finite = np.isfinite(side.rank) & np.isfinite(reference.rank)
    value = np.subtract(side.rank, reference.rank, out=np.full(finite.shape, nan), where=finite)
    nowhere = np.full(finite.shape, nan)
    return RankShift(value, nowhere, nowhere, np.zeros(finite.shape, dtype=np.bool_), level)


def _agreement(survey: Survey, group: Group, ranked: _Ranked, k: int) -> Agreement:
    """Say how far both sides put a group's items in one order."""
    items = int(ranked.shared.sum())
    tau, overlap = [nan] * 3, [nan] * 3
    side, reference = ranked.side.joint, ranked.reference.joint
    if ranked.known and items and side is not None and reference is not None:
        values = (_from_the_top(group, part) for part in _sides(group))
        for numbers, told in (
            (tau, rank_tau(side, reference, *values)),
            (overlap, top_overlap(side, reference, min(k, items))),
        ):
            numbers[:] = [told.value, float(told.interval.low), float(told.interval.high)]
    return Agreement(
        **group.heading(survey),
        label=group.side.question.label,
        items=items,
        tau=tau[0],
        tau_low=tau[1],
        tau_high=tau[2],
        overlap=overlap[0],
        overlap_low=overlap[1],
        overlap_high=overlap[2],
        k=min(k, items),
        status=status_of(group.rows),
        flags=doubts_of(group.rows) + (() if ranked.known else (NO_COVARIANCE,)),
    )
