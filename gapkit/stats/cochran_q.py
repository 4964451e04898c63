"""Whether a gap is the same in all segments, segments that share respondents included."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.share_vectors import square_covariance
from gapkit.stats.student import critical_value
from gapkit.stats.types import Array, Interval


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """Test that all gaps are one.

    Attributes
    ----------
    pooled : float
        The common gap, weighted by inverse variances.
    se : float
        Its standard error, were there one gap only.
    interval : Interval
        Its confidence interval, on the same condition.
    q : float
        Weighted sum of squared distances from it (Cochran's Q).
    df : float
        Degrees of freedom: segments - 1 for independent segments, else Satterthwaite's.
    p_value : float
        Chance of a Q at least as large.
    i2 : float
        Share of Q beyond what sampling explains, 0 to 1.
    h2 : float
        Q over what sampling explains.
    """

    pooled: float
    se: float
    interval: Interval
    q: float
    df: float
    p_value: float
    i2: float
    h2: float


def heterogeneity(
    gap: npt.ArrayLike, covariance: npt.ArrayLike, *, conf_level: float = 0.95
) -> Heterogeneity:
    """Test that a gap is the same in all segments, with its size I2.

    Parameters
    ----------
    gap : array_like
        One per segment.
    covariance : array_like
        Their variances where segments are independent, else their covariance, K x K: Q is then
        scaled to its first two moments.
    conf_level : float, default 0.95
        Level of the interval of the common gap.

    Returns
    -------
    Heterogeneity
        NaN throughout where a gap is NaN or a variance not above 0; one segment has no Q.

    Raises
    ------
    OptionError
        If the level is out of range, there is no segment, or the covariance does not fit.

    References
    ----------
    Cochran 1954, Biometrics 10:101. Higgins and Thompson 2002, Statistics in Medicine 21:1539. Rao
    and Scott 1984, Annals of Statistics 12:46.

    Examples
    --------
    >>> variance = [0.00530625, 0.00735627, 0.00537037, 0.00962249]
    >>> test = heterogeneity([0.3, 0.02857143, 0.5, -0.06962963], variance)
    >>> round(test.q, 2), test.df, round(test.i2, 3)
    (29.3, 3.0, 0.898)
    """
    check_conf_level(conf_level)
    g = np.atleast_1d(np.asarray(gap, dtype=np.float64))
    if not g.size:
        raise OptionError.outside("gap", "nothing", "one segment or more")
    c = square_covariance("covariance", covariance, len(g))
    variance = np.diagonal(c)
    weight = 1 / np.where(variance > 0, variance, np.nan)
    part = weight / weight.sum()
    pooled, se = float(part @ g), float(np.sqrt(part @ c @ part))
    q = float((weight * (g - pooled) ** 2).sum())
    moments = _moments(c, weight)
    known = np.isfinite(q) and moments[0] > 0
    expected, squares = moments if known else (np.nan, np.nan)
    half = float(critical_value(conf_level)) * se
    df = float(expected**2 / squares)
    return Heterogeneity(
        pooled=pooled,
        se=se,
        interval=Interval(pooled - half, pooled + half, conf_level),
        q=q,
        df=df,
        p_value=float(chdtrc(df, q * expected / squares)),
        i2=float(np.maximum(0.0, 1 - expected / q)) if q > 0 else 0.0 * q,
        h2=float(q / expected),
    )


def _moments(c: Array, weight: Array) -> Array:
    """Sum and sum of squares of the weights of the independent chi-squares that make up Q."""
    if not np.isfinite(weight).all() or not np.isfinite(c).all():
        return np.array([np.nan, np.nan])
    if np.array_equal(c, np.diag(np.diagonal(c))):
        return np.full(2, len(c) - 1.0)
    root = np.sqrt(weight)
    m = np.diag(root) - np.outer(root, weight) / weight.sum()
    spread = m @ c @ m.T
    return np.array([np.trace(spread), (spread**2).sum()])
