"""Intervals of one share on a complex sample, from its design-based variance and degrees of freedom."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from gapkit.options import check, check_conf_level
from gapkit.stats.proportions import KERNELS, ProportionMethod, korn_graubard
from gapkit.stats.student import critical_value
from gapkit.stats.types import Array, Limits, broadcast

DesignShareMethod = Literal["logit", "likelihood", "korn-graubard", "wald", "arcsine", "wilson"]

BISECTIONS = 80
PLAIN: dict[DesignShareMethod, ProportionMethod] = {
    "logit": "logit",
    "wald": "wald",
    "arcsine": "arcsine",
    "wilson": "wilson",
}


def design_share_limits(
    share: npt.ArrayLike,
    variance: npt.ArrayLike,
    base: npt.ArrayLike,
    df: npt.ArrayLike,
    *,
    method: DesignShareMethod = "wilson",
    conf_level: float = 0.95,
) -> Limits:
    """Interval of a share whose variance comes from a design or from replicates.

    Every method works on the base pq / variance with Student's critical value.

    Parameters
    ----------
    share, variance : array_like
        Weighted share and its design-based variance.
    base : array_like
        Respondents; read by "korn-graubard" and "likelihood" only.
    df : array_like
        PSUs minus strata, or those of the replicates.
    method : str, default "wilson"
        "logit", "likelihood" (ratio scaled by deff and n / (n - 1)), "korn-graubard"
        (Clopper-Pearson), "wald", "arcsine" or "wilson".
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    Limits
        NaN at 0 % and 100 %, where the variance is 0.

    Raises
    ------
    OptionError
        If the method is unknown or the level out of range.

    References
    ----------
    Korn and Graubard 1998, Survey Methodology 24:193. Rao and Scott 1984, Annals of Statistics 12:46.

    Examples
    --------
    >>> limits = design_share_limits(0.2, 0.0004, 400, 40, method="logit")
    >>> print(limits.low.round(4), limits.high.round(4))
    0.1626 0.2435
    """
    check("method", method, DesignShareMethod)
    check_conf_level(conf_level)
    p, v, n, nu = broadcast(share, variance, base, df)
    known = (v > 0) & (p > 0) & (p < 1) & (nu > 0)
    p, nu = np.where(known, p, np.nan), np.where(known, nu, np.nan)
    n_eff = p * (1 - p) / np.where(known, v, np.nan)
    c = critical_value(conf_level, nu)
    if method == "likelihood":
        dispersion = np.divide(n, n - 1, out=np.full(n.shape, np.nan), where=n > 1)
        return likelihood_limits(p, n_eff / dispersion, c)
    if method == "korn-graubard":
        cut = korn_graubard(n_eff, n, nu, conf_level=conf_level)
        c = np.broadcast_to(critical_value(conf_level), p.shape)
        limits = KERNELS["clopper-pearson"](p, cut, c)
        low, high = (np.where(np.isnan(p), np.nan, each) for each in (limits.low, limits.high))
        return Limits(low, high)
    return KERNELS[PLAIN[method]](p, n_eff, c)


def likelihood_limits(p: npt.ArrayLike, n: npt.ArrayLike, c: npt.ArrayLike) -> Limits:
    """Shares that the likelihood ratio on the base ``n`` does not put beyond ``c``.

    Examples
    --------
    >>> limits = likelihood_limits(0.2, 400, 1.959963984540054)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.1628 0.241
    """
    p, n, c = broadcast(p, n, c)
    best = xlogy(p, p) + xlogy(1 - p, 1 - p)

    def search(outside: Array) -> Array:
        inside = p
        for _ in range(BISECTIONS):
            middle = (outside + inside) / 2
            with np.errstate(divide="ignore"):
                ratio = 2 * n * (best - xlogy(p, middle) - xlogy(1 - p, 1 - middle))
            beyond = ratio > c**2
            outside, inside = np.where(beyond, middle, outside), np.where(beyond, inside, middle)
        return np.where(np.isnan(p * n * c), np.nan, outside)

    return Limits(search(np.zeros_like(p)), search(np.ones_like(p)))
