"""Where many functions cross 0, all at once: each bracket shrinks until nothing lies between its ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array, Mask

Places = npt.NDArray[np.intp]
Function = Callable[[Array, Places], Array]
"""Takes one point per bracket and the brackets' places; answers with a value per point."""

STEPS = 200
"""Far more than any bracket needs; halving alone takes about 60."""
PATIENCE = 3
"""Steps within which a bracket has to halve, or it is cut in the middle."""
NARROW = 4.0 * float(np.finfo(np.float64).eps)
TINY = 2e-15
"""Width, relative and absolute, at which a bracket counts as a point: statistics are no smoother."""
OVERSHOOT = 1.05
"""A line through two values on one side of 0 is followed a little too far, to bracket the crossing."""


@dataclass(slots=True, eq=False)
class _Brackets:
    """Brackets that still shrink.

    ``new`` is the latest point, ``end`` the end across 0, ``old`` the point before; ``wide`` the width
    that has to halve.
    """

    place: Places
    new: Array
    f_new: Array
    end: Array
    f_end: Array
    old: Array
    f_old: Array
    wide: Array

    def only(self, kept: Mask) -> _Brackets:
        """Return some of the brackets."""
        return _Brackets(*(getattr(self, each.name)[kept] for each in fields(self)))


def crossings(function: Function, outside: Array, inside: Array, guess: Array) -> Array:
    """Point of each bracket where its function turns from above 0 (outside) to at most 0 (inside).

    Where it never is above 0, the point is ``outside``; NaN counts as not above 0. Chandrupatla's
    steps: inverse quadratic interpolation where that can be trusted, halving else. Exact to about
    2e-15, as far as the function's own rounding allows.

    Parameters
    ----------
    function : callable
        Of one point per bracket and the brackets' places.
    outside, inside : ndarray, shape (k,)
        Ends of the brackets. The function is never asked at ``outside``.
    guess : ndarray, shape (k,)
        First point to try; anything between the ends will do.

    References
    ----------
    Chandrupatla 1997, Advances in Engineering Software 28:145.

    Examples
    --------
    >>> square = np.array([2.0, 9.0])
    >>> root = crossings(lambda x, at: x * x - square[at], np.full(2, 10.0), np.zeros(2), np.ones(2))
    >>> print(root.round(6))
    [1.414214 3.      ]
    """
    result = np.array(outside, dtype=np.float64)
    now = _opened(function, result, inside)
    point = np.where((guess - inside) * (guess - result) < 0, guess, (inside + result) / 2)
    for step in range(STEPS):
        _move(now, point, function(point, now.place))
        move = now.end - now.new
        width = np.abs(move)
        share = _share(now)
        if step % PATIENCE == PATIENCE - 1:
            share = np.where(width > now.wide / 2, 0.5, share)
            now.wide = width
        narrow = NARROW * np.abs(now.new) + TINY
        near = (share * width <= narrow / 2) & np.isfinite(now.f_end)
        least = np.minimum(narrow / np.maximum(width, narrow), 0.5)
        point = now.new + np.where(near, share, np.clip(share, least, 1 - least)) * move
        result[now.place] = np.where(near, point, np.where(now.f_new > 0, now.new, now.end))
        left = ~(near | (width <= narrow))
        if not left.any():
            break
        if not left.all():
            now, point = now.only(left), point[left]
    return result


def _opened(function: Function, outside: Array, inside: Array) -> _Brackets:
    """Return the brackets as they are given: nothing is known at their outer ends."""
    every, start = np.arange(len(outside)), np.array(inside, dtype=np.float64)
    infinite, unknown = (np.full(len(outside), value) for value in (np.inf, np.nan))
    return _Brackets(
        place=every,
        new=start,
        f_new=function(start, every),
        end=outside.copy(),
        f_end=infinite,
        old=start,
        f_old=unknown,
        wide=np.abs(outside - start),
    )


def _move(now: _Brackets, point: Array, value: Array) -> None:
    """Take a new point in: it replaces the end on its own side of 0."""
    same = (value > 0) == (now.f_new > 0)
    now.old, now.f_old = np.where(same, now.new, now.end), np.where(same, now.f_new, now.f_end)
    now.end, now.f_end = np.where(same, now.end, now.new), np.where(same, now.f_end, now.f_new)
    now.new, now.f_new = point, value


def _share(now: _Brackets) -> Array:
    """How far to go from the latest point towards the end across 0, as a share of the bracket."""
    a, fa, b, fb, c, fc = now.new, now.f_new, now.end, now.f_end, now.old, now.f_old
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        trusted = (phi * phi < xi) & ((1 - phi) * (1 - phi) < 1 - xi)
        quadratic = fa / (fb - fa) * (fc / (fb - fc))
        quadratic += (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb))
        ahead = OVERSHOOT * fa / (fc - fa) * (a - c) / (b - a)
        line = np.where(np.isfinite(fb), fa / (fa - fb), ahead)
    share = np.where(trusted, quadratic, np.where(np.isfinite(fb) & np.isfinite(fc), 0.5, line))
    return np.where((share >= 0) & (share < 1), share, 0.5)
