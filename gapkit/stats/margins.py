"""What two answers of the same respondents may amount to, where only the two shares are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.paired_gaps import paired_gap
from gapkit.stats.paired_methods import PairedGapMethod
from gapkit.stats.types import Array, Interval, Numbers, broadcast, plain

HOLDS, FAILS, DEPENDS = "holds", "fails", "depends on the overlap"
ROUNDING = 1e-9
"""Respondents that only rounding can have made."""


@dataclass(frozen=True, slots=True)
class PairedBounds:
    """Everything that two margins leave possible.

    Attributes
    ----------
    value : float or ndarray
        First share minus the second: known whatever the overlap.
    changed_low, changed_high : float or ndarray
        Least and largest share of respondents who answered differently.
    narrowest, widest : Interval
        Confidence interval of the gap at the largest and at the smallest overlap.
    p_low, p_high : float or ndarray
        Smallest and largest p.
    decision : str or ndarray of str
        "holds" if every overlap excludes a gap of 0, "fails" if none does, else "depends on the
        overlap"; "" where nobody was asked.
    """

    value: Numbers
    changed_low: Numbers
    changed_high: Numbers
    narrowest: Interval
    widest: Interval
    p_low: Numbers
    p_high: Numbers
    decision: str | npt.NDArray[np.str_]


def paired_bounds(
    share_1: npt.ArrayLike,
    share_2: npt.ArrayLike,
    n: npt.ArrayLike,
    *,
    method: PairedGapMethod = "tango",
    conf_level: float = 0.95,
) -> PairedBounds:
    """Range of paired results when only the two shares are known, not who gave both answers.

    The gap is the same for every overlap; how sure it is depends on how many answered differently.
    That number lies between the gap itself and what the margins leave room for (Frechet).

    Parameters
    ----------
    share_1, share_2 : array_like
        Shares of the two answers, 0 to 1, of the same respondents.
    n : array_like
        Respondents. Share times n need not be whole: the shares may be rounded.
    method : str, default "tango"
        As in ``paired_gap``.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If a share lies outside 0 to 1, n is negative, the method is unknown or the level is out
        of range.

    References
    ----------
    Frechet 1951, Annales de l'Universite de Lyon A 14:53. Tango 1998, Statistics in Medicine 17:891.

    Examples
    --------
    >>> bounds = paired_bounds(0.6, 0.5, 100)
    >>> round(bounds.p_low, 4), round(bounds.p_high, 4), bounds.decision
    (0.0016, 0.2918, 'depends on the overlap')
    """
    check("method", method, PairedGapMethod)
    check_conf_level(conf_level)
    p1, p2, base = _checked(share_1, share_2, n)
    x1, x2 = p1 * base, p2 * base
    most, least = np.minimum(x1, x2), np.maximum(0.0, x1 + x2 - base)
    near, far = (
        paired_gap(*_table(x1, x2, base, overlap), method=method, conf_level=conf_level)
        for overlap in (most, least)
    )
    known = np.where(base > 0, base, np.nan)
    p = np.array([near.p_value, far.p_value])
    shown = np.array([_excludes_0(near.interval), _excludes_0(far.interval)])
    words = np.where(shown.all(axis=0), HOLDS, np.where(shown.any(axis=0), DEPENDS, FAILS))
    words = np.where(base > 0, words, "")
    return PairedBounds(
        value=near.value,
        changed_low=plain((x1 + x2 - 2 * most) / known),
        changed_high=plain((x1 + x2 - 2 * least) / known),
        narrowest=near.interval,
        widest=far.interval,
        p_low=plain(np.fmin(*p)),
        p_high=plain(np.fmax(*p)),
        decision=str(words) if words.ndim == 0 else words,
    )


def _checked(share_1: npt.ArrayLike, share_2: npt.ArrayLike, n: npt.ArrayLike) -> list[Array]:
    names = ("share_1", "share_2", "n")
    try:
        arrays = broadcast(share_1, share_2, n)
    except ValueError as error:
        raise OptionError.lengths_differ(names, [np.shape(v) for v in (share_1, share_2, n)]) from error
    for name, values in zip(names, arrays, strict=True):
        largest = np.inf if name == "n" else 1.0
        bad = ~((values >= 0) & (values <= largest) & np.isfinite(values))
        if bad.any():
            allowed = "a finite number, 0 or more" if name == "n" else "from 0 to 1"
            raise OptionError.outside(name, f"{values[bad][0]:g}", allowed)
    return arrays


def _table(x1: Array, x2: Array, n: Array, overlap: Array) -> list[Array]:
    """Cells of the table with this overlap; what only rounding left in them is 0."""
    table = (overlap, x1 - overlap, x2 - overlap, n - x1 - x2 + overlap)
    return [np.where(np.abs(cell) < ROUNDING, 0.0, cell) for cell in table]


def _excludes_0(interval: Interval) -> npt.NDArray[np.bool_]:
    return np.asarray((np.asarray(interval.low) > 0) | (np.asarray(interval.high) < 0))
