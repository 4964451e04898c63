"""Significance letters as tab books have them: which columns a value is higher than, at two levels."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, inf, isnan, nan
from string import ascii_uppercase

from gapkit.display import in_points
from gapkit.gaps import Gap
from gapkit.stats import proportion_gap
from gapkit.stats.student import two_sided_p
from gapkit.tallies import Estimate

CAPITAL, SMALL = 0.05, 0.10
"""p-values below which a letter is a capital, and a small one."""


def column_letters(count: int) -> tuple[str, ...]:
    """Return the letters of so many columns: A to Z, then A2 and so on.

    Examples
    --------
    >>> column_letters(3), column_letters(27)[-1]
    (('A', 'B', 'C'), 'A2')
    """
    every = len(ascii_uppercase)
    return tuple(
        f"{ascii_uppercase[place % every]}{place // every + 1 if place >= every else ''}"
        for place in range(count)
    )


def segment_letters(cells: Sequence[Estimate]) -> tuple[str, ...]:
    """Return under each segment of one side the letters of the segments it is higher than.

    Every pair is tested alone, on effective bases: shares by the score statistic, others by
    Welch's. A cell with a small base, or hidden, has no letter and gives none.
    """
    names = column_letters(len(cells))
    told = [""] * len(cells)
    for first, high in enumerate(cells):
        for second, low in enumerate(cells):
            if _may_lead(high) and _may_lead(low) and high.value > low.value:
                told[first] += lettered(names[second], p_of(high, low))
    return tuple(told)


def side_letters(row: Gap) -> tuple[str, str]:
    """Return the letters under the side (A) and the reference (B), by the adjusted p-value of their gap."""
    if row.status != "ok" or isnan(row.p_adjusted):
        return "", ""
    higher = lettered("B" if row.gap > 0 else "A", row.p_adjusted)
    return (higher, "") if row.gap > 0 else ("", higher)


def lettered(name: str, p_value: float) -> str:
    """Return a column's letter: a capital below 5 %, a small one below 10 %, else nothing.

    Examples
    --------
    >>> lettered("B", 0.01), lettered("B", 0.07), lettered("B", 0.2), lettered("B", float("nan"))
    ('B', 'b', '', '')
    """
    if isnan(p_value) or p_value >= SMALL:
        return ""
    return name if p_value < CAPITAL else name.lower()


def p_of(first: Estimate, second: Estimate) -> float:
    """Return the p-value of two segments of one side being equal."""
    if not in_points(first.measure) or first.measure.startswith("net"):
        return _welch(first, second)
    bases = (first.effective_base, second.effective_base)
    if not all(base > 0 for base in bases):
        return nan
    counts = (first.value * bases[0], second.value * bases[1])
    return float(proportion_gap(counts[0], bases[0], counts[1], bases[1]).p_value)


def _welch(first: Estimate, second: Estimate) -> float:
    """Return the p-value of two means by Welch's method."""
    se = hypot(first.se, second.se)
    if not se > 0:
        return nan
    loss = first.se**4 / first.df + second.se**4 / second.df
    df = se**4 / loss if loss else inf
    return float(two_sided_p((first.value - second.value) / se, df))


def _may_lead(each: Estimate) -> bool:
    """Whether a value may be told from others."""
    return each.status == "ok" and not isnan(each.value)
