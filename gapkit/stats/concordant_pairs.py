"""Kendall's tau-b: of all pairs of rows, how many are in the same order on both columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.options import check
from gapkit.stats.order_tests import kendall_lower
from gapkit.stats.paired_columns import Association, RankTest, columns, tie_sizes
from gapkit.stats.student import two_sided_p
from gapkit.stats.types import Array


def kendall_tau(x: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """Kendall's tau-b: concordant less discordant pairs, over the pairs untied on each side.

    Pairs of values with NaN are left out; NaN where a column does not vary.

    References
    ----------
    Kendall 1945, Biometrika 33:239.

    Examples
    --------
    >>> round(kendall_tau([1, 2, 3, 3], [1, 3, 2, 4]), 4)
    0.5477
    """
    a, b = columns(x, y)
    score = _concordance(a, b)
    untied = _untied_pairs(a) * _untied_pairs(b)
    return float(np.clip(score / np.sqrt(untied), -1, 1)) if untied > 0 else float("nan")


def kendall(x: npt.ArrayLike, y: npt.ArrayLike, *, test: RankTest = "asymptotic") -> Association:
    """Kendall's tau-b with its test.

    Parameters
    ----------
    x, y : array_like
        Two columns of one length; pairs with NaN are left out.
    test : str, default "asymptotic"
        "asymptotic" (z, variance corrected for ties), "corrected" (for continuity too), or "exact"
        (T, the number of concordant pairs; NaN where values tie).

    Raises
    ------
    OptionError
        If the test is unknown or the columns differ in length.

    References
    ----------
    Kendall 1945, Biometrika 33:239. Best and Gipps 1974, Applied Statistics 23:98 (AS 71).

    Examples
    --------
    >>> result = kendall([1, 2, 3, 4, 5], [2, 1, 3, 5, 4], test="exact")
    >>> round(result.value, 2), result.statistic, round(result.p_value, 4)
    (0.6, 8.0, 0.2333)
    """
    check("test", test, RankTest)
    a, b = columns(x, y)
    tau = kendall_tau(a, b)
    if test == "exact":
        return _kendall_exact(a, b, tau)
    n, score = len(a), _concordance(a, b)
    variance = _score_variance(n, tie_sizes(a), tie_sizes(b))
    size = max(abs(score) - (test == "corrected"), 0.0)
    z = float(np.sign(score) * size / np.sqrt(variance)) if variance > 0 else float("nan")
    return Association(tau, z, float("inf"), float(two_sided_p(z)))


def _concordance(a: Array, b: Array) -> float:
    """Concordant less discordant pairs."""
    return float(sum(np.sign(a[i] - a[:i]) @ np.sign(b[i] - b[:i]) for i in range(len(a))))


def _untied_pairs(a: Array) -> float:
    n, t = len(a), tie_sizes(a)
    return float(n * (n - 1) - (t * (t - 1)).sum()) / 2


def _score_variance(n: int, t: Array, u: Array) -> float:
    """Variance of concordant less discordant pairs, corrected for ties in both columns."""
    if n < 3:  # noqa: PLR2004 - two pairs have one order
        return float("nan")
    plain = n * (n - 1) * (2 * n + 5)
    tied = float((t * (t - 1) * (2 * t + 5)).sum() + (u * (u - 1) * (2 * u + 5)).sum())
    pairs = float((t * (t - 1)).sum() * (u * (u - 1)).sum())
    triples = float((t * (t - 1) * (t - 2)).sum() * (u * (u - 1) * (u - 2)).sum())
    return (plain - tied) / 18 + pairs / (2 * n * (n - 1)) + triples / (9 * n * (n - 1) * (n - 2))


def _kendall_exact(a: Array, b: Array, tau: float) -> Association:
    n = len(a)
    if np.isnan(tau) or max(tie_sizes(a).max(), tie_sizes(b).max()) > 1:
        return Association(tau, float("nan"), float("inf"), float("nan"))
    concordant = round((tau + 1) * n * (n - 1) / 4)
    nearer = min(concordant, n * (n - 1) // 2 - concordant)
    return Association(tau, float(concordant), float("inf"), min(1.0, 2 * kendall_lower(nearer, n)))
