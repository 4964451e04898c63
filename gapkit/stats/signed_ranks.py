"""Rank and sign tests of two answers of the same respondents, on their differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import bdtr

from gapkit.errors import OptionError
from gapkit.options import check
from gapkit.stats.exact_rank_sums import LARGEST, signed_rank_chances
from gapkit.stats.paired_columns import midranks
from gapkit.stats.student import two_sided_p
from gapkit.stats.types import Array

SignedRankTest = Literal["asymptotic", "corrected", "exact", "pratt"]


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Wilcoxon's signed-rank test.

    Attributes
    ----------
    v : float
        Sum of the ranks of the positive differences.
    z : float
        Its normal statistic; NaN for the exact test.
    p_value : float
        Two-sided; NaN where no difference is left.
    differences : int
        Differences that were not 0.
    """

    v: float
    z: float
    p_value: float
    differences: int


@dataclass(frozen=True, slots=True)
class SignTest:
    """Exact sign test.

    Attributes
    ----------
    positive, differences : int
        Positive differences, and all that are not 0.
    p_value : float
        Two-sided; NaN where no difference is left.
    """

    positive: int
    differences: int
    p_value: float


def signed_rank(differences: npt.ArrayLike, *, test: SignedRankTest = "asymptotic") -> SignedRank:
    """Test whether paired differences are centred at 0, by the ranks of their sizes.

    Only for two columns of one side; two sides are independent samples (``mann_whitney``).

    Parameters
    ----------
    differences : array_like
        One per respondent; NaN is left out.
    test : str, default "asymptotic"
        "asymptotic" (zeros dropped, variance corrected for ties), "corrected" (for continuity too),
        "exact" (all signs of the non-zero differences, ties included), or "pratt" (zeros are ranked
        and then dropped).

    Raises
    ------
    OptionError
        If the test is unknown, or there are too many differences for all signs to be counted.

    References
    ----------
    Wilcoxon 1945, Biometrics Bulletin 1:80. Pratt 1959, Journal of the American Statistical
    Association 54:655.

    Examples
    --------
    >>> result = signed_rank([1, 2, 0, -1, 3, 2], test="exact")
    >>> result.v, result.p_value
    (13.5, 0.1875)
    """
    check("test", test, SignedRankTest)
    d = np.asarray(differences, dtype=np.float64)
    d = d[~np.isnan(d)]
    if test != "pratt":
        d = d[d != 0]
    rank = np.where(d == 0, 0.0, midranks(np.abs(d)))
    v = float(rank[d > 0].sum())
    left = int((d != 0).sum())
    if not left:
        return SignedRank(v, float("nan"), float("nan"), 0)
    if test == "exact":
        return SignedRank(v, float("nan"), _exact_p(np.abs(d), v), left)
    excess = v - rank.sum() / 2
    step = np.sign(excess) / 2 if test == "corrected" else 0.0
    z = float((excess - step) / np.sqrt((rank**2).sum() / 4))
    return SignedRank(v, z, float(two_sided_p(z)), left)


def sign_test(differences: npt.ArrayLike) -> SignTest:
    """Exact test whether paired differences are as often positive as negative.

    Parameters
    ----------
    differences : array_like
        One per respondent; NaN and 0 are left out.

    References
    ----------
    Dixon and Mood 1946, Journal of the American Statistical Association 41:557.

    Examples
    --------
    >>> sign_test([1, 2, 0, -1, 3, 2])
    SignTest(positive=4, differences=5, p_value=0.375)
    """
    d = np.asarray(differences, dtype=np.float64)
    positive, negative = int((d > 0).sum()), int((d < 0).sum())
    left = positive + negative
    if not left:
        return SignTest(0, 0, float("nan"))
    tail = float(bdtr(min(positive, negative), left, 0.5))
    return SignTest(positive, left, min(1.0, 2 * tail))


def _exact_p(sizes: Array, v: float) -> float:
    n = len(sizes)
    if float(n) ** 3 > LARGEST:
        hint = 'use test="asymptotic": it is as good with so many differences.'
        raise OptionError.outside("test", f"{n} differences", "countable", hint=hint)
    chance = signed_rank_chances(np.unique(sizes, return_counts=True)[1].astype(np.float64))
    seen, top = round(2 * v), len(chance) - 1
    far = np.abs(2 * np.arange(len(chance)) - top) >= abs(2 * seen - top)
    return float(min(1.0, chance[far].sum()))
