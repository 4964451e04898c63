"""How a side was sampled, and the Taylor-linearised covariance that follows from it.

Variance is taken between PSUs within strata, as if PSUs were drawn with replacement; a finite
population correction (``fpc``) applies to the first stage. Missing answers and respondents
outside a base or segment have influence 0 and stay in the design.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gapkit.errors.design import LonelyPSUError
from gapkit.options import LonelyPSU, check
from gapkit.stats.influences import Rows, blocks, influence, influence_rows
from gapkit.stats.layouts import Integers, Layout, lay_out
from gapkit.stats.types import Array, Mask

__all__ = [
    "Design",
    "covariance",
    "degrees_of_freedom",
    "influence",
    "mean_covariance",
    "reference_df",
]

CERTAIN = 1e-7
"""Sampling fraction left, below which a stratum was taken whole (R survey)."""


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Weights, strata and PSUs of the respondents of one side, row by row.

    Attributes
    ----------
    weight : ndarray
        0 or more, of any scale. Rows that weigh 0 still count as sampled in the variance.
    stratum : ndarray of int, optional
        Default: one stratum.
    psu : ndarray of int, optional
        Nested in strata: the same code in two strata is two PSUs. Default: each row is its own.
    fpc : ndarray, optional
        PSUs of the row's stratum in the population, ``inf`` for no correction.
    lonely_psu : str, default "fail"
        What a stratum of one PSU does, as R survey's ``survey.lonely.psu``: "fail" (raise),
        "remove" and "certainty" (count 0), "adjust" (centre at 0 instead of at its own mean),
        "average" (count the mean of the other strata). A stratum taken whole (fpc 1) counts 0.

    Raises
    ------
    OptionError
        If ``lonely_psu`` is not one of the five.
    DesignError
        If ``fpc`` is below the number of sampled PSUs.

    References
    ----------
    Lumley 2010, Complex Surveys, Wiley. Binder 1983, International Statistical Review 51:279.

    Examples
    --------
    >>> design = Design(np.ones(4), stratum=np.array([0, 0, 1, 1]))
    >>> degrees_of_freedom(design)
    2
    """

    weight: Array
    stratum: Integers | None = None
    psu: Integers | None = None
    fpc: Array | None = None
    lonely_psu: LonelyPSU = "fail"
    layout: Layout = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find the PSUs and strata once, so that every covariance can use them."""
        check("lonely_psu", self.lonely_psu, LonelyPSU)
        layout = lay_out(self.stratum, self.psu, self.fpc, len(self.weight))
        object.__setattr__(self, "layout", layout)


def degrees_of_freedom(design: Design) -> int:
    """PSUs minus strata; each row is a PSU where none are named.

    As in R survey, PSUs and strata whose rows all weigh 0 do not count here.
    """
    layout, alive = design.layout, np.flatnonzero(design.weight)
    psus = np.unique(alive if layout.psu_of_row is None else layout.psu_of_row[alive])
    return int(psus.size - np.unique(layout.stratum_of_psu[psus]).size)


def reference_df(design: Design) -> float:
    """Degrees of freedom of a side in a gap: PSUs minus strata where PSUs are named, else inf."""
    return float("inf") if design.psu is None else float(degrees_of_freedom(design))


def covariance(influence: Array, design: Design) -> Array:
    """Covariance of k estimates from their influence values.

    Parameters
    ----------
    influence : ndarray
        n x k, one row per respondent of the design; a column with NaN gives NaN.
    design : Design
        Of the same respondents.

    Returns
    -------
    ndarray
        k x k; the square roots of its diagonal are the standard errors. NaN where one respondent
        alone, without strata or PSUs, has no variance.

    Raises
    ------
    LonelyPSUError
        If a stratum has one PSU and ``lonely_psu`` is "fail".

    References
    ----------
    Lumley 2010, Complex Surveys, Wiley.

    Examples
    --------
    >>> y = np.array([[1.0], [0.0], [0.0], [1.0]])
    >>> print(covariance((y - 0.5) / 4, Design(np.ones(4))).round(4))
    [[0.0833]]
    """
    u = np.asarray(influence, dtype=np.float64)
    return _between_psus(lambda rows: u[rows], u.shape[1], design)


def mean_covariance(y: npt.NDArray[np.generic], in_base: Mask, design: Design) -> Array:
    """Covariance of k weighted means or shares, without ever holding their influence matrix.

    Equal to ``covariance(influence(y, in_base, design.weight), design)``, but computed in blocks of
    rows: for a million respondents and a hundred items. Arguments and errors are those two's.
    """
    rows_of = influence_rows(y, in_base, design.weight)
    return _between_psus(rows_of, np.shape(y)[1], design, balanced=True)


def _between_psus(rows_of: Rows, items: int, design: Design, *, balanced: bool = False) -> Array:
    """Covariance from influence values; ``balanced``: each column sums to 0 over all respondents."""
    layout = design.layout
    if layout.psu_of_row is None:
        return between_totals(rows_of, (len(design.weight), items), design, balanced=balanced)
    sums = group_sums(rows_of, layout.psu_of_row, int(layout.psus.sum()), items)
    return between_totals(lambda rows: sums[rows], sums.shape, design, balanced=balanced)


def between_totals(totals: Rows, shape: tuple[int, ...], design: Design, *, balanced: bool) -> Array:
    """Covariance from the PSUs' totals of influence; those of one stratum need no centring if balanced."""
    factor = stratum_factors(design)
    result = np.zeros((shape[1], shape[1]))
    if balanced and len(factor) == 1:
        for rows in blocks(shape):
            total = totals(rows)
            result += total.T @ total
        return np.asarray(result * factor[0])
    strata, root = design.layout.stratum_of_psu, np.sqrt(factor)[:, None]
    mean = centres(group_sums(totals, strata, len(factor), shape[1]), design)
    for rows in blocks(shape):
        centred = (totals(rows) - mean[strata[rows]]) * root[strata[rows]]
        result += centred.T @ centred
    return result


def centres(sums: Array, design: Design) -> Array:
    """Where each stratum's totals are centred: at their mean, or at 0 where the rule says so."""
    mean = sums / design.layout.psus[:, None]
    if design.lonely_psu == "adjust":
        mean[_lonely(design.layout)] = 0.0
    return np.asarray(mean)


def stratum_factors(design: Design) -> Array:
    """Weight of each stratum's squares in the variance; NaN where nothing has a variance.

    Raises
    ------
    LonelyPSUError
        If a stratum has one PSU and ``lonely_psu`` is "fail".
    """
    lonely = _lonely(design.layout)
    declared = design.stratum is not None or design.psu is not None
    if design.lonely_psu == "fail" and declared and lonely.any():
        raise LonelyPSUError.in_strata(design.layout.names[lonely].tolist())
    return _factors(design.layout, lonely, design.lonely_psu)


def _lonely(layout: Layout) -> Mask:
    return np.asarray((layout.psus == 1) & (layout.left >= CERTAIN))


def _factors(layout: Layout, lonely: Mask, rule: LonelyPSU) -> Array:
    psus = layout.psus.astype(np.float64)
    factor = layout.left * psus / np.maximum(psus - 1, 1.0)
    factor[layout.left < CERTAIN] = 0.0
    if rule == "adjust":
        return factor
    if lonely.all():
        return np.full_like(factor, np.nan)
    if rule == "average":
        factor *= len(lonely) / (len(lonely) - lonely.sum())
    factor[lonely] = 0.0
    return factor


def group_sums(rows_of: Rows, group: npt.NDArray[np.intp], groups: int, items: int) -> Array:
    """Sum rows by group, block by block."""
    result = np.zeros((groups, items))
    for rows in blocks((len(group), items)):
        codes, values = group[rows], rows_of(rows)
        order = np.argsort(codes, kind="stable")
        here, starts = np.unique(codes[order], return_index=True)
        result[here] += np.add.reduceat(values[order], starts, axis=0)
    return result
