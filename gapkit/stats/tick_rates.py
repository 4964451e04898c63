"""Gaps of a tick list after the sides' different readiness to tick: another question, never a repair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.families import coherent_limits, decide
from gapkit.stats.maxt import correlation
from gapkit.stats.share_vectors import ShareVector, matched
from gapkit.stats.types import Array, Interval

FEWEST_ITEMS = 3
FEWEST = 30
FARTHEST = 30.0
BISECTIONS = 80


@dataclass(frozen=True, slots=True, eq=False)
class TickRateAdjustment:
    """Gaps of the items of one tick list, had both sides ticked equally often overall.

    Attributes
    ----------
    value : ndarray
        Adjusted gaps, side minus what the reference would have ticked; they sum to 0.
    se : ndarray
        Their standard errors.
    interval : Interval
        Simultaneous over the items (max-t).
    p_value, p_adjusted : ndarray
        Of each item alone, and corrected for all of them; below ``1 - conf_level`` exactly when
        the interval excludes 0.
    log_odds : ndarray
        Difference of log odds less its mean over the items: the same without points.
    raw : ndarray
        Gaps of the smoothed shares, as they were.
    shift : float
        Log odds added to every item of the reference.
    same_sign : int
        Items whose raw and adjusted gaps agree in sign.
    """

    value: Array
    se: Array
    interval: Interval
    p_value: Array
    p_adjusted: Array
    log_odds: Array
    raw: Array
    shift: float
    same_sign: int


def tick_rate_adjustment(
    side: ShareVector, reference: ShareVector, *, conf_level: float = 0.95
) -> TickRateAdjustment:
    """Gaps of a tick list after shifting the reference's log odds to the side's tick rate.

    A side that ticks more of everything is above on every item. Adjusted gaps ask which items
    stand out all the same.

    Parameters
    ----------
    side, reference : ShareVector
        The items of one multiple-choice question, three or more, on bases of at least 30. Give the
        covariances: ticks of the same respondents vary together.
    conf_level : float, default 0.95
        Of all intervals together, from 0.70 to below 1.

    Raises
    ------
    OptionError
        If there are fewer than 3 items, a base is below 30 or unknown, a share is out of range, or
        the shapes or the level do not fit.

    References
    ----------
    STATISTICS, section 9. Shares are smoothed by half an answer (Haldane 1956).

    Examples
    --------
    >>> reference = ShareVector([0.2, 0.3, 0.5], 1300)
    >>> adjusted = tick_rate_adjustment(ShareVector([0.4, 0.5, 0.5], 132), reference)
    >>> print(adjusted.value.round(3), adjusted.same_sign)
    [ 0.086  0.06  -0.147] 2
    """
    check_conf_level(conf_level)
    p1, n1, p2, n2 = _checked(side, reference)
    l1, l2 = (logit((p * n + 0.5) / (n + 1)) for p, n in ((p1, n1), (p2, n2)))
    shift = _shift(l1, l2)
    expected = expit(l2 + shift)
    value, raw = expit(l1) - expected, expit(l1) - expit(l2)
    v1, v2 = _covariances(side, reference, expected, expit(l2))
    variance = np.maximum(np.diagonal(v1 + v2), 0.0)
    se = np.where(variance > 0, np.sqrt(variance), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        df = variance**2 / (np.diagonal(v1) ** 2 / side.df + np.diagonal(v2) ** 2 / reference.df)
    z = value / se
    family = decide(z, df, adjust="max-t", conf_level=conf_level, correlation=correlation(v1 + v2))
    half = family.critical * se
    limits = coherent_limits(value - half, value + half, family.flagged, np.sign(z))
    return TickRateAdjustment(
        value=value,
        se=se,
        interval=Interval(limits.low, limits.high, conf_level),
        p_value=family.p_value,
        p_adjusted=family.p_adjusted,
        log_odds=l1 - l2 - (l1 - l2).mean(),
        raw=raw,
        shift=shift,
        same_sign=int((np.sign(raw) == np.sign(value)).sum()),
    )


def _checked(side: ShareVector, reference: ShareVector) -> list[Array]:
    arrays = matched(side, reference)
    if arrays[0].ndim != 1 or len(arrays[0]) < FEWEST_ITEMS:
        raise OptionError.outside("share", f"shape {arrays[0].shape}", "three items or more")
    for name, n in (("base", arrays[1]), ("base_reference", arrays[3])):
        small = ~((n >= FEWEST) & np.isfinite(n))
        if small.any():
            raise OptionError.outside(name, f"{n[small][0]:g}", "30 or more for every item")
    if np.isnan([arrays[0], arrays[2]]).any():
        raise OptionError.outside("share", "nan", "known for every item of the list")
    return arrays


def _shift(l1: Array, l2: Array) -> float:
    """Log odds that bring the reference's ticks per respondent to the side's."""
    low, high, target = -FARTHEST, FARTHEST, expit(l1).sum()
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if expit(l2 + middle).sum() < target else (low, middle)
    return (low + high) / 2


def _covariances(side: ShareVector, reference: ShareVector, expected: Array, smooth: Array) -> Array:
    """Each side's part in the covariance of the adjusted gaps, by the delta method; 2 x J x J."""
    f = expected * (1 - expected)
    part = f / f.sum()
    from_side = np.eye(len(f)) - part[:, None]
    from_reference = (np.outer(part, f) - np.diag(f)) / (smooth * (1 - smooth))
    return np.stack(
        [
            from_side @ side.matrix() @ from_side.T,
            from_reference @ reference.matrix() @ from_reference.T,
        ]
    )
