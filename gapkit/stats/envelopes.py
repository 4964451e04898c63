"""What rounding leaves open about a gap of two printed percentages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import GapMethod, check, check_conf_level
from gapkit.stats.counts import check_broadcast
from gapkit.stats.proportion_gaps import gap_limits, gap_statistic
from gapkit.stats.published import base_needed
from gapkit.stats.rounding import RoundingBox
from gapkit.stats.student import normal_critical, two_sided_p
from gapkit.stats.types import Array

HOLDS, FAILS, DEPENDS = "holds", "fails", "depends on rounding"
MOST_COUNTS = 21
"""Counts per side up to which every pair is looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """Range of results over everything that two printed percentages may stand for.

    Attributes
    ----------
    gap_low, gap_high : ndarray
        Smallest and largest gap, side minus reference.
    low, high : ndarray
        Lowest lower and highest upper limit of the gap's interval.
    p_low, p_high : ndarray
        Smallest and largest p of a gap of 0, of the item alone.
    decision : ndarray of str
        "holds" if the gap is flagged whatever the rounding hides, "fails" if it never is, else
        "depends on rounding"; "" where a base is unknown or a percentage impossible.
    """

    gap_low: Array
    gap_high: Array
    low: Array
    high: Array
    p_low: Array
    p_high: Array
    decision: npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class BaseRange:
    """Bases that printed percentages would need, over everything they may stand for.

    Attributes
    ----------
    low, high : ndarray
        As in ``base_needed``, for the widest and for the narrowest gap; ``high`` is inf where the
        two shares may be equal.
    """

    low: Array
    high: Array


def gap_envelope(
    side: RoundingBox,
    reference: RoundingBox,
    *,
    method: GapMethod = "score",
    items: int = 1,
    conf_level: float = 0.95,
) -> Envelope:
    """Range of limits, p and decision of printed gaps, over all that rounding hides.

    Parameters
    ----------
    side, reference : RoundingBox
        What ``rounding_box`` says about the printed percentages, one per item.
    method : str, default "score"
        "score", "mn" or "newcombe", as in ``proportion_gap``.
    items : int, default 1
        Items tested together: limits and decision use Bonferroni's critical value, since nobody
        knows the covariance of published figures.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the method is unknown, the level or the items out of range, or the shapes do not fit.

    References
    ----------
    STATISTICS, section 8: for limits the corners suffice; p may turn inside the box.

    Examples
    --------
    >>> from gapkit.stats.rounding import rounding_box
    >>> envelope = gap_envelope(rounding_box([0.45, 0.60], 60), rounding_box([0.34, 0.34], 200))
    >>> print(envelope.decision)
    ['fails' 'holds']
    """
    check("method", method, GapMethod)
    c = _critical(conf_level, items)
    check_broadcast(("side", "reference"), side.low, reference.low)
    shape = np.broadcast_shapes(side.low.shape, reference.low.shape)
    limits, sizes = np.full((2, *shape), np.nan), np.full((2, *shape), np.nan)
    for item in np.ndindex(shape):
        one, two = _cut(side, item, shape), _cut(reference, item, shape)
        (n1,), (n2,) = one.base, two.base
        if np.isnan([one.low[0], two.low[0], n1, n2]).any():
            continue
        first, second = _points(one), _points(two)
        p1, p2 = _pairs(first, second, listed=_is_listed(one) and _is_listed(two))
        z = np.abs(gap_statistic(p1, n1, p2, n2, method=method))
        ends = gap_limits(first[[0, 0, -1, -1]], n1, second[[0, -1, 0, -1]], n2, c, method=method)
        limits[:, *item] = ends.low.min(), ends.high.max()
        sizes[:, *item] = z.min(), z.max()
    words = np.where(sizes[0] > c, HOLDS, np.where(sizes[1] > c, DEPENDS, FAILS))
    return Envelope(
        gap_low=side.low - reference.high,
        gap_high=side.high - reference.low,
        low=limits[0],
        high=limits[1],
        p_low=two_sided_p(sizes[1]),
        p_high=two_sided_p(sizes[0]),
        decision=np.where(np.isnan(sizes[0]), "", words),
    )


def base_needed_range(
    side: RoundingBox, reference: RoundingBox, *, items: int = 1, conf_level: float = 0.95
) -> BaseRange:
    """Smallest bases at which a printed gap would be flagged, over all that rounding hides.

    Parameters
    ----------
    side, reference : RoundingBox
        One or both with an unknown base: that base is asked for; both get the same.
    items : int, default 1
        Items tested together (Bonferroni).
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the level or the items are out of range, or the shapes do not fit.

    Examples
    --------
    >>> from gapkit.stats.rounding import rounding_box
    >>> needed = base_needed_range(rounding_box([0.6, 0.5]), rounding_box([0.5, 0.5], 1300))
    >>> print(needed.low[0] < needed.high[0], needed.high[1])
    True inf
    """
    c = _critical(conf_level, items)
    check_broadcast(("side", "reference"), side.low, reference.low)
    above = side.high - reference.low >= reference.high - side.low
    wide = np.where(above, side.high, side.low), np.where(above, reference.low, reference.high)
    near = np.where(above, side.low, side.high), np.where(above, reference.high, reference.low)
    tie = np.where(above, near[0] <= near[1], near[0] >= near[1])
    low, high = (base_needed(one, side.base, two, reference.base, c) for one, two in (wide, near))
    asked = ~np.isnan(low)
    return BaseRange(low, np.where(asked & tie, np.inf, high))


def _critical(conf_level: float, items: int) -> float:
    """Bonferroni's critical value: nobody knows the covariance of published figures."""
    check_conf_level(conf_level)
    if items < 1:
        raise OptionError.outside("items", items, "1 or more")
    return normal_critical((1 - conf_level) / items)


def _cut(box: RoundingBox, item: tuple[int, ...], shape: tuple[int, ...]) -> RoundingBox:
    """Return the box of one item."""
    ends = (box.low, box.high, box.base, box.count_low, box.count_high)
    low, high, base, first, last = (np.broadcast_to(end, shape)[item].reshape(1) for end in ends)
    return RoundingBox(low, high, base, first, last, np.broadcast_to(box.possible, shape)[item].reshape(1))


def _is_listed(box: RoundingBox) -> bool:
    """Whether the box has so few counts that each is looked at."""
    return bool(box.count_high[0] - box.count_low[0] < MOST_COUNTS)


def _points(box: RoundingBox) -> Array:
    """Shares that are looked at: every count, or the ends and the middle."""
    if _is_listed(box):
        return np.asarray(np.arange(box.count_low[0], box.count_high[0] + 1) / box.base[0])
    return np.linspace(box.low[0], box.high[0], 3)


def _pairs(first: Array, second: Array, *, listed: bool) -> Array:
    """Every pair of shares, and ties of two boxes unless their counts were listed one by one."""
    p1, p2 = (grid.ravel() for grid in np.meshgrid(first, second, indexing="ij"))
    low, high = max(first[0], second[0]), min(first[-1], second[-1])
    tie = np.array([]) if listed or low > high else np.linspace(low, high, 3)
    return np.stack([np.append(p1, tie), np.append(p2, tie)])
