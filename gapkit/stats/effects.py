"""Sizes of a gap that do not depend on its units."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from gapkit.stats.types import Array, Limits, broadcast

FEWEST = 4
"""Respondents of both sides together that the small-sample correction needs."""


def cohens_h(p1: npt.ArrayLike, p2: npt.ArrayLike) -> Array:
    """Gap of two shares on the arcsine scale, -pi to pi.

    Parameters
    ----------
    p1, p2 : array_like
        Shares of the side and of the reference, 0 to 1.

    References
    ----------
    Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, chapter 6.

    Examples
    --------
    >>> print(cohens_h(0.8, 0.6).round(4))
    0.4421
    """
    side, reference = broadcast(p1, p2)
    return np.asarray(2 * (np.arcsin(np.sqrt(side)) - np.arcsin(np.sqrt(reference))))


def cohens_h_limits(
    p1: npt.ArrayLike, n1: npt.ArrayLike, p2: npt.ArrayLike, n2: npt.ArrayLike, c: npt.ArrayLike
) -> Limits:
    """Interval of ``cohens_h`` at the critical value ``c``; NaN where a base is 0.

    Parameters
    ----------
    p1, p2 : array_like
        As in ``cohens_h``.
    n1, n2 : array_like
        Their bases.
    c : array_like
        Critical value.

    References
    ----------
    Cohen 1988, chapter 6: the arcsine of a share has variance 1 / n whatever the share.

    Examples
    --------
    >>> limits = cohens_h_limits(0.8, 70, 0.6, 80, 1.959963984540054)
    >>> print(limits.low.round(4), limits.high.round(4))
    0.1214 0.7629
    """
    p1, n1, p2, n2, c = broadcast(p1, n1, p2, n2, c)
    h = cohens_h(p1, p2)
    known = (n1 > 0) & (n2 > 0)
    half = c * np.sqrt(1 / np.where(known, n1, np.nan) + 1 / np.where(known, n2, np.nan))
    return Limits(h - half, h + half)


def hedges_g(
    gap: npt.ArrayLike,
    sd: npt.ArrayLike,
    n: npt.ArrayLike,
    sd_reference: npt.ArrayLike,
    n_reference: npt.ArrayLike,
) -> Array:
    """Gap of two means in pooled standard deviations, with the exact small-sample correction.

    Parameters
    ----------
    gap : array_like
        Side minus reference, in scale units.
    sd, sd_reference : array_like
        Standard deviations of the answers (divisor n - 1).
    n, n_reference : array_like
        Bases; NaN comes back where they sum to 3 or less, or where neither side varies.

    References
    ----------
    Hedges 1981, Journal of Educational Statistics 6:107.

    Examples
    --------
    >>> print(hedges_g(1.0, 2.0, 10, 2.0, 10).round(4))
    0.4788
    """
    gap, sd, n, sd_reference, n_reference = broadcast(gap, sd, n, sd_reference, n_reference)
    m = np.where(n + n_reference >= FEWEST, n + n_reference - 2, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.sqrt(((n - 1) * sd**2 + (n_reference - 1) * sd_reference**2) / m)
        shrink = np.exp(gammaln(m / 2) - gammaln((m - 1) / 2)) / np.sqrt(m / 2)
        return np.asarray(np.where(pooled > 0, shrink * gap / pooled, np.nan))
