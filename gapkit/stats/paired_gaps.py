"""The gap of two answers of the same respondents: difference, interval and the test that agrees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check, check_conf_level
from gapkit.stats.counts import check_numbers
from gapkit.stats.families import coherent_limits
from gapkit.stats.paired_methods import PAIRED_KERNELS, PairedGapMethod
from gapkit.stats.student import agreeing_p, critical_value, two_sided_p
from gapkit.stats.types import Array, Interval, Numbers, broadcast, plain

CELLS = ("both", "first_only", "second_only", "neither")


@dataclass(frozen=True, slots=True)
class PairedGap:
    """Gap of two answers of the same respondents.

    Attributes
    ----------
    value : float or ndarray
        First answer's share minus the second's, -1 to 1.
    share, share_reference : float or ndarray
        The two shares, 0 to 1.
    interval : Interval
        Confidence interval of the gap.
    statistic : float or ndarray
        z of the hypothesis that the gap is 0.
    p_value : float or ndarray
        Two-sided; below ``1 - conf_level`` exactly when the interval excludes 0.
    method : str
        How the interval and the test were computed.
    """

    value: Numbers
    share: Numbers
    share_reference: Numbers
    interval: Interval
    statistic: Numbers
    p_value: Numbers
    method: PairedGapMethod


def paired_gap(
    both: npt.ArrayLike,
    first_only: npt.ArrayLike,
    second_only: npt.ArrayLike,
    neither: npt.ArrayLike,
    *,
    method: PairedGapMethod = "tango",
    conf_level: float = 0.95,
) -> PairedGap:
    """Gap between two yes-no answers of the same respondents, with its interval and test.

    Only for two columns of one side; two sides are independent samples (``proportion_gap``).

    Parameters
    ----------
    both, first_only, second_only, neither : array_like
        Respondents who said yes to both, to one of the two, to neither.
    method : str, default "tango"
        "tango" (score; its test is McNemar's without correction), "newcombe" (method 10, from
        Wilson limits), "newcombe-8" (the same, correlation uncorrected), "wald", "agresti-min" or
        "bonett-price". The last three may leave -1 to 1.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Returns
    -------
    PairedGap
        NaN throughout where nobody was asked. Where nobody answered differently, Tango and Wald
        have no statistic and no p.

    Raises
    ------
    OptionError
        If the method is unknown, the level or a count out of range, or the shapes do not fit.

    References
    ----------
    Tango 1998, Statistics in Medicine 17:891. Newcombe 1998, Statistics in Medicine 17:2635.
    Agresti and Min 2005, Statistics in Medicine 24:729. Bonett and Price 2012, Journal of
    Educational and Behavioral Statistics 37:479.

    Examples
    --------
    >>> gap = paired_gap(20, 12, 2, 16)
    >>> round(gap.value, 4), round(gap.interval.low, 4), round(gap.interval.high, 4)
    (0.2, 0.0611, 0.3447)
    """
    check("method", method, PairedGapMethod)
    check_conf_level(conf_level)
    a, b, c, d = cells(CELLS, both, first_only, second_only, neither)
    n = np.where(a + b + c + d > 0, a + b + c + d, np.nan)
    critical = critical_value(conf_level)
    kernel = PAIRED_KERNELS[method]
    z = np.where(np.isnan(n), np.nan, kernel.statistic(a, b, c, d)) + 0.0
    limits = kernel.limits(a, b, c, d, critical)
    flagged = np.abs(z) > critical
    limits = coherent_limits(limits.low, limits.high, flagged, np.sign(z))
    return PairedGap(
        value=plain((b - c) / n),
        share=plain((a + b) / n),
        share_reference=plain((a + c) / n),
        interval=Interval(plain(limits.low), plain(limits.high), conf_level),
        statistic=plain(z),
        p_value=plain(agreeing_p(two_sided_p(z), flagged, 1 - conf_level)),
        method=method,
    )


def cells(names: tuple[str, ...], *values: npt.ArrayLike) -> list[Array]:
    """Return the counts of a table as float arrays of one shape.

    Raises
    ------
    OptionError
        Unless all are finite and 0 or more, and the shapes broadcast.
    """
    check_numbers(names, *values)
    try:
        arrays = broadcast(*values)
    except ValueError as error:
        raise OptionError.lengths_differ(names, [np.shape(value) for value in values]) from error
    for name, array in zip(names, arrays, strict=True):
        bad = ~(np.isfinite(array) & (array >= 0))
        if bad.any():
            raise OptionError.outside(name, f"{array[bad][0]:g}", "a finite number, 0 or more")
    return arrays
