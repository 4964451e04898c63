"""Independence of two answers on a complex sample: Rao-Scott and Wald tests of a weighted table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import fdtrc, gammaincc

from gapkit.errors import OptionError
from gapkit.options import check
from gapkit.stats.group_tests import wald_test
from gapkit.stats.types import Array
from gapkit.stats.weighted_chi_squares import f_sum_saddlepoint, f_sum_tail

RaoScottReference = Literal["f", "chi2", "exact", "saddlepoint"]


@dataclass(frozen=True, slots=True)
class IndependenceTest:
    """Test of a two-way table.

    Attributes
    ----------
    pearson : float
        Pearson's chi-square of the weighted shares on the respondents' number.
    statistic : float
        What is referred to the distribution with the degrees of freedom below: an F, or Pearson's
        chi-square where it is referred to as it stands.
    df, df_denominator : float
        inf as a denominator for a chi-square.
    p_value : float
        NaN where a row or column is empty.
    """

    pearson: float
    statistic: float
    df: float
    df_denominator: float
    p_value: float


def rao_scott(
    shares: npt.ArrayLike,
    covariance: npt.ArrayLike,
    base: float,
    df: float,
    *,
    reference: RaoScottReference = "f",
) -> IndependenceTest:
    """Pearson's test on a complex sample, corrected for the design.

    Parameters
    ----------
    shares : array_like, shape (rows, columns)
        Weighted shares of the cells; they sum to 1.
    covariance : array_like, shape (rows * columns, rows * columns)
        Of the shares, row by row.
    base : float
        Respondents.
    df : float
        PSUs minus strata, or those of the replicates.
    reference : str, default "f"
        "f" (second order, Satterthwaite), "chi2" (first order), "exact" (the sum of weighted
        chi-squares itself, over that of the denominator) or "saddlepoint" (of the same).

    Returns
    -------
    IndependenceTest
        NaN where a row or column is empty, or the shares have no variance.

    Raises
    ------
    OptionError
        If the reference is unknown or the shapes do not fit.

    References
    ----------
    Rao and Scott 1984, Annals of Statistics 12:46. Thomas and Rao 1987, Journal of the American
    Statistical Association 82:630.

    Examples
    --------
    >>> p = np.array([0.3, 0.2, 0.1, 0.4])
    >>> c = (np.diag(p) - np.outer(p, p)) / 199
    >>> test = rao_scott(p.reshape(2, 2), c, 200, 199)
    >>> round(test.statistic, 3), round(test.p_value, 5)
    (33.167, 0.0)
    """
    check("reference", reference, RaoScottReference)
    p, v = np.asarray(shares, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    _check_table(p, v)
    expected = np.outer(p.sum(axis=1), p.sum(axis=0))
    if not (expected > 0).all() or not np.isfinite(v).all():
        return _nothing(df)
    pearson = float(base * ((p - expected) ** 2 / expected).sum())
    delta = generalised_effects(p, v * base)
    trace, square = float(delta.sum()), float((delta**2).sum())
    if not square > 0:
        return _nothing(df)
    d0 = trace**2 / square
    if reference == "f":
        p_value = float(fdtrc(d0, d0 * df, pearson / trace))
        return IndependenceTest(pearson, pearson / trace, d0, d0 * df, p_value)
    if reference == "chi2":
        k = len(delta)
        return IndependenceTest(
            pearson, pearson, float(k), np.inf, float(gammaincc(k / 2, pearson * k / trace / 2))
        )
    tail = f_sum_tail if reference == "exact" else f_sum_saddlepoint
    return IndependenceTest(pearson, pearson, d0, d0 * df, tail(pearson, delta, d0 * df))


def wald_independence(
    totals: npt.ArrayLike, covariance: npt.ArrayLike, df: float, *, adjusted: bool = True
) -> IndependenceTest:
    """Wald's test of independence; rejects too often when PSUs are few beside cells.

    Parameters
    ----------
    totals : array_like, shape (rows, columns)
        Weighted totals of the cells.
    covariance : array_like, shape (rows * columns, rows * columns)
        Of the totals, row by row.
    df : float
        PSUs minus strata, or those of the replicates.
    adjusted : bool, default True
        Correct the statistic and its degrees of freedom for few PSUs.

    Raises
    ------
    OptionError
        If the shapes do not fit.

    References
    ----------
    Koch, Freeman and Freeman 1975, International Statistical Review 43:59. Thomas and Rao 1987,
    Journal of the American Statistical Association 82:630.

    Examples
    --------
    >>> p = np.array([0.3, 0.2, 0.1, 0.4])
    >>> c = (np.diag(p) - np.outer(p, p)) / 199
    >>> round(wald_independence(p.reshape(2, 2), c, 199, adjusted=False).df_denominator)
    199
    """
    t, v = np.asarray(totals, dtype=np.float64), np.asarray(covariance, dtype=np.float64)
    _check_table(t, v)
    rows, columns = t.shape
    total = t.sum()
    if not (t.sum(axis=0) > 0).all() or not (t.sum(axis=1) > 0).all():
        return _nothing(df)
    row, column = t.sum(axis=1) / total, t.sum(axis=0) / total
    eye_r, eye_c = np.eye(rows), np.eye(columns)
    jacobian = (
        np.eye(rows * columns)
        - np.kron(eye_r, np.outer(column, np.ones(columns)))
        - np.kron(np.outer(row, np.ones(rows)), eye_c)
        + np.outer(np.kron(row, column), np.ones(rows * columns))
    )
    residual = (t - total * np.outer(row, column)).ravel()
    use = np.arange(rows * columns).reshape(rows, columns)[1:, 1:].ravel()
    joint = (jacobian @ v @ jacobian.T)[np.ix_(use, use)]
    scale = np.sqrt(np.maximum(np.diagonal(joint), np.finfo(float).tiny))
    k = len(use)
    test = wald_test(residual[use] / scale, joint / scale[:, None] / scale, df)
    denominator, statistic = (
        (df - k + 1, test.chi2 * (df - k + 1) / (k * df)) if adjusted else (df, test.chi2 / k)
    )
    p_value = float(fdtrc(k, denominator, statistic)) if denominator > 0 else float("nan")
    return IndependenceTest(float("nan"), statistic, float(k), denominator, p_value)


def _check_table(p: Array, v: Array) -> None:
    if p.ndim != 2 or v.shape != (p.size, p.size):  # noqa: PLR2004 - rows and columns
        raise OptionError.lengths_differ(("shares", "covariance"), [p.shape, v.shape])


def _nothing(df: float) -> IndependenceTest:
    nan = float("nan")
    return IndependenceTest(nan, nan, nan, df, nan)


def generalised_effects(p: Array, v: Array) -> Array:
    """Eigenvalues of the design-effect matrix of the interaction (generalised design effects)."""
    rows, columns = p.shape
    main = np.hstack(
        [np.kron(np.eye(rows), np.ones((columns, 1))), np.kron(np.ones((rows, 1)), np.eye(columns))]
    )
    crossed = np.kron(np.eye(rows)[:, 1:], np.eye(columns)[:, 1:])
    contrast = crossed - main @ np.linalg.lstsq(main, crossed, rcond=None)[0]
    flat = p.ravel()
    inverse = np.divide(1.0, flat, out=np.zeros_like(flat), where=flat > 0)
    scaled = contrast * inverse[:, None]
    delta = np.linalg.solve(contrast.T @ scaled, scaled.T @ v @ scaled)
    return np.asarray(np.linalg.eigvals(delta).real)
