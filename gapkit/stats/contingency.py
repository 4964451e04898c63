"""Whether groups answer a single-choice question alike, and where they do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, xlogy

from gapkit.errors import OptionError
from gapkit.options import check
from gapkit.stats.multinomial import checked_counts
from gapkit.stats.student import two_sided_p
from gapkit.stats.types import Array, Numbers, plain

HomogeneityMethod = Literal["pearson", "g"]

TABLE_AXES = 2


@dataclass(frozen=True, slots=True)
class HomogeneityTest:
    """Test that all groups answer alike.

    Attributes
    ----------
    statistic : float or ndarray
        Pearson's chi-square, or the likelihood ratio G.
    df : int
        Degrees of freedom.
    p_value : float or ndarray
        NaN where a group or an answer is empty.
    expected_min : float or ndarray
        Smallest expected count; below 5 the p-value is rough.
    residuals : ndarray
        Adjusted residuals of every cell, standard normal if all groups answer alike; positive
        where a group gives an answer more often than the others.
    """

    statistic: Numbers
    df: int
    p_value: Numbers
    expected_min: Numbers
    residuals: Array


def homogeneity_test(table: npt.ArrayLike, *, method: HomogeneityMethod = "pearson") -> HomogeneityTest:
    """Test that groups give the answers of one question equally often.

    Parameters
    ----------
    table : array_like
        Respondents; the last two axes are groups and answers.
    method : str, default "pearson"
        "pearson" (chi-square without correction) or "g" (likelihood ratio).

    Raises
    ------
    OptionError
        If the method is unknown, a count is negative, or there are fewer than two groups or answers.

    References
    ----------
    Pearson 1900. Haberman 1973, Biometrics 29:205 (residuals). Agresti 2013, Categorical Data
    Analysis, chapter 3.

    Examples
    --------
    >>> test = homogeneity_test([[20, 31, 9], [44, 50, 30], [12, 5, 19]])
    >>> round(test.statistic, 3), test.df, round(test.p_value, 6)
    (21.085, 4, 0.000305)
    """
    check("method", method, HomogeneityMethod)
    x = checked_table(table)
    n = x.sum(axis=(-2, -1), keepdims=True)
    group, answer = x.sum(axis=-1, keepdims=True), x.sum(axis=-2, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = group * answer / n
        residuals = (x - expected) / np.sqrt(expected * (1 - group / n) * (1 - answer / n))
        if method == "g":
            statistic = 2 * (xlogy(x, x) - xlogy(x, expected)).sum(axis=(-2, -1))
        else:
            statistic = ((x - expected) ** 2 / expected).sum(axis=(-2, -1))
    full = (expected > 0).all(axis=(-2, -1))
    statistic = np.where(full, statistic, np.nan)
    df = (x.shape[-2] - 1) * (x.shape[-1] - 1)
    return HomogeneityTest(
        statistic=plain(statistic),
        df=df,
        p_value=plain(chdtrc(df, statistic)),
        expected_min=plain(expected.min(axis=(-2, -1))),
        residuals=residuals,
    )


@dataclass(frozen=True, slots=True)
class MeanScoreTest:
    """Test that two groups have the same mean score.

    Attributes
    ----------
    statistic : float or ndarray
        z, positive where the side scores higher.
    p_value : float or ndarray
        Two-sided; NaN where a group is empty or all gave the same answer.
    """

    statistic: Numbers
    p_value: Numbers


def mean_score_test(
    counts: npt.ArrayLike, counts_reference: npt.ArrayLike, *, scores: npt.ArrayLike | None = None
) -> MeanScoreTest:
    """Mantel's test of ordered answers: one degree of freedom for "higher", whatever their number.

    Parameters
    ----------
    counts, counts_reference : array_like
        Respondents of the side and of the reference, answers in order on the last axis.
    scores : array_like, optional
        Score of each answer. Default: 1 to the number of answers.

    Raises
    ------
    OptionError
        If a count is negative, or the shapes do not fit.

    References
    ----------
    Mantel 1963, Journal of the American Statistical Association 58:690.

    Examples
    --------
    >>> test = mean_score_test([1, 3, 4, 7, 5], [6, 6, 5, 3, 2])
    >>> round(test.statistic, 4), round(test.p_value, 5)
    (2.6328, 0.00847)
    """
    x, y = checked_counts("counts", counts), checked_counts("counts_reference", counts_reference)
    score = np.arange(1.0, x.shape[-1] + 1) if scores is None else np.asarray(scores, np.float64)
    try:
        x, y, score = np.broadcast_arrays(x, y, score)
    except ValueError as error:
        names = ("counts", "counts_reference", "scores")
        raise OptionError.lengths_differ(names, [x.shape, y.shape, score.shape]) from error
    n1, n2 = x.sum(axis=-1), y.sum(axis=-1)
    n, both = n1 + n2, x + y
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (both * score).sum(axis=-1) / n
        squares = (both * (score - mean[..., None]) ** 2).sum(axis=-1)
        gap = (x * score).sum(axis=-1) / n1 - (y * score).sum(axis=-1) / n2
        z = gap / np.sqrt(squares / (n - 1) * (1 / n1 + 1 / n2))
    z = np.where(squares > 0, z, np.nan)
    return MeanScoreTest(plain(z), plain(two_sided_p(z)))


def checked_table(table: npt.ArrayLike) -> Array:
    """Return the counts of groups by answers as floats.

    Raises
    ------
    OptionError
        Unless there are two groups and two answers or more, all counts finite and 0 or more.

    Examples
    --------
    >>> print(checked_table([[1, 2], [3, 4]]).sum())
    10.0
    """
    x = checked_counts("table", table)
    if x.ndim < TABLE_AXES or x.shape[-2] < TABLE_AXES:
        raise OptionError.outside("table", f"shape {x.shape}", "counts of two groups or more, one a row")
    return x
