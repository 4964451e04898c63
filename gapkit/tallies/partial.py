"""Tallies of part of the respondents, which add up: for data that comes in batches.

Counts of answer codes (``CodeCounts``) add up as they are. Beside them stand the moments of numbers,
and the sums per group from which the covariance between items follows when it is too much to keep
every respondent: a few hundred random groups take the place of PSUs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.stats import Design
from gapkit.stats.designs import between_totals
from gapkit.tallies.counting import Codes
from gapkit.tallies.model import Floats

GROUPS: Final = 512
"""Random groups: standard errors vary by about 3 % from one grouping to another."""

STEP: Final = np.uint64(0x9E3779B97F4A7C15)
FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
SECOND: Final = np.uint64(0x94D049BB133111EB)


def random_groups(first: int, rows: int, groups: int = GROUPS) -> NDArray[np.intp]:
    """Return the group of each row, from its number in the file: no seed, and the same however it is cut.

    Parameters
    ----------
    first : int
        Number of the first row.
    rows : int
        How many rows follow.
    groups : int
        How many groups there are.

    References
    ----------
    Steele, Lea and Flood 2014, OOPSLA: the mixing function of SplitMix64. Wolter 2007, Introduction to
    Variance Estimation, Springer, chapter 2.

    Examples
    --------
    >>> print(random_groups(0, 4, 10), random_groups(2, 2, 10))
    [5 0 9 4] [9 4]
    """
    mixed = (np.arange(first, first + rows, dtype=np.uint64) + np.uint64(1)) * STEP
    mixed = (mixed ^ (mixed >> np.uint64(30))) * FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * SECOND
    return ((mixed ^ (mixed >> np.uint64(31))) % np.uint64(groups)).astype(np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class GroupSums:
    """Sums of weights and of weighted scores, per group of respondents.

    Attributes
    ----------
    w, wy : float array, shape (groups, segments, items)
        Sum of weights in the base; sum of weight times score.
    """

    w: Floats
    wy: Floats

    def __add__(self, other: GroupSums) -> GroupSums:
        """Return the sums over both parts of the respondents."""
        return GroupSums(self.w + other.w, self.wy + other.wy)

    def covariance(self, stratum: NDArray[np.integer] | None = None) -> Floats:
        """Return the linearised covariance of all means, segment by segment, the groups being the PSUs.

        Parameters
        ----------
        stratum : int array, shape (groups,), optional
            Stratum of each group, where the groups are PSUs; random groups have none.

        Returns
        -------
        float array, shape (segments * items, segments * items)
            NaN where a base is empty.
        """
        total = self.w.sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = self.wy.sum(axis=0) / total
            sums = ((self.wy - mean * self.w) / total).reshape(len(self.w), -1)
        design = Design(np.ones(len(sums)), stratum=stratum)
        return between_totals(lambda rows: sums[rows], sums.shape, design, balanced=True)


def sum_groups(
    y: NDArray[np.generic],
    in_base: NDArray[np.bool_],
    segment: Codes,
    segments: int,
    weight: Floats,
    group: NDArray[np.intp],
    groups: int = GROUPS,
) -> GroupSums:
    """Sum weights and scores per group, segment and item.

    Parameters
    ----------
    y, in_base : array, shape (respondents, items)
        Score, and whether the respondent counts.
    segment : int16 array, shape (respondents,)
        Segment of each respondent; negative: none of them.
    group : intp array, shape (respondents,)
        Group of each respondent: ``random_groups``, or the PSUs numbered from 0.
    """
    shape = (groups, segments + 1)
    key = group * shape[1] + np.maximum(segment, -1) + 1
    w, wy = np.empty((2, groups, segments, y.shape[1]))
    for item in range(y.shape[1]):
        counted = np.where(in_base[:, item], weight, 0.0)
        score = counted * np.where(in_base[:, item], y[:, item], 0.0)
        w[:, :, item] = np.bincount(key, counted, shape[0] * shape[1]).reshape(shape)[:, 1:]
        wy[:, :, item] = np.bincount(key, score, shape[0] * shape[1]).reshape(shape)[:, 1:]
    return GroupSums(w, wy)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What a mean and its spread need of numbers, per segment and column.

    Attributes
    ----------
    n, w, w2 : float array, shape (segments, columns)
        Respondents who gave a number, sum of weights, sum of squared weights.
    mean : float array
        Weighted mean; 0 where nobody gave a number.
    squares : float array
        Weighted sum of squares about the mean.
    """

    n: Floats
    w: Floats
    w2: Floats
    mean: Floats
    squares: Floats

    def __add__(self, other: Moments) -> Moments:
        """Return the moments of both parts of the respondents.

        References
        ----------
        Chan, Golub and LeVeque 1983, The American Statistician 37:242.
        """
        w = self.w + other.w
        share = np.divide(other.w, w, out=np.zeros_like(w), where=w > 0)
        apart = other.mean - self.mean
        return Moments(
            self.n + other.n,
            w,
            self.w2 + other.w2,
            self.mean + share * apart,
            self.squares + other.squares + apart**2 * self.w * share,
        )


def sum_moments(numbers: Floats, segment: Codes, segments: int, weight: Floats) -> Moments:
    """Return the moments of numbers; NaN is no answer.

    Parameters
    ----------
    numbers : float array, shape (respondents, columns)
        What each respondent gave.
    segment : int16 array, shape (respondents,)
        Segment of each respondent; negative: none of them.
    """
    home = np.maximum(segment, -1).astype(np.intp) + 1
    found = np.empty((5, segments, numbers.shape[1]))
    for column, given in enumerate(numbers.T):
        counts = ~np.isnan(given)
        here, y, w = home[counts], given[counts], weight[counts]
        n, total, w2, wy = (np.bincount(here, each, segments + 1) for each in (None, w, w**2, w * y))
        mean = np.divide(wy, total, out=np.zeros(segments + 1), where=total > 0)
        squares = np.bincount(here, w * (y - mean[here]) ** 2, segments + 1)
        found[:, :, column] = np.stack([n, total, w2, mean, squares])[:, 1:]
    return Moments(*found)
