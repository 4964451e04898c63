"""Trend of estimates that may vary together, such as the waves of a panel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.maxt import correlation
from gapkit.stats.multinomial import FEWEST_ANSWERS
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.trends import Trend
from gapkit.stats.types import Array, Interval

SINGULAR = 1e-10
"""Smallest eigenvalue of a correlation that is inverted; below it, estimates count as independent."""


def joint_trend(
    values: npt.ArrayLike,
    covariance: npt.ArrayLike,
    weight: npt.ArrayLike,
    df: float = np.inf,
    *,
    scores: npt.ArrayLike | None = None,
    conf_level: float = 0.95,
) -> Trend:
    """Straight line through estimates by generalised least squares.

    The line weighs estimates by what their bases can tell, not by their own variance (an estimate at
    0 % must not take over), and by their correlation; its variance is that of the estimates as they
    are. Without correlation it is the line of ``mean_trend``.

    Parameters
    ----------
    values : array_like, shape (k,)
        In order.
    covariance : array_like, shape (k, k)
        Of the values.
    weight : array_like, shape (k,)
        What each can tell: bases, or 1 / (1 / n1 + 1 / n2) of gaps.
    df : float, default inf
        Degrees of freedom of the slope.
    scores : array_like, optional
        Position of each value. Default: 1 to k.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    Trend
        NaN throughout where a value is NaN.

    Raises
    ------
    OptionError
        If the level is out of range, there are fewer than two values, the shapes do not fit, or all
        scores are the same.

    References
    ----------
    Aitken 1935, Proceedings of the Royal Society of Edinburgh 55:42. STATISTICS, section 7.

    Examples
    --------
    >>> trend = joint_trend([3.0, 3.5, 4.0], 0.02 * np.eye(3), [50, 50, 50], df=147)
    >>> round(trend.slope, 4), round(trend.se, 4), trend.df
    (0.5, 0.1, 147)
    """
    check_conf_level(conf_level)
    y, c, w = (np.asarray(each, dtype=np.float64) for each in (values, covariance, weight))
    if y.ndim != 1 or len(y) < FEWEST_ANSWERS:
        raise OptionError.outside("values", f"shape {y.shape}", "two values or more, in order")
    score = np.arange(1.0, len(y) + 1) if scores is None else np.asarray(scores, dtype=np.float64)
    if not (score.shape == y.shape == w.shape and c.shape == (*y.shape, *y.shape)):
        shapes = [each.shape for each in (y, c, w, score)]
        raise OptionError.lengths_differ(("values", "covariance", "weight", "scores"), shapes)
    if not np.ptp(score) > 0:
        raise OptionError.outside("scores", "all the same", "at different positions")
    line = _line(w, score, correlation(np.nan_to_num(c)))
    slope, variance = float(line @ y), float(line @ c @ line)
    se = float(np.sqrt(variance)) if variance >= 0 else float("nan")
    t = slope / se if se > 0 else float("nan")
    half = float(critical_value(conf_level, df)) * se if se > 0 else float("nan")
    interval = Interval(slope - half, slope + half, conf_level)
    return Trend(slope, se, df, interval, t, float(two_sided_p(t, df)))


def _line(weight: Array, score: Array, rho: Array) -> Array:
    """Return the weights whose product with the values is the slope."""
    sizes = np.sqrt(weight)
    if np.isnan(sizes).any() or not (sizes > 0).all():
        return np.full(score.shape, np.nan)
    apart = np.linalg.eigvalsh(rho)[0] < SINGULAR
    inverse = np.diag(weight) if apart else sizes[:, None] * np.linalg.inv(rho) * sizes
    design = np.column_stack([np.ones_like(score), score - score.mean()])
    return np.asarray(np.linalg.solve(design.T @ inverse @ design, design.T @ inverse)[1])
