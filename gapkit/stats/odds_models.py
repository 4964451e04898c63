"""Proportional-odds model of two sides: one odds ratio for every cut of an ordered scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.types import Array, Interval

STEPS = 100
HALVINGS = 40
PRECISION = 1e-12
SEPARATED = 20.0
"""Log odds beyond which the sides do not overlap and no estimate exists."""
SIDES = 2
BISECTIONS = 40


@dataclass(frozen=True, slots=True, eq=False)
class OddsModel:
    """Fitted proportional-odds model.

    Attributes
    ----------
    log_odds : float
        Log odds ratio of a higher answer, side against reference. NaN where the sides do not overlap.
    se : float
        From the observed information.
    statistic, p_value : float
        Wald's z and its two-sided p.
    interval : Interval
        Wald's, of ``log_odds``.
    profile : Interval
        From the likelihood ratio.
    thresholds : ndarray
        Log odds of the reference's answers at or below each used code but the last.
    log_likelihood : float
        At the estimate.
    likelihood_ratio : float
        Chi-square with one degree of freedom against no difference.
    leverage : ndarray, shape (2, codes)
        Influence on ``log_odds`` of one more answer (reference, side) per code: weight times this is
        a respondent's influence value, for ``covariance``.
    """

    log_odds: float
    se: float
    statistic: float
    p_value: float
    interval: Interval
    profile: Interval
    thresholds: Array
    log_likelihood: float
    likelihood_ratio: float
    leverage: Array


def proportional_odds(
    counts: npt.ArrayLike,
    counts_reference: npt.ArrayLike,
    *,
    conf_level: float = 0.95,
    profiled: bool = True,
) -> OddsModel:
    """Odds ratio of a higher answer, the same at every cut of the scale.

    Parameters
    ----------
    counts, counts_reference : array_like
        Respondents (or sums of weights) per answer, low to high, on the same codes. With weights
        take the standard error from ``leverage``: the model's own takes weights for respondents.
    conf_level : float, default 0.95
        From 0.70 to below 1.
    profiled : bool, default True
        Whether to search the limits of the likelihood ratio, which takes most of the time; else NaN.

    Returns
    -------
    OddsModel
        NaN where a side is empty or the two do not overlap.

    Raises
    ------
    OptionError
        If the two do not have the same codes, or the level is out of range.

    References
    ----------
    McCullagh 1980, Journal of the Royal Statistical Society B 42:109.

    Examples
    --------
    >>> model = proportional_odds([5, 10, 40, 45], [20, 30, 30, 20])
    >>> round(model.log_odds, 3), round(model.se, 3)
    (1.442, 0.276)
    """
    check_conf_level(conf_level)
    side = np.asarray(counts, dtype=np.float64)
    reference = np.asarray(counts_reference, dtype=np.float64)
    if side.shape != reference.shape or side.ndim != 1:
        raise OptionError.lengths_differ(("counts", "counts_reference"), [side.shape, reference.shape])
    table = np.stack([reference, side])
    used = table.sum(axis=0) > 0
    fit = _fit(table[:, used], None) if _overlap(table) else None
    if fit is None or abs(fit.beta) > SEPARATED:
        return _undefined(table, used, conf_level)
    null = _fit(table[:, used], 0.0)
    ratio = 2 * (fit.value - null.value) if null else float("nan")
    inverse = np.linalg.inv(fit.information)
    se = float(np.sqrt(inverse[-1, -1]))
    half = float(critical_value(conf_level)) * se
    leverage = np.zeros(table.shape)
    leverage[:, used] = (fit.scores @ inverse[-1]).reshape(SIDES, -1)
    return OddsModel(
        log_odds=fit.beta,
        se=se,
        statistic=fit.beta / se,
        p_value=float(two_sided_p(fit.beta / se)),
        interval=Interval(fit.beta - half, fit.beta + half, conf_level),
        profile=(
            _profile(table[:, used], fit, se, conf_level)
            if profiled
            else Interval(float("nan"), float("nan"), conf_level)
        ),
        thresholds=fit.theta[:-1],
        log_likelihood=fit.value,
        likelihood_ratio=ratio,
        leverage=leverage,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """Maximum of the likelihood; ``theta`` holds the thresholds and then the log odds."""

    theta: Array
    value: float
    information: Array
    scores: Array

    @property
    def beta(self) -> float:
        return float(self.theta[-1])


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Cuts of the scale on both sides: their log odds are ``rows @ theta``."""

    rows: Array
    cells: Array
    top: Array

    def chances(self, theta: Array) -> Array:
        """Chance of each answer, reference first; two answers' chances differ at their cuts."""
        return np.asarray(self.cells @ expit(self.rows @ theta) + self.top)


def _edges(codes: int) -> _Edges:
    cuts = codes - 1
    rows, cells = np.zeros((SIDES * cuts, codes)), np.zeros((SIDES * codes, SIDES * cuts))
    for side in range(SIDES):
        for cut in range(cuts):
            edge = side * cuts + cut
            rows[edge, cut], rows[edge, -1] = 1.0, -side
            cells[side * codes + cut, edge], cells[side * codes + cut + 1, edge] = 1.0, -1.0
    top = np.tile(np.arange(codes) == cuts, SIDES).astype(np.float64)
    return _Edges(rows, cells, top)


def _fit(table: Array, fixed: float | None) -> _Fit | None:
    """Newton's method with halved steps; None where the likelihood has no maximum."""
    edges, counts = _edges(table.shape[1]), table.ravel()
    share = np.cumsum(table.sum(axis=0))[:-1] / table.sum()
    theta = np.append(logit(share), fixed or 0.0)
    free = np.arange(len(theta) - (fixed is not None))
    value = _log_likelihood(edges, counts, theta)
    for _ in range(STEPS):
        slope = _slope(edges, counts, theta)
        gradient = (counts @ slope.scores)[free]
        try:
            step = np.zeros_like(theta)
            step[free] = np.linalg.solve(slope.information[np.ix_(free, free)], gradient)
        except np.linalg.LinAlgError:
            return None
        for _ in range(HALVINGS):
            better = _log_likelihood(edges, counts, theta + step)
            if better >= value - PRECISION * abs(value):
                break
            step = step / 2
        theta, value = theta + step, better
        if abs(theta[-1]) > SEPARATED or not np.isfinite(value):
            return None
        if np.abs(step).max() < PRECISION * (1 + np.abs(theta).max()):
            break
    slope = _slope(edges, counts, theta)
    return _Fit(theta, float(value), slope.information, slope.scores)


def _log_likelihood(edges: _Edges, counts: Array, theta: Array) -> float:
    chances = edges.chances(theta)
    seen = counts > 0
    if (chances[seen] <= 0).any():
        return -np.inf
    return float(counts[seen] @ np.log(chances[seen]))


@dataclass(frozen=True, slots=True, eq=False)
class _Slope:
    """Score of one answer in each cell, and the observed information of all."""

    scores: Array
    information: Array


def _slope(edges: _Edges, counts: Array, theta: Array) -> _Slope:
    chance = np.maximum(edges.chances(theta), np.finfo(float).tiny)
    cdf = expit(edges.rows @ theta)
    density = cdf * (1 - cdf)
    scores = (edges.cells * density) @ edges.rows / chance[:, None]
    bend = (edges.cells.T @ (counts / chance)) * density * (1 - 2 * cdf)
    information = (scores.T * counts) @ scores - (edges.rows.T * bend) @ edges.rows
    return _Slope(scores, information)


def _profile(table: Array, fit: _Fit, se: float, conf_level: float) -> Interval:
    """Log odds that the likelihood ratio does not reject; infinite where it never does."""
    allowed = float(critical_value(conf_level)) ** 2

    def rejected(beta: float) -> bool:
        at = _fit(table, beta)
        return at is None or 2 * (fit.value - at.value) > allowed

    return Interval(_crossing(rejected, fit.beta, -se), _crossing(rejected, fit.beta, se), conf_level)


def _crossing(rejected: Callable[[float], bool], start: float, step: float) -> float:
    inside, outside = start, start + 2 * step
    while not rejected(outside):
        inside, outside = outside, outside + 2 * step
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        inside, outside = (inside, middle) if rejected(middle) else (middle, outside)
    return (inside + outside) / 2


def _overlap(table: Array) -> bool:
    """Whether each side has an answer above some answer of the other."""
    if (table.sum(axis=1) == 0).any():
        return False
    low = [int(np.flatnonzero(row)[0]) for row in table]
    high = [int(np.flatnonzero(row)[-1]) for row in table]
    return high[0] > low[1] and high[1] > low[0]


def _undefined(table: Array, used: npt.NDArray[np.bool_], conf_level: float) -> OddsModel:
    nan = float("nan")
    nowhere = Interval(nan, nan, conf_level)
    return OddsModel(
        log_odds=nan,
        se=nan,
        statistic=nan,
        p_value=nan,
        interval=nowhere,
        profile=nowhere,
        thresholds=np.full(max(int(used.sum()) - 1, 0), nan),
        log_likelihood=nan,
        likelihood_ratio=nan,
        leverage=np.full(table.shape, nan),
    )
