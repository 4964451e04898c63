"""Trends over ordered segments: of one side's share, and of a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.counts import counted
from gapkit.stats.multinomial import FEWEST_ANSWERS
from gapkit.stats.share_vectors import ShareVector, matched
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.types import Array, Interval


@dataclass(frozen=True, slots=True)
class Trend:
    """Straight line through ordered segments.

    Attributes
    ----------
    slope : float
        Change per step of the score, in the units of the shares.
    se : float
        Its standard error.
    df : float
        Degrees of freedom of the test; inf for a z.
    interval : Interval
        Confidence interval of the slope.
    statistic : float
        Slope over standard error; NaN where no share varies.
    p_value : float
        Two-sided; below ``1 - conf_level`` exactly when the interval excludes 0.
    """

    slope: float
    se: float
    df: float
    interval: Interval
    statistic: float
    p_value: float


def share_trend(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    *,
    scores: npt.ArrayLike | None = None,
    conf_level: float = 0.95,
) -> Trend:
    """Trend of one side's share over ordered segments, by Cochran and Armitage.

    Parameters
    ----------
    count, base : array_like
        Respondents with the answer and asked, one per segment, in order. Effective bases, with
        counts to match, make it the weighted trend. A segment of nobody has no part in it.
    scores : array_like, optional
        Position of each segment. Default: 1 to the number of segments.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    Trend
        Its standard error is the one under no trend. NaN where all shares are 0 % or 100 %.

    Raises
    ------
    OptionError
        If the level or a count is out of range, or there are fewer than two segments.

    References
    ----------
    Cochran 1954, Biometrics 10:417. Armitage 1955, Biometrics 11:375.

    Examples
    --------
    >>> trend = share_trend([83, 90, 129, 70], [86, 93, 136, 82])
    >>> round(trend.slope, 4), round(trend.p_value, 5)
    (-0.0334, 0.00413)
    """
    check_conf_level(conf_level)
    share = counted(np.atleast_1d(count), np.atleast_1d(base), names=("count", "base"))
    score = _scores(scores, share.p)
    weight, y = share.n, np.where(share.n > 0, share.p, 0.0)
    line = _line(weight, score)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (weight * y).sum() / weight.sum()
        variance = mean * (1 - mean) * (line**2 / np.where(weight > 0, weight, np.inf)).sum()
    return _trend(float(line @ y), variance, np.inf, conf_level)


def gap_trend(
    side: ShareVector,
    reference: ShareVector,
    *,
    scores: npt.ArrayLike | None = None,
    conf_level: float = 0.95,
) -> Trend:
    """Trend of a gap over ordered segments, weighted by what the bases can tell.

    Segments weigh by base, not by variance: a segment at 0 % must not take over.

    Parameters
    ----------
    side, reference : ShareVector
        The same segments on each side; the gap is side minus reference.
    scores : array_like, optional
        Position of each segment. Default: 1 to the number of segments.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    Trend
        NaN throughout where a share is NaN or a base 0.

    Raises
    ------
    OptionError
        If the level is out of range, there are fewer than two segments, or the shapes do not fit.

    References
    ----------
    STATISTICS, section 7. Satterthwaite 1946, Biometrics Bulletin 2:110.

    Examples
    --------
    >>> trend = gap_trend(ShareVector([0.5, 0.6, 0.7], 248), ShareVector([0.5] * 3, 248))
    >>> round(trend.slope, 4), trend.df
    (0.1, inf)
    """
    check_conf_level(conf_level)
    p1, n1, p2, n2 = matched(side, reference)
    score = _scores(scores, p1)
    with np.errstate(divide="ignore", invalid="ignore"):
        line = _line(1 / (1 / n1 + 1 / n2), score)
        v1, v2 = (float(line @ each.matrix() @ line) for each in (side, reference))
        nu = np.divide((v1 + v2) ** 2, v1**2 / side.df + v2**2 / reference.df)
    return _trend(float(line @ (p1 - p2)), v1 + v2, float(nu), conf_level)


def mean_trend(
    gaps: npt.ArrayLike,
    weight: npt.ArrayLike,
    covariances: Sequence[Array],
    dfs: npt.ArrayLike,
    *,
    scores: npt.ArrayLike | None = None,
    conf_level: float = 0.95,
) -> Trend:
    """Trend of a gap of means (or other estimates) over ordered segments.

    Parameters
    ----------
    gaps : array_like
        One per segment, in order.
    weight : array_like
        What each segment weighs in the line: its base, rather than its variance.
    covariances : sequence of ndarray, shape (segments, segments)
        Of each side that differs between segments.
    dfs : array_like
        Degrees of freedom of each of those sides.
    scores, conf_level : array_like, float
        As in ``gap_trend``.

    Returns
    -------
    Trend
        NaN throughout where a gap is NaN.

    Raises
    ------
    OptionError
        As ``gap_trend``.

    References
    ----------
    Satterthwaite 1946, Biometrics Bulletin 2:110.

    Examples
    --------
    >>> trend = mean_trend([3.0, 3.5, 4.0], [50, 50, 50], [0.02 * np.eye(3)], [147])
    >>> round(trend.slope, 4), round(trend.se, 4), trend.df
    (0.5, 0.1, 147.0)
    """
    check_conf_level(conf_level)
    gap = np.asarray(gaps, dtype=np.float64)
    line = _line(np.asarray(weight, dtype=np.float64), _scores(scores, gap))
    variances = np.array([line @ each @ line for each in covariances])
    total = variances.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        df = np.divide(total**2, (variances**2 / np.asarray(dfs, dtype=np.float64)).sum())
    return _trend(float(line @ gap), float(total), float(df), conf_level)


def _scores(scores: npt.ArrayLike | None, values: Array) -> Array:
    if values.ndim != 1 or len(values) < FEWEST_ANSWERS:
        raise OptionError.outside("count", f"shape {values.shape}", "two ordered segments or more")
    score = np.arange(1.0, len(values) + 1) if scores is None else np.asarray(scores, np.float64)
    if score.shape != values.shape:
        raise OptionError.lengths_differ(("count", "scores"), [values.shape, score.shape])
    return score


def _line(weight: Array, score: Array) -> Array:
    """Weights whose product with the shares is the slope of the weighted least-squares line."""
    with np.errstate(invalid="ignore", divide="ignore"):
        away = weight * (score - (weight * score).sum() / weight.sum())
        return np.asarray(away / (away * score).sum())


def _trend(slope: float, variance: float, df: float, conf_level: float) -> Trend:
    se = float(np.sqrt(variance))
    t = slope / se if se > 0 else float("nan")
    margin = float(critical_value(conf_level, df)) * se if se > 0 else float("nan")
    return Trend(
        slope=slope,
        se=se,
        df=df,
        interval=Interval(slope - margin, slope + margin, conf_level),
        statistic=t,
        p_value=float(two_sided_p(t, df)),
    )
