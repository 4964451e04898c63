"""Shares of categories that exclude each other, with intervals that hold together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gapkit.options import Status
from gapkit.respondents import Averages
from gapkit.stats import MIN_EFFECTIVE_BASE, Limits, wilson
from gapkit.stats.student import normal_critical, to_student
from gapkit.tallies.model import Estimate, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The categories of one item in one segment.

    Attributes
    ----------
    value, low, high : float array, shape (categories,)
        Shares with Goodman's intervals; NaN where a share may not be told.
    covariance : float array, shape (categories, categories)
        Of the shares.
    bases : float array, shape (categories,)
        Effective bases.
    first : Estimate
        Of the first category: base, degrees of freedom, segment and flags are those of all.
    status : str
        ``masked`` where any share stands for too few people.
    """

    value: Floats
    low: Floats
    high: Floats
    covariance: Floats
    bases: Floats
    first: Estimate
    status: Status

    @property
    def known(self) -> bool:
        """Whether every share may be told."""
        return not bool(np.isnan(self.value).any())


def category_shares(found: Averages, row: int) -> Shares:
    """Return the categories of one segment; where one is masked, all are: they sum to everybody.

    References
    ----------
    Goodman 1965, Technometrics 7:247.
    """
    estimates = found.estimates[row]
    first, level = estimates[0], estimates[0].conf_level
    value = np.array([each.value for each in estimates])
    bases = np.array([each.effective_base for each in estimates])
    status: Status = "masked" if any(each.status == "masked" for each in estimates) else first.status
    if np.isnan(value).any():
        value, bases = np.full(value.shape, np.nan), np.full(value.shape, np.nan)
    c = float(to_student(normal_critical((1 - level) / len(value)), first.df))
    usable = np.where(bases >= MIN_EFFECTIVE_BASE, bases, np.nan)
    limits = wilson(value, usable, c) if first.base > 0 else Limits(value, value)
    return Shares(value, limits.low, limits.high, found.covariance(row), bases, first, status)
