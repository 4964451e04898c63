"""Shares of a single-choice question with simultaneous intervals: all of them right together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import chdtri

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.proportions import wilson
from gapkit.stats.sison_glaz import sison_glaz_limits
from gapkit.stats.student import normal_critical
from gapkit.stats.types import Array, Interval, Limits

SimultaneousMethod = Literal["goodman", "quesenberry-hurst", "sison-glaz"]

FEWEST_ANSWERS = 2


@dataclass(frozen=True, slots=True)
class SimultaneousShares:
    """Shares of all answers of one question.

    Attributes
    ----------
    value : ndarray
        Shares, 0 to 1, summing to 1; NaN where nobody answered.
    interval : Interval
        All hold together at its level.
    method : str
        How the intervals were computed.
    """

    value: Array
    interval: Interval
    method: SimultaneousMethod


def simultaneous_shares(
    counts: npt.ArrayLike, *, method: SimultaneousMethod = "goodman", conf_level: float = 0.95
) -> SimultaneousShares:
    """Shares of the answers of a single-choice question, with intervals that hold together.

    Parameters
    ----------
    counts : array_like
        Respondents per answer, on the last axis; unused answers count as answers.
    method : str, default "goodman"
        "goodman" (Wilson's interval, corrected by Bonferroni), "quesenberry-hurst" (wider) or
        "sison-glaz" (whole counts; narrowest in the middle, for 7 answers or more).
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If the method is unknown, the level or a count out of range, or there is one answer only.

    References
    ----------
    Goodman 1965, Technometrics 7:247. Quesenberry and Hurst 1964, Technometrics 6:191. Sison and
    Glaz 1995, Journal of the American Statistical Association 90:366.

    Examples
    --------
    >>> shares = simultaneous_shares([56, 72, 73])
    >>> print(shares.value.round(3), shares.interval.low.round(3), shares.interval.high.round(3))
    [0.279 0.358 0.363] [0.21  0.282 0.287] [0.36  0.442 0.447]
    """
    check("method", method, SimultaneousMethod)
    check_conf_level(conf_level)
    x = checked_counts("counts", counts)
    n = x.sum(axis=-1, keepdims=True)
    p = x / np.where(n > 0, n, np.nan)
    limits = _limits(x, p, n, method, conf_level)
    return SimultaneousShares(p, Interval(limits.low, limits.high, conf_level), method)


def checked_counts(name: str, counts: npt.ArrayLike) -> Array:
    """Return counts of at least two answers, on the last axis, as floats.

    Raises
    ------
    OptionError
        Unless all are finite and 0 or more, and there are two answers or more.

    Examples
    --------
    >>> print(checked_counts("counts", [3, 4]))
    [3. 4.]
    """
    x = np.atleast_1d(np.asarray(counts, dtype=np.float64))
    bad = ~(np.isfinite(x) & (x >= 0))
    if bad.any():
        raise OptionError.outside(name, f"{x[bad][0]:g}", "a finite number, 0 or more")
    if x.shape[-1] < FEWEST_ANSWERS:
        raise OptionError.outside(name, f"{x.shape[-1]}", "counts of two answers or more")
    return x


def _limits(x: Array, p: Array, n: Array, method: SimultaneousMethod, conf_level: float) -> Limits:
    answers, alpha = x.shape[-1], 1 - conf_level
    if method == "sison-glaz":
        rows = [sison_glaz_limits(row, conf_level) for row in x.reshape(-1, answers)]
        low, high = ([getattr(row, end) for row in rows] for end in ("low", "high"))
        return Limits(np.reshape(low, x.shape), np.reshape(high, x.shape))
    c = normal_critical(alpha / answers)
    if method == "quesenberry-hurst":
        c = float(np.sqrt(chdtri(answers - 1, alpha)))
    return wilson(p, n, c)
