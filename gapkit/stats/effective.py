"""How many equally weighted respondents a share is worth: the effective base of a gap.

n / deff alone fails when the rarer answer rests on a handful of weights, so a base better than
Kish's is believed only as far as the rarer answer proves it, and never beyond the respondents.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.types import Array, broadcast

PROOF = 20
"""Kish respondents of the rarer answer that prove half of a gain over Kish, on a log scale."""
MIN_EFFECTIVE_BASE = 2.0
"""Below this there is no interval and no p (STATISTICS, section 1, step 6)."""
ROUNDING = 1e-12
"""Relative difference of two bases that only rounding can have made."""
NO_SHARE = 1e-12
NO_VARIANCE = 1e-30


def kish(sum_w: npt.ArrayLike, sum_w2: npt.ArrayLike) -> Array:
    """Kish's effective base (sum w)^2 / sum w^2; NaN where there are no weights.

    References
    ----------
    Kish 1965, Survey Sampling, Wiley.

    Examples
    --------
    >>> print(kish(4.0, 6.0).round(4))
    2.6667
    """
    first, second = broadcast(sum_w, sum_w2)
    base: Array = np.divide(first**2, second, out=np.full(first.shape, np.nan), where=second > 0)
    return base


def linearised_base(share: npt.ArrayLike, variance: npt.ArrayLike, base: npt.ArrayLike) -> Array:
    """Linearised base n_L = n p q / ((n - 1) v), at which a simple random sample varies as much.

    NaN at 0 % and 100 % and where the variance is 0. Equal weights without clusters give n exactly.

    Parameters
    ----------
    share : array_like
        Weighted share, 0 to 1.
    variance : array_like
        Its linearised variance.
    base : array_like
        Respondents.

    Examples
    --------
    >>> print(linearised_base(0.5, 0.25 / 99, 100), linearised_base(0.0, 0.0, 100))
    100.0 nan
    """
    p, v, n = broadcast(share, variance, base)
    rarer = np.minimum(p, 1 - p)
    known = (rarer > NO_SHARE) & (v > NO_VARIANCE) & (n > 1)
    worth = n * p * (1 - p)
    n_l = np.divide(worth, (n - 1) * v, out=np.full(p.shape, np.nan), where=known)
    return _same(n_l, n)


def effective_base(
    share: npt.ArrayLike,
    variance: npt.ArrayLike,
    base: npt.ArrayLike,
    kish_base: npt.ArrayLike,
    *,
    clustered: bool = False,
) -> Array:
    """Effective base of each item's share on one side (STATISTICS, section 1, steps 2 to 5).

    Parameters
    ----------
    share, variance : array_like
        Weighted share and its linearised variance, for all items of the question.
    base : array_like
        Respondents in the item's base.
    kish_base : array_like
        Kish's effective base of the same respondents.
    clustered : bool, default False
        Whether PSUs are named on this side. Then a share of 0 % or 100 %, whose own design effect
        cannot be seen, borrows the median one of the question's other items.

    Returns
    -------
    ndarray
        At most ``base``; unchanged when weights are scaled. Below ``MIN_EFFECTIVE_BASE`` a gap has
        neither interval nor p. NaN where the share or the variance is.

    References
    ----------
    Kish 1965. Rao and Scott 1984, Annals of Statistics 12:46. Korn and Graubard 1998, Survey
    Methodology 24:193. Parker et al. 2017, Vital and Health Statistics 2(175).

    Examples
    --------
    >>> print(effective_base([0.5, 0.0], [0.25 / 99, 0.0], 100, [100.0, 100.0]))
    [100. 100.]
    """
    p, v, n, n_k = broadcast(share, variance, base, kish_base)
    n_k = _same(n_k, n)
    n_l = linearised_base(p, v, n)
    rarer = n_k * np.minimum(p, 1 - p)
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = n_l / n_k
        proved = np.where(excess <= 1, n_l, n_k * excess ** (rarer / (rarer + PROOF)))
        unproved = n_k / (_borrowed(n_k / n_l) if clustered else 1.0)
    n_eff = np.minimum(np.where(np.isnan(n_l), unproved, proved), n)
    return np.where(np.isnan(p) | np.isnan(v), np.nan, n_eff)


def _borrowed(kish_over_linearised: Array) -> float:
    """Median loss to clustering among the items that show one, at least 1."""
    seen = kish_over_linearised[~np.isnan(kish_over_linearised)]
    return max(1.0, float(np.median(seen))) if seen.size else 1.0


def _same(value: Array, n: Array) -> Array:
    """Return ``n`` itself where only rounding sets the value apart from it."""
    return np.where(np.abs(value - n) <= ROUNDING * n, n, value)
