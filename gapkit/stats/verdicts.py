"""One region, four words: what an interval of a gap says, with or without a margin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Mask, broadcast


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """What each interval says.

    Attributes
    ----------
    verdict : ndarray of str
        "aligned", "over", "under", "undecided", or "" where there is no interval.
    small_difference : ndarray of bool
        Aligned, and yet 0 is outside the interval.
    beyond_margin : ndarray of bool
        Over or under by the margin or more, all of the interval.
    """

    verdict: npt.NDArray[np.str_]
    small_difference: Mask
    beyond_margin: Mask


def verdict(
    low: npt.ArrayLike,
    high: npt.ArrayLike,
    margin: npt.ArrayLike = 0.0,
    *,
    direction: npt.ArrayLike | None = None,
) -> Verdicts:
    """Judge gaps by their (family) intervals.

    Parameters
    ----------
    low, high : array_like
        Interval of each gap; NaN where there is none.
    margin : array_like, default 0
        Gaps smaller than this count as agreement, in the units of the gap; 0: no such margin, and
        so never "aligned".
    direction : array_like, optional
        Sign of each flagged gap, 0 where the gap is not flagged: what "over" and "under" follow where a
        stepwise correction flags more than the intervals exclude. Default: the intervals decide.

    Returns
    -------
    Verdicts
        "Aligned" wins over "over" and "under": the margin is the user's own word for agreement.

    References
    ----------
    Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15:657.

    Examples
    --------
    >>> print(verdict([0.01, 0.06, -0.3, -0.1], [0.04, 0.2, -0.01, 0.1], 0.05).verdict)
    ['aligned' 'over' 'under' 'undecided']
    """
    low, high, margin = broadcast(low, high, margin)
    sign = np.asarray(np.nan if direction is None else direction, dtype=np.float64)
    over, under = (low > 0, high < 0) if direction is None else (sign > 0, sign < 0)
    aligned = (-margin < low) & (high < margin)
    none = np.isnan(low) | np.isnan(high)
    words = np.select([none, aligned, over, under], ["", "aligned", "over", "under"], "undecided")
    beyond = ((low >= margin) | (high <= -margin)) & (margin > 0)
    return Verdicts(words, aligned & (over | under) & ~none, beyond & ~none)


def verdict_by_item(
    low: npt.ArrayLike,
    high: npt.ArrayLike,
    margin: npt.ArrayLike,
    *,
    inner_low: npt.ArrayLike,
    inner_high: npt.ArrayLike,
    direction: npt.ArrayLike | None = None,
) -> Verdicts:
    """Judge gaps as ``verdict`` does, but agreement item by item: two one-sided tests.

    Over and under come first here; what is left is aligned where the interval of the item alone at
    1 - 2 alpha lies inside the margin. Among J items a false "aligned" may then be as likely as J alpha.

    Parameters
    ----------
    low, high, margin, direction : array_like
        As in ``verdict``.
    inner_low, inner_high : array_like
        Interval of each item alone at level 1 - 2 alpha.

    References
    ----------
    Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15:657.

    Examples
    --------
    >>> judged = verdict_by_item([-0.06], [0.05], 0.05, inner_low=[-0.04], inner_high=[0.03])
    >>> print(judged.verdict)
    ['aligned']
    """
    plain = verdict(low, high, 0.0, direction=direction)
    inside_low, inside_high, width = broadcast(inner_low, inner_high, margin)
    inside = (-width < inside_low) & (inside_high < width)
    words = np.where((plain.verdict == "undecided") & inside, "aligned", plain.verdict)
    beyond = verdict(low, high, margin, direction=direction).beyond_margin
    return Verdicts(words, plain.small_difference, beyond)
