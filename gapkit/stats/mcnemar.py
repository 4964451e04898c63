"""McNemar's test that as many changed one way as the other, four times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import bdtr, ndtr

from gapkit.options import check, check_conf_level
from gapkit.stats.counts import check_whole
from gapkit.stats.paired_gaps import cells
from gapkit.stats.proportions import proportion
from gapkit.stats.student import two_sided_p
from gapkit.stats.types import Array, Interval, Numbers, plain

McNemarMethod = Literal["mid-p", "exact", "asymptotic", "corrected"]


@dataclass(frozen=True, slots=True)
class McNemarTest:
    """McNemar's test, and the odds of changing one way rather than the other.

    Attributes
    ----------
    p_value : float or ndarray
        Two-sided; NaN where nobody answered differently.
    p_less, p_greater : float or ndarray
        Of fewer, more respondents with the first answer alone.
    chi2 : float or ndarray
        Statistic on one degree of freedom; NaN for the exact methods.
    odds_ratio : float or ndarray
        First answer alone over second alone.
    interval : Interval
        Its exact interval (Clopper and Pearson's of the share of changes), whatever the method.
    method : str
        How the p-values were computed.
    """

    p_value: Numbers
    p_less: Numbers
    p_greater: Numbers
    chi2: Numbers
    odds_ratio: Numbers
    interval: Interval
    method: McNemarMethod


def mcnemar_test(
    first_only: npt.ArrayLike,
    second_only: npt.ArrayLike,
    *,
    method: McNemarMethod = "mid-p",
    conf_level: float = 0.95,
) -> McNemarTest:
    """McNemar's test of two yes-no answers of the same respondents.

    Parameters
    ----------
    first_only, second_only : array_like
        Respondents who said yes to the first question alone, to the second alone.
    method : str, default "mid-p"
        "mid-p" and "exact" use the binomial, and need whole counts; "asymptotic" and "corrected"
        use chi-square, the latter with Edwards's correction (none where both counts are equal).
    conf_level : float, default 0.95
        Level of the odds ratio's interval.

    Raises
    ------
    OptionError
        If the method is unknown, the level or a count out of range, or the shapes do not fit.

    References
    ----------
    McNemar 1947, Psychometrika 12:153. Edwards 1948, Psychometrika 13:185. Fagerland, Lydersen and
    Laake 2013, BMC Medical Research Methodology 13:91.

    Examples
    --------
    >>> round(mcnemar_test(12, 2).p_value, 6), round(mcnemar_test(12, 2, method="exact").p_value, 6)
    (0.007385, 0.012939)
    """
    check("method", method, McNemarMethod)
    check_conf_level(conf_level)
    b, c = cells(("first_only", "second_only"), first_only, second_only)
    changed = np.where(b + c > 0, b + c, np.nan)
    if method in {"mid-p", "exact"}:
        for name, values in (("first_only", b), ("second_only", c)):
            check_whole(name, values)
        two_sided, less, greater = _binomial(b, c, mid=method == "mid-p")
        chi2 = np.full(b.shape, np.nan)
    else:
        z = _z(b, c, changed, corrected=method == "corrected")
        two_sided, less, greater, chi2 = two_sided_p(z), ndtr(z), ndtr(-z), z**2
    share = proportion(b, b + c, method="clopper-pearson", conf_level=conf_level).interval
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = b / np.where(np.isnan(changed), np.nan, c)
        low, high = (np.asarray(limit) / (1 - np.asarray(limit)) for limit in (share.low, share.high))
    known = ~np.isnan(changed)
    return McNemarTest(
        p_value=plain(np.where(known, two_sided, np.nan)),
        p_less=plain(np.where(known, less, np.nan)),
        p_greater=plain(np.where(known, greater, np.nan)),
        chi2=plain(chi2),
        odds_ratio=plain(ratio),
        interval=Interval(plain(low), plain(high), conf_level),
        method=method,
    )


def _z(b: Array, c: Array, changed: Array, *, corrected: bool) -> Array:
    apart = np.abs(b - c)
    less = np.where(b == c, 0.0, 1.0) if corrected else np.zeros_like(b)
    return np.sign(b - c) * (apart - less) / np.sqrt(changed)


def _binomial(b: Array, c: Array, *, mid: bool) -> Array:
    """Two-sided, lower and upper p under a fair coin; mid: less the observed count's own chance."""
    whole = (b + c).astype(np.int64)
    less, greater = bdtr(b, whole, 0.5), bdtr(c, whole, 0.5)
    two_sided = np.minimum(2 * np.minimum(less, greater), 1.0)
    if mid:
        observed = less - np.where(b > 0, bdtr(np.maximum(b - 1, 0), whole, 0.5), 0.0)
        return np.stack([two_sided - observed, less - observed / 2, greater - observed / 2])
    return np.stack([two_sided, less, greater])
