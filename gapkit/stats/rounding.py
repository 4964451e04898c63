"""What a printed percentage may stand for: the counts, or the shares, that round to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check
from gapkit.stats.types import Array, Mask

Rounding = Literal["integer", "one_decimal", "truncated", "half-even", "none"]

PRINTED = 1e-9
"""Units of the last digit by which a printed share may miss it: only a float's rounding."""
LARGEST_BASE = 1e12


@dataclass(frozen=True, slots=True, eq=False)
class RoundingBox:
    """Everything that printed percentages may stand for.

    Attributes
    ----------
    low, high : ndarray
        Smallest and largest share, 0 to 1; NaN where the percentage is impossible or not printed.
    base : ndarray
        Base that a gap is judged on (respondents over design effect); NaN where unknown.
    count_low, count_high : ndarray
        Smallest and largest count; NaN where the share need not be a count over the base.
    possible : ndarray of bool
        False where no count of the base rounds to what is printed.
    """

    low: Array
    high: Array
    base: Array
    count_low: Array
    count_high: Array
    possible: Mask


def rounding_box(
    share: npt.ArrayLike,
    base: npt.ArrayLike = np.nan,
    *,
    rounding: Rounding = "integer",
    digits: int | None = None,
    deff: npt.ArrayLike = 1.0,
) -> RoundingBox:
    """Find the counts, or the shares, that are printed as the given percentages.

    Parameters
    ----------
    share : array_like
        As printed, but 0 to 1: 0.34 for 34 %. NaN: nothing is printed.
    base : array_like, default NaN
        Respondents behind it. Unknown, or not whole: then every real share counts.
    rounding : str, default "integer"
        "integer" and "one_decimal" (halves go up), "truncated" (the rest is cut off), "half-even"
        (halves go to the even digit) or "none" (the share is exact).
    digits : int, optional
        Decimals of the printed percent. Default: 0 and 1 by name, else as many as are printed,
        0 or 1.
    deff : array_like, default 1
        Design effect of a weighted source: anything but 1 makes shares real, and divides the base.

    Raises
    ------
    OptionError
        If a share or base is out of range, has more digits than its rule prints, or the rule is
        unknown.

    Examples
    --------
    >>> box = rounding_box([0.34, 0.35, 0.01], [181, 181, 30], rounding="truncated")
    >>> print(box.count_low, box.count_high, box.possible)
    [62. 64. nan] [63. 65. nan] [ True  True False]
    """
    check("rounding", rounding, Rounding)
    p, n, effect = _checked(share, base, deff)
    units = _units(p, rounding, digits)
    printed = np.round(p * units)
    if (np.abs(p * units - printed) > PRINTED * units).any():
        wrong = p[np.abs(p * units - printed) > PRINTED * units][0]
        allowed = f"printed with the digits of `rounding`, here {rounding}"
        raise OptionError.outside("share", f"{wrong:g}", allowed)
    whole = (n == np.round(n)) & (effect == 1) & (rounding != "none")
    first, last = _counts(printed, np.where(whole, n, 0.0), units, rounding)
    possible = np.where(whole, first <= last, True) & ~np.isnan(p)
    low, high = _shares(p, printed, units, rounding)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = np.where(whole, first / n, low), np.where(whole, last / n, high)
    none = np.full(p.shape, np.nan)
    return RoundingBox(
        low=np.where(possible, low, none),
        high=np.where(possible, high, none),
        base=n / effect,
        count_low=np.where(possible & whole, first, none),
        count_high=np.where(possible & whole, last, none),
        possible=np.asarray(possible | np.isnan(p)),
    )


def _checked(share: npt.ArrayLike, base: npt.ArrayLike, deff: npt.ArrayLike) -> list[Array]:
    names = ("share", "base", "deff")
    arrays = [np.atleast_1d(np.asarray(value, dtype=np.float64)) for value in (share, base, deff)]
    try:
        arrays = [np.array(array) for array in np.broadcast_arrays(*arrays)]
    except ValueError as error:
        raise OptionError.lengths_differ(names, [array.shape for array in arrays]) from error
    for name, values, least, most, allowed in (
        ("share", arrays[0], 0.0, 1.0, "from 0 to 1"),
        ("base", arrays[1], 1.0, LARGEST_BASE, "1 or more"),
        ("deff", arrays[2], np.nextafter(0.0, 1.0), np.inf, "above 0"),
    ):
        bad = (values < least) | (values > most)
        if bad.any():
            raise OptionError.outside(name, f"{values[bad][0]:g}", allowed)
    return arrays


def _units(p: Array, rounding: Rounding, digits: int | None) -> Array:
    """Return the printed steps from 0 to 100 %: 100 without decimals, 1000 with one."""
    named = {"integer": 0, "one_decimal": 1}.get(rounding, digits)
    if digits is not None or named is not None:
        return np.full(p.shape, 100.0 * 10 ** (digits if digits is not None else named or 0))
    bare = np.isnan(p) | (np.abs(100 * p - np.round(100 * p)) <= PRINTED * 100)
    finest = 1000.0 if rounding != "none" else 1 / PRINTED
    return np.where(bare, 100.0, finest)


def _counts(printed: Array, n: Array, units: Array, rounding: Rounding) -> list[Array]:
    """First and last count of n that is printed so; whole-number arithmetic, no share is formed."""
    if rounding == "truncated":
        first, after = np.ceil(printed * n / units), np.ceil((printed + 1) * n / units)
        return [first, np.minimum(after - 1, n)]
    down, up = (2 * printed - 1) * n, (2 * printed + 1) * n
    even = (printed % 2 == 0) if rounding == "half-even" else np.ones(printed.shape, dtype=np.bool_)
    first = np.where(even, np.ceil(down / (2 * units)), np.floor(down / (2 * units)) + 1)
    last = np.ceil(up / (2 * units)) - 1
    if rounding == "half-even":
        last = np.where(even, np.floor(up / (2 * units)), last)
    return [np.maximum(first, 0.0), np.minimum(last, n)]


def _shares(p: Array, printed: Array, units: Array, rounding: Rounding) -> list[Array]:
    """Bounds of a real share, ends included."""
    if rounding == "none":
        return [p, p]
    below, above = (0.0, 1.0) if rounding == "truncated" else (0.5, 0.5)
    low, high = (printed - below) / units, (printed + above) / units
    return [np.maximum(low, 0.0), np.minimum(high, 1.0)]
