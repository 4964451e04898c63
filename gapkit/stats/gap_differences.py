"""How much a gap differs between two segments or waves, from the interval of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.counts import counted
from gapkit.stats.families import coherent_limits
from gapkit.stats.gap_methods import GAP_KERNELS, ProportionGapMethod
from gapkit.stats.student import agreeing_p, critical_value, two_sided_p
from gapkit.stats.types import Array, Interval, Limits, Numbers, broadcast, plain

TwoSides: TypeAlias = "tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike, npt.ArrayLike]"
"""Count and base of the side, count and base of the reference."""

NAMES = ("count", "base", "count_reference", "base_reference")
FARTHEST = 38.0
"""Normal critical value beyond which p is 0 to the last digit."""
SPREAD = 1.3
"""Factor within which the first guess is nearly always right."""
STEPS = 60
PRECISION = 1e-13


@dataclass(frozen=True, slots=True)
class GapDifference:
    """One gap minus another.

    Attributes
    ----------
    value : float or ndarray
        First gap minus second, -2 to 2.
    gap, gap_other : float or ndarray
        The two gaps, side minus reference.
    interval : Interval
        Confidence interval of the difference.
    p_value : float or ndarray
        Two-sided: the level at which a limit touches 0.
    method : str
        How the interval of each gap was computed.
    """

    value: Numbers
    gap: Numbers
    gap_other: Numbers
    interval: Interval
    p_value: Numbers
    method: ProportionGapMethod


def gap_difference(
    first: TwoSides,
    second: TwoSides,
    *,
    correlation: npt.ArrayLike = 0.0,
    method: ProportionGapMethod = "score",
    conf_level: float = 0.95,
) -> GapDifference:
    """Difference of two gaps of shares (segments, waves), with its interval and test.

    Where only one side is split, the other side's total cancels: the difference is then the gap of
    the two segments, and ``proportion_gap`` says more about it.

    Parameters
    ----------
    first, second : tuple of four array_like
        ``(count, base, count_reference, base_reference)`` of each, as in ``proportion_gap``. For a
        change, the later wave comes first.
    correlation : array_like, default 0
        Correlation of the two gaps' estimates, -1 to 1, where the same respondents or PSUs stand
        in both.
    method : str, default "score"
        Of each gap's interval, as in ``proportion_gap``.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    GapDifference
        NaN where a base is 0.

    Raises
    ------
    OptionError
        If the method is unknown, the level, a count or the correlation is out of range, or the
        shapes do not fit.

    References
    ----------
    Zou and Donner 2008, Statistics in Medicine 27:1693 (MOVER).

    Examples
    --------
    >>> change = gap_difference((75, 128, 640, 1250), (90, 132, 610, 1300), method="newcombe")
    >>> round(change.value, 4), round(change.interval.low, 4), round(change.interval.high, 4)
    (-0.1386, -0.2585, -0.0155)
    """
    check("method", method, ProportionGapMethod)
    check_conf_level(conf_level)
    rho = np.asarray(correlation, dtype=np.float64)
    if not (np.abs(rho) <= 1).all():
        raise OptionError.outside("correlation", str(correlation), "from -1 to 1")
    *sides, rho = both_gaps(first, second, rho)
    a, b = sides[:4], sides[4:]
    gaps = a[0] - a[2], b[0] - b[2]
    value = gaps[0] - gaps[1]

    def limits(c: npt.ArrayLike) -> Limits:
        level = np.broadcast_to(np.asarray(c, dtype=np.float64), value.shape)
        kernel = GAP_KERNELS[method].limits
        return mover_limits(gaps[0], kernel(*(*a, level)), gaps[1], kernel(*(*b, level)), rho)

    z = _touching(value, limits)
    critical = critical_value(conf_level)
    flagged = z > critical
    ends = limits(critical)
    ends = coherent_limits(ends.low, ends.high, flagged, np.sign(value))
    return GapDifference(
        value=plain(value),
        gap=plain(gaps[0]),
        gap_other=plain(gaps[1]),
        interval=Interval(plain(ends.low), plain(ends.high), conf_level),
        p_value=plain(agreeing_p(two_sided_p(z), flagged, 1 - conf_level)),
        method=method,
    )


def mover_limits(
    first: npt.ArrayLike,
    first_limits: Limits,
    second: npt.ArrayLike,
    second_limits: Limits,
    correlation: npt.ArrayLike = 0.0,
) -> Limits:
    """Limits of a difference from the limits of its two parts: their errors add like vectors.

    Parameters
    ----------
    first, second : array_like
        The estimates; the difference is first minus second.
    first_limits, second_limits : Limits
        Of each, at one critical value.
    correlation : array_like, default 0
        Of the two estimates.

    References
    ----------
    Zou and Donner 2008, Statistics in Medicine 27:1693.

    Examples
    --------
    >>> part = Limits(np.array(0.1), np.array(0.3))
    >>> limits = mover_limits(0.2, part, 0.2, part)
    >>> print(limits.low.round(4), limits.high.round(4))
    -0.1414 0.1414
    """
    a, b, rho = broadcast(first, second, correlation)
    ends = []
    for x, y in (
        (a - first_limits.low, second_limits.high - b),
        (first_limits.high - a, b - second_limits.low),
    ):
        ends.append(np.sqrt(np.maximum(x**2 + y**2 - 2 * rho * x * y, 0.0)))
    return Limits(a - b - ends[0], a - b + ends[1])


def _touching(value: Array, limits: Callable[[npt.ArrayLike], Limits]) -> Array:
    """Critical value at which a limit touches 0; within 1, the difference over its half-width at 1."""
    above = value > 0

    def half(c: npt.ArrayLike) -> Array:
        ends = limits(c)
        return np.asarray(np.where(above, value - ends.low, ends.high - value))

    at_1, far = half(1.0), np.abs(value)
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.where(value == 0, 0.0, far / at_1)
    if not (near > 1).any():
        return near
    z = _crossing(lambda c: half(c) - far, np.clip(np.nan_to_num(near), 1.0, FARTHEST))
    return np.where(near > 1, z, near)


def _crossing(rising: Callable[[Array], Array], guess: Array) -> Array:
    """Where a rising function crosses 0 between 1 and ``FARTHEST``: regula falsi, Illinois's way."""
    low, high = np.maximum(guess / SPREAD, 1.0), np.minimum(guess * SPREAD, FARTHEST)
    low = np.where(rising(low) > 0, 1.0, low)
    high = np.where(rising(high) < 0, FARTHEST, high)
    f_low, f_high = rising(low), rising(high)
    crosses = (f_low < 0) & (f_high > 0)
    root, side = np.where(f_high < 0, FARTHEST, low), np.zeros_like(low)
    for _ in range(STEPS):
        with np.errstate(divide="ignore", invalid="ignore"):
            trial = (low * f_high - high * f_low) / (f_high - f_low)
        root = np.where(crosses, np.clip(trial, low, high), root)
        f = rising(root)
        if not (crosses & (np.abs(f) > PRECISION) & (high - low > PRECISION)).any():
            break
        under = f < 0
        f_high = np.where(under, np.where(side < 0, f_high / 2, f_high), f)
        f_low = np.where(under, f, np.where(side > 0, f_low / 2, f_low))
        low, high = np.where(under, root, low), np.where(under, high, root)
        side = np.where(under, -1.0, 1.0)
    return root


def both_gaps(first: TwoSides, second: TwoSides, correlation: npt.ArrayLike = 0.0) -> list[Array]:
    """Return shares and bases of both gaps, four arrays each, and the correlation, in one shape.

    Raises
    ------
    OptionError
        If a count is out of range, or the shapes do not fit.

    Examples
    --------
    >>> print(*both_gaps((1, 2, 3, 4), (1, 4, 4, 4)))
    0.5 2.0 0.75 4.0 0.25 4.0 1.0 4.0 0.0
    """
    shares: list[Array] = []
    for four in (first, second):
        for pair, names in ((four[:2], NAMES[:2]), (four[2:], NAMES[2:])):
            share = counted(*pair, names=(names[0], names[1]))
            shares += [share.p, share.n]
    try:
        return broadcast(*shares, correlation)
    except ValueError as error:
        raise OptionError.lengths_differ(("first", "second"), [np.shape(s) for s in shares]) from error
