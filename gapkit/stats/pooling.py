"""The mean of gaps that differ between segments, and how much they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.student import critical_value, two_sided_p
from gapkit.stats.types import Array, Interval

Tau2Method = Literal["paule-mandel", "dersimonian-laird", "reml"]

STEPS = 200
PRECISION = 1e-12


@dataclass(frozen=True, slots=True)
class RandomEffects:
    """Mean of gaps that differ between segments.

    Attributes
    ----------
    value : float
        Mean gap.
    se : float
        Its standard error.
    interval : Interval
        Its confidence interval.
    p_value : float
        Of a mean gap of 0, two-sided.
    tau2 : float
        Variance of the true gaps between segments.
    i2 : float
        Its share of the whole variance, 0 to 1.
    h2 : float
        The whole variance over that of sampling.
    q : float
        Cochran's Q.
    method : str
        How ``tau2`` was estimated.
    """

    value: float
    se: float
    interval: Interval
    p_value: float
    tau2: float
    i2: float
    h2: float
    q: float
    method: Tau2Method


def random_effects(
    gap: npt.ArrayLike,
    variance: npt.ArrayLike,
    *,
    method: Tau2Method = "paule-mandel",
    hartung_knapp: bool = False,
    conf_level: float = 0.95,
) -> RandomEffects:
    """Mean of independent gaps that may differ between segments.

    Parameters
    ----------
    gap, variance : array_like
        One per segment; two or more.
    method : str, default "paule-mandel"
        "paule-mandel", "dersimonian-laird" or "reml".
    hartung_knapp : bool, default False
        Standard error from the spread of the gaps, and Student's t: for few segments.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    RandomEffects
        NaN throughout where there is one segment, a gap is NaN or a variance not above 0.

    Raises
    ------
    OptionError
        If the method is unknown, the level out of range, or the shapes differ.

    References
    ----------
    DerSimonian and Laird 1986, Controlled Clinical Trials 7:177. Paule and Mandel 1982, Journal of
    Research of the National Bureau of Standards 87:377. Viechtbauer 2005, Journal of Educational
    and Behavioral Statistics 30:261. Hartung and Knapp 2001, Statistics in Medicine 20:3875.

    Examples
    --------
    >>> mean = random_effects([0.3, 0.0286, 0.5, -0.0696], [0.0053, 0.0074, 0.0054, 0.0096])
    >>> round(mean.value, 3), round(mean.tau2, 3), round(mean.i2, 2)
    (0.195, 0.06, 0.9)
    """
    check("method", method, Tau2Method)
    check_conf_level(conf_level)
    y, v = (np.atleast_1d(np.asarray(values, dtype=np.float64)) for values in (gap, variance))
    if y.shape != v.shape or y.ndim != 1:
        raise OptionError.lengths_differ(("gap", "variance"), [y.shape, v.shape])
    enough = len(y) > 1 and bool(np.isfinite(y).all() and np.isfinite(v).all() and (v > 0).all())
    if not enough:
        return _nothing(method, conf_level)
    tau2 = ESTIMATORS[method](y, v)
    w = 1 / (v + tau2)
    mean, df = float(w @ y / w.sum()), len(y) - 1.0
    se2 = 1 / w.sum()
    if hartung_knapp:
        se2 *= (w * (y - mean) ** 2).sum() / df
    se, nu = float(np.sqrt(se2)), df if hartung_knapp else np.inf
    half = float(critical_value(conf_level, nu)) * se
    typical = df * (1 / v).sum() / ((1 / v).sum() ** 2 - (1 / v**2).sum())
    return RandomEffects(
        value=mean,
        se=se,
        interval=Interval(mean - half, mean + half, conf_level),
        p_value=float(two_sided_p(mean / se, nu)) if se > 0 else float("nan"),
        tau2=tau2,
        i2=float(tau2 / (tau2 + typical)),
        h2=float(tau2 / typical + 1),
        q=_q(y, v, 0.0),
        method=method,
    )


def _q(y: Array, v: Array, tau2: float) -> float:
    w = 1 / (v + tau2)
    return float((w * (y - w @ y / w.sum()) ** 2).sum())


def _dersimonian_laird(y: Array, v: Array) -> float:
    w = 1 / v
    spread = w.sum() - (w**2).sum() / w.sum()
    return float(max(0.0, (_q(y, v, 0.0) - (len(y) - 1)) / spread))


def _paule_mandel(y: Array, v: Array) -> float:
    """Between-segment variance under which Q is what it should be."""
    if _q(y, v, 0.0) <= len(y) - 1:
        return 0.0
    low, high = 0.0, float(np.ptp(y) ** 2 + v.max()) * len(y)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _q(y, v, middle) > len(y) - 1 else (low, middle)
    return (low + high) / 2


def _reml(y: Array, v: Array) -> float:
    """Restricted maximum likelihood, by Fisher scoring from DerSimonian and Laird's value."""
    tau2 = _dersimonian_laird(y, v)
    for _ in range(STEPS):
        w = 1 / (v + tau2)
        s1, s2, s3 = w.sum(), (w**2).sum(), (w**3).sum()
        away = w * (y - w @ y / s1)
        step = ((away**2).sum() - (s1 - s2 / s1)) / (s2 - 2 * s3 / s1 + (s2 / s1) ** 2)
        before, tau2 = tau2, float(max(0.0, tau2 + step))
        if abs(tau2 - before) < PRECISION:
            break
    return tau2


ESTIMATORS: Mapping[Tau2Method, Callable[[Array, Array], float]] = {
    "paule-mandel": _paule_mandel,
    "dersimonian-laird": _dersimonian_laird,
    "reml": _reml,
}
"""Between-segment variance of gaps y with variances v, by method."""


def _nothing(method: Tau2Method, conf_level: float) -> RandomEffects:
    nan = float("nan")
    return RandomEffects(nan, nan, Interval(nan, nan, conf_level), nan, nan, nan, nan, nan, method)
